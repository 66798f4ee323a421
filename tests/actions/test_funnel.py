"""The supervisor's funnel (must, started, finished, passed) is the assignment's own numbers, unit by unit and kind by kind."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from actions.assigning import excuses
from actions.assigning.assignment_status import status_version
from actions.summaries.rollups import rebuild_rollups
from actions.understanding import supervise
from people.access import Scope, supervision_scope
from people.assigning.assignment_rules import Exemption
from people.models import Viewer
from store.summaries.rollups import dump_rollups
from tests.actions.assigning import BEFORE, DURING, NAMES, Region

KINDS = ("pns", "pppk")
HEAD = Viewer("kepala", "Kepala", "supervisor", "pns", "kab", "Kabupaten", True)


def scope_at(agency: str) -> Scope:
    return supervision_scope(HEAD, NAMES[agency].path, agency)


def funnel(region: Region, assignment_id: str, agency: str, kind: str = "") -> tuple[int, ...]:
    found = supervise.overview(
        region.database, region.courseware, scope_at("kab"), assignment_id, agency, kind, now=DURING
    ).people
    return found.assigned, found.started, found.finished, found.passed


def numbers(region: Region, assignment_id: str, agency: str) -> tuple[int, ...]:
    counts = region.status(assignment_id, agency).total.counts
    return counts.assigned, counts.started, counts.finished, counts.passed


@pytest.mark.parametrize("seed", range(5))
def test_the_funnel_equals_the_status_over_random_people_rules_moves_and_excuses(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    region = Region(tmp_path)
    viewers = {}
    for number in range(30):
        name, since = f"p{number}", date(2026, 10, 1) + timedelta(days=dice.randrange(45))
        viewers[name] = region.hire(name, dice.choice(list(NAMES)), dice.choice(KINDS), since.isoformat())
    assignment_id = region.assign(
        dice.choice(list(NAMES)),
        now=BEFORE,
        employments=frozenset(dice.sample(KINDS, dice.randrange(1, 3))),
        joiners=dice.choice(["included", "left-out"]),
        movers=dice.choice(["kept", "moved-along", "released"]),
    )
    targeted = region.names_behind(region.status(assignment_id).total.query("assigned"))
    for name in dice.sample(targeted, len(targeted) * 2 // 3):
        (region.finish if dice.random() < 0.6 else region.start)(viewers[name])
    for name in dice.sample(targeted, len(targeted) // 4):
        excuse = Exemption(dice.choice(["exempt", "leave"]), "Alasan", "SK", "2026-11-01", None)
        excuses.exempt_all(region.database, region.head(), assignment_id, [name], excuse, DURING)
    for name in dice.sample(sorted(viewers), 10):
        region.move(name, f"2026-11-{dice.randrange(16, 22)}", dice.choice([*NAMES, None]), dice.choice(KINDS))
    for agency in NAMES:
        found = funnel(region, assignment_id, agency)
        assert found == numbers(region, assignment_id, agency)
        kinds = [funnel(region, assignment_id, agency, kind) for kind in KINDS]
        assert tuple(map(sum, zip(*kinds, strict=True))) == found
    rows = supervise.overview(
        region.database, region.courseware, scope_at("kab"), assignment_id, "kab", now=DURING
    ).rows
    assert sum(row.learners for row in rows) == funnel(region, assignment_id, "kab")[0]
    region.database.close()


def test_who_is_excused_or_of_another_kind_is_in_no_denominator(tmp_path: Path) -> None:
    region = Region(tmp_path)
    for name, kind in (("ani", "pns"), ("budi", "pns"), ("citra", "pppk")):
        region.hire(name, "sd", kind)
    assignment_id = region.assign("disdik", employments=frozenset({"pns"}))
    assert funnel(region, assignment_id, "kab") == (2, 0, 0, 0)
    leave = Exemption("leave", "Cuti", "SK", "2026-11-01", "2026-11-30")
    excuses.exempt_all(region.database, region.head(), assignment_id, ["budi"], leave, DURING)
    assert funnel(region, assignment_id, "kab") == (1, 0, 0, 0)


def test_how_far_everybody_is_can_be_rebuilt_from_the_attempts(tmp_path: Path) -> None:
    region = Region(tmp_path)
    ani, budi = region.hire("ani"), region.hire("budi")
    region.assign("disdik")
    for _ in range(2):
        region.finish(ani)
    region.start(budi)
    with region.database.read() as connection:
        kept = dump_rollups(connection)["rollup_person"]
    assert [row[2:] for row in kept] == [("ani", 2), ("budi", 1)]
    rebuild_rollups(region.database)
    with region.database.read() as connection:
        assert dump_rollups(connection)["rollup_person"] == kept


def test_the_version_changes_with_an_exemption_so_that_no_page_shows_old_numbers(tmp_path: Path) -> None:
    region = Region(tmp_path)
    region.hire("ani")
    assignment_id = region.assign("disdik")
    before = status_version(region.database, scope_at("kab"), assignment_id)
    leave = Exemption("leave", "Cuti", "SK", "2026-11-01", None)
    excuses.exempt_all(region.database, region.head(), assignment_id, ["ani"], leave, DURING)
    assert status_version(region.database, scope_at("kab"), assignment_id) != before
