"""Identifiers: UUIDv7, time-ordered, written in 26 characters of Crockford base32.

RFC 9562 section 5.7; https://www.crockford.com/base32.html
"""

from __future__ import annotations

import secrets
from datetime import datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(high + low for high in _ALPHABET for low in _ALPHABET)
"""Two letters at a time: imports make a million ids."""


def new_id(now: datetime, random_bits: int | None = None) -> str:
    """``random_bits`` (74 bits) is given by simulations that must repeat exactly."""
    entropy = secrets.randbits(74) if random_bits is None else random_bits
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    number = milliseconds << 80 | 0x7 << 76 | (entropy >> 62 & 0xFFF) << 64 | 0b10 << 62 | entropy & ((1 << 62) - 1)
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10)])
