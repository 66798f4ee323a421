"""Importing a list of agencies: what is new, renamed or moved; looked at first, then all or nothing.

The preview does everything in a transaction and takes it back, so that it refuses exactly what the import would.
Agencies that the file lacks stay: closing one is a decision of its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from actions.deeds import Deed, deed
from actions.registry.agency_changes import Change, NewAgency, move_within, open_within, rename_within
from actions.summaries.rollups import rebuild_rollups_within
from people.access import Operator
from people.assigning.windows import long_day
from people.errors import NetralError, NotFound
from people.models import Agency
from people.registry.agency_file import KIND_TITLES, AgencyFile, AgencyRow, RefusedAgency, read_agencies
from people.registry.agency_tree import AgencyChangeRefused
from people.roster.models import Reason, Remark
from store.database import Connection, Database
from store.registry import agencies as agency_store
from store.registry import registry as registry_store


class PreviewOutdated(NetralError):
    def __init__(self) -> None:
        super().__init__("Daftar unit berubah setelah pratinjau dibuat; belum ada yang disimpan.")
        self.what_to_do = "Periksa pratinjau yang baru di bawah, lalu simpan lagi."


class AgenciesWereRefused(NetralError):
    def __init__(self, count: int) -> None:
        super().__init__(f"{count} baris unit ditolak; belum ada yang disimpan.")
        self.count = count
        self.what_to_do = "Perbaiki baris itu, lalu ulangi."


@dataclass(frozen=True)
class ImportLine:
    """One agency that is (or would be) opened or changed: what it was and what it becomes, in words."""

    code: str
    before: str
    after: str


@dataclass
class AgencyImport:
    """Codes of what is (or would be) opened, renamed and moved; ``absent``: open agencies that the file lacks."""

    opened: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: int = 0
    absent: list[str] = field(default_factory=list)
    refused: list[RefusedAgency] = field(default_factory=list)
    remarks: tuple[Remark, ...] = ()
    lines: list[ImportLine] = field(default_factory=list)
    batch_id: str | None = None
    """Takes the import back; None for a look."""

    def digest(self) -> str:
        """The same for two looks that found the same to do."""
        said = repr((self.lines, self.opened, self.renamed, self.moved, self.refused))
        return hashlib.sha256(said.encode()).hexdigest()


class _TakenBack(Exception):
    """Ends the preview's transaction without keeping it."""


def preview_agencies(database: Database, change: Change, data: bytes) -> AgencyImport:
    """Keeps nothing. Raises RosterRefused."""
    file = read_agencies(data, change.today)
    found = AgencyImport()
    try:
        with deed(database, change.by, change.now) as doing:
            found, _ = _carry_out(doing, change, file)
            raise _TakenBack
    except _TakenBack:
        return found


def import_agencies(database: Database, change: Change, data: bytes, looked_at: str | None = None) -> AgencyImport:
    """All rows or none. ``looked_at``: the digest of the look that was agreed to.

    Raises RosterRefused, AgenciesWereRefused, PreviewOutdated.
    """
    file = read_agencies(data, change.today)
    with deed(database, change.by, change.now) as doing:
        found, must_recount = _carry_out(doing, change, file)
        if looked_at is not None and found.digest() != looked_at:
            raise PreviewOutdated()
        if found.refused:
            raise AgenciesWereRefused(len(found.refused))
        if must_recount:
            rebuild_rollups_within(doing.connection)
    found.batch_id = doing.batch_id
    return found


def current_rows(database: Database, operator: Operator) -> list[tuple[str, ...]]:
    """The present tree as rows of an agency file, parents first: to be changed and imported again."""
    with database.read() as connection:
        codes = {
            life.agency_id: life.code for life in registry_store.agency_lives(connection) if life.closed_on is None
        }
        below = [a for root in agency_store.root_agencies(connection) for a in _below(connection, root)]
    return [
        (codes[a.id], a.name, KIND_TITLES.get(a.kind, a.kind), codes.get(a.parent_id or "", ""), "")
        for a in below
        if a.id in codes
    ]


def _below(connection: Connection, root: Agency) -> list[Agency]:
    return agency_store.agencies_below(connection, root.path)


def _carry_out(doing: Deed, change: Change, file: AgencyFile) -> tuple[AgencyImport, bool]:
    found = AgencyImport(refused=list(file.refused), remarks=file.remarks)
    must_recount = False
    for row in file.rows:
        try:
            must_recount |= _carry_out_row(doing, change, row, found)
        except (AgencyChangeRefused, NotFound) as refusal:
            found.refused.append(RefusedAgency(row.place, (Reason("", "", str(refusal), refusal.what_to_do),)))
    found.refused.sort(key=lambda row: (row.place.sheet, row.place.row))
    listed = {row.code for row in file.rows}
    found.absent = sorted(
        life.code
        for life in registry_store.agency_lives(doing.connection)
        if life.closed_on is None and life.code not in listed
    )
    return found, must_recount


def _carry_out_row(doing: Deed, change: Change, row: AgencyRow, found: AgencyImport) -> bool:
    connection = doing.connection
    change = replace(change, day=row.valid_from or change.day)
    parent_id = _parent_id(connection, row)
    agency_id = registry_store.find_id_of_code(connection, row.code)
    after = _words(row.name, row.kind, row.parent_code)
    if agency_id is None:
        open_within(doing, change, NewAgency(row.code, row.name, row.kind), parent_id)
        found.opened.append(row.code)
        found.lines.append(ImportLine(row.code, "", f"{after}, sejak {long_day(change.day)}"))
        return False
    agency = agency_store.find_agency(connection, agency_id)
    if agency is None:
        raise NotFound("Unit")
    is_renamed, is_moved = (agency.name, agency.kind) != (row.name, row.kind), agency.parent_id != parent_id
    if is_renamed:
        rename_within(doing, change, agency_id, row.name, row.kind)
        found.renamed.append(row.code)
    counts_elsewhere = is_moved and move_within(doing, change, agency_id, parent_id)
    if is_moved:
        found.moved.append(row.code)
    if is_renamed or is_moved:
        parent_before = registry_store.find_life(connection, agency.parent_id or "")
        before = _words(agency.name, agency.kind, parent_before.code if parent_before else "")
        found.lines.append(ImportLine(row.code, before, f"{after}, sejak {long_day(change.day)}"))
    found.unchanged += not (is_renamed or is_moved)
    return counts_elsewhere


def _words(name: str, kind: str, parent_code: str) -> str:
    return f"{name} ({KIND_TITLES.get(kind, kind)}), {f'di bawah {parent_code}' if parent_code else 'puncak'}"


def _parent_id(connection: Connection, row: AgencyRow) -> str | None:
    if not row.parent_code:
        return None
    parent_id = registry_store.find_id_of_code(connection, row.parent_code)
    if parent_id is None:
        raise AgencyChangeRefused(
            f"Kode induk '{row.parent_code}' tidak terdaftar, dan tidak ada di berkas atau barisnya ditolak.",
            "Perbaiki kode induk atau baris induknya.",
        )
    return parent_id
