"""Activation slips: a fresh one-time code for everybody of a unit who has no password yet, to print and hand out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from actions.registry.administrators import require_still_administrator
from actions.signing_in.accounts import CODE_LENGTH, add_code
from people.access import Operator
from people.errors import NetralError, NotFound
from people.models import Agency
from store.database import Connection, Database
from store.ids import new_id
from store.registry import agencies as agency_store
from store.registry import registry
from store.signing_in import accounts as account_store

MAX_SLIPS = 2_000
"""Of one print on the web: 200 sheets of paper, and a second or two in which nobody else can write."""


class TooManySlips(NetralError):
    def __init__(self, count: int) -> None:
        super().__init__(f"{count} slip terlalu banyak untuk sekali cetak (paling banyak {MAX_SLIPS}).")
        self.what_to_do = "Cetak per unit yang lebih kecil, atau pakai perintah activation-slips di server."


@dataclass(frozen=True)
class Slip:
    """``login_name`` shows the last four digits of an NIP only: a lost slip is not enough to come in."""

    name: str
    agency_name: str
    login_name: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class SlipBatch:
    agency_name: str
    expires_at: datetime
    slips: tuple[Slip, ...]


def count_newcomers(database: Database, operator: Operator, agency_id: str) -> int:
    """How many slips ``make_slips_of`` would print for the unit and all below it. Raises NotFound."""
    with database.read() as connection:
        return account_store.count_newcomers(connection, _agency(connection, agency_id).path)


def make_slips_of(database: Database, operator: Operator, agency_id: str, now: datetime) -> SlipBatch:
    """For the unit of that id and all below it, in one transaction; codes of earlier slips become void.

    Raises NotFound, NotAllowed, TooManySlips.
    """
    with database.write() as connection:
        require_still_administrator(connection, operator)
        agency = _agency(connection, agency_id)
        count = account_store.count_newcomers(connection, agency.path)
        if count > MAX_SLIPS:
            raise TooManySlips(count)
        return _make(connection, operator, agency, now)


def make_slips(database: Database, operator: Operator, unit_code: str, now: datetime) -> SlipBatch:
    """For the unit and all below it, in one transaction; codes of earlier slips become void.

    Raises NotFound, NotAllowed.
    """
    with database.write() as connection:
        require_still_administrator(connection, operator)
        agency_id = registry.find_id_of_code(connection, unit_code)
        agency = agency_store.find_agency(connection, agency_id) if agency_id else None
        if agency is None:
            raise NotFound(f"Unit dengan kode '{unit_code}'", "Periksa kode unit pada berkas pegawai.")
        return _make(connection, operator, agency, now)


def _make(connection: Connection, operator: Operator, agency: Agency, now: datetime) -> SlipBatch:
    batch_id = new_id(now)
    slips = tuple(
        Slip(
            who.name,
            who.agency_name,
            _shown(who),
            add_code(connection, who.person_id, operator.actor, now, batch_id),
        )
        for who in account_store.newcomers(connection, agency.path)
    )
    return SlipBatch(agency.name, now + CODE_LENGTH, slips)


def _agency(connection: Connection, agency_id: str) -> Agency:
    agency = agency_store.find_agency(connection, agency_id)
    if agency is None:
        raise NotFound("Unit itu", "Pilih unit dari daftar.")
    return agency


def _shown(who: account_store.Newcomer) -> str:
    return who.number if who.kind == "own" else f"NIP berakhiran {who.number[-4:]}"
