"""Rules of windows that follow election stages: waiting, counted, counted again after a look, never by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.assigning import assignments, stage_windows
from actions.assigning.assignments import Draft, stage_days
from actions.courseware import Courseware
from actions.learning.assigned import assigned_to
from content.stage_files import Stage, load_stages
from people.assigning.assignment_errors import AssignmentRefused
from people.assigning.assignment_rules import Rule
from people.assigning.stage_windows import Anchor, WindowRule, day_of, resolve, rule_in_words
from people.assigning.windows import Window
from people.errors import NotAllowed
from store.auditing import audit
from tests.actions.assigning import DURING, Region
from tests.builders import CONTENT, fresh_id, write_yaml

RULE = WindowRule(Anchor("kampanye", "begins", -30), Anchor("kampanye", "ends", 0))
FIXED = date(2027, 3, 1), date(2027, 5, 31)


def with_stage(courseware: Courseware, begins: date | None, ends: date | None) -> Courseware:
    stage = Stage(id="kampanye", title="Masa kampanye", begins=begins, ends=ends, source="SK KPU")
    return replace(courseware, library=replace(courseware.library, stages={"kampanye": stage}))


@pytest.fixture
def region(tmp_path: Path) -> Region:
    found = Region(tmp_path)
    found.hire("ani")
    found.courseware = with_stage(found.courseware, None, None)
    return found


def assign(region: Region, rule: WindowRule = RULE) -> str:
    window = resolve(rule, stage_days(region.courseware), "WITA")
    draft = Draft("kursus", "Masa kampanye", Rule(frozenset({"disdik"})), window, rule)
    return assignments.create(
        region.database, region.courseware, region.head(), draft, DURING, assignment_id=fresh_id()
    )


def recounts(region: Region, head: str = "kab") -> tuple[stage_windows.Recount, ...]:
    return stage_windows.recounts(region.database, region.courseware, region.head(head).scope, DURING)


def window_of(region: Region, assignment_id: str) -> Window:
    return region.status(assignment_id).given.window


def recount(region: Region, assignment_id: str, shown: Window, head: str = "kab") -> None:
    stage_windows.recount(region.database, region.courseware, region.head(head), assignment_id, shown, DURING)


def test_a_window_without_a_day_waits_and_is_nobodys(region: Region) -> None:
    assignment_id = assign(region)
    window = window_of(region, assignment_id)
    assert window.is_waiting and not window.is_open(DURING) and not window.is_over(DURING)
    assert recounts(region) == ()
    with region.database.read() as connection:
        assert assigned_to(connection, "ani", DURING) == []
    assert region.status(assignment_id).total.counts.assigned == 1


def test_a_day_that_was_set_is_offered_and_changes_nothing_by_itself(region: Region) -> None:
    assignment_id = assign(region)
    region.courseware = with_stage(region.courseware, *FIXED)
    (offered,) = recounts(region)
    assert (offered.window.opens_on, offered.window.due_on) == (date(2027, 1, 30), date(2027, 5, 31))
    assert window_of(region, assignment_id).is_waiting
    recount(region, assignment_id, offered.window)
    assert window_of(region, assignment_id) == offered.window and recounts(region) == ()
    with region.database.read() as connection:
        told = [entry.action for entry in audit.audit_entries_of(connection, "assignment", assignment_id)]
    assert sorted(told) == ["assignment.create", "assignment.recount"]


def test_a_day_that_moves_or_goes_is_offered_again(region: Region) -> None:
    region.courseware = with_stage(region.courseware, *FIXED)
    assignment_id = assign(region)
    assert not window_of(region, assignment_id).is_waiting and recounts(region) == ()
    region.courseware = with_stage(region.courseware, FIXED[0] + timedelta(days=7), FIXED[1])
    (moved,) = recounts(region)
    assert moved.window.opens_on == date(2027, 2, 6)
    region.courseware = with_stage(region.courseware, None, None)
    (gone,) = recounts(region)
    assert gone.window.is_waiting
    with pytest.raises(AssignmentRefused):
        recount(region, assignment_id, moved.window)  # not what would come out now


def test_a_window_that_has_opened_stays(region: Region) -> None:
    region.courseware = with_stage(region.courseware, date(2026, 12, 1), date(2026, 12, 31))
    assignment_id = assign(region)
    before = window_of(region, assignment_id)
    assert before.is_open(DURING)
    region.courseware = with_stage(region.courseware, *FIXED)
    assert recounts(region) == ()
    with pytest.raises(AssignmentRefused):
        recount(region, assignment_id, resolve(RULE, stage_days(region.courseware), "WITA"))
    assert window_of(region, assignment_id) == before


def test_a_window_that_would_be_over_is_offered_with_its_refusal_only(region: Region) -> None:
    assignment_id = assign(region)
    region.courseware = with_stage(region.courseware, date(2026, 1, 1), date(2026, 2, 1))
    (offered,) = recounts(region)
    assert offered.refusal is not None
    with pytest.raises(AssignmentRefused):
        recount(region, assignment_id, offered.window)
    assert window_of(region, assignment_id).is_waiting


def test_a_unit_is_offered_nothing_it_may_not_change(region: Region) -> None:
    assignment_id = assign(region)
    region.courseware = with_stage(region.courseware, *FIXED)
    (offered,) = recounts(region, "disdik")
    recount(region, assignment_id, offered.window, "disdik")
    above = region.assign("kab")
    assert above and recounts(region, "sd") == ()
    with pytest.raises(NotAllowed):
        recount(region, assignment_id, offered.window, "sd")


def test_days_set_by_hand_no_longer_follow_the_stage(region: Region) -> None:
    assignment_id = assign(region)
    assignments.change_window(region.database, region.head(), assignment_id, DURING.date(), date(2026, 12, 5), DURING)
    region.courseware = with_stage(region.courseware, *FIXED)
    assert recounts(region) == () and window_of(region, assignment_id).is_open(DURING)
    assert stage_windows.rule_words_of(region.database, region.courseware, assignment_id) is None


def test_one_end_may_be_a_plain_day(region: Region) -> None:
    rule = WindowRule(Anchor("kampanye", "begins", 0), date(2027, 6, 30))
    region.courseware = with_stage(region.courseware, *FIXED)
    assignment_id = assign(region, rule)
    assert window_of(region, assignment_id).due_on == date(2027, 6, 30)
    words = stage_windows.rule_words_of(region.database, region.courseware, assignment_id)
    assert words == "Dibuka pada hari Masa kampanye mulai; hari terakhir 30 Juni 2027."


def test_a_rule_that_is_not_the_windows_or_names_no_stage_is_refused(region: Region) -> None:
    region.courseware = with_stage(region.courseware, *FIXED)
    days = stage_days(region.courseware)
    window = resolve(RULE, days, "WITA")
    for rule in (
        WindowRule(Anchor("tidak-ada", "begins", 0), RULE.due),
        WindowRule(Anchor("kampanye", "begins", -9999), RULE.due),
        WindowRule(Anchor("kampanye", "begins", -29), RULE.due),
    ):
        draft = Draft("kursus", "Masa kampanye", Rule(frozenset({"disdik"})), window, rule)
        with pytest.raises(AssignmentRefused):
            assignments.create(
                region.database, region.courseware, region.head(), draft, DURING, assignment_id=fresh_id()
            )
    assert region.count("assignment") == 0


@settings(max_examples=200)
@given(
    st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 200), st.integers(-730, 730),
    st.sampled_from(["begins", "ends"]),
)  # fmt: skip
def test_a_day_is_so_many_days_from_its_stage_and_moves_with_it(begins: date, length: int, days: int, edge) -> None:
    stages = {"s": (begins, begins + timedelta(days=length))}
    found = day_of(Anchor("s", edge, days), stages)
    assert found is not None and found - stages["s"][edge == "ends"] == timedelta(days=days)
    later = {"s": tuple(day + timedelta(days=5) for day in stages["s"])}
    assert day_of(Anchor("s", edge, days), later) == found + timedelta(days=5)
    assert day_of(Anchor("s", edge, days), {"s": (None, None)}) is None
    words = rule_in_words(WindowRule(Anchor("s", edge, days), found), {"s": "Tahapan"})
    assert (str(abs(days)) in words) or days == 0


def test_the_stages_we_ship_load_and_have_a_source_for_every_day() -> None:
    problems: list = []
    stages = load_stages(CONTENT, problems)
    assert len(stages) >= 4 and problems == []


@pytest.mark.parametrize(
    "change",
    [{"begins": "2027-03-01"}, {"begins": "2027-03-02", "ends": "2027-03-01", "source": "SK"}, {"begins": "segera"}],
)
def test_a_stage_that_is_wrong_is_told_with_its_line_and_left_out(tmp_path: Path, change: dict) -> None:
    right = {"id": "benar", "title": "Benar", "begins": None, "ends": None}
    wrong = {"id": "salah", "title": "Salah", "begins": None, "ends": None} | change
    write_yaml(tmp_path / "stages" / "a.yaml", {"stages": [right, wrong]})
    problems: list = []
    assert list(load_stages(tmp_path, problems)) == ["benar"]
    assert problems[0].path == "stages/a.yaml" and problems[0].line > 1 and problems[0].how_to_fix
