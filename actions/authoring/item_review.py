"""What authors are told about the items of a quiz: which ask for another look and why. Counts only, never a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.courseware import Courseware
from analytics.hiding.small_counts import shown_counts
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.items.flags import MIN_FLAG_LEARNERS, Candidate, Flag, flags
from analytics.items.item_sums import AnswerSums, ItemStatistics, item_statistics
from analytics.items.paper_report import PaperCount, PaperReport, paper_report
from people.access import require
from people.errors import NotFound
from people.models import Viewer
from quizzes.counted import best_ids, option_texts, ticked
from quizzes.guessing import guess_share
from quizzes.models import Item
from quizzes.responses import decode_response
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.summaries import item_rollups
from store.summaries.item_rollups import ItemAnswerRow


@dataclass(frozen=True)
class ReviewedVersion:
    """The item as it stands today, with its figures and the flags it raised (none for a sound item)."""

    item: Item
    statistics: ItemStatistics
    guess: float
    flags: tuple[Flag, ...]
    chosen: Mapping[str, int | None]
    """Option id, or ``""`` for unanswered -> how many; None where the count is too small to show."""


@dataclass(frozen=True)
class FormerVersion:
    """A text of an item that is not asked any more; fields as in ``ReviewedVersion``. ``version``: its fingerprint."""

    item: Item
    version: str
    statistics: ItemStatistics
    guess: float
    chosen: Mapping[str, int | None]


@dataclass(frozen=True)
class QuizReview:
    """``items``: those met by enough people, the most urgent first. ``former``: the same of versions no longer asked, by item."""

    quiz_id: str
    title: str
    learners: int
    report: PaperReport | None
    items: tuple[ReviewedVersion, ...]
    judged: int
    """How many items were met by enough people to be judged."""
    former: tuple[FormerVersion, ...] = ()


def reviewable_quizzes(database: Database, courseware: Courseware, viewer: Viewer) -> dict[str, int]:
    """Quiz id -> counted first attempts, in the order of the bank; quizzes nobody finished are left out. Raises NotAllowed."""
    require(viewer, "read_item_statistics")
    with database.read() as connection:
        counts = item_rollups.paper_counts(connection)
    return {quiz_id: counts[quiz_id] for quiz_id in courseware.bank.quizzes if quiz_id in counts}


def review_quiz(database: Database, courseware: Courseware, viewer: Viewer, quiz_id: str) -> QuizReview:
    """Raises NotAllowed, NotFound."""
    require(viewer, "read_item_statistics")
    quiz = courseware.bank.quizzes.get(quiz_id)
    if quiz is None:
        raise NotFound("Kuis")
    with database.read() as connection:
        papers = [
            PaperCount(row.item_count, row.total_micro, row.learners)
            for row in item_rollups.read_papers(connection, quiz_id)
        ]
        answers, texts = _answers(connection, quiz_id)
    report = paper_report(papers, [sums for of_item in answers.values() for sums in of_item.values()], quiz.pass_mark)
    candidates = _candidates(courseware, answers)
    found = flags(candidates)
    return QuizReview(
        quiz_id=quiz_id,
        title=quiz.title,
        learners=sum(paper.learners for paper in papers),
        report=report,
        items=_reviewed(courseware, candidates, found),
        judged=sum(c.statistics.learners >= MIN_FLAG_LEARNERS for c in candidates),
        former=_former(courseware, answers, texts),
    )


def _answers(connection: Connection, quiz_id: str) -> tuple[dict[str, dict[str, list[AnswerSums]]], dict[str, Item]]:
    """Item id -> version -> its answers, each decoded against the text it was given to; and version -> that text."""
    rows = item_rollups.read_item_answers(connection, quiz_id)
    texts = attempt_store.item_versions(connection, {row.item_version for _, row in rows})
    found: dict[str, dict[str, list[AnswerSums]]] = {}
    for item_id, row in rows:
        found.setdefault(item_id, {}).setdefault(row.item_version, []).append(_sums(texts[row.item_version], row))
    return found, texts


def _sums(item: Item, row: ItemAnswerRow) -> AnswerSums:
    options = ticked(decode_response(item, row.value))
    return AnswerSums(options, row.mark_micro, row.learners, row.rest_micro_sum, row.rest_micro_square_sum)


def _candidates(courseware: Courseware, answers: dict[str, dict[str, list[AnswerSums]]]) -> list[Candidate]:
    """Today's versions that enough people met, each beside the most met earlier one."""
    bank, found = courseware.bank, []
    for item_id, versions in answers.items():
        item = bank.items.get(item_id)
        if item is None:
            continue
        version = bank.fingerprints[item_id]
        statistics = item_statistics(versions.get(version, ()), option_texts(item))
        if statistics is None or statistics.learners < MIN_ITEM_LEARNERS:
            continue
        older = [item_statistics(sums) for name, sums in versions.items() if name != version]
        earlier = max((one for one in older if one), key=lambda one: one.learners, default=None)
        found.append(Candidate(item_id, version, statistics, best_ids(item), guess_share(item), earlier))
    return found


def _former(
    courseware: Courseware, answers: dict[str, dict[str, list[AnswerSums]]], texts: Mapping[str, Item]
) -> tuple[FormerVersion, ...]:
    """Of items withdrawn since, too. Of one item, the version that most people met comes first."""
    found = []
    for item_id, versions in answers.items():
        for version in versions.keys() - {courseware.bank.fingerprints.get(item_id)}:
            item = texts[version]
            statistics = item_statistics(versions[version], option_texts(item))
            if statistics is not None and statistics.learners >= MIN_ITEM_LEARNERS:
                found.append(FormerVersion(item, version, statistics, guess_share(item), _chosen(statistics)))
    return tuple(sorted(found, key=lambda one: (one.item.id, -one.statistics.learners, one.version)))


def _chosen(statistics: ItemStatistics) -> Mapping[str, int | None]:
    return shown_counts({o.option: o.chosen for o in statistics.options} | {"": statistics.unanswered})


def _reviewed(
    courseware: Courseware, candidates: list[Candidate], found: tuple[Flag, ...]
) -> tuple[ReviewedVersion, ...]:
    place = {flag.item_id: number for number, flag in reversed(list(enumerate(found)))}
    ordered = sorted(candidates, key=lambda c: (place.get(c.item_id, len(found)), c.item_id))
    return tuple(
        ReviewedVersion(
            item=courseware.bank.items[c.item_id],
            statistics=c.statistics,
            guess=c.guess,
            flags=tuple(flag for flag in found if flag.item_id == c.item_id),
            chosen=_chosen(c.statistics),
        )
        for c in ordered
    )
