"""The agency tree on one day, and what may be changed in it: pure records and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from people.errors import NetralError
from people.models import Agency


class AgencyChangeRefused(NetralError):
    """A change of the tree that would leave it, or its past, wrong. The message is an Indonesian sentence."""

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.what_to_do = what_to_do


@dataclass(frozen=True)
class AgencyAsOf:
    """An agency as it was on one day. ``path`` lists the ids from the root of that day, each followed by ``/``."""

    id: str
    code: str
    parent_id: str | None
    name: str
    kind: str
    path: str


@dataclass(frozen=True)
class ParentSpan:
    """``agency_id`` was under ``parent_id`` from ``valid_from`` until the day before ``valid_to``."""

    agency_id: str
    parent_id: str | None
    valid_from: str
    valid_to: str | None

    def holds_on(self, day: str) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def with_paths(agencies: Iterable[AgencyAsOf]) -> tuple[AgencyAsOf, ...]:
    """The same agencies with their paths, parents before children, siblings by name.

    An agency whose parent is not among them is left out together with everything below it.
    """
    below: dict[str | None, list[AgencyAsOf]] = {}
    for agency in agencies:
        below.setdefault(agency.parent_id, []).append(agency)
    found: list[AgencyAsOf] = []
    waiting = [(agency, "") for agency in _backwards(below.get(None, ()))]
    while waiting:
        agency, above = waiting.pop()
        path = f"{above}{agency.id}/"
        found.append(AgencyAsOf(agency.id, agency.code, agency.parent_id, agency.name, agency.kind, path))
        waiting += [(child, path) for child in _backwards(below.get(agency.id, ()))]
    return tuple(found)


def totals(tree: Sequence[AgencyAsOf], own: Mapping[str, int]) -> dict[str, int]:
    """Agency id -> its own count and that of everything below it."""
    found = {agency.id: own.get(agency.id, 0) for agency in tree}
    for agency in reversed(tree):  # children come after their parents
        if agency.parent_id is not None:
            found[agency.parent_id] += found[agency.id]
    return found


def refuse_a_circle(agency_id: str, parent_id: str | None, day: str, spans: Sequence[ParentSpan]) -> None:
    """Raises AgencyChangeRefused when the agency would be under itself on ``day`` or on any later day.

    ``spans`` are those that have not ended by ``day``.
    """
    days = sorted({day, *(span.valid_from for span in spans if span.valid_from > day)})
    for moment in days:
        parents = {span.agency_id: span.parent_id for span in spans if span.holds_on(moment)}
        above = parent_id
        while above is not None:
            if above == agency_id:
                raise AgencyChangeRefused(
                    "Unit tidak dapat dipindahkan ke dalam dirinya sendiri atau unit di bawahnya.",
                    "Pilih induk lain.",
                )
            above = parents.get(above)


def goes_in_a_circle(agency_ids: Iterable[str], spans: Sequence[ParentSpan]) -> bool:
    """Whether any of these agencies is under itself on any day; ``spans`` are all there are."""
    watched = set(agency_ids)
    for moment in sorted({span.valid_from for span in spans}) if watched else ():
        parents = {span.agency_id: span.parent_id for span in spans if span.holds_on(moment)}
        for agency_id in watched:
            above = parents.get(agency_id)
            for _ in range(len(parents)):
                if above is None:
                    break
                above = parents.get(above)
            if above is not None:
                return True
    return False


def report_id_of(agency_id: str, parent: Agency | None) -> str:
    """The agency below the root that item-level figures count towards."""
    return agency_id if parent is None or parent.parent_id is None else parent.report_id


def _backwards(agencies: Iterable[AgencyAsOf]) -> list[AgencyAsOf]:
    return sorted(agencies, key=lambda agency: (agency.name, agency.id), reverse=True)
