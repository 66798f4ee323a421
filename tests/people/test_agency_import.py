"""Rules of importing agencies: a look that keeps nothing, then all rows or none; closing is never implied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.registry.agencies import Change
from actions.registry.agency_import import AgenciesWereRefused, AgencyImport, import_agencies, preview_agencies
from people.access import console_operator
from people.roster.models import RosterRefused
from store.database import Database, open_database
from store.registry import registry as registry_store
from tests.builders import NOW
from tests.people.rosters import TODAY, as_csv, as_xlsx

HEADERS = ["Kode Unit", "Nama Unit", "Jenis Unit", "Kode Induk", "Berlaku Sejak"]
TREE = [
    ["01.01.02", "Bidang B", "Unit", "01.01", ""],
    ["01", "Kabupaten Contoh", "Instansi", "", ""],
    ["01.01", "Dinas A", "OPD", "01", "2024-01-01"],
]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "netral.sqlite")
    yield database
    database.close()


def on(day: str = "2025-01-01") -> Change:
    return Change(console_operator(), NOW, TODAY, day)


def load(database: Database, rows: list[list[object]], day: str = "2024-06-01") -> AgencyImport:
    return import_agencies(database, on(day), as_xlsx([HEADERS, *rows]))


def tree(database: Database, day: str = "2026-11-22") -> dict[str, str]:
    with database.read() as connection:
        found = registry_store.tree_as_of(connection, day)
    codes = {agency.id: agency.code for agency in found}
    return {a.code: f"{a.name} < {codes.get(a.parent_id or '', '')}" for a in found}


def test_children_may_stand_above_their_parents(database: Database) -> None:
    rows = [[*row[:4], "2024-01-01"] for row in TREE]
    assert sorted(load(database, rows).opened) == ["01", "01.01", "01.01.02"]
    assert tree(database) == {"01": "Kabupaten Contoh < ", "01.01": "Dinas A < 01", "01.01.02": "Bidang B < 01.01"}
    assert load(database, rows).unchanged == 3


def test_a_preview_keeps_nothing_and_says_what_the_import_would(database: Database) -> None:
    data = as_csv([HEADERS, *TREE])
    seen = preview_agencies(database, on("2024-01-01"), data)
    assert sorted(seen.opened) == ["01", "01.01", "01.01.02"] and tree(database) == {}
    assert seen.lines[0].after.endswith(", sejak 1 Januari 2024")
    assert import_agencies(database, on("2024-01-01"), data).opened == seen.opened


def test_a_unit_older_than_its_parent_refuses_the_whole_file(database: Database) -> None:
    with pytest.raises(AgenciesWereRefused):
        load(database, TREE)  # Dinas A since January, the regency since June
    assert tree(database) == {}
    (refused, below) = preview_agencies(database, on("2024-06-01"), as_csv([HEADERS, *TREE])).refused
    assert any("baru ada sejak 1 Juni 2024" in str(row.reasons[0]) for row in (refused, below))


def test_a_renamed_and_a_moved_unit_keep_their_past_and_a_missing_one_stays(database: Database) -> None:
    load(database, [[*row[:4], ""] for row in TREE] + [["01.02", "Dinas C", "OPD", "01", ""]])
    changed = [["01.01.02", "Bidang Baru", "Unit", "01.02", ""]]
    found = load(database, changed, "2025-06-01")
    assert (found.renamed, found.moved, found.absent) == (["01.01.02"], ["01.01.02"], ["01", "01.01", "01.02"])
    assert tree(database, "2025-05-31")["01.01.02"] == "Bidang B < 01.01"
    assert tree(database)["01.01.02"] == "Bidang Baru < 01.02" and len(tree(database)) == 4


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ([1.01, "X", "Unit", "", ""], "bilangan"),
        (["a", "", "Unit", "", ""], "Nama unit kosong"),
        (["a", "X", "Kantor", "", ""], "Jenis unit"),
        (["a", "X", "Unit", "tidak-ada", ""], "tidak terdaftar"),
        (["a", "X", "Unit", "a", ""], "dirinya sendiri"),
        (["a", "X", "Unit", "", "2099-01-01"], "belum tiba"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason(database: Database, row: list[object], why: str) -> None:
    (refused,) = preview_agencies(database, on(), as_xlsx([HEADERS, row])).refused
    assert refused.place.row == 2 and why in str(refused.reasons[0])


def test_one_code_with_two_meanings_refuses_both_rows(database: Database) -> None:
    rows = [
        ["a", "X", "Unit", "", ""],
        ["a", "Y", "Unit", "", ""],
        ["b", "Z", "Unit", "", ""],
        ["b", "Z", "Unit", "", ""],
    ]
    seen = preview_agencies(database, on(), as_csv([HEADERS, *rows]))
    assert len(seen.refused) == 2 and seen.opened == ["b"]


def test_a_file_without_the_columns_is_refused(database: Database) -> None:
    with pytest.raises(RosterRefused, match="Kode Induk"):
        import_agencies(database, on(), as_csv([["Kode", "Nama"], ["a", "X"]]))
