"""Accounts: coming in by password, choosing a password with a one-time code, closing and opening again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import get_args

from actions.registry.administrators import require_still_administrator
from actions.signing_in import passwords
from actions.signing_in.sign_in import SESSION_LENGTH, add_session
from actions.signing_in.throttle import clear_tries, count_try
from actions.signing_in.tokens import hash_token, keyed_hash, new_code, new_token, normal_code
from people.access import operator_of, require
from people.errors import NotAllowed, NotFound
from people.models import SECOND_FACTOR_ROLES, Role, Viewer
from people.signing_in.account_errors import CodeRefused, OldPasswordRefused, SignInRefused
from people.signing_in.login_names import normal_login_name
from people.signing_in.passwords import require_good_password
from store.auditing.audit import AuditEntry, add_audit_entries
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id
from store.registry import people as people_store
from store.signing_in import accounts as account_store
from store.signing_in import entry_codes, failed_tries
from store.signing_in import sessions as session_store

IDLE_LIMITS: dict[str, timedelta] = {
    "learner": timedelta(minutes=30),
    "author": timedelta(minutes=30),
    "supervisor": timedelta(minutes=15),
    "administrator": timedelta(minutes=15),
    "auditor": timedelta(minutes=15),
}
SECOND_STEP_LENGTH = timedelta(minutes=10)
CODE_LENGTH = timedelta(days=14)
"""Printed slips travel by office post."""


@dataclass(frozen=True)
class Entry:
    """What a right password opens: a session's token, and the token of the device for next time."""

    token: str = field(repr=False)
    device_token: str = field(repr=False)
    needs_second_factor: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class IssuedCode:
    """A one-time code and whom it lets in, so that a mistyped number is noticed before the code is handed over."""

    name: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True)
class Door:
    """Where somebody stands: the device's token from an earlier time (may be empty) and its name for the list."""

    device_token: str = field(default="", repr=False)
    device: str = ""


def enter_by_password(database: Database, login_name: str, password: str, door: Door, now: datetime) -> Entry:
    """Raises SignInRefused (unknown, wrong, not activated and disabled alike) or TooManyTries."""
    name = normal_login_name(login_name)
    with database.write() as connection:
        account = account_store.find_account(connection, name)
        subject_hash = count_try(connection, _subject(connection, name, account, door), now)
    is_right = passwords.is_password(account.password_hash if account else None, password)
    if account is None or not is_right or account.disabled_at is not None:
        raise SignInRefused()
    fresh_hash = passwords.hash_password(password) if passwords.needs_new_hash(account.password_hash or "") else None
    with database.write() as connection:
        if account_store.find_account_of(connection, account.person_id) != account:  # changed while we were hashing
            raise SignInRefused()
        roles = roles_of(connection, account.person_id)
        if not roles:
            raise SignInRefused()
        if fresh_hash:
            account_store.replace_hash(connection, account.person_id, account.password_hash or "", fresh_hash)
        clear_tries(connection, subject_hash)
        return open_entry(connection, account.person_id, roles, door, now)


def open_full_session(
    connection: Connection,
    person_id: str,
    role: Role,
    device: str,
    now: datetime,
    *,
    is_strong: bool,
    ends: datetime | None = None,
) -> str:
    """A new token with the idle limit of the role; ``ends`` is the absolute limit of a session it continues."""
    length = ends - now if ends else SESSION_LENGTH
    idle = IDLE_LIMITS[role]
    return add_session(connection, person_id, role, now, device=device, idle=idle, is_strong=is_strong, length=length)


