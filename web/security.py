"""The one guard in front of everything: security headers on every answer, closed doors, no foreign websocket."""

from __future__ import annotations

import logging
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CLOSED_PREFIXES = ("/_stcore/agent/", "/_stcore/metrics", "/_stcore/script-health-check")
"""The agent API can drive the app without a browser, and answers even when it is switched off."""

_log = logging.getLogger(__name__)


def security_headers(script_hash: str, allowed_hosts: tuple[str, ...], tls: bool) -> dict[str, str]:
    scheme = "wss" if tls else "ws"
    websockets = " ".join(f"{scheme}://{host}:*" for host in allowed_hosts if host != "*")
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' '{script_hash}'",
        "style-src": "'self' 'unsafe-inline'",  # Streamlit's emotion writes <style> elements as it draws
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",  # KaTeX carries one small font as data:
        "connect-src": f"'self' {websockets}",
        "media-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {value}".strip() for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if tls:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def is_host_allowed(host: str, allowed_hosts: tuple[str, ...]) -> bool:
    """``host`` is a Host header (``name`` or ``name:port``); ``*.example.id`` allows names below it, ``*`` all."""
    name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    return any(
        allowed == "*" or name == allowed or (allowed.startswith("*.") and name.endswith(allowed[1:]))
        for allowed in allowed_hosts
    )


def is_same_origin(origin: str, host: str) -> bool:
    """Whether the page that asks (Origin header) was served from this host (Host header)."""
    return urlsplit(origin).netloc.lower() == host.lower()


class SecurityMiddleware:
    def __init__(self, app: ASGIApp, headers: dict[str, str], allowed_hosts: tuple[str, ...]) -> None:
        self._app = app
        self._headers = headers
        self._allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        # Before Streamlit: for a foreign origin it would block the whole server while it asks a website for our
        # own address. Browsers always send Origin; a client without one holds no one's cookies.
        if not _is_known(host, self._allowed_hosts) or (origin is not None and not is_same_origin(origin, host)):
            await send({"type": "websocket.close", "code": 1008})  # before accept: the client sees HTTP 403
            return
        await self._app(_without_identity_headers(scope), receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_started = False

        async def send_guarded(message: Message) -> None:
            nonlocal is_started
            if message["type"] == "http.response.start":
                is_started = True
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        try:
            await self._app(_without_identity_headers(scope), receive, send_guarded)
        except Exception:
            reference = secrets.token_hex(4).upper()
            _log.exception("Unexpected error, reference %s", reference)
            if is_started:
                raise
            text = (
                f"Terjadi kesalahan di server. Coba lagi; bila tetap terjadi, sebutkan kode {reference} kepada admin."
            )
            await PlainTextResponse(text, 500)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        if not _is_known(Headers(scope=scope).get("host", ""), self._allowed_hosts):
            return PlainTextResponse("Alamat ini tidak dilayani. Periksa NETRAL_ALLOWED_HOSTS.", 400)
        if f"{scope['path']}/".startswith(CLOSED_PREFIXES):
            return PlainTextResponse("Tidak ada.", 404)
        return None


def _is_known(host: str, allowed_hosts: tuple[str, ...]) -> bool:
    try:
        return is_host_allowed(host, allowed_hosts)
    except ValueError:  # a Host that is no host, such as "[1"
        return False


def _without_identity_headers(scope: Scope) -> Scope:
    """Nobody outside may claim an identity by header."""
    return {
        **scope,
        "headers": [(name, value) for name, value in scope["headers"] if not name.lower().startswith(b"x-auth-")],
    }
