"""POST /slip-aktivasi: an administrator prints the activation slips of a unit; the codes never pass through Streamlit."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from people.access import require
from people.models import Viewer
from web.desk import AccountDesk
from web.form_page import links, render_form, render_page
from web.signed_in import SignedInDoor
from web.slip_page import render_slips

PATH = "/slip-aktivasi"
_BACK = links(("/pegawai", "Ke daftar pegawai"))


def slip_routes(desk: AccountDesk, public_url: str, *, tls: bool) -> list[Route]:
    """Asked once more before codes are made: printing makes every earlier code of these people void."""
    door = SignedInDoor(desk, tls)

    async def act(request: Request, viewer: Viewer, token: str, fields: Mapping[str, str]) -> Response:
        require(viewer, "manage_people")
        unit = fields.get("unit", "")
        if fields.get("yakin") != "ya":
            return HTMLResponse(_question(unit, await run_in_threadpool(desk.count_slips, viewer, unit)))
        batch = await run_in_threadpool(desk.make_slips, viewer, unit)
        if not batch.slips:
            return HTMLResponse(_question(unit, 0))
        until = f"{desk.local(batch.expires_at):%d-%m-%Y}"
        return HTMLResponse(render_slips(batch.agency_name, batch.slips, public_url, until))

    return [door.deed(PATH, act)]


def _question(unit: str, count: int) -> str:
    if not count:
        lead = (
            "Semua orang di unit itu sudah punya kata sandi, atau akunnya ditutup. Tidak ada slip yang perlu dicetak."
        )
        return render_page("Slip aktivasi", _BACK, lead=lead)
    form = render_form(PATH, (), f"Buat {count} slip", hidden={"unit": unit, "yakin": "ya"})
    lead = (
        f"{count} orang di unit itu dan di bawahnya belum punya kata sandi. Masing-masing mendapat kode baru; slip dan kode "
        "yang pernah dibuat untuk mereka tidak berlaku lagi. Ini tidak dapat dibatalkan."
    )
    return render_page("Slip aktivasi", form + _BACK, lead=lead)
