"""Frozen comprehension: as of the month's end however late, never changed, and never beside today's where a few could be read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from actions.learning.take_quiz import save_answer, view_attempt
from actions.understanding.snapshots import freeze_last_month, freeze_month
from actions.understanding.then_and_now import Remembered, then_and_now
from analytics.estimates import Estimate, NoData, Withheld
from people.errors import NetralError
from people.models import Viewer
from store.summaries import comprehension_snapshots as frozen_store
from tests.actions.assigning import Region
from tests.actions.test_over_time import AFTER, LAST_MINUTE, TODAY, assign, scope_at


def sit(region: Region, name: str, agency: str, at, *, right: bool = True) -> None:
    """``right``: the items with one right option are answered well; the rest is left open."""
    viewer = Viewer(name, name, "learner", "pns", agency, agency, True)
    attempt = region.start(viewer, at)
    for position, item in enumerate(view_attempt(region.database, viewer, attempt, at).items if right else ()):
        if item.shown.kind == "single":
            save_answer(region.database, viewer, attempt, position, item.shown.choices.index("Pilihan b"), at)
    region.finish(viewer, at)


def a_region(tmp_path: Path, *, school: int = 12, health: int = 12) -> tuple[Region, str]:
    region = Region(tmp_path)
    for agency, count in (("sd", school), ("dinkes", health)):
        for number in range(count):
            region.hire(f"{agency}{number}", agency)
    return region, assign(region)


def look(region: Region, assignment_id: str, agency: str = "kab") -> Remembered:
    return then_and_now(region.database, region.courseware, scope_at(), assignment_id, agency, "2026-10", now=TODAY)


def kept(region: Region, assignment_id: str) -> tuple:
    with region.database.read() as connection:
        return (
            frozen_store.model_of(connection, "2026-10", assignment_id),
            frozen_store.cells_of(connection, "2026-10", assignment_id),
        )


def test_the_frozen_number_stays_while_todays_moves(tmp_path: Path) -> None:
    region, assignment_id = a_region(tmp_path, health=20)
    for number in range(12):
        sit(region, f"sd{number}", "sd", LAST_MINUTE)
        sit(region, f"dinkes{number}", "dinkes", LAST_MINUTE)
    freeze_last_month(region.database, region.courseware, AFTER)
    before = look(region, assignment_id, "dinkes").indicators[0]
    assert isinstance(before.then, Estimate) and before.then.learners == 12
    assert before.now.value == pytest.approx(before.then.value, abs=1e-6)  # type: ignore[union-attr]
    for number in range(12, 20):
        sit(region, f"dinkes{number}", "dinkes", AFTER, right=False)
    after = look(region, assignment_id, "dinkes").indicators[0]
    assert after.then == before.then
    assert isinstance(after.now, Estimate) and after.now.learners == 20
    assert after.now.value < after.then.value - 0.04  # type: ignore[union-attr]


def test_freezing_late_gives_the_same_estimates(tmp_path: Path) -> None:
    found = []
    for late in (False, True):
        region, assignment_id = a_region(tmp_path / str(late))
        for number in range(8):
            sit(region, f"sd{number}", "sd", LAST_MINUTE, right=number % 3 > 0)
        if not late:
            freeze_last_month(region.database, region.courseware, AFTER)
        for number in range(12):
            sit(region, f"dinkes{number}", "dinkes", AFTER, right=False)
        freeze_month(region.database, region.courseware, "2026-10", TODAY)
        model, cells = kept(region, assignment_id)
        found.append((model.model, model.inputs, [vars(cell) for cell in cells]))
    assert found[0] == found[1]
    assert {cell["agency_id"] for cell in found[0][2]} == {"kab", "disdik", "sd"}


def test_other_answers_have_another_hash(tmp_path: Path) -> None:
    hashes = set()
    for wrong in (0, 1):
        region, assignment_id = a_region(tmp_path / str(wrong))
        for number in range(6):
            sit(region, f"sd{number}", "sd", LAST_MINUTE, right=number >= wrong)
        freeze_last_month(region.database, region.courseware, AFTER)
        hashes.add(kept(region, assignment_id)[0].inputs)
    assert len(hashes) == 2


def test_what_was_withheld_is_not_kept_at_all(tmp_path: Path) -> None:
    region, assignment_id = a_region(tmp_path)
    for number in range(3):
        sit(region, f"sd{number}", "sd", LAST_MINUTE)
    for number in range(9):
        sit(region, f"dinkes{number}", "dinkes", LAST_MINUTE)
    freeze_last_month(region.database, region.courseware, AFTER)
    cells = {cell.agency_id: cell for cell in kept(region, assignment_id)[1]}
    assert cells["kab"].state == "known"
    for agency, state in (("sd", "few"), ("disdik", "few"), ("dinkes", "protects")):
        assert vars(cells[agency]) == vars(frozen_store.FrozenCell(agency, cells[agency].indicator, state))
    for number in range(3, 12):
        sit(region, f"sd{number}", "sd", AFTER)
    assert look(region, assignment_id, "sd").indicators[0].then == Withheld("few")


@pytest.mark.parametrize("more", [1, 4, 5])
def test_the_results_of_a_few_cannot_be_had_from_then_and_now(tmp_path: Path, more: int) -> None:
    region, assignment_id = a_region(tmp_path, school=30)
    for number in range(20):
        sit(region, f"sd{number}", "sd", LAST_MINUTE)
    for number in range(6):
        sit(region, f"dinkes{number}", "dinkes", LAST_MINUTE)
    freeze_last_month(region.database, region.courseware, AFTER)
    for number in range(20, 20 + more):
        sit(region, f"sd{number}", "sd", AFTER, right=False)
    for agency in ("sd", "disdik", "kab"):
        then = look(region, assignment_id, agency).indicators[0].then
        assert isinstance(then, Estimate) if more == 5 else then == Withheld("between"), agency


def test_a_unit_without_new_results_is_compared_unless_it_gives_another_away(tmp_path: Path) -> None:
    """Dinkes has nobody new; but kab less dinkes is the school, where two are."""
    region, assignment_id = a_region(tmp_path, school=30)
    for number in range(20):
        sit(region, f"sd{number}", "sd", LAST_MINUTE)
    for number in range(6):
        sit(region, f"dinkes{number}", "dinkes", LAST_MINUTE)
    freeze_last_month(region.database, region.courseware, AFTER)
    for number in (20, 21):
        sit(region, f"sd{number}", "sd", AFTER)
    assert look(region, assignment_id, "dinkes").indicators[0].then == Withheld("between")


def test_a_unit_that_moved_is_not_compared(tmp_path: Path) -> None:
    from actions.registry import agencies as tree
    from tests.people.test_agency_history import on

    region, assignment_id = a_region(tmp_path)
    for number in range(10):
        sit(region, f"sd{number}", "sd", LAST_MINUTE)
        sit(region, f"dinkes{number}", "dinkes", LAST_MINUTE)
    freeze_last_month(region.database, region.courseware, AFTER)
    tree.carry_out(region.database, on("2026-11-10"), tree.Move("sd", "dinkes"))
    assert look(region, assignment_id, "dinkes").indicators[0].then == Withheld("between")
    assert isinstance(look(region, assignment_id, "kab").indicators[0].then, Estimate)


def test_frozen_estimates_cannot_be_changed_removed_or_added_to(tmp_path: Path) -> None:
    region, assignment_id = a_region(tmp_path)
    for number in range(6):
        sit(region, f"sd{number}", "sd", LAST_MINUTE)
    freeze_last_month(region.database, region.courseware, AFTER)
    for deed in (
        "UPDATE snapshot_comprehension SET value_micro = 1",
        "DELETE FROM snapshot_comprehension",
        "UPDATE snapshot_model SET model = 'x'",
        "INSERT INTO snapshot_comprehension (month, assignment_id, agency_id, indicator, state) "
        f"VALUES ('2026-10', '{assignment_id}', 'dinkes', 'karier', 'few')",
    ):
        with pytest.raises(sqlite3.IntegrityError), region.database.write() as connection:
            connection.execute(deed)


def test_a_month_without_results_says_so(tmp_path: Path) -> None:
    region, assignment_id = a_region(tmp_path)
    freeze_last_month(region.database, region.courseware, AFTER)
    found = look(region, assignment_id)
    assert found.is_recorded and found.indicators == ()
    for number in range(8):
        sit(region, f"sd{number}", "sd", AFTER + timedelta(days=1))
    (one,) = look(region, assignment_id).indicators
    assert one.then == NoData() and isinstance(one.now, Estimate)


def test_nobody_else_sees_the_past_of_a_unit_outside_their_scope(tmp_path: Path) -> None:
    region, assignment_id = a_region(tmp_path)
    freeze_last_month(region.database, region.courseware, AFTER)
    with pytest.raises(NetralError):
        then_and_now(
            region.database, region.courseware, scope_at("disdik"), assignment_id, "dinkes", "2026-10", now=TODAY
        )
