"""Hashing passwords with argon2id, never more than a few at a time, and the words a password may not lean on."""

from __future__ import annotations

import os
import threading
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from people.signing_in.passwords import normal_password

# OWASP Password Storage Cheat Sheet: m=19 MiB, t=2, p=1 is one of its minimum settings; about 40 ms on our machines.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
MAX_AT_ONCE = 2 * (os.cpu_count() or 1)
"""Each takes 19 MiB: without a limit a crowd at the door could fill the memory."""
_slots = threading.BoundedSemaphore(MAX_AT_ONCE)
_COMMON_WORDS = Path(__file__).with_name("common_words.txt")


def hash_password(password: str) -> str:
    with _slots:
        return _HASHER.hash(normal_password(password))


def is_password(password_hash: str | None, password: str) -> bool:
    """One argon2 computation, whether there is a hash to compare with or not, so that time tells nothing."""
    with _slots:
        try:
            _HASHER.verify(password_hash or decoy_hash(), normal_password(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def needs_new_hash(password_hash: str) -> bool:
    return _HASHER.check_needs_rehash(password_hash)


@cache
def decoy_hash() -> str:
    """The hash of something nobody knows, for names nobody has. Made once; call it before the first visitor."""
    return _HASHER.hash(os.urandom(32).hex())


@cache
def common_words() -> frozenset[str]:
    lines = _COMMON_WORDS.read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(word.casefold() for word in words if len(word) >= 3)
