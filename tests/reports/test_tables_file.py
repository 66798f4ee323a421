"""Files of tables against the screen: equal cell by cell, adding up, the same in every form, and silent about small groups."""

from __future__ import annotations

import io
import zipfile
from functools import partial

import pytest

from actions.courseware import Courseware
from actions.registry import supervision
from actions.reports.tables_file import csv_report, figures_xlsx_report, parquet_report, xlsx_report
from actions.understanding import funnel as stages
from actions.understanding import growth, item_report, misconceptions, over_time, supervise
from actions.understanding.funnel import FunnelRow
from actions.understanding.in_files import overview_in_file
from analytics import tables
from analytics.crossover import Growth
from analytics.data_dictionary import HEAD, NAME, entries
from analytics.estimates import Estimate, NoData, Withheld
from analytics.hiding.suppression import solvable
from analytics.report_columns import (
    ABOVE,
    BELOW,
    FEW,
    FILE_MINIMUM,
    NO_DATA,
    NOT_COUNTED,
    PROTECTS,
    SHAPES,
    SHOWN,
    UNCLEAR,
    WHOLE,
    YES,
)
from people.access import Scope
from people.errors import NotAllowed, NotFound
from people.models import EMPLOYMENT_TITLES
from store.assigning.assignment_rules import Author
from store.authoring.item_reviews import ReviewSubject, add_review
from store.database import Database
from tests.analytics.region import ASSIGNMENT, items_of_region, make_region, supervisor
from tests.builders import NOW, shipped_courseware
from tests.item_counts import count_answers
from tests.reports.organisations import make_organisation
from tests.reports.reading import csv_tables, pandas_frame, parquet_tables, parts_of, sheets_of, xlsx_tables
from ui.understanding.belief_views import belief_table
from ui.understanding.comprehension_views import comprehension_table, item_table
from ui.understanding.growth_view import growth_table
from ui.understanding.time_views import weeks_table

SEEDS = range(6)
ALL_KINDS = "semua"
KIND_OF = {title: kind for kind, title in EMPLOYMENT_TITLES.items()} | {ALL_KINDS: ""}
GROUP_WORDS = {"low": BELOW, "high": ABOVE, "unclear": UNCLEAR, "unknown": None}


class Office:
    """One organisation, one look at it as the supervisor of everything, and its files."""

    def __init__(self, database: Database, courseware: Courseware, agency_id: str = "prov") -> None:
        self.database, self.courseware, self.agency_id = database, courseware, agency_id
        self.scope: Scope = supervision.scope_of(database, supervisor(), NOW.date())
        self.asked = (database, courseware, self.scope, ASSIGNMENT)
        self._tables: dict[str, dict] = {}

    def make(self, maker, agency_id: str | None = None) -> bytes:
        return maker(*self.asked, agency_id or self.agency_id, now=NOW).data

    def rows(self, table: str, agency_id: str | None = None) -> list[dict]:
        """Of the Parquet file, made once per agency: no test changes the organisation."""
        asked = agency_id or self.agency_id
        if asked not in self._tables:
            self._tables[asked] = parquet_tables(self.make(parquet_report, asked))
        names = [column.name for shape in SHAPES if shape.name == table for column in shape.columns]
        return [dict(zip(names, row, strict=True)) for row in self._tables[asked][table]]

    def seen(self, kind: str = "", agency_id: str | None = None) -> supervise.Overview:
        return supervise.overview(*self.asked, agency_id or self.agency_id, kind, now=NOW)


@pytest.fixture(scope="module")
def courseware() -> Courseware:
    return shipped_courseware()


@pytest.fixture(scope="module", params=SEEDS)
def office(request, tmp_path_factory, courseware) -> Office:
    path = tmp_path_factory.mktemp(f"organisasi-{request.param}") / "netral.sqlite"
    database = make_organisation(path, courseware, request.param)
    _judge_items(database, courseware)
    return Office(database, courseware)


def _judge_items(database: Database, courseware: Courseware) -> None:
    """Of two in three items it is known how they separate: clearly, or not at all. An author looks into the first."""
    first, *_ = items = items_of_region(courseware)
    for number, item in enumerate(items):
        wrong, ahead = next(option.id for option in item.options if option.id != item.key), 0.2 * (number % 3 > 0)
        people = 300 if number % 3 < 2 else 10
        choices = {item.key: (people, 0.5 + ahead), wrong: (people, 0.5 - ahead)}
        count_answers(database, courseware.bank.quizzes["pascauji-dasar"], item, choices)
    subject = ReviewSubject("pascauji-dasar", first.id, courseware.bank.fingerprints[first.id], "weak")
    with database.write() as connection:
        add_review(connection, subject, 1, "taken", "", "[]", Author("dewi", NOW.isoformat()))


