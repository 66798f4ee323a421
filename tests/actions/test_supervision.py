"""Rules of supervising: one or more dated subtrees, nobody counted twice, and changes that bite with the next action."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from actions.assigning import assignment_status
from actions.deeds import take_back
from actions.registry import supervision
from actions.registry.supervision import NothingSupervised, SupervisionRefused
from people.access import console_operator, supervision_scopes
from people.errors import NotAllowed, NotFound
from people.models import Agency, Person, Viewer
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.registry import supervision as supervision_store
from tests.actions.assigning import BEFORE, DURING, Region

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
BY = console_operator()


@pytest.fixture
def region(tmp_path: Path) -> Region:
    found = Region(tmp_path)
    found.hire("wati", "dinkes")
    with found.database.write() as connection:
        people_store.add_role(connection, people_store.RoleGrant("wati", "", "supervisor", "", ""))
    return found


WATI = Viewer("wati", "Wati", "supervisor", "pns", "dinkes", "Dinas Kesehatan", True)


def grant(region: Region, *agency_ids: str, since: date = TODAY, until: date | None = None) -> str:
    return supervision.grant_supervision(region.database, BY, "wati", agency_ids, since, until, DURING)


def held(region: Region, today: date = TODAY, viewer: Viewer = WATI) -> list[str]:
    return [agency.id for agency in supervision.subtrees(region.database, viewer, today)]


def row_of(region: Region, agency_id: str) -> str:
    sheet = supervision.supervision_sheet(region.database, BY, "wati", TODAY)
    return next(row.id for row in sheet.rows if row.agency_id == agency_id)


def test_without_anything_given_a_supervisor_answers_for_their_own_agency(region: Region) -> None:
    assert held(region) == ["dinkes"]
    assert supervision.supervision_sheet(region.database, BY, "wati", TODAY).is_default
    assert supervision.scope_of(region.database, WATI, TODAY).agency_path == "kab/dinkes/"


def test_what_is_given_replaces_the_own_agency_from_its_first_day_to_its_last(region: Region) -> None:
    grant(region, "disdik", since=TODAY + DAY, until=TODAY + 2 * DAY)
    assert held(region) == ["dinkes"]
    assert held(region, TODAY + DAY) == held(region, TODAY + 2 * DAY) == ["disdik"]
    with pytest.raises(NothingSupervised):
        held(region, TODAY + 3 * DAY)


def test_several_subtrees_are_chosen_among_and_a_strange_one_is_refused(region: Region) -> None:
    grant(region, "disdik", "dinkes")
    assert held(region) == ["dinkes", "disdik"]  # the one worked in comes first
    assert supervision.scope_of(region.database, WATI, TODAY).agency_id == "dinkes"
    for ask in (supervision.scope_of, supervision.assigner):
        ask(region.database, WATI, TODAY, "disdik")
        for strange in ("kab", "sd", "tidak-ada", ""):
            with pytest.raises(NotAllowed):
                ask(region.database, WATI, TODAY, strange)


def test_an_end_and_a_grant_bite_with_the_next_action(region: Region) -> None:
    grant(region, "disdik", "dinkes")
    supervision.scope_of(region.database, WATI, TODAY, "disdik")
    supervision.end_supervision(region.database, BY, row_of(region, "disdik"), TODAY, DURING)
    with pytest.raises(NotAllowed):
        supervision.scope_of(region.database, WATI, TODAY, "disdik")
    grant(region, "disdik")
    assert supervision.assigner(region.database, WATI, TODAY, "disdik").scope.agency_path == "kab/disdik/"


def test_one_subtree_within_another_is_not_told_apart(region: Region) -> None:
    grant(region, "sd", "disdik")
    assert held(region) == ["disdik"]
    with pytest.raises(NotAllowed):
        supervision.scope_of(region.database, WATI, TODAY, "sd")
    supervision.end_supervision(region.database, BY, row_of(region, "disdik"), TODAY, DURING)
    assert held(region) == ["sd"]


def test_an_administrator_assigns_everywhere_but_reads_no_comprehension(region: Region) -> None:
    admin = Viewer("nyoman", "Nyoman", "administrator", "pns", "sd", "SD 1", True)
    assert held(region, viewer=admin) == ["kab"]
    with pytest.raises(NotAllowed):
        supervision.scope_of(region.database, admin, TODAY)
    for role in ("learner", "author", "auditor"):
        with pytest.raises(NotAllowed):
            held(region, viewer=Viewer("x", "X", role, "pns", "kab", "Kab", True))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("agencies", "since", "until"),
    [((), TODAY, None), (("disdik",), TODAY, TODAY - DAY), (("dinkes", "disdik"), TODAY - 5 * DAY, TODAY - DAY)],
)
def test_a_grant_that_makes_no_sense_writes_nothing(region: Region, agencies, since, until) -> None:
    grant(region, "disdik", since=TODAY - 3 * DAY)
    with pytest.raises(SupervisionRefused):
        grant(region, *agencies, since=since, until=until)
    assert region.count("supervision") == 1


def test_only_a_supervisor_is_given_a_subtree_and_only_one_that_exists(region: Region) -> None:
    region.hire("ani")
    with pytest.raises(SupervisionRefused):
        supervision.grant_supervision(region.database, BY, "ani", ("sd",), TODAY, None, DURING)
    with pytest.raises(NotFound):
        grant(region, "disdik", "tidak-ada")
    with pytest.raises(NotFound):
        supervision.end_supervision(region.database, BY, "tidak-ada", TODAY, DURING)
    assert region.count("supervision") == 0


def test_a_grant_and_an_end_can_be_taken_back_and_are_audited(region: Region) -> None:
    batch = grant(region, "disdik")
    ended = supervision.end_supervision(region.database, BY, row_of(region, "disdik"), TODAY, DURING)
    with pytest.raises(SupervisionRefused):
        supervision.end_supervision(region.database, BY, row_of(region, "disdik"), TODAY, DURING)
    take_back(region.database, BY, ended, DURING)
    assert held(region) == ["disdik"]
    take_back(region.database, BY, batch, DURING)
    assert held(region) == ["dinkes"]
    with region.database.read() as connection:
        told = [
            row["action"]
            for row in connection.execute("SELECT action FROM audit_entry WHERE subject_id = 'wati' ORDER BY id")
        ]
    assert sorted(told) == ["supervision.end", "supervision.grant"]


@pytest.mark.parametrize("seed", range(4))
def test_over_random_trees_and_moves_the_subtrees_of_one_supervisor_count_everybody_once(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    region = Region(tmp_path)
    tree = [Agency("kab", None, "", "instansi", "kab/", "kab")]
    for number in range(14):
        above = dice.choice(tree)
        path = f"{above.path}u{number}/"
        report = f"u{number}" if above.parent_id is None else above.report_id
        tree.append(Agency(f"u{number}", above.id, f"Unit {number}", "unit", path, report))
    staff = [Person(f"p{n}", f"P{n}", "pns", dice.choice(tree).id) for n in range(60)]
    with region.database.write() as connection:
        agency_store.add_agencies(connection, tree[1:])
        people_store.add_people(connection, staff, "demo", "2026-01-01")
    assignment_id = region.assign("kab", now=BEFORE, movers=dice.choice(["kept", "moved-along", "released"]))
    for person in dice.sample(staff, 20):
        region.move(person.id, f"2026-11-{dice.randrange(2, 20):02}", dice.choice([*(a.id for a in tree), None]))
    given = [agency for agency in tree if dice.random() < 0.4] or tree[:1]
    scopes = supervision_scopes(WATI, given)
    counted: list[str] = []
    for scope in scopes:
        found = assignment_status.status(
            region.database, region.courseware, scope, assignment_id, scope.agency_id, DURING
        )
        people = assignment_status.people_behind(
            region.database, region.courseware, scope, found.total.query("targeted"), DURING
        )
        assert len(people) == found.total.counts.targeted
        counted += [one.person_id for one in people]
    assert len(counted) == len(set(counted))
    whole = region.names_behind(region.status(assignment_id).total.query("targeted"))
    with region.database.read() as connection:
        paths = {a.id: a.path for a in agency_store.agencies_below(connection, "kab/")}
    covered = {path for path in paths.values() if any(path.startswith(agency.path) for agency in given)}
    assert {path for path in paths.values() if any(scope.covers(path) for scope in scopes)} == covered
    assert set(counted) <= set(whole)
    if given[0].id == "kab":
        assert sorted(counted) == sorted(whole)


def test_a_row_that_ended_as_it_began_was_never_in_force(region: Region) -> None:
    grant(region, "disdik")
    supervision.end_supervision(region.database, BY, row_of(region, "disdik"), TODAY, DURING)
    with region.database.read() as connection:
        assert supervision_store.subtrees_of(connection, "wati", TODAY.isoformat()) == []
