"""Rules of reading a roster: what offices really send, and what must never be guessed."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
import xlsxwriter

from people.roster.models import Roster, RosterRefused
from people.roster.reading import read_roster
from people.roster.writing import refused_csv, refused_xlsx, template_xlsx
from tests.people.rosters import HEADERS, TODAY, as_csv, as_xlsx, lines, nip, person


def read(data: bytes) -> Roster:
    return read_roster(data, TODAY)


def only(data: bytes):
    roster = read(data)
    assert roster.refused == ()
    (row,) = roster.rows
    return row


def reasons(roster: Roster) -> list[str]:
    return [str(reason) for row in roster.refused for reason in row.reasons]


TWO = lines([person(), person(nip(2), name="Büdi Äzhar", email="budi@contoh.go.id")])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_rows(encoding: str, delimiter: str) -> None:
    roster = read(as_csv(TWO, encoding, delimiter))
    assert [(row.number, row.name) for row in roster.rows] == [(nip(1), "Siti Aminah"), (nip(2), "Büdi Äzhar")]
    assert roster.refused == ()


def test_csv_and_xlsx_say_the_same() -> None:
    def content(roster: Roster) -> list[tuple[object, ...]]:
        return [(r.number, r.name, r.employment, r.unit_code, r.title, r.post_kind, r.valid_from) for r in roster.rows]

    assert content(read(as_csv(TWO))) == content(read(as_xlsx(TWO)))


def test_a_nip_that_arrives_as_a_number_is_refused_and_told_where_and_how() -> None:
    roster = read(as_xlsx(lines([person(), person(198705152010011002, name="Budi")])))  # type: ignore[arg-type]
    assert [row.number for row in roster.rows] == [nip(1)]
    (refused,) = roster.refused
    assert (refused.place.sheet, refused.place.row) == ("Pegawai", 3)
    (reason,) = refused.reasons
    assert reason.column == "A" and "bilangan" in reason.message and "Teks" in reason.how_to_fix


@pytest.mark.parametrize("number", [198705152010011008, 1.98705152010011e17, 7, True, date(1987, 5, 15)])
def test_no_cell_that_is_not_text_identifies_anybody(number: object) -> None:
    for employment in ("PNS", "PPPK", "Non-ASN", "Kepala desa"):
        roster = read(as_xlsx(lines([person(number, employment=employment)])))  # type: ignore[arg-type]
        assert roster.rows == () and len(roster.refused) == 1


@pytest.mark.parametrize("text", ["1,98705E+17", "1.98705152010011E+17", "198705152010011000", "198705152010011001,00"])
def test_what_excel_leaves_in_a_csv_file_is_refused(text: str) -> None:
    assert read(as_csv(lines([person(text)]))).rows == ()


def test_lost_leading_zeros_are_refused() -> None:
    table = lines([person("0071", employment="Perangkat desa"), person(71, employment="Perangkat desa")])  # type: ignore[arg-type]
    roster = read(as_xlsx(table))
    assert [row.number for row in roster.rows] == ["0071"] and "bilangan" in reasons(roster)[0]
    assert "nol di depan" in reasons(read(as_xlsx(lines([person(unit=1.01)]))))[0]


def test_spaces_and_an_apostrophe_are_accepted_exactly() -> None:
    assert only(as_xlsx(lines([person("'19870515 201001 1 001")]))).number == nip()


def test_an_ni_pppk_is_accepted_and_a_pns_with_its_digits_is_remarked() -> None:
    number = "198705152023211001"
    assert only(as_csv(lines([person(number, employment="PPPK")]))).number_kind == "ni-pppk"
    roster = read(as_csv(lines([person(number)])))
    assert len(roster.rows) == 1 and "bukan bulan" in str(roster.remarks[0])


@pytest.mark.parametrize("rows_above", range(9))
def test_the_header_may_be_in_any_of_the_first_ten_rows(rows_above: int) -> None:
    above = [["DAFTAR PEGAWAI"], ["Kabupaten Contoh"], [], ["", "Keadaan", "1 November"]] + [[""]] * 9
    row = only(as_xlsx([*above[:rows_above], *lines([person()])]))
    assert row.number == nip() and row.place.row == rows_above + 2
    assert only(as_csv([*above[:rows_above], *lines([person()])])).place.row == rows_above + 2


def test_a_header_below_the_tenth_row_is_not_searched() -> None:
    with pytest.raises(RosterRefused, match="sepuluh baris"):
        read(as_csv([["x"]] * 10 + lines([person()])))


def test_two_header_rows_with_merged_cells_are_one_header() -> None:
    upper = ["No", "Pegawai", "", "Jenis Kepegawaian", "Unit Kerja", ""]
    lower = ["", "NIP", "Nama", "", "Kode", "Nama"]
    counting = ["1", "2", "3", "4", "5", "6"]
    table = [["REKAP"], upper, lower, counting, [1, nip(), "Siti", "PNS", "01.01", "Dinas"]]
    row = only(as_xlsx(table))
    assert (row.number, row.name, row.unit_code, row.place.row) == (nip(), "Siti", "01.01", 5)


def test_a_header_that_comes_again_on_every_page_is_skipped() -> None:
    table = lines([person(), person(nip(2), name="Budi")])
    assert len(read(as_csv([*table[:2], HEADERS, table[2]])).rows) == 2


def test_a_running_number_is_not_taken_for_the_nip() -> None:
    table = [["Nomor", *HEADERS], ["1", *lines([person()])[1]]]
    assert only(as_csv(table)).number == nip()


def test_two_columns_that_could_be_the_number_are_refused() -> None:
    with pytest.raises(RosterRefused, match="A dan B"):
        read(as_csv([["NIP", *HEADERS], [nip(2), *lines([person()])[1]]]))


def test_an_old_number_beside_the_new_one_is_left_alone() -> None:
    roster = read(as_csv([["NIP Lama", *HEADERS], ["131999888", *lines([person()])[1]]]))
    assert roster.rows[0].number == nip() and "NIP Lama (A)" in str(roster.remarks[0])


def test_missing_columns_are_named() -> None:
    with pytest.raises(RosterRefused, match="Jenis Kepegawaian, Kode Unit"):
        read(as_csv([["NIP", "Nama"], [nip(), "Siti"]]))


def test_trailing_blank_rows_are_no_rows_and_a_signature_is_refused() -> None:
    table = [*lines([person()]), [""] * 8, [" "] * 8, [], ["Mengetahui,", "Kepala BKD"]]
    roster = read(as_xlsx(table))
    assert len(roster.rows) == 1 and [row.place.row for row in roster.refused] == [6]


def test_hidden_sheets_are_told_and_not_read() -> None:
    data = as_xlsx(lines([person()]), {"Lama": lines([person(nip(9))])}, hidden=["Lama"])
    roster = read(data)
    assert [row.number for row in roster.rows] == [nip()]
    assert any("'Lama'" in str(remark) and "tersembunyi" in str(remark) for remark in roster.remarks)


def test_every_visible_sheet_with_a_header_is_read() -> None:
    data = as_xlsx(lines([person()]), {"Dinas 2": lines([person(nip(2), name="Budi")]), "Catatan": [["catatan"]]})
    roster = read(data)
    assert [(row.place.sheet, row.number) for row in roster.rows] == [("Pegawai", nip()), ("Dinas 2", nip(2))]
    assert any("'Catatan'" in str(remark) for remark in roster.remarks)


def test_formulas_are_reported_and_a_number_out_of_one_is_refused() -> None:
    roster = read(as_xlsx(lines([person(title='="Ana"&"lis"|Analis'), person(f'="{nip(2)}"|{nip(2)}', name="Budi")])))
    assert [(row.number, row.title) for row in roster.rows] == [(nip(), "Analis")]
    assert "rumus" in reasons(roster)[0]
    assert any("2 sel berisi rumus" in str(remark) for remark in roster.remarks)


def test_a_comma_in_an_unquoted_name_never_shifts_a_row_silently() -> None:
    data = f"{','.join(HEADERS)}\n{nip()},Siti, S.H.,PNS,01.01,Analis,,,\n".encode()
    assert read(data).rows == ()
    data = f"{','.join(HEADERS)}\n{nip()},Siti,PNS,01.01,Analis,,,s@x.id,lebih\n".encode()
    assert "lebih banyak" in reasons(read(data))[0]


def test_a_quotation_mark_that_is_never_closed_refuses_the_file() -> None:
    with pytest.raises(RosterRefused, match="kutip"):
        read(as_csv(lines([person(), person(nip(2))])) + f'{nip(3)};"Tanpa akhir;PNS'.encode())


def test_the_same_row_twice_counts_once_and_contradictions_are_all_refused() -> None:
    roster = read(as_csv(lines([person(), person()])))
    assert len(roster.rows) == 1 and "sama dengan baris 2" in reasons(roster)[0]
    roster = read(as_csv(lines([person(), person(unit="01.02"), person(nip(2))])))
    assert [row.number for row in roster.rows] == [nip(2)] and len(roster.refused) == 2


def test_an_acting_post_is_a_further_row_of_the_same_person() -> None:
    roster = read(as_csv(lines([person(), person(unit="01.02", title="Kepala Dinas", status="Plt.")])))
    assert [row.post_kind for row in roster.rows] == ["definitif", "plt"] and roster.refused == ()
    roster = read(as_csv(lines([person(), person(name="Orang Lain", status="Plh")])))
    assert "berbeda" in reasons(roster)[0]


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026-01-31", "2026-01-31"), ("31/01/2026", "2026-01-31"), ("1-2-2026", "2026-02-01"), ("17 Agustus 2025", "2025-08-17"),
     (date(2026, 1, 31), "2026-01-31"), ("", None), ("-", None)],
)  # fmt: skip
def test_dates_are_read_day_first(written: object, day: str | None) -> None:
    assert only(as_xlsx(lines([person(since=written)]))).valid_from == day


@pytest.mark.parametrize("written", [46000, "31/02/2026", "2027-01-01", "01/13/2026", "kemarin", "1900-01-01"])
def test_a_date_that_is_none_is_refused(written: object) -> None:
    roster = read(as_xlsx(lines([person(since=written)])))
    assert roster.rows == () and roster.refused[0].reasons[0].column == "G"


def test_every_wrong_cell_of_a_row_is_told_at_once() -> None:
    wrong = person("", name="", employment="Pejabat", unit="", status="Pj", since="besok", email="bukan surel")
    (refused,) = read(as_csv(lines([wrong]))).refused
    assert {reason.column for reason in refused.reasons} == {"A", "B", "C", "D", "F", "G", "H"}


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"\0" * 50, b"%PDF-1.7 x", b"\xd0\xcf\x11\xe0" + b"x" * 600, b"<html><table></table>", b"PK\x03\x04" + b"x" * 99,
     b"\x81\x8d\x8f" * 30, b"\xff\xfe\x00", b"PK"],
)  # fmt: skip
def test_a_file_that_is_no_roster_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(RosterRefused) as caught:
        read(data)
    assert str(caught.value).endswith(".") and caught.value.what_to_do


def test_a_cell_far_away_is_refused_before_it_costs_memory() -> None:
    with pytest.raises(RosterRefused, match="XFD"):
        read(as_xlsx([*lines([person()]), [""] * 16383 + ["x"]]))


def test_a_million_rows_that_only_carry_a_format_are_no_rows() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet, border = book.add_worksheet("Pegawai"), book.add_format({"border": 1})
        for row, line in enumerate(lines([person()])):
            sheet.write_row(row, 0, line)
        sheet.write_blank(1_048_575, 16_383, None, border)
    assert only(target.getvalue()).number == nip()


def test_a_workbook_that_unpacks_to_far_more_than_it_is_gets_refused() -> None:
    target = io.BytesIO(as_xlsx(lines([person()])))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/besar.bin", b"0" * 50_000_000)
    with pytest.raises(RosterRefused, match="terlalu besar"):
        read(target.getvalue())


def test_a_sheet_with_entities_is_refused() -> None:
    source, target = zipfile.ZipFile(io.BytesIO(as_xlsx(lines([person()])))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            text = source.read(name)
            bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
            package.writestr(name, text.replace(b"<worksheet", bomb) if "sheet1" in name else text)
    with pytest.raises(RosterRefused):
        read(target.getvalue())


def test_the_template_is_read_and_keeps_numbers_as_text() -> None:
    roster = read(template_xlsx())
    assert roster.rows == () and roster.refused == ()
    with zipfile.ZipFile(io.BytesIO(template_xlsx())) as package:
        styles, sheet = (package.read(f"xl/{part}.xml").decode() for part in ("styles", "worksheets/sheet1"))
    (text_style,) = [
        n for n, xf in enumerate(re.findall(r"<xf [^>]*>", styles.split("<cellXfs")[1])) if 'numFmtId="49"' in xf
    ]
    assert f'<col min="1" max="1" width="24.7109375" style="{text_style}"' in sheet


@pytest.mark.parametrize("write", [refused_xlsx, refused_csv])
def test_refused_rows_come_back_with_reasons_and_sending_them_back_launders_nothing(write) -> None:
    wrong = [person(198705152010011002), person(71, employment="Non-ASN"), person(nip(3), unit=1.2)]  # type: ignore[arg-type]
    roster = read(as_xlsx(lines([*wrong, person(nip(4), employment="Pejabat")])))
    assert len(roster.refused) == 4
    again = read(write(roster.refused))
    assert again.rows == () and len(again.refused) == 4


def test_a_row_shown_in_a_log_shows_nobody() -> None:
    roster = read(as_csv(lines([person(email="siti@contoh.go.id"), person(nip(2), unit="")])))
    assert not any(secret in repr(roster) for secret in (nip(1), nip(2), "Siti", "siti@"))
