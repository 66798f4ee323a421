"""Letting go of personal data that were kept long enough: first a look at what is due, then all of it, written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from actions.privacy.erasure import KEPT_PATTERN, WORD, WordDiffers, erase_many
from actions.registry.administrators import require_still_administrator
from people.access import Operator
from people.privacy.retention import Rule
from store.auditing.audit import AuditEntry, add_audit_entries, as_json
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id
from store.privacy import retention as retention_store
from store.privacy.retention import Moment
from store.privacy.scrub import scrub

BATCH = 500
"""Identities erased in one transaction, so that the site never waits long."""
SHOWN = 50


@dataclass(frozen=True)
class Due:
    """``count``: rows, people or files that are older than the rule allows."""

    rule: Rule
    count: int


@dataclass(frozen=True)
class Departed:
    """Somebody whose identity is due."""

    person_id: str
    name: str = field(repr=False)
    left_on: str


@dataclass(frozen=True)
class RetentionReport:
    """``people``: the first of those whose identity is due."""

    due: tuple[Due, ...]
    people: tuple[Departed, ...]

    @property
    def total(self) -> int:
        return sum(one.count for one in self.due)


def preview_retention(
    database: Database, operator: Operator, rules: Mapping[str, Rule], now: datetime
) -> RetentionReport:
    """What would be let go now; nothing is changed."""
    with database.read() as connection:
        due = tuple(Due(rule, _count(connection, database.path, rule, now)) for rule in rules.values() if rule.is_on)
        people = _departed(connection, rules["identity"], now, SHOWN)
    return RetentionReport(due, people)


def apply_retention(
    database: Database, operator: Operator, rules: Mapping[str, Rule], word: str, now: datetime
) -> tuple[Due, ...]:
    """Let everything due go; how much it was. Cannot be taken back. Raises WordDiffers, NotAllowed."""
    if word.strip() != WORD:
        raise WordDiffers()
    done = [Due(rules["identity"], _erase_departed(database, operator, rules["identity"], now))]
    with database.write() as connection:
        require_still_administrator(connection, operator)
        for rule in rules.values():
            if rule.is_on and rule.id not in ("identity", "kept"):
                done.append(Due(rule, retention_store.let_go(connection, rule.id, _moment(rule, now))))
        counts: dict[str, object] = {one.rule.id: one.count for one in done if one.count}
        add_audit_entries(connection, [_entry(operator, now, counts)])
    kept = _old_files(database.path, rules["kept"], now)
    for file in kept:
        file.unlink(missing_ok=True)
    scrub(database.path, ())
    return tuple(one for one in (*done, Due(rules["kept"], len(kept))) if one.rule.is_on)


def _erase_departed(database: Database, operator: Operator, rule: Rule, now: datetime) -> int:
    def some(connection: Connection) -> list[str]:
        people = _departed(connection, rule, now, BATCH)
        return [one.person_id for one in people if one.person_id != operator.actor]

    erased = 0
    while count := erase_many(database, operator, some, now).count if rule.is_on else 0:
        erased += count
    return erased


def _departed(connection: Connection, rule: Rule, now: datetime, limit: int) -> tuple[Departed, ...]:
    if not rule.is_on:
        return ()
    found = retention_store.people_who_left(connection, _moment(rule, now), limit)
    return tuple(Departed(*row) for row in found)


def _count(connection: Connection, path: Path, rule: Rule, now: datetime) -> int:
    if rule.id == "kept":
        return len(_old_files(path, rule, now))
    return retention_store.count_due(connection, rule.id, _moment(rule, now))


def _moment(rule: Rule, now: datetime) -> Moment:
    before = rule.before(now)
    return Moment(to_text(before), before.date().isoformat(), new_id(before, 0))


def _old_files(path: Path, rule: Rule, now: datetime) -> list[Path]:
    """Databases of before a restore, by when they were last written."""
    if not rule.is_on:
        return []
    before = rule.before(now)
    return [
        file for file in sorted(path.parent.glob(KEPT_PATTERN))
        if datetime.fromtimestamp(file.stat().st_mtime, UTC) < before
    ]  # fmt: skip


def _entry(operator: Operator, now: datetime, counts: dict[str, object]) -> AuditEntry:
    entry_id = new_id(now)
    return AuditEntry(
        entry_id, None, to_text(now), operator.actor, "retention.apply", "site", entry_id, None, as_json(counts)
    )  # fmt: skip
