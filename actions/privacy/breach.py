"""The scope of a breach: whose data of which kinds were within reach, for the notices that are due in 3 x 24 hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from people.access import Operator
from people.errors import NetralError, NotFound
from people.privacy.breach import (
    LISTED,
    SEEN_BY_ADMINISTRATOR,
    SEEN_BY_SUPERVISOR,
    BreachQuestion,
    BreachScope,
    Reached,
)
from people.privacy.personal_data import GROUPS, GroupId
from store.auditing.audit import AuditEntry, add_audit_entries, as_json
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id
from store.privacy import breach as breach_store
from store.privacy import erasure as erasure_store
from store.registry import agencies as agency_store
from store.registry import registry as registry_store
from store.registry import supervision as supervision_store
from store.registry.people import find_person
from store.signing_in.accounts import roles_of

Within = dict[str, frozenset[GroupId]]
"""Person -> kinds of their data that could be seen, whether the site keeps any or not."""
_ALL: frozenset[GroupId] = frozenset(GROUPS)


class SpanUpsideDown(NetralError):
    def __init__(self) -> None:
        super().__init__("Rentang waktunya terbalik: akhirnya mendahului awalnya.")
        self.what_to_do = "Perbaiki salah satu waktunya."


def agency_id_of(database: Database, operator: Operator, code: str) -> str:
    """Raises NotFound."""
    with database.read() as connection:
        agency_id = registry_store.find_id_of_code(connection, code)
    if agency_id is None:
        raise NotFound(f"Unit dengan kode '{code}'", "Periksa kode unitnya.")
    return agency_id


def breach_scope(database: Database, operator: Operator, question: BreachQuestion, now: datetime) -> BreachScope:
    """Worked out from what is kept today. That it was asked is written in the audit trail. Raises SpanUpsideDown, NotFound."""
    if question.until < question.since:
        raise SpanUpsideDown()
    since_day, until_day = question.since.date().isoformat(), question.until.date().isoformat()
    with database.read() as connection:  # seconds for a whole province: nobody's answer waits for it
        within = _within(connection, question, since_day, until_day)
        kept = breach_store.groups_of_everybody(connection)
        people = [
            Reached(one.id, one.name, one.number, one.email, one.agency, groups)
            for one in breach_store.known_by(connection, until_day)
            if (groups := _groups(one.id, within, kept))
        ]
        erased = _erased(connection, question, now)
    with database.write() as connection:
        facts: dict[str, object] = {"exposure": question.exposure, "people": len(people)}
        add_audit_entries(connection, [_entry(operator, now, facts)])
    return BreachScope(question, tuple(people), erased)


def _groups(person_id: str, within: Within | None, kept: dict[GroupId, set[str]]) -> frozenset[GroupId]:
    """The kinds in reach of which the site keeps something; ``within`` None: everything of everybody."""
    in_reach = _ALL if within is None else within.get(person_id, frozenset())
    return frozenset(group for group in in_reach if person_id in kept.get(group, ()))


def _within(connection: Connection, question: BreachQuestion, since_day: str, until_day: str) -> Within | None:
    if question.exposure in ("database", "backup"):
        return None
    if question.exposure == "list":
        agency = agency_store.find_agency(connection, question.agency_id or "")
        if agency is None:
            raise NotFound("Unit itu", "Periksa unitnya.")
        found = breach_store.belonged_between(connection, agency.path, since_day, until_day)
        return dict.fromkeys(found, LISTED)
    person_id = question.person_id or ""
    if erasure_store.find_identity(connection, person_id) is None:
        raise NotFound("Orang itu", "Cari lagi dan pilih dari daftar.")
    within: Within = {}
    if question.exposure == "account":
        within = _seen_by(connection, person_id, since_day, until_day)
    return within | {person_id: _ALL}


def _seen_by(connection: Connection, person_id: str, since_day: str, until_day: str) -> Within:
    """What somebody's roles of today let them see of others."""
    roles, home = roles_of(connection, person_id), find_person(connection, person_id)
    if "administrator" in roles:
        return {one.id: SEEN_BY_ADMINISTRATOR for one in breach_store.known_by(connection, until_day)}
    if "supervisor" not in roles or home is None:
        return {}
    found: set[str] = set()
    for path in _supervised_paths(connection, person_id, home.agency_id, since_day, until_day):
        found |= breach_store.belonged_between(connection, path, since_day, until_day)
    return dict.fromkeys(found, SEEN_BY_SUPERVISOR)


def _supervised_paths(
    connection: Connection, person_id: str, home_id: str, since_day: str, until_day: str
) -> Iterator[str]:
    """The subtrees given to the supervisor on any day of the span; their own agency's while nothing had been given yet."""
    ids = {
        row.agency_id
        for row in supervision_store.supervision_rows(connection, person_id)
        if row.valid_from <= until_day and not row.is_over(since_day)
    }
    if not supervision_store.has_begun(connection, person_id, since_day):
        ids.add(home_id)
    for agency_id in sorted(ids):
        agency = agency_store.find_agency(connection, agency_id)
        if agency is not None:
            yield agency.path


def _erased(connection: Connection, question: BreachQuestion, now: datetime) -> int:
    """Only a whole database can have held identities that are gone today."""
    if question.exposure not in ("database", "backup"):
        return 0
    return erasure_store.count_erased_between(connection, to_text(question.since), to_text(now))


def _entry(operator: Operator, now: datetime, facts: dict[str, object]) -> AuditEntry:
    entry_id = new_id(now)
    return AuditEntry(
        entry_id, None, to_text(now), operator.actor, "breach.report", "site", entry_id, None, as_json(facts)
    )  # fmt: skip
