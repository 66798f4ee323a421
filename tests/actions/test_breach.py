"""The scope of a breach: exactly those within reach, by unit and kind, with a list whose numbers are text."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from actions.privacy.breach import SpanUpsideDown, breach_scope
from actions.privacy.erasure import erase
from people.errors import NotFound
from people.privacy.breach import BreachQuestion, draft_letter
from people.privacy.breach_list import breach_xlsx
from people.privacy.personal_data import GROUPS
from store.registry import people as people_store
from store.registry.supervision import SupervisionRow, add_supervision
from tests.actions.assigning import DURING
from tests.actions.household import BOSS, BY, Household, somebody

SINCE, LATER = DURING - timedelta(days=2), DURING + timedelta(hours=1)


@pytest.fixture
def home(tmp_path: Path) -> Household:
    found = Household(tmp_path)
    for place in (1, 2):
        found.settle(somebody(place))
    found.region.hire("dina", "dinkes")
    found.region.hire("joni", "dinkes", since="2026-12-01")
    return found


def ask(home: Household, exposure: str, **more: str):
    question = BreachQuestion(exposure, SINCE, DURING, DURING, **more)  # type: ignore[arg-type]
    return breach_scope(home.database, BY, question, LATER)


def ids(scope) -> set[str]:
    return {one.person_id for one in scope.people}


def test_a_database_reaches_everybody_known_by_then_with_every_kind_kept(home: Household) -> None:
    for exposure in ("database", "backup"):
        scope = ask(home, exposure)
        assert ids(scope) == {"orang-1", "orang-2", "dina", BOSS}, "joni came later"
        kinds = {one.person_id: one.groups for one in scope.people}
        assert kinds["orang-1"] == set(GROUPS) and kinds["dina"] == {"identity", "employment"}
        assert scope.by_agency() == [("SD 1", 3), ("Dinas Kesehatan", 1)]
        assert dict(scope.by_group())["Belajar dan hasil"] == 2


def test_somebody_erased_since_is_counted_and_not_named(home: Household) -> None:
    erase(home.database, BY, "orang-1", "HAPUS", LATER)
    scope = ask(home, "backup")
    assert "orang-1" not in ids(scope) and scope.erased_since == 1
    assert ask(home, "account", person_id="orang-2").erased_since == 0


def test_a_learners_account_reaches_only_their_own_data(home: Household) -> None:
    scope = ask(home, "account", person_id="orang-1")
    assert ids(scope) == {"orang-1"} and scope.people[0].groups == set(GROUPS)


def test_a_supervisors_account_reaches_the_names_of_their_units_but_no_accounts(home: Household) -> None:
    with home.database.write() as connection:
        people_store.add_role(connection, people_store.RoleGrant("dina", "", "supervisor", "", ""))
    assert ids(ask(home, "account", person_id="dina")) == {"dina"}
    home.region.hire("kadis", "disdik")
    with home.database.write() as connection:
        people_store.add_role(connection, people_store.RoleGrant("kadis", "", "supervisor", "", ""))
    scope = ask(home, "account", person_id="kadis")
    kinds = {one.person_id: one.groups for one in scope.people}
    assert set(kinds) == {"kadis", "orang-1", "orang-2", BOSS}
    assert kinds["orang-1"] == {"identity", "employment", "learning", "excuse"}


@pytest.mark.parametrize(
    ("first", "end", "reached"),
    [
        ("2026-01-01", None, {"kadis", "dina"}),
        ("2026-01-01", "2026-11-21", {"kadis", "dina"}),
        ("2026-01-01", "2026-11-20", {"kadis"}),
        ("2026-11-22", None, {"kadis", "dina", "orang-1", "orang-2", BOSS}),
    ],
)
def test_a_supervisors_account_reaches_what_was_given_in_those_days(home: Household, first, end, reached) -> None:
    """Exposed from 20 to 22 November; before anything was given, a supervisor answered for their own agency."""
    home.region.hire("kadis", "disdik")
    row = SupervisionRow("w", "kadis", "dinkes", "", first, end, BOSS, "2026-01-01T00:00:00Z")
    with home.database.write() as connection:
        people_store.add_role(connection, people_store.RoleGrant("kadis", "", "supervisor", "", ""))
        add_supervision(connection, row)
    assert ids(ask(home, "account", person_id="kadis")) == reached


def test_an_administrators_account_reaches_everybody(home: Household) -> None:
    scope = ask(home, "account", person_id=BOSS)
    assert ids(scope) == {"orang-1", "orang-2", "dina", BOSS}
    assert all("account" not in one.groups for one in scope.people if one.person_id != BOSS)


def test_a_list_reaches_its_unit_and_a_copy_its_owner(home: Household) -> None:
    assert ids(ask(home, "list", agency_id="dinkes")) == {"dina"}
    assert ids(ask(home, "list", agency_id="disdik")) == {"orang-1", "orang-2", BOSS}
    assert ids(ask(home, "copy", person_id="orang-2")) == {"orang-2"}


@pytest.mark.parametrize(
    "more", [{"exposure": "account"}, {"exposure": "copy", "person_id": "x"}, {"exposure": "list"}]
)
def test_somebody_or_something_unknown_is_told(home: Household, more: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        ask(home, **more)


def test_a_span_that_ends_before_it_begins_is_refused(home: Household) -> None:
    with pytest.raises(SpanUpsideDown):
        breach_scope(home.database, BY, BreachQuestion("database", LATER, DURING, DURING), LATER)


def test_the_notice_is_due_three_times_24_hours_after_it_was_known(home: Household) -> None:
    assert ask(home, "copy", person_id="orang-1").due_at - DURING == timedelta(hours=72)


def test_the_list_has_every_number_as_text_and_the_same_counts(home: Household) -> None:
    scope = ask(home, "database")
    book = CalamineWorkbook.from_filelike(io.BytesIO(breach_xlsx(scope)))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    head, *rows = sheets["Penerima pemberitahuan"]
    assert len(rows) == len(scope.people) and all(isinstance(cell, str) for row in rows for cell in row)
    assert somebody(1).number in {row[head.index("NIP/Nomor")] for row in rows}
    assert [tuple(row) for row in sheets["Menurut unit"][1:]] == [(n, str(c)) for n, c in scope.by_agency()]


def test_the_letters_say_what_the_law_asks_and_name_nobody(home: Household) -> None:
    text = draft_letter(ask(home, "database"), ("awal", "akhir", "tahu", "tenggat"))
    for words in (
        "Data yang terungkap",
        "Kapan dan bagaimana",
        "Penanganan dan pemulihan",
        "Kepada lembaga",
        "tenggat",
        "SD 1: 3 orang",
    ):
        assert words in text
    assert not any(word in text for word in somebody(1).secrets)


def test_asking_is_written_down_without_names(home: Household) -> None:
    ask(home, "database")
    with home.database.read() as connection:
        (after,) = connection.execute("SELECT after FROM audit_entry WHERE action = 'breach.report'").fetchone()
    assert after == '{"exposure":"database","people":4}'
