"""Every cell of the matrix: what is allowed works, everything else is refused and leaves the site as it was."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from actions.assigning import excuses
from actions.privacy.erasure import OwnIdentity
from actions.registry import people
from actions.registry.people import Occasion
from actions.registry.supervision import NothingSupervised
from actions.signing_in import accounts
from people.access import console_operator
from people.errors import NotAllowed, NotFound
from people.models import ROLE_TITLES, Role
from people.registry.person_changes import Leave, Move, Revoke
from store.assigning.assignment_rules import NOTHING_EXTRA
from store.database import Database
from tests.authorisation.cell import CHILD, HERE, OWN, PARENT, SELF, SIBLING, Cell
from tests.authorisation.matrix import ROWS, SUPERVISED
from tests.authorisation.row import OTHERS, SITE, SUBTREE, Row
from tests.authorisation.world import (
    HOMES,
    LATER,
    OTHER_SUPERVISORS,
    ROLES,
    TODAY,
    World,
    make_world,
    name_of,
    number_of,
    token_of,
)

REFUSALS = (NotAllowed, NotFound, NothingSupervised, OwnIdentity)
COVERED = {
    "penyelia-induk": OTHERS, "kepala-bidang": frozenset({CHILD}), "penyelia-dua": frozenset({CHILD, SIBLING}),
    "penyelia-berakhir": frozenset(), "penyelia-pindah": frozenset({SIBLING}),
}  # fmt: skip
"""Supervisor -> places they answer for: by the place they work in, by two subtrees given, by nothing since yesterday."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("dunia"))


class Sites:
    """A fresh copy of the world for whoever finds that the last one was changed."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder, self.count = world, folder, 0
        self.database = self._copy()

    def _copy(self) -> Database:
        self.count += 1
        self.database = self.world.copy(self.folder / str(self.count))
        self._watch = self.database._connect()
        self._version = self._data_version()
        return self.database

    def _data_version(self) -> int:
        """Differs as soon as any other connection has committed a change: https://sqlite.org/pragma.html#pragma_data_version"""
        return self._watch.execute("PRAGMA data_version").fetchone()[0]

    @property
    def is_changed(self) -> bool:
        return self._data_version() != self._version

    def close(self) -> None:
        self._watch.close()
        self.database.close()

    def fresh(self) -> Database:
        if self.is_changed:
            self.close()
            self._copy()
        return self.database

    def cell(self, who: str, role: Role, thing: str, road: str | None = None) -> Cell:
        world = self.world
        token = token_of(who, role)
        return Cell(self.fresh(), world.courseware, world.settings, world.batch_id, token, who, thing, road)


@pytest.fixture
def sites(world: World, tmp_path: Path) -> Iterator[Sites]:
    made = Sites(world, tmp_path)
    yield made
    made.close()


def roads(thing: str) -> tuple[str | None, ...]:
    """A page shows one of the viewer's subtrees: the first, or the one the address names."""
    return (None,) if thing in (SELF, HERE) else (None, thing)


def walk(row: Row) -> Iterator[tuple[str, Role, str, bool]]:
    """(who, role, object, allowed) of every cell of the row."""
    for role, who in ROLES.items():
        for thing in sorted(row.about):
            yield who, role, thing, thing in row.allowed(role)
    if row.action in SUPERVISED:
        for who in OTHER_SUPERVISORS:
            for thing in sorted(row.about - {SELF}):
                yield who, "supervisor", thing, _is_covered(row, who, thing)


def _is_covered(row: Row, who: str, thing: str) -> bool:
    if row.about == SITE:
        return bool(COVERED[who]) and bool(row.allowed("supervisor"))
    return thing in _places(row, COVERED[who])


def _places(row: Row, covered: frozenset[str]) -> frozenset[str]:
    """An assignment may be read about wherever it reaches, so also from above; all else at the place itself."""
    if PARENT not in row.allowed("supervisor") or not covered:
        return covered
    return covered | {PARENT} | ({OWN} if CHILD in covered else set())


@pytest.mark.parametrize("action", ROWS)
def test_every_cell_is_as_the_table_says(action: str, sites: Sites) -> None:
    row = ROWS[action]
    wrong = []
    for who, role, thing, allowed in walk(row):
        said = _outcome(sites, row, who, role, thing, allowed)
        if said is not None:
            wrong.append(f"{who} ({role}) about {thing}: {said}")
    assert wrong == []


def _outcome(sites: Sites, row: Row, who: str, role: Role, thing: str, allowed: bool) -> str | None:
    """What is wrong with the cell; None: nothing."""
    refusals = []
    for road in roads(thing):
        cell = sites.cell(who, role, thing, road)
        try:
            result = row.call(cell)
        except REFUSALS as refusal:
            refusals.append(f"{type(refusal).__name__}: {refusal}")
            if sites.is_changed:
                return "was refused, yet something was written"
            continue
        if not allowed:
            return "was allowed and must not be"
        strangers = _strangers(row, role, who)
        found = [canary for canary in strangers if canary in words(result)]
        return f"was told of {found}" if found else None
    return f"must be allowed, was refused: {refusals}" if allowed else None


TOLD = {"assigning.assignments.find_withdrawal": {"admin-lain"}}
"""Action -> whose name everybody concerned is told: who withdrew the assignment."""


def _strangers(row: Row, role: Role, who: str) -> list[str]:
    """Names and numbers that must not be in an answer: of everybody outside what the viewer is responsible for."""
    if role == "administrator":
        return []
    covered: frozenset[str] = frozenset()
    if row.action in SUPERVISED and role == "supervisor":
        covered = COVERED.get(who, SUBTREE)
    known = {one for one, home in HOMES.items() if home in covered} | {who} | TOLD.get(row.action, set())
    return [name_of(one) for one in HOMES.keys() - known] + [number_of(one) for one in HOMES if one != who]


