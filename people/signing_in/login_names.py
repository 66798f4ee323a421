"""What somebody types to say who they are: an NIP, an NI PPPK, or an id of their agency's own."""

from __future__ import annotations

import unicodedata

from people.registry.numbers import bare

MAX_LENGTH = 64


def normal_login_name(typed: str) -> str:
    """The one spelling of a login name; empty when it cannot be one.

    ``19850101 201001 1 001`` is the NIP without its spaces; ``kades-01`` and ``KADES-01`` are one id.
    """
    bared = bare(unicodedata.normalize("NFKC", typed)).upper()
    text = unicodedata.normalize("NFKC", bared)  # again: what a space kept apart may belong together
    return text if len(text) <= MAX_LENGTH and text.isprintable() else ""
