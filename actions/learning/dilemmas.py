"""Going through a dilemma: see the list, start, choose, look back, start again. Each is one transaction.

Whatever has not been chosen (its weight, its feedback, where it leads) stays on the server until the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from actions.courseware import Courseware
from people.access import require
from people.errors import NetralError, NotFound
from people.models import Viewer
from quizzes.dilemma_runs import Taken, Walk, WalkRefused, best_choice, choose, replay, shown_choices
from quizzes.models import Dilemma
from store.clock import to_text
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning import dilemmas as dilemma_store
from store.learning.dilemmas import ChoiceRecord, ChoiceRow, RunRecord

_DILEMMA = "Dilema itu"
_BACK = "Kembali ke daftar dilema dan pilih dari sana."


class ChoiceIsFinal(NetralError):
    def __init__(self) -> None:
        super().__init__("Langkah ini sudah Anda putuskan sebelumnya, dan pilihan itu tidak dapat diganti.")
        self.what_to_do = "Lanjutkan ceritanya dari pilihan yang tersimpan. Setelah selesai, Anda boleh mengulang."


class StrangeChoice(NetralError):
    def __init__(self) -> None:
        super().__init__("Pilihan itu tidak ada pada langkah ini dan tidak disimpan.")
        self.what_to_do = "Muat ulang halaman, lalu pilih lagi."


@dataclass(frozen=True)
class DilemmaProgress:
    """One dilemma in the list. ``first_score`` is that of the run that is reported; None until it has ended."""

    dilemma_id: str
    title: str
    summary: str
    indicator: str
    estimated_minutes: int
    run_count: int
    has_open_run: bool
    first_score: float | None

    @property
    def is_done(self) -> bool:
        return self.first_score is not None


@dataclass(frozen=True)
class OpenStep:
    """Where the next choice is made: (choice id, text) in this run's order, and nothing else of the choices."""

    number: int
    situation: str
    question: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PastStep:
    """A choice made, ``chosen_place`` in this run's order (from 0).

    ``best_text`` and ``best_feedback`` are there only after the end, where the best was not chosen.
    """

    number: int
    situation: str
    question: str
    chosen: str
    chosen_place: int
    consequence: str
    feedback: str
    citations: tuple[str, ...]
    is_best: bool
    best_text: str | None = None
    best_feedback: str | None = None


@dataclass(frozen=True)
class RunView:
    """A run as its person may see it now. ``step`` is None once it has ended; the last three are None until then."""

    run_id: str
    dilemma_id: str
    title: str
    section: str
    number: int
    path: tuple[PastStep, ...]
    step: OpenStep | None
    ending_title: str | None = None
    ending_text: str | None = None
    score: float | None = None

    @property
    def best_count(self) -> int:
        return sum(past.is_best for past in self.path)


def dilemma_progress(database: Database, courseware: Courseware, viewer: Viewer) -> tuple[DilemmaProgress, ...]:
    """Every dilemma in order, with what the viewer has done of it. Raises NotAllowed."""
    require(viewer, "study")
    with database.read() as connection:
        runs = dilemma_store.runs_of(connection, viewer.person_id)
        scores = dilemma_store.scores_of(connection, viewer.person_id)
    return tuple(
        _progress(dilemma, [run for run in runs if run.dilemma_id == dilemma.id], scores)
        for dilemma in courseware.bank.dilemmas.values()
    )


def start_run(
    database: Database, courseware: Courseware, viewer: Viewer, dilemma_id: str, now: datetime, *, run_id: str
) -> str:
    """The id of the open run: the one already open, or a new one named ``run_id``. Raises NotAllowed, NotFound.

    Starting again after an ending makes a new run; what is reported stays the first.
    """
    require(viewer, "study")
    with database.write() as connection:
        earlier = _runs(connection, viewer, dilemma_id)
        if earlier and earlier[-1].is_open:
            return earlier[-1].id
        dilemma = courseware.bank.dilemmas.get(dilemma_id)
        if dilemma is None:
            raise NotFound(_DILEMMA, _BACK)
        version = dilemma_store.keep_dilemma(connection, dilemma)
        run = RunRecord(
            run_id, viewer.person_id, dilemma_id, version, len(earlier) + 1,
            viewer.agency_id, viewer.employment, to_text(now),
        )  # fmt: skip
        dilemma_store.add_runs(connection, [run])
    return run_id


