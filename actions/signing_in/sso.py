"""Coming in through the agency's sign-in service: it says who somebody is, the registry says whether they may enter."""

from __future__ import annotations

import secrets
from datetime import datetime

from actions.signing_in.accounts import Door, Entry, note, open_entry, roles_of
from people.signing_in.login_names import normal_login_name
from people.signing_in.sso import SsoUnknown
from store.database import Database
from store.signing_in.accounts import find_site_key, site_key
from store.signing_in.sso import find_sso_person, has_note

FIRST_TIME = "sso-first"


def enter_by_sso(database: Database, number: str, is_strong: bool, door: Door, now: datetime) -> Entry:
    """Open a session for the one person with that number; no person, account or role is made by it.

    A password is not needed. ``is_strong``: the service asked for a second factor.
    Raises SsoUnknown (unknown, left, disabled, without role: all alike).
    """
    name = normal_login_name(number)
    with database.write() as connection:
        person_id = find_sso_person(connection, name) if name else None
        roles = roles_of(connection, person_id) if person_id else ()
        if person_id is None or not roles:
            raise SsoUnknown()
        if not has_note(connection, person_id, FIRST_TIME):
            note(connection, person_id, person_id, FIRST_TIME, now)
        return open_entry(connection, person_id, roles, door, now, is_strong=is_strong)


def sso_key(database: Database) -> str:
    """This site's own key for what a browser keeps while its owner is away at the service, as 64 hex digits."""
    with database.read() as connection:
        known = find_site_key(connection, "sso")
    if known:
        return known
    with database.write() as connection:
        return site_key(connection, "sso", secrets.token_hex(32))