def choose_password(database: Database, login_name: str, code: str, password: str, now: datetime) -> None:
    """Activate an account, or start anew after forgetting, by a code of an administrator.

    The code is used up only when the password is good enough. All sessions of the person end.
    Raises CodeRefused, PasswordRefused, TooManyTries.
    """
    name = normal_login_name(login_name)
    with database.write() as connection:
        code_hash = keyed_hash(connection, "code", normal_code(code))
        person_id = _holder(connection, name, code_hash, now)
        if person_id is None:  # only wrong codes wait: 60 bits need no more, and nobody can keep an owner out
            count_try(connection, f"code:{name}", now)
    if person_id is None:
        raise CodeRefused()
    require_good_password(password, name, passwords.common_words())
    password_hash = passwords.hash_password(password)
    with database.write() as connection:
        if not entry_codes.use_entry_code(connection, code_hash, person_id, to_text(now)):
            raise CodeRefused()
        entry_codes.void_codes(connection, person_id)
        account_store.set_password(connection, person_id, password_hash, to_text(now))
        session_store.end_other_sessions(connection, person_id)
        failed_tries.forget_devices(connection, person_id)
        note(connection, person_id, person_id, "password-chosen", now)


def change_password(database: Database, viewer: Viewer, token: str, old: str, new: str, now: datetime) -> None:
    """Choose another password while signed in; the person's other sessions end.

    Raises OldPasswordRefused, PasswordRefused, TooManyTries.
    """
    require(viewer, "manage_own_account")
    with database.write() as connection:
        subject_hash = count_try(connection, f"change:{viewer.person_id}", now)
        account = account_store.find_account_of(connection, viewer.person_id)
        name = normal_login_name(account_store.find_number(connection, viewer.person_id) or "")
    if not passwords.is_password(account.password_hash if account else None, old):
        raise OldPasswordRefused()
    with database.write() as connection:
        clear_tries(connection, subject_hash)
    require_good_password(new, name, passwords.common_words())
    password_hash = passwords.hash_password(new)
    with database.write() as connection:
        if account_store.find_account_of(connection, viewer.person_id) != account:  # changed while we were hashing
            raise OldPasswordRefused()
        account_store.set_password(connection, viewer.person_id, password_hash, to_text(now))
        session_store.end_other_sessions(connection, viewer.person_id, hash_token(token))
        failed_tries.forget_devices(connection, viewer.person_id)
        note(connection, viewer.person_id, viewer.person_id, "password-changed", now)


def issue_code(database: Database, viewer: Viewer, login_name: str, now: datetime) -> IssuedCode:
    """A one-time code for whoever signs in by that name; earlier unused ones are void. Raises NotAllowed, NotFound."""
    return issue_code_to(database, viewer, find_person_id(database, viewer, login_name), now)


def issue_code_to(database: Database, viewer: Viewer, person_id: str, now: datetime) -> IssuedCode:
    """The same for the person of that id. Raises NotAllowed, NotFound, also for somebody who left: no code lets them in."""
    require(viewer, "manage_accounts")
    with database.write() as connection:
        require_still_administrator(connection, operator_of(viewer))
        person = people_store.find_person(connection, person_id)
        if person is None or account_store.find_number(connection, person_id) is None:
            raise NotFound("Orang itu", "Kembali ke daftar pegawai dan pilih lagi.")
        return IssuedCode(person.name, add_code(connection, person_id, viewer.person_id, now))


def find_person_id(database: Database, viewer: Viewer, login_name: str) -> str:
    """Who signs in by that name. Raises NotAllowed, NotFound."""
    require(viewer, "manage_accounts")
    with database.read() as connection:
        person_id = account_store.find_owner(connection, normal_login_name(login_name))
    if person_id is None:
        raise NotFound("Orang dengan nama masuk itu", "Periksa NIP atau pengenalnya, lalu coba lagi.")
    return person_id


def add_code(
    connection: Connection,
    person_id: str,
    issued_by: str,
    now: datetime,
    batch_id: str | None = None,
    *,
    length: timedelta = CODE_LENGTH,
    keeps_others: bool = False,
) -> str:
    """For use inside a transaction, as when slips for a whole unit are printed (``batch_id``).

    The person gets an account with it, and the role of learner if they have no role at all. ``keeps_others``: whoever
    asks for a code by mail, in somebody's name, does not make the slip on their desk void.
    """
    account_store.add_account(connection, person_id)
    if not account_store.roles_of(connection, person_id):
        people_store.add_role(connection, people_store.RoleGrant(person_id, "", "learner", "", ""))
    code = new_code()
    entry_codes.add_entry_code(
        connection,
        code_hash=keyed_hash(connection, "code", normal_code(code)),
        person_id=person_id,
        batch_id=batch_id,
        issued_by=issued_by,
        issued_at=to_text(now),
        expires_at=to_text(now + length),
        keeps_others=keeps_others,
    )
    note(connection, person_id, issued_by, "code-issued", now, batch_id)
    return code


