"""What the account pages ask of ``actions/signing_in/desk.py``, and the visitor at the desk: cookies, device, who it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from people.models import Role, Viewer
from web.session_cookie import find_token, set_session_cookie

DEVICE_MEMORY = timedelta(days=180)
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


class AccountDesk(Protocol):
    """Raises NetralError for whatever cannot be done; see ``actions/signing_in/desk.py`` for what each deed does."""

    def local(self, moment: datetime, /) -> datetime: ...
    def enter(self, login_name: str, password: str, device_token: str, device: str) -> Any: ...
    def now(self) -> datetime: ...
    def enter_by_sso(self, number: str, is_strong: bool, device_token: str, device: str) -> Any: ...
    def sso_key(self) -> str: ...
    def find_second_step(self, token: str) -> Any: ...
    def enter_second_step(self, token: str, code: str, device_token: str, device: str) -> Any: ...
    def choose_password(self, login_name: str, code: str, password: str) -> None: ...
    def change_password(self, viewer: Viewer, token: str, old: str, new: str) -> None: ...
    def issue_code(self, viewer: Viewer, login_name: str) -> Any: ...
    def issue_code_to(self, viewer: Viewer, person_id: str) -> Any: ...
    def count_slips(self, viewer: Viewer, agency_id: str) -> int: ...
    def make_slips(self, viewer: Viewer, agency_id: str) -> Any: ...
    def find_viewer(self, token: str) -> Viewer | None: ...
    def keep_alive(self, token: str) -> None: ...
    def close_session(self, token: str) -> None: ...
    def my_sessions(self, viewer: Viewer, token: str) -> Sequence[Any]: ...
    def end_my_session(self, viewer: Viewer, session_id: str) -> None: ...
    def end_my_other_sessions(self, viewer: Viewer, token: str) -> int: ...
    def my_roles(self, viewer: Viewer) -> Sequence[Role]: ...
    def change_role(self, viewer: Viewer, token: str, role: str) -> str: ...
    def require_open_setup(self, token: str) -> None: ...
    def needs_agency(self) -> bool: ...
    def set_up(self, token: str, answers: dict[str, str]) -> None: ...


def device_cookie_name(tls: bool) -> str:
    return "__Host-netral-perangkat" if tls else "netral-perangkat"


def device_token(request: Request, tls: bool) -> str:
    """What this browser was given at an earlier sign-in, or nothing."""
    return request.cookies.get(device_cookie_name(tls), "")[:100]


def device_name(request: Request) -> str:
    """``Chrome di Android``: enough to recognise one's own, too little to be told apart by."""
    agent = request.headers.get("user-agent", "")
    browser = next((name for mark, name in _BROWSERS if re.search(rf"\b{mark}\w*/", agent)), "Peramban")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "perangkat lain")
    return f"{browser} di {system}"


def let_in(target: str, token: str, device: str, tls: bool) -> Response:
    """Onward with the session's cookie and the device's."""
    response = RedirectResponse(target, 303)
    set_session_cookie(response, token, tls)
    set_device_cookie(response, device, tls)
    return response


def set_device_cookie(response: Response, device: str, tls: bool) -> None:
    response.set_cookie(
        device_cookie_name(tls),
        device,
        max_age=int(DEVICE_MEMORY.total_seconds()),
        path="/",
        secure=tls,
        httponly=True,
        samesite="lax",
    )


def visitor(desk: AccountDesk, request: Request, tls: bool) -> tuple[Viewer, str] | None:
    """Who is signed in, and their token; looking at a page of one's own account counts as being there."""
    token = find_token(request, tls)
    viewer = desk.find_viewer(token) if token else None
    if viewer is None or token is None:
        return None
    desk.keep_alive(token)
    return viewer, token
