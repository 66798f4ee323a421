"""Refreshers: when they fall due, whether a course's refresher can be used, and whether it can always ask something new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from content.placed import Placed
from content.problems import Problem
from quizzes.draw import fits
from quizzes.models import BlueprintCell, Course, Item, Quiz

SIZES = range(5, 9)
SECONDS_PER_ITEM = 35
"""For the card's promise; the median of the demo's answering times is about as long."""
_UNLIMITED = 3
"""Attempts at a post-test without a limit that are reckoned with."""


def due_now(after_days: Collection[int], learned_on: date, today: date) -> int | None:
    """The latest of the due dates that has come, in days after ``learned_on``; None before the first.

    Days of one calendar: the caller says in which zone. Who missed one is offered the next, never two at once.
    """
    return max((days for days in after_days if learned_on + timedelta(days=days) <= today), default=None)


def item_count(quiz: Quiz) -> int:
    return sum(cell.count for cell in quiz.blueprint)


def minutes_of(quiz: Quiz) -> int:
    return max(1, round(item_count(quiz) * SECONDS_PER_ITEM / 60))


def check_refresher(
    course: Course, quizzes: Mapping[str, Quiz], items: Iterable[Item]
) -> Iterator[tuple[tuple[object, ...], str, str]]:
    """What keeps the course from being used, as (place in the file, message, how to fix)."""
    plan = course.refresher
    if plan is None or plan.quiz not in quizzes:
        return
    quiz, posttest = quizzes[plan.quiz], quizzes.get(course.posttest)
    at = ("refresher", "quiz")
    if quiz.mode != "refresher":
        yield at, f"Kuis '{quiz.id}' bukan kuis penyegaran.", "Tulis mode: refresher pada kuis itu."
    if item_count(quiz) not in SIZES:
        yield at, f"Penyegaran '{quiz.id}' berisi {item_count(quiz)} soal.", "Buat 5 sampai 8 soal."
    if quiz.attempt_limit or quiz.time_limit_minutes:
        yield at, f"Penyegaran '{quiz.id}' berbatas waktu atau percobaan.", "Hapus batasnya: penyegaran tidak menguji."
    if list(plan.after_days) != sorted(set(plan.after_days)):
        yield ("refresher", "after_days"), "Hari penyegaran tidak urut naik.", "Urutkan, tanpa hari yang sama."
    if posttest is not None:
        for item in items:
            if _asked(item, quiz.blueprint) and not _asked(item, posttest.blueprint):
                message = f"Penyegaran '{quiz.id}' dapat menanyakan soal '{item.id}', yang tidak diukur pascauji."
                yield at, message, "Samakan modul dan indikatornya dengan pascauji."
                return


def lint_refresher(placed: Placed[Course], quizzes: Mapping[str, Quiz], items: Iterable[Item]) -> Iterator[Problem]:
    """Whatever the papers before it drew, each cell should still find items the learner has not seen."""
    plan, pool = placed.value.refresher, tuple(items)
    if plan is None or plan.quiz not in quizzes or placed.value.posttest not in quizzes:
        return
    quiz, posttest = quizzes[plan.quiz], quizzes[placed.value.posttest]
    before = [(cell, posttest.attempt_limit or _UNLIMITED) for cell in posttest.blueprint]
    before += [(cell, len(plan.after_days) - 1) for cell in quiz.blueprint]
    for cell in quiz.blueprint:
        fitting = [item for item in pool if fits(item, cell)]
        seen = sum(
            min(other.count * times, sum(fits(item, other) for item in fitting)) for other, times in before if times
        )
        if len(fitting) - seen < cell.count:
            message = (
                f"Penyegaran '{quiz.id}': {len(fitting)} soal cocok untuk {cell.indicator or 'satu sel'}, sedangkan "
                f"{seen} mungkin sudah dilihat di pascauji."
            )
            yield placed.warning(message, "Tambah soal, atau longgarkan kisi-kisi penyegaran.", "refresher")
            return


def _asked(item: Item, blueprint: Iterable[BlueprintCell]) -> bool:
    return any(fits(item, cell) for cell in blueprint)
