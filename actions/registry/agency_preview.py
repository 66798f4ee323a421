"""What a change of the tree would do, looked at before it is done: it is carried out and taken back, so it refuses the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.deeds import deed
from actions.registry.agencies import Order, carry_out_within
from actions.registry.agency_changes import Change
from people.registry.agency_tree import AgencyAsOf, totals
from store.database import Connection, Database
from store.registry import memberships as membership_store
from store.registry import registry as registry_store


@dataclass(frozen=True)
class ChangedCount:
    """An agency whose reports would count another number of people, everything below it included."""

    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Effects:
    """``moved_units`` change their place in the tree, ``moved_people`` their unit; as of today."""

    opened_units: int
    closed_units: int
    moved_units: int
    moved_people: int
    changed: tuple[ChangedCount, ...]
    """Parents before children."""
    recounts_items: bool
    """Item-level figures of some agencies would be counted again."""


@dataclass(frozen=True)
class _Snapshot:
    tree: Mapping[str, AgencyAsOf]
    own: Mapping[str, int]
    people: Mapping[str, int]


class _TakenBack(Exception):
    """Ends the look's transaction without keeping it."""


def preview(database: Database, change: Change, order: Order) -> Effects:
    """Keeps nothing. Raises AgencyChangeRefused, NotFound."""
    today = change.today.isoformat()
    try:
        with deed(database, change.by, change.now) as doing:
            before = _snapshot(doing.connection, today)
            _, recounts = carry_out_within(doing, change, order)
            after = _snapshot(doing.connection, today)
            raise _TakenBack
    except _TakenBack:
        return _effects(before, after, recounts)


def _snapshot(connection: Connection, day: str) -> _Snapshot:
    tree = registry_store.tree_as_of(connection, day)
    own: dict[str, int] = {}
    for (agency_id, _), count in membership_store.headcount_as_of(connection, day).items():
        own[agency_id] = own.get(agency_id, 0) + count
    return _Snapshot({agency.id: agency for agency in tree}, own, totals(tree, own))


def _effects(before: _Snapshot, after: _Snapshot, recounts: bool) -> Effects:
    stayed = [agency for agency in before.tree if agency in after.tree]
    return Effects(
        opened_units=len(after.tree.keys() - before.tree.keys()),
        closed_units=len(before.tree.keys() - after.tree.keys()),
        moved_units=sum(before.tree[agency].path != after.tree[agency].path for agency in stayed),
        moved_people=sum(max(0, count - after.own.get(agency, 0)) for agency, count in before.own.items()),
        changed=tuple(
            ChangedCount(after.tree[agency].name, before.people[agency], after.people[agency])
            for agency in stayed
            if before.people[agency] != after.people[agency]
        ),
        recounts_items=recounts,
    )
