"""Rules of giving and changing assignments: within one's scope, with a reason, and always written down."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from actions.assigning import assignments, excuses
from people.access import Assigner
from people.assigning.assignment_errors import AssignmentRefused
from people.assigning.assignment_rules import Exemption, Rule
from people.errors import NetralError, NotAllowed, NotFound
from store.assigning import assignment_rules
from store.assigning.assignment_rules import Accommodation
from store.auditing import audit
from tests.actions.assigning import BEFORE, DUE, DURING, OPENS, Region, draft_of
from tests.builders import fresh_id

AWAY = Exemption("leave", "Cuti besar", "SK 7/2026", "2026-11-01", "2026-11-20")
EXTRA = Accommodation(15, 1, "Tunanetra", "Surat 12")


@pytest.fixture
def region(tmp_path: Path) -> Region:
    found = Region(tmp_path)
    found.hire("ani")
    return found


def entries(region: Region, kind: str, subject: str) -> list[audit.AuditEntry]:
    with region.database.read() as connection:
        return audit.audit_entries_of(connection, kind, subject)


def test_a_rule_comes_back_as_it_was_given_and_is_audited(region: Region) -> None:
    rule = Rule(frozenset({"disdik", "dinkes"}), frozenset({"pns", "pppk"}), "pimpinan", "left-out", "kept")
    draft = draft_of(rule)
    made = assignments.create(region.database, region.courseware, region.head(), draft, BEFORE, assignment_id="t1")
    with region.database.read() as connection:
        given = assignment_rules.find_given(connection, made)
    assert given is not None and (given.rule, given.window, given.title) == (rule, draft.window, draft.title)
    (entry,) = entries(region, "assignment", "t1")
    assert (entry.actor, entry.action, entry.before) == ("kepala-kab", "assignment.create", None)
    assert json.loads(entry.after or "")["agencies"] == ["dinkes", "disdik"]


def test_a_second_press_writes_nothing(region: Region) -> None:
    for _ in range(2):
        assignments.create(
            region.database, region.courseware, region.head(), draft_of(Rule(frozenset({"disdik"}))), BEFORE,
            assignment_id="t1",
        )  # fmt: skip
    assert region.count("assignment") == 1 and len(entries(region, "assignment", "t1")) == 1


@pytest.mark.parametrize(
    ("agencies", "allowed"), [(["disdik"], True), (["sd"], True), (["kab"], False), (["dinkes"], False), (["x"], False)]
)
def test_one_assigns_within_ones_own_subtree_only(region: Region, agencies: list[str], allowed: bool) -> None:
    if allowed:
        region.assign(*agencies, by=region.head("disdik"))
    else:
        with pytest.raises(NotAllowed):
            region.assign(*agencies, by=region.head("disdik"))
        assert region.count("assignment") == 0


def test_nobody_makes_an_assigner(region: Region) -> None:
    by = region.head()
    for make in (lambda: Assigner(by.scope, "x"), lambda: replace(by, actor="x"), lambda: region.head(role="learner")):
        with pytest.raises(NotAllowed):
            make()
    assert region.head(role="administrator").scope.sees_numbers and not by.scope.sees_numbers


@pytest.mark.parametrize(
    "change",
    [
        {"course_id": "asing"}, {"title": "  "}, {"title": "x" * 200}, {"rule": Rule(frozenset())},
        {"rule": Rule(frozenset({"disdik"}), frozenset())},
    ],
)  # fmt: skip
def test_a_draft_that_makes_no_sense_is_refused_in_words(region: Region, change: dict) -> None:
    draft = replace(draft_of(Rule(frozenset({"disdik"}))), **change)
    with pytest.raises(AssignmentRefused) as caught:
        assignments.create(region.database, region.courseware, region.head(), draft, BEFORE, assignment_id="t1")
    assert str(caught.value).endswith(".") and caught.value.what_to_do.endswith(".")


def test_a_window_is_in_order_and_not_over(region: Region) -> None:
    rule = Rule(frozenset({"disdik"}))
    for opens_on, due_on in ((DUE, OPENS), (OPENS, date(2026, 11, 21))):
        draft = draft_of(rule, opens_on, due_on)
        with pytest.raises(AssignmentRefused):
            assignments.create(region.database, region.courseware, region.head(), draft, DURING, assignment_id="t1")


def test_a_window_is_changed_with_before_and_after(region: Region) -> None:
    assignment_id, later = region.assign(), DUE + timedelta(days=5)
    for _ in range(2):
        assignments.change_window(region.database, region.head(), assignment_id, OPENS, later, DURING)
    _, entry = entries(region, "assignment", assignment_id)
    assert json.loads(entry.before or "")["due_on"] == "2026-11-30"
    assert json.loads(entry.after or "") == {"due_on": "2026-12-05", "opens_on": "2026-11-01", "zone": "WITA"}


def test_the_first_day_stays_once_it_has_come(region: Region) -> None:
    assignment_id = region.assign()
    change = assignments.change_window
    change(region.database, region.head(), assignment_id, OPENS + timedelta(days=1), DUE, BEFORE)
    for moved in (OPENS, OPENS + timedelta(days=40)):
        with pytest.raises(AssignmentRefused):
            change(region.database, region.head(), assignment_id, moved, DUE + timedelta(days=60), DURING)


def test_a_unit_cannot_change_what_was_given_from_above(region: Region) -> None:
    assignment_id, unit = region.assign("kab"), region.head("disdik")
    for deed in (
        lambda: assignments.change_window(region.database, unit, assignment_id, OPENS, DUE, DURING),
        lambda: excuses.exempt_all(region.database, unit, assignment_id, ["ani"], AWAY, DURING),
        lambda: excuses.accommodate_all(region.database, unit, assignment_id, ["ani"], EXTRA, DURING),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert region.count("assignment_exemption") == region.count("assignment_accommodation") == 0


def test_whom_the_assignment_is_not_for_cannot_be_excused(region: Region) -> None:
    assignment_id = region.assign("disdik")
    region.hire("budi", "dinkes")
    for person in ("budi", "tidak-ada"):
        with pytest.raises(NotFound):
            excuses.exempt_all(region.database, region.head(), assignment_id, [person], AWAY, DURING)
        with pytest.raises(NotFound):
            excuses.accommodate_all(region.database, region.head(), assignment_id, [person], EXTRA, DURING)


@pytest.mark.parametrize(
    "wrong", [replace(AWAY, reason=" "), replace(AWAY, document=""), replace(AWAY, until_day="2026-10-01")]
)
def test_an_exemption_has_a_reason_a_document_and_an_order_of_days(region: Region, wrong: Exemption) -> None:
    assignment_id = region.assign()
    with pytest.raises(AssignmentRefused):
        excuses.exempt_all(region.database, region.head(), assignment_id, ["ani"], wrong, DURING)


@pytest.mark.parametrize(
    "wrong", [replace(EXTRA, extra_minutes=-1), replace(EXTRA, extra_attempts=99), replace(EXTRA, reason="")]
)
def test_an_accommodation_is_within_bounds_and_has_a_reason(region: Region, wrong: Accommodation) -> None:
    assignment_id = region.assign()
    with pytest.raises(AssignmentRefused):
        excuses.accommodate_all(region.database, region.head(), assignment_id, ["ani"], wrong, DURING)


def test_the_newest_excuse_holds_and_every_one_is_kept(region: Region) -> None:
    assignment_id, by = region.assign(), region.head()
    longer = replace(AWAY, until_day=None)
    for exemption in (AWAY, longer, longer, None):
        excuses.exempt_all(region.database, by, assignment_id, ["ani"], exemption, DURING)
        with region.database.read() as connection:
            assert assignment_rules.exemption_of(connection, assignment_id, "ani") == exemption
            assert assignment_rules.exemptions(connection, assignment_id).get("ani") == exemption
    assert region.count("assignment_exemption") == 3
    found = entries(region, "person", "ani")
    assert [entry.action for entry in found] == ["assignment.exempt"] * 3
    assert sorted(json.loads(entry.after or "").get("until_day", "-") or "" for entry in found) == [
        "",
        "-",
        "2026-11-20",
    ]


@pytest.mark.parametrize("table", ["assignment_exemption", "assignment_accommodation", "assignment_rule"])
def test_what_was_decided_is_never_changed_or_deleted(region: Region, table: str) -> None:
    assignment_id, by = region.assign(), region.head()
    excuses.exempt_all(region.database, by, assignment_id, ["ani"], AWAY, DURING)
    excuses.accommodate_all(region.database, by, assignment_id, ["ani"], EXTRA, DURING)
    column = "given_by" if table == "assignment_rule" else "decided_by"
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = 'x'"):
        with pytest.raises(Exception, match=r"append-only|final"), region.database.write() as connection:
            connection.execute(statement)
    if table != "assignment_rule":
        with region.database.write() as connection:
            connection.execute(f"UPDATE {table} SET reason = '', document = ''")  # erasing what is personal
        with pytest.raises(Exception, match="append-only"), region.database.write() as connection:
            connection.execute(f"UPDATE {table} SET reason = 'lain'")


def test_an_assignment_that_is_not_there_is_not_found(region: Region) -> None:
    with pytest.raises(NetralError):
        assignments.change_window(region.database, region.head(), fresh_id(), OPENS, DUE, DURING)
