"""Activation slips: a fresh one-time code for everybody of a unit who has no password yet, to print and hand out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from actions.accounts import CODE_LENGTH, add_code
from people.access import Operator
from people.errors import NotFound
from store import accounts as account_store
from store import agencies as agency_store
from store import registry
from store.database import Database
from store.ids import new_id


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


def make_slips(database: Database, operator: Operator, unit_code: str, now: datetime) -> SlipBatch:
    """For the unit and all below it, in one transaction; codes of earlier slips become void. Raises NotFound."""
    with database.write() as connection:
        agency_id = registry.find_id_of_code(connection, unit_code)
        agency = agency_store.find_agency(connection, agency_id) if agency_id else None
        if agency is None:
            raise NotFound(f"Unit dengan kode '{unit_code}'", "Periksa kode unit pada berkas pegawai.")
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


def _shown(who: account_store.Newcomer) -> str:
    return who.number if who.kind == "own" else f"NIP berakhiran {who.number[-4:]}"
