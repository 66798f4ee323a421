"""The session cookie: its name, how it is set, read and cleared."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response


def session_cookie_name(tls: bool) -> str:
    """``__Host-`` makes browsers insist on Secure, Path=/ and no Domain; they refuse it without TLS."""
    return "__Host-netral" if tls else "netral"


def find_token(request: Request, tls: bool) -> str | None:
    return request.cookies.get(session_cookie_name(tls))


def set_session_cookie(response: Response, token: str, tls: bool) -> None:
    """Lives until the browser closes; how long the session itself lives is the database's business."""
    response.set_cookie(session_cookie_name(tls), token, path="/", secure=tls, httponly=True, samesite="lax")


def clear_session_cookie(response: Response, tls: bool) -> None:
    response.delete_cookie(session_cookie_name(tls), path="/", secure=tls, httponly=True, samesite="lax")
