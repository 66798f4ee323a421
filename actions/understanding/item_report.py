"""The items of a post-test in one agency: how hard each proved, its most chosen wrong answer, what that tells, and whether the
item itself can be relied on."""

from __future__ import annotations

import json
from dataclasses import dataclass

from actions.courseware import Courseware
from actions.understanding.report_masks import masks_of
from actions.understanding.supervise import (
    ALL_EMPLOYMENT,
    ItemsTooDeep,
    Lesson,
    agency_in_scope,
    assignment_of,
    check_employment,
    has_items,
    lesson_at,
)
from analytics.items.facility import AnswerCount, ItemFigures, item_figures
from analytics.items.item_place import ItemPlace, separation_of
from analytics.items.item_sums import AnswerSums
from analytics.rollups import root_of
from content.words import INDICATOR_TITLES
from people.access import Scope
from quizzes.marking import misconceptions_shown
from quizzes.models import Item, MatchingItem, OrderingItem, TrueFalseItem
from quizzes.responses import InvalidResponse, Response, decode_response, right_sides
from quizzes.shown import TRUE_FALSE_TEXTS
from store.authoring import item_reviews as review_store
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.summaries import item_rollups
from store.summaries import rollups as rollup_store


@dataclass(frozen=True)
class ItemView:
    """One item version with its figures and what its most chosen wrong answer tells.

    ``separation``: how well it separates who knows, over everybody. ``in_review``: an author is looking into it.
    """

    figures: ItemFigures
    indicator_title: str
    stem: str
    wrong_text: str | None
    belief: str | None
    correction: str | None
    cure: Lesson | None
    separation: float | None
    in_review: bool

    @property
    def place(self) -> ItemPlace:
        return ItemPlace(self.figures.facility, self.separation)


def item_views(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
) -> tuple[ItemView, ...]:
    """Items of the post-test, hardest first. Raises ItemsTooDeep, NotAllowed, NotFound."""
    check_employment(employment)
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        if not has_items(agency):
            raise ItemsTooDeep()
        masks = masks_of(database, connection, assignment_id, course.posttest, root_of(agency.path))
        shown = masks.shown_versions((agency.path, employment))
        found = rollup_store.read_responses(connection, assignment_id, course.posttest, agency.path)
        counts = [one for one in _answer_counts(found, employment) if one.version in shown]
        separations = _separations(connection, course.posttest)
        in_review = _in_review(connection, course.posttest)
        figures = item_figures(counts)
        items = attempt_store.item_versions(connection, (one.version for one in figures))
    return tuple(
        _item_view(courseware, items[one.version], one, separations.get(one.version), one.version in in_review)
        for one in figures
    )


def _separations(connection: Connection, quiz_id: str) -> dict[str, float | None]:
    """Over everybody who met the version in this quiz: the same for whoever looks, and nothing of an agency."""
    answers: dict[str, list[AnswerSums]] = {}
    for row in item_rollups.read_item_marks(connection, quiz_id):
        sums = AnswerSums(None, row.mark_micro, row.learners, row.rest_micro_sum, row.rest_micro_square_sum)
        answers.setdefault(row.item_version, []).append(sums)
    return {version: separation_of(sums) for version, sums in answers.items()}


def _in_review(connection: Connection, quiz_id: str) -> set[str]:
    """Versions of which an author has taken a flag and not yet decided about it."""
    newest = {(row.item_version, row.flag): row.deed for row in review_store.reviews_of(connection, quiz_id)}
    return {version for (version, _), deed in newest.items() if deed == "taken"}


def _answer_counts(found: list[rollup_store.ResponseCount], employment: str) -> list[AnswerCount]:
    """Counts per version and value, over one employment kind or all."""
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for row in found:
        if employment in (ALL_EMPLOYMENT, row.employment):
            key = (row.item_version, row.item_id, row.value)
            learners, marks = sums.get(key, (0, 0))
            sums[key] = (learners + row.learners, marks + row.mark_micro_sum)
    return [AnswerCount(*key, *counts) for key, counts in sums.items()]


def _item_view(
    courseware: Courseware, item: Item, figures: ItemFigures, separation: float | None, in_review: bool
) -> ItemView:
    wrong: Response | None = None
    if figures.wrong_value is not None:
        try:
            wrong = decode_response(item, figures.wrong_value)
        except (InvalidResponse, json.JSONDecodeError):
            wrong = None
    known = courseware.library.misconceptions
    shown = [known[m] for m in misconceptions_shown(item, wrong) if m in known]
    misconception = shown[0] if shown else None
    return ItemView(
        figures=figures,
        indicator_title=INDICATOR_TITLES[item.indicator],
        stem=item.stem,
        wrong_text=response_text(item, wrong) if wrong is not None else None,
        belief=misconception.belief if misconception else None,
        correction=misconception.correction if misconception else None,
        cure=lesson_at(courseware, misconception.cure if misconception else item.section),
        separation=separation,
        in_review=in_review,
    )


def response_text(item: Item, response: Response) -> str:
    """The answer as it was read on screen."""
    if isinstance(item, TrueFalseItem):
        return TRUE_FALSE_TEXTS[str(response)]
    if isinstance(item, MatchingItem) and isinstance(response, dict):
        rights = right_sides(item)
        return "; ".join(f"{p.left} → {rights[str(response[p.id])]}" for p in item.pairs if p.id in response)
    if isinstance(item, OrderingItem) and isinstance(response, dict):
        steps = {step.id: step.text for step in item.steps}
        return " → ".join(steps[step] for step in sorted(response, key=lambda s: response[s]))  # type: ignore[arg-type,return-value]
    chosen = {response} if isinstance(response, str) else set(response)
    texts = "; ".join(option.text for option in item.options if option.id in chosen)  # type: ignore[union-attr]
    return texts.replace(".; ", "; ")