# --- The dictionary -------------------------------------------------------------------------


def test_every_column_of_every_file_has_an_entry_and_every_entry_a_column(office: Office) -> None:
    described = [(row[0], row[1]) for row in entries()]
    assert len(set(described)) == len(described)
    for maker, ending in ((csv_report, ".csv"), (parquet_report, ".parquet")):
        parts = parts_of(office.make(maker))
        written = [
            (name.removesuffix(ending), column)
            for name, data in parts.items()
            if name.endswith(ending) and not name.startswith(NAME)
            for column in _columns(name, data)
        ]
        assert written == described
        inside = pandas_frame(parts[f"{NAME}.csv"])
        assert list(inside.columns) == list(HEAD) and len(inside) == len(described)
    sheets = sheets_of(office.make(xlsx_report))
    told = [(row[0], row[1]) for row in sheets["Keterangan"]]
    assert set(described) - {pair for pair in described if pair[0] == "laporan"} <= set(told)


def _columns(name: str, data: bytes) -> list[str]:
    import pyarrow.parquet

    if name.endswith(".csv"):
        return data.decode("utf-8-sig").splitlines()[0].split(";")
    return pyarrow.parquet.read_schema(io.BytesIO(data)).names


def test_entries_are_complete_and_values_are_among_those_named(office: Office) -> None:
    assert all(row[2] and row[3] and row[7] for row in entries()), "title, type, meaning"
    for row in entries():
        assert (row[3] == "bilangan") <= bool(row[4]), f"{row[:2]} has no unit"
        assert bool(row[8]) == bool(row[9]) == bool(row[10]), f"{row[:2]}: measure, attempts and source go together"
    for shape in SHAPES:
        for row in office.rows(shape.name):
            for column in shape.columns:
                value = row[column.name]
                assert value is not None or column.may_be_empty, (shape.name, column.name)
                assert not column.values or value is None or value in column.values


# --- Equal to the screen --------------------------------------------------------------------


def test_comprehension_is_the_screens_cell_by_cell(office: Office) -> None:
    told = {(r["bagian"], r["kepegawaian"], r["indikator"]): r for r in office.rows("pemahaman")}
    shown = 0
    for kind in {key[1] for key in told}:
        seen = office.seen(KIND_OF[kind])
        lines = comprehension_table(seen).rows
        cells = [seen.total, *(row.cells for row in seen.rows)]
        below = [seen.total_below_target, *(row.below_target for row in seen.rows)]
        groups = [("unknown",) * len(seen.total), *(row.groups for row in seen.rows)]
        for line, found, chances, of in zip(lines, cells, below, groups, strict=True):
            for place, title in enumerate(seen.indicator_titles):
                row = told[line[0], kind, title]
                if row["keadaan"] == SHOWN:
                    shown += 1
                    assert _estimate_words(row, "pemahaman_persen") == line[1 + place]
                    assert row["jawaban"] == found[place].answers
                    assert row["kelompok"] == GROUP_WORDS[of[place]]
                    words = tables.chance_text(chances[place]).strip("<>%")
                    assert str(row["di_bawah_sasaran_persen"]) == words
                else:
                    _is_empty(row, "pemahaman_persen", "bawah_persen", "atas_persen", "orang", "jawaban", "kelompok")
                    _is_empty(row, "di_bawah_sasaran_persen")
                    assert (row["keadaan"] == NO_DATA) == isinstance(found[place], NoData)
    assert shown > 0


def _estimate_words(row: dict, value: str) -> str:
    low, high, people = row["bawah_persen"], row["atas_persen"], tables.number(row["orang"])
    return f"{row[value]}% ({low}–{high}), n {people}"


def _place_words(row: dict) -> str:
    place = f"{row['letak']} ({row['daya_beda']})" if row["letak"] else "belum dapat dinilai"
    return place + (", sedang ditinjau penyusun" if row["sedang_ditinjau"] == YES else "")


def _is_empty(row: dict, *columns: str) -> None:
    assert [column for column in columns if row[column] is not None] == []


