"""Erasing an identity: no byte of it is left, every number stays the same, and a restored backup forgets it again."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.assigning import assignment_status
from actions.backup import back_up, differing_rollups, restore
from actions.deeds import NothingToTakeBack, take_back
from actions.privacy import erasure
from actions.privacy.erasure import AlreadyErased, LastAdministrator, OwnIdentity, WordDiffers, erase, read_list
from people.access import operator_of
from people.errors import NotFound
from people.models import Viewer
from store.auditing import audit as audit_store
from store.backup import find_fault
from store.database import open_database
from store.privacy.personal_tables import HOLDINGS
from store.privacy.scrub import holds_any
from store.registry import memberships, people
from store.registry.supervision import supervision_rows
from store.summaries import rollups as rollup_store
from store.summaries import studied
from tests.actions.assigning import DURING
from tests.actions.household import BOSS, BY, Household, somebody

LATER = DURING + timedelta(hours=1)


@pytest.fixture
def home(tmp_path: Path) -> Household:
    found = Household(tmp_path)
    for place in (1, 2):
        found.settle(somebody(place))
    return found


def figures(home: Household) -> dict[str, object]:
    """Everything that is counted: rollups, headcounts, leaders, and every number of the assignments' status."""
    with home.database.read() as connection:
        found: dict[str, object] = dict(rollup_store.dump_rollups(connection))
        found["people"] = people.count_people(connection)
        found["now"] = people.headcount(connection, "kab/")
        found["then"] = memberships.headcount_as_of(connection, "2026-06-01")
    for assignment_id in (home.assignment_id, home.leaders_id):
        for agency in ("kab", "disdik", "sd"):
            status = home.region.status(assignment_id, agency)
            found[f"{assignment_id}/{agency}"] = (status.total.counts, [unit.counts for unit in status.units])
    return found


def files_of(home: Household) -> dict[str, bytes]:
    return {
        str(file): file.read_bytes()
        for file in home.region.folder.rglob("*")
        if file.is_file() and "site" not in file.relative_to(home.region.folder).parts
    }


def test_no_byte_of_the_identity_is_left_in_the_data_folder(home: Household) -> None:
    who, other = somebody(1), somebody(2)
    assert any(who.number.encode() in data for data in files_of(home).values()), "the test must be able to fail"
    assert erase(home.database, BY, who.id, "HAPUS", LATER).is_clean
    for word in who.secrets:
        assert [name for name, data in files_of(home).items() if word.encode() in data] == [], word
    assert holds_any(home.database.path, other.secrets[:3]), "others stay as they are"


def test_every_number_stays_the_same(home: Household) -> None:
    before = figures(home)
    erase(home.database, BY, "orang-1", "HAPUS", LATER)
    assert figures(home) == before
    assert differing_rollups(home.database) == ()
    home.database.close()
    assert find_fault(home.database.path) is None


@settings(max_examples=8, deadline=None)
@given(
    count=st.integers(1, 4), gone=st.sets(st.integers(1, 4), min_size=1), passing=st.sets(st.integers(1, 4)),
)  # fmt: skip
def test_whoever_is_erased_nothing_names_them_and_nothing_else_changes(count, gone, passing) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Household(Path(folder))
        everybody = [somebody(place) for place in range(1, count + 1)]
        for place, who in enumerate(everybody, start=1):
            home.settle(who, passes=place in passing)
        before = figures(home)
        erased = [who for place, who in enumerate(everybody, start=1) if place in gone]
        erasure.erase_many(home.database, BY, lambda _: [who.id for who in erased], LATER)
        assert figures(home) == before and differing_rollups(home.database) == ()
        data = files_of(home)
        for who in erased:
            assert [n for n, d in data.items() for word in who.secrets if word.encode() in d] == []
        for who in everybody:
            if who not in erased:
                assert holds_any(home.database.path, [who.number])
        home.database.close()


def test_what_stays_is_exactly_what_the_register_says(home: Household) -> None:
    with home.database.write() as connection:  # as after a first look at the funnel
        read = connection.execute("SELECT DISTINCT lesson_id, section_id FROM section_progress").fetchall()
        studied.set_sections(connection, "kursus", [tuple(row) for row in read])
    erase(home.database, BY, "orang-1", "HAPUS", LATER)
    with home.database.read() as connection:
        for holding in HOLDINGS:
            sql = f"SELECT COUNT(*) FROM {holding.table} WHERE {holding.whose}"
            left = connection.execute(sql, {"person_id": "orang-1"}).fetchone()[0]
            if holding.removed or holding.table == "undo_step":
                assert left == 0, holding.table
            elif holding.group == "learning":
                assert left > 0 or holding.table == "attempt_flag" or holding.table == "response", holding.table
            elif holding.ended or holding.group == "letter":
                assert left > 0, holding.table
        name, email = connection.execute("SELECT name, email FROM person WHERE id = 'orang-1'").fetchone()
        titles = {row[0] for row in connection.execute("SELECT title FROM post WHERE person_id = 'orang-1'")}
        tries = connection.execute("SELECT COUNT(*) FROM failed_try").fetchone()[0]
    assert (name, email, titles) == ("Peserta dihapus", None, {"Kepala (dihapus)"})
    assert tries == 3, "the tries of the other person"


