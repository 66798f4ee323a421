"""Which citations meet: a provision, its parts, what it is part of, and its official explanation."""

from __future__ import annotations

from content.checks import HISTORICAL

_EXPLANATION = "penjelasan/"


def path_of(key: str) -> tuple[str, ...]:
    """``uu-7-2017:pasal-5/huruf-n`` -> ("uu-7-2017", "pasal-5", "huruf-n"); an explanation has the path of what it explains."""
    regulation, _, provision = key.removesuffix(HISTORICAL).partition(":")
    path = provision.removeprefix(_EXPLANATION)
    return (regulation, *(path.split("/") if path else ()))


def is_within(citation: str, key: str) -> bool:
    """The citation is the key, or a part of it."""
    wanted = path_of(key)
    return path_of(citation)[: len(wanted)] == wanted


def touches(citation: str, key: str) -> bool:
    """A change of ``key`` can matter to what cites ``citation``: one is within the other."""
    return is_within(citation, key) or is_within(key, citation)
