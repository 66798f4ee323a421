"""Taking a quiz: start, answer, flag, submit, and look at the result. Each is one transaction."""

from __future__ import annotations

from datetime import datetime

from actions.courseware import Courseware
from actions.learning.attempt_views import (
    AlreadyClosed,
    AttemptView,
    OpenItem,
    ResultView,
    ReviewedItem,
    Saved,
    StillOpen,
    StrangeAnswer,
    TooLate,
    said_sureness,
)
from actions.learning.closing import close, close_if_overdue
from actions.learning.starting import Start, start_of
from actions.learning.under_way import items_of, items_under_way
from actions.summaries.rollups import rows_of_start
from people.access import require
from people.errors import NetralError, NotFound
from people.models import Viewer
from quizzes import attempts
from quizzes.attempts import Attempt, AttemptClosed, AttemptOverdue, NoSuchPosition
from quizzes.draw import draw_paper, form_for
from quizzes.models import Item, Quiz
from quizzes.responses import InvalidResponse, encode_response, is_complete
from quizzes.shown import ShownAnswer, response_from_shown, show, shown_from_response
from quizzes.sureness import Saying
from store.clock import from_text, to_text
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning.attempts import AttemptRecord, AttemptSummary, SavedResponse
from store.learning.refreshers import add_refreshed
from store.learning.sureness import latest_sayings, said_of
from store.summaries import rollups as rollup_store


def start_attempt(
    database: Database,
    courseware: Courseware,
    viewer: Viewer,
    quiz_id: str,
    now: datetime,
    *,
    attempt_id: str,
    seed: int,
) -> str:
    """The id of the open attempt: the one already open (also after the window has closed), or a new one.

    Raises NotFound, NotOpenYet, WindowClosed, NoAttemptsLeft, NotDueYet, NotAllowed.
    """
    require(viewer, "take_quiz")
    quiz = courseware.bank.quizzes.get(quiz_id)
    if quiz is None:
        raise NotFound("Kuis")
    with database.write() as connection:
        mine = attempt_store.attempts_of(connection, viewer.person_id)
        earlier = [a for a in mine if a.quiz_id == quiz_id]
        for summary in earlier:
            if summary.state == "open" and not close_if_overdue(connection, summary.id, now):
                return summary.id
        refusal = None
        try:
            start = start_of(connection, courseware, viewer, quiz, len(earlier), now, attempt_id)
        except NetralError as refused:
            refusal = refused
        else:
            avoid = start.seen | items_of(connection, earlier) | items_under_way(connection, mine)
            _begin(connection, courseware, viewer, quiz, start, len(earlier) + 1, avoid, now, attempt_id, seed)
    if refusal is not None:
        raise refusal  # only now: the closing of an overdue attempt stays
    return attempt_id


def view_attempt(database: Database, viewer: Viewer, attempt_id: str, now: datetime) -> AttemptView:
    """The attempt as stored; an overdue one is closed first. Raises NotFound."""
    with database.read() as connection:
        stored_now = _stored(connection, viewer, attempt_id)
    if stored_now[0].is_overdue(now):
        with database.write() as connection:
            close_if_overdue(connection, attempt_id, now)
        with database.read() as connection:
            stored_now = _stored(connection, viewer, attempt_id)
    attempt, saved, flagged, items, said = stored_now
    views = []
    for position, (item, drawn) in enumerate(zip(items, attempt.paper, strict=True)):
        stored = saved.get(position)
        response = attempt_store.decode_response(item, stored.value) if stored else None
        views.append(
            OpenItem(
                shown=show(item, drawn),
                answer=shown_from_response(item, drawn, response),
                is_complete=is_complete(item, response),
                saved_at=from_text(stored.answered_at) if stored else None,
                is_flagged=position in flagged,
                sureness=said_sureness(attempt, said[position]) if position in said else None,
            )
        )
    quiz = attempt.quiz
    return AttemptView(
        attempt.id, quiz.id, quiz.title, attempt.number, attempt.is_open, attempt.deadline_at, tuple(views),
        quiz.asks_sureness,
    )  # fmt: skip


def save_answer(
    database: Database, viewer: Viewer, attempt_id: str, position: int, answer: ShownAnswer | None, now: datetime
) -> Saved:
    """Append one answer; what is returned is the acknowledgement, given only after the answer is on disk.

    Raises TooLate, AlreadyClosed, StrangeAnswer, NotFound, StorageError. The same answer again is not written twice.
    """
    with database.write() as connection:
        attempt = own_attempt(connection, viewer, attempt_id).attempt
        try:
            attempts.check_can_answer(attempt, position, now)
            drawn = attempt.paper[position]
            item = attempt_store.get_item_version(connection, drawn.fingerprint)
            response = response_from_shown(item, drawn, answer)
        except AttemptOverdue:
            raise TooLate() from None
        except AttemptClosed:
            raise AlreadyClosed() from None
        except (NoSuchPosition, InvalidResponse):
            raise StrangeAnswer() from None
        value = encode_response(response)
        stored = attempt_store.latest_responses(connection, attempt_id).get(position)
        if stored is not None and stored.value == value:
            return Saved(from_text(stored.answered_at), is_complete(item, response))
        attempt_store.add_response(connection, attempt_id, position, value, to_text(now))
    return Saved(from_text(to_text(now)), is_complete(item, response))


