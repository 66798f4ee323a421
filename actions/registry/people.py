"""Deeds about people, one or many at once: each is one transaction, audited, and can be taken back whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from actions.deeds import Deed, deed
from actions.registry.administrators import administrators_guarded
from people.access import Operator
from people.assigning.windows import long_day
from people.registry.person_changes import (
    Change,
    ChangePlan,
    Grant,
    Leave,
    Move,
    PersonRefused,
    Revoke,
    SelectionChanged,
    Standing,
    make_change_plan,
)
from store.database import Connection, Database
from store.registry import person_changes as store
from store.registry import registry as registry_store

MAX_AT_ONCE = 16_000
"""More people than this are a roster's business. Moving 15,000 takes 1.6 s, in which nobody else can write."""
_ACTIONS = {Move: "person.move", Leave: "person.gone", Grant: "role.grant", Revoke: "role.revoke"}


@dataclass(frozen=True)
class Occasion:
    """Who changes something, at which moment, and which day that is where the site stands."""

    by: Operator
    now: datetime
    today: date


def preview(database: Database, by: Operator, change: Change, ids: Sequence[str], today: date) -> ChangePlan:
    """Whom the change would change; writes nothing. Raises PersonRefused."""
    with database.read() as connection:
        return _plan(connection, by, change, ids, today)


def carry_out(
    database: Database, at: Occasion, change: Change, ids: Sequence[str], seen: str | None = None
) -> tuple[str, ChangePlan]:
    """The batch id, and what was done. ``seen``: digest of the plan that was looked at; None for one person's sheet.

    Raises PersonRefused, SelectionChanged, NotAllowed, LastAdministrator, OwnAdministration.
    """
    with person_deed(database, at) as doing:
        plan = _plan(doing.connection, at.by, change, ids, at.today)
        if seen is not None and plan.digest() != seen:
            raise SelectionChanged()
        if not plan.changed:
            reason = plan.skipped[0][1] if plan.skipped else "orang itu tidak terdaftar"
            raise PersonRefused(f"Tidak ada yang dapat diubah: {reason}.", "Periksa orang dan isiannya.")
        _write(doing.connection, plan)
        for person in plan.changed:
            doing.note(_ACTIONS[type(change)], "person", person.id, *_facts(change, person))
    return doing.batch_id, plan


@contextmanager
def person_deed(database: Database, at: Occasion) -> Iterator[Deed]:
    """A deed whose author is an administrator after it as well. Raises NotAllowed, and what the guard raises."""
    with deed(database, at.by, at.now) as doing, administrators_guarded(doing.connection, at.by.actor):
        yield doing


def require_day(day: str, today: date) -> None:
    """Raises PersonRefused."""
    if day > today.isoformat():
        raise PersonRefused("Tanggal itu belum tiba.", "Catat perubahan pada harinya atau sesudahnya.")


def require_open_unit(connection: Connection, agency_id: str, day: str) -> None:
    """Raises PersonRefused."""
    life = registry_store.find_life(connection, agency_id)
    if life is None or life.closed_on is not None:
        raise PersonRefused("Unit itu tidak terdaftar atau sudah ditutup.", "Pilih unit lain.")
    if day < life.opened_on:
        raise PersonRefused(f"Unit itu baru ada sejak {long_day(life.opened_on)}.", "Pakai tanggal sesudahnya.")


def _plan(connection: Connection, by: Operator, change: Change, ids: Sequence[str], today: date) -> ChangePlan:
    if len(ids) > MAX_AT_ONCE:
        raise PersonRefused(
            f"Lebih dari {MAX_AT_ONCE} orang terlalu banyak untuk satu tindakan.",
            "Persempit saringannya, atau pakai impor daftar pegawai.",
        )
    if isinstance(change, Move | Leave):
        require_day(change.day, today)
    if isinstance(change, Move):
        require_open_unit(connection, change.agency_id, change.day)
    return make_change_plan(change, store.standings(connection, ids), by.actor)


def _write(connection: Connection, plan: ChangePlan) -> None:
    match plan.change:
        case Move(agency_id, day):
            store.move_people(connection, plan.changed, agency_id, day)
        case Leave(day):
            store.end_people(connection, plan.changed, day)
        case Grant(role):
            store.grant_role(connection, plan.changed, role)
        case Revoke(role):
            store.revoke_role(connection, plan.changed, role)


def _facts(change: Change, person: Standing) -> tuple[dict[str, object] | None, dict[str, object] | None]:
    match change:
        case Move(agency_id, day):
            return {"agency": person.agency_id, "since": person.since}, {"agency": agency_id, "since": day}
        case Leave(day):
            return {"agency": person.agency_id, "employment": person.employment}, {"since": day}
        case Grant(role):
            return None, {"role": role}
        case Revoke(role):
            return {"role": role}, None
