"""The second step of signing in: a six-digit code of an authenticator app (TOTP, RFC 6238), or a recovery code."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime

import pyotp

from actions.registry.administrators import require_still_administrator
from actions.signing_in.accounts import Door, note, open_full_session
from actions.signing_in.accounts import roles_of as roles_of_person
from actions.signing_in.throttle import clear_tries, count_try
from actions.signing_in.tokens import hash_token, keyed_hash, new_code, new_token, normal_code
from people.access import operator_of, require
from people.models import Role, Viewer
from people.signing_in.account_errors import SecondFactorRefused
from store.clock import to_text
from store.database import Connection, Database
from store.signing_in import entry_codes, failed_tries
from store.signing_in import sessions as session_store

STEP_SECONDS = 30
RECOVERY_CODE_COUNT = 10
ISSUER = "Netral"


@dataclass(frozen=True)
class SecondStep:
    """What the page of the second step shows. ``secret`` and ``address`` only until a first code was typed."""

    secret: str | None = field(repr=False)
    address: str | None = field(repr=False)
    """``otpauth://`` for the QR code. It carries no NIP and no name."""


@dataclass(frozen=True)
class FullEntry:
    token: str = field(repr=False)
    device_token: str = field(repr=False)
    roles: tuple[Role, ...]
    recovery_codes: tuple[str, ...] = field(repr=False)
    """Shown once, right after the app was set up; empty at every other time."""


def find_second_step(database: Database, token: str, now: datetime) -> SecondStep | None:
    """None unless the token is of somebody whose password was right and whose second step is due."""
    with database.write() as connection:
        row = _half_open(connection, token, now)
        if row is None:
            return None
        factor = entry_codes.start_second_factor(connection, row.person_id, pyotp.random_base32())
    if factor.confirmed_at is not None:
        return SecondStep(None, None)
    return SecondStep(factor.secret, pyotp.TOTP(factor.secret).provisioning_uri(name="Akun Netral", issuer_name=ISSUER))


def enter_second_step(database: Database, token: str, typed: str, door: Door, now: datetime) -> FullEntry:
    """The half-open session becomes a full one under a new token. Raises SecondFactorRefused, TooManyTries."""
    with database.write() as connection:
        row = _half_open(connection, token, now)
        if row is None:
            raise SecondFactorRefused()
        subject_hash = count_try(connection, f"second-factor:{row.person_id}", now)
    with database.write() as connection:
        row = _half_open(connection, token, now)  # again: the password may have been changed since
        factor = entry_codes.find_second_factor(connection, row.person_id) if row else None
        if row is None or factor is None or not _is_good(connection, row.person_id, factor, typed, now):
            raise SecondFactorRefused()
        clear_tries(connection, subject_hash)
        recovery_codes: tuple[str, ...] = ()
        if entry_codes.confirm_second_factor(connection, row.person_id, to_text(now)):
            recovery_codes = _new_recovery_codes(connection, row.person_id)
            note(connection, row.person_id, row.person_id, "second-factor-on", now)
        session_store.end_session(connection, hash_token(token))
        roles = roles_of_person(connection, row.person_id)
        if not roles:
            raise SecondFactorRefused()
        device_token = door.device_token or new_token()
        failed_tries.remember_device(connection, hash_token(device_token), row.person_id, to_text(now))
        full = open_full_session(connection, row.person_id, roles[0], row.device, now, is_strong=True)
        return FullEntry(full, device_token, roles, recovery_codes)


def drop_second_factor(database: Database, viewer: Viewer, person_id: str, now: datetime) -> None:
    """For somebody who lost phone and recovery codes: they set up a new app at the next sign-in. Raises NotAllowed."""
    require(viewer, "manage_accounts")
    with database.write() as connection:
        require_still_administrator(connection, operator_of(viewer))
        entry_codes.drop_second_factor(connection, person_id)
        session_store.end_other_sessions(connection, person_id)
        note(connection, person_id, viewer.person_id, "second-factor-off", now)


def _half_open(connection: Connection, token: str, now: datetime) -> session_store.SessionRow | None:
    """The session of somebody whose password was right and whose second step is due."""
    row = session_store.find_session_row(connection, hash_token(token), to_text(now))
    return row if row is not None and row.stage == "second-factor" else None


def _is_good(
    connection: Connection, person_id: str, factor: entry_codes.SecondFactorRow, typed: str, now: datetime
) -> bool:
    digits = "".join(typed.split())
    if len(digits) == 6 and digits.isascii() and digits.isdigit():
        step = _matching_step(factor.secret, digits, now)
        return step is not None and entry_codes.take_step(connection, person_id, step)
    if factor.confirmed_at is None:
        return False
    code_hash = keyed_hash(connection, "recovery", normal_code(typed))
    return entry_codes.use_recovery_code(connection, person_id, code_hash, to_text(now))


def _matching_step(secret: str, digits: str, now: datetime) -> int | None:
    """The time step whose code it is: the present one, or a neighbour for clocks up to half a minute off."""
    present = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in (present, present - 1, present + 1):
        if hmac.compare_digest(totp.generate_otp(step), digits):
            return step
    return None


def _new_recovery_codes(connection: Connection, person_id: str) -> tuple[str, ...]:
    codes = tuple(new_code() for _ in range(RECOVERY_CODE_COUNT))
    hashes = [keyed_hash(connection, "recovery", normal_code(code)) for code in codes]
    entry_codes.set_recovery_codes(connection, person_id, hashes)
    return codes
