"""Looking for a part of a text: what stands in the part is meant as it is written."""

from __future__ import annotations


def containing(part: str) -> str:
    """For ``lower(column) LIKE :pattern ESCAPE '!'``; an empty part fits everything."""
    escaped = part.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"
