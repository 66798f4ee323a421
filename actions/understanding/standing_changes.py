"""How everybody stood towards an assignment on two days: what snapshots are frozen from, and changes are told from."""

from __future__ import annotations

from functools import cache

from analytics.reconciliation import Change, Side
from people.assigning.assignment_rules import Decision, Exemption, Facts, Given, Place, decide, reference_day
from store.assigning import assignment_people
from store.assigning.assignment_people import Places
from store.assigning.standing_changes import ChangeGroup, Span, SpotOnDay, change_groups
from store.database import Connection
from store.registry.registry import tree_as_of


class StoodAt:
    """Decides how people stood on one of the days; the tree is that day's."""

    def __init__(self, given: Given, names: dict[str, str], then: dict[str, str], paths: dict[str, str]) -> None:
        self._rule, self._names, self._then, self.paths = given.rule, names, then, paths
        self.decided = cache(self._decided)

    def _decided(self, then: SpotOnDay, spot: SpotOnDay, excuse: str) -> Decision:
        exemption = Exemption(excuse, "", "", "", None) if excuse else None  # type: ignore[arg-type]
        return decide(
            self._rule, Facts("", "", self._place(self._then, then), self._place(self.paths, spot), exemption)
        )

    def side(self, then: SpotOnDay, spot: SpotOnDay, excuse: str, progress: int) -> Side:
        decision = self.decided(then, spot, excuse)
        counted = self.paths[decision.agency_id] if decision.standing == "in" and decision.agency_id else ""
        member = self.paths[spot.agency_id] if spot.agency_id else ""
        return Side(counted, member, decision.standing == "exempt", progress)

    def _place(self, paths: dict[str, str], spot: SpotOnDay) -> Place | None:
        if not spot.agency_id:
            return None
        agency = spot.agency_id
        return Place(agency, self._names[agency], paths[agency], spot.employment, bool(spot.leads))  # type: ignore[arg-type]


class Standing:
    """Everybody's standing on the day ``before`` (with what had happened by ``ends_at``) and on the day ``now``."""

    def __init__(self, connection: Connection, given: Given, quiz_id: str, before: str, ends_at: str, now: str) -> None:
        then = reference_day(given.window, now)
        self._is_before_opening = before < then
        span = Span(given.id, quiz_id, then, before, now, ends_at)
        if given.rule.audience == "pimpinan":
            leaders = [assignment_people.leaders_on(connection, day) for day in (then, before, now)]
            span = Span(given.id, quiz_id, then, before, now, ends_at, *leaders)
        places = Places(connection, now, now)
        at_then, at_before = (_paths_on(connection, places.paths, day) for day in (then, before))
        then_paths = places.paths if then == now else at_then
        self._before = StoodAt(given, places.names, at_before if self._is_before_opening else then_paths, at_before)
        self._now = StoodAt(given, places.names, then_paths, places.paths)
        self.groups = change_groups(connection, span)

    @property
    def trees(self) -> tuple[dict[str, str], dict[str, str]]:
        """Agency id -> path, on the day before and at present."""
        return self._before.paths, self._now.paths

    def changes(self) -> list[Change]:
        return [Change(self.side_before(g), self._side_now(g), g.number) for g in self.groups]

    def side_before(self, group: ChangeGroup) -> Side:
        return self._before.side(self._then_of(group), group.before, group.excuse_before, group.progress_before)

    def decision_before(self, group: ChangeGroup) -> Decision:
        return self._before.decided(self._then_of(group), group.before, group.excuse_before)

    def _side_now(self, group: ChangeGroup) -> Side:
        return self._now.side(group.then, group.now, group.excuse_now, group.progress_now)

    def _then_of(self, group: ChangeGroup) -> SpotOnDay:
        return group.before if self._is_before_opening else group.then


def _paths_on(connection: Connection, present: dict[str, str], day: str) -> dict[str, str]:
    """Of that day; an agency that was not there has its present path."""
    return present | {agency.id: agency.path for agency in tree_as_of(connection, day)}
