"""Statements about schedules of digests, the rounds made by them, and who can be written to. No address leaves this file."""

from __future__ import annotations

from dataclasses import dataclass

from people.assigning.assignment_rules import leads_a_unit
from people.mail.digest import HeadPost
from people.mail.mail_times import MailPlan
from store.database import Connection, one, rows
from store.registry.agencies import end_of

_PLANS = "SELECT assignment_id, weekdays, days_before, reminders FROM mail_plan ORDER BY assignment_id"
_PLAN = "SELECT assignment_id, weekdays, days_before, reminders FROM mail_plan WHERE assignment_id = :assignment_id"
_SET_PLAN = (
    "INSERT INTO mail_plan (assignment_id, weekdays, days_before, reminders, set_by, set_at) "
    "VALUES (:assignment_id, :weekdays, :days_before, :reminders, :by, :at) ON CONFLICT (assignment_id) DO UPDATE SET "
    "weekdays = :weekdays, days_before = :days_before, reminders = :reminders, set_by = :by, set_at = :at"
)
_HAS_ROUND = "SELECT 1 FROM mail_round WHERE assignment_id = :assignment_id AND day = :day"
_ADD_ROUND = (
    "INSERT INTO mail_round (assignment_id, day, made_at, letters, reminders, unreached) "
    "VALUES (:assignment_id, :day, :made_at, :letters, :reminders, :unreached) ON CONFLICT (assignment_id, day) DO NOTHING"
)
_ROUNDS = "SELECT day, letters, reminders, unreached FROM mail_round WHERE assignment_id = :assignment_id ORDER BY day DESC LIMIT 10"
_POSTS = (
    "SELECT post.person_id, person.name, post.agency_id, post.kind, post.title FROM post "
    "JOIN person ON person.id = post.person_id AND person.email <> '' "
    "WHERE post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)"
)
_REACHABLE = "SELECT id FROM person WHERE email <> ''"
_HAS_ADDRESS = "SELECT 1 FROM person WHERE id = :person_id AND email <> ''"
_RESETTABLE = (
    "SELECT person.id, person.name FROM person_number JOIN person ON person.id = person_number.person_id "
    "JOIN membership ON membership.person_id = person.id AND membership.valid_to IS NULL "
    "LEFT JOIN account ON account.person_id = person.id "
    "WHERE upper(person_number.number) = :login_name AND person.email <> '' AND account.disabled_at IS NULL"
)
_NOT_ACTIVATED = (
    "SELECT person.id, person.name FROM membership JOIN person ON person.id = membership.person_id "
    "JOIN agency ON agency.id = membership.agency_id JOIN person_number ON person_number.person_id = person.id "
    "LEFT JOIN account ON account.person_id = person.id "
    "WHERE membership.valid_to IS NULL AND agency.path >= :path AND agency.path < :path_end AND person.email <> '' "
    "AND account.password_hash IS NULL AND account.disabled_at IS NULL ORDER BY person.id"
)


@dataclass(frozen=True)
class RoundRow:
    """What was made on a day: ``unreached`` counts units that nobody could be told about."""

    day: str
    letters: int
    reminders: int
    unreached: int


@dataclass(frozen=True)
class Receiver:
    id: str
    name: str


def all_plans(connection: Connection) -> dict[str, MailPlan]:
    """Assignment -> its schedule, of those that are switched on."""
    found = {row["assignment_id"]: _plan(row) for row in rows(connection, _PLANS)}
    return {assignment_id: plan for assignment_id, plan in found.items() if plan.is_on}


def plan_of(connection: Connection, assignment_id: str) -> MailPlan:
    row = one(connection, _PLAN, assignment_id=assignment_id)
    return _plan(row) if row else MailPlan()


def set_plan(connection: Connection, assignment_id: str, plan: MailPlan, by: str, at: str) -> None:
    days = {"weekdays": _numbers(plan.weekdays), "days_before": _numbers(plan.days_before)}
    row = days | {"assignment_id": assignment_id, "reminders": int(plan.reminders), "by": by, "at": at}
    connection.execute(_SET_PLAN, row)


def has_round(connection: Connection, assignment_id: str, day: str) -> bool:
    return one(connection, _HAS_ROUND, assignment_id=assignment_id, day=day) is not None


def add_round(connection: Connection, assignment_id: str, made_at: str, made: RoundRow) -> None:
    """The first of a day stays."""
    row = vars(made) | {"assignment_id": assignment_id, "made_at": made_at}
    connection.execute(_ADD_ROUND, row)


def rounds_of(connection: Connection, assignment_id: str) -> list[RoundRow]:
    """The newest first."""
    return [RoundRow(**dict(row)) for row in rows(connection, _ROUNDS, assignment_id=assignment_id)]


def head_posts(connection: Connection, day: str) -> list[HeadPost]:
    """Posts of that day that lead something, of people who have an e-mail address."""
    found = (HeadPost(*tuple(row)) for row in rows(connection, _POSTS, day=day))
    return [post for post in found if leads_a_unit(post.kind, post.title)]


def reachable_people(connection: Connection) -> set[str]:
    """Everybody who has an e-mail address."""
    return {row["id"] for row in rows(connection, _REACHABLE)}


def has_address(connection: Connection, person_id: str) -> bool:
    return one(connection, _HAS_ADDRESS, person_id=person_id) is not None


def find_resettable(connection: Connection, login_name: str) -> Receiver | None:
    """Who signs in by that name, belongs here, has an address and no closed account."""
    row = one(connection, _RESETTABLE, login_name=login_name)
    return Receiver(**dict(row)) if row else None


def not_activated(connection: Connection, path: str) -> list[Receiver]:
    """Everybody of the subtree who has an address and no password yet."""
    return [Receiver(**dict(row)) for row in rows(connection, _NOT_ACTIVATED, path=path, path_end=end_of(path))]


def _plan(row) -> MailPlan:
    return MailPlan(_set(row["weekdays"]), _set(row["days_before"]), bool(row["reminders"]))


def _numbers(days: frozenset[int]) -> str:
    return ",".join(str(day) for day in sorted(days))


def _set(text: str) -> frozenset[int]:
    return frozenset(int(part) for part in text.split(",") if part)
