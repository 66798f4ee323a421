"""/lupa-sandi: a code for a new password by e-mail. Whoever asks gets the same answer, at the same moment."""

from __future__ import annotations

from typing import Protocol

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from people.errors import NetralError
from web.form_page import Field, links, notice_box, render_form, render_page
from web.forms import RefusedForm, read_form, refusal

ASK_PATH = "/lupa-sandi"
_NAME = Field("nama", "NIP atau nama masuk", autocomplete="username", hint="NIP boleh ditulis dengan spasi.")
_LEAD = "Kami mengirim kode sekali pakai ke alamat surel Anda yang tercatat di daftar pegawai."
_ASKED = (
    "Permintaan diterima. Bila nama masuk itu dikenal dan punya alamat surel, kode segera dikirim dan berlaku 30 menit. "
    "Periksa juga folder spam."
)


class ResetDesk(Protocol):
    """See ``actions/signing_in/password_reset.py``."""

    def ask(self, login_name: str) -> None: ...
    def follow_up(self, login_name: str) -> None: ...


def reset_routes(desk: ResetDesk) -> list[Route]:
    async def show(request: Request) -> Response:
        if request.query_params.get("kabar") == "diterima":
            onward = '<p><a class="button" href="/atur-ulang">Saya sudah menerima kodenya</a></p>'
            return HTMLResponse(render_page("Periksa surel Anda", notice_box(_ASKED) + onward + _others()))
        return HTMLResponse(_page("", None))

    async def ask(request: Request) -> Response:
        try:
            fields = await read_form(request)
        except RefusedForm as refused:
            return refused.response
        name = fields.get("nama", "")
        try:
            await run_in_threadpool(desk.ask, name)
        except NetralError as problem:
            return refusal(_page(name, problem), problem)
        later = BackgroundTask(desk.follow_up, name)
        return RedirectResponse(f"{ASK_PATH}?kabar=diterima", 303, background=later)

    return [Route(ASK_PATH, show, methods=["GET"]), Route(ASK_PATH, ask, methods=["POST"])]


def _page(name: str, problem: NetralError | None) -> str:
    form = render_form(ASK_PATH, (_NAME,), "Kirim kode", filled={"nama": name}, has_problem=problem is not None)
    return render_page("Lupa kata sandi", form + _others(), lead=_LEAD, problem=problem)


def _others() -> str:
    """The way for those without an address."""
    return (
        '<p class="hint">Tidak ada surel yang datang? Minta kode kepada admin instansi Anda.</p>'
        + links(("/atur-ulang", "Saya sudah punya kode"), ("/masuk", "Kembali ke halaman masuk"))
    )  # fmt: skip
