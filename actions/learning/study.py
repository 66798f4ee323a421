"""Studying: the home page's next step, lesson progress, and the answers to inline checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from actions.courseware import Courseware
from actions.learning.assigned import assigned_to
from content.models import Lesson
from content.sections import CheckSection
from people.access import require
from people.assigning.windows import Window
from people.errors import NotFound
from people.models import Viewer
from quizzes.models import Course, Quiz
from store.assigning.assignment_rules import NOTHING_EXTRA, Accommodation
from store.clock import to_text
from store.database import Database
from store.learning import attempts as attempt_store
from store.learning import progress as progress_store
from store.learning.attempts import AttemptSummary
from store.learning.progress import SectionDone


@dataclass(frozen=True)
class LessonProgress:
    lesson: Lesson
    sections_done: int

    @property
    def section_count(self) -> int:
        return len(self.lesson.sections)

    @property
    def is_done(self) -> bool:
        return self.sections_done >= self.section_count


@dataclass(frozen=True)
class QuizProgress:
    """``best`` is the attempt with the highest score among the closed ones."""

    quiz: Quiz
    attempts: tuple[AttemptSummary, ...]
    extra: Accommodation = NOTHING_EXTRA

    @property
    def attempt_limit(self) -> int | None:
        """The quiz's, and what this person got on top; None when there is no limit."""
        limit = self.quiz.attempt_limit
        return None if limit is None else limit + self.extra.extra_attempts

    @property
    def time_limit_minutes(self) -> int | None:
        limit = self.quiz.time_limit_minutes
        return None if limit is None else limit + self.extra.extra_minutes

    @property
    def open_attempt(self) -> AttemptSummary | None:
        return next((a for a in self.attempts if a.state == "open"), None)

    @property
    def best(self) -> AttemptSummary | None:
        closed = [a for a in self.attempts if a.score is not None]
        return max(closed, key=lambda a: (bool(a.passed), a.score or 0.0), default=None)

    @property
    def attempts_left(self) -> int | None:
        """None when there is no limit."""
        limit = self.attempt_limit
        return None if limit is None else max(0, limit - len(self.attempts))

    @property
    def is_finished(self) -> bool:
        return self.best is not None


@dataclass(frozen=True)
class CourseProgress:
    """One assigned course as its learner sees it: what is done, what is next, and by when."""

    course: Course
    assignment_title: str
    window: Window
    pretest: QuizProgress | None
    lessons: tuple[LessonProgress, ...]
    practice: tuple[QuizProgress, ...]
    posttest: QuizProgress

    @property
    def quizzes(self) -> tuple[QuizProgress, ...]:
        """Those that count first, practice behind them."""
        return (*((self.pretest,) if self.pretest else ()), self.posttest, *self.practice)

    @property
    def is_passed(self) -> bool:
        best = self.posttest.best
        return best is not None and bool(best.passed)

    @property
    def due_on(self) -> date:
        return self.window.due_on

    @property
    def steps_done(self) -> int:
        steps = [p.is_done for p in self.lessons]
        if self.pretest is not None:
            steps.append(self.pretest.is_finished)
        steps.append(self.is_passed)
        return sum(steps)

    @property
    def step_count(self) -> int:
        return len(self.lessons) + 1 + (self.pretest is not None)


def course_progress(
    database: Database, courseware: Courseware, viewer: Viewer, now: datetime
) -> tuple[CourseProgress, ...]:
    """Every course assigned to the viewer, also those that open later or are over; the earliest deadline first."""
    require(viewer, "study")
    with database.read() as connection:
        assignments = assigned_to(connection, viewer.person_id, now)
        done = progress_store.all_sections_done(connection, viewer.person_id)
        history = attempt_store.attempts_of(connection, viewer.person_id)
    bank, library = courseware.bank, courseware.library

    def quiz_progress(quiz_id: str, extra: Accommodation) -> QuizProgress:
        return QuizProgress(bank.quizzes[quiz_id], tuple(a for a in history if a.quiz_id == quiz_id), extra)

    courses = []
    for one in assignments:
        course = bank.courses.get(one.given.course_id)
        if course is None:
            continue
        lessons = library.lessons_of(course.modules)
        courses.append(
            CourseProgress(
                course=course,
                assignment_title=one.given.title,
                window=one.given.window,
                pretest=quiz_progress(course.pretest, one.extra) if course.pretest else None,
                lessons=tuple(_progress(lesson, done) for lesson in lessons),
                practice=tuple(quiz_progress(quiz_id, one.extra) for quiz_id in course.practice),
                posttest=quiz_progress(course.posttest, one.extra),
            )
        )
    return tuple(courses)


def lessons_progress(database: Database, courseware: Courseware, viewer: Viewer) -> dict[str, LessonProgress]:
    """Lesson id -> how far the viewer is, for every lesson there is. Raises NotAllowed."""
    require(viewer, "study")
    with database.read() as connection:
        done = progress_store.all_sections_done(connection, viewer.person_id)
    return {lesson.id: _progress(lesson, done) for lesson in courseware.library.lessons}


def _progress(lesson: Lesson, done: Mapping[str, set[str]]) -> LessonProgress:
    return LessonProgress(lesson, len(done.get(lesson.id, set()) & {section.id for section in lesson.sections}))


def sections_done(database: Database, viewer: Viewer, lesson_id: str) -> dict[str, str | None]:
    """Section id -> the option chosen at an inline check (None elsewhere). Raises NotAllowed."""
    require(viewer, "study")
    with database.read() as connection:
        return progress_store.sections_done(connection, viewer.person_id, lesson_id)


def mark_section_done(
    database: Database,
    courseware: Courseware,
    viewer: Viewer,
    lesson_id: str,
    section_id: str,
    now: datetime,
    *,
    chosen: str | None = None,
) -> None:
    """Remember that a section was read, or an inline check answered with option ``chosen``. Raises NotFound."""
    require(viewer, "study")
    section = courseware.library.find_section(f"{lesson_id}#{section_id}")
    if section is None:
        raise NotFound("Bagian materi")
    if chosen is not None and not (
        isinstance(section, CheckSection) and any(option.id == chosen for option in section.options)
    ):
        raise NotFound("Pilihan jawaban")
    with database.write() as connection:
        progress_store.mark_section(
            connection, SectionDone(viewer.person_id, lesson_id, section_id, chosen, to_text(now))
        )