def test_people_are_those_of_every_parts_own_page(office: Office) -> None:
    for row in office.rows("orang"):
        if row["bagian_id"] is None:
            continue
        seen = office.seen(KIND_OF[row["kepegawaian"]], row["bagian_id"])
        assert (row["ditugaskan"], row["mulai"], row["selesai"]) == seen.people[:3]
        if row["keadaan_lulus"] == SHOWN:
            assert row["lulus"] == seen.people.passed and not seen.passed_is_withheld
        else:
            assert row["lulus"] is None
        if seen.passed_is_withheld:
            assert row["keadaan_lulus"] in (FEW, PROTECTS)


def test_items_beliefs_growth_and_weeks_are_the_screens_tables(office: Office) -> None:
    here = (*office.asked, "prov")
    seen = office.seen()
    views = item_report.item_views(*here)
    for row, line, view in zip(office.rows("soal"), item_table(views).rows, views, strict=True):
        assert (row["soal"], row["indikator"]) == line[:2] and _estimate_words(row, "benar_persen") == line[2]
        assert _place_words(row) == line[3]
        if row["keadaan_keliru"] == SHOWN:
            assert f"{row['jawaban_keliru']} ({row['jawaban_keliru_orang']} orang)" == line[4]
            assert (row["salah_paham"] or "–") == line[5] and row["jawaban_keliru_orang"] >= FILE_MINIMUM
        else:
            assert view.figures.wrong_learners < FILE_MINIMUM
            _is_empty(row, "jawaban_keliru", "jawaban_keliru_orang", "salah_paham")
    report = misconceptions.misconception_report(*here)
    lines = {(line[0], place): cell for line in belief_table(report).rows for place, cell in enumerate(line[1:])}
    order = [view.misconception_id for view in report.beliefs]
    beliefs = office.rows("salah_paham")
    assert len(beliefs) == len(lines)
    for row in beliefs:
        cell = lines[row["bagian"], order.index(row["salah_paham_id"])]
        words = {FEW: "kurang dari 10 orang", PROTECTS: "melindungi kelompok kecil", NO_DATA: NO_DATA}
        if row["keadaan"] == SHOWN:
            assert _estimate_words(row, "keliru_persen") == cell.lstrip("▲▼ ")
            mark = {ABOVE: "▲", BELOW: "▼"}.get(row["kelompok"], "")
            assert cell.startswith(mark) and (mark or cell[0].isdigit())
        else:
            assert words[row["keadaan"]] in cell
    grown = growth.growths(*here, "", now=NOW)
    for row, line, one in zip(
        office.rows("kemajuan"), growth_table(seen.indicator_titles, grown).rows, grown, strict=True
    ):
        _growth_is(row, line, one)
    weekly = over_time.weekly(*here, now=NOW)
    for row, line in zip(office.rows("mingguan"), weeks_table(seen, weekly).rows, strict=True):
        told = [f"{tables.number(row[n])} (+{tables.number(row[f'tambah_{n}'])})" for n in ("mulai", "selesai")]
        assert told == list(line[1:3])
        if row["keadaan_lulus"] == SHOWN:
            assert f"{tables.number(row['lulus'])} (+{tables.number(row['tambah_lulus'])})" == line[3]


def _growth_is(row: dict, line: tuple[str, ...], one) -> None:
    if row["keadaan"] != SHOWN:
        _is_empty(row, "prauji_persen", "pascauji_persen", "kemajuan_poin", "ruang_persen", "menurun_orang")
        assert isinstance(one, (NoData, Withheld)) or one.learners < FILE_MINIMUM or row["keadaan"] == PROTECTS
        return

    def signed(number: int) -> str:
        return f"{'−' if number < 0 else '+' if number > 0 else ''}{abs(number)}"

    points = f"{signed(row['kemajuan_poin'])} poin ({signed(row['bawah_poin'])} s.d. {signed(row['atas_poin'])})"
    assert (f"{row['prauji_persen']}%", f"{row['pascauji_persen']}%") == line[1:3]
    assert f"{points}, n {tables.number(row['orang'])}" == line[3]
    if row["keadaan_ruang"] == NOT_COUNTED:
        assert line[4] == "–"
    else:
        room = f"{row['ruang_persen']}% ({row['ruang_bawah_persen']} s.d. {row['ruang_atas_persen']})"
        assert room.replace("-", "−") == line[4]
    if row["keadaan_menurun"] == SHOWN:
        words = f"{tables.number(row['menurun_orang'])} orang; karena kebetulan saja kira-kira {row['kebetulan_orang']}"
        assert words == line[5]


# --- Wholes and small groups ----------------------------------------------------------------


