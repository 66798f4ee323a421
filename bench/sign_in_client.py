"""Signing in as a browser does: POST /masuk, keep the cookie."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit


def sign_in(origin: str, persona_id: str) -> str:
    """The Cookie header of the new session."""
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=30)
    try:
        body = urlencode({"persona": persona_id, "tujuan": "/"})
        headers = {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/masuk", body, headers)
        reply = connection.getresponse()
        cookie = reply.getheader("Set-Cookie")
        if reply.status != 303 or not cookie:
            raise RuntimeError(f"sign-in refused: {reply.status} {reply.read()[:200]!r}")
        return cookie.partition(";")[0]
    finally:
        connection.close()
