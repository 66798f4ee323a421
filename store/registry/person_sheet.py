"""Statements behind one person's sheet: the past of their memberships and posts, roles, and the state of their account."""

from __future__ import annotations

from dataclasses import dataclass, field

from people.models import Employment, Role
from people.roster.models import NumberKind, PostKind
from store.database import Connection, one, rows

_PERSON = "SELECT id, name, email FROM person WHERE id = :id"
_MEMBERSHIPS = (
    "SELECT membership.valid_from, membership.valid_to, membership.employment, agency.id AS agency_id, agency.name AS agency_name "
    "FROM membership JOIN agency ON agency.id = membership.agency_id WHERE membership.person_id = :id "
    "ORDER BY membership.valid_from DESC"
)
_POSTS = (
    "SELECT post.id, post.kind, post.title, post.valid_from, post.valid_to, agency.name AS agency_name "
    "FROM post JOIN agency ON agency.id = post.agency_id WHERE post.person_id = :id "
    "ORDER BY post.valid_to IS NOT NULL, post.valid_from DESC, post.id"
)
_ROLES = "SELECT role FROM role_grant WHERE person_id = :id ORDER BY role"
_NUMBERS = (
    "SELECT kind, number, valid_to FROM (SELECT kind, number, NULL AS valid_to FROM person_number WHERE person_id = :id "
    "UNION ALL SELECT kind, number, valid_to FROM former_number WHERE person_id = :id) "
    "ORDER BY valid_to IS NOT NULL, valid_to DESC"
)
_ACCOUNT = (
    "SELECT account.password_hash IS NOT NULL AS has_password, account.disabled_at, "
    "EXISTS (SELECT 1 FROM second_factor WHERE person_id = :id AND confirmed_at IS NOT NULL) AS has_second_factor, "
    "(SELECT COUNT(*) FROM session WHERE person_id = :id AND stage = 'open' AND expires_at > :now AND idle_until > :now) "
    "AS session_count, "
    "(SELECT MAX(expires_at) FROM entry_code WHERE person_id = :id AND used_at IS NULL AND expires_at > :now) AS code_until "
    "FROM person LEFT JOIN account ON account.person_id = person.id WHERE person.id = :id"
)
_ATTEMPTS = (
    "SELECT assignment.title, COUNT(*) AS attempts, MAX(attempt.state <> 'open') AS has_finished, "
    "COALESCE(MAX(attempt.passed), 0) AS has_passed FROM attempt JOIN assignment ON assignment.id = attempt.assignment_id "
    "WHERE attempt.person_id = :id GROUP BY assignment.id ORDER BY assignment.opens_on DESC, assignment.id"
)


@dataclass(frozen=True)
class MembershipLine:
    valid_from: str
    valid_to: str | None
    employment: Employment
    agency_id: str
    agency_name: str


@dataclass(frozen=True)
class PostLine:
    id: str
    kind: PostKind
    title: str
    valid_from: str
    valid_to: str | None
    agency_name: str


@dataclass(frozen=True)
class NumberLine:
    """``valid_to`` is None for the present one."""

    kind: NumberKind
    number: str = field(repr=False)
    valid_to: str | None


@dataclass(frozen=True)
class AccountLine:
    has_password: bool
    disabled_at: str | None
    has_second_factor: bool
    session_count: int
    code_until: str | None
    """Until when an unused one-time code opens the account."""


@dataclass(frozen=True)
class AttemptLine:
    """Of one assignment: how often tried, whether ever finished, whether ever passed. Never a score."""

    title: str
    attempts: int
    has_finished: bool
    has_passed: bool


def find_name(connection: Connection, person_id: str) -> tuple[str, str | None] | None:
    """(name, e-mail address), or None when there is nobody of that id."""
    row = one(connection, _PERSON, id=person_id)
    return (row["name"], row["email"]) if row else None


def memberships_of(connection: Connection, person_id: str) -> tuple[MembershipLine, ...]:
    """The latest first."""
    return tuple(MembershipLine(**dict(row)) for row in rows(connection, _MEMBERSHIPS, id=person_id))


def posts_of(connection: Connection, person_id: str) -> tuple[PostLine, ...]:
    """Those held now first."""
    return tuple(PostLine(**dict(row)) for row in rows(connection, _POSTS, id=person_id))


def roles_of(connection: Connection, person_id: str) -> tuple[Role, ...]:
    return tuple(row["role"] for row in rows(connection, _ROLES, id=person_id))


def numbers_of(connection: Connection, person_id: str) -> tuple[NumberLine, ...]:
    """The present one first."""
    return tuple(NumberLine(**dict(row)) for row in rows(connection, _NUMBERS, id=person_id))


def account_of(connection: Connection, person_id: str, now: str) -> AccountLine:
    row = one(connection, _ACCOUNT, id=person_id, now=now)
    return AccountLine(
        bool(row["has_password"]), row["disabled_at"], bool(row["has_second_factor"]), row["session_count"], row["code_until"]
    )  # fmt: skip


def attempts_of(connection: Connection, person_id: str) -> tuple[AttemptLine, ...]:
    found = rows(connection, _ATTEMPTS, id=person_id)
    return tuple(AttemptLine(r["title"], r["attempts"], bool(r["has_finished"]), bool(r["has_passed"])) for r in found)
