"""/kode-masuk: an administrator makes a one-time code, closes or reopens an account, or has a second step set up anew."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from people.access import require
from people.errors import NetralError
from people.models import Viewer
from web.account_routes import LOGIN_NAME
from web.desk import AccountDesk
from web.form_page import Field, links, notice_box, render_form, render_page
from web.signed_in import BACK, SignedInDoor

PATH = "/kode-masuk"
_CODE = "kode"
_DEEDS = {
    _CODE: "Buat kode masuk (pertama kali, atau lupa kata sandi)",
    "langkah-kedua": "Pasang ulang langkah kedua (ponsel dan kode cadangan hilang)",
    "tutup": "Nonaktifkan akun (semua sesinya berakhir)",
    "buka": "Aktifkan kembali akun",
}
_DONE = {
    "langkah-kedua": "Langkah kedua akan dipasang lagi saat orang itu masuk berikutnya.",
    "tutup": "Akun itu dinonaktifkan dan semua sesinya berakhir.",
    "buka": "Akun itu aktif kembali. Kata sandinya tetap yang dulu.",
}
_DEED = Field("tindakan", "Yang dilakukan", options=tuple(_DEEDS.items()))


def managed_account_routes(desk: AccountDesk, *, tls: bool) -> list[Route]:
    door = SignedInDoor(desk, tls)

    async def show(request: Request, viewer: Viewer, token: str) -> Response:
        require(viewer, "manage_accounts")
        return HTMLResponse(_page({}, None))

    async def act(request: Request, viewer: Viewer, token: str, fields: Mapping[str, str]) -> Response:
        require(viewer, "manage_accounts")
        name, deed = fields.get("nama", ""), fields.get("tindakan", _CODE)
        if person_id := fields.get("orang"):  # from somebody's sheet, which knows no number
            return HTMLResponse(_issued(await run_in_threadpool(desk.issue_code_to, viewer, person_id)))
        try:
            if deed not in _DONE:
                return HTMLResponse(_issued(await run_in_threadpool(desk.issue_code, viewer, name)))
            await run_in_threadpool(_DESK_DEEDS[deed], desk, viewer, name)
        except NetralError as problem:
            return HTMLResponse(_page(fields, problem), 400)
        return HTMLResponse(_page({}, None, _DONE[deed]))

    return [door.page(PATH, show), door.deed(PATH, act)]


_DESK_DEEDS = {
    "langkah-kedua": lambda desk, viewer, name: desk.drop_second_factor(viewer, name),
    "tutup": lambda desk, viewer, name: desk.set_disabled(viewer, name, True),
    "buka": lambda desk, viewer, name: desk.set_disabled(viewer, name, False),
}


def _page(filled: Mapping[str, str], problem: NetralError | None, done: str = "") -> str:
    form = render_form(PATH, (LOGIN_NAME, _DEED), "Lakukan", filled=filled, has_problem=problem is not None)
    lead = "Untuk akun satu orang. Kode baru membatalkan kode lama yang belum terpakai; setiap tindakan dicatat."
    return render_page("Kelola akun", (notice_box(done) if done else "") + form + BACK, lead=lead, problem=problem)


def _issued(code: str) -> str:
    body = (
        f'<p class="code" id="kode-baru">{escape(code)}</p><p>Serahkan langsung kepada orangnya. Kode berlaku 14 hari dan '
        "hanya sekali; orang itu memakainya di halaman <strong>/aktivasi</strong> atau <strong>/atur-ulang</strong>.</p>"
    )
    again = links(("/pegawai", "Ke daftar pegawai"), (PATH, "Kelola akun lain"), ("/", "Kembali ke Netral"))
    return render_page("Kode masuk sudah dibuat", body + again, lead="Kode ini hanya ditampilkan sekali.")
