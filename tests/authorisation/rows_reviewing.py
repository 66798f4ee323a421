"""Rows of the matrix: what authors decide about flagged items."""

from __future__ import annotations

from collections.abc import Callable

from actions.authoring import review_tasks as tasks
from actions.authoring.item_review import QuizReview, ReviewedVersion
from actions.authoring.review_tasks import Task
from analytics.estimates import Estimate
from analytics.items.flags import Flag
from analytics.items.intervals import Unknown
from analytics.items.item_sums import ItemStatistics
from tests.authorisation.cell import Cell
from tests.authorisation.row import SITE, Table

REVIEWING = Table("Tinjauan soal")
_ = REVIEWING.row


def task_of(at: Cell) -> Task:
    """A flag as the page hands it on: in this small world no item was met by enough people to raise one."""
    item_id, version = next(iter(at.courseware.bank.fingerprints.items()))
    flag = Flag("weak", item_id, version, "Nilai soal ini hampir tidak berkaitan dengan nilai soal lain.")
    figures = ItemStatistics(60, 0, Estimate(0.5, 0.4, 0.6, 60, 60), None, Unknown("flat"), ())
    item = ReviewedVersion(at.courseware.bank.items[item_id], figures, 0.25, (flag,), {})
    return Task("kuis", item, "weak", (flag,), 0, None, None, False)


def doing(deed: Callable[..., None]) -> Callable[[Cell], object]:
    return lambda at: deed(at.database, at.courseware, at.viewer, task_of(at), "Sudah diperiksa.", at.now)


def reading(at: Cell) -> object:
    review = QuizReview("kuis", "", 0, None, (), 0)
    return tasks.review_tasks(at.database, at.viewer, review)


_(
    "authoring.review_tasks.review_tasks",
    "Melihat catatan tentang soal yang ditandai, dan siapa yang meninjaunya",
    SITE,
    reading,
    author=SITE,
    administrator=SITE,
)
_(
    "authoring.review_tasks.open_tasks",
    "Menghitung catatan tentang soal yang belum diputuskan",
    SITE,
    lambda at: tasks.open_tasks(at.database, at.viewer, QuizReview("kuis", "", 0, None, (), 0)),
    author=SITE,
    administrator=SITE,
)
for _deed in (tasks.take, tasks.keep, tasks.mend, tasks.reopen):
    _(
        f"authoring.review_tasks.{_deed.__name__}",
        "Mencatat siapa meninjau soal yang ditandai dan apa keputusannya",
        SITE,
        doing(_deed),
        author=SITE,
        administrator=SITE,
    )
