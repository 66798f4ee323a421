"""/penyiapan: the page behind the link on the console, where the first administrator is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from people.errors import NetralError
from people.models import EMPLOYMENT_TITLES
from people.signing_in.account_errors import SetupClosed
from web.account_routes import LOGIN_NAME, NEW_PASSWORD, REPEATED, Mismatch
from web.desk import AccountDesk
from web.form_page import Field, render_form, render_page
from web.forms import RefusedForm, SlowDeeds, read_form

SETUP_PATH = "/penyiapan"
_AGENCY = (
    Field("instansi", "Nama instansi", autocomplete="organization", hint="Instansi teratas, misalnya Pemerintah Kabupaten."),
    Field("kode_instansi", "Kode instansi", hint="Kode yang dipakai di berkas pegawai Anda untuk instansi ini."),
)  # fmt: skip
_PERSON = (
    Field("orang", "Nama admin pertama", autocomplete="name"),
    Field("status", "Status kepegawaian", options=tuple(EMPLOYMENT_TITLES.items())),
    replace(
        LOGIN_NAME,
        hint="NIP Anda, atau nama masuk buatan sendiri tanpa spasi, misalnya ADMIN-01. Dipakai setiap kali masuk.",
    ),
    NEW_PASSWORD,
    REPEATED,
)


def setup_routes(desk: AccountDesk, slow: SlowDeeds) -> list[Route]:
    async def show(request: Request) -> Response:
        token = request.query_params.get("kunci", "")
        try:
            await run_in_threadpool(desk.require_open_setup, token)
        except NetralError as problem:
            return _closed(problem)
        return HTMLResponse(_page(await run_in_threadpool(desk.needs_agency), token, {}, None))

    async def set_up(request: Request) -> Response:
        try:
            fields = await read_form(request)
        except RefusedForm as refused:
            return refused.response
        token = fields.get("kunci", "")
        try:
            if fields.get("sandi") != fields.get("ulang"):
                raise Mismatch()
            await slow.run(desk.set_up, token, _answers(fields))
        except SetupClosed as problem:
            return _closed(problem)
        except NetralError as problem:
            asks_agency = await run_in_threadpool(desk.needs_agency)
            return HTMLResponse(_page(asks_agency, token, fields, problem), 400)
        return RedirectResponse("/masuk?kabar=siap", 303)

    return [Route(SETUP_PATH, show, methods=["GET"]), Route(SETUP_PATH, set_up, methods=["POST"])]


def setup_link(public_url: str, token: str) -> str:
    return f"{public_url}{SETUP_PATH}?kunci={token}"


def _answers(fields: Mapping[str, str]) -> dict[str, str]:
    return {
        "agency_code": fields.get("kode_instansi", ""),
        "agency_name": fields.get("instansi", ""),
        "name": fields.get("orang", ""),
        "employment": fields.get("status", ""),
        "login_name": fields.get("nama", ""),
        "password": fields.get("sandi", ""),
    }


def _page(asks_agency: bool, token: str, filled: Mapping[str, str], problem: NetralError | None) -> str:
    form = render_form(
        SETUP_PATH,
        (*(_AGENCY if asks_agency else ()), *_PERSON),
        "Siapkan situs",
        hidden={"kunci": token},
        filled=filled,
        has_problem=problem is not None,
    )
    lead = "Buat admin pertama situs ini. Tautan penyiapan hanya berlaku sekali dan paling lama satu jam."
    return render_page("Siapkan Netral", form, lead=lead, problem=problem)


def _closed(problem: NetralError) -> Response:
    return HTMLResponse(render_page("Penyiapan tertutup", "", problem=problem), 404)
