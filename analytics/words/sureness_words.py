"""Sure and yet wrong in words: one cell, and the red flags of an agency."""

from __future__ import annotations

from collections.abc import Sequence

from analytics import tables
from analytics.sureness import Sureness, SureShare
from analytics.words.listing import listed
from analytics.words.share_words import share_words


def sureness_text(found: Sureness) -> str:
    """``▲ 29% (23–35), 39 dari 69 orang``; the triangle is a red flag."""
    if not isinstance(found, SureShare):
        return tables.estimate_text(found)
    words = f"{span_text(found)}, {people_text(found)}"
    return f"▲ {words}" if found.is_red_flag else words


def span_text(found: SureShare) -> str:
    """``29% (23–35)``."""
    share = found.share
    return f"{tables.percent(share.value)} ({share.low * 100:.0f}–{share.high * 100:.0f})"


def people_text(found: SureShare) -> str:
    """How many of those who were ever sure erred at least once."""
    return f"{tables.number(found.erring)} dari {tables.number(found.share.learners)} orang"


def flags_of(titles: Sequence[str], cells: Sequence[Sureness]) -> list[tuple[str, SureShare]]:
    """Indicators with a red flag, the one whose interval begins highest first."""
    flags = [(t, c) for t, c in zip(titles, cells, strict=True) if isinstance(c, SureShare) and c.is_red_flag]
    return sorted(flags, key=lambda flag: -flag[1].share.low)


def flags_words(titles: Sequence[str], cells: Sequence[Sureness]) -> str:
    """One sentence on the clearest red flag, the others by name; empty without any."""
    flags = flags_of(titles, cells)
    if not flags:
        return ""
    title, worst = flags[0]
    others = f" Begitu juga pada {listed([title for title, _ in flags[1:]])}." if len(flags) > 1 else ""
    said = f"{share_words(worst.share)} jawaban yang ditandai yakin pada **{title}** ternyata keliru"
    return f"{said}, yaitu {span_text(worst)}.{others}"
