"""Signing in and out: GET and POST /masuk, POST /keluar. Plain HTML forms; no script is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from people.errors import NetralError
from web.security import is_same_origin
from web.session_cookie import clear_session_cookie, find_token, set_session_cookie
from web.sign_in_page import render_sign_in_page

MAX_FORM_BYTES = 10_000
_NO_TARGETS = ("/masuk", "/keluar", "/penyiapan")
FOREIGN_FORM = "Permintaan ditolak: formulir tidak berasal dari situs ini."


class ListedPersona(Protocol):
    id: str
    name: str
    role: str
    title: str
    description: str


@dataclass(frozen=True)
class SignInDeeds:
    """What the routes ask of ``actions/signing_in/sign_in.py``, with database and clock already filled in."""

    demo_personas: Callable[[], Sequence[ListedPersona]]
    open_session: Callable[[str], str]
    """Persona id -> token; raises NetralError."""
    close_session: Callable[[str], None]
    has_session: Callable[[str], bool]


def sign_in_routes(deeds: SignInDeeds, *, tls: bool, prefetch: Sequence[str]) -> list[Route]:
    """``prefetch``: addresses the browser may fetch while the person is still choosing."""

    def show(target: str, problem: NetralError | None = None, status: int = 200) -> Response:
        return HTMLResponse(render_sign_in_page(deeds.demo_personas(), target, problem, prefetch), status)

    def form(request: Request) -> Response:
        return show(safe_target(request.query_params.get("tujuan", "/")))

    async def sign_in(request: Request) -> Response:
        if not is_own_form(request):
            return PlainTextResponse(FOREIGN_FORM, 403)
        if not is_small(request):
            return PlainTextResponse("Formulir terlalu besar.", 413)
        fields = await request.form(max_files=0, max_fields=5)
        target = safe_target(str(fields.get("tujuan", "/")))
        try:
            token = await run_in_threadpool(deeds.open_session, str(fields.get("persona", "")))
        except NetralError as problem:
            return await run_in_threadpool(show, target, problem, 400)
        previous = find_token(request, tls)
        if previous:
            await run_in_threadpool(deeds.close_session, previous)
        response = RedirectResponse(target, 303)
        set_session_cookie(response, token, tls)
        return response

    return [
        Route("/masuk", form, methods=["GET"]),
        Route("/masuk", sign_in, methods=["POST"]),
        sign_out_route(deeds.close_session, tls=tls),
    ]


def sign_out_route(close_session: Callable[[str], None], *, tls: bool, leads_to: str = "/masuk") -> Route:
    """POST /keluar ends the session itself, not only its cookie."""

    def sign_out(request: Request) -> Response:
        if not is_own_form(request):
            return PlainTextResponse(FOREIGN_FORM, 403)
        token = find_token(request, tls)
        if token:
            close_session(token)
        response = RedirectResponse(leads_to, 303)
        clear_session_cookie(response, tls)
        return response

    return Route("/keluar", sign_out, methods=["POST"])


def signed_in_check(deeds: SignInDeeds, *, tls: bool) -> Callable[[Request], bool]:
    def is_signed_in(request: Request) -> bool:
        token = find_token(request, tls)
        return token is not None and deeds.has_session(token)

    return is_signed_in


def is_own_form(request: Request) -> bool:
    """Every browser names the page a POST comes from; a form on another site, or no name at all, is refused."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return site == "same-origin"
    return is_same_origin(origin, request.headers.get("host", ""))


def is_small(request: Request) -> bool:
    """The form holds two short fields; Starlette itself would read a body of any size into memory."""
    length = request.headers.get("content-length", "")
    return length.isascii() and length.isdigit() and int(length) <= MAX_FORM_BYTES


def safe_target(text: str) -> str:
    """A path on this site, or ``/``: a link to /masuk must never carry somebody to another site."""
    is_plain = text.isprintable() and "\\" not in text
    if not is_plain or not text.startswith("/") or text.startswith("//"):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path.startswith("/masuk/") or parts.path in _NO_TARGETS:
        return "/"
    return text
