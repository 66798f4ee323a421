"""Importing a list of agencies: what is new, renamed or moved; looked at first, then all or nothing.

The preview does everything in a transaction and takes it back, so that it refuses exactly what the import would.
Agencies that the file lacks stay: closing one is a decision of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from actions.agencies import Change, NewAgency, move_within, open_within, rename_within
from actions.rollups import rebuild_rollups_within
from people.agency_file import AgencyFile, AgencyRow, RefusedAgency, read_agencies
from people.agency_tree import AgencyChangeRefused
from people.errors import NetralError, NotFound
from people.roster.models import Reason, Remark
from store import agencies as agency_store
from store import registry as registry_store
from store.database import Connection, Database


class AgenciesWereRefused(NetralError):
    def __init__(self, count: int) -> None:
        super().__init__(f"{count} baris unit ditolak; belum ada yang disimpan.")
        self.count = count
        self.what_to_do = "Perbaiki baris itu, lalu ulangi."


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


class _TakenBack(Exception):
    """Ends the preview's transaction without keeping it."""


def preview_agencies(database: Database, change: Change, data: bytes) -> AgencyImport:
    """Keeps nothing. Raises RosterRefused."""
    file = read_agencies(data, change.today)
    found = AgencyImport()
    try:
        with database.write() as connection:
            found = _carry_out(connection, change, file)
            raise _TakenBack
    except _TakenBack:
        return found


def import_agencies(database: Database, change: Change, data: bytes) -> AgencyImport:
    """All rows or none. Raises RosterRefused, AgenciesWereRefused."""
    file = read_agencies(data, change.today)
    with database.write() as connection:
        found = _carry_out(connection, change, file)
        if found.refused:
            raise AgenciesWereRefused(len(found.refused))
    return found


def _carry_out(connection: Connection, change: Change, file: AgencyFile) -> AgencyImport:
    found = AgencyImport(refused=list(file.refused), remarks=file.remarks)
    must_recount = False
    for row in file.rows:
        try:
            must_recount |= _carry_out_row(connection, change, row, found)
        except (AgencyChangeRefused, NotFound) as refusal:
            found.refused.append(RefusedAgency(row.place, (Reason("", "", str(refusal), refusal.what_to_do),)))
    found.refused.sort(key=lambda row: (row.place.sheet, row.place.row))
    if must_recount and not found.refused:
        rebuild_rollups_within(connection)
    listed = {row.code for row in file.rows}
    found.absent = sorted(
        life.code
        for life in registry_store.agency_lives(connection)
        if life.closed_on is None and life.code not in listed
    )
    return found


def _carry_out_row(connection: Connection, change: Change, row: AgencyRow, found: AgencyImport) -> bool:
    change = replace(change, day=row.valid_from or change.day)
    parent_id = _parent_id(connection, row)
    agency_id = registry_store.find_id_of_code(connection, row.code)
    if agency_id is None:
        open_within(connection, change, NewAgency(row.code, row.name, row.kind), parent_id)
        found.opened.append(row.code)
        return False
    agency = agency_store.find_agency(connection, agency_id)
    if agency is None:
        raise NotFound("Unit")
    is_renamed, is_moved = (agency.name, agency.kind) != (row.name, row.kind), agency.parent_id != parent_id
    if is_renamed:
        rename_within(connection, change, agency_id, row.name, row.kind)
        found.renamed.append(row.code)
    counts_elsewhere = is_moved and move_within(connection, change, agency_id, parent_id)
    if is_moved:
        found.moved.append(row.code)
    found.unchanged += not (is_renamed or is_moved)
    return counts_elsewhere


def _parent_id(connection: Connection, row: AgencyRow) -> str | None:
    if not row.parent_code:
        return None
    parent_id = registry_store.find_id_of_code(connection, row.parent_code)
    if parent_id is None:
        raise AgencyChangeRefused(
            f"Kode induk '{row.parent_code}' tidak terdaftar dan tidak ada dalam berkas.", "Perbaiki kode induk."
        )
    return parent_id
