"""Talks to the agency's sign-in service: where it is, which keys it signs with, and who came back with a code.

Everything is awaited under one deadline, so a slow service holds up nobody but the person who waits for it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx2
from anyio import fail_after
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict

from people.signing_in.sso import SsoStale, SsoUnreachable, SsoUntrusted, find_claim
from settings import OidcSettings, is_safe_address
from web.oidc_flow import Flow
from web.oidc_token import verified_claims

DEADLINE_SECONDS = 10.0
KEEP = timedelta(hours=1)
"""What the service says about itself is asked anew after this; its keys also when a token names an unknown one."""

_log = logging.getLogger(__name__)


class Metadata(BaseModel):
    """What we need of the service's own description (OpenID Connect Discovery 1.0)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    end_session_endpoint: str | None = None
    id_token_signing_alg_values_supported: tuple[str, ...] = ("RS256",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)

    @property
    def client_auth(self) -> str:
        methods = self.token_endpoint_auth_methods_supported
        is_basic = "client_secret_basic" in methods or "client_secret_post" not in methods
        return "client_secret_basic" if is_basic else "client_secret_post"


class OidcProvider:
    """The service behind one set of settings. Raises SsoUnreachable wherever it does not answer as it should."""

    def __init__(
        self, settings: OidcSettings, redirect_uri: str, *, deadline_seconds: float = DEADLINE_SECONDS
    ) -> None:
        self.settings = settings
        self._redirect_uri = redirect_uri
        self._deadline_seconds = deadline_seconds
        self._trust = httpx2.create_ssl_context()  # the system's certificates; 10 ms, so not at every request
        self._metadata: tuple[datetime, Metadata] | None = None
        self._keys: tuple[datetime, KeySet] | None = None

    async def authorization_url(self, flow: Flow, now: datetime) -> str:
        """Where the browser goes to sign in."""
        with self._asking(), fail_after(self._deadline_seconds):
            metadata = await self._get_metadata(now)
        async with self._client(metadata) as client:
            url, _ = client.create_authorization_url(
                metadata.authorization_endpoint, state=flow.state, nonce=flow.nonce, code_verifier=flow.verifier
            )
        return url

    async def sign_out_url(self, back_to: str, now: datetime) -> str | None:
        """Where the browser ends its session at the service; None when there is no such place.

        The ID token is not sent along as a hint: it may hold the number, and this is an address.
        """
        with self._asking(), fail_after(self._deadline_seconds):
            endpoint = (await self._get_metadata(now)).end_session_endpoint
        if endpoint is None:
            return None
        asked = {"client_id": self.settings.client_id, "post_logout_redirect_uri": back_to}
        return str(httpx2.URL(endpoint).copy_merge_params(asked))

    async def claims(self, code: str, flow: Flow, now: datetime) -> dict[str, Any]:
        """Who came back with ``code``. Raises SsoStale for a used code, SsoUntrusted for a token not to be believed."""
        with self._asking(), fail_after(self._deadline_seconds):
            metadata = await self._get_metadata(now)
            async with self._client(metadata) as client:
                token = await client.fetch_token(
                    metadata.token_endpoint, grant_type="authorization_code", code=code, code_verifier=flow.verifier
                )
            claims = await self._verified(metadata, token, flow.nonce, now)
            if find_claim(claims, self.settings.nip_claim) is None and metadata.userinfo_endpoint:
                claims = await self._with_userinfo(metadata.userinfo_endpoint, token, claims)
            return claims

    async def _verified(self, metadata: Metadata, token: dict[str, Any], nonce: str, now: datetime) -> dict[str, Any]:
        expected = {
            "algorithms": metadata.id_token_signing_alg_values_supported,
            "issuer": metadata.issuer,
            "client_id": self.settings.client_id,
            "nonce": nonce,
            "now": now,
        }
        keys, are_new = await self._get_keys(metadata, now)
        try:
            return verified_claims(token, keys, **expected)
        except InvalidKeyIdError:
            if are_new:
                raise
        self._keys = None
        keys, _ = await self._get_keys(metadata, now)
        return verified_claims(token, keys, **expected)

    async def _with_userinfo(self, endpoint: str, token: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        """Some services tell more there than in the token; what the token says counts."""
        told = await self._fetch(endpoint, {"Authorization": f"Bearer {token.get('access_token')}"})
        if not isinstance(told, dict) or told.get("sub") != claims["sub"]:
            raise SsoUntrusted()
        return told | claims

    async def _get_metadata(self, now: datetime) -> Metadata:
        if self._metadata is None or now - self._metadata[0] >= KEEP:
            address = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
            metadata = Metadata.model_validate(await self._fetch(address))
            self._require_safe(metadata)
            self._metadata = (now, metadata)
        return self._metadata[1]

    async def _get_keys(self, metadata: Metadata, now: datetime) -> tuple[KeySet, bool]:
        """The keys, and whether they were fetched just now."""
        if self._keys is not None and now - self._keys[0] < KEEP:
            return self._keys[1], False
        keys = KeySet.import_key_set(await self._fetch(metadata.jwks_uri))
        self._keys = (now, keys)
        return keys, True

    def _require_safe(self, metadata: Metadata) -> None:
        if metadata.issuer != self.settings.issuer:
            _log.warning("SSO: the service calls itself %r, NETRAL_OIDC_ISSUER says otherwise", metadata.issuer)
            raise SsoUnreachable()
        endpoints = (
            metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri,
            metadata.userinfo_endpoint, metadata.end_session_endpoint,
        )  # fmt: skip
        if not all(is_safe_address(endpoint) for endpoint in endpoints if endpoint is not None):
            _log.warning("SSO: the service names an endpoint without https")
            raise SsoUnreachable()

    async def _fetch(self, address: str, headers: dict[str, str] | None = None) -> Any:
        async with httpx2.AsyncClient(verify=self._trust, timeout=self._deadline_seconds) as client:
            response = await client.get(address, headers=headers)
        response.raise_for_status()
        return response.json()

    def _client(self, metadata: Metadata) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self.settings.client_id,
            self.settings.client_secret,
            token_endpoint_auth_method=metadata.client_auth,
            scope=self.settings.scopes,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            verify=self._trust,
            timeout=self._deadline_seconds,
        )

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Failures become ours. The log says which kind; what the service wrote may name somebody and stays out."""
        try:
            yield
        except OAuthError as error:
            said = error.error if re.fullmatch(r"[a-z_]{1,40}", str(error.error)) else "?"
            _log.warning("SSO: the service refused with %s", said)
            raise (SsoStale if said == "invalid_grant" else SsoUnreachable)() from None
        except JoseError as error:
            _log.warning("SSO: an answer that cannot be believed: %s", type(error).__name__)
            raise SsoUntrusted() from None
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, ValueError, TypeError, KeyError) as error:
            _log.warning("SSO: no usable answer from the service: %s", type(error).__name__)
            raise SsoUnreachable() from None
