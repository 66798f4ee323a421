"""Two ids that turn out to be one belief: what was answered under either counts for it, and every person once."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from actions.auditing.evidence_check import check_evidence
from actions.courseware import Courseware
from actions.learning import take_quiz
from actions.learning.say_sureness import say_sureness
from actions.summaries.belief_names import follow_belief_names
from actions.summaries.rollups import rebuild_rollups
from actions.understanding.misconceptions import misconception_report
from store.summaries.misconception_rollups import MisconceptionRow
from store.summaries.rollups import add_to_rollups, dump_rollups
from tests.actions.test_evidence import AUDITOR
from tests.actions.test_misconceptions import BELIEFS, ITEMS, Site, kept, recount
from tests.actions.test_rollups import answer_to
from tests.builders import NOW, course_data, fresh_id, make_courseware, misconception_data, quiz_data

OLD, NOW_CALLED = BELIEFS[1], BELIEFS[0]
NAMES = {OLD: NOW_CALLED}


def merged(folder: Path) -> Courseware:
    """The same course after the two were merged; its items are still written with the old id nowhere."""
    wrong = [misconception_data(id=one, belief=f"Anggapan {one}.") for one in BELIEFS if one != OLD]
    wrong[0]["formerly"] = [OLD]
    return make_courseware(
        folder,
        misconceptions=wrong,
        items=[renamed(item) for item in ITEMS],
        quizzes=[quiz_data(attempt_limit=3, blueprint=[{"count": 5}], asks_sureness=True),
                 quiz_data(id="pra", mode="pretest", blueprint=[{"count": 5}])],
        courses=[course_data(pretest="pra")],
    )  # fmt: skip


def renamed(data: dict) -> dict:
    options = [
        one | {"misconception": NOW_CALLED} if one.get("misconception") == OLD else one
        for one in data.get("options", ())
    ]
    return data | ({"options": options} if options else {})


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path, ITEMS)
    site.play()
    return site


def faults(site: Site) -> list:
    return list(check_evidence(site.database, AUDITOR, lambda stage, done, total: None).faults)


def test_a_person_who_met_both_counts_once(site: Site, tmp_path: Path) -> None:
    before = kept(site)
    follow_belief_names(site.database, merged(tmp_path / "baru"))
    after = kept(site)
    assert after == recount(site, NAMES) != before and not any(belief == OLD for _, _, belief in after)
    both = before["disdik", "pns", OLD][0] + before["disdik", "pns", NOW_CALLED][0]
    assert 0 < after["disdik", "pns", NOW_CALLED][0] < both
    others = {key: counts for key, counts in before.items() if key[2] not in (OLD, NOW_CALLED)}
    assert others.items() <= after.items()


def test_every_check_holds_before_and_after(site: Site, tmp_path: Path) -> None:
    assert faults(site) == []
    follow_belief_names(site.database, merged(tmp_path / "baru"))
    assert faults(site) == []
    with site.database.read() as connection:
        counted = dump_rollups(connection)
    rebuild_rollups(site.database)
    with site.database.read() as connection:
        assert dump_rollups(connection) == counted


def test_answers_to_old_and_new_items_count_together_also_the_sure_ones(site: Site, tmp_path: Path) -> None:
    site.courseware = merged(tmp_path / "baru")
    follow_belief_names(site.database, site.courseware)
    dice = random.Random(3)
    for _ in range(12):
        viewer = site.learner()
        site.sit(viewer, "pra")
        attempt = take_quiz.start_attempt(
            site.database, site.courseware, viewer, "kuis", NOW, attempt_id=fresh_id(), seed=dice.getrandbits(32)
        )
        for position, item in enumerate(take_quiz.view_attempt(site.database, viewer, attempt, NOW).items):
            take_quiz.save_answer(
                site.database, viewer, attempt, position, answer_to(item.shown, dice.randrange(32)), NOW
            )
            say_sureness(site.database, viewer, attempt, position, dice.random() < 0.7, NOW)
        take_quiz.submit(site.database, viewer, attempt, NOW)
    assert kept(site) == recount(site, NAMES) and faults(site) == []
    with site.database.read() as connection:
        sure = dump_rollups(connection)["rollup_sure_belief"]
    assert sure
    forgotten = make_courseware_without_names(tmp_path)
    follow_belief_names(site.database, forgotten)
    assert faults(site) == []
    follow_belief_names(site.database, site.courseware)
    with site.database.read() as connection:
        assert dump_rollups(connection)["rollup_sure_belief"] == sure


def make_courseware_without_names(folder: Path) -> Courseware:
    return make_courseware(folder / "lupa", misconceptions=[misconception_data(id=one) for one in BELIEFS])


def test_the_report_itself_sees_to_it(site: Site, tmp_path: Path) -> None:
    later = merged(tmp_path / "baru")
    report = misconception_report(site.database, later, site.scope(), "tugas-kursus", "kab")
    assert kept(site) == recount(site, NAMES)
    told = {view.misconception_id: view.share.learners for view in report.beliefs}
    people = sum(met for (_, _, belief), (met, _) in recount(site, NAMES).items() if belief == NOW_CALLED)
    assert told[NOW_CALLED] == people


def test_names_are_not_unlearnt_while_the_content_has_errors(site: Site, tmp_path: Path) -> None:
    later = merged(tmp_path / "baru")
    follow_belief_names(site.database, later)
    counted = kept(site)
    broken = replace(make_courseware_without_names(tmp_path), known_errors=frozenset({("a.yaml", "galat")}))
    follow_belief_names(site.database, broken)
    assert kept(site) == counted


def test_names_that_no_answered_item_was_written_with_cost_no_recount(site: Site, tmp_path: Path) -> None:
    row = MisconceptionRow("tugas-kursus", "kuis", "disdik", "pns", NOW_CALLED, 100, 1)
    with site.database.write() as connection:
        add_to_rollups(connection, [row])  # a recount would find that nobody answered this
    counted = kept(site)
    wrong = [misconception_data(id=one, formerly=[f"lama-{one}"]) for one in BELIEFS]
    follow_belief_names(site.database, make_courseware(tmp_path / "baru", misconceptions=wrong))
    assert kept(site) == counted


def test_a_result_of_before_names_the_belief_of_today(site: Site, tmp_path: Path) -> None:
    viewer = site.learner()
    site.sit(viewer, "pra")
    site.sit(viewer)
    (attempt,) = [one.id for one in take_quiz.history(site.database, viewer)["kuis"]]

    def named() -> set[str]:
        items = [one.item for one in take_quiz.view_result(site.database, viewer, attempt).items]
        return {o.misconception for item in items for o in getattr(item, "options", ()) if o.misconception}

    assert OLD in named()
    follow_belief_names(site.database, merged(tmp_path / "baru"))
    assert OLD not in named() and NOW_CALLED in named()
