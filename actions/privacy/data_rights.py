"""What people may ask about their own data, and how an administrator answers: restrict, lift, refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from actions.deeds import deed
from people.access import Operator, require
from people.errors import DemoKeepsNoRequests, IdentityGone, NetralError, NotFound
from people.mail.mail_texts import line_of_name
from people.models import Viewer
from people.privacy.personal_data import RequestKind, RequestState
from store.clock import from_text, to_text
from store.database import Connection, Database
from store.mail import outbox
from store.privacy import data_requests as request_store
from store.privacy import erasure as erasure_store
from store.privacy import own_data as own_store
from store.privacy.data_requests import DataRequest

MAX_WISH, MAX_ANSWER, MAX_OPEN = 1_000, 1_000, 5
PAGE_LENGTH = 20
_ANSWERED: dict[RequestState, str] = {"done": "data-request.done", "refused": "data-request.refused"}


class WordsRefused(NetralError):
    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"{what} kosong atau terlalu panjang.")
        self.what_to_do = f"Tulis 1 sampai {limit} huruf."


class TooManyRequests(NetralError):
    def __init__(self) -> None:
        super().__init__(f"Anda sudah punya {MAX_OPEN} permohonan yang belum dijawab.")
        self.what_to_do = "Tunggu jawaban admin atas permohonan itu."


class AlreadyAnswered(NetralError):
    def __init__(self) -> None:
        super().__init__("Permohonan itu sudah dijawab.")
        self.what_to_do = "Muat ulang daftar permohonan."


@dataclass(frozen=True)
class Requests:
    """One page of requests, and how many there are in all."""

    found: tuple[DataRequest, ...]
    count: int

    @property
    def page_count(self) -> int:
        return max(1, -(-self.count // PAGE_LENGTH))


@dataclass(frozen=True, repr=False)
class PersonFile:
    """Somebody as the page of personal data shows them."""

    person_id: str
    name: str
    email: str | None
    agency_name: str | None
    restricted_since: datetime | None
    is_erased: bool
    requests: tuple[DataRequest, ...]


def ask(database: Database, viewer: Viewer, kind: RequestKind, wish: str, now: datetime, *, request_id: str) -> None:
    """Store a request; ``request_id`` was made when the form opened. Raises NotAllowed, WordsRefused,
    TooManyRequests, and DemoKeepsNoRequests for a made-up person."""
    require(viewer, "manage_own_data")
    if viewer.is_demo:
        raise DemoKeepsNoRequests()
    words = _words("Isi permohonan", wish, MAX_WISH)
    with database.write() as connection:
        if request_store.find_request(connection, request_id) is not None:
            return
        if request_store.count_open_of(connection, viewer.person_id) >= MAX_OPEN:
            raise TooManyRequests()
        request_store.add_request(connection, request_id, viewer.person_id, kind, words, to_text(now))


def my_requests(database: Database, viewer: Viewer) -> tuple[DataRequest, ...]:
    """The newest first. Raises NotAllowed."""
    require(viewer, "manage_own_data")
    with database.read() as connection:
        return tuple(request_store.requests_of(connection, viewer.person_id))


def list_requests(database: Database, operator: Operator, page: int = 1, *, is_open: bool = True) -> Requests:
    """Open ones with the nearest term first, answered ones with the latest answer first; ``page`` counts from 1."""
    offset = (max(1, page) - 1) * PAGE_LENGTH
    with database.read() as connection:
        find: Callable[..., list[DataRequest]] = (
            request_store.open_requests if is_open else request_store.closed_requests
        )
        found = find(connection, PAGE_LENGTH, offset)
        return Requests(tuple(found), request_store.count_requests(connection, is_open=is_open))


def find_file(database: Database, operator: Operator, person_id: str) -> PersonFile:
    """Raises NotFound."""
    with database.read() as connection:
        known = own_store.find_known_person(connection, person_id)
        if known is None:
            raise _unknown()
        since = request_store.restricted_since(connection, person_id)
        return PersonFile(
            person_id, known.name, known.email, known.agency_name, from_text(since) if since else None,
            erasure_store.is_erased(connection, person_id), tuple(request_store.requests_of(connection, person_id)),
        )  # fmt: skip


def answer(
    database: Database, operator: Operator, request_id: str, state: RequestState, words: str, now: datetime
) -> None:
    """``done`` or ``refused``, with what the person is told. Raises NotFound, WordsRefused, AlreadyAnswered."""
    told = _words("Jawaban", words, MAX_ANSWER)
    with deed(database, operator, now) as doing:
        request = request_store.find_request(doing.connection, request_id)
        if request is None:
            raise NotFound("Permohonan itu", "Pilih dari daftar permohonan.")
        if not request_store.close_request(doing.connection, request_id, state, told, to_text(now), operator.actor):
            raise AlreadyAnswered()
        doing.note(_ANSWERED[state], "person", request.person_id, None, {"request": request_id})


def restrict(database: Database, operator: Operator, person_id: str, now: datetime) -> None:
    """Keep the person's data but stop using them by name, also in letters that wait. Raises NotFound, IdentityGone."""
    with deed(database, operator, now) as doing:
        known = _present(doing.connection, person_id)
        if request_store.restrict(doing.connection, person_id, to_text(now), operator.actor):
            line = line_of_name(known.name)
            outbox.cancel_naming(doing.connection, person_id, line, to_text(now), operator.actor)
            doing.note("person.restrict", "person", person_id, None, None)


def lift_restriction(database: Database, operator: Operator, person_id: str, now: datetime) -> None:
    """Use the person's data again. Raises NotFound, IdentityGone."""
    with deed(database, operator, now) as doing:
        _present(doing.connection, person_id)
        if request_store.lift_restriction(doing.connection, person_id):
            doing.note("person.lift-restriction", "person", person_id, None, None)


def _present(connection: Connection, person_id: str) -> own_store.KnownPerson:
    known = own_store.find_known_person(connection, person_id)
    if known is None:
        raise _unknown()
    if erasure_store.is_erased(connection, person_id):
        raise IdentityGone()
    return known


def _unknown() -> NotFound:
    return NotFound("Orang itu", "Cari lagi dan pilih dari daftar.")


def _words(what: str, words: str, limit: int) -> str:
    plain = words.strip()
    if not 1 <= len(plain) <= limit:
        raise WordsRefused(what, limit)
    return plain
