"""A small sign-in service of our own that can be told to misbehave: a real HTTP server with real keys on loopback."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from joserfc.jws import JWSRegistry
from starlette.responses import Response

from settings import OidcSettings
from tests.builders import NOW
from tests.web.accounts import Browser

CLIENT, SECRET = "netral", "rahasia-klien-yang-panjang"


def oidc_settings(issuer: str, **changes: Any) -> OidcSettings:
    usual: dict[str, Any] = {
        "issuer": issuer, "client_id": CLIENT, "client_secret": SECRET, "scopes": "openid profile", "nip_claim": "nip",
        "label": "SSO Pemkab", "strong_acr": frozenset({"emas"}), "strong_amr": frozenset({"otp"}),
        "is_always_strong": False,
    }  # fmt: skip
    return OidcSettings(**(usual | changes))


@dataclass
class Sent:
    """What the browser brought to the authorization page, kept under the code it left with."""

    nonce: str
    challenge: str
    redirect_uri: str


@dataclass
class SsoProvider:
    """Honest unless told otherwise. ``claims`` go into the ID token last, so they can contradict the honest ones."""

    now: datetime = NOW
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    sign_with: Any = None
    """Another key than the published one."""
    token_answer: tuple[int, Any] | None = None
    raw_token: Callable[[dict[str, Any]], str] | None = None
    delay_seconds: float = 0.0
    drip_seconds: float = 0.0
    """Between one byte and the next: each read is quick, the whole takes for ever."""
    asked: list[str] = field(default_factory=list)
    """Paths, in order."""

    def __post_init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "satu"})
        self.codes: dict[str, Sent] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> SsoProvider:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def rotate(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": f"kunci-{time.monotonic_ns()}"})

    def authorize(self, address: str) -> str:
        """What the browser is sent back with, when its owner signs in at ``address``."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT and "openid" in asked["scope"].split()
        code = f"kode-{len(self.codes)}"
        self.codes[code] = Sent(asked["nonce"], asked["code_challenge"], asked["redirect_uri"])
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"], "iss": self.issuer})

    def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/logout?tema=resmi",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        } | self.metadata

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, Any]:
        if self.token_answer:
            return self.token_answer
        sent = self.codes.pop(form.get("code", ""), None)
        challenge = _s256(form.get("code_verifier", ""))
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != expected:
            return 401, {"error": "invalid_client"}
        if sent is None or sent.challenge != challenge or sent.redirect_uri != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant", "error_description": "NIP 198501012010011001"}
        return 200, {"access_token": "akses", "token_type": "Bearer", "id_token": self._id_token(sent.nonce)}

    def _id_token(self, nonce: str) -> str:
        moment = int(self.now.timestamp())
        honest = {"iss": self.issuer, "aud": CLIENT, "sub": "u-1", "nonce": nonce, "iat": moment, "exp": moment + 300}
        claims = {name: value for name, value in (honest | self.claims).items() if value is not None}
        if self.raw_token:
            return self.raw_token(claims)
        key = self.sign_with or self.key
        header = {"alg": "RS256", "kid": self.key.kid} | self.header
        return jwt.encode(header, claims, key, registry=JWSRegistry(algorithms=[header["alg"]]))


def leave(browser: Browser, target: str = "/materi") -> str:
    """The address at the service that the button leads to."""
    response = browser.get(f"/masuk/sso?tujuan={target}")
    assert response.status_code == 303
    return response.headers["location"]


def path_of(address: str, **changes: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{urlencode(dict(parse_qsl(parts.query)) | changes)}"


def come_in(browser: Browser, provider: SsoProvider) -> Response:
    return browser.get(path_of(provider.authorize(leave(browser))))


def unsigned(claims: dict[str, Any]) -> str:
    """``alg=none``: anybody can write it."""
    parts = (_base64(json.dumps({"alg": "none", "typ": "JWT"})), _base64(json.dumps(claims)), "")
    return ".".join(parts)


def signed_with_our_own_secret(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET), algorithms=["HS256"])


def _s256(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _base64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _handler(provider: SsoProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            answers: dict[str, Callable[[], Any]] = {
                "/.well-known/openid-configuration": provider.describe,
                "/jwks": lambda: {"keys": [provider.key.as_dict(private=False, use="sig", alg="RS256")]},
                "/userinfo": lambda: {"sub": "u-1"} | provider.userinfo,
            }
            self._answer(path, 200, answers[path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(urlsplit(self.path).path, *provider.token(form, self.headers.get("Authorization", "")))

        def _answer(self, path: str, status: int, data: Any) -> None:
            provider.asked.append(path)
            time.sleep(provider.delay_seconds)
            body = data.encode() if isinstance(data, str) else json.dumps(data).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                for piece in [body[i : i + 1] for i in range(len(body))] if provider.drip_seconds else [body]:
                    self.wfile.write(piece)
                    time.sleep(provider.drip_seconds)
            except OSError:
                return  # the other side did not wait

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the tests read the site's log."""

    return Handler
