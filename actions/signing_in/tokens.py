"""Random secrets and how they are kept: tokens as SHA-256, short codes and login names under this site's own key."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from store.database import Connection
from store.signing_in.accounts import site_key

_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O, U; what looks alike on paper is read alike."""
_CODE_GROUPS = 3
_GROUP_LENGTH = 4


def new_token() -> str:
    """256 bits; nobody types it."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_code() -> str:
    """60 bits as ``7KQ2-M0XW-4RTD``; somebody types it from paper."""
    groups = ("".join(secrets.choice(_CODE_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_CODE_GROUPS))
    return "-".join(groups)


def normal_code(typed: str) -> str:
    """The same code however it was typed: small letters, spaces, O for 0, I or L for 1."""
    plain = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    return plain.translate(str.maketrans("OIL", "011"))


def keyed_hash(connection: Connection, kind: str, text: str) -> str:
    """A hash only this site can compute; needs a write connection, since the first call makes the key."""
    key = site_key(connection, "sign-in", secrets.token_hex(32))
    return hmac.new(bytes.fromhex(key), f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()
