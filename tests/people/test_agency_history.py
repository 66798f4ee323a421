"""Rules of the dated tree: the past stays, and on any day the parts add up to the whole."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.registry import agencies as tree
from actions.registry.agencies import Change, NewAgency
from people.access import console_operator
from people.models import Person
from people.registry.agency_tree import AgencyChangeRefused, totals
from store.auditing import audit as audit_store
from store.database import Database
from store.registry import agencies as agency_store
from store.registry import memberships as membership_store
from store.registry import people as people_store
from store.registry import registry as registry_store
from tests.builders import NOW, new_database, open_agency

TODAY = date(2026, 11, 22)


def on(day: str) -> Change:
    return Change(console_operator(), NOW, TODAY, day)


def new(code: str, name: str | None = None) -> NewAgency:
    return NewAgency(code, name or f"Unit {code}", "unit")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path / "netral.sqlite")
    yield database
    database.close()


def tree_on(database: Database, day: str) -> dict[str, str]:
    """Code -> the codes from the root of that day."""
    with database.read() as connection:
        found = registry_store.tree_as_of(connection, day)
    codes = {agency.id: agency.code for agency in found}
    return {a.code: "/".join(codes[part] for part in a.path.split("/") if part) for a in found}


def names_on(database: Database, day: str) -> set[str]:
    with database.read() as connection:
        return {agency.name for agency in registry_store.tree_as_of(connection, day)}


def add_person(database: Database, person_id: str, agency_id: str, day: str = "2020-01-01") -> None:
    with database.write() as connection:
        people_store.add_people(connection, [Person(person_id, person_id, "pns", agency_id)], "real", day)


def members_on(database: Database, day: str) -> dict[str, str]:
    with database.read() as connection:
        return {m.person_id: m.agency_id for m in membership_store.memberships_as_of(connection, day)}


def test_a_renamed_agency_keeps_its_old_name_in_the_past(database: Database) -> None:
    agency_id = open_agency(database, on("2020-01-01"), new("A", "Dinas Lama"), None)
    tree.carry_out(database, on("2024-01-01"), tree.Rename(agency_id, "Dinas Baru"))
    assert names_on(database, "2023-12-31") == {"Dinas Lama"}
    assert names_on(database, "2024-01-01") == {"Dinas Baru"}
    with database.read() as connection:
        assert agency_store.find_agency(connection, agency_id).name == "Dinas Baru"
        changes = audit_store.audit_entries_of(connection, "agency", agency_id)
    noted = {c.action: c for c in changes}
    assert set(noted) == {"agency.open", "agency.rename"}
    assert noted["agency.rename"].before == '{"kind":"unit","name":"Dinas Lama"}'


def test_renaming_twice_on_one_day_keeps_the_last_name_only(database: Database) -> None:
    agency_id = open_agency(database, on("2020-01-01"), new("A", "Lama"), None)
    tree.carry_out(database, on("2024-01-01"), tree.Rename(agency_id, "Salah Ketik"))
    tree.carry_out(database, on("2024-01-01"), tree.Rename(agency_id, "Benar"))
    assert names_on(database, "2023-06-01") == {"Lama"} and names_on(database, "2025-01-01") == {"Benar"}


def test_a_moved_agency_takes_its_units_along_and_leaves_the_past_alone(database: Database) -> None:
    root = open_agency(database, on("2020-01-01"), new("R"), None)
    left, right = (open_agency(database, on("2020-01-01"), new(c), root) for c in "LK")
    unit = open_agency(database, on("2020-01-01"), new("U"), left)
    open_agency(database, on("2020-01-01"), new("UU"), unit)
    tree.carry_out(database, on("2025-05-01"), tree.Move(unit, right))
    assert tree_on(database, "2025-04-30")["UU"] == "R/L/U/UU"
    assert tree_on(database, "2025-05-01")["UU"] == "R/K/U/UU"
    with database.read() as connection:
        assert agency_store.find_agency(connection, unit).path == f"{root}/{right}/{unit}/"
        assert agency_store.find_agency(connection, unit).report_id == right


def test_a_merged_agency_gives_its_people_and_units_to_the_other(database: Database) -> None:
    root = open_agency(database, on("2020-01-01"), new("R"), None)
    one = open_agency(database, on("2020-01-01"), new("A"), root)
    two = open_agency(database, on("2020-01-01"), new("B"), root)
    open_agency(database, on("2020-01-01"), new("A1"), one)
    add_person(database, "ani", one)
    tree.carry_out(database, on("2026-01-01"), tree.Merge(one, two))
    assert tree_on(database, "2025-12-31")["A1"] == "R/A/A1" and members_on(database, "2025-12-31") == {"ani": one}
    assert tree_on(database, "2026-01-01") == {"R": "R", "B": "R/B", "A1": "R/B/A1"}
    assert members_on(database, "2026-01-01") == {"ani": two}
    with database.read() as connection:
        assert registry_store.successors_of(connection, one) == [(two, "2026-01-01", "merged")]
        assert agency_store.find_agency(connection, one).path == f"{root}/{two}/{one}/"  # its evidence counts there


def test_a_split_remembers_where_the_parts_come_from(database: Database) -> None:
    root = open_agency(database, on("2020-01-01"), new("R"), None)
    whole = open_agency(database, on("2020-01-01"), new("A"), root)
    parts = tree.carry_out(database, on("2026-01-01"), tree.Split(whole, (new("A1"), new("A2")))).opened
    with database.read() as connection:
        assert {to for to, _, kind in registry_store.successors_of(connection, whole) if kind == "split"} == set(parts)
    assert set(tree_on(database, "2025-12-31")) == {"R", "A"} and set(tree_on(database, "2026-01-01")) > {"A1", "A2"}


def test_a_closed_agency_is_gone_from_its_day_on(database: Database) -> None:
    agency_id = open_agency(database, on("2020-01-01"), new("A"), None)
    tree.carry_out(database, on("2022-02-02"), tree.Close(agency_id))
    assert "A" in tree_on(database, "2022-02-01") and "A" not in tree_on(database, "2022-02-02")
    with pytest.raises(AgencyChangeRefused, match="sudah ditutup"):
        tree.carry_out(database, on("2023-01-01"), tree.Rename(agency_id, "Baru"))


def test_an_agency_with_people_or_units_is_not_closed(database: Database) -> None:
    root = open_agency(database, on("2020-01-01"), new("R"), None)
    unit = open_agency(database, on("2020-01-01"), new("U"), root)
    add_person(database, "ani", unit)
    with pytest.raises(AgencyChangeRefused, match="unit lain"):
        tree.carry_out(database, on("2025-01-01"), tree.Close(root))
    with pytest.raises(AgencyChangeRefused, match="pegawai"):
        tree.carry_out(database, on("2025-01-01"), tree.Close(unit))


def test_an_agency_never_comes_under_itself(database: Database) -> None:
    root = open_agency(database, on("2020-01-01"), new("R"), None)
    unit = open_agency(database, on("2020-01-01"), new("U"), root)
    for under in (root, unit):
        with pytest.raises(AgencyChangeRefused, match="dirinya sendiri"):
            tree.carry_out(database, on("2025-01-01"), tree.Move(root, under))


def test_a_move_that_a_later_move_would_close_into_a_circle_is_refused(database: Database) -> None:
    root = open_agency(database, on("2020-01-01"), new("R"), None)
    one = open_agency(database, on("2020-01-01"), new("A"), root)
    two = open_agency(database, on("2020-01-01"), new("B"), root)
    tree.carry_out(database, on("2025-01-01"), tree.Move(one, two))
    with pytest.raises(AgencyChangeRefused, match="dirinya sendiri"):
        tree.carry_out(database, on("2023-01-01"), tree.Move(two, one))


@pytest.mark.parametrize("day", ["2019-12-31", "2026-11-23"])
def test_a_day_before_the_last_change_or_after_today_is_refused(database: Database, day: str) -> None:
    agency_id = open_agency(database, on("2020-01-01"), new("A"), None)
    with pytest.raises(AgencyChangeRefused):
        tree.carry_out(database, on(day), tree.Rename(agency_id, "Baru"))


def test_two_agencies_never_share_a_code(database: Database) -> None:
    open_agency(database, on("2020-01-01"), new("01.02"), None)
    with pytest.raises(AgencyChangeRefused, match="sudah dipakai"):
        open_agency(database, on("2021-01-01"), new("01.02"), None)


STEP = st.tuples(
    st.sampled_from(("open", "open", "move", "move", "merge", "split", "close", "rename", "hire", "hire")),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 400),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(STEP, min_size=5, max_size=25), st.lists(st.integers(-10, 2400), min_size=5, max_size=5))
def test_on_any_day_the_children_add_up_to_the_parent(steps: list[tuple[str, int, int, int]], days: list[int]) -> None:
    play_and_add_up(steps, days)


def play_and_add_up(steps: list[tuple[str, int, int, int]], days: list[int]) -> None:
    start = date(2020, 1, 1)
    with tempfile.TemporaryDirectory() as folder:
        database = new_database(Path(folder) / "netral.sqlite")
        known = [open_agency(database, on(start.isoformat()), new("R"), None)]
        hired: list[tuple[str, date]] = []
        clock = 0
        for number, (verb, one, other, wait) in enumerate(steps):
            clock = (clock + wait - 150) % 2400  # days may go back: what is already written then refuses
            day = start + timedelta(days=clock)
            with suppress(AgencyChangeRefused):
                take_step(database, known, hired, number, verb, known[one % len(known)], known[other % len(known)], day)
        for offset in days:
            _adds_up(database, start + timedelta(days=offset), hired)
        _now_is_today(database)
        database.close()


def take_step(database, known, hired, number, verb, one, other, day: date) -> None:
    change = on(day.isoformat())
    match verb:
        case "open":
            known.append(open_agency(database, change, new(f"K{number}"), one))
        case "move":
            tree.carry_out(database, change, tree.Move(one, other))
        case "merge":
            tree.carry_out(database, change, tree.Merge(one, other))
        case "split":
            known.extend(
                tree.carry_out(database, change, tree.Split(one, (new(f"S{number}a"), new(f"S{number}b")))).opened
            )
        case "close":
            tree.carry_out(database, change, tree.Close(one))
        case "rename":
            tree.carry_out(database, change, tree.Rename(one, f"Nama {number}"))
        case "hire":
            with database.read() as connection:
                life = registry_store.find_life(connection, one)
            if life.closed_on is None and life.opened_on <= change.day:
                add_person(database, f"p{number}", one, change.day)
                hired.append((f"p{number}", day))


def _adds_up(database: Database, day: date, hired: list[tuple[str, date]]) -> None:
    text = day.isoformat()
    with database.read() as connection:
        found = registry_store.tree_as_of(connection, text)
        members = membership_store.memberships_as_of(connection, text)
        counts = membership_store.headcount_as_of(connection, text)
        (open_then,) = connection.execute(
            "SELECT COUNT(*) FROM agency_span WHERE opened_on <= ? AND (closed_on IS NULL OR closed_on > ?)",
            (text, text),
        ).fetchone()
    assert len(found) == open_then  # nobody hangs in the air or goes in a circle
    assert sorted(m.person_id for m in members) == sorted(p for p, since in hired if since <= day)
    own: dict[str, int] = {}
    for member in members:
        own[member.agency_id] = own.get(member.agency_id, 0) + 1
    assert own == {agency: n for (agency, _), n in counts.items()}
    assert set(own) <= {agency.id for agency in found}  # everybody belongs to an agency of that day
    whole = totals(found, own)
    for agency in found:
        children = [child.id for child in found if child.parent_id == agency.id]
        below = sum(own.get(a.id, 0) for a in found if a.path.startswith(agency.path))
        assert whole[agency.id] == own.get(agency.id, 0) + sum(whole[child] for child in children) == below


def _now_is_today(database: Database) -> None:
    """The present tree, which pages and rollups use, is today's."""
    with database.read() as connection:
        today = {a.id: (a.parent_id, a.name, a.path) for a in registry_store.tree_as_of(connection, TODAY.isoformat())}
        roots = agency_store.root_agencies(connection)
        below = [a for root in roots for a in agency_store.agencies_below(connection, root.path)]
    now = {a.id: (a.parent_id, a.name, a.path) for a in below}
    assert {key: now[key] for key in today} == today


def test_a_random_seed_moves_like_any_other() -> None:
    dice = random.Random(7)
    verbs = ("open", "move", "merge", "split", "hire", "rename", "close")
    steps = [(dice.choice(verbs), dice.randrange(99), dice.randrange(99), dice.randrange(200, 300)) for _ in range(60)]
    play_and_add_up(steps, [0, 400, 900, 1500, 2300])
