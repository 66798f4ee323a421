"""How far an assignment is, unit by unit: counts whose parts add up, each the size of a list of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from people.assigning.assignment_rules import Decision

Measure = Literal["targeted", "assigned", "exempt", "on-leave", "left", "started", "finished", "passed", "unfinished"]
MEASURE_TITLES: dict[Measure, str] = {
    "targeted": "Sasaran", "assigned": "Ditugaskan", "exempt": "Dikecualikan", "on-leave": "Cuti", "left": "Berhenti",
    "started": "Mulai", "finished": "Selesai", "passed": "Lulus", "unfinished": "Belum selesai",
}  # fmt: skip
"""targeted = assigned + exempt + on leave + left; assigned = finished + unfinished; passed <= finished <= started."""
State = Literal["not-started", "open", "finished", "passed"]
STATE_TITLES: dict[State, str] = {
    "not-started": "Belum mulai", "open": "Sedang mengerjakan", "finished": "Selesai, belum lulus", "passed": "Lulus",
}  # fmt: skip
DIRECT = "*"
"""Ends the path of the people who sit in an agency itself, not in a part of it."""


class Standing(NamedTuple):
    """People of an assignment who stand alike: the decision, how far they are, and the present path of where they count."""

    decision: Decision
    state: State
    path: str
    number: int = 1
    """How many they are."""


@dataclass(frozen=True)
class Counts:
    targeted: int = 0
    assigned: int = 0
    exempt: int = 0
    on_leave: int = 0
    left: int = 0
    started: int = 0
    finished: int = 0
    passed: int = 0

    @property
    def unfinished(self) -> int:
        return self.assigned - self.finished

    def of(self, measure: Measure) -> int:
        return getattr(self, measure.replace("-", "_"))


def measures_of(standing: Standing) -> frozenset[Measure]:
    """Every count these people are part of; none for somebody the assignment is not about."""
    return _MEASURES.get((_group(standing.decision), standing.state), frozenset())


def people_of(standings: Iterable[Standing], measure: Measure, path: str, *, direct: bool = False) -> list[Standing]:
    """Exactly the people a number counts. ``direct``: only those of the agency itself."""
    return [s for s in standings if _is_at(s.path, path, direct) and measure in measures_of(s)]


def count_by_path(standings: Iterable[Standing]) -> dict[str, Counts]:
    """Path -> counts of everybody at or under it; ``path + DIRECT`` -> of those in the agency itself."""
    groups: dict[tuple[str, frozenset[Measure]], int] = {}
    for standing in standings:
        key = (standing.path, measures_of(standing))
        groups[key] = groups.get(key, 0) + standing.number
    sums: dict[str, dict[Measure, int]] = {}
    for (path, measures), number in groups.items():
        for place in (path + DIRECT, *_and_above(path)):
            here = sums.setdefault(place, {})
            for measure in measures:
                here[measure] = here.get(measure, 0) + number
    return {place: _counts(found) for place, found in sums.items()}


def _group(decision: Decision) -> str:
    if decision.standing == "in":
        return "assigned"
    if decision.standing == "exempt":
        return "on-leave" if decision.cause == "leave" else "exempt"
    return "left" if decision.cause == "left" and decision.agency_id is not None else ""


_EXCUSED: tuple[Measure, ...] = ("exempt", "on-leave", "left")
_BY_STATE: dict[State, tuple[Measure, ...]] = {
    "not-started": ("unfinished",),
    "open": ("unfinished", "started"),
    "finished": ("started", "finished"),
    "passed": ("started", "finished", "passed"),
}
_MEASURES: Mapping[tuple[str, State], frozenset[Measure]] = {
    **{("assigned", s): frozenset({"targeted", "assigned", *more}) for s, more in _BY_STATE.items()},  # type: ignore[arg-type]
    **{(group, s): frozenset({"targeted", group}) for group in _EXCUSED for s in _BY_STATE},
}


def _is_at(own: str, path: str, direct: bool) -> bool:
    return own == path if direct else own.startswith(path)


def _and_above(path: str) -> list[str]:
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1)]


def _counts(sums: Mapping[Measure, int]) -> Counts:
    return Counts(**{name.replace("-", "_"): number for name, number in sums.items() if name != "unfinished"})
