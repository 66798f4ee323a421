"""The life of an attempt as a pure state machine: open -> submitted, or open -> expired. The clock comes in as ``now``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from content.words import INDICATORS
from quizzes.draw import Paper
from quizzes.marking import Mark, mark
from quizzes.models import CriticalTopic, Item, Quiz
from quizzes.responses import Response

AttemptState = Literal["open", "submitted", "expired"]
GRACE = timedelta(seconds=10)
"""An answer that left the learner's phone in time may arrive this much later."""


class AttemptRefused(Exception):
    """The attempt cannot do what was asked."""


class AttemptClosed(AttemptRefused):
    def __init__(self, state: AttemptState) -> None:
        super().__init__(f"attempt is {state}")
        self.state = state


class AttemptOverdue(AttemptRefused):
    def __init__(self, deadline: datetime) -> None:
        super().__init__(f"deadline was {deadline.isoformat()}")
        self.deadline = deadline


class NoSuchPosition(AttemptRefused):
    pass


@dataclass(frozen=True)
class Attempt:
    """One sitting. Paper, pass mark and critical topics are those of the moment it began."""

    id: str
    person_id: str
    quiz: Quiz
    """The quiz as it was when the attempt began."""
    number: int
    paper: Paper
    started_at: datetime
    deadline_at: datetime | None
    state: AttemptState = "open"
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    def is_overdue(self, now: datetime) -> bool:
        return self.is_open and self.deadline_at is not None and now > self.deadline_at + GRACE


@dataclass(frozen=True)
class TopicResult:
    """Mean mark on one topic; ``fraction`` is 0..1."""

    title: str
    fraction: float
    item_count: int
    pass_mark: float | None = None

    @property
    def passed(self) -> bool:
        return self.pass_mark is None or self.fraction >= self.pass_mark - 1e-9


@dataclass(frozen=True)
class Result:
    """What the attempt earned. Passing takes the overall mark AND every critical topic."""

    score: float
    passed: bool
    marks: tuple[Mark, ...]
    indicators: Mapping[str, TopicResult]
    critical_topics: tuple[TopicResult, ...]


def begin(
    attempt_id: str, person_id: str, quiz: Quiz, number: int, paper: Paper, now: datetime, extra_minutes: int = 0
) -> Attempt:
    """``extra_minutes``: what this person gets on top of everybody's time; without a limit there is nothing to add to."""
    limit = quiz.time_limit_minutes
    deadline = now + timedelta(minutes=limit + extra_minutes) if limit else None
    return Attempt(attempt_id, person_id, quiz, number, paper, now, deadline)


def check_can_answer(attempt: Attempt, position: int, now: datetime) -> None:
    """Raises AttemptClosed, AttemptOverdue or NoSuchPosition (positions count from 0)."""
    if not attempt.is_open:
        raise AttemptClosed(attempt.state)
    if attempt.is_overdue(now) and attempt.deadline_at is not None:
        raise AttemptOverdue(attempt.deadline_at)
    if not 0 <= position < len(attempt.paper):
        raise NoSuchPosition(str(position))


def close(
    attempt: Attempt, items: Sequence[Item], responses: Mapping[int, Response | None], now: datetime
) -> tuple[Attempt, Result]:
    """Close an open attempt: submitted in time, or expired at its deadline. ``items`` follow the paper."""
    if not attempt.is_open:
        raise AttemptClosed(attempt.state)
    if attempt.is_overdue(now):
        closed = replace(attempt, state="expired", closed_at=attempt.deadline_at)
    else:
        closed = replace(attempt, state="submitted", closed_at=now)
    return closed, grade(attempt.quiz, items, responses)


def grade(quiz: Quiz, items: Sequence[Item], responses: Mapping[int, Response | None]) -> Result:
    """Mark every item of a paper and sum up; each item weighs the same."""
    marks = tuple(mark(item, responses.get(position)) for position, item in enumerate(items))
    score = _mean([m.fraction for m in marks])
    indicators = {}
    for indicator in INDICATORS:
        fractions = [m.fraction for item, m in zip(items, marks, strict=True) if item.indicator == indicator]
        if fractions:
            indicators[indicator] = TopicResult(indicator, _mean(fractions), len(fractions))
    topics = []
    for topic in quiz.critical_topics:
        fractions = [m.fraction for item, m in zip(items, marks, strict=True) if belongs(item, topic)]
        if fractions:
            topics.append(TopicResult(topic.title, _mean(fractions), len(fractions), topic.pass_mark))
    passed = score >= quiz.pass_mark - 1e-9 and all(topic.passed for topic in topics)
    return Result(score, passed, marks, indicators, tuple(topics))


def belongs(item: Item, topic: CriticalTopic) -> bool:
    return (
        (topic.indicator is None or item.indicator == topic.indicator)
        and (topic.objective is None or topic.objective in item.objectives)
        and (not topic.only_critical or item.critical)
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
