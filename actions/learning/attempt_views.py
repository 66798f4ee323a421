"""What a learner sees of an attempt, and why an answer may be refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from people.errors import NetralError
from quizzes.attempts import Attempt, Result
from quizzes.models import Item
from quizzes.responses import Response
from quizzes.shown import ShownAnswer, ShownItem
from quizzes.sureness import Saying


class TooLate(NetralError):
    def __init__(self) -> None:
        super().__init__("Waktu kuis sudah habis; jawaban ini tidak lagi diterima.")
        self.what_to_do = "Semua jawaban yang tersimpan sebelum batas waktu dinilai. Buka halaman hasil."


class AlreadyClosed(NetralError):
    def __init__(self) -> None:
        super().__init__("Kuis ini sudah dikumpulkan; jawabannya tidak dapat diubah.")
        self.what_to_do = "Buka halaman hasil untuk melihat nilai dan pembahasannya."


class StillOpen(NetralError):
    def __init__(self) -> None:
        super().__init__("Kuis ini belum dikumpulkan; hasilnya belum ada.")
        self.what_to_do = "Lanjutkan kuisnya, lalu kumpulkan."


class StrangeAnswer(NetralError):
    def __init__(self) -> None:
        super().__init__("Jawaban itu tidak sesuai dengan soalnya dan tidak disimpan.")
        self.what_to_do = "Muat ulang halaman, lalu pilih lagi."


class NotAsked(NetralError):
    def __init__(self) -> None:
        super().__init__("Kuis ini tidak menanyakan yakin atau ragu.")
        self.what_to_do = "Muat ulang halaman."


@dataclass(frozen=True)
class SaidSureness:
    """What the learner last said of an answer, and when; it is on disk."""

    is_sure: bool
    at: datetime


@dataclass(frozen=True)
class OpenItem:
    """One item as the learner sees it now. ``answer`` is what the store holds, in shown places."""

    shown: ShownItem
    answer: ShownAnswer | None
    is_complete: bool
    saved_at: datetime | None
    is_flagged: bool
    sureness: SaidSureness | None = None
    """None also where the quiz does not ask."""


@dataclass(frozen=True)
class Saved:
    """The acknowledgement of an answer: it is on disk."""

    at: datetime
    is_complete: bool


@dataclass(frozen=True)
class AttemptView:
    """Everything the quiz page needs, and nothing of the key."""

    attempt_id: str
    quiz_id: str
    title: str
    number: int
    is_open: bool
    deadline_at: datetime | None
    items: tuple[OpenItem, ...]
    asks_sureness: bool = False

    @property
    def answered_count(self) -> int:
        return sum(item.is_complete for item in self.items)

    def with_saved(self, position: int, answer: ShownAnswer | None, saved: Saved) -> AttemptView:
        """The same view after ``save_answer`` acknowledged this answer."""
        return self._with(position, answer=answer, is_complete=saved.is_complete, saved_at=saved.at)

    def with_sureness(self, position: int, said: SaidSureness | None) -> AttemptView:
        """The same view after ``say_sureness`` acknowledged it."""
        return self._with(position, sureness=said)

    def _with(self, position: int, **changes: object) -> AttemptView:
        item = replace(self.items[position], **changes)  # type: ignore[arg-type]
        return replace(self, items=(*self.items[:position], item, *self.items[position + 1 :]))


@dataclass(frozen=True)
class ReviewedItem:
    """One item after closing: now the key and the feedback may be seen. ``position`` counts from 0."""

    position: int
    item: Item
    shown: ShownItem
    response: Response | None
    answer: ShownAnswer | None
    mark: float
    is_sure: bool | None = None
    """What the learner said of the answer: sure, in doubt, or nothing."""


@dataclass(frozen=True)
class ResultView:
    """``held_back``: positions whose item the learner is answering in another attempt now; ``items`` are the others."""

    attempt: Attempt
    result: Result
    items: tuple[ReviewedItem, ...]
    held_back: tuple[int, ...] = ()


def said_sureness(attempt: Attempt, saying: Saying) -> SaidSureness | None:
    """None for what was taken back."""
    if saying.is_sure is None:
        return None
    return SaidSureness(saying.is_sure, attempt.started_at + timedelta(seconds=saying.after_seconds))