def make_choice(
    database: Database, viewer: Viewer, run_id: str, step_number: int, choice_id: str, now: datetime
) -> None:
    """Store the choice made at the step the run is at; the story goes on or ends. The choice is final.

    The same choice again (a double click) changes nothing. Raises ChoiceIsFinal when another choice stands there
    already (a second tab), StrangeChoice when the choice is not one of that step, NotAllowed, NotFound.
    """
    require(viewer, "study")
    with database.write() as connection:
        run, walk = _own(connection, viewer, run_id)
        if 1 <= step_number <= len(walk.taken):
            if walk.taken[step_number - 1].choice.id != choice_id:
                raise ChoiceIsFinal()
            return
        if step_number != walk.step_number:
            raise StrangeChoice()
        try:
            after = choose(walk, choice_id)
        except WalkRefused:
            raise StrangeChoice() from None
        _store_choice(connection, run, step_number, after, to_text(now))


def find_run(database: Database, viewer: Viewer, dilemma_id: str) -> RunView | None:
    """The viewer's latest run of the dilemma, open or ended; None when there is none. Raises NotAllowed."""
    require(viewer, "study")
    with database.read() as connection:
        runs = _runs(connection, viewer, dilemma_id)
        return _view(*_own(connection, viewer, runs[-1].id)) if runs else None


def view_run(database: Database, viewer: Viewer, run_id: str) -> RunView:
    """Raises NotAllowed, NotFound (also for anybody else's run)."""
    require(viewer, "study")
    with database.read() as connection:
        return _view(*_own(connection, viewer, run_id))


def _progress(dilemma: Dilemma, runs: list[RunRecord], scores: dict[str, float]) -> DilemmaProgress:
    first = runs[0] if runs and not runs[0].is_open else None
    return DilemmaProgress(
        dilemma_id=dilemma.id,
        title=dilemma.title,
        summary=dilemma.summary,
        indicator=dilemma.indicator,
        estimated_minutes=dilemma.estimated_minutes,
        run_count=len(runs),
        has_open_run=any(run.is_open for run in runs),
        first_score=scores.get(first.id) if first else None,
    )


def _store_choice(connection: Connection, run: RunRecord, step_number: int, after: Walk, at: str) -> None:
    taken = after.taken[-1]
    record = ChoiceRecord(run.id, step_number, taken.step.id, taken.choice.id, taken.choice.weight, at)
    dilemma_store.add_choices(connection, [record])
    if run.number == 1:
        report_id = attempt_store.report_id_of(connection, run.agency_id)
        counted = ChoiceRow(run.dilemma_version, after.trail, taken.choice.id, report_id, run.employment, 1)
        dilemma_store.count_choices(connection, [counted])
    if after.ending is not None:
        ended = RunRecord(**{**vars(run), "ended_at": at, "ending": after.ending.id})
        dilemma_store.end_runs(connection, [ended])


def _runs(connection: Connection, viewer: Viewer, dilemma_id: str) -> list[RunRecord]:
    return [run for run in dilemma_store.runs_of(connection, viewer.person_id) if run.dilemma_id == dilemma_id]


def _own(connection: Connection, viewer: Viewer, run_id: str) -> tuple[RunRecord, Walk]:
    run = dilemma_store.find_run(connection, run_id)
    if run is None or run.person_id != viewer.person_id:
        raise NotFound(_DILEMMA, _BACK)
    dilemma = dilemma_store.get_dilemma_version(connection, run.dilemma_version)
    return run, replay(dilemma, (choice.choice_id for choice in dilemma_store.choices_of(connection, run.id)))


def _view(run: RunRecord, walk: Walk) -> RunView:
    has_ended = walk.ending is not None
    step = None
    if walk.step is not None:
        choices = tuple((choice.id, choice.text) for choice in shown_choices(walk.step, run.id))
        step = OpenStep(walk.step_number, walk.step.situation, walk.step.question, choices)
    return RunView(
        run_id=run.id,
        dilemma_id=run.dilemma_id,
        title=walk.dilemma.title,
        section=walk.dilemma.section,
        number=run.number,
        path=tuple(_past(run.id, n, taken, has_ended) for n, taken in enumerate(walk.taken, start=1)),
        step=step,
        ending_title=walk.ending.title if walk.ending else None,
        ending_text=walk.ending.text if walk.ending else None,
        score=walk.score if has_ended else None,
    )


def _past(run_id: str, number: int, taken: Taken, has_ended: bool) -> PastStep:
    best = best_choice(taken.step) if has_ended and not taken.is_best else None
    return PastStep(
        number=number,
        situation=taken.step.situation,
        question=taken.step.question,
        chosen=taken.choice.text,
        chosen_place=shown_choices(taken.step, run_id).index(taken.choice),
        consequence=taken.choice.consequence,
        feedback=taken.choice.feedback,
        citations=taken.step.citations,
        is_best=taken.is_best,
        best_text=best.text if best else None,
        best_feedback=best.feedback if best else None,
    )
