"""The sheet of who has not finished: the list of the page of assignments, numbers as text and only where they may be seen."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from actions.assigning import assignment_status
from actions.reports.makers import MAILED, MAKERS, mail_maker
from actions.reports.tables_file import csv_report, figures_xlsx_report, parquet_report, xlsx_report
from people.access import Scope
from store.signing_in.accounts import add_number
from tests.actions.assigning import DURING, Region
from tests.reports.reading import sheets_of

NIP = "198501012010011001"
SHEET = "Belum selesai"


class Followed(Region):
    """Ani has finished; Budi has started; somebody with a name like a formula has done nothing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.assignment_id = self.assign("disdik")
        self.finish(self.hire("ani"))
        self.start(self.hire("budi"))
        self.hire("formula", "disdik")
        with self.database.write() as connection:
            connection.execute("UPDATE person SET name = '=HYPERLINK(\"http://x\",\"y\")' WHERE id = 'formula'")
        self.number("ani", "198501012010011009")
        self.number("budi", NIP)
        with self.database.write() as connection:
            add_number(connection, "formula", "own", "0012")

    def make(self, scope: Scope, maker=xlsx_report) -> bytes:
        return maker(self.database, self.courseware, scope, self.assignment_id, "disdik", now=DURING).data

    def administrator(self) -> Scope:
        return self.head("kab", "administrator").scope


@pytest.fixture
def region(tmp_path: Path) -> Followed:
    return Followed(tmp_path)


def lines_of(data: bytes) -> list[list[object]]:
    sheet = sheets_of(data)[SHEET]
    return sheet[next(n for n, row in enumerate(sheet) if row[0] == "No.") :]


def test_whoever_may_see_numbers_gets_them_as_text(region: Followed) -> None:
    head, *lines = lines_of(region.make(region.administrator()))
    assert head[-1] == "NIP/Nomor"
    assert {(line[1], line[-1]) for line in lines} == {("Budi", NIP), ('=HYPERLINK("http://x","y")', "0012")}
    assert all(isinstance(line[-1], str) for line in lines)


def test_a_supervisor_gets_names_without_numbers_as_on_the_page_of_assignments(region: Followed) -> None:
    scope = region.head("disdik").scope
    data = region.make(scope)
    head, *lines = lines_of(data)
    assert "NIP/Nomor" not in head and NIP not in str(sheets_of(data)) and "0012" not in str(sheets_of(data))
    page = assignment_status.follow_up(
        region.database, region.courseware, scope, region.assignment_id, "disdik", DURING
    )
    assert [line[1:5] for line in lines] == [[one.name, one.unit, one.employment, one.state] for one in page.people]


def test_a_name_that_looks_like_a_formula_is_text_in_the_file_itself(region: Followed) -> None:
    with zipfile.ZipFile(io.BytesIO(region.make(region.administrator()))) as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    assert "=HYPERLINK(" in parts["xl/sharedStrings.xml"]
    sheets = [part for name, part in parts.items() if "worksheets/" in name]
    assert not any("<f" in part.replace("<family", "").replace("<fonts", "") for part in sheets)
    assert not any("HYPERLINK" in part for part in sheets)


def test_restricted_people_are_on_no_list(region: Followed) -> None:
    with region.database.write() as connection:
        connection.execute("INSERT INTO person_restriction VALUES ('budi', '2026-11-22', 'admin')")
    assert [line[1] for line in lines_of(region.make(region.administrator()))[1:]] == ['=HYPERLINK("http://x","y")']


@pytest.mark.parametrize("maker", [figures_xlsx_report, csv_report, parquet_report])
def test_no_other_file_names_anybody(region: Followed, maker) -> None:
    data = region.make(region.administrator(), maker)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        words = b"".join(archive.read(name) for name in archive.namelist())
    assert NIP.encode() not in words and b"Budi" not in words and b"HYPERLINK" not in words


def test_whatever_leaves_by_mail_is_made_without_names(region: Followed) -> None:
    assert set(MAILED) <= set(MAKERS) and "csv" not in MAILED
    for form in (*MAKERS, "tidak dikenal"):
        found = region.make(region.administrator(), mail_maker(form))
        assert NIP.encode() not in found and (not found.startswith(b"PK") or SHEET not in sheets_of(found))


def test_the_sheets_stand_in_an_order_to_read_with_frozen_heads_and_the_day(region: Followed) -> None:
    data = region.make(region.administrator())
    sheets = sheets_of(data)
    assert list(sheets) == [
        "Ringkasan", SHEET, "Pemahaman", "Orang", "Soal", "Salah paham", "Kemajuan", "Per minggu", "Keyakinan",
        "Keterangan",
    ]  # fmt: skip
    assert sheets["Ringkasan"][0][0] == "Laporan pemahaman: Dinas Pendidikan"
    assert "Keadaan per 22 November 2026" in str(sheets["Ringkasan"][2][0])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for number in range(1, len(sheets) + 1):
            assert 'state="frozen"' in book.read(f"xl/worksheets/sheet{number}.xml").decode()
