"""Rules of an import: looked at first, then all or nothing, and never a mass of people switched off by mistake."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actions.deeds import ChangedSince, take_back
from actions.registry.people import Occasion
from actions.registry.person import change_employment
from actions.registry.roster import (
    MAX_REMEMBERED,
    Consent,
    DemoRefusesRosters,
    ImportReport,
    PreviewOutdated,
    RosterOptions,
    RosterPreview,
    RowsWereRefused,
    TooManyGone,
    apply_roster,
    can_be_remembered,
    preview_roster,
)
from people.access import console_operator
from people.errors import NotFound
from people.models import Person
from store.database import Database
from store.registry import memberships as membership_store
from store.registry import people as people_store
from store.registry import registry as registry_store
from tests.builders import NOW
from tests.people.rosters import TODAY, as_csv, as_xlsx, lines, make_registry, nip, person

OPTIONS = RosterOptions(TODAY, TODAY)
ME = console_operator()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = make_registry(tmp_path / "netral.sqlite")
    yield database
    database.close()


def preview(database: Database, people: list[dict[str, object]], **options: object) -> RosterPreview:
    wanted = replace(OPTIONS, **options)  # type: ignore[arg-type]
    return preview_roster(database, ME, "produksi", as_xlsx(lines(people)), wanted)


def load(
    database: Database, people: list[dict[str, object]], consent: Consent = Consent(), **options: object
) -> ImportReport:
    return apply_roster(database, ME, "produksi", preview(database, people, **options), consent, NOW)


def staff(count: int, **changes: object) -> list[dict[str, object]]:
    return [person(nip(n), name=f"Orang {chr(64 + n)}", **changes) for n in range(1, count + 1)]


def places(database: Database, day: str = "2026-11-22") -> dict[str, str]:
    """Name -> code of the agency on that day."""
    with database.read() as connection:
        codes = {life.agency_id: life.code for life in registry_store.agency_lives(connection)}
        names = {row["id"]: row["name"] for row in connection.execute("SELECT id, name FROM person")}
        return {names[m.person_id]: codes[m.agency_id] for m in membership_store.memberships_as_of(connection, day)}


def dump(database: Database) -> list[str]:
    with database.read() as connection:
        tables = ("person", "person_number", "membership", "post", "role_grant", "audit_entry")
        return [
            str(tuple(row)) for table in tables for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        ]


def test_a_preview_writes_nothing(database: Database) -> None:
    before = dump(database)
    assert len(preview(database, staff(3)).plan.new) == 3
    assert dump(database) == before


def test_new_people_get_their_number_their_place_and_the_learners_role(database: Database) -> None:
    assert load(database, [person(since="2020-03-01", email="siti@contoh.go.id")]).new == 1
    with database.read() as connection:
        (row,) = connection.execute(
            "SELECT person.*, person_number.number, person_number.kind FROM person_number JOIN person ON id = person_id"
        ).fetchall()
        assert (row["number"], row["kind"], row["name"], row["email"], row["origin"]) == (
            nip(), "nip", "Siti Aminah", "siti@contoh.go.id", "real",
        )  # fmt: skip
        assert people_store.has_role(connection, row["id"], "learner") and nip() not in row["id"]
    assert places(database, "2020-03-01") == {"Siti Aminah": "01.01"} and places(database, "2020-02-29") == {}


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    load(database, staff(4))
    plan = preview(database, staff(4)).plan
    assert plan.differences == () and plan.unchanged == 4


def test_somebody_who_moves_keeps_their_past(database: Database) -> None:
    load(database, staff(2, since="2020-01-01"))
    report = load(database, [*staff(1), person(nip(2), name="Orang B", unit="01.02", since="2026-06-01")])
    assert (report.moved, report.changed, report.new, report.gone) == (1, 0, 0, 0)
    assert places(database, "2026-05-31")["Orang B"] == "01.01" and places(database)["Orang B"] == "01.02"


def test_a_changed_name_or_kind_is_a_change_and_the_audit_says_what(database: Database) -> None:
    load(database, [person(employment="CPNS", since="2020-01-01")])
    assert load(database, [person(name="Siti Aminah, S.H.", employment="PNS")]).changed == 1
    with database.read() as connection:
        (row,) = connection.execute("SELECT * FROM audit_entry WHERE action = 'person.change'").fetchall()
    assert json.loads(row["before"]) == {"name": "Siti Aminah", "employment": "cpns", "since": "2020-01-01"}
    assert json.loads(row["after"]) == {"name": "Siti Aminah, S.H.", "employment": "pns", "since": "2026-11-22"}
    assert row["actor"] == "konsol" and row["batch_id"]


def test_no_number_is_written_anywhere_but_in_its_own_table_and_in_what_can_be_taken_back(database: Database) -> None:
    load(database, staff(3))
    load(database, staff(2), Consent(to_many_gone=True))
    with database.read() as connection:
        tables = [row["name"] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            text = "\n".join(str(tuple(row)) for row in connection.execute(f'SELECT * FROM "{table}"'))
            assert (table in ("person_number", "undo_step")) == any(nip(n) in text for n in (1, 2, 3)), table


def test_whoever_is_missing_has_left_and_may_come_back(database: Database) -> None:
    load(database, staff(20, since="2020-01-01"))
    assert load(database, staff(19)).gone == 1
    assert "Orang T" not in places(database) and "Orang T" in places(database, "2026-11-21")
    report = load(database, staff(20))
    assert report.new == 1 and places(database)["Orang T"] == "01.01"
    with database.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM person").fetchone()[0] == 20


def test_too_many_gone_needs_a_second_yes(database: Database) -> None:
    load(database, staff(20))
    before = dump(database)
    with pytest.raises(TooManyGone, match="3 dari 20"):
        load(database, staff(17))
    assert dump(database) == before
    assert load(database, staff(17), Consent(to_many_gone=True)).gone == 3


def test_the_share_that_may_go_can_be_set(database: Database) -> None:
    load(database, staff(20))
    assert load(database, staff(17), max_gone_share=0.2).gone == 3


def test_a_file_that_is_not_complete_removes_nobody(database: Database) -> None:
    load(database, staff(5))
    report = load(database, [person(nip(9), name="Baru")], is_complete=False)
    assert (report.new, report.gone) == (1, 0) and len(places(database)) == 6


def test_nobody_is_removed_while_a_refused_row_may_be_theirs(database: Database) -> None:
    load(database, staff(20))
    broken = [*staff(19), person(198705152010011020, name="Orang T")]  # type: ignore[arg-type]
    plan = preview(database, broken).plan
    assert plan.gone == () and len(plan.held) == 1
    assert load(database, broken, Consent(to_skip_refused=True)).gone == 0


def test_a_refused_row_with_a_readable_number_protects_its_person_only(database: Database) -> None:
    load(database, staff(20))
    plan = preview(database, [*staff(18), person(nip(20), name="Orang T", unit="99")]).plan
    assert [one.before.name for one in plan.gone if one.before] == ["Orang S"] and plan.held == ()


def test_refused_rows_stop_the_import_until_they_are_left_out_on_purpose(database: Database) -> None:
    people = [*staff(2), person("12", name="Salah")]
    before = dump(database)
    with pytest.raises(RowsWereRefused):
        load(database, people)
    assert dump(database) == before
    report = load(database, people, Consent(to_skip_refused=True))
    assert (report.new, report.skipped) == (2, 1)


def test_what_changed_after_the_preview_refuses_the_import(database: Database) -> None:
    seen = preview(database, staff(3))
    load(database, staff(1))
    before = dump(database)
    with pytest.raises(PreviewOutdated):
        apply_roster(database, ME, "produksi", seen, Consent(), NOW)
    assert dump(database) == before


def test_an_import_that_breaks_off_leaves_nothing(database: Database) -> None:
    seen = preview(database, staff(3))
    before = dump(database)

    def stop(label: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apply_roster(database, ME, "produksi", seen, Consent(), NOW, stop)
    assert dump(database) == before


def test_an_unknown_unit_or_one_that_did_not_exist_yet_refuses_the_row(database: Database) -> None:
    plan = preview(database, [person(unit="77"), person(nip(2), since="1999-12-31"), *staff(1)[:0]]).plan
    assert plan.new == () and len(plan.refused) == 2
    assert "tidak terdaftar" in str(plan.refused[0].reasons[0]) and "sejak 1 Januari 2000" in str(
        plan.refused[1].reasons[0]
    )


def test_a_date_before_the_last_change_is_refused(database: Database) -> None:
    load(database, [person(since="2024-01-01")])
    plan = preview(database, [person(unit="01.02", since="2023-01-01")]).plan
    assert "lebih awal" in str(plan.refused[0].reasons[0])


def test_acting_posts_come_and_go_and_count_nobody_twice(database: Database) -> None:
    acting = person(nip(1), name="Orang A", unit="01.02", title="Kepala Dinas", status="Plt")
    load(database, [*staff(2, since="2020-01-01"), acting])
    with database.read() as connection:
        posts = membership_store.posts_as_of(connection, "2026-11-22")
    assert sorted((post.kind, post.title) for post in posts) == [
        ("definitif", "Analis"), ("definitif", "Analis"), ("plt", "Kepala Dinas"),
    ]  # fmt: skip
    assert places(database) == {"Orang A": "01.01", "Orang B": "01.01"}
    assert load(database, staff(2), today=date(2026, 12, 1), day=date(2026, 12, 1)).changed == 1
    with database.read() as connection:
        kinds = {post.kind for post in membership_store.posts_as_of(connection, "2026-12-01")}
        assert kinds == {"definitif"} and len(membership_store.posts_as_of(connection, "2026-11-30")) == 3


def test_an_acting_post_without_a_home_is_refused(database: Database) -> None:
    assert "tanpa baris" in str(preview(database, [person(status="Plh")]).plan.refused[0].reasons[0])
    load(database, staff(1))
    plan = preview(database, [person(nip(1), name="Orang A", unit="01.03", title="Camat", status="Plh")]).plan
    assert len(plan.changed) == 1


def test_an_own_id_that_belongs_to_somebody_else_is_refused(database: Database) -> None:
    load(database, [person("001", name="Made", employment="Kepala desa")])
    plan = preview(database, [person("001", name="Ketut", employment="Kepala desa", unit="01.02")]).plan
    assert "orang lain" in str(plan.refused[0].reasons[0])


def test_an_own_id_that_lost_its_zeros_is_not_somebody_new(database: Database) -> None:
    load(database, [person("0071", name="Made", employment="Perangkat desa")])
    plan = preview(database, [person("71", name="Made", employment="Perangkat desa")]).plan
    assert plan.new == () and "nol di depan" in str(plan.refused[0].reasons[0])


def test_a_file_of_one_agency_speaks_for_that_agency_only(database: Database) -> None:
    load(database, [*staff(10), *[person(nip(n), name=f"Lain {n}", unit="01.02") for n in range(30, 40)]])
    plan = preview(database, staff(9), within="01.01").plan
    assert len(plan.gone) == 1 and plan.active_before == 10
    assert "tidak terdaftar" in str(
        preview(database, [person(unit="01.02")], within="01.01").plan.refused[0].reasons[0]
    )
    with pytest.raises(NotFound):
        preview(database, staff(1), within="tidak-ada")


def test_no_file_removes_an_administrator(database: Database) -> None:
    load(database, staff(2))
    with database.write() as connection:
        (row,) = connection.execute("SELECT id FROM person WHERE name = 'Orang B'").fetchall()
        people_store.add_role(connection, people_store.RoleGrant(row["id"], "", "administrator", "", ""))
    plan = preview(database, staff(1)).plan
    assert plan.gone == () and [one.name for one in plan.held] == ["Orang B"]


def test_a_demo_site_reads_no_roster(database: Database) -> None:
    with pytest.raises(DemoRefusesRosters):
        preview_roster(database, ME, "demo", as_csv(lines(staff(1))), OPTIONS)
    with database.write() as connection:
        agency_id = registry_store.find_id_of_code(connection, "01")
        people_store.add_people(connection, [Person("d", "Demo", "pns", agency_id)], "demo", "2026-01-01")
    with pytest.raises(DemoRefusesRosters):
        preview_roster(database, ME, "produksi", as_csv(lines(staff(1))), OPTIONS)


def with_new_number(database: Database) -> None:
    """Orang B, a PPPK, becomes a civil servant and gets a new number."""
    load(database, [*staff(1), person(nip(2), name="Orang B", employment="PPPK", since="2020-01-01")])
    with database.read() as connection:
        (row,) = connection.execute("SELECT id FROM person WHERE name = 'Orang B'").fetchall()
    at = Occasion(ME, NOW, TODAY)
    change_employment(database, at, row["id"], "pns", "2026-06-01", nip(9))


def test_a_roster_with_somebodys_old_number_neither_makes_them_anew_nor_removes_them(database: Database) -> None:
    with_new_number(database)
    old = [*staff(1), person(nip(2), name="Orang B", employment="PPPK")]
    found = preview(database, old)
    assert found.plan.differences == () and found.plan.held == ()
    (refused,) = found.plan.refused
    assert "Nomor lama" in str(refused.reasons[0]) and nip(2) not in str(refused.reasons[0])
    assert preview(database, [*staff(1), person(nip(9), name="Orang B")]).plan.refused == ()


def test_an_import_is_taken_back_whole(database: Database) -> None:
    load(database, staff(4, since="2020-01-01"))
    before = dump(database)
    changed = [*staff(2), person(nip(3), name="Orang Tiga", unit="01.02"), person(nip(7), name="Orang Baru")]
    report = load(database, changed, Consent(to_many_gone=True))
    assert report.is_remembered and (report.new, report.moved, report.gone) == (1, 1, 1)
    take_back(database, ME, report.batch_id, NOW)
    trail = [line for line in dump(database) if report.batch_id in line or "deed.take-back" in line]
    assert [line for line in dump(database) if line not in trail] == before


def test_what_happened_after_an_import_keeps_it_from_being_taken_back(database: Database) -> None:
    report = load(database, staff(2))
    load(database, [*staff(1), person(nip(2), name="Nama Lain")])
    with pytest.raises(ChangedSince):
        take_back(database, ME, report.batch_id, NOW)


def test_an_import_too_large_to_remember_says_so(database: Database) -> None:
    found = preview(database, staff(3))
    assert can_be_remembered(found.plan)
    many = replace(found.plan, new=found.plan.new * MAX_REMEMBERED)
    assert not can_be_remembered(many)