def test_parts_and_kinds_add_up_to_wholes(office: Office) -> None:
    for agency in ("prov", "d00"):
        rows = office.rows("orang", agency)
        at = {(row["bagian"], row["kepegawaian"]): row for row in rows}
        kinds = {row["kepegawaian"] for row in rows}
        whole = rows[0]["bagian"]
        for name in ("ditugaskan", "mulai", "selesai"):
            for kind in kinds:
                parts = [row[name] for row in rows if row["kepegawaian"] == kind and row["tingkat"] != WHOLE]
                assert not parts or sum(parts) == at[whole, kind][name]
            for place in {row["bagian"] for row in rows}:
                assert at[place, ALL_KINDS][name] == sum(at[place, k][name] for k in kinds - {ALL_KINDS})


@pytest.mark.parametrize(
    ("table", "value", "state"), [("pemahaman", "orang", "keadaan"), ("orang", "lulus", "keadaan_lulus")]
)
@pytest.mark.parametrize("agency", ["prov", "d00", "d01"])
def test_nothing_withheld_follows_from_what_a_file_shows(office: Office, table, value, state, agency) -> None:
    rows = office.rows(table, agency)
    for indicator in {row.get("indikator_id") for row in rows}:
        at = {(r["bagian"], r["kepegawaian"]): r for r in rows if r.get("indikator_id") == indicator}
        whole = next(r["bagian"] for r in at.values() if r["tingkat"] == WHOLE)
        places = list(dict.fromkeys(place for place, _ in at))
        kinds = list(dict.fromkeys(kind for _, kind in at))
        nobody = {cell for cell, row in at.items() if row[state] == NO_DATA or row.get("selesai") == 0}
        hidden = {cell for cell, row in at.items() if row[value] is None} - nobody
        across = [((whole, k), tuple((p, k) for p in places if p != whole)) for k in kinds]
        within = [((p, ALL_KINDS), tuple((p, k) for k in kinds if k != ALL_KINDS)) for p in places]
        sums = [(w, parts) for w, parts in across + within if parts]
        assert not solvable(hidden, sums), (indicator, solvable(hidden, sums))


def test_no_result_in_a_file_is_of_fewer_than_ten(office: Office) -> None:
    hidden = 0
    for table in ("pemahaman", "soal", "salah_paham", "kemajuan"):
        for row in office.rows(table):
            assert row["orang"] is None or row["orang"] >= FILE_MINIMUM
            hidden += row["orang"] is None
    for row in office.rows("orang"):
        assert row["lulus"] is None or row["selesai"] == 0 or row["selesai"] >= FILE_MINIMUM
    assert hidden > 0, "the organisation has no small group: the test proves nothing"


def test_no_result_in_the_file_under_a_table_is_of_fewer_than_ten_and_it_is_that_of_the_report(office: Office) -> None:
    told = {(r["bagian"], r["kepegawaian"], r["indikator"]): r for r in office.rows("pemahaman")}
    for kind in {key[1] for key in told}:
        file = overview_in_file(office.seen(KIND_OF[kind]))
        for line in comprehension_table(file).rows:
            for title, cell in zip(file.indicator_titles, line[1:], strict=True):
                row = told[line[0], kind, title]
                words = {FEW: tables.few_text(FILE_MINIMUM), PROTECTS: tables.PROTECTS, NO_DATA: tables.NO_DATA}
                assert cell == words.get(row["keadaan"]) or cell == _estimate_words(row, "pemahaman_persen")
                assert row["orang"] is None or row["orang"] >= FILE_MINIMUM
    people = {(row["bagian"], row["kepegawaian"]): row for row in office.rows("orang")}
    for kind in {key[1] for key in people}:
        file = stages.funnel(*office.asked, "prov", KIND_OF[kind], now=NOW).in_file
        for one in (FunnelRow("prov", f"Seluruh {file.name}", file.whole), *file.rows):
            row = people[one.name, kind]
            assert one.counts.passed in (None, row["lulus"]), (one.name, kind)
    titles, grown = office.seen().indicator_titles, growth.growths(*office.asked, "prov", "", now=NOW, in_file=True)
    for row, line, one in zip(office.rows("kemajuan"), growth_table(titles, grown).rows, grown, strict=True):
        _growth_is(row, line, one)
        assert (row["keadaan"] == SHOWN) == (isinstance(one, Growth) and one.learners >= FILE_MINIMUM)


