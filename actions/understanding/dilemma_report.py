"""What people choose in dilemmas, choice by choice, for the supervisors who answer for them. First runs only."""

from __future__ import annotations

from dataclasses import dataclass

from actions.courseware import Courseware
from actions.understanding.supervise import (
    ALL_EMPLOYMENT,
    ItemsTooDeep,
    Lesson,
    agency_in_scope,
    check_employment,
    has_items,
    lesson_at,
)
from analytics.estimates import Estimate, NoData, Withheld
from analytics.items.choices import ChoiceTally, StepFigures, StepResult, step_figures
from analytics.rollups import Cell, root_of
from people.access import Scope
from people.errors import NotFound
from quizzes.dilemma_runs import best_choice, steps_in_order
from quizzes.models import Choice, Dilemma, DilemmaStep
from quizzes.models import fingerprint as fingerprint_of
from store.database import Connection, Database
from store.learning import dilemmas as dilemma_store


@dataclass(frozen=True)
class ChoiceView:
    """One choice of a step, and the misconception it stands for with the section that cures it."""

    text: str
    learners: int
    share: float
    is_best: bool
    belief: str | None
    correction: str | None
    cure: Lesson | None


@dataclass(frozen=True)
class StepView:
    """One step; ``choices`` (the most chosen first) is empty unless ``best_share`` is an Estimate."""

    situation: str
    question: str
    best_share: Estimate | NoData | Withheld
    choices: tuple[ChoiceView, ...]


@dataclass(frozen=True)
class DilemmaReport:
    """One version of one dilemma, its steps in the order of the story."""

    dilemma_id: str
    title: str
    is_present_version: bool
    cure: Lesson | None
    steps: tuple[StepView, ...]


def dilemma_titles(courseware: Courseware) -> dict[str, str]:
    """Id -> title of every dilemma there is, in order."""
    return {dilemma.id: dilemma.title for dilemma in courseware.bank.dilemmas.values()}


def dilemma_report(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    dilemma_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
) -> tuple[DilemmaReport, ...]:
    """The present version, then any earlier ones somebody ran on. Raises ItemsTooDeep, NotAllowed, NotFound."""
    check_employment(employment)
    present = courseware.bank.dilemmas.get(dilemma_id)
    if present is None:
        raise NotFound("Dilema itu", "Pilih dilema lain dari daftar.")
    now_print = fingerprint_of(present)
    with database.read() as connection:
        agency = agency_in_scope(connection, scope, agency_id)
        if not has_items(agency):
            raise ItemsTooDeep()
        earlier = [v for v in dilemma_store.reported_versions(connection, dilemma_id) if v != now_print]
        versions = [(now_print, present)]
        versions += [(v, dilemma_store.get_dilemma_version(connection, v)) for v in earlier]
        reports = [
            _report(courseware, dilemma, _figures(connection, v, (agency.path, employment)), v == now_print)
            for v, dilemma in versions
        ]
    return tuple(r for r in reports if r.is_present_version or _has_numbers(r))


def _has_numbers(report: DilemmaReport) -> bool:
    return any(isinstance(step.best_share, Estimate) for step in report.steps)


def _figures(connection: Connection, version: str, cell: Cell) -> dict[str, StepResult]:
    """Hidden over the whole tree: what is shown here tells nothing beside what any other supervisor sees."""
    root = root_of(cell[0])
    found = dilemma_store.read_choices(connection, version, root)
    tallies = [ChoiceTally(c.trail, c.choice_id, c.path, c.employment, c.learners) for c in found]
    return step_figures(tallies, root, cell)


def _report(
    courseware: Courseware, dilemma: Dilemma, figures: dict[str, StepResult], is_present_version: bool
) -> DilemmaReport:
    steps = tuple(_step_view(courseware, step, figures.get(step.id, NoData())) for step in steps_in_order(dilemma))
    return DilemmaReport(dilemma.id, dilemma.title, is_present_version, lesson_at(courseware, dilemma.section), steps)


def _step_view(courseware: Courseware, step: DilemmaStep, found: StepResult) -> StepView:
    if not isinstance(found, StepFigures):
        return StepView(step.situation, step.question, found, ())
    best = best_choice(step)
    choices = [_choice_view(courseware, choice, found, choice is best) for choice in step.choices]
    choices.sort(key=lambda view: -view.learners)
    return StepView(step.situation, step.question, found.share_of(best.id), tuple(choices))


def _choice_view(courseware: Courseware, choice: Choice, found: StepFigures, is_best: bool) -> ChoiceView:
    misconception = courseware.library.find_misconception(choice.misconception or "")
    learners = found.by_choice.get(choice.id, 0)
    return ChoiceView(
        text=choice.text,
        learners=learners,
        share=learners / found.learners,
        is_best=is_best,
        belief=misconception.belief if misconception else None,
        correction=misconception.correction if misconception else None,
        cure=lesson_at(courseware, misconception.cure) if misconception else None,
    )
