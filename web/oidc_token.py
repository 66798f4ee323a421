"""Whether an ID token is what it says: signed by the service, meant for us, of this very sign-in, and still fresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from people.signing_in.sso import SsoUntrusted

SAFE_ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
)  # fmt: skip
"""Signatures by a key that only the service has: never ``none``, never HS*, whose key we would know too."""
CLOCK_SLACK_SECONDS = 60


def verified_claims(
    token: Mapping[str, Any],
    keys: KeySet,
    *,
    algorithms: Sequence[str],
    issuer: str,
    client_id: str,
    nonce: str,
    now: datetime,
) -> dict[str, Any]:
    """The claims of ``id_token``; raises SsoUntrusted or joserfc's JoseError for a token not to be believed."""
    allowed = [name for name in algorithms if name in SAFE_ALGORITHMS]
    registry = JWSRegistry(algorithms=allowed, strict_check_header=False)
    try:
        decoded = jwt.decode(str(token.get("id_token", "")), keys, registry=registry)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": client_id},
                "sub": {"essential": True},
            },
            {"client_id": client_id, "nonce": nonce, "access_token": token.get("access_token")},
        )
        claims.validate(now=int(now.timestamp()), leeway=CLOCK_SLACK_SECONDS)
    except (ValueError, TypeError):
        raise SsoUntrusted() from None
    return dict(claims)
