"""Statements about what lets somebody in once: entry codes, set-up tokens, second factors and recovery codes."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.database import Connection, one

_ADD_CODE = (
    "INSERT INTO entry_code (code_hash, person_id, batch_id, issued_by, issued_at, expires_at) "
    "VALUES (:code_hash, :person_id, :batch_id, :issued_by, :issued_at, :expires_at)"
)
_VOID_ALL = "DELETE FROM entry_code WHERE used_at IS NULL"
_VOID = "DELETE FROM entry_code WHERE person_id = :person_id AND used_at IS NULL"
_VOID_OF_ISSUER = _VOID + " AND issued_by = :issued_by"
_USABLE = "code_hash = :code_hash AND person_id = :person_id AND used_at IS NULL AND expires_at > :now"
_IS_USABLE = f"SELECT 1 FROM entry_code WHERE {_USABLE}"
_USE = f"UPDATE entry_code SET used_at = :now WHERE {_USABLE}"
_ADD_SETUP = "INSERT INTO setup_token (token_hash, expires_at) VALUES (:token_hash, :expires_at)"
_HAS_SETUP = "SELECT 1 FROM setup_token WHERE token_hash = :token_hash AND expires_at > :now"
_CLEAR_SETUP = "DELETE FROM setup_token"
_FACTOR = "SELECT secret, confirmed_at, last_step FROM second_factor WHERE person_id = :person_id"
_START_FACTOR = (
    "INSERT INTO second_factor (person_id, secret, last_step) VALUES (:person_id, :secret, 0) "
    "ON CONFLICT (person_id) DO NOTHING"
)
_CONFIRM_FACTOR = "UPDATE second_factor SET confirmed_at = :now WHERE person_id = :person_id AND confirmed_at IS NULL"
_TAKE_STEP = "UPDATE second_factor SET last_step = :step WHERE person_id = :person_id AND last_step < :step"
_DROP_FACTOR = "DELETE FROM second_factor WHERE person_id = :person_id"
_DROP_RECOVERY = "DELETE FROM recovery_code WHERE person_id = :person_id"
_ADD_RECOVERY = "INSERT INTO recovery_code (person_id, code_hash) VALUES (:person_id, :code_hash)"
_USE_RECOVERY = "UPDATE recovery_code SET used_at = :now WHERE person_id = :person_id AND code_hash = :code_hash AND used_at IS NULL"


@dataclass(frozen=True)
class SecondFactorRow:
    """``confirmed_at`` None: shown, but no code of it was typed yet. ``last_step``: the last time step that was used."""

    secret: str = field(repr=False)
    confirmed_at: str | None
    last_step: int


def add_entry_code(
    connection: Connection,
    *,
    code_hash: str,
    person_id: str,
    batch_id: str | None,
    issued_by: str,
    issued_at: str,
    expires_at: str,
    keeps_others: bool = False,
) -> None:
    """A new code makes the person's earlier unused ones void; with ``keeps_others`` only those of the same issuer."""
    if keeps_others:
        connection.execute(_VOID_OF_ISSUER, {"person_id": person_id, "issued_by": issued_by})
    else:
        void_codes(connection, person_id)
    connection.execute(
        _ADD_CODE,
        {
            "code_hash": code_hash,
            "person_id": person_id,
            "batch_id": batch_id,
            "issued_by": issued_by,
            "issued_at": issued_at,
            "expires_at": expires_at,
        },
    )


def void_codes(connection: Connection, person_id: str) -> None:
    """No unused code of the person opens anything any more."""
    connection.execute(_VOID, {"person_id": person_id})


def void_all_codes(connection: Connection) -> int:
    """No unused code of anybody opens anything any more. Returns how many that were."""
    return connection.execute(_VOID_ALL).rowcount


def is_usable(connection: Connection, code_hash: str, person_id: str, now: str) -> bool:
    return one(connection, _IS_USABLE, code_hash=code_hash, person_id=person_id, now=now) is not None


def use_entry_code(connection: Connection, code_hash: str, person_id: str, now: str) -> bool:
    """True for exactly one caller."""
    return connection.execute(_USE, {"code_hash": code_hash, "person_id": person_id, "now": now}).rowcount == 1


def add_setup_token(connection: Connection, token_hash: str, expires_at: str) -> None:
    connection.execute(_ADD_SETUP, {"token_hash": token_hash, "expires_at": expires_at})


def has_setup_token(connection: Connection, token_hash: str, now: str) -> bool:
    return one(connection, _HAS_SETUP, token_hash=token_hash, now=now) is not None


def clear_setup_tokens(connection: Connection) -> None:
    connection.execute(_CLEAR_SETUP)


def find_second_factor(connection: Connection, person_id: str) -> SecondFactorRow | None:
    row = one(connection, _FACTOR, person_id=person_id)
    return SecondFactorRow(**dict(row)) if row else None


def start_second_factor(connection: Connection, person_id: str, secret: str) -> SecondFactorRow:
    """The factor the person has, or a new one with this secret."""
    connection.execute(_START_FACTOR, {"person_id": person_id, "secret": secret})
    return SecondFactorRow(**dict(one(connection, _FACTOR, person_id=person_id)))


def confirm_second_factor(connection: Connection, person_id: str, now: str) -> bool:
    """True when it was not confirmed before."""
    return connection.execute(_CONFIRM_FACTOR, {"person_id": person_id, "now": now}).rowcount == 1


def take_step(connection: Connection, person_id: str, step: int) -> bool:
    """True for exactly one caller: the code of a time step counts once."""
    return connection.execute(_TAKE_STEP, {"person_id": person_id, "step": step}).rowcount == 1


def drop_second_factor(connection: Connection, person_id: str) -> None:
    connection.execute(_DROP_FACTOR, {"person_id": person_id})
    connection.execute(_DROP_RECOVERY, {"person_id": person_id})


def set_recovery_codes(connection: Connection, person_id: str, code_hashes: list[str]) -> None:
    connection.execute(_DROP_RECOVERY, {"person_id": person_id})
    connection.executemany(_ADD_RECOVERY, [{"person_id": person_id, "code_hash": code} for code in code_hashes])


def use_recovery_code(connection: Connection, person_id: str, code_hash: str, now: str) -> bool:
    """True for exactly one caller."""
    changed = connection.execute(_USE_RECOVERY, {"person_id": person_id, "code_hash": code_hash, "now": now})
    return changed.rowcount == 1
