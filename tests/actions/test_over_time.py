"""Numbers over time: weeks add up to the funnel's evidence, frozen months stay, and then + changes = now, person by person."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from actions.assigning import assignments, excuses
from actions.learning import closing
from actions.registry import agencies as tree
from actions.summaries.rollups import rebuild_rollups
from actions.understanding import over_time
from actions.understanding.snapshots import MonthRefused, freeze_last_month, freeze_month
from analytics.reconciliation import Terms, balance, reconcile
from people.access import Scope, supervision_scope
from people.assigning.assignment_rules import Exemption, Rule
from people.errors import NetralError
from people.models import Viewer
from people.registry.agency_tree import AgencyChangeRefused
from store.assigning import assignment_rules as rule_store
from store.summaries import snapshots as snapshot_store
from store.summaries.rollups import dump_rollups
from tests.actions.assigning import NAMES, Region, at_once, draft_of
from tests.builders import fresh_id
from tests.people.test_agency_history import on

OPENS, GIVEN_ON = date(2026, 10, 5), datetime(2026, 10, 1, 3, tzinfo=UTC)
LAST_MINUTE = datetime(2026, 10, 31, 15, 59, tzinfo=UTC)
"""Of October in WITA."""
AFTER = datetime(2026, 11, 1, 3, tzinfo=UTC)
TODAY = datetime(2026, 11, 22, 3, tzinfo=UTC)
HEAD = Viewer("kepala", "Kepala", "supervisor", "pns", "kab", "Kabupaten", True)
LEAVE = Exemption("leave", "Cuti", "SK", "2026-10-01", None)


def scope_at(agency: str = "kab") -> Scope:
    return supervision_scope(HEAD, NAMES[agency].path, agency)


def assign(region: Region, agency: str = "kab", **rule: object) -> str:
    draft = draft_of(Rule(frozenset({agency}), **rule), OPENS)  # type: ignore[arg-type]
    return assignments.create(
        region.database, region.courseware, region.head(), draft, GIVEN_ON, assignment_id=fresh_id()
    )


def people_by_name(region: Region, assignment_id: str, agency: str, measure: str, now: datetime) -> set[str]:
    query = region.status(assignment_id, agency, now).total.query(measure)  # type: ignore[arg-type]
    return set(region.names_behind(query, now))


def since(region: Region, assignment_id: str, agency: str = "kab") -> dict[str, dict]:
    found = over_time.since_snapshot(
        region.database, region.courseware, scope_at(), assignment_id, agency, "2026-10", now=TODAY
    )
    return {one.measure: dict(one.terms) for one in found.measures}


def all_terms(region: Region, assignment_id: str, least: int) -> dict[str, Terms]:
    """The same without hiding anything, and without the frozen numbers."""
    with region.database.read() as connection:
        given = rule_store.find_given(connection, assignment_id)
        head = snapshot_store.find_snapshot(connection, "2026-10", assignment_id)
        standing = over_time.Standing(connection, given, "kuis", head.day, head.ends_at, "2026-11-22")
    return reconcile(standing.changes(), least)


def frozen(region: Region, assignment_id: str) -> list[tuple]:
    with region.database.read() as connection:
        head = snapshot_store.find_snapshot(connection, "2026-10", assignment_id)
        people = [tuple(vars(row).values()) for row in snapshot_store.people_of(connection, head)]
        return people + [tuple(vars(row).values()) for row in snapshot_store.indicators_of(connection, head)]


# --- Then, changes, now ------------------------------------------------------------------------


def live(region: Region, viewers: dict[str, Viewer], dice: random.Random, first: date, days: int) -> None:
    """Some weeks in which people come, go, move, are excused and take the quiz, and units move, merge and open."""
    hours = sorted(dice.randrange(days * 24 - 12) for _ in range(25))
    for number, hour in enumerate(hours):
        now = datetime.combine(first, datetime.min.time(), UTC) + timedelta(hours=hour - 8)
        day = (now + timedelta(hours=8)).date().isoformat()
        name = dice.choice(sorted(viewers))
        with suppress(NetralError, AgencyChangeRefused, sqlite3.IntegrityError):
            match dice.choice(("hire", "move", "move", "leave", "finish", "finish", "start", "tree")):
                case "hire":
                    new = f"{first.month}-{number}"
                    viewers[new] = region.hire(new, dice.choice(list(NAMES)), "pns", day)
                case "move":
                    region.move(name, day, dice.choice(list(NAMES)), dice.choice(("pns", "pppk")))
                case "leave":
                    region.move(name, day, None)
                case "finish":
                    region.finish(viewers[name], now)
                case "start":
                    region.start(viewers[name], now)
                case "tree":
                    order = dice.choice((tree.Move("sd", "dinkes"), tree.Merge("sd", "disdik"), tree.Move("sd", "kab")))
                    tree.carry_out(region.database, on(day), order)


@pytest.mark.parametrize("seed", range(8))
def test_then_and_every_change_come_to_now_over_random_histories(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    region = Region(tmp_path, pass_mark=0.0)
    viewers = {f"p{n}": region.hire(f"p{n}", dice.choice(list(NAMES)), "pns") for n in range(25)}
    rule = {
        "movers": dice.choice(["kept", "moved-along", "released"]),
        "joiners": dice.choice(["included", "left-out"]),
    }
    assignment_id = assign(region, dice.choice(["kab", "disdik"]), **rule)
    live(region, viewers, dice, OPENS, 26)
    _excuse(region, assignment_id, dice.sample(sorted(viewers), 3), LAST_MINUTE)
    closing.close_overdue_attempts(region.database, LAST_MINUTE)
    then = {
        (a, m): people_by_name(region, assignment_id, a, m, LAST_MINUTE)
        for a in NAMES
        for m in ("assigned", "finished")
    }
    assert freeze_last_month(region.database, region.courseware, AFTER) == 1
    live(region, viewers, dice, date(2026, 11, 1), 21)
    _excuse(region, assignment_id, dice.sample(sorted(viewers), 3), TODAY)
    for measure, least in (("assigned", 0), ("finished", 2)):
        known = all_terms(region, assignment_id, least)
        for agency in NAMES:
            terms, before = known.get(agency, Terms()), then[agency, measure]
            now = people_by_name(region, assignment_id, agency, measure, TODAY)
            assert balance(terms) == terms["now"] == len(now)
            assert terms["then"] == len(before)
            assert sum(terms[t] for t in ("joined", "moved_in", "obliged", "results")) == len(now - before)
            assert sum(terms[t] for t in ("left", "moved_out", "excused")) == len(before - now)
            assert measure != "assigned" or terms["results"] == 0
            shown = since(region, assignment_id, agency)[measure]
            assert shown["now"] in (None, len(now)) and "corrected_up" not in shown and "corrected_down" not in shown
    _weeks_are_the_progress(region)
    region.database.close()


def test_an_attempt_that_cannot_be_closed_holds_up_its_own_assignment_only(tmp_path: Path) -> None:
    region = Region(tmp_path)
    stuck, whole = assign(region, "disdik"), assign(region, "dinkes")
    region.start(region.hire("ani", "disdik"), LAST_MINUTE - timedelta(hours=3))
    region.finish(region.hire("budi", "dinkes"), LAST_MINUTE)
    assert freeze_last_month(region.database, region.courseware, AFTER) == 1
    with region.database.read() as connection:
        assert snapshot_store.find_snapshot(connection, "2026-10", stuck) is None
        assert snapshot_store.find_snapshot(connection, "2026-10", whole) is not None
    assert closing.close_overdue_attempts(region.database, AFTER) == 1
    assert freeze_last_month(region.database, region.courseware, AFTER) == 1


def _excuse(region: Region, assignment_id: str, names: list[str], now: datetime) -> None:
    with suppress(NetralError):
        excuses.exempt_all(region.database, region.head(), assignment_id, names, LEAVE, now)


def _weeks_are_the_progress(region: Region) -> None:
    with region.database.read() as connection:
        dump = dump_rollups(connection)
    sums: dict[tuple, list[int]] = {}
    for *key, _, started, finished, passed in dump["rollup_week"]:
        here = sums.setdefault(tuple(key), [0, 0, 0])
        here[:] = [here[0] + started, here[1] + finished, here[2] + passed]
    assert {key: tuple(found) for key, found in sums.items()} == {row[:4]: row[4:] for row in dump["rollup_progress"]}
    rebuild_rollups(region.database)
    with region.database.read() as connection:
        assert dump_rollups(connection)["rollup_week"] == dump["rollup_week"]


def test_each_change_has_its_own_name(tmp_path: Path) -> None:
    region = Region(tmp_path)
    people = {name: region.hire(name, "sd") for name in ("tetap", "pergi", "pindah", "cuti", "lama")}
    people["masuk"] = region.hire("masuk", "dinkes")
    people["non"] = region.hire("non", "sd", "non-asn")
    assignment_id = assign(region, movers="moved-along", employments=frozenset({"pns"}))
    region.finish(people["lama"], LAST_MINUTE)
    freeze_last_month(region.database, region.courseware, AFTER)
    region.finish(people["tetap"], AFTER)
    region.hire("baru", "sd", since="2026-11-03")
    region.move("pergi", "2026-11-04", None)
    region.move("pindah", "2026-11-05", "dinkes")
    region.move("masuk", "2026-11-06", "sd")
    region.move("non", "2026-11-07", "sd", "pns")
    _excuse(region, assignment_id, ["cuti"], TODAY)
    terms = all_terms(region, assignment_id, 0)["sd"]
    assert terms == {
        "then": 5,
        "joined": 1,
        "moved_in": 1,
        "obliged": 1,
        "left": 1,
        "moved_out": 1,
        "excused": 1,
        "now": 5,
    }
    assert all_terms(region, assignment_id, 2)["sd"] == {"then": 1, "results": 1, "now": 2}
    assert all_terms(region, assignment_id, 0)["kab"]["moved_in"] == 0


def test_what_is_corrected_afterwards_is_a_term_of_its_own(tmp_path: Path) -> None:
    region = Region(tmp_path)
    for number in range(20):
        region.hire(f"p{number}", "sd")
    assignment_id = assign(region)
    freeze_last_month(region.database, region.courseware, AFTER)
    kept = frozen(region, assignment_id)
    for number in range(6):
        region.hire(f"telat{number}", "sd", since="2026-09-01")
    assert since(region, assignment_id)["assigned"] == {"then": 20, "corrected_up": 6, "now": 26}
    assert frozen(region, assignment_id) == kept


def test_a_few_who_left_are_hidden_together_with_what_would_tell_of_them(tmp_path: Path) -> None:
    region = Region(tmp_path)
    for number in range(30):
        region.hire(f"p{number}", "sd")
    assignment_id = assign(region)
    freeze_last_month(region.database, region.courseware, AFTER)
    for number in range(2):
        region.move(f"p{number}", "2026-11-04", None)
    for number in range(8):
        region.hire(f"baru{number}", "sd", since="2026-11-03")
    assert since(region, assignment_id, "sd")["assigned"] == {"then": 30, "joined": None, "left": None, "now": 36}


def test_without_a_small_number_nothing_is_hidden(tmp_path: Path) -> None:
    region = Region(tmp_path)
    for number in range(30):
        region.hire(f"p{number}", "sd")
    assignment_id = assign(region)
    freeze_last_month(region.database, region.courseware, AFTER)
    for number in range(7):
        region.move(f"p{number}", "2026-11-04", None)
    assert since(region, assignment_id)["assigned"] == {"then": 30, "left": 7, "now": 23}


# --- Freezing ----------------------------------------------------------------------------------


def a_month(tmp_path: Path) -> tuple[Region, str]:
    region = Region(tmp_path)
    viewers = [region.hire(f"p{number}", "sd") for number in range(6)]
    assignment_id = assign(region)
    for viewer in viewers[:4]:
        region.finish(viewer, LAST_MINUTE)
    return region, assignment_id


def test_a_month_is_frozen_once_however_many_try(tmp_path: Path) -> None:
    region, assignment_id = a_month(tmp_path)
    made = at_once(6, lambda _: freeze_last_month(region.database, region.courseware, AFTER))
    assert sorted(made) == [0, 0, 0, 0, 0, 1]  # type: ignore[type-var]
    assert freeze_month(region.database, region.courseware, "2026-10", TODAY) == 0
    assert [head.month for head in over_time.snapshots(region.database, region.head().scope, assignment_id)] == [
        "2026-10"
    ]


def test_freezing_late_gives_the_same_numbers(tmp_path: Path) -> None:
    """Attempts closed since are taken off, and so are people who came since."""
    numbers = []
    for name, wait in (("segera", False), ("telat", True)):
        region, assignment_id = a_month(tmp_path / name)
        if not wait:
            freeze_last_month(region.database, region.courseware, AFTER)
        late = Viewer("p5", "P5", "learner", "pns", "sd", "SD 1", True)
        region.finish(late, AFTER)
        region.hire("baru", "sd", since="2026-11-02")
        if wait:
            freeze_month(region.database, region.courseware, "2026-10", TODAY)
        numbers.append([row[1:] if row[0] == assignment_id else row for row in frozen(region, assignment_id)])
    assert numbers[0] == numbers[1]
    assert numbers[0][0][:5] == ("sd", "pns", 6, 4, 4)
    assert numbers[0][1][4] == 4  # learners of an indicator


def test_a_frozen_month_cannot_be_changed_removed_or_added_to(tmp_path: Path) -> None:
    region, assignment_id = a_month(tmp_path)
    freeze_last_month(region.database, region.courseware, AFTER)
    for deed in (
        "UPDATE snapshot_people SET finished = 0",
        "DELETE FROM snapshot",
        "DELETE FROM snapshot_indicator",
        f"INSERT INTO snapshot_people VALUES ('2026-10', '{assignment_id}', 'dinkes', 'pns', 1, 1, 1, 1)",
        "INSERT OR REPLACE INTO snapshot_people SELECT * FROM snapshot_people",
    ):
        with pytest.raises(sqlite3.IntegrityError), region.database.write() as connection:
            connection.execute(deed)


@pytest.mark.parametrize("month", ["2026-11", "2027-01", "2026-13", "oktober", "2026-1"])
def test_a_month_that_is_not_over_or_no_month_is_refused(tmp_path: Path, month: str) -> None:
    region, _ = a_month(tmp_path)
    with pytest.raises(MonthRefused):
        freeze_month(region.database, region.courseware, month, TODAY)


def test_the_month_ends_on_the_clock_of_the_assignment(tmp_path: Path) -> None:
    region, _ = a_month(tmp_path)
    assert freeze_last_month(region.database, region.courseware, LAST_MINUTE) == 0
    assert freeze_last_month(region.database, region.courseware, LAST_MINUTE + timedelta(minutes=1)) == 1


def test_an_assignment_not_open_in_the_month_is_left_out(tmp_path: Path) -> None:
    region, _ = a_month(tmp_path)
    assert freeze_month(region.database, region.courseware, "2026-09", TODAY) == 0


# --- Weeks -------------------------------------------------------------------------------------


def weeks_of(region: Region, assignment_id: str, agency: str = "kab") -> over_time.Weekly:
    return over_time.weekly(region.database, region.courseware, scope_at(), assignment_id, agency, now=TODAY)


def test_weeks_begin_on_monday_in_the_zone_of_the_assignment(tmp_path: Path) -> None:
    region = Region(tmp_path)
    viewers = [region.hire(f"p{number}", "sd") for number in range(10)]
    assignment_id = assign(region)
    sunday_night = datetime(2026, 10, 11, 15, 59, 59, tzinfo=UTC)
    for number, viewer in enumerate(viewers):
        region.finish(viewer, sunday_night + timedelta(seconds=number // 5))
    found = weeks_of(region, assignment_id).periods
    assert [(p.first.isoformat(), p.last.isoformat(), p.total[:2]) for p in found] == [
        ("2026-10-05", "2026-10-11", (5, 5)), ("2026-10-12", "2026-10-18", (10, 10)),
    ]  # fmt: skip


def test_the_week_that_is_not_over_is_not_shown(tmp_path: Path) -> None:
    region = Region(tmp_path)
    assignment_id = assign(region)
    for number in range(6):
        region.finish(region.hire(f"p{number}", "sd"), TODAY)
    found = weeks_of(region, assignment_id)
    assert found.periods == () and found.waiting


def test_nobody_else_sees_weeks_of_a_unit_outside_their_scope(tmp_path: Path) -> None:
    region = Region(tmp_path)
    assignment_id = assign(region)
    with pytest.raises(NetralError):
        over_time.weekly(region.database, region.courseware, scope_at("disdik"), assignment_id, "dinkes", now=TODAY)
