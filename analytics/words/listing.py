"""Several things in one sentence."""

from __future__ import annotations

from collections.abc import Sequence


def listed(things: Sequence[str]) -> str:
    """``A``, ``A dan B``, ``A, B, dan C``; empty for nothing."""
    if len(things) < 3:
        return " dan ".join(things)
    return f"{', '.join(things[:-1])}, dan {things[-1]}"