def words(result: object) -> str:
    """Everything an answer holds, also what its ``repr`` hides."""
    if is_dataclass(result) and not isinstance(result, type):
        return " ".join(words(getattr(result, one.name)) for one in fields(result))
    if isinstance(result, dict):
        return words(list(result.items()))
    if isinstance(result, (list, tuple, set, frozenset)):
        return " ".join(map(words, result))
    if isinstance(result, bytes):
        return result.decode("utf-8", "replace")
    return str(result)


@pytest.mark.parametrize("action", ROWS)
def test_a_row_calls_the_action_it_names(action: str, sites: Sites) -> None:
    row = ROWS[action]
    cells = list(walk(row))
    allowed = [cell for cell in cells if cell[3]]
    # where nobody may, an administrator at least gets as far as the refusal
    who, role, thing, _ = (allowed or [cell for cell in cells if cell[1] == "administrator"])[0]
    module, name = action.partition("#")[0].split(".")[-2:]
    called = called_by(lambda: _tried(lambda: row.call(sites.cell(who, role, thing)), is_allowed=bool(allowed)))
    assert (f"{module}.py", name) in called


def _tried(work: Callable[[], object], *, is_allowed: bool) -> None:
    if is_allowed:
        work()
        return
    with pytest.raises(REFUSALS):
        work()


def called_by(work: Callable[[], object]) -> set[tuple[str, str]]:
    """(file, function) of every call of ours."""
    called: set[tuple[str, str]] = set()

    def note(frame, event: str, argument: object) -> None:
        if event == "call" and "/actions/" in frame.f_code.co_filename:
            called.add((Path(frame.f_code.co_filename).name, frame.f_code.co_name))

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called


def test_nobody_may_do_anything(sites: Sites) -> None:
    """Without a session, with a made-up token, and with a half-open session of the second factor."""
    with sites.database.write() as connection:
        connection.execute("UPDATE session SET stage = 'second-factor' WHERE role = 'administrator'")
    for row in ROWS.values():
        for token in ("", "salah", token_of("admin", "administrator")):
            cell = Cell(
                sites.database, sites.world.courseware, sites.world.settings, "", token, "admin", sorted(row.about)[0]
            )
            with pytest.raises(NotAllowed):
                row.call(cell)


ENDINGS: dict[str, Callable[[Database, str, Role], object]] = {
    "peran dicabut": lambda database, who, role: people.carry_out(
        database, Occasion(console_operator(), LATER, TODAY), Revoke(role), [who]
    ),
    "akun ditutup": lambda database, who, role: accounts.set_disabled(database, _admin(database), who, True, LATER),
    "sesi diakhiri": lambda database, who, role: accounts.end_sessions(database, _admin(database), who, LATER),
    "berhenti bekerja": lambda database, who, role: people.carry_out(
        database, Occasion(console_operator(), LATER, TODAY), Leave(TODAY.isoformat()), [who]
    ),
}


def _admin(database: Database):
    cell = Cell(database, None, None, "", token_of("admin-lain", "administrator"), "admin-lain", HERE)  # type: ignore[arg-type]
    return cell.viewer


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("role", ROLE_TITLES)
def test_what_was_taken_away_is_gone_with_the_next_action(sites: Sites, role: Role, ending: str) -> None:
    who = ROLES[role]
    if (role, ending) == ("administrator", "berhenti bekerja"):
        ENDINGS["peran dicabut"](sites.database, who, role)
    else:
        assert sites.cell(who, role, SELF).viewer.role == role
    ENDINGS[ending](sites.database, who, role)
    refused = Cell(
        sites.database, sites.world.courseware, sites.world.settings, "", token_of(who, role), who, SELF
    )  # fmt: skip
    for row in ROWS.values():
        if row.allowed(role):
            with pytest.raises(NotAllowed):
                row.call(refused)


def _move(database: Database, who: str) -> None:
    people.carry_out(
        database, Occasion(console_operator(), LATER, TODAY), Move(SIBLING, TODAY.isoformat()), [who]
    )  # fmt: skip


def _may_excuse(cell: Cell, who: str) -> bool:
    """In an assignment that goes along with whoever moves."""
    try:
        return len(excuses.person_sheets(cell.database, cell.by, "ikut-dinas", [who], LATER)) == 1
    except NotFound:
        return False


@pytest.mark.parametrize("who", ["orang-dinas", "orang-bidang"])
def test_whoever_moved_away_is_out_of_reach_with_the_next_action(sites: Sites, who: str) -> None:
    cell = sites.cell("penyelia", "supervisor", OWN)
    assert _may_excuse(cell, who)
    _move(cell.database, who)
    assert not _may_excuse(cell, who)
    for deed, what in ((excuses.exempt_all, None), (excuses.accommodate_all, NOTHING_EXTRA)):
        with pytest.raises(NotFound):
            deed(cell.database, cell.by, "ikut-dinas", [who], what, LATER)  # type: ignore[operator]
    assert _may_excuse(sites.cell("penyelia", "supervisor", OWN), "penyelia"), "whoever stayed is still there"


def test_a_supervisor_who_moved_away_answers_for_the_new_place_with_the_next_action(sites: Sites) -> None:
    rows = [row for row in ROWS.values() if row.allowed("supervisor") == SUBTREE & OTHERS]
    cell = sites.cell("penyelia", "supervisor", OWN)
    _move(cell.database, "penyelia")
    for row in rows:
        for thing in (OWN, CHILD):
            for road in roads(thing):
                with pytest.raises(REFUSALS):
                    row.call(replace(cell, thing=thing, road=road))
        row.call(replace(cell, thing=SIBLING))