def test_learners_of_parts_add_up(office: Office, tmp_path, courseware) -> None:
    """Results stay where they were given, so also those of people who moved add up."""
    everything_shown = make_region(tmp_path / "netral.sqlite", courseware, offices=3, small_office=30)
    assert _check_sums(Office(everything_shown, courseware)) > 0
    _check_sums(office)


def _check_sums(office: Office) -> int:
    """How many wholes were compared with all of their parts."""
    checked = 0
    for table, keys in (("pemahaman", ("kepegawaian", "indikator_id")), ("salah_paham", ("salah_paham_id",))):
        by_key: dict[tuple, list[dict]] = {}
        for row in office.rows(table):
            by_key.setdefault(tuple(row[key] for key in keys), []).append(row)
        for whole, *parts in by_key.values():
            total = sum(row["orang"] or 0 for row in parts)
            if parts and all(row["keadaan"] in (SHOWN, NO_DATA) for row in (whole, *parts)):
                assert total == (whole["orang"] or 0)
                checked += 1
            assert whole["keadaan"] != SHOWN or total <= whole["orang"]
    return checked


def test_below_the_level_of_items_a_file_says_why_there_are_none(office: Office) -> None:
    units = [row["bagian_id"] for row in office.rows("orang", "d01") if row["tingkat"] == "bagian"]
    for unit in units[:1]:
        assert office.rows("soal", unit) == office.rows("salah_paham", unit) == []
        assert office.rows("laporan", unit)[0]["soal_dihitung"] == "tidak"
        assert "hanya dihitung untuk seluruh wilayah" in str(sheets_of(office.make(xlsx_report, unit))["Soal"])
    assert office.rows("laporan")[0]["soal_dihitung"] == "ya"


# --- Every form the same --------------------------------------------------------------------


def test_csv_parquet_and_workbook_hold_the_same_values(office: Office) -> None:
    parquet = parquet_tables(office.make(parquet_report))
    assert csv_tables(office.make(csv_report)) == parquet
    workbook = xlsx_tables(office.make(xlsx_report))
    assert workbook == {name: rows for name, rows in parquet.items() if name != "laporan"}
    assert set(parquet) == {shape.name for shape in SHAPES}


def test_a_data_frame_reads_numbers_as_numbers(office: Office) -> None:
    parts = parts_of(office.make(csv_report))
    for shape in SHAPES:
        frame = pandas_frame(parts[f"{shape.name}.csv"])
        numbers = [column.name for column in shape.columns if column.kind == "bilangan"]
        assert not len(frame) or all(frame[name].dtype.kind in "if" for name in numbers), shape.name
    total = pandas_frame(parts["orang.csv"]).query("tingkat == 'seluruh' and kepegawaian == 'semua'")
    assert int(total["ditugaskan"].iloc[0]) == office.seen().people.assigned


@pytest.mark.parametrize("maker", [xlsx_report, csv_report, parquet_report])
def test_the_same_figures_are_the_same_bytes(office: Office, maker) -> None:
    assert office.make(maker) == office.make(maker)


# --- Safe to open, safe to pass on ----------------------------------------------------------


def test_a_workbook_has_no_formula_and_a_csv_no_text_that_begins_like_one(office: Office) -> None:
    agency = "d00"
    with zipfile.ZipFile(io.BytesIO(office.make(xlsx_report, agency))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    assert len(sheets) >= 8 and not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    assert not any("<hyperlink" in sheet for sheet in sheets)
    for name, data in parts_of(office.make(csv_report, agency)).items():
        for line in data.decode("utf-8-sig").splitlines()[1:] if name.endswith(".csv") else ():
            assert not [cell for cell in line.split(";") if cell.lstrip('" ').startswith(("=", "+", "@"))]


@pytest.mark.parametrize("maker", [xlsx_report, figures_xlsx_report, csv_report, parquet_report])
def test_nobody_gets_a_file_of_an_agency_outside_the_scope(office: Office, maker) -> None:
    below = supervision.scope_of(office.database, supervisor("d00"), NOW.date())
    make = partial(maker, office.database, office.courseware, below, now=NOW)
    for agency in ("prov", "d01", "tidak-ada"):
        with pytest.raises(NotAllowed):
            make(ASSIGNMENT, agency)
    with pytest.raises(NotFound):
        make("tidak-ada", "d00")


def test_estimates_are_read_as_shown(office: Office) -> None:
    """The walk over the screen above must meet real numbers."""
    assert any(isinstance(cell, Estimate) for cell in office.seen().total)
