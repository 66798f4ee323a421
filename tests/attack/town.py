"""A made-up town: a crooked tree of units with few people in them, their tests and dilemmas, and a past in which units moved."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from actions.courseware import Courseware
from actions.learning import dilemmas
from actions.registry import agencies as tree
from actions.summaries.rollups import rebuild_rollups
from people.access import Scope, supervision_scope
from people.models import Agency, Person, Viewer
from people.registry.agency_tree import AgencyChangeRefused
from quizzes.attempts import Attempt, grade
from quizzes.draw import form_of
from quizzes.models import Item, TrueFalseItem
from quizzes.responses import encode_response
from quizzes.sureness import Saying
from store.assigning import assignments
from store.clock import to_text
from store.learning import attempts as attempt_store
from store.learning import refreshers, sureness
from store.learning.refreshers import Refreshed
from store.registry import agencies, people
from tests.builders import (
    course_data,
    drawn_item,
    fresh_id,
    item_data,
    lesson_data,
    make_courseware,
    misconception_data,
    module_data,
    new_database,
    quiz_data,
    write_yaml,
)
from tests.dilemma_builders import PATHS, dilemma_data
from tests.people.test_agency_history import on

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
OPENS = date(2026, 8, 24)
MONTHS = ("2026-08", "2026-09", "2026-10")
"""Those that have ended since; a unit moves between the first two."""
REFRESHED_AFTER = 14
THEN = (date(2026, 5, 31), date(2026, 8, 15))
"""Days before and between the moves of units."""
ASSIGNMENT = "tugas"
KINDS = ("pns", "pppk", "non-asn")
HEADCOUNTS = (0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 12, 16)
INDICATORS = ("karier", "kampanye")
DILEMMA = "undangan"
LESSONS = ("dasar", "lanjut")
_NAMES = [f"soal-{number}" for number in range(60)]
_FORMS = {form: [name for name in _NAMES if form_of(name) == form] for form in ("A", "B")}


def make_items() -> list[dict[str, object]]:
    """Per indicator two items of each form, one for each lesson. One wrong option stands for a belief of its own, one for a
    common one; whoever errs on a true-or-false item shows its belief, so that item and belief tell the same."""
    items = []
    for number, indicator in enumerate(INDICATORS):
        two = slice(2 * number, 2 * number + 2)
        for place, name in enumerate((*_FORMS["A"][two], *_FORMS["B"][two])):
            lesson = LESSONS[place in (1, 2)]
            about = {
                "id": name,
                "indicator": indicator,
                "objectives": [f"{lesson}-{indicator}"],
                "section": f"{lesson}#awal",
            }
            options = [{"id": letter, "text": f"Pilihan {letter}", "feedback": "Ulasan."} for letter in "abc"]
            options[0]["misconception"], options[2]["misconception"] = f"keliru-{name}", f"keliru-{indicator}"
            if place % 2:
                items.append(item_data("single", options=options, key="b", **about))
            else:
                items.append(item_data("true_false", misconception=f"keliru-{name}", **about))
    return items


def make_lesson(lesson: str) -> dict[str, object]:
    objectives = [{"id": f"{lesson}-{one}", "text": f"Menjelaskan {one}.", "indicator": one} for one in INDICATORS]
    return lesson_data(id=lesson, order=1 + LESSONS.index(lesson), indicators=[*INDICATORS], objectives=objectives)


def make_bank(folder: Path) -> Courseware:
    items = make_items()
    beliefs = [f"keliru-{name}" for name in (*(item["id"] for item in items), *INDICATORS)]
    folder.mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "quizzes" / "dilemmas" / f"{DILEMMA}.yaml", dilemma_data(objectives=["dasar-karier"]))
    return make_courseware(
        folder,
        items=items,
        misconceptions=[misconception_data(), *(misconception_data(id=name, belief=f"Anggapan {name}.") for name in beliefs)],
        lessons=[make_lesson(lesson) for lesson in LESSONS],
        modules=[module_data(id=f"modul-{one}", order=1 + LESSONS.index(one), lessons=[one]) for one in LESSONS],
        quizzes=[quiz_data(asks_sureness=True), quiz_data(id="pra", mode="pretest"), quiz_data(id="segar", mode="refresher")],
        courses=[
            course_data(
                pretest="pra", modules=[f"modul-{one}" for one in LESSONS],
                refresher={"quiz": "segar", "after_days": [REFRESHED_AFTER]},
            )
        ],
    )  # fmt: skip


class Town:
    """``root`` is ``r``; everybody below it is given the assignment. The database stays open until ``close``."""

    def __init__(self, folder: Path, courseware: Courseware, dice: random.Random, units: int = 8) -> None:
        self.courseware, self._dice = courseware, dice
        self._more = random.Random(str(dice.getstate()))
        """Sayings and refreshers have dice of their own: a town of the same number has the same people and answers."""
        self.database = new_database(folder / f"{fresh_id()}.sqlite")
        planted = self._plant(units)
        with self.database.write() as connection:
            agencies.add_agencies(connection, planted)
            given = assignments.Assignment(ASSIGNMENT, "kursus", "Tugas", OPENS.isoformat(), "2026-12-31")
            assignments.add_assignment(connection, given, ["r"])
        learners = [one for agency in planted for one in self._hire(agency)]
        for learner in learners:
            self._sit(learner)
        for learner in dice.sample(learners, len(learners) * 2 // 3):
            self._play(learner)
        rebuild_rollups(self.database)
        self._move_units(planted)

    def close(self) -> None:
        self.database.close()

    @cached_property
    def agencies(self) -> tuple[Agency, ...]:
        """As they stand today, parents first."""
        with self.database.read() as connection:
            return tuple(agencies.agencies_below(connection, "r/"))

    def scope(self, agency: Agency) -> Scope:
        viewer = Viewer("penyelia", "Penyelia", "supervisor", "pns", agency.id, agency.name, True)
        return supervision_scope(viewer, agency.path, agency.id)

    def _plant(self, units: int) -> list[Agency]:
        """Several offices right under the root, and now and then a chain of only children."""
        found = [Agency("r", None, "Kabupaten", "instansi", "r/", "r")]
        for number in range(units):
            above = self._dice.choice((found[0], found[-1], self._dice.choice(found)))
            name = f"u{number}"
            report = name if above.parent_id is None else above.report_id
            found.append(Agency(name, above.id, f"Unit {number}", "unit", f"{above.path}{name}/", report))
        return found

    def _hire(self, agency: Agency) -> list[Viewer]:
        staff = [
            Person(f"{agency.id}-{kind}-{n}", f"Orang {agency.id} {n}", kind, agency.id)  # type: ignore[arg-type]
            for kind in KINDS
            for n in range(self._dice.choice(HEADCOUNTS) if self._dice.random() < 0.7 else 0)
        ]
        with self.database.write() as connection:
            people.add_people(connection, staff, "demo", "2026-01-01")
        return [Viewer(p.id, p.name, "learner", p.employment, agency.id, agency.name, True) for p in staff]

    def _sit(self, learner: Viewer) -> None:
        """Most finish; each meets some items of one form before and some of the other after, and some again weeks later."""
        dice, more = self._dice, self._more
        first = dice.choice(("A", "B"))
        if dice.random() < 0.7:
            self._finish(learner, "pra", dice, first, 0.4)
        if dice.random() < 0.85:
            posttest = self._finish(learner, "kuis", dice, "B" if first == "A" else "A", 0.6)
            if more.random() < 0.7 and posttest.started_at < NOW - timedelta(days=REFRESHED_AFTER + 3):
                self._finish(learner, "segar", more, first, 0.5, posttest)

    def _finish(
        self,
        learner: Viewer,
        quiz_id: str,
        dice: random.Random,
        form: str,
        skill: float,
        posttest: Attempt | None = None,
    ) -> Attempt:
        bank = self.courseware.bank
        pool = [item for item in bank.items.values() if form_of(item.id) == form]
        items = dice.sample(pool, dice.randrange(2, len(pool) + 1))
        answers = [None if dice.random() < 0.1 else self._answer(item, skill, dice) for item in items]
        at = NOW - timedelta(days=2 * dice.randrange(3, 45), hours=dice.randrange(20))
        if posttest is not None:
            at = posttest.started_at + timedelta(days=REFRESHED_AFTER + 1)
        quiz = bank.quizzes[quiz_id]
        opened = Attempt(fresh_id(at), learner.person_id, quiz, 1, tuple(drawn_item(item) for item in items), at, None)
        closed = replace(opened, state="submitted", closed_at=at + timedelta(minutes=9))
        with self.database.write() as connection:
            version = attempt_store.keep_versions(connection, quiz, [(bank.fingerprints[i.id], i) for i in items])
            attempt_store.add_attempt(
                connection, opened, version, ASSIGNMENT, learner.agency_id, learner.employment
            )  # fmt: skip
            for place, answer in enumerate(answers):
                attempt_store.add_response(connection, opened.id, place, encode_response(answer), to_text(at))
            if posttest is not None:
                refreshers.add_refreshed(connection, Refreshed(opened.id, posttest.id, REFRESHED_AFTER))
            if quiz.asks_sureness:
                sure = ((place, self._more.random()) for place in range(len(items)))
                said = [Saying(place, chance < 0.6, 60) for place, chance in sure if chance < 0.9]
                sureness.add_sayings(connection, [(opened.id, said)] if said else [])
            attempt_store.close_attempt(connection, closed, grade(quiz, items, dict(enumerate(answers))))
        return opened

    def _answer(self, item: Item, skill: float, dice: random.Random) -> str:
        is_right = dice.random() < skill
        if isinstance(item, TrueFalseItem):
            return "true" if is_right else "false"
        return "b" if is_right else dice.choice("ac")

    def _play(self, learner: Viewer) -> None:
        run = dilemmas.start_run(self.database, self.courseware, learner, DILEMMA, NOW, run_id=fresh_id())
        for number, choice in enumerate(self._dice.choice(PATHS), start=1):
            dilemmas.make_choice(self.database, learner, run, number, choice, NOW)

    def _move_units(self, planted: list[Agency]) -> None:
        """Twice, on days between those that are looked at."""
        for day in ("2026-06-10", "2026-09-01"):
            below = [agency.id for agency in planted[1:]]
            one, other = self._dice.choice(below), self._dice.choice([*below, "r"])
            change = self._dice.choice((tree.Move, tree.Move, tree.Merge))
            with suppress(AgencyChangeRefused):
                tree.carry_out(self.database, on(day), change(one, other))
