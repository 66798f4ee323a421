"""Pages about one's own account: /sesi, /peran and /kata-sandi."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from people.errors import NetralError
from people.models import ROLE_TITLES, Viewer
from people.signing_in.account_errors import TooManyTries
from web.account_routes import NEW_PASSWORD, PASSWORD, REPEATED, Mismatch
from web.desk import AccountDesk
from web.form_page import Field, links, notice_box, render_form, render_page
from web.forms import SlowDeeds
from web.session_cookie import set_session_cookie
from web.sign_in import safe_target
from web.signed_in import BACK, SignedInDoor

_OLD_PASSWORD = Field("lama", "Kata sandi sekarang", PASSWORD.kind, PASSWORD.autocomplete)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def own_account_routes(desk: AccountDesk, slow: SlowDeeds, *, tls: bool) -> list[Route]:
    door = SignedInDoor(desk, tls)

    async def show_sessions(request: Request, viewer: Viewer, token: str) -> Response:
        sessions = await run_in_threadpool(desk.my_sessions, viewer, token)
        return HTMLResponse(_sessions(sessions, desk.local))

    async def end_one(request: Request, viewer: Viewer, token: str, fields: Mapping[str, str]) -> Response:
        await run_in_threadpool(desk.end_my_session, viewer, fields.get("sesi", ""))
        return RedirectResponse("/sesi", 303)

    async def end_others(request: Request, viewer: Viewer, token: str, fields: Mapping[str, str]) -> Response:
        await run_in_threadpool(desk.end_my_other_sessions, viewer, token)
        return RedirectResponse("/sesi", 303)

    async def show_roles(request: Request, viewer: Viewer, token: str) -> Response:
        target = safe_target(request.query_params.get("tujuan", "/"))
        return HTMLResponse(_roles(await run_in_threadpool(desk.my_roles, viewer), viewer, target))

    async def take_role(request: Request, viewer: Viewer, token: str, fields: Mapping[str, str]) -> Response:
        target, role = safe_target(fields.get("tujuan", "/")), fields.get("peran", "")
        response = RedirectResponse(target, 303)
        if role != viewer.role:
            set_session_cookie(response, await run_in_threadpool(desk.change_role, viewer, token, role), tls)
        return response

    async def show_password(request: Request, viewer: Viewer, token: str) -> Response:
        return HTMLResponse(_password(None))

    async def set_password(request: Request, viewer: Viewer, token: str, fields: Mapping[str, str]) -> Response:
        try:
            if fields.get("sandi") != fields.get("ulang"):
                raise Mismatch()
            await slow.run(desk.change_password, viewer, token, fields.get("lama", ""), fields.get("sandi", ""))
        except NetralError as problem:
            return HTMLResponse(_password(problem), 429 if isinstance(problem, TooManyTries) else 400)
        done = notice_box("Kata sandi Anda sudah diganti. Sesi di perangkat lain diakhiri.")
        return HTMLResponse(render_page("Kata sandi diganti", done + BACK))

    return [
        door.page("/sesi", show_sessions),
        door.deed("/sesi/akhiri", end_one),
        door.deed("/sesi/akhiri-lain", end_others),
        door.page("/peran", show_roles),
        door.deed("/peran", take_role),
        door.page("/kata-sandi", show_password),
        door.deed("/kata-sandi", set_password),
    ]


def _sessions(sessions, local: Callable[[datetime], datetime]) -> str:
    rows = "".join(_session(session, local) for session in sessions)
    others = render_form("/sesi/akhiri-lain", (), "Akhiri semua sesi lain") if len(sessions) > 1 else ""
    lead = "Di mana saja akun Anda sedang terbuka. Akhiri sesi yang tidak Anda kenali, lalu ganti kata sandi."
    more = links(("/kata-sandi", "Ganti kata sandi"), ("/peran", "Ganti peran"), ("/", "Kembali ke Netral"))
    return render_page("Sesi saya", f'<ul class="rows">{rows}</ul>{others}{more}', lead=lead)


def _session(session, local: Callable[[datetime], datetime]) -> str:
    here = " (sesi ini)" if session.is_this_one else ""
    text = (
        f"{ROLE_TITLES[session.role]}. Dibuka {_moment(local(session.opened_at))}, "
        f"terakhir dipakai {_moment(local(session.seen_at))}."
    )
    end = render_form("/sesi/akhiri", (), f"Akhiri sesi {session.device}", hidden={"sesi": session.id})
    return f"<li><h2>{escape(session.device)}{here}</h2><p>{escape(text)}</p>{'' if session.is_this_one else end}</li>"


def _roles(roles, viewer: Viewer, target: str) -> str:
    rows = "".join(
        "<li>"
        + render_form("/peran", (), f"Masuk sebagai {ROLE_TITLES[role]}", hidden={"peran": role, "tujuan": target})
        + "</li>"
        for role in roles
    )
    lead = f"Sekarang Anda masuk sebagai {ROLE_TITLES[viewer.role]}. Pilih peran untuk sesi ini."
    return render_page("Pilih peran", f'<ul class="rows">{rows}</ul>{BACK}', lead=lead)


def _password(problem: NetralError | None) -> str:
    form = render_form(
        "/kata-sandi", (_OLD_PASSWORD, NEW_PASSWORD, REPEATED), "Ganti kata sandi", has_problem=problem is not None
    )
    return render_page("Ganti kata sandi", form + BACK, problem=problem)


def _moment(moment: datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year} pukul {moment:%H.%M}"
