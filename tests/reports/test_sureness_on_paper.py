"""Sure and yet wrong in the report for a head and in files: the screen's numbers, ten people in a file, nothing to subtract."""

from __future__ import annotations

import random

import pytest

from actions.courseware import Courseware
from actions.reports.tables_file import csv_report, parquet_report, xlsx_report
from actions.understanding.sureness import sure_total, sureness_report
from analytics.hiding.suppression import solvable
from analytics.report_columns import FEW, FILE_MINIMUM, NO, NO_DATA, PROTECTS, SHOWN, WHOLE, YES
from analytics.sureness import SureShare
from analytics.words.sureness_words import flags_of, sureness_text
from store.database import Database
from store.summaries.rollups import add_to_rollups
from store.summaries.sureness_rollups import SurenessRow
from tests.analytics.region import ASSIGNMENT, make_region
from tests.builders import NOW, shipped_courseware
from tests.reports.organisations import COURSE, KINDS, SIZES, make_organisation
from tests.reports.paper import one_line, pages, paper, percents, report, scope_of
from tests.reports.reading import csv_tables, parquet_tables, xlsx_tables
from ui.understanding.sureness_views import sureness_table

SEEDS = (0, 1, 3, 4)
INDICATORS = ("karier", "kampanye", "partai-politik")
NAMES = (
    "bagian_id", "bagian", "tingkat", "indikator_id", "indikator", "keliru_persen", "bawah_persen", "atas_persen", "orang",
    "keliru_orang", "bendera_merah", "keadaan",
)  # fmt: skip


@pytest.fixture(scope="module")
def courseware() -> Courseware:
    return shipped_courseware()


def say_sure(database: Database, courseware: Courseware, dice: random.Random) -> None:
    """As if so many people of every agency and kind had been sure of some answers."""
    quiz_id = courseware.bank.courses[COURSE].posttest
    with database.write() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM agency ORDER BY id").fetchall()]
        for agency_id in ids:
            for kind in sorted(set(KINDS)):
                for indicator in INDICATORS:
                    people = [
                        (n, dice.randrange(n + 1)) for n in (dice.randrange(1, 6) for _ in range(dice.choice(SIZES)))
                    ]
                    rows = [
                        SurenessRow(
                            ASSIGNMENT, quiz_id, agency_id, kind, indicator, 1, int(w > 0), a, w, a * a, a * w, w * w
                        )
                        for a, w in people
                    ]
                    add_to_rollups(connection, rows)


@pytest.fixture(scope="module", params=SEEDS)
def office(request, tmp_path_factory, courseware: Courseware) -> Database:
    path = tmp_path_factory.mktemp(f"yakin-{request.param}") / "netral.sqlite"
    database = make_organisation(path, courseware, request.param)
    say_sure(database, courseware, random.Random(request.param))
    return database


def rows_of(database: Database, courseware: Courseware, agency_id: str = "prov") -> list[dict]:
    made = parquet_report(database, courseware, scope_of(database), ASSIGNMENT, agency_id, now=NOW).data
    return [dict(zip(NAMES, row, strict=True)) for row in parquet_tables(made)["keyakinan"]]


def test_every_number_in_a_file_is_that_of_the_screen(office: Database, courseware: Courseware) -> None:
    shown = hidden = 0
    for agency_id in ("prov", "d00", "d01"):
        found = sureness_report(office, courseware, scope_of(office), ASSIGNMENT, agency_id)
        screen = {line[0]: line[1:] for line in sureness_table(found).rows}
        for row in rows_of(office, courseware, agency_id):
            cell = screen[row["bagian"]][found.indicators.index(row["indikator_id"])]
            if row["keadaan"] == SHOWN:
                words = f"{row['keliru_persen']}% ({row['bawah_persen']}–{row['atas_persen']})"
                words += f", {row['keliru_orang']} dari {row['orang']} orang"
                assert cell == (f"▲ {words}" if row["bendera_merah"] == YES else words)
                assert row["orang"] >= FILE_MINIMUM and row["bendera_merah"] in (YES, NO)
                shown += 1
            else:
                assert all(row[name] is None for name in NAMES[5:11]) and row["keadaan"] in (FEW, PROTECTS, NO_DATA)
                hidden += row["keadaan"] in (FEW, PROTECTS)
    assert shown and hidden, "nothing shown or nothing hidden: the test proves nothing"


def test_nothing_withheld_follows_from_the_parts_of_a_file(office: Database, courseware: Courseware) -> None:
    for agency_id in ("prov", "d00"):
        rows = rows_of(office, courseware, agency_id)
        for indicator in {row["indikator_id"] for row in rows}:
            at = {row["bagian"]: row for row in rows if row["indikator_id"] == indicator}
            whole = next(name for name, row in at.items() if row["tingkat"] == WHOLE)
            hidden = {name for name, row in at.items() if row["keadaan"] in (FEW, PROTECTS)}
            parts = tuple(name for name in at if name != whole)
            assert not parts or not solvable(hidden, [(whole, parts)]), (agency_id, indicator)


def test_every_form_of_the_file_says_the_same(office: Database, courseware: Courseware) -> None:
    asked = (office, courseware, scope_of(office), ASSIGNMENT, "prov")
    found = parquet_tables(parquet_report(*asked, now=NOW).data)["keyakinan"]
    assert found and csv_tables(csv_report(*asked, now=NOW).data)["keyakinan"] == found
    assert xlsx_tables(xlsx_report(*asked, now=NOW).data)["keyakinan"] == found


def test_the_paper_says_what_the_screen_says(tmp_path, courseware: Courseware) -> None:
    database = make_region(tmp_path / "netral.sqlite", courseware, offices=4)
    plain = pages(paper(database, courseware))
    assert not any("Yakin tetapi keliru Bendera" in page or "jawaban yakin keliru" in page for page in plain)
    say_sure(database, courseware, random.Random(5))
    found = sureness_report(database, courseware, scope_of(database), ASSIGNMENT, "prov")
    total = sure_total(database, courseware, scope_of(database), ASSIGNMENT, "prov")
    assert (total.indicator_titles, total.cells) == (found.indicator_titles, found.total)
    text = pages(paper(database, courseware))[2]
    section = text.partition("Yakin tetapi keliru")[2].partition("▲: bendera merah")[0]
    for title, cell in zip(found.indicator_titles, sureness_table(found).rows[0][1:], strict=True):
        assert one_line(f"{title} {cell}") in section
    (worst, _), *others = flags_of(found.indicator_titles, found.total)
    assert "Bendera merah: " in section and f"ditandai yakin pada {worst} ternyata keliru" in section
    assert all(title in section for title, _ in others)
    words = " ".join(map(sureness_text, found.total))
    assert percents(section) - percents(words) <= {"90%"}
    assert "Yakin tetapi keliru" in pages(paper(database, courseware))[-1], "and what the number is"


def test_what_is_hidden_on_screen_is_not_on_paper(tmp_path, courseware: Courseware) -> None:
    database = make_region(tmp_path / "netral.sqlite", courseware, offices=4)
    quiz_id = courseware.bank.courses[COURSE].posttest
    with database.write() as connection:
        few = [SurenessRow(ASSIGNMENT, quiz_id, "d00-u0", "pns", "karier", 3, 3, 9, 9, 27, 27, 27)]
        add_to_rollups(connection, few)
    told = report(database, courseware)
    assert not any(isinstance(cell, SureShare) for cell in told.sure.cells)
    assert "Angka keyakinan disembunyikan" in " ".join(pages(paper(database, courseware)))