def set_flag(database: Database, viewer: Viewer, attempt_id: str, position: int, flagged: bool) -> None:
    """Mark an item for another look (or unmark it). Raises AlreadyClosed, NotFound."""
    with database.write() as connection:
        attempt = own_attempt(connection, viewer, attempt_id).attempt
        if not attempt.is_open:
            raise AlreadyClosed()
        if not 0 <= position < len(attempt.paper):
            raise StrangeAnswer()
        attempt_store.set_flag(connection, attempt_id, position, flagged)


def submit(database: Database, viewer: Viewer, attempt_id: str, now: datetime) -> None:
    """Close the attempt and count it. Doing it twice changes nothing. Raises NotFound."""
    with database.write() as connection:
        record = own_attempt(connection, viewer, attempt_id)
        if record.attempt.is_open:
            close(connection, record, now)


def view_result(database: Database, viewer: Viewer, attempt_id: str) -> ResultView:
    """The marked attempt with its keys, but for items that stand in another open attempt. Raises NotFound, StillOpen."""
    with database.read() as connection:
        record = own_attempt(connection, viewer, attempt_id)
        if record.attempt.is_open:
            raise StillOpen()
        items = attempt_store.items_of(connection, record.attempt.paper)
        responses = attempt_store.decoded_responses(connection, attempt_id, items)
        said = said_of(connection, attempt_id) if record.attempt.quiz.asks_sureness else {}
        held_back = items_under_way(connection, attempt_store.attempts_of(connection, viewer.person_id))
    result = attempts.grade(record.attempt.quiz, items, responses)
    reviewed = tuple(
        ReviewedItem(
            position=position,
            item=item,
            shown=show(item, drawn),
            response=responses.get(position),
            answer=shown_from_response(item, drawn, responses.get(position)),
            mark=result.marks[position].fraction,
            is_sure=said.get(position),
        )
        for position, (item, drawn) in enumerate(zip(items, record.attempt.paper, strict=True))
        if item.id not in held_back
    )
    held = tuple(position for position, item in enumerate(items) if item.id in held_back)
    return ResultView(record.attempt, result, reviewed, held)


def history(database: Database, viewer: Viewer) -> dict[str, list[AttemptSummary]]:
    """Quiz id -> the viewer's attempts, first to last. Raises NotAllowed."""
    require(viewer, "take_quiz")
    by_quiz: dict[str, list[AttemptSummary]] = {}
    with database.read() as connection:
        for summary in attempt_store.attempts_of(connection, viewer.person_id):
            by_quiz.setdefault(summary.quiz_id, []).append(summary)
    return by_quiz


def _begin(
    connection: Connection,
    courseware: Courseware,
    viewer: Viewer,
    quiz: Quiz,
    start: Start,
    number: int,
    avoid: frozenset[str],
    now: datetime,
    attempt_id: str,
    seed: int,
) -> None:
    bank = courseware.bank
    form = form_for(quiz, viewer.person_id)
    paper = draw_paper(quiz.blueprint, bank.items, bank.fingerprints, seed, avoid=avoid, form=form)
    attempt = attempts.begin(attempt_id, viewer.person_id, quiz, number, paper, now, start.extra_minutes)
    versions = [(drawn.fingerprint, bank.items[drawn.item_id]) for drawn in paper]
    quiz_version = attempt_store.keep_versions(connection, quiz, versions)
    attempt_store.add_attempt(
        connection, attempt, quiz_version, start.assignment_id, viewer.agency_id, viewer.employment
    )
    if start.refreshed is not None:
        add_refreshed(connection, start.refreshed)
    record = AttemptRecord(attempt, start.assignment_id, viewer.agency_id, viewer.employment, None, None, None)
    rollup_store.add_to_rollups(connection, rows_of_start(record))


def _stored(
    connection: Connection, viewer: Viewer, attempt_id: str
) -> tuple[Attempt, dict[int, SavedResponse], frozenset[int], list[Item], dict[int, Saying]]:
    """Everything the quiz page is made of, in one snapshot: it is read twice per answer, so one trip must do."""
    attempt = own_attempt(connection, viewer, attempt_id).attempt
    return (
        attempt,
        attempt_store.latest_responses(connection, attempt_id),
        attempt_store.flags(connection, attempt_id),
        attempt_store.items_of(connection, attempt.paper),
        latest_sayings(connection, attempt_id) if attempt.quiz.asks_sureness else {},
    )


def own_attempt(connection: Connection, viewer: Viewer, attempt_id: str) -> AttemptRecord:
    """Raises NotAllowed, and NotFound also for anybody else's attempt."""
    require(viewer, "take_quiz")
    record = attempt_store.find_attempt(connection, attempt_id)
    if record is None or record.attempt.person_id != viewer.person_id:
        raise NotFound("Kuis itu")
    return record
