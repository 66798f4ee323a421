"""The first start in production: a link on the console makes the first administrator. No default password exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import get_args

from actions.signing_in import passwords
from actions.signing_in.accounts import note
from actions.signing_in.tokens import hash_token, new_token
from people.models import Agency, Employment, Person
from people.registry.numbers import NumberRefused, check_national, check_own
from people.signing_in.account_errors import FieldMissing, NotAProductionDatabase, NumberUnfit, SetupClosed
from people.signing_in.login_names import normal_login_name
from people.signing_in.passwords import require_good_password
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.signing_in import accounts as account_store
from store.signing_in import entry_codes

LINK_LENGTH = timedelta(hours=1)


@dataclass(frozen=True)
class FirstAdministrator:
    """What the set-up form asks. The agency's code and name matter only while the site has no agency."""

    agency_code: str
    agency_name: str
    name: str
    employment: str
    login_name: str = field(repr=False)
    password: str = field(repr=False)


def require_production_database(database: Database) -> None:
    """Raises NotAProductionDatabase."""
    with database.read() as connection:
        if account_store.has_demo_people(connection):
            raise NotAProductionDatabase()


def offer_setup(database: Database, now: datetime) -> str | None:
    """A token for the set-up link; None when the site has an administrator. Earlier links stay good for their hour."""
    with database.write() as connection:
        if account_store.count_holders(connection, "administrator"):
            return None
        token = new_token()
        entry_codes.add_setup_token(connection, hash_token(token), to_text(now + LINK_LENGTH))
    return token


def require_open_setup(database: Database, token: str, now: datetime) -> None:
    """Raises SetupClosed."""
    with database.read() as connection:
        _require_open(connection, token, now)


def needs_agency(database: Database) -> bool:
    with database.read() as connection:
        return not agency_store.root_agencies(connection)


def set_up(database: Database, token: str, wanted: FirstAdministrator, now: datetime) -> None:
    """Make the first administrator, and the agency they belong to if there is none; the link is used up.

    Raises SetupClosed, FieldMissing, NumberUnfit, PasswordRefused.
    """
    require_open_setup(database, token, now)
    _require_fields(wanted, needs_agency(database))
    _number(wanted, now.date())
    require_good_password(wanted.password, normal_login_name(wanted.login_name), passwords.common_words())
    password_hash = passwords.hash_password(wanted.password)
    with database.write() as connection:
        _require_open(connection, token, now)
        person_id = _person(connection, wanted, now)
        people_store.add_role(connection, people_store.RoleGrant(person_id, "", "administrator", "", ""))
        account_store.add_account(connection, person_id)
        account_store.set_password(connection, person_id, password_hash, to_text(now))
        entry_codes.clear_setup_tokens(connection)
        note(connection, person_id, person_id, "set-up", now)


def _require_open(connection: Connection, token: str, now: datetime) -> None:
    is_taken = account_store.count_holders(connection, "administrator") > 0
    if is_taken or not entry_codes.has_setup_token(connection, hash_token(token), to_text(now)):
        raise SetupClosed()


def _require_fields(wanted: FirstAdministrator, asks_agency: bool) -> None:
    if asks_agency and not wanted.agency_code.strip():
        raise FieldMissing("Kode instansi")
    if asks_agency and not wanted.agency_name.strip():
        raise FieldMissing("Nama instansi")
    if not wanted.name.strip():
        raise FieldMissing("Nama admin")
    if wanted.employment not in get_args(Employment):
        raise FieldMissing("Status kepegawaian")
    if not normal_login_name(wanted.login_name):
        raise FieldMissing("NIP atau nama masuk")


def _number(wanted: FirstAdministrator, today: date) -> tuple[str, str]:
    """The kind of the login name and how the registry keeps it. Raises NumberUnfit."""
    name = normal_login_name(wanted.login_name)
    is_national = len(name) == 18 and name.isdigit()
    try:
        if is_national:
            return ("ni-pppk" if wanted.employment == "pppk" else "nip"), check_national(name, today)
        return "own", check_own(name)
    except NumberRefused as refused:
        raise NumberUnfit(str(refused), refused.how_to_fix) from None


def _person(connection: Connection, wanted: FirstAdministrator, now: datetime) -> str:
    """Somebody new, or whom a roster imported on the server brought before. Raises NumberUnfit."""
    kind, number = _number(wanted, now.date())
    known = account_store.find_owner(connection, number.upper())
    if known is None:
        person = Person(new_id(now), wanted.name.strip(), wanted.employment, _agency(connection, wanted, now))  # type: ignore[arg-type]
        people_store.add_people(connection, [person], "real", now.date().isoformat())
        account_store.add_number(connection, person.id, kind, number)
        return person.id
    if people_store.find_person(connection, known) is None:
        raise NumberUnfit("Orang dengan nomor itu tercatat sudah keluar.", "Pakai nomor atau nama masuk lain.")
    return known


def _agency(connection: Connection, wanted: FirstAdministrator, now: datetime) -> str:
    roots = agency_store.root_agencies(connection)
    if roots:
        return roots[0].id
    agency_id = new_id(now)
    root = Agency(agency_id, None, wanted.agency_name.strip(), "instansi", f"{agency_id}/", agency_id)
    agency_store.add_agencies(connection, [root], {agency_id: wanted.agency_code.strip()})
    return agency_id