def test_letters_to_the_person_and_lists_with_their_names_are_emptied_and_what_waits_is_cancelled(
    home: Household,
) -> None:
    erase(home.database, BY, "orang-1", "HAPUS", LATER)
    with home.database.read() as connection:
        found = connection.execute("SELECT dedupe_key, subject, body, state FROM outbox ORDER BY dedupe_key").fetchall()
        (by,) = connection.execute("SELECT DISTINCT actor FROM outbox_log WHERE state = 'cancelled'").fetchone()
    hers = [tuple(row)[1:] for row in found if ":orang-1:" in row["dedupe_key"]]
    others = [row for row in found if ":orang-2:" in row["dedupe_key"]]
    assert hers == [("", "", "cancelled"), ("", "", "sent"), ("", "", "cancelled")] and by == BY.actor
    assert len(others) == 3 and all(row["body"] for row in others)
    assert [row["state"] for row in others] == ["waiting", "sent", "waiting"]


def test_what_the_person_supervised_ends_that_day_and_stays_known_without_a_name(home: Household) -> None:
    erase(home.database, BY, "orang-1", "HAPUS", LATER)
    with home.database.read() as connection:
        rows = {row.person_id: row for one in ("orang-1", "orang-2") for row in supervision_rows(connection, one)}
    assert rows["orang-1"].valid_to == "2026-11-22" and rows["orang-2"].valid_to is None


def test_the_deed_is_in_the_audit_trail_without_an_identity(home: Household) -> None:
    erase(home.database, BY, "orang-1", "HAPUS", LATER)
    with home.database.read() as connection:
        entries = audit_store.audit_entries_of(connection, "person", "orang-1")
    assert entries[-1].action == "person.erase" and entries[-1].actor == BY.actor
    assert all(entry.before is None and entry.after is None for entry in entries)


def test_an_earlier_deed_about_the_person_cannot_be_taken_back(home: Household) -> None:
    with home.database.read() as connection:
        (entry,) = [
            one for one in audit_store.audit_entries_of(connection, "person", "orang-1") if one.action == "person.new"
        ]
    erase(home.database, BY, "orang-1", "HAPUS", LATER)
    with pytest.raises(NothingToTakeBack):
        take_back(home.database, BY, entry.batch_id or "", LATER)


def test_the_word_must_be_typed(home: Household) -> None:
    for word in ("", "hapus", "HAPUSKAN"):
        with pytest.raises(WordDiffers):
            erase(home.database, BY, "orang-1", word, LATER)
    assert holds_any(home.database.path, [somebody(1).number]) and read_list(home.region.folder) == {}


def test_the_last_administrator_stays(home: Household) -> None:
    with pytest.raises(LastAdministrator):
        erase(home.database, BY, BOSS, "HAPUS", LATER)
    with home.database.write() as connection:
        people.add_role(connection, people.RoleGrant("orang-1", "", "administrator", "", ""))
        connection.execute("UPDATE account SET disabled_at = '2026-01-01T00:00:00Z' WHERE person_id = 'orang-1'")
    with pytest.raises(LastAdministrator):
        erase(home.database, BY, BOSS, "HAPUS", LATER)
    with home.database.write() as connection:
        connection.execute("UPDATE account SET disabled_at = NULL WHERE person_id = 'orang-1'")
    assert erase(home.database, BY, BOSS, "HAPUS", LATER).count == 1


def test_nobody_erases_themselves_a_stranger_or_somebody_twice(home: Household) -> None:
    viewer = Viewer(BOSS, "Kepala Admin", "administrator", "pns", "sd", "SD 1", False)
    with pytest.raises(OwnIdentity):
        erase(home.database, operator_of(viewer), BOSS, "HAPUS", LATER)
    with pytest.raises(NotFound):
        erase(home.database, BY, "tidak-ada", "HAPUS", LATER)
    erase(home.database, BY, "orang-1", "HAPUS", LATER)
    with pytest.raises(AlreadyErased):
        erase(home.database, BY, "orang-1", "HAPUS", LATER)


def test_if_one_of_many_is_refused_nobody_is_erased(home: Household) -> None:
    with pytest.raises(LastAdministrator):
        erasure.erase_many(home.database, BY, lambda _: ["orang-1", BOSS], LATER)
    assert holds_any(home.database.path, [somebody(1).number])


@pytest.mark.parametrize("lost", ["nothing", "database", "list"])
def test_a_restored_backup_forgets_again(home: Household, tmp_path: Path, lost: str) -> None:
    path, who = home.database.path, somebody(1)
    back_up(path, tmp_path / "luar" / "cadangan.sqlite")
    erase(home.database, BY, who.id, "HAPUS", LATER)
    home.database.close()
    if lost == "database":
        path.unlink()
    if lost == "list":
        (path.parent / erasure.LIST_NAME).unlink()
    restored = restore(path, tmp_path / "luar" / "cadangan.sqlite", LATER)
    assert restored.erased_again == 1
    assert not holds_any(path, who.secrets) and find_fault(path) is None
    assert read_list(path.parent) == {who.id: "2026-11-22T04:00:00Z"}
    again = open_database(path)
    assert differing_rollups(again) == ()
    again.close()


def test_the_list_beside_the_database_holds_ids_only(home: Household) -> None:
    erase(home.database, BY, "orang-1", "HAPUS", LATER)
    text = (home.region.folder / erasure.LIST_NAME).read_text()
    assert "orang-1" in text and not any(word in text for word in somebody(1).secrets)


def test_a_restricted_or_erased_person_is_counted_without_a_name(home: Household) -> None:
    scope = home.region.head().scope
    erase(home.database, BY, "orang-2", "HAPUS", LATER)
    query = assignment_status.PeopleQuery(home.assignment_id, "sd", "assigned")
    found = assignment_status.people_behind(home.database, home.courseware, scope, query, DURING)
    assert {line.person_id: line.name for line in found if line.person_id != BOSS} == {
        "orang-1": "(nama dibatasi)", "orang-2": "Peserta dihapus",
    }  # fmt: skip
    assert len(found) == home.region.status(home.assignment_id, "sd").total.counts.assigned
