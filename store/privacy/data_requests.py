"""Statements about what people ask concerning their own data, and about who is restricted."""

from __future__ import annotations

from dataclasses import dataclass, field

from people.privacy.personal_data import RequestKind, RequestState
from store.database import Connection, one, rows

_COLUMNS = (
    "request.id, request.person_id, person.name, request.kind, request.wish, request.asked_at, request.state, "
    "request.answer, request.closed_at"
)
_FROM = f"SELECT {_COLUMNS} FROM data_request AS request JOIN person ON person.id = request.person_id "
_ADD = (
    "INSERT INTO data_request (id, person_id, kind, wish, asked_at, state, answer) "
    "VALUES (:id, :person_id, :kind, :wish, :asked_at, 'open', '') ON CONFLICT (id) DO NOTHING"
)
_GET = _FROM + "WHERE request.id = :id"
_OF_PERSON = _FROM + "WHERE request.person_id = :person_id ORDER BY request.asked_at DESC, request.id"
_OPEN_OF_PERSON = "SELECT COUNT(*) AS n FROM data_request WHERE person_id = :person_id AND state = 'open'"
_IN_STATE = _FROM + "WHERE request.state = :state ORDER BY request.asked_at, request.id LIMIT :limit OFFSET :offset"
_CLOSED = (
    _FROM + "WHERE request.state <> 'open' ORDER BY request.closed_at DESC, request.id LIMIT :limit OFFSET :offset"
)
_COUNT = "SELECT COUNT(*) AS n FROM data_request WHERE (state = 'open') = :is_open"
_CLOSE = (
    "UPDATE data_request SET state = :state, answer = :answer, closed_at = :closed_at, closed_by = :closed_by "
    "WHERE id = :id AND state = 'open'"
)
_RESTRICT = (
    "INSERT INTO person_restriction (person_id, since, set_by) VALUES (:person_id, :since, :set_by) "
    "ON CONFLICT (person_id) DO NOTHING"
)
_LIFT = "DELETE FROM person_restriction WHERE person_id = :person_id"
_SINCE = "SELECT since FROM person_restriction WHERE person_id = :person_id"
_RESTRICTED = "SELECT person_id FROM person_restriction"


@dataclass(frozen=True)
class DataRequest:
    """``asked_at`` and ``closed_at`` as the database writes times."""

    id: str
    person_id: str
    name: str = field(repr=False)
    kind: RequestKind
    wish: str = field(repr=False)
    asked_at: str
    state: RequestState
    answer: str = field(repr=False)
    closed_at: str | None


def add_request(
    connection: Connection, request_id: str, person_id: str, kind: RequestKind, wish: str, asked_at: str
) -> None:
    """The id is made when the form opens: a second press changes nothing."""
    row = {"id": request_id, "person_id": person_id, "kind": kind, "wish": wish, "asked_at": asked_at}
    connection.execute(_ADD, row)


def find_request(connection: Connection, request_id: str) -> DataRequest | None:
    row = one(connection, _GET, id=request_id)
    return DataRequest(**dict(row)) if row else None


def requests_of(connection: Connection, person_id: str) -> list[DataRequest]:
    """The newest first."""
    return [DataRequest(**dict(row)) for row in rows(connection, _OF_PERSON, person_id=person_id)]


def count_open_of(connection: Connection, person_id: str) -> int:
    return one(connection, _OPEN_OF_PERSON, person_id=person_id)["n"]


def open_requests(connection: Connection, limit: int, offset: int) -> list[DataRequest]:
    """The oldest first: its term ends first."""
    found = rows(connection, _IN_STATE, state="open", limit=limit, offset=offset)
    return [DataRequest(**dict(row)) for row in found]


def closed_requests(connection: Connection, limit: int, offset: int) -> list[DataRequest]:
    """The latest answered first."""
    return [DataRequest(**dict(row)) for row in rows(connection, _CLOSED, limit=limit, offset=offset)]


def count_requests(connection: Connection, *, is_open: bool) -> int:
    return one(connection, _COUNT, is_open=int(is_open))["n"]


def close_request(
    connection: Connection, request_id: str, state: RequestState, answer: str, closed_at: str, closed_by: str
) -> bool:
    """False when it was closed before; the first answer stands."""
    row = {"id": request_id, "state": state, "answer": answer, "closed_at": closed_at, "closed_by": closed_by}
    return connection.execute(_CLOSE, row).rowcount == 1


def restrict(connection: Connection, person_id: str, since: str, set_by: str) -> bool:
    """False when it was so before."""
    row = {"person_id": person_id, "since": since, "set_by": set_by}
    return connection.execute(_RESTRICT, row).rowcount == 1


def lift_restriction(connection: Connection, person_id: str) -> bool:
    """False when there was none."""
    return connection.execute(_LIFT, {"person_id": person_id}).rowcount == 1


def restricted_since(connection: Connection, person_id: str) -> str | None:
    row = one(connection, _SINCE, person_id=person_id)
    return row["since"] if row else None


def restricted_people(connection: Connection) -> frozenset[str]:
    """Whose data are kept but not used: no list by name, no digest, no letter."""
    return frozenset(row["person_id"] for row in rows(connection, _RESTRICTED))