def set_disabled(database: Database, viewer: Viewer, person_id: str, disabled: bool, now: datetime) -> None:
    """Close or reopen an account; its sessions end at once. Raises NotAllowed, also for one's own account."""
    require(viewer, "manage_accounts")
    if person_id == viewer.person_id:
        raise NotAllowed("manage_accounts")
    with database.write() as connection:
        require_still_administrator(connection, operator_of(viewer))
        account_store.add_account(connection, person_id)  # whoever only ever came by SSO has none
        account_store.set_disabled(connection, person_id, to_text(now) if disabled else None)
        session_store.end_other_sessions(connection, person_id)
        note(connection, person_id, viewer.person_id, "disabled" if disabled else "enabled", now)


def end_sessions(database: Database, viewer: Viewer, person_id: str, now: datetime) -> int:
    """Sign somebody out everywhere; how many sessions that were. Raises NotAllowed, also for oneself."""
    require(viewer, "manage_accounts")
    if person_id == viewer.person_id:
        raise NotAllowed("manage_accounts")
    with database.write() as connection:
        require_still_administrator(connection, operator_of(viewer))
        ended = session_store.end_other_sessions(connection, person_id)
        note(connection, person_id, viewer.person_id, "sessions-ended", now)
    return ended


def note(
    connection: Connection, person_id: str, actor_id: str, action: str, now: datetime, batch_id: str | None = None
) -> None:
    """One entry in the audit trail about somebody's account."""
    entry = AuditEntry(new_id(now), batch_id, to_text(now), actor_id, action, "account", person_id, None, None)
    add_audit_entries(connection, [entry])


def _subject(connection: Connection, name: str, account: account_store.AccountRow | None, door: Door) -> str:
    """Whose tries are counted: the name typed, or this device when the name's owner signed in here before.

    So an attack on a name from elsewhere never makes its owner wait at their own desk.
    """
    device_hash = hash_token(door.device_token)
    if account and door.device_token and failed_tries.is_known_device(connection, device_hash, account.person_id):
        return f"device:{device_hash}:{account.person_id}"
    return f"name:{name}"


def _holder(connection: Connection, name: str, code_hash: str, now: datetime) -> str | None:
    """The person of that name when the code is theirs, still good, and their account is not disabled."""
    account = account_store.find_account(connection, name)
    if account is None or account.disabled_at is not None:
        return None
    is_usable = entry_codes.is_usable(connection, code_hash, account.person_id, to_text(now))
    return account.person_id if is_usable else None


def roles_of(connection: Connection, person_id: str) -> tuple[Role, ...]:
    """The person's roles, the one with the least power first."""
    held = account_store.roles_of(connection, person_id)
    return tuple(role for role in get_args(Role) if role in held)


def open_entry(
    connection: Connection,
    person_id: str,
    roles: tuple[Role, ...],
    door: Door,
    now: datetime,
    *,
    is_strong: bool = False,
) -> Entry:
    """Open the session of somebody who proved who they are; ``is_strong``: with both factors already.

    Without, whoever holds a role that asks for a second factor gets a half-open session.
    """
    needs_second_factor = bool(SECOND_FACTOR_ROLES & set(roles)) and not is_strong
    if needs_second_factor:
        token = add_session(
            connection, person_id, roles[0], now, stage="second-factor", device=door.device, length=SECOND_STEP_LENGTH
        )
    else:
        token = open_full_session(connection, person_id, roles[0], door.device, now, is_strong=is_strong)
    known = door.device_token and failed_tries.is_anyones_device(connection, hash_token(door.device_token))
    device_token = door.device_token if known else new_token()
    if not needs_second_factor:
        failed_tries.remember_device(connection, hash_token(device_token), person_id, to_text(now))
    return Entry(token, device_token, needs_second_factor, roles)
