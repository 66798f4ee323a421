"""The tree a report is grouped by: today's, or that of one day with the names and the memberships of that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from people.access import Scope
from people.assigning.windows import long_date
from people.errors import NetralError
from people.models import Agency, Employment
from people.registry.agency_tree import AgencyAsOf
from store.database import Connection
from store.registry import agencies as agency_store
from store.registry import memberships as membership_store
from store.registry import people as people_store
from store.registry import registry as registry_store


class NotThere(NetralError):
    """The agency did not exist, or stood elsewhere, on the day asked about."""

    def __init__(self, name: str, day: date) -> None:
        super().__init__(f"{name} tidak ada dalam susunan unit wilayah Anda pada {long_date(day)}.")
        self.what_to_do = "Pilih tanggal lain, atau lihat keadaan sekarang."


@dataclass(frozen=True)
class ReportTree:
    """``agencies``: those of the scope, parents first, under ``root``. ``now``: agency id -> its path today, under ``now_root``."""

    root: str
    agencies: tuple[Agency, ...]
    headcount: Mapping[tuple[str, Employment], int]
    now: Mapping[str, str]
    now_root: str
    as_of: date | None = None
    departed: frozenset[str] = frozenset()
    """Agencies that stood under ``root`` on that day and are not of the scope today: they are in no sum."""

    @cached_property
    def by_id(self) -> dict[str, Agency]:
        return {agency.id: agency for agency in self.agencies}

    @cached_property
    def paths(self) -> dict[str, str]:
        return {agency.id: agency.path for agency in self.agencies}

    def place_of(self, agency: Agency) -> Agency:
        """The agency as this tree has it. Raises NotThere."""
        found = self.by_id.get(agency.id)
        if found is None:
            assert self.as_of is not None, "a present agency of the scope is in the present tree"
            raise NotThere(agency.name, self.as_of)
        return found


def report_tree(connection: Connection, scope: Scope, as_of: date | None = None) -> ReportTree:
    """Only what the scope covers today: a unit that has left it since is not shown in any tree. Raises NotThere."""
    present = agency_store.agencies_below(connection, scope.agency_path)
    now = {agency.id: agency.path for agency in present}
    if as_of is None:
        headcount = people_store.headcount(connection, scope.agency_path)
        return ReportTree(scope.agency_path, tuple(present), headcount, now, scope.agency_path)
    whole = registry_store.tree_as_of(connection, as_of.isoformat())
    agencies = _agencies_of(scope, present, whole)
    if not agencies:
        raise NotThere("Instansi Anda", as_of)
    found = {agency.id for agency in agencies}
    headcount = membership_store.headcount_as_of(connection, as_of.isoformat())
    there = {cell: count for cell, count in headcount.items() if cell[0] in found}
    root = agencies[0].path
    departed = frozenset(agency.id for agency in whole if agency.path.startswith(root) and agency.id not in found)
    return ReportTree(root, agencies, there, now, scope.agency_path, as_of, departed)


def _agencies_of(scope: Scope, present: list[Agency], whole: tuple[AgencyAsOf, ...]) -> tuple[Agency, ...]:
    """The scope's agency first, as it was; item-level figures keep counting towards today's report agency."""
    reports = {agency.id: agency.report_id for agency in present}
    kept: dict[str, Agency] = {}
    for then in whole:  # parents first
        if then.id == scope.agency_id or (then.parent_id in kept and then.id in reports):
            kept[then.id] = Agency(then.id, then.parent_id, then.name, then.kind, then.path, reports[then.id])
    return tuple(kept.values())
