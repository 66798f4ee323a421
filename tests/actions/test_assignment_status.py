"""Rules of following up: every number is a list of people, parts add up, and nobody sees beyond their own subtree."""

from __future__ import annotations

import io
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from actions.assigning import assignment_status, excuses
from actions.assigning.assignment_status import PeopleQuery
from actions.assigning.standings import decision_about, judge, whom_of
from actions.learning.assigned import decision_of
from people.assigning.assignment_counts import MEASURE_TITLES
from people.assigning.assignment_rules import Exemption, Rule
from people.assigning.follow_up import whatsapp_text
from people.errors import NotAllowed, NotFound
from store.assigning import assignment_people, assignment_rules
from tests.actions.assigning import BEFORE, DUE, DURING, Region, draft_of

NIP = "198501012010011001"


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return Region(tmp_path)


@pytest.fixture
def office(region: Region) -> str:
    """An assignment to everybody of Kab, with somebody in every state; its id."""
    for name in ("ani", "budi", "citra", "dedi", "eka"):
        region.hire(name)
    finished, opened = region.hire("farid", "disdik"), region.hire("gita", "dinkes")
    assignment_id = region.assign("kab")
    region.finish(finished)
    region.start(opened)
    leave = Exemption("leave", "Cuti besar", "SK 7", "2026-11-01", "2026-11-25")
    excuses.exempt_all(region.database, region.head(), assignment_id, ["budi"], leave, DURING)
    pardon = Exemption("exempt", "Tugas belajar", "SK 8", "2026-11-01", None)
    excuses.exempt_all(region.database, region.head(), assignment_id, ["citra"], pardon, DURING)
    region.move("dedi", "2026-11-10", None)
    region.number("ani", NIP)
    return assignment_id


def test_every_denominator_has_its_people(region: Region, office: str) -> None:
    total = region.status(office).total
    found = {measure: region.names_behind(total.query(measure)) for measure in MEASURE_TITLES}
    assert found == {
        "targeted": ["ani", "budi", "citra", "dedi", "eka", "farid", "gita"],
        "assigned": ["ani", "eka", "farid", "gita"], "exempt": ["citra"], "on-leave": ["budi"], "left": ["dedi"],
        "started": ["farid", "gita"], "finished": ["farid"], "passed": [], "unfinished": ["ani", "eka", "gita"],
    }  # fmt: skip
    assert {measure: total.counts.of(measure) for measure in found} == {m: len(names) for m, names in found.items()}


def test_leave_ends_with_its_last_day(region: Region, office: str) -> None:
    after = DURING.replace(day=26)
    total = region.status(office, now=after).total
    assert total.counts.on_leave == 0 and "budi" in region.names_behind(total.query("unfinished"), after)


def test_after_the_deadline_the_status_is_that_of_the_last_day(region: Region, office: str) -> None:
    before = region.status(office, now=DURING.replace(day=30)).total.counts
    region.hire("baru", "sd", since="2026-12-05")
    region.move("eka", "2026-12-05", None)
    assert region.status(office, now=DURING + timedelta(days=60)).total.counts == before


def test_the_units_add_up_and_can_be_opened(region: Region, office: str) -> None:
    found = region.status(office)
    assert [(unit.name, unit.counts.targeted) for unit in found.units] == [
        ("Dinas Kesehatan", 1), ("Dinas Pendidikan", 6),
    ]  # fmt: skip
    inside = region.status(office, "disdik")
    assert [(unit.name, unit.counts.targeted, unit.direct) for unit in inside.units] == [
        ("SD 1", 5, False), ("Langsung di Dinas Pendidikan", 1, True),
    ]  # fmt: skip
    assert [agency.id for agency in inside.trail] == ["kab", "disdik"]
    assert region.names_behind(inside.units[1].query("finished")) == ["farid"]


def test_a_head_sees_the_own_subtree_of_an_assignment_from_above(region: Region, office: str) -> None:
    found = region.status(office, "disdik", head="disdik")
    assert found.total.counts.targeted == 6 and not found.may_change
    scope = region.head("disdik").scope
    for agency in ("kab", "dinkes", "tidak-ada"):
        for deed in (
            lambda agency=agency: region.status(office, agency, head="disdik"),
            lambda agency=agency: assignment_status.people_behind(
                region.database, region.courseware, scope, PeopleQuery(office, agency, "assigned"), DURING
            ),
            lambda agency=agency: assignment_status.follow_up(
                region.database, region.courseware, scope, office, agency, DURING
            ),
            lambda agency=agency: assignment_status.follow_up_file(
                region.database, region.courseware, scope, office, agency, DURING
            ),
        ):
            with pytest.raises(NotAllowed):
                deed()


def test_an_assignment_of_a_sibling_does_not_exist(region: Region) -> None:
    region.hire("ani")
    assignment_id = region.assign("disdik")
    with pytest.raises(NotFound):
        region.status(assignment_id, "dinkes", head="dinkes")
    scope = region.head("dinkes").scope
    assert assignment_status.given_in(region.database, region.courseware, scope) == ()
    for head in ("kab", "disdik"):
        seen = assignment_status.given_in(region.database, region.courseware, region.head(head).scope)
        assert [given.id for given in seen] == [assignment_id]


@pytest.mark.parametrize(
    ("movers", "counted_at"), [("kept", "disdik"), ("moved-along", "dinkes"), ("released", None)]
)  # fmt: skip
def test_a_mover_counts_once_where_the_rule_says(region: Region, movers: str, counted_at: str | None) -> None:
    region.hire("ani")
    assignment_id = region.assign("disdik", movers=movers)
    region.move("ani", "2026-11-10", "dinkes")
    for agency in ("disdik", "dinkes"):
        counts = region.status(assignment_id, agency).total.counts
        assert counts.assigned == (agency == counted_at)
    assert region.status(assignment_id, now=BEFORE).total.counts.assigned == 1


