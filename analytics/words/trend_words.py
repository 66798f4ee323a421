"""What a line of comprehension over time says in a sentence: from its first number to its last, and only what is clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analytics.difference import difference
from analytics.estimates import Comprehension, Estimate
from analytics.tables import estimate_text
from analytics.words.listing import listed

NOT_COMPARED = "tidak dibandingkan"
"""Of a frozen number that may not stand beside today's."""


@dataclass(frozen=True)
class Move:
    """One indicator from the first to the last number that is shown; ``since`` and ``until`` say when those were."""

    title: str
    since: str
    until: str
    first: Estimate
    last: Estimate


def moves_of(titles: Sequence[str], times: Sequence[str], rows: Sequence[Sequence[Comprehension]]) -> list[Move]:
    """``rows``: per time the cells of all titles. Only indicators with two numbers or more."""
    found = []
    for column, title in enumerate(titles):
        shown = [(time, row[column]) for time, row in zip(times, rows, strict=True)]
        known = [(time, cell) for time, cell in shown if isinstance(cell, Estimate)]
        if len(known) > 1:
            found.append(Move(title, known[0][0], known[-1][0], known[0][1], known[-1][1]))
    return found


def trend_words(name: str, moves: Sequence[Move], span: Callable[[str, str], str]) -> str:
    """One sentence for each pair of times. Up or down is said only where two 90 % intervals do not touch."""
    times = dict.fromkeys((move.since, move.until) for move in moves)
    return " ".join(
        _sentence(name, span(*pair), [move for move in moves if (move.since, move.until) == pair]) for pair in times
    )


def interval_text(found: Comprehension) -> str:
    """``64% (58–70)``, without how many people."""
    return estimate_text(found).partition(", n ")[0]


def time_text(found: Comprehension) -> str:
    """As in every table, but for what may not stand beside today's number."""
    is_between = getattr(found, "reason", "") == "between"
    return NOT_COMPARED if is_between else estimate_text(found)


def _sentence(name: str, span: str, moves: list[Move]) -> str:
    clear = [_clear(move) for move in moves if _direction(move)]
    alike = [move.title for move in moves if not _direction(move)]
    if not clear:
        return (
            f"{span}, pemahaman di {name} **belum dapat dibedakan** pada {listed(alike)}: rentangnya bertumpang tindih."
        )
    others = f"; pada {listed(alike)} belum dapat dibedakan, karena rentangnya bertumpang tindih" if alike else ""
    return f"{span}, di {name} pemahaman {listed(clear)}{others}."


def _clear(move: Move) -> str:
    return f"**{move.title} {_direction(move)}** dari {interval_text(move.first)} menjadi {interval_text(move.last)}"


def _direction(move: Move) -> str:
    points = difference(move.first, move.last)
    if points is None or not points.is_clear:
        return ""
    return "naik" if points.low > 0 else "turun"
