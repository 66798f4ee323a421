"""Flags as tasks of the authors: who looks into which, what was decided and why. Every deed is appended, none is changed.

A task is one kind of flag on one version of an item in one quiz. A decision holds for that version only, and no longer than
its evidence: found something new, or clearly worse than what was decided about, the task opens by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from actions.authoring.item_review import QuizReview, ReviewedVersion
from actions.courseware import Courseware
from analytics.items.evidence import frozen_evidence, is_clearly_worse
from analytics.items.flags import KINDS, Flag, Kind
from people.access import require
from people.errors import NetralError
from people.models import Viewer
from store.assigning.assignment_rules import Author
from store.auditing import audit as audit_store
from store.auditing.audit import AuditEntry, as_json
from store.authoring import item_reviews as review_store
from store.authoring.item_reviews import Deed, ReviewRow, ReviewSubject
from store.clock import from_text, to_text
from store.database import Database
from store.ids import new_id

MAX_NOTE = 300
Status = Literal["open", "taken", "kept", "mended"]


class ReviewRefused(NetralError):
    """A deed about a flag that would be wrong; nothing was written."""

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.what_to_do = what_to_do


@dataclass(frozen=True)
class Decided:
    """What somebody did about a task; ``by``: a name."""

    deed: Deed
    by: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Task:
    """``flags``: all of one kind. ``newest``: the deed that holds, ``seq`` its number; ``before``: the newest about an earlier
    version of the item. ``is_worse``: it was decided, and the evidence has opened it again.
    """

    quiz_id: str
    version: ReviewedVersion
    kind: Kind
    flags: tuple[Flag, ...]
    seq: int
    newest: Decided | None
    before: Decided | None
    is_worse: bool

    @property
    def status(self) -> Status:
        if self.newest is None or self.newest.deed == "reopened" or self.is_worse:
            return "open"
        return self.newest.deed

    @property
    def is_decided(self) -> bool:
        return self.status in ("kept", "mended")

    @property
    def subject(self) -> ReviewSubject:
        return ReviewSubject(self.quiz_id, self.version.item.id, self.flags[0].version, self.kind)


@dataclass(frozen=True)
class OpenTasks:
    """What waits in one quiz. ``wrong_keys``: items whose key is most probably wrong."""

    quiz_id: str
    title: str
    waiting: int
    wrong_keys: tuple[str, ...]


def open_tasks(database: Database, viewer: Viewer, review: QuizReview) -> OpenTasks:
    """The flags of ``review`` that nobody has decided about yet. Raises NotAllowed."""
    waiting = [task for task in review_tasks(database, viewer, review) if not task.is_decided]
    wrong = tuple(task.version.item.id for task in waiting if task.kind == "wrong_key")
    return OpenTasks(review.quiz_id, review.title, len(waiting), wrong)


def review_tasks(database: Database, viewer: Viewer, review: QuizReview) -> tuple[Task, ...]:
    """The flags of ``review`` with what was decided, the most urgent first. Raises NotAllowed."""
    require(viewer, "read_item_statistics")
    with database.read() as connection:
        rows = review_store.reviews_of(connection, review.quiz_id)
    found = [_task(review.quiz_id, version, kind, rows) for version in review.items for kind in _kinds(version.flags)]
    urgency = list(KINDS)
    return tuple(sorted(found, key=lambda task: (urgency.index(task.kind), task.version.item.id)))


def take(database: Database, courseware: Courseware, viewer: Viewer, task: Task, note: str, now: datetime) -> None:
    """The viewer looks into it. Raises NotAllowed, ReviewRefused."""
    _add(database, courseware, viewer, task, ("taken", "item.take"), note, now)


def keep(database: Database, courseware: Courseware, viewer: Viewer, task: Task, note: str, now: datetime) -> None:
    """The item stays as it is; ``note`` says why. Raises NotAllowed, ReviewRefused."""
    if not note.strip():
        raise ReviewRefused("Alasan membiarkan soal ini belum ditulis.", "Tulis alasannya, lalu simpan lagi.")
    _add(database, courseware, viewer, task, ("kept", "item.keep"), note, now)


def mend(database: Database, courseware: Courseware, viewer: Viewer, task: Task, note: str, now: datetime) -> None:
    """It was changed or withdrawn; the files will show it. Raises NotAllowed, ReviewRefused."""
    _add(database, courseware, viewer, task, ("mended", "item.mend"), note, now)


def reopen(database: Database, courseware: Courseware, viewer: Viewer, task: Task, note: str, now: datetime) -> None:
    """What was decided, or taken, is open again. Raises NotAllowed, ReviewRefused."""
    _add(database, courseware, viewer, task, ("reopened", "item.reopen"), note, now)


def _add(
    database: Database, courseware: Courseware, viewer: Viewer, task: Task, what: tuple[Deed, str], note: str, now: datetime
) -> None:  # fmt: skip
    require(viewer, "review_items")
    subject, (deed, action), text = task.subject, what, " ".join(note.split())
    if len(text) > MAX_NOTE:
        raise ReviewRefused("Catatan terlalu panjang.", f"Tulis paling banyak {MAX_NOTE} huruf.")
    quiz = courseware.bank.quizzes.get(subject.quiz_id)
    if quiz is None or courseware.bank.fingerprints.get(subject.item_id) != subject.item_version:
        raise ReviewRefused("Soal atau kuis itu sudah berubah sejak halaman ini dibuka.", "Muat ulang halaman ini.")
    with database.write() as connection:
        newest = _newest(subject, review_store.reviews_of(connection, subject.quiz_id))
        if (newest.seq if newest else 0) != task.seq:
            raise ReviewRefused("Penyusun lain baru saja mencatat sesuatu tentang soal ini.", "Muat ulang halaman ini.")
        author = Author(viewer.person_id, to_text(now))
        review_store.add_review(connection, subject, task.seq + 1, deed, text, frozen_evidence(task.flags), author)
        after = as_json({"item": subject.item_id, "quiz": quiz.title, "flag": KINDS[task.kind], "reason": text})
        entry = AuditEntry(
            new_id(now), None, author.at, author.actor, action, "item", subject.item_id, None, after
        )  # fmt: skip
        audit_store.add_audit_entries(connection, [entry])


def _kinds(flags: Iterable[Flag]) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(flag.kind for flag in flags))


def _task(quiz_id: str, version: ReviewedVersion, kind: Kind, rows: list[ReviewRow]) -> Task:
    flags = tuple(flag for flag in version.flags if flag.kind == kind)
    subject = ReviewSubject(quiz_id, version.item.id, flags[0].version, kind)
    newest = _newest(subject, rows)
    others = [
        row for row in rows
        if (row.item_id, row.flag) == (subject.item_id, kind) and row.item_version != subject.item_version
    ]  # fmt: skip
    before = max(others, key=lambda row: row.decided_at, default=None)
    is_worse = newest is not None and newest.deed in ("kept", "mended") and is_clearly_worse(flags, newest.evidence)
    seq = newest.seq if newest else 0
    return Task(quiz_id, version, kind, flags, seq, _decided(newest), _decided(before), is_worse)


def _newest(subject: ReviewSubject, rows: list[ReviewRow]) -> ReviewRow | None:
    about = [row for row in rows if (row.item_version, row.flag) == (subject.item_version, subject.flag)]
    return about[-1] if about else None


def _decided(row: ReviewRow | None) -> Decided | None:
    return Decided(row.deed, row.name, from_text(row.decided_at), row.note) if row else None
