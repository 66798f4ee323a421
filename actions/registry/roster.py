"""Importing a roster: first a preview of what would change, then all of it or nothing, in one transaction.

A number of a person appears in no error, no log and no audit entry: entries name people by their id.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from actions.deeds import deed
from actions.registry.roster_writing import write_plan
from people.access import Operator
from people.errors import NetralError, NotFound
from people.roster.lists import Show, quiet
from people.roster.models import Remark, Roster
from people.roster.plan import RosterPlan, make_plan
from people.roster.reading import read_roster
from store.database import Connection, Database
from store.registry import agencies as agency_store
from store.registry import registry as registry_store
from store.registry import roster as roster_store
from store.schema.registry_schema import BEGINNING
from store.signing_in import accounts as account_store

MAX_GONE_SHARE = 0.1
"""Share of the present people that a file may remove without being asked again."""


MAX_REMEMBERED = 50_000
"""Changes that one import may make and still be taken back with one press: remembering doubles the time it takes to write."""


class DemoRefusesRosters(NetralError):
    def __init__(self) -> None:
        super().__init__("Situs demo tidak menerima daftar pegawai sungguhan; berkas tidak dibaca.")
        self.what_to_do = "Jalankan situs sendiri dalam mode produksi, lalu impor di sana."


class TooManyGone(NetralError):
    def __init__(self, gone: int, active: int, limit: float) -> None:
        super().__init__(f"Berkas ini akan menonaktifkan {gone} dari {active} orang, melebihi batas {limit:.0%}.")
        self.gone, self.active = gone, active
        self.what_to_do = "Pastikan berkas memuat semua pegawai; bila memang benar, setujui penonaktifan itu."


class RowsWereRefused(NetralError):
    def __init__(self, count: int) -> None:
        super().__init__(f"{count} baris ditolak; belum ada yang disimpan.")
        self.count = count
        self.what_to_do = "Unduh baris yang ditolak, perbaiki, dan ulangi; atau setujui impor tanpa baris itu."


class PreviewOutdated(NetralError):
    def __init__(self) -> None:
        super().__init__("Data pegawai berubah sejak pratinjau; belum ada yang disimpan.")
        self.what_to_do = "Buat pratinjau lagi dan periksa perubahannya."


@dataclass(frozen=True)
class RosterOptions:
    """``day``: from when changes hold where a row says nothing. ``within``: code of the agency the file speaks for."""

    today: date
    day: date
    is_complete: bool = True
    """The file lists everybody: whoever is missing has left."""
    within: str | None = None
    max_gone_share: float = MAX_GONE_SHARE


@dataclass(frozen=True)
class RosterPreview:
    """What was looked at; ``apply_roster`` does exactly this or refuses."""

    plan: RosterPlan
    remarks: tuple[Remark, ...]
    options: RosterOptions
    roster: Roster = field(repr=False)
    file_hash: str

    @property
    def asks_about_gone(self) -> bool:
        return self.plan.share_gone > self.options.max_gone_share


@dataclass(frozen=True)
class Consent:
    """What the operator has agreed to after looking."""

    to_many_gone: bool = False
    to_skip_refused: bool = False


@dataclass(frozen=True)
class ImportReport:
    batch_id: str
    new: int
    changed: int
    moved: int
    gone: int
    skipped: int
    is_remembered: bool = False
    """It can be taken back with one press."""


def require_real_site(database: Database, mode: str) -> None:
    """Raises DemoRefusesRosters: on a demo host, and where demo people live."""
    with database.read() as connection:
        if mode != "produksi" or account_store.has_demo_people(connection):
            raise DemoRefusesRosters()


def preview_roster(
    database: Database, operator: Operator, mode: str, data: bytes, options: RosterOptions, show: Show = quiet
) -> RosterPreview:
    """Reads and compares; writes nothing. Raises DemoRefusesRosters, RosterRefused, NotFound."""
    require_real_site(database, mode)
    roster = read_roster(data, options.today, show)
    with database.read() as connection:
        plan = _plan(connection, roster, options)
    return RosterPreview(plan, roster.remarks, options, roster, hashlib.sha256(data).hexdigest())


def apply_roster(
    database: Database,
    operator: Operator,
    mode: str,
    preview: RosterPreview,
    consent: Consent,
    now: datetime,
    show: Show = quiet,
) -> ImportReport:
    """All or nothing. Raises DemoRefusesRosters, RowsWereRefused, TooManyGone, PreviewOutdated, NotAllowed."""
    require_real_site(database, mode)
    plan = preview.plan
    if plan.refused and not consent.to_skip_refused:
        raise RowsWereRefused(len(plan.refused))
    if preview.asks_about_gone and not consent.to_many_gone:
        raise TooManyGone(len(plan.gone), plan.active_before, preview.options.max_gone_share)
    is_remembered = can_be_remembered(plan)
    with deed(database, operator, now, is_remembered=is_remembered) as doing:
        if _plan(doing.connection, preview.roster, preview.options).differences != plan.differences:
            raise PreviewOutdated()
        write_plan(doing, plan, preview.options.day.isoformat(), preview.file_hash, show)
    counts = (len(plan.new), len(plan.changed), len(plan.moved), len(plan.gone), len(plan.refused))
    return ImportReport(doing.batch_id, *counts, is_remembered)


def can_be_remembered(plan: RosterPlan) -> bool:
    """Whether the import can be taken back as one deed afterwards."""
    return len(plan.differences) <= MAX_REMEMBERED


def _plan(connection: Connection, roster: Roster, options: RosterOptions) -> RosterPlan:
    path, covered = None, None
    if options.within is not None:
        agency_id = registry_store.find_id_of_code(connection, options.within)
        agency = agency_store.find_agency(connection, agency_id) if agency_id else None
        if agency is None:
            raise NotFound(f"Unit dengan kode '{options.within}'", "Periksa kode unit itu.")
        path = agency.path
        covered = {below.id for below in agency_store.agencies_below(connection, path)}
    return make_plan(
        roster.rows,
        roster.refused,
        roster_store.known_people(connection, BEGINNING),
        roster_store.open_units(connection, path),
        options.day.isoformat(),
        is_complete=options.is_complete,
        covered=covered,
        former=roster_store.former_numbers(connection),
    )
