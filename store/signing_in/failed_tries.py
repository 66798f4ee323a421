"""Statements about failed sign-ins (by the hash of whatever name was typed) and devices that signed in before."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, one

_FIND = "SELECT failures, retry_at, last_at FROM failed_try WHERE subject_hash = :subject_hash"
_SET = (
    "INSERT INTO failed_try (subject_hash, failures, retry_at, last_at) VALUES (:subject_hash, :failures, :retry_at, :now) "
    "ON CONFLICT (subject_hash) DO UPDATE SET failures = :failures, retry_at = :retry_at, last_at = :now"
)
_CLEAR = "DELETE FROM failed_try WHERE subject_hash = :subject_hash"
_SWEEP = "DELETE FROM failed_try WHERE last_at < :before OR (failures <= :few AND last_at < :few_before)"
_KNOWS = "SELECT 1 FROM known_device WHERE token_hash = :token_hash AND person_id = :person_id"
_KNOWS_FOR_ANYONE = "SELECT 1 FROM known_device WHERE token_hash = :token_hash LIMIT 1"
_REMEMBER = (
    "INSERT INTO known_device (token_hash, person_id, seen_at) VALUES (:token_hash, :person_id, :now) "
    "ON CONFLICT (token_hash, person_id) DO UPDATE SET seen_at = :now"
)
_FORGET = "DELETE FROM known_device WHERE person_id = :person_id"
_SWEEP_DEVICES = "DELETE FROM known_device WHERE seen_at < :before"


@dataclass(frozen=True)
class FailedTries:
    failures: int
    retry_at: str
    last_at: str


def find_failed_tries(connection: Connection, subject_hash: str) -> FailedTries | None:
    row = one(connection, _FIND, subject_hash=subject_hash)
    return FailedTries(**dict(row)) if row else None


def set_failed_tries(connection: Connection, subject_hash: str, failures: int, retry_at: str, now: str) -> None:
    connection.execute(_SET, {"subject_hash": subject_hash, "failures": failures, "retry_at": retry_at, "now": now})


def clear_failed_tries(connection: Connection, subject_hash: str) -> None:
    connection.execute(_CLEAR, {"subject_hash": subject_hash})


def sweep_failed_tries(connection: Connection, before: str, few: int, few_before: str) -> None:
    """Forget what failed last before ``before``; where it failed at most ``few`` times, before ``few_before``."""
    connection.execute(_SWEEP, {"before": before, "few": few, "few_before": few_before})


def is_known_device(connection: Connection, token_hash: str, person_id: str) -> bool:
    return one(connection, _KNOWS, token_hash=token_hash, person_id=person_id) is not None


def is_anyones_device(connection: Connection, token_hash: str) -> bool:
    return one(connection, _KNOWS_FOR_ANYONE, token_hash=token_hash) is not None


def remember_device(connection: Connection, token_hash: str, person_id: str, now: str) -> None:
    connection.execute(_REMEMBER, {"token_hash": token_hash, "person_id": person_id, "now": now})


def forget_devices(connection: Connection, person_id: str) -> None:
    connection.execute(_FORGET, {"person_id": person_id})


def sweep_devices(connection: Connection, before: str) -> None:
    connection.execute(_SWEEP_DEVICES, {"before": before})
