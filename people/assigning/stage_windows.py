"""Windows of assignments counted from the days of election stages: pure arithmetic, no clock, no content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from people.assigning.windows import NOT_KNOWN, Window, Zone, long_date

Edge = Literal["begins", "ends"]
EDGE_TITLES: dict[Edge, str] = {"begins": "mulai", "ends": "selesai"}
StageDays = Mapping[str, tuple[date | None, date | None]]
"""Stage id -> its first and last day; None: not fixed yet."""
MAX_DAYS = 730


@dataclass(frozen=True)
class Anchor:
    """So many days after (negative: before) a stage begins or ends."""

    stage_id: str
    edge: Edge
    days: int


@dataclass(frozen=True)
class WindowRule:
    """Each end of a window is a fixed day or hangs on a stage."""

    opens: Anchor | date
    due: Anchor | date


def day_of(when: Anchor | date, stages: StageDays) -> date | None:
    """None: the stage is unknown, or its day is not fixed yet."""
    if isinstance(when, date):
        return when
    begins, ends = stages.get(when.stage_id, (None, None))
    day = begins if when.edge == "begins" else ends
    return day + timedelta(days=when.days) if day else None


def resolve(rule: WindowRule, stages: StageDays, zone: Zone) -> Window:
    """The window of these days; while one of them is not known, it waits and is not open."""
    opens_on, due_on = day_of(rule.opens, stages), day_of(rule.due, stages)
    if opens_on is None or due_on is None:
        return Window(NOT_KNOWN, NOT_KNOWN, zone)
    return Window(opens_on, due_on, zone)


def rule_in_words(rule: WindowRule, titles: Mapping[str, str]) -> str:
    """``titles``: stage id -> title."""
    return f"Dibuka {_in_words(rule.opens, titles)}; hari terakhir {_in_words(rule.due, titles)}."


def _in_words(when: Anchor | date, titles: Mapping[str, str]) -> str:
    if isinstance(when, date):
        return long_date(when)
    stage = f"{titles.get(when.stage_id, when.stage_id)} {EDGE_TITLES[when.edge]}"
    if not when.days:
        return f"pada hari {stage}"
    return f"{abs(when.days)} hari {'sesudah' if when.days > 0 else 'sebelum'} {stage}"
