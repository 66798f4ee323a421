"""First runs of dilemmas for some of those who finished the lessons; what they choose follows from what they know.

Pure choosing, then one transaction for all: the runs of the demo never have a second run of the same dilemma.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from demo.behaviour import Mind, office_hour
from people.models import Person
from quizzes.dilemma_runs import Walk, begin, best_choice, choose
from quizzes.models import Choice, Dilemma, DilemmaStep
from store.clock import to_text
from store.database import Database
from store.ids import new_id
from store.learning import dilemmas as dilemma_store
from store.learning.dilemmas import ChoiceRecord, ChoiceRow, RunRecord

PLAYED_SHARE, MOST_DILEMMAS = 0.35, 4
"""Of those who finished the lessons: how many try dilemmas at all; and how many dilemmas one of them tries at most."""
_LEFT_OPEN_SHARE = 0.03
_FALLS_FOR_IT = 0.7
"""Chance that someone who holds a misconception takes the choice that stands for it: here they see a whole situation,
so a little less often than in an item."""
_DIFFICULTY = -0.2


@dataclass(frozen=True)
class Player:
    """Somebody who finished the lessons on ``ready_on``, with what they know since."""

    person: Person
    report_id: str
    mind: Mind
    ready_on: date


def seed_dilemmas(
    database: Database,
    dilemmas: Iterable[Dilemma],
    players: Sequence[Player],
    seed: int,
    days: Sequence[date],
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> int:
    """Writes the runs of ``players`` on ``days`` in one transaction; returns how many."""
    stories = tuple(dilemmas)
    if not stories:
        return 0
    runs: list[RunRecord] = []
    choices: list[ChoiceRecord] = []
    counted: Counter[tuple[str, str, str, str, str]] = Counter()
    with database.write() as connection:
        versions = {dilemma.id: dilemma_store.keep_dilemma(connection, dilemma) for dilemma in stories}
        for place, player in enumerate(players):
            for run, made in _runs_of(player, stories, versions, seed, days):
                runs.append(run)
                choices += made
                trails = list(accumulate((c.step_id for c in made), "{}/{}".format))
                counted.update(
                    (run.dilemma_version, t, c.choice_id, player.report_id, run.employment)
                    for t, c in zip(trails, made, strict=True)
                )
            if place % 1000 == 0:
                progress("Menjalani dilema", place, len(players))
        ended = [run for run in runs if run.ended_at is not None]
        dilemma_store.add_runs(connection, (_as_begun(run) for run in sorted(runs, key=lambda run: run.id)))
        dilemma_store.add_choices(connection, sorted(choices, key=lambda c: (c.run_id, c.step_number)))
        dilemma_store.end_runs(connection, ended)
        dilemma_store.count_choices(connection, (ChoiceRow(*key, n) for key, n in sorted(counted.items())))
    progress("Menjalani dilema", len(players), len(players))
    return len(runs)


def _runs_of(
    player: Player, stories: Sequence[Dilemma], versions: Mapping[str, str], seed: int, days: Sequence[date]
) -> Iterator[tuple[RunRecord, list[ChoiceRecord]]]:
    person = player.person
    dice = random.Random(f"dilemmas:{seed}:{person.id}")
    later = [day for day in days if day > player.ready_on]
    if not later or dice.random() >= PLAYED_SHARE:
        return
    for dilemma in dice.sample(stories, min(len(stories), dice.randrange(1, MOST_DILEMMAS + 1))):
        begun = at = office_hour(dice, dice.choice(later)).astimezone(UTC)
        run_id = new_id(begun, dice.getrandbits(74))
        walk, made = begin(dilemma), []
        stops_after = 1 if dice.random() < _LEFT_OPEN_SHARE else len(dilemma.steps)
        while walk.step is not None and len(made) < stops_after:
            walk = choose(walk, decide(dice, player.mind, dilemma, walk.step).id)
            at += timedelta(seconds=dice.randrange(25, 150))
            made.append(_record(run_id, walk, at))
        run = RunRecord(
            run_id, person.id, dilemma.id, versions[dilemma.id], 1, person.agency_id, person.employment, to_text(begun),
            to_text(at) if walk.ending else None, walk.ending.id if walk.ending else None,
        )  # fmt: skip
        yield run, made


def decide(dice: random.Random, mind: Mind, dilemma: Dilemma, step: DilemmaStep) -> Choice:
    """Misconceptions first, then knowledge; who does not know takes what looks good more often than what looks bad."""
    fallen = [c for c in step.choices if c.misconception in mind.misconceptions and dice.random() < _FALLS_FOR_IT]
    if fallen:
        return dice.choice(fallen)
    edge = 1.5 * (mind.ability + mind.by_indicator.get(dilemma.indicator, 0.0) - _DIFFICULTY)
    if dice.random() < 1 / (1 + math.exp(-edge)):
        return best_choice(step)
    return dice.choices(step.choices, [0.25 + choice.weight for choice in step.choices])[0]


def _record(run_id: str, walk: Walk, at: datetime) -> ChoiceRecord:
    taken = walk.taken[-1]
    return ChoiceRecord(run_id, len(walk.taken), taken.step.id, taken.choice.id, taken.choice.weight, to_text(at))


def _as_begun(run: RunRecord) -> RunRecord:
    """Without its ending: choices are taken only while a run is open."""
    return RunRecord(**{**vars(run), "ended_at": None, "ending": None})
