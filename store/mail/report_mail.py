"""Statements about reports by mail: wishes, rounds, and the report that goes with a message."""

from __future__ import annotations

from dataclasses import dataclass, field

from people.mail.report_schedule import Rhythm, Wish
from store.database import Connection, one, rows

_WISH = "SELECT rhythm, form FROM report_mail WHERE person_id = :person_id AND assignment_id = :assignment_id"
_ADD = (
    "INSERT INTO report_mail (person_id, assignment_id, rhythm, form, set_by, set_at) "
    "VALUES (:person_id, :assignment_id, :rhythm, :form, :by, :at) ON CONFLICT (person_id, assignment_id) DO UPDATE SET "
    "rhythm = :rhythm, form = :form, set_by = :by, set_at = :at"
)
_REMOVE = "DELETE FROM report_mail WHERE person_id = :person_id AND assignment_id = :assignment_id"
_ALL = (
    "SELECT report_mail.person_id, person.name, assignment_id, rhythm, form, set_at, "
    "COALESCE((SELECT MAX(day) FROM report_mail_round AS made WHERE made.person_id = report_mail.person_id "
    "AND made.assignment_id = report_mail.assignment_id), '') AS last_day FROM report_mail "
    "JOIN person ON person.id = report_mail.person_id ORDER BY person.name, report_mail.person_id, assignment_id"
)
_ADD_ROUND = (
    "INSERT INTO report_mail_round (person_id, assignment_id, day, made_at) "
    "VALUES (:person_id, :assignment_id, :day, :at) ON CONFLICT (person_id, assignment_id, day) DO NOTHING"
)
_ADD_REPORT = (
    "INSERT INTO outbox_report (outbox_id, assignment_id, agency_id, form) "
    "VALUES (:outbox_id, :assignment_id, :agency_id, :form)"
)
_REPORT = "SELECT assignment_id, agency_id, form FROM outbox_report WHERE outbox_id = :outbox_id"
_SUPERVISORS = (
    "SELECT person.id, person.name, agency.name AS agency_name FROM role_grant JOIN person ON person.id = role_grant.person_id "
    "JOIN membership ON membership.person_id = person.id AND membership.valid_to IS NULL "
    "JOIN agency ON agency.id = membership.agency_id "
    "WHERE role_grant.role = 'supervisor' AND person.email <> '' ORDER BY person.name, person.id"
)


@dataclass(frozen=True)
class WishRow:
    """``set_at``: when it was asked for; ``last_day``: the last day a report was made for, empty before the first."""

    person_id: str
    name: str = field(repr=False)
    assignment_id: str
    rhythm: Rhythm
    form: str
    set_at: str
    last_day: str


@dataclass(frozen=True)
class SupervisorRow:
    id: str
    name: str = field(repr=False)
    agency_name: str


@dataclass(frozen=True)
class Attached:
    """Which report a message carries; the report itself is made when the message leaves."""

    assignment_id: str
    agency_id: str
    form: str


def find_wish(connection: Connection, person_id: str, assignment_id: str) -> Wish | None:
    row = one(connection, _WISH, person_id=person_id, assignment_id=assignment_id)
    return Wish(**dict(row)) if row else None


def set_wish(connection: Connection, person_id: str, assignment_id: str, wish: Wish | None, by: str, at: str) -> None:
    """None: no more reports."""
    about = {"person_id": person_id, "assignment_id": assignment_id}
    if wish is None:
        connection.execute(_REMOVE, about)
    else:
        connection.execute(_ADD, about | {"rhythm": wish.rhythm, "form": wish.form, "by": by, "at": at})


def all_wishes(connection: Connection) -> list[WishRow]:
    """By name."""
    return [WishRow(**dict(row)) for row in rows(connection, _ALL)]


def add_round(connection: Connection, person_id: str, assignment_id: str, day: str, at: str) -> bool:
    """Whether nobody had made that day's report for the person."""
    about = {"person_id": person_id, "assignment_id": assignment_id, "day": day, "at": at}
    return connection.execute(_ADD_ROUND, about).rowcount == 1


def attach_report(connection: Connection, outbox_id: str, report: Attached) -> None:
    connection.execute(_ADD_REPORT, {"outbox_id": outbox_id} | vars(report))


def find_attached(connection: Connection, outbox_id: str) -> Attached | None:
    row = one(connection, _REPORT, outbox_id=outbox_id)
    return Attached(**dict(row)) if row else None


def reachable_supervisors(connection: Connection) -> list[SupervisorRow]:
    """Everybody with that role, a place of work and an e-mail address, by name."""
    return [SupervisorRow(**dict(row)) for row in rows(connection, _SUPERVISORS)]
