"""Wrong beliefs by agency on a real database: people and not answers, first post-tests only, scope, and the way up."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from actions.learning import take_quiz
from actions.registry import supervision
from actions.summaries.rollups import rebuild_rollups
from actions.understanding.briefing import gathering
from actions.understanding.misconceptions import NothingToTell, gathering_report, misconception_report
from actions.understanding.report_masks import shares_of
from actions.understanding.supervise import ItemsTooDeep
from analytics.estimates import Withheld
from people.access import Scope
from people.errors import NotAllowed, NotFound
from people.models import Agency, Viewer
from quizzes.responses import encode_response
from store.learning import attempts as attempt_store
from store.registry import agencies
from store.summaries.misconception_rollups import MisconceptionRow
from store.summaries.rollups import ResponseRow, RollupRow, add_to_rollups, dump_rollups
from tests.actions.test_rollups import answer_to
from tests.builders import (
    NOW,
    add_learner,
    course_data,
    fresh_id,
    item_data,
    lesson_data,
    make_courseware,
    make_database,
    misconception_data,
    quiz_data,
    section_data,
)

BELIEFS = tuple(f"keliru-{n}" for n in range(6))


def option(letter: str, **more: object) -> dict[str, object]:
    return {"id": letter, "text": f"Pilihan {letter}", "feedback": f"Ulasan {letter}", **more}


ITEMS = [
    item_data("single", id="satu", options=[option("a", misconception=BELIEFS[0]), option("b"),
              option("c", misconception=BELIEFS[1]), option("d", misconception=BELIEFS[2])]),
    item_data("single", id="dua", options=[option("a", misconception=BELIEFS[0]), option("b"), option("c"),
              option("d", misconception=BELIEFS[3])]),
    item_data("multiple", id="tiga", options=[option("a"), option("b", misconception=BELIEFS[4]), option("c"),
              option("d", misconception=BELIEFS[1]), option("e")]),
    item_data("true_false", id="empat", misconception=BELIEFS[5]),
    item_data("judgement", id="lima", options=[option("a", weight=1.0), option("b", weight=0.5),
              option("c", weight=0.0, misconception=BELIEFS[2])]),
]  # fmt: skip

PLAIN = [item_data("true_false", id=f"soal-{belief}", key=True, misconception=belief) for belief in BELIEFS]


class Site:
    def __init__(self, folder: Path, items: list[dict[str, object]]) -> None:
        self.database = make_database(folder / "netral.sqlite")
        case = section_data(
            id="kasus", kind="case", title="Kasus: contoh", story="Cerita.", question="Bolehkah?",
            verdict="bergantung", analysis="Karena begitu.",
        )  # fmt: skip
        case.pop("body")
        wrong = [misconception_data(id=one, belief=f"Anggapan {one}.", correction=f"Aturan {one}.") for one in BELIEFS]
        wrong[1]["cure"] = "dasar#kasus"
        self.courseware = make_courseware(
            folder / "site",
            lessons=[lesson_data(sections=[section_data(), case])],
            misconceptions=wrong,
            items=items,
            quizzes=[quiz_data(attempt_limit=3, blueprint=[{"count": len(items)}]),
                     quiz_data(id="pra", mode="pretest", blueprint=[{"count": len(items)}])],
            courses=[course_data(pretest="pra")],
        )  # fmt: skip
        self.dice = random.Random(11)
        self.people = 0

    def learner(self, agency: str = "disdik", employment: str = "pns") -> Viewer:
        self.people += 1
        return add_learner(self.database, f"orang-{self.people}", agency, employment)

    def sit(self, viewer: Viewer, quiz: str = "kuis", *, hand_in: bool = True) -> None:
        attempt = take_quiz.start_attempt(
            self.database, self.courseware, viewer, quiz, NOW, attempt_id=fresh_id(), seed=self.dice.getrandbits(32)
        )
        for position, item in enumerate(take_quiz.view_attempt(self.database, viewer, attempt, NOW).items):
            if self.dice.random() < 0.85:
                answer = answer_to(item.shown, self.dice.randrange(32))
                take_quiz.save_answer(self.database, viewer, attempt, position, answer, NOW)
        if hand_in:
            take_quiz.submit(self.database, viewer, attempt, NOW)

    def play(self) -> None:
        for number in range(26):
            viewer = self.learner("disdik" if number % 3 else "dinkes", "pns" if number % 2 else "pppk")
            self.sit(viewer, "pra")
            self.sit(viewer)
            if number % 4 == 0:
                self.sit(viewer)
        self.sit(self.learner(), hand_in=False)

    def count(self, agency: str, employment: str, belief: str, met: int, held: int) -> None:
        """As if so many people had met it, in the one item of ``PLAIN`` that can show it."""
        bank = self.courseware.bank
        item, version = bank.items[f"soal-{belief}"], bank.fingerprints[f"soal-{belief}"]
        place = ("tugas-kursus", "kuis", agency, employment)
        answers = {"false": held, "true": met - held}
        rows: list[RollupRow] = [MisconceptionRow(*place, belief, met, held)]
        rows += [ResponseRow(*place, version, encode_response(answer), n, 0) for answer, n in answers.items()]
        with self.database.write() as connection:
            attempt_store.keep_versions(connection, bank.quizzes["kuis"], [(version, item)])
            add_to_rollups(connection, rows)

    def scope(self, agency: str = "kab") -> Scope:
        viewer = Viewer("dewi", "Dewi", "supervisor", "pns", agency, "X", True)
        return supervision.scope_of(self.database, viewer, NOW.date())

    def see(self, agency: str = "kab", employment: str = "", within: str = "kab"):
        return misconception_report(
            self.database, self.courseware, self.scope(within), "tugas-kursus", agency, employment
        )

    def gather(self, agency: str = "kab", within: str = "kab"):
        return gathering_report(self.database, self.courseware, self.scope(within), "tugas-kursus", agency)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, ITEMS)


@pytest.fixture
def counted(tmp_path: Path) -> Site:
    """Nobody has sat; what is met is counted into it, a belief at a time."""
    return Site(tmp_path, PLAIN)


def wrong_choices(body: dict, value: object) -> tuple[set[str], set[str]]:
    """(beliefs the item can show, beliefs this answer shows), straight from the stored text."""
    if body["kind"] == "true_false":
        can = {body["misconception"]}
        return can, can if value != ("true" if body["key"] else "false") else set()
    chosen = value if isinstance(value, list) else [value]
    wrong = {one["id"]: one["misconception"] for one in body.get("options", ()) if one.get("misconception")}
    return set(wrong.values()), {belief for one, belief in wrong.items() if one in chosen}


def recount(site: Site, names: Mapping[str, str] | None = None) -> dict[tuple[str, str, str], tuple[int, int]]:
    """(agency, employment, belief) -> sets of people, from the log alone; ``names``: former id -> id of today."""
    now = names or {}
    met, held = defaultdict(set), defaultdict(set)
    with site.database.read() as connection:
        bodies = {
            print_: json.loads(body)
            for print_, body in connection.execute("SELECT fingerprint, body FROM item_version")
        }
        found = connection.execute(
            "SELECT id, person_id, agency_id, employment, paper FROM attempt "
            "WHERE quiz_id = 'kuis' AND number = 1 AND state <> 'open'"
        ).fetchall()
        for attempt, person, agency, employment, paper in found:
            prints = [entry.split(":")[0] for entry in paper.split(" ")]
            last = {}
            for position, value in connection.execute(
                "SELECT position, value FROM response WHERE attempt_id = ? ORDER BY seq", (attempt,)
            ):
                last[position] = json.loads(value)
            for position, value in last.items():
                if value is None:
                    continue
                can, does = wrong_choices(bodies[prints[position]], value)
                for belief in can:
                    met[agency, employment, now.get(belief, belief)].add(person)
                for belief in does:
                    held[agency, employment, now.get(belief, belief)].add(person)
    return {key: (len(people), len(held[key])) for key, people in met.items()}


def kept(site: Site) -> dict[tuple[str, str, str], tuple[int, int]]:
    with site.database.read() as connection:
        rows = dump_rollups(connection)["rollup_misconception"]
    assert {(row[0], row[1]) for row in rows} <= {("tugas-kursus", "kuis")}
    return {(row[2], row[3], row[4]): (row[5], row[6]) for row in rows}  # type: ignore[misc]


def test_counts_equal_a_recount_of_people_from_the_log(site: Site) -> None:
    site.play()
    counted = kept(site)
    assert counted == recount(site) and len(counted) > 15
    assert any(held for _, held in counted.values()) and all(held <= met for met, held in counted.values())
    rebuild_rollups(site.database)
    assert kept(site) == counted


def test_the_migration_fills_the_same_into_an_older_database(site: Site) -> None:
    site.play()
    counted = kept(site)
    with site.database.write() as connection:
        connection.execute("DROP TABLE rollup_misconception")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_misconception_rollup'")
    site.database.migrate()
    assert kept(site) == counted


def test_a_belief_shown_twice_by_one_person_counts_once(site: Site) -> None:
    viewer = site.learner()
    attempt = take_quiz.start_attempt(
        site.database, site.courseware, viewer, "kuis", NOW, attempt_id=fresh_id(), seed=1
    )
    for position, item in enumerate(take_quiz.view_attempt(site.database, viewer, attempt, NOW).items):
        if item.shown.kind == "single":
            place = next(n for n, choice in enumerate(item.shown.choices) if choice == "Pilihan a")
            take_quiz.save_answer(site.database, viewer, attempt, position, place, NOW)
    take_quiz.submit(site.database, viewer, attempt, NOW)
    assert kept(site)["disdik", "pns", BELIEFS[0]] == (1, 1)
    assert BELIEFS[5] not in {belief for _, _, belief in kept(site)}  # left unanswered: not met


def test_parts_add_up_and_the_report_tells_belief_rule_source_and_cure(counted: Site) -> None:
    counted.count("disdik", "pns", BELIEFS[0], 40, 30)
    counted.count("dinkes", "pns", BELIEFS[0], 60, 12)
    report = counted.see()
    (view,) = report.beliefs
    assert (report.parts, report.measured, report.withheld) == (("Dinas Kesehatan", "Dinas Pendidikan"), 1, 0)
    assert view.share.learners == 100 == sum(part.learners for part in view.parts)  # type: ignore[union-attr]
    assert 0.2 < view.parts[0].value < 0.42 < view.parts[1].value < 0.75  # 20 and 75 % drawn together; 42 % of all
    assert view.share.value == pytest.approx(0.6 * view.parts[0].value + 0.4 * view.parts[1].value, abs=1e-9)
    assert view.groups == ("low", "high")
    assert (view.belief, view.correction, view.sources) == (
        "Anggapan keliru-0.",
        "Aturan keliru-0.",
        "UU 9/2030 Pasal 1",
    )
    assert "UU 8/2030" not in view.sources  # which only the curing section cites
    assert view.cure and view.cure.section_id == "awal" and view.course and view.course.course_id == "kursus"
    (own,) = counted.see("disdik").beliefs
    assert own.share == view.parts[1] and own.parts == ()


def test_what_is_kept_for_all_viewers_follows_every_new_count_and_every_move(counted: Site) -> None:
    counted.count("disdik", "pns", BELIEFS[0], 40, 30)
    counted.count("dinkes", "pns", BELIEFS[0], 60, 12)
    with counted.database.read() as connection:
        asked = (counted.database, connection, counted.courseware, "tugas-kursus", "kuis", "kab/")
        assert shares_of(*asked) is shares_of(*asked)
    assert counted.see("disdik", within="disdik").beliefs[0].share.learners == 40
    counted.count("disdik", "pns", BELIEFS[0], 5, 0)
    assert counted.see("disdik").beliefs[0].share.learners == 45
    with counted.database.write() as connection:
        connection.execute("UPDATE agency SET path = 'kab/disdik/dinkes/', parent_id = 'disdik' WHERE id = 'dinkes'")
    assert counted.see("disdik").beliefs[0].share.learners == 105
    rebuild_rollups(counted.database)  # from a log in which nobody sat
    assert counted.see().beliefs == ()


def test_a_small_office_is_withheld_with_what_would_tell_it(counted: Site) -> None:
    counted.count("disdik", "pns", BELIEFS[0], 40, 30)
    counted.count("dinkes", "pns", BELIEFS[0], 9, 9)
    (view,) = counted.see().beliefs
    assert view.parts == (Withheld("few"), Withheld("protects")) and view.groups == ("unknown", "unknown")
    for agency in ("disdik", "dinkes"):
        assert counted.see(agency).beliefs == () and counted.see(agency).withheld == 1
    assert counted.see("disdik", within="disdik").beliefs == ()  # or two supervisors could subtract it together


def test_switching_the_employment_filter_does_not_uncover_a_small_kind(counted: Site) -> None:
    for kind, met in (("pns", 40), ("pppk", 15), ("non-asn", 3)):
        counted.count("disdik", kind, BELIEFS[0], met, met)
    seen = {kind: counted.see("disdik", kind) for kind in ("", "pns", "pppk", "non-asn")}
    assert [report.measured for report in seen.values()] == [1, 1, 0, 0]


@pytest.mark.parametrize("asked", ["kab", "dinkes", "tidak-ada"])
def test_nobody_sees_an_agency_outside_their_scope(site: Site, asked: str) -> None:
    with pytest.raises(NotAllowed):
        site.see(asked, within="disdik")
    with pytest.raises(NotAllowed):
        site.gather(asked, within="disdik")


def add_unit(site: Site) -> None:
    with site.database.write() as connection:
        agencies.add_agencies(connection, [Agency("unit", "disdik", "Unit", "unit", "kab/disdik/unit/", "disdik")])


def test_below_the_report_agency_and_with_strange_filters_it_is_refused(site: Site) -> None:
    add_unit(site)
    with pytest.raises(ItemsTooDeep):
        site.see("unit")
    with pytest.raises(NotFound):
        site.see(employment="raja")
    with pytest.raises(NotFound):
        misconception_report(site.database, site.courseware, site.scope(), "asing", "kab")


def test_a_gathering_with_too_few_people_gets_the_figures_of_the_agency_above(counted: Site) -> None:
    add_unit(counted)
    for place, belief in enumerate(BELIEFS):
        counted.count("disdik", "pns", belief, 30, 20 if place == 1 else 10 + place)  # keliru-1 is cured by a case
        counted.count("dinkes", "pns", belief, 12 if place < 4 else 3, 3)
    assert counted.gather("disdik").agency.id == "kab"  # its last two beliefs would tell of the other office
    assert counted.gather("unit").agency.id == "kab" and len(counted.gather("unit").beliefs) == 5
    assert counted.gather("disdik", within="disdik").agency.id == "disdik"
    assert counted.gather("unit", within="disdik").agency.id == "disdik"
    told = gathering(counted.database, counted.courseware, counted.scope(), "tugas-kursus", "dinkes", today=NOW.date())
    assert (
        told.agency == "Kabupaten"
        and ("Catatan", "peserta Dinas Kesehatan terlalu sedikit, jadi ini angka Kabupaten") in told.facts
    )
    assert [len(told.points), told.made_on] == [5, "22 November 2026"]
    assert any("Bolehkah?" in point.question for point in told.points)


def test_without_enough_people_anywhere_there_is_nothing_to_print(counted: Site) -> None:
    with pytest.raises(NothingToTell):
        counted.gather()
    counted.count("disdik", "pns", BELIEFS[0], 9, 5)
    with pytest.raises(NothingToTell):
        counted.gather("disdik", within="disdik")


def test_a_region_without_common_beliefs_is_thanked(counted: Site) -> None:
    counted.count("disdik", "pns", BELIEFS[0], 100, 2)
    told = gathering(counted.database, counted.courseware, counted.scope(), "tugas-kursus", "kab", today=NOW.date())
    assert told.points == () and "terima kasih" in told.lead
