"""Changing the agency tree as deeds of an administrator: audited, and each can be taken back whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from actions.deeds import Deed, deed
from actions.registry import agency_changes as changes
from actions.registry.agency_changes import Change, NewAgency
from actions.summaries.rollups import rebuild_rollups_within
from store.database import Database


@dataclass(frozen=True)
class Open:
    new: NewAgency
    parent_id: str | None


@dataclass(frozen=True)
class Rename:
    """``kind`` None: it stays."""

    agency_id: str
    name: str
    kind: str | None = None


@dataclass(frozen=True)
class Move:
    """With everything below it."""

    agency_id: str
    parent_id: str | None


@dataclass(frozen=True)
class Merge:
    """Its people, posts and units go to the other; its own evidence counts there from now on."""

    agency_id: str
    into_id: str


@dataclass(frozen=True)
class Split:
    """New agencies beside it that come from it; its people stay until they are moved."""

    agency_id: str
    parts: tuple[NewAgency, ...]


@dataclass(frozen=True)
class Close:
    """Refused while anybody belongs to it or any unit is under it."""

    agency_id: str


Order = Open | Rename | Move | Merge | Split | Close
"""What is to become of the tree."""


@dataclass(frozen=True)
class AgencyDeed:
    """What was done: ``batch_id`` takes it back, ``opened`` are the ids of new agencies."""

    batch_id: str
    opened: tuple[str, ...] = ()


def carry_out(database: Database, change: Change, order: Order) -> AgencyDeed:
    """Raises AgencyChangeRefused, NotFound."""
    with deed(database, change.by, change.now) as doing:
        opened, counts_elsewhere = carry_out_within(doing, change, order)
        if counts_elsewhere:
            rebuild_rollups_within(doing.connection)
    return AgencyDeed(doing.batch_id, opened)


def carry_out_within(doing: Deed, change: Change, order: Order) -> tuple[tuple[str, ...], bool]:
    """(ids of new agencies, whether the rollups must be made again). Raises AgencyChangeRefused, NotFound."""
    match order:
        case Open(new, parent_id):
            return (changes.open_within(doing, change, new, parent_id),), False
        case Rename(agency_id, name, kind):
            changes.rename_within(doing, change, agency_id, name, kind)
            return (), False
        case Move(agency_id, parent_id):
            return (), changes.move_within(doing, change, agency_id, parent_id)
        case Merge(agency_id, into_id):
            return (), changes.merge_within(doing, change, agency_id, into_id)
        case Split(agency_id, parts):
            return changes.split_within(doing, change, agency_id, parts), False
        case Close(agency_id):
            changes.close_within(doing, change, agency_id)
            return (), False
        case _:
            assert_never(order)
