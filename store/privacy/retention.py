"""Statements about what was kept long enough: how much it is, and letting it go. Evidence and rollups are in none of them."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, one, rows


@dataclass(frozen=True)
class _Class:
    """``due`` says which rows, with :before as a time and :day as the same day; ``sets``: emptied instead of deleted."""

    table: str
    due: str
    sets: str = ""


_TOLD = "(before IS NOT NULL OR after IS NOT NULL)"
_OVER = "assignment_id IN (SELECT id FROM assignment WHERE due_on < :day) AND (reason <> '' OR document <> '')"
_EMPTY = "reason = '', document = ''"
_CLASSES: dict[str, tuple[_Class, ...]] = {
    "sessions": (_Class("session", "expires_at <= :before OR idle_until <= :before"),),
    "devices": (_Class("known_device", "seen_at < :before"),),
    "tries": (_Class("failed_try", "last_at < :before"),),
    "codes": (_Class("entry_code", "expires_at < :before"),),
    "undo": (_Class("undo_step", "batch_id < :oldest_kept"),),
    "audit": (_Class("audit_entry", f"happened_at < :before AND {_TOLD}", "before = NULL, after = NULL"),),
    "excuses": (
        _Class("assignment_exemption", _OVER, _EMPTY),
        _Class("assignment_accommodation", _OVER, _EMPTY),
    ),
    "letters": (
        _Class(
            "outbox",
            "body <> '' AND id < :oldest_kept AND (state NOT IN ('waiting', 'sending') OR expires_at < :before)",
            "body = ''",
        ),
    ),
    "requests": (
        _Class("data_request", "closed_at < :before AND (wish <> '' OR answer <> '')", "wish = '', answer = ''"),
    ),
}
_LEFT = (
    "FROM person JOIN (SELECT person_id, MAX(COALESCE(valid_to, '9999-12-31')) AS last_day FROM membership GROUP BY person_id) "
    "AS belonged ON belonged.person_id = person.id WHERE belonged.last_day <= :day "
    "AND NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.person_id = person.id) AND NOT EXISTS "
    "(SELECT 1 FROM role_grant WHERE role_grant.person_id = person.id AND role_grant.role = 'administrator')"
)
_COUNT_LEFT = f"SELECT COUNT(*) AS n {_LEFT}"
_LIST_LEFT = (
    f"SELECT person.id, person.name, belonged.last_day {_LEFT} ORDER BY belonged.last_day, person.id LIMIT :limit"
)


@dataclass(frozen=True)
class Moment:
    """The moment before which something is due, as a time, as a day, and as the first id kept."""

    before: str
    day: str
    oldest_kept: str


def count_due(connection: Connection, rule_id: str, moment: Moment) -> int:
    """How many rows (people for ``identity``) are older than the moment."""
    if rule_id == "identity":
        return one(connection, _COUNT_LEFT, day=moment.day)["n"]
    return sum(
        connection.execute(f"SELECT COUNT(*) FROM {one.table} WHERE {one.due}", vars(moment)).fetchone()[0]
        for one in _CLASSES[rule_id]
    )


def let_go(connection: Connection, rule_id: str, moment: Moment) -> int:
    """Delete or empty what is due; not for ``identity``, which is erased person by person."""
    changed = 0
    for one_class in _CLASSES[rule_id]:
        verb = f"UPDATE {one_class.table} SET {one_class.sets}" if one_class.sets else f"DELETE FROM {one_class.table}"
        changed += connection.execute(f"{verb} WHERE {one_class.due}", vars(moment)).rowcount
    return changed


def people_who_left(connection: Connection, moment: Moment, limit: int) -> list[tuple[str, str, str]]:
    """(id, name, day they left) of whom ``identity`` is about, the longest gone first."""
    return [tuple(row) for row in rows(connection, _LIST_LEFT, day=moment.day, limit=limit)]
