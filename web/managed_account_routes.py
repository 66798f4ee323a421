"""/kode-masuk: an administrator makes a one-time code. Whatever else is done to an account is done on the person's sheet."""

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
from web.form_page import links, render_form, render_page
from web.signed_in import SignedInDoor

PATH = "/kode-masuk"


def managed_account_routes(desk: AccountDesk, *, tls: bool) -> list[Route]:
    door = SignedInDoor(desk, tls)

    async def show(request: Request, viewer: Viewer, token: str) -> Response:
        require(viewer, "manage_accounts")
        return HTMLResponse(_page({}, None))

    async def act(request: Request, viewer: Viewer, token: str, fields: Mapping[str, str]) -> Response:
        require(viewer, "manage_accounts")
        if person_id := fields.get("orang"):  # from somebody's sheet, which knows no number
            return HTMLResponse(_issued(await run_in_threadpool(desk.issue_code_to, viewer, person_id)))
        try:
            return HTMLResponse(_issued(await run_in_threadpool(desk.issue_code, viewer, fields.get("nama", ""))))
        except NetralError as problem:
            return HTMLResponse(_page(fields, problem), 400)

    return [door.page(PATH, show), door.deed(PATH, act)]


def _page(filled: Mapping[str, str], problem: NetralError | None) -> str:
    form = render_form(PATH, (LOGIN_NAME,), "Buat kode masuk", filled=filled, has_problem=problem is not None)
    lead = (
        "Untuk orang yang baru pertama kali masuk atau lupa kata sandi. Kode baru membatalkan kode lama yang belum terpakai; "
        "pembuatannya dicatat."
    )
    other = (
        '<p class="hint">Menonaktifkan akun, mengakhiri sesi, atau memasang ulang langkah kedua: buka lembar orangnya di '
        "Pegawai, bagian Akun.</p>"
    )
    back = links(("/pegawai", "Ke daftar pegawai"), ("/", "Kembali ke Netral"))
    return render_page("Buat kode masuk", form + other + back, lead=lead, problem=problem)


def _issued(issued) -> str:
    body = (
        f'<p>Untuk <strong>{escape(issued.name)}</strong>:</p><p class="code" id="kode-baru">{escape(issued.code)}</p>'
        "<p>Serahkan langsung kepada orangnya. Kode berlaku 14 hari dan hanya sekali; orang itu memakainya di halaman "
        "<strong>/aktivasi</strong> atau <strong>/atur-ulang</strong>.</p>"
    )
    again = links(("/pegawai", "Ke daftar pegawai"), (PATH, "Buat kode untuk orang lain"), ("/", "Kembali ke Netral"))
    return render_page("Kode masuk sudah dibuat", body + again, lead="Kode ini hanya ditampilkan sekali.")
