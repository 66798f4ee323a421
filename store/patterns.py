"""Looking for a part of a text as it is written, but for large and small letters and the shape of apostrophes."""

from __future__ import annotations

_APOSTROPHES = "'’‘ʼ`"
"""What keyboards, telephones and spreadsheets make of one in a name such as Ma'ruf."""


def containing(part: str) -> str:
    """For ``lower(column) GLOB :pattern``; an empty part fits everything."""
    return f"*{''.join(map(_alike, part))}*"


def _alike(letter: str) -> str:
    if letter in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    if letter.isascii():
        return f"[{letter}]" if letter in "*?[" else letter.lower()
    # SQLite lowers ASCII only. A letter that becomes two, such as ß in capitals, stands for itself.
    cases = sorted({letter, *(one for one in (letter.lower(), letter.upper()) if len(one) == 1)})
    return f"[{''.join(cases)}]"
