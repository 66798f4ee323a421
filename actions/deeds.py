"""One deed of an administrator: one transaction, written in the audit trail, remembered so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from actions.registry.administrators import administrators_guarded, require_still_administrator
from actions.summaries.rollups import rebuild_rollups_within
from people.access import Operator
from people.errors import NetralError
from people.registry.agency_tree import goes_in_a_circle
from store import undo as undo_store
from store.auditing import audit as audit_store
from store.auditing.audit import AuditEntry, as_json
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id
from store.registry import registry as registry_store
from store.registry import registry_check
from store.schema.registry_schema import BEGINNING

Facts = dict[str, object]


class NothingToTakeBack(NetralError):
    def __init__(self) -> None:
        super().__init__("Perubahan itu tidak dapat dibatalkan lagi.")
        self.what_to_do = "Perbaiki keadaannya dengan perubahan baru; riwayatnya tetap ada di jejak audit."


class ChangedSince(NetralError):
    def __init__(self) -> None:
        super().__init__("Perubahan itu belum dibatalkan: sesudahnya ada perubahan lain pada data yang sama.")
        self.what_to_do = "Batalkan dulu perubahan yang lebih baru, atau perbaiki dengan perubahan baru."


@dataclass(frozen=True)
class Deed:
    """What is under way: ``batch_id`` names it in the audit trail and when it is taken back."""

    connection: Connection
    batch_id: str
    by: Operator
    now: datetime

    def note(self, action: str, kind: str, subject_id: str, before: Facts | None, after: Facts | None) -> None:
        """One entry in the audit trail. Never a number of a person among the facts."""
        entry = AuditEntry(
            new_id(self.now), self.batch_id, to_text(self.now), self.by.actor, action, kind, subject_id,
            as_json(before), as_json(after),
        )  # fmt: skip
        audit_store.add_audit_entries(self.connection, [entry])


@contextmanager
def deed(database: Database, by: Operator, now: datetime, *, is_remembered: bool = True) -> Iterator[Deed]:
    """``is_remembered``: it can be taken back. Raises NotAllowed when the author is no administrator any more."""
    batch_id = new_id(now)
    with database.write() as connection:
        require_still_administrator(connection, by)
        with undo_store.remembered(connection, batch_id) if is_remembered else nullcontext():
            yield Deed(connection, batch_id, by, now)


def take_back(database: Database, by: Operator, batch_id: str, now: datetime) -> str:
    """Undo a deed as a deed of its own, which can be taken back too; its batch id.

    Raises NothingToTakeBack (unknown, too old, or taken back already), ChangedSince, NotAllowed, LastAdministrator
    or OwnAdministration; then nothing is changed.
    """
    with deed(database, by, now) as undoing:
        connection = undoing.connection
        if not undo_store.can_take_back(connection, batch_id) or is_taken_back(connection, batch_id):
            raise NothingToTakeBack()
        faults = registry_check.faults(connection)
        try:
            with administrators_guarded(connection, by.actor):
                undo_store.take_back(connection, batch_id)
        except undo_store.CannotTakeBack:
            raise ChangedSince() from None
        if registry_check.faults(connection) - faults or _has_circle(connection, batch_id):
            raise ChangedSince()
        if registry_store.have_evidence(connection, undo_store.reported_elsewhere(connection, batch_id)):
            rebuild_rollups_within(connection)
        undoing.note("deed.take-back", "batch", batch_id, None, None)
    return undoing.batch_id


def _has_circle(connection: Connection, batch_id: str) -> bool:
    hung = undo_store.hung_agencies(connection, batch_id)
    return bool(hung) and goes_in_a_circle(hung, registry_store.parent_spans_from(connection, BEGINNING))


def is_taken_back(connection: Connection, batch_id: str) -> bool:
    return bool(audit_store.audit_entries_of(connection, "batch", batch_id))
