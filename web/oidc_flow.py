"""What the browser keeps while its owner is away at the sign-in service: one sealed cookie for each tab that left.

State, nonce and PKCE verifier are in it, encrypted under the site's key. Only the browser that left can come back
with it, within ten minutes, and coming back takes it away.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from starlette.requests import Request
from starlette.responses import Response

FLOW_LENGTH = timedelta(minutes=10)
MAX_FLOWS = 5
"""Tabs away at once; more cookies would only make every request of this browser longer."""
MAX_TARGET = 500
"""Browsers drop a cookie of more than 4,096 bytes without a word."""
_HEADER = {"alg": "dir", "enc": "A256GCM"}


@dataclass(frozen=True)
class Flow:
    """One way out to the service and back."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    target: str
    ends: int


def new_flow(target: str, now: datetime) -> Flow:
    ends = int((now + FLOW_LENGTH).timestamp())
    kept = target if len(target) <= MAX_TARGET else "/"
    return Flow(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), kept, ends)


def seal(flow: Flow, key: str) -> str:
    return jwe.encrypt_compact(
        _HEADER, json.dumps(asdict(flow), ensure_ascii=False), OctKey.import_key(bytes.fromhex(key))
    )


def unseal(text: str, key: str) -> Flow | None:
    """None for anything this site did not seal."""
    try:
        opened = jwe.decrypt_compact(text, OctKey.import_key(bytes.fromhex(key)), algorithms=list(_HEADER.values()))
    except (JoseError, ValueError):
        return None
    return Flow(**json.loads(opened.plaintext or b""))


def keep_flow(request: Request, response: Response, flow: Flow, key: str, tls: bool) -> None:
    kept = [name for name in request.cookies if name.startswith(_prefix(tls))]
    if len(kept) >= MAX_FLOWS:
        for name in kept:
            _forget(response, name, tls)
    response.set_cookie(
        _cookie_name(flow.state, tls),
        seal(flow, key),
        max_age=int(FLOW_LENGTH.total_seconds()),
        path="/",
        secure=tls,
        httponly=True,
        samesite="lax",  # the way back is a link from another site; Strict would lose the cookie
    )


def find_flow(request: Request, state: str, key: str, now: datetime, tls: bool) -> Flow | None:
    """The flow this browser left with under ``state``, while it is still good."""
    flow = unseal(request.cookies.get(_cookie_name(state, tls), ""), key)
    if flow is None or not hmac.compare_digest(flow.state.encode(), state.encode()) or flow.ends <= now.timestamp():
        return None
    return flow


def forget_flow(request: Request, response: Response, state: str, tls: bool) -> None:
    name = _cookie_name(state, tls)
    if name in request.cookies:
        _forget(response, name, tls)


def _forget(response: Response, name: str, tls: bool) -> None:
    response.delete_cookie(name, path="/", secure=tls, httponly=True, samesite="lax")


def _prefix(tls: bool) -> str:
    return "__Host-netral-sso-" if tls else "netral-sso-"


def _cookie_name(state: str, tls: bool) -> str:
    return _prefix(tls) + state[:16]
