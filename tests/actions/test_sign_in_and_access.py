"""Rules of who may come in and what each may do."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from actions.signing_in import sign_in
from actions.signing_in.sign_in import (
    SESSION_LENGTH,
    NotADemoDatabase,
    close_session,
    demo_personas,
    find_viewer,
    open_session,
)
from people import access
from people.access import ACTIONS, Scope, may, require, supervision_scope
from people.errors import NotAllowed, UnknownPerson
from people.models import ROLE_TITLES, Person, Role, Viewer
from store.database import Database
from store.registry import people as people_store
from tests.builders import NOW, add_learner, make_database

VIEWER = Viewer("ani", "Ani", "supervisor", "pns", "disdik", "Dinas Pendidikan", True)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = make_database(tmp_path / "netral.sqlite")
    add_learner(database)
    return database


def test_a_persona_comes_in_and_goes_out(database: Database) -> None:
    (persona,) = demo_personas(database)
    token = open_session(database, persona.id, NOW)
    viewer = find_viewer(database, token, NOW)
    assert viewer is not None and (viewer.person_id, viewer.role, viewer.agency_id, viewer.is_demo) == (
        "ani", "learner", "disdik", True,
    )  # fmt: skip
    close_session(database, token)
    assert find_viewer(database, token, NOW) is None


@pytest.mark.parametrize(
    "persona_id", ["", "ani", "ani.supervisor", "budi.learner", ".", "ani.learner ", "ani.learner.x", "' OR 1=1 --"]
)
def test_an_unknown_persona_does_not_come_in(database: Database, persona_id: str) -> None:
    with pytest.raises(UnknownPerson):
        open_session(database, persona_id, NOW)


def test_a_session_ends_after_its_length(database: Database) -> None:
    token = open_session(database, "ani.learner", NOW)
    assert find_viewer(database, token, NOW + SESSION_LENGTH - timedelta(seconds=1)) is not None
    assert find_viewer(database, token, NOW + SESSION_LENGTH) is None


def test_a_role_that_is_taken_away_ends_the_session_at_once(database: Database) -> None:
    token = open_session(database, "ani.learner", NOW)
    with database.write() as connection:
        connection.execute("DELETE FROM role_grant")
    assert find_viewer(database, token, NOW) is None


@pytest.mark.parametrize("token", ["", "salah", "a" * 10_000, "\x00", "é"])
def test_a_made_up_token_is_nobodys(database: Database, token: str) -> None:
    open_session(database, "ani.learner", NOW)
    assert find_viewer(database, token, NOW) is None


def test_the_token_is_kept_only_as_its_hash(database: Database) -> None:
    token = open_session(database, "ani.learner", NOW)
    with database.read() as connection:
        rows = [tuple(row) for row in connection.execute("SELECT * FROM session")]
    assert rows[0][0] == hashlib.sha256(token.encode()).hexdigest() and token not in str(rows)
    database.close()
    for path in database.path.parent.iterdir():
        if path.is_file():
            assert token.encode() not in path.read_bytes()


def test_tokens_are_long_and_never_repeat(database: Database) -> None:
    tokens = {open_session(database, "ani.learner", NOW) for _ in range(20)}
    assert len(tokens) == 20 and min(map(len, tokens)) >= 43


def test_expired_sessions_are_swept(database: Database) -> None:
    open_session(database, "ani.learner", NOW)
    open_session(database, "ani.learner", NOW + timedelta(days=2))
    with database.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM session").fetchone()[0] == 1


def test_demo_mode_refuses_a_database_of_real_people(database: Database) -> None:
    sign_in.require_demo_database(database)
    with database.write() as connection:
        people_store.add_people(connection, [Person("nyata", "Nyata", "pns", "disdik")], "real", "2026-01-01")
    with pytest.raises(NotADemoDatabase):
        sign_in.require_demo_database(database)


ROLES = ("learner", "supervisor", "author", "administrator", "auditor")
TABLE = {
    "study": "yes yes yes no no",
    "take_quiz": "yes yes yes no no",
    "supervise": "no yes no no no",
    "assign": "no yes no yes no",
    "read_content_problems": "no no yes yes no",
    "read_item_statistics": "no no yes yes no",
    "review_items": "no no yes yes no",
    "manage_own_account": "yes yes yes yes yes",
    "manage_accounts": "no no no yes no",
    "manage_people": "no no no yes no",
    "read_evidence": "no no no no yes",
    "read_audit": "no no no yes no",
    "manage_outbox": "no no no yes no",
    "manage_own_data": "yes yes yes yes yes",
    "manage_personal_data": "no no no yes no",
}
ALLOWED = {
    (action, role): cell == "yes"
    for action, row in TABLE.items()
    for role, cell in zip(ROLES, row.split(), strict=True)
}


def test_the_table_of_rights_has_a_cell_for_every_action_and_role() -> None:
    assert set(ALLOWED) == {(action, role) for action in ACTIONS for role in ROLE_TITLES}


@pytest.mark.parametrize(("action", "role"), sorted(ALLOWED))
def test_each_role_may_do_exactly_what_the_table_says(action: str, role: Role) -> None:
    viewer = replace(VIEWER, role=role)
    assert may(viewer, action) is ALLOWED[action, role]
    if ALLOWED[action, role]:
        require(viewer, action)
    else:
        with pytest.raises(NotAllowed):
            require(viewer, action)


def test_an_action_that_is_not_in_the_table_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        may(VIEWER, "hapus_semua")


@pytest.mark.parametrize("role", ["learner", "author", "administrator", "auditor"])
def test_only_a_supervisor_gets_a_scope(role: Role) -> None:
    with pytest.raises(NotAllowed):
        supervision_scope(replace(VIEWER, role=role), "kab/disdik/")


def test_a_scope_covers_its_own_subtree_only() -> None:
    scope = supervision_scope(VIEWER, "kab/disdik/")
    assert scope.covers("kab/disdik/") and scope.covers("kab/disdik/sd-1/")
    assert not any(map(scope.covers, ("kab/", "kab/dinkes/", "kab/disdik2/", "")))


def test_nobody_else_can_make_or_widen_a_scope() -> None:
    scope = supervision_scope(VIEWER, "kab/disdik/")
    for make in (
        lambda: Scope("kab", "kab/"),
        lambda: Scope("kab", "kab/", object()),
        lambda: Scope("kab", "kab/", None),
        lambda: dataclasses.replace(scope, agency_path="kab/"),
        lambda: Scope(**dataclasses.asdict(scope)),
    ):
        with pytest.raises(NotAllowed):
            make()
    with pytest.raises(dataclasses.FrozenInstanceError):
        scope.agency_path = "kab/"  # type: ignore[misc]
    assert copy.copy(scope) == scope and "_SEAL" not in repr(scope)
    assert access.ACTIONS
