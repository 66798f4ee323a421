"""Names of files that every system can keep, Windows too."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

LONGEST = 60
"""Of an agency's part; a path on Windows has 260 in all."""


def report_name(agency: str, day: date, suffix: str, tell_apart: str = "") -> str:
    """Such as ``netral-laporan-dinas-pendidikan-2026-11-22.pdf``; ``tell_apart`` goes between two of one name."""
    parts = ["netral-laporan", agency_part(agency), plain(tell_apart), day.isoformat()]
    return f"{'-'.join(filter(None, parts))}.{suffix}"


def agency_part(agency: str) -> str:
    return plain(agency)[:LONGEST].strip("-") or "instansi"


def plain(text: str) -> str:
    """Small letters, digits and single hyphens only."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
