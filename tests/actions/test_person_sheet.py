"""What an administrator sees of one person, and of everybody by search and filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.registry.directory import PAGE_LENGTH, DirectoryQuery, ids_found, list_people
from actions.registry.person import NewPost, begin_post, change_employment
from actions.registry.person_sheet import person_sheet
from actions.signing_in.accounts import add_code, end_sessions, issue_code_to
from actions.signing_in.sign_in import add_session, find_viewer
from people.errors import NotAllowed, NotFound
from people.registry.person_changes import Grant, Leave, Move
from tests.actions.bureau import Bureau
from tests.builders import NOW
from tests.people.rosters import nip


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def found(bureau: Bureau, **query: object) -> list[str]:
    page = list_people(bureau.database, bureau.operator(), DirectoryQuery(**query))  # type: ignore[arg-type]
    assert len(page.people) == min(page.count, PAGE_LENGTH)
    assert set(ids_found(bureau.database, bureau.operator(), DirectoryQuery(**query), 100)) == {
        one.id for one in page.people
    }  # type: ignore[arg-type]
    return [one.id for one in page.people]


def test_a_sheet_has_the_past_of_places_posts_and_numbers(bureau: Bureau) -> None:
    person_id, _ = bureau.add(number=nip(7), employment="pppk")
    begin_post(bureau.database, bureau.at(), person_id, NewPost(bureau.units["01.03"], "plh", "Camat", "2026-03-01"))
    bureau.do(Move(bureau.units["01.02"], "2026-04-01"), person_id)
    change_employment(bureau.database, bureau.at(), person_id, "pns", "2026-05-01", nip(8))
    sheet = person_sheet(bureau.database, bureau.operator(), person_id, NOW)
    assert [(one.agency_name, one.employment) for one in sheet.memberships] == [
        ("Dinas 01.02", "pns"), ("Dinas 01.02", "pppk"), ("Dinas 01.01", "pppk")
    ]  # fmt: skip
    assert [(one.number, one.valid_to) for one in sheet.numbers] == [(nip(8), None), (nip(7), "2026-05-01")]
    assert [(one.kind, one.agency_name) for one in sheet.posts] == [("plh", "Dinas 01.03")]
    assert nip(7) not in repr(sheet) and nip(8) not in repr(sheet)


def test_the_state_of_an_account_is_told(bureau: Bureau) -> None:
    bureau.hire("ani")
    assert not person_sheet(bureau.database, bureau.operator(), "ani", NOW).account.has_password
    with bureau.database.write() as connection:
        add_code(connection, "ani", "admin", NOW)
        add_session(connection, "ani", "learner", NOW)
    account = person_sheet(bureau.database, bureau.operator(), "ani", NOW).account
    assert account.session_count == 1 and account.code_until is not None and account.disabled_at is None


def test_nobody_has_no_sheet(bureau: Bureau) -> None:
    with pytest.raises(NotFound):
        person_sheet(bureau.database, bureau.operator(), "tidak-ada", NOW)


def test_filters_find_exactly_those_who_fit(bureau: Bureau) -> None:
    bureau.hire("ani", unit="01.01")
    bureau.hire("budi", "supervisor", unit="01.02")
    bureau.hire("cici", unit="01.02")
    bureau.hire("dodi")
    bureau.do(Leave("2026-06-01"), "dodi")
    change_employment(bureau.database, bureau.at(), "cici", "kepala-desa", "2026-06-01")
    with bureau.database.write() as connection:
        connection.execute("INSERT INTO account VALUES ('ani', 'x', '2026-01-01T00:00:00Z', NULL)")
        connection.execute("INSERT INTO account VALUES ('budi', 'x', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')")
        add_code(connection, "cici", "admin", NOW)
    assert found(bureau) == ["admin", "ani", "budi", "cici"]
    assert found(bureau, presence="left") == ["dodi"] and len(found(bureau, presence="anybody")) == 5
    assert found(bureau, agency_id=bureau.units["01.02"]) == ["budi", "cici"]
    assert found(bureau, agency_id=bureau.units["01"]) == ["admin", "ani", "budi", "cici"]
    assert found(bureau, employment="kepala-desa") == ["cici"]
    assert found(bureau, role="supervisor") == ["budi"] and found(bureau, role="learner") == ["ani", "cici"]
    assert found(bureau, account="active") == ["ani"] and found(bureau, account="disabled") == ["budi"]
    assert found(bureau, account="never") == ["admin", "cici"]
    assert found(bureau, text="I", agency_id=bureau.units["01.02"], role="learner", account="never") == ["cici"]
    assert found(bureau, text="%") == []
    with pytest.raises(NotFound):
        found(bureau, agency_id="tidak-ada")


def test_a_whole_number_finds_its_owner_also_when_it_is_the_old_one(bureau: Bureau) -> None:
    person_id, _ = bureau.add(number=nip(7))
    change_employment(bureau.database, bureau.at(), person_id, "pns", "2026-05-01", nip(8))
    assert found(bureau, text=nip(7)) == found(bureau, text=nip(8)) == [person_id]


def test_the_last_page_is_where_counting_from_the_first_would_put_it(bureau: Bureau) -> None:
    for number in range(2 * PAGE_LENGTH + 3):
        bureau.hire(f"orang{number:03}")
    pages = [list_people(bureau.database, bureau.operator(), page=page) for page in (1, 2, 3, 99)]
    names = [one.name for page in pages[:3] for one in page.people]
    assert names == sorted(names) and len(names) == pages[0].count == 2 * PAGE_LENGTH + 4
    assert pages[3] == pages[2] and pages[3].page == 3


def test_an_administrator_signs_somebody_out_everywhere_but_not_themselves(bureau: Bureau) -> None:
    bureau.hire("ani")
    with bureau.database.write() as connection:
        token = add_session(connection, "ani", "learner", NOW)
    assert end_sessions(bureau.database, bureau.viewer(), "ani", NOW) == 1
    assert find_viewer(bureau.database, token, NOW) is None
    with pytest.raises(NotAllowed):
        end_sessions(bureau.database, bureau.viewer(), "admin", NOW)
    with pytest.raises(NotAllowed):
        end_sessions(bureau.database, bureau.viewer("ani", "supervisor"), "admin", NOW)


def test_a_code_is_made_by_id_without_naming_a_number(bureau: Bureau) -> None:
    bureau.hire("ani")
    bureau.do(Grant("author"), "ani")
    assert issue_code_to(bureau.database, bureau.viewer(), "ani", NOW)
    with pytest.raises(NotFound):
        issue_code_to(bureau.database, bureau.viewer(), "tidak-ada", NOW)
    with pytest.raises(NotAllowed):
        issue_code_to(bureau.database, bureau.viewer("ani", "author"), "admin", NOW)