def test_a_preview_says_who_and_why_and_writes_nothing(region: Region) -> None:
    for name, agency, kind in (("ani", "sd", "pns"), ("budi", "sd", "pppk"), ("citra", "dinkes", "pns")):
        region.hire(name, agency, kind)
    draft = draft_of(Rule(frozenset({"disdik"}), frozenset({"pns"})))
    scope = region.head().scope
    found = assignment_status.preview(region.database, region.courseware, scope, draft, BEFORE)
    assert (found.assigned, found.out, found.everybody) == (1, 2, 3)
    assert {group.cause: group.samples for group in found.groups} == {
        "target": (("Ani", "PNS di SD 1, termasuk sasaran."),),
        "employment": (("Budi", "Jenis kepegawaian PPPK tidak termasuk sasaran."),),
        "elsewhere": (("Citra", "Unit kerjanya tidak termasuk sasaran."),),
    }
    assert sum(group.number for group in found.groups) == found.everybody and region.count("assignment") == 0
    with pytest.raises(NotAllowed):
        assignment_status.preview(region.database, region.courseware, region.head("dinkes").scope, draft, BEFORE)


def test_the_follow_up_names_the_unfinished_of_one_unit(region: Region, office: str) -> None:
    found = assignment_status.follow_up(
        region.database, region.courseware, region.head().scope, office, "disdik", DURING
    )
    assert [(one.name, one.unit, one.state, one.number) for one in found.people] == [
        ("Ani", "SD 1", "Belum mulai", ""), ("Eka", "SD 1", "Belum mulai", ""),
    ]  # fmt: skip
    assert found.assigned == 3 and "2 dari 3 orang" in whatsapp_text(found)


@pytest.mark.parametrize(("role", "sees"), [("supervisor", False), ("administrator", True)])
def test_numbers_are_in_the_file_only_where_the_scope_may_see_them(
    region: Region, office: str, role: str, sees: bool
) -> None:
    scope = region.head(role=role).scope
    content = assignment_status.follow_up_file(region.database, region.courseware, scope, office, "kab", DURING)
    cells = [
        c for r in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python() for c in r
    ]
    assert (NIP in cells) is sees and "Ani" in cells
    found = assignment_status.follow_up(region.database, region.courseware, scope, office, "kab", DURING)
    assert NIP not in whatsapp_text(found)


def test_a_head_is_the_audience_of_leaders_also_as_acting_head(region: Region) -> None:
    for name in ("ani", "budi", "citra"):
        region.hire(name)
    with region.database.write() as connection:
        for place, (person, kind, title) in enumerate(
            [("ani", "plt", "Guru"), ("budi", "definitif", "Kepala SD 1"), ("citra", "definitif", "Guru Ahli Muda")]
        ):
            connection.execute(
                "INSERT INTO post (id, person_id, agency_id, kind, title, valid_from) VALUES (?, ?, 'sd', ?, ?, '2026-01-01')",
                (f"p{place}", person, kind, title),
            )
    assignment_id = region.assign("disdik", audience="pimpinan")
    total = region.status(assignment_id).total
    assert region.names_behind(total.query("assigned")) == ["ani", "budi"]


AGENCY_IDS = ("kab", "disdik", "dinkes", "sd")


@pytest.mark.parametrize("seed", range(6))
def test_over_random_moves_each_is_counted_once_and_one_by_one_agrees_with_all_together(seed: int) -> None:
    """People are hired, moved and let go on random days; the status of every unit and day adds up."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        region = Region(Path(folder))
        for place in range(40):
            name, day = f"p{place}", date(2026, 9, 1) + timedelta(days=dice.randrange(100))
            region.hire(name, dice.choice(AGENCY_IDS), dice.choice(["pns", "pppk"]), day.isoformat())
            for _ in range(dice.randrange(3)):
                day += timedelta(days=dice.randrange(1, 40))
                where = dice.choice([*AGENCY_IDS, None])
                region.move(name, day.isoformat(), where, dice.choice(["pns", "pppk"]))
                if where is None:
                    break
        rule = {
            "employments": frozenset(dice.sample(["pns", "pppk"], dice.randrange(1, 3))),
            "joiners": dice.choice(["included", "left-out"]),
            "movers": dice.choice(["kept", "moved-along", "released"]),
        }
        assignment_id = region.assign(dice.choice(AGENCY_IDS), **rule)
        for days in (-50, 0, 5, 20, 60):
            _compare(region, assignment_id, DURING + timedelta(days=days))
        region.database.close()


def _compare(region: Region, assignment_id: str, now) -> None:
    with region.database.read() as connection:
        given = assignment_rules.find_given(connection, assignment_id)
        assert given is not None and given.window.due_on == DUE
        whom = whom_of(connection, given, "kuis", "kab/", now)
        places, judged = judge(connection, whom, given.rule)
        for group, decision in judged:
            people = assignment_people.people_in(connection, whom, [group])
            assert len(people) == group.number
            for row in people:
                found_alone = decision_of(connection, given, row.id, now)
                assert found_alone == decision_about(given.rule, places, row, {})
                assert found_alone is not None and found_alone[2:] == decision[2:]
    for agency in AGENCY_IDS:
        found = region.status(assignment_id, agency, now)
        names = region.names_behind(found.total.query("targeted"), now)
        assert len(names) == len(set(names)) == found.total.counts.targeted
        if found.units:
            for measure in MEASURE_TITLES:
                parts = sum(unit.counts.of(measure) for unit in found.units)
                assert parts == found.total.counts.of(measure)
                assert len(region.names_behind(found.total.query(measure), now)) == parts
