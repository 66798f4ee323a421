"""What is kept between runs: asked once, of one question only, and never past a change that its answer depends on."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
import streamlit as st

from actions.courseware import Courseware
from actions.site import Site
from people.access import Scope, supervision_scope
from people.errors import NotFound
from people.models import Viewer
from store.database import Database
from store.summaries import rollups
from tests.test_architecture import name_of, ours, tree_of, words_in
from tests.ui.builders import make_site
from ui import keeper
from ui.visit import Visit

TASK = "tugas-1"
asked: list[tuple[str, ...]] = []


@dataclass(frozen=True)
class Answer:
    lines: list[str]


def deed(database: Database, courseware: Courseware, scope: Scope, assignment_id: str, *ids: str) -> Answer:
    asked.append((scope.agency_id, assignment_id, *ids))
    return Answer([scope.agency_id, *ids])


def other_deed(database: Database, courseware: Courseware, scope: Scope, assignment_id: str, *ids: str) -> Answer:
    return Answer(["another"])


def refusing_deed(database: Database, courseware: Courseware, scope: Scope, assignment_id: str) -> Answer:
    asked.append(("refused",))
    raise NotFound("Ini", "Lihat yang lain.")


def read_by(database: Database, courseware: Courseware, viewer: Viewer, quiz_id: str) -> Answer:
    asked.append((viewer.person_id, quiz_id))
    return Answer([viewer.name])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make_site(tmp_path_factory.mktemp("situs"))


@pytest.fixture
def visit(site: Site) -> Visit:
    st.cache_data.clear()
    asked.clear()
    return Visit(site, Viewer("wati", "Wati", "supervisor", "pns", "pemkab", "Pemkab", True), site.source.present())


def scope_at(agency_id: str, path: str) -> Scope:
    return supervision_scope(Viewer("wati", "Wati", "supervisor", "pns", agency_id, "X", True), path)


COUNTY, OFFICE = scope_at("pemkab", "pemkab/"), scope_at("dinas", "pemkab/dinas/")


def test_the_same_question_is_asked_once_and_each_run_has_a_copy_of_its_own(visit) -> None:
    first = keeper.of_assignment(visit, deed, COUNTY, TASK, "a")
    first.lines.append("spoilt")
    assert keeper.of_assignment(visit, deed, COUNTY, TASK, "a") == Answer(["pemkab", "a"])
    assert asked == [("pemkab", TASK, "a")]


def test_another_scope_is_another_question(visit) -> None:
    assert keeper.of_assignment(visit, deed, COUNTY, TASK).lines == ["pemkab"]
    assert keeper.of_assignment(visit, deed, OFFICE, TASK).lines == ["dinas"]
    same_id = scope_at("pemkab", "pemkab/dinas/")
    keeper.of_assignment(visit, deed, same_id, TASK)
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("some", "others"),
    [
        (("a", "b"), ("ab",)),
        (("a", "b"), ("a', 'b",)),
        (("a", "b"), ("astr:b",)),
        (("", "a"), ("a", "")),
        (("a",), ("a", "")),
    ],
)
def test_no_id_from_an_address_reads_as_a_part_of_another_question(visit, some, others) -> None:
    assert keeper.of_assignment(visit, deed, COUNTY, TASK, *some).lines == ["pemkab", *some]
    assert keeper.of_assignment(visit, deed, COUNTY, TASK, *others).lines == ["pemkab", *others]


def test_another_deed_another_site_and_other_courseware_are_other_questions(visit) -> None:
    keeper.of_assignment(visit, deed, COUNTY, TASK)
    assert keeper.of_assignment(visit, other_deed, COUNTY, TASK).lines == ["another"]
    edited = replace(visit, courseware=replace(visit.courseware, folder_state=(("isi.yaml", 1, 1),)))
    keeper.of_assignment(edited, deed, COUNTY, TASK)
    assert len(asked) == 2


def test_an_attempt_makes_it_stale(visit) -> None:
    keeper.of_assignment(visit, deed, COUNTY, TASK)
    with visit.database.write() as connection:
        rollups.add_to_rollups(connection, [rollups.ProgressRow(TASK, "pascauji-dasar", "dinas", "pns", 1, 0, 0)])
    keeper.of_assignment(visit, deed, COUNTY, TASK)
    assert len(asked) == 2


def test_a_refusal_is_never_kept_and_what_is_kept_is_not_told_where_the_assignment_does_not_reach(visit) -> None:
    for _ in range(2):
        with pytest.raises(NotFound):
            keeper.of_assignment(visit, refusing_deed, COUNTY, TASK)
    assert len(asked) == 2
    with pytest.raises(NotFound):
        keeper.of_assignment(visit, deed, scope_at("lain", "lain/"), TASK)
    assert len(asked) == 2


def test_of_everybody_is_kept_by_version_and_by_who_asks(visit) -> None:
    for version in (1001, 1002, 1101):
        keeper.of_everybody(visit, keeper.about(version), read_by, visit.viewer, "kuis")
    assert asked == [("wati", "kuis")] * 2
    other = replace(visit.viewer, person_id="adi", name="Adi", role="author")
    assert keeper.of_everybody(visit, keeper.about(1101), read_by, other, "kuis").lines == ["Adi"]


def test_a_slot_is_five_minutes_and_begins_with_the_hour() -> None:
    assert keeper.slot(datetime(2026, 11, 22, 7, 4, 59, 9, UTC)) == datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    assert keeper.slot(datetime(2026, 11, 22, 7, 5, 0, 0, UTC)) == datetime(2026, 11, 22, 7, 5, tzinfo=UTC)


def test_nothing_else_knows_the_cache() -> None:
    knowing = {
        name_of(path) for path in ours() if {word for _, word in words_in(path)} & {"cache_data", "cache_resource"}
    }
    assert knowing == {"ui/keeper.py"}


def test_every_moment_asked_about_is_a_slot() -> None:
    """The moment of a run would be kept and never found again."""
    calls = [node for path in ours() for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    words = [ast.unparse(call) for call in calls if ast.unparse(call.func).startswith("keeper.of_")]
    assert len(words) > 10
    assert [w for w in words if "visit.now" in w.replace("keeper.slot(visit.now)", "")] == []
