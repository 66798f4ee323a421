"""Who supervises what: the subtrees a viewer answers for today, and an administrator's deeds of giving and ending them.

A supervisor to whom nothing was ever given answers for their own agency. As soon as a first subtree has begun, only what was
given counts, also when all of it has ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from actions.deeds import deed
from people.access import Assigner, Operator, Scope, assigner_of, outermost, require, supervision_scopes
from people.errors import NetralError, NotAllowed, NotFound
from people.models import Agency, Viewer
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.registry import supervision as supervision_store
from store.registry.supervision import SupervisionRow


class SupervisionRefused(NetralError):
    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.what_to_do = what_to_do


class NothingSupervised(NetralError):
    def __init__(self) -> None:
        super().__init__("Saat ini tidak ada unit yang menjadi tanggung jawab Anda sebagai penyelia.")
        self.what_to_do = "Hubungi admin bila seharusnya ada; wilayah Anda diatur pada lembar pegawai Anda."


@dataclass(frozen=True)
class SupervisionSheet:
    """One person's supervision as an administrator sees it."""

    person_id: str
    is_supervisor: bool
    rows: tuple[SupervisionRow, ...]
    present: tuple[Agency, ...]
    """What they answer for today; those within another are left out."""
    is_default: bool
    """Nothing was given yet, so ``present`` is their own agency."""
    home: Agency | None


# --- What a viewer answers for ---------------------------------------------------------------


def subtrees(database: Database, viewer: Viewer, today: date) -> tuple[Agency, ...]:
    """The heads of the subtrees a supervisor or administrator may choose from; first the one they work in, then by name.

    An administrator's are the whole organisations. Raises NotAllowed, NothingSupervised.
    """
    require(viewer, "assign")
    with database.read() as connection:
        home = agency_store.find_agency(connection, viewer.agency_id)
        if viewer.role == "administrator":
            found = tuple(agency_store.root_agencies(connection))
        else:
            found = _supervised(connection, viewer.person_id, viewer.agency_id, today)[0]
    if not found:
        raise NothingSupervised()
    here = home.path if home else ""
    return tuple(sorted(found, key=lambda agency: (not here.startswith(agency.path), agency.name, agency.id)))


def scope_of(database: Database, viewer: Viewer, today: date, asked: str | None = None) -> Scope:
    """Proof that the viewer may look at one of their subtrees: the one asked for, or the first of them.

    Raises NotAllowed, NothingSupervised.
    """
    require(viewer, "supervise")
    found = subtrees(database, viewer, today)
    chosen = _chosen(found, asked, "supervise")
    return next(scope for scope in supervision_scopes(viewer, found) if scope.agency_id == chosen.id)


def assigner(database: Database, viewer: Viewer, today: date, asked: str | None = None) -> Assigner:
    """The same for giving assignments. Raises NotAllowed, NothingSupervised."""
    found = subtrees(database, viewer, today)
    chosen = _chosen(found, asked, "assign")
    return assigner_of(viewer, chosen.id, chosen.path, [agency.id for agency in found])


def _chosen(found: tuple[Agency, ...], asked: str | None, action: str) -> Agency:
    if asked is None:
        return found[0]
    chosen = next((agency for agency in found if agency.id == asked), None)
    if chosen is None:
        raise NotAllowed(action)
    return chosen


def _supervised(
    connection: Connection, person_id: str, home_id: str | None, today: date
) -> tuple[tuple[Agency, ...], bool]:
    """What the person answers for, and whether only because nothing was given yet."""
    day = today.isoformat()
    if supervision_store.has_begun(connection, person_id, day):
        return outermost(supervision_store.subtrees_of(connection, person_id, day)), False
    home = agency_store.find_agency(connection, home_id) if home_id else None
    return (home,) if home else (), True


# --- Deeds of an administrator ---------------------------------------------------------------


def supervision_sheet(database: Database, operator: Operator, person_id: str, today: date) -> SupervisionSheet:
    """Raises NotFound."""
    with database.read() as connection:
        person = people_store.find_person(connection, person_id)
        if person is None:
            raise NotFound("Orang itu", "Pilih dari daftar pegawai.")
        present, is_default = _supervised(connection, person_id, person.agency_id, today)
        return SupervisionSheet(
            person_id,
            people_store.has_role(connection, person_id, "supervisor"),
            tuple(supervision_store.supervision_rows(connection, person_id)),
            present,
            is_default,
            agency_store.find_agency(connection, person.agency_id),
        )


def grant_supervision(
    database: Database,
    operator: Operator,
    person_id: str,
    agency_ids: tuple[str, ...],
    from_day: date,
    until_day: date | None,
    now: datetime,
) -> str:
    """Give one or more subtrees from one day to another, both included; the deed's batch id.

    Raises NotFound, SupervisionRefused.
    """
    if not agency_ids:
        raise SupervisionRefused("Belum ada unit yang dipilih.", "Pilih paling sedikit satu unit.")
    if until_day is not None and until_day < from_day:
        raise SupervisionRefused("Hari terakhir mendahului hari pertama.", "Perbaiki salah satunya.")
    first, end = from_day.isoformat(), day_after(until_day)
    with deed(database, operator, now) as doing:
        connection = doing.connection
        if not people_store.has_role(connection, person_id, "supervisor"):
            raise SupervisionRefused("Orang ini belum berperan sebagai penyelia.", "Beri peran penyelia lebih dahulu.")
        given = supervision_store.supervision_rows(connection, person_id)
        for agency_id in sorted(set(agency_ids)):
            agency = agency_store.find_agency(connection, agency_id)
            if agency is None:
                raise NotFound("Unit itu", "Pilih unit dari daftar.")
            if any(_overlaps(row, first, end) for row in given if row.agency_id == agency_id):
                raise SupervisionRefused(
                    f"{agency.name} sudah menjadi wilayahnya pada sebagian hari itu.",
                    "Akhiri yang lama lebih dahulu, atau pilih hari lain.",
                )
            row = SupervisionRow(
                new_id(now), person_id, agency_id, agency.name, first, end, operator.actor, to_text(now)
            )
            supervision_store.add_supervision(connection, row)
            after = {"agency": agency_id, "valid_from": first, "valid_to": end}
            doing.note("supervision.grant", "person", person_id, None, after)
    return doing.batch_id


def end_supervision(
    database: Database, operator: Operator, supervision_id: str, first_day_without: date, now: datetime
) -> str:
    """The deed's batch id. Today ends it with the next action. Raises NotFound, SupervisionRefused."""
    day = first_day_without.isoformat()
    with deed(database, operator, now) as doing:
        row = supervision_store.find_supervision(doing.connection, supervision_id)
        if row is None:
            raise NotFound("Wilayah penyelia itu", "Muat ulang halaman, lalu pilih lagi.")
        if row.valid_to is not None and row.valid_to <= day:
            raise SupervisionRefused("Wilayah itu sudah berakhir pada hari itu.", "Tidak ada yang perlu diubah.")
        day = max(day, row.valid_from)
        supervision_store.end_supervision(doing.connection, supervision_id, day)
        before = {"agency": row.agency_id, "valid_from": row.valid_from, "valid_to": row.valid_to}
        doing.note("supervision.end", "person", row.person_id, before, before | {"valid_to": day})
    return doing.batch_id


def day_after(day: date | None) -> str | None:
    return None if day is None else date.fromordinal(day.toordinal() + 1).isoformat()


def _overlaps(row: SupervisionRow, first: str, end: str | None) -> bool:
    """Half-open spans; one that ended as it began covers no day."""
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        return False
    return (end is None or row.valid_from < end) and (row.valid_to is None or first < row.valid_to)
