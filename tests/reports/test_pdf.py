"""The report on paper says what the screen says and nothing more, in two to four tagged pages, and runs no names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions.reports.pdf import MAX_PAGES, pdf_report, printed
from actions.reports.sheet import MOST_PARTS, sheet_of
from actions.understanding import misconceptions
from actions.understanding.over_time import Period, Weekly
from analytics import tables
from analytics.charts.shades import MARKS
from analytics.estimates import Estimate, Withheld
from people.errors import NotAllowed, NotFound
from tests.analytics.region import ASSIGNMENT, make_region
from tests.builders import NOW, shipped_courseware
from tests.reports.paper import STATES, one_line, pages, paper, percents, reader, report, scope_of, state
from ui.understanding.comprehension_views import comprehension_table, order_table
from ui.understanding.growth_view import growth_table

SCREEN_TO_PAPER = {tables.few_text(10): "< 10 orang", tables.PROTECTS: "dilindungi", tables.NO_DATA: "belum ada"}
ODD = '#panic("x") [a] $x^2$ @rujuk <label> "kutip" \'satu\' \\ *tebal* _miring_ `kode` // = / ~'


@pytest.fixture(scope="module")
def courseware():
    return shipped_courseware()


@pytest.fixture(scope="module")
def region(tmp_path_factory, courseware):
    return make_region(tmp_path_factory.mktemp("region") / "netral.sqlite", courseware, offices=6)


@pytest.fixture(scope="module")
def usual(region, courseware):
    """The report and what is read on its pages."""
    return report(region, courseware), pages(paper(region, courseware))


# --- The same figures -----------------------------------------------------------------------------


def on_paper(cell: str, mark: str) -> str:
    return f"{mark} {SCREEN_TO_PAPER.get(cell, cell.partition(', n ')[0])}".strip()


@pytest.mark.parametrize("agency_id", ["prov", "d01", "d03", "d04"])
def test_the_map_on_paper_is_the_map_on_screen_row_by_row(region, courseware, agency_id):
    found = report(region, courseware, agency_id).overview
    screen = comprehension_table(found)
    text = " ".join(pages(paper(region, courseware, agency_id)))
    assert f"Bagian {' '.join(screen.header[1:])}" in text
    whole, *parts = screen.rows
    assert " ".join((whole[0], *(on_paper(cell, "") for cell in whole[1:]))) in text
    for row, agency in zip(parts, found.rows, strict=True):
        marks = [MARKS[group] for group in agency.groups]
        assert one_line(" ".join((row[0], *map(on_paper, row[1:], marks)))) in text


def test_the_indicators_and_the_chances_are_those_of_the_screen(usual):
    found, text = usual[0].overview, usual[1][0]
    for column, title in enumerate(found.indicator_titles):
        whole = order_table(found, column).rows[0]
        assert any(f"{title}{mark} {whole[1]} {whole[2]}" in text for mark in ("", " ▼", " ▲"))


def test_the_people_are_those_of_the_screen(usual):
    people, text = usual[0].overview.people, usual[1][0]
    assigned, started, finished, passed = map(tables.number, people)
    assert f"Ditugaskan {assigned} Mulai {started} dari {assigned} Selesai {finished} dari {assigned}" in text
    assert f"Lulus {passed} dari {finished} yang selesai" in text
    assert f"{tables.number(people.assigned - people.finished)} dari {assigned} orang belum selesai" in text


def test_growth_is_that_of_the_screen(usual):
    told, text = usual[0], usual[1][2]
    for title, before, after, grown, _, worse in growth_table(told.overview.indicator_titles, told.growths).rows:
        for cell in (title, before, after, grown, worse):
            assert cell in text


def test_the_beliefs_are_those_of_the_screen(usual, region, courseware):
    shown = misconceptions.misconception_report(region, courseware, scope_of(region), ASSIGNMENT, "prov")
    screen = {view.misconception_id: view for view in shown.beliefs}
    told, text = usual[0].beliefs, usual[1][2]
    assert len(told.beliefs) == misconceptions.TOLD
    for place, view in enumerate(told.beliefs, start=1):
        assert replace(view, band=0) == replace(screen[view.misconception_id], band=0)
        share = screen[view.misconception_id].share
        assert f"{place}. “{one_line(view.belief)}”" in text and one_line(view.correction) in text
        low, high = f"{share.low * 100:.0f}", tables.percent(share.high)
        assert (
            f"({tables.percent(share.value)}, rentang {low}–{high}, dari {tables.number(share.learners)} orang" in text
        )


def test_no_percentage_on_paper_is_missing_on_the_screen(usual):
    """Of the pages with figures; axes and the word for the interval aside."""
    told, text = usual
    found = told.overview
    screen = comprehension_table(found).rows + growth_table(found.indicator_titles, told.growths).rows
    screen += tuple(row for column in range(len(found.indicators)) for row in order_table(found, column).rows)
    words = " ".join(cell for row in screen for cell in row)
    for view in told.beliefs.beliefs:
        words += (
            f" {tables.percent(view.share.value)} {tables.percent(view.share.high)} {view.correction} {view.belief}"
        )
    axes = {"90%", tables.percent(found.target)} | {f"{tick}%" for tick in range(0, 101, 10)}
    assert percents(" ".join(text[:3])) - percents(words) - axes == set()


def test_weeks_are_told_as_the_screen_tells_them(usual):
    first, second = date(2026, 10, 5), date(2026, 10, 12)
    periods = (
        Period(first, first + timedelta(days=6), (120, 111, 97), (120, 111, 97)),
        Period(second, second + timedelta(days=6), (1234, 1222, 1111), (1114, 1111, 1014)),
    )
    told = replace(usual[0], weekly=Weekly(periods, date(2026, 12, 31), False))
    text = " ".join(pages(printed(told).data))
    assert "Sampai 18 Oktober 2026" in text
    assert "1.234 orang mulai, 1.222 orang selesai, 1.111 orang lulus" in text
    hidden = replace(told, overview=replace(told.overview, passed_is_withheld=True))
    assert "1.111" not in " ".join(pages(printed(hidden).data)) and "1.111" not in str(sheet_of(hidden))


# --- What is withheld -----------------------------------------------------------------------------


def test_what_is_withheld_is_nowhere_in_the_report(region, courseware):
    told = report(region, courseware, "d05")
    assert all(isinstance(cell, Withheld) for cell in told.overview.total)
    text = pages(paper(region, courseware, "d05"))
    assert percents(text[0]) == set() and "Lulus – disembunyikan" in text[0]
    assert "disembunyikan (kurang dari 10 orang)" in text[0]
    rows = sheet_of(told)["indicators"]["rows"]
    assert not any({"value", "low", "high"} & row.keys() for row in rows)


def test_a_hidden_part_has_no_place_on_any_axis(region, courseware):
    told = report(region, courseware)
    hidden = {row.name for row in told.overview.rows if not isinstance(row.cells[0], Estimate)}
    assert len(hidden) >= 2
    plot = sheet_of(told)["parts"]["plot"]
    assert not hidden & {row["label"] for row in plot["rows"]} and not any(name in plot["alt"] for name in hidden)


def test_only_parts_clearly_apart_are_named_as_such(usual):
    found, text = usual[0].overview, usual[1][1]
    lead = text.partition("Bagian Karier")[0].partition("jelas berbeda")[2]
    apart = {row.name for row in found.rows if {"low", "high"} & set(row.groups)}
    assert apart and all(name in lead for name in apart)
    assert not any(row.name in lead for row in found.rows if row.name not in apart)


@pytest.mark.parametrize("agency_id", ["lain", "prov/"])
def test_an_agency_that_is_not_there_is_refused(region, courseware, agency_id):
    with pytest.raises(NotAllowed):
        paper(region, courseware, agency_id)


def test_nothing_is_printed_for_somebody_elses_agency_or_assignment(region, courseware):
    with pytest.raises(NotAllowed):
        pdf_report(region, courseware, scope_of(region, "d01"), ASSIGNMENT, "d02", now=NOW)
    with pytest.raises(NotFound):
        pdf_report(region, courseware, scope_of(region), "lain", "prov", now=NOW)


# --- The paper ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STATES)
def test_every_state_has_two_to_four_pages_with_an_answer_and_three_steps(name, tmp_path, courseware):
    database, agency_id = state(name, tmp_path, courseware)
    pdf = paper(database, courseware, agency_id)
    read = pages(pdf)
    assert 2 <= len(read) <= MAX_PAGES and len(pdf) < 200_000
    assert all(words in read[0] for words in ("Siapa, tentang apa.", "Seberapa yakin.", "Hari Senin."))
    assert all(f"{number}. " in read[0] for number in (1, 2, 3))
    assert "Bagaimana angka ini dibuat" in read[-1]
    database.close()


def test_of_very_many_parts_those_clearly_apart_are_printed_in_the_order_of_the_screen(tmp_path, courseware):
    database, _ = state("sixty-parts", tmp_path, courseware)
    told = report(database, courseware)
    names = [row[0] for row in sheet_of(told)["parts"]["rows"][1:]]
    order = [row.name for row in told.overview.rows]
    apart = [row.name for row in told.overview.rows if {"low", "high"} & set(row.groups)]
    assert len(names) == MOST_PARTS < len(order) and set(apart) <= set(names)
    assert names == [name for name in order if name in names]
    assert f"{len(order) - MOST_PARTS} bagian lain tidak dicetak" in pages(paper(database, courseware))[1]
    database.close()


def test_the_longest_names_still_fit_on_four_pages(tmp_path, courseware):
    database = make_region(tmp_path / "panjang.sqlite", courseware, offices=30, people_per_unit=10)
    with database.write() as connection:
        connection.execute("UPDATE agency SET name = name || ?", (" dan Urusan yang Namanya Panjang Sekali" * 4,))
    assert 2 <= len(pages(paper(database, courseware))) <= MAX_PAGES
    database.close()


def test_names_are_printed_and_never_run(tmp_path, courseware):
    database = make_region(tmp_path / "aneh.sqlite", courseware, offices=6)
    with database.write() as connection:
        connection.execute("UPDATE agency SET name = ? || name", (ODD,))
        connection.execute("UPDATE assignment SET title = ?", (ODD,))
    read = pages(paper(database, courseware))
    first = read[0].replace(" ", "")
    assert f"{ODD}Provinsi Contoh".replace(" ", "") in first and first.count(ODD.replace(" ", "")) > 2
    assert ODD[:50].replace(" ", "") in read[1].replace(" ", "")
    database.close()


def test_the_file_is_tagged_and_says_its_language_title_and_pictures(region, courseware):
    pdf = reader(paper(region, courseware))
    root = pdf.trailer["/Root"]
    assert root["/Lang"].startswith("id") and root["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "Laporan pemahaman netralitas ASN: Provinsi Contoh"
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()
    tags, alts = structure(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Figure", "/Table", "/TH", "/TD"} <= tags
    found = report(region, courseware).overview
    described = " ".join(alts)
    assert all(tables.estimate_text(cell) in described for cell in found.total)
    assert "Corong peserta. Ditugaskan: 304" in described


def structure(node) -> tuple[set[str], list[str]]:
    """The kinds of all tags, and the words that stand for pictures."""
    tags, alts = set(), []
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            more, words = structure(child)
            tags, alts = tags | more, alts + words
    elif isinstance(node, dict):
        tags |= {node["/S"]} if "/S" in node else set()
        alts += [node["/Alt"]] if "/Alt" in node else []
        more, words = structure(node["/K"]) if "/K" in node else (set(), [])
        tags, alts = tags | more, alts + words
    return tags, alts


def test_the_same_data_and_moment_give_the_same_bytes(region, courseware):
    first = paper(region, courseware)
    assert paper(region, courseware) == first
    later = pages(paper(region, courseware, now=NOW + timedelta(minutes=1)))
    assert "pukul 11.01 WITA" in later[-1] and "pukul 11.00 WITA" in pages(first)[-1]


def test_the_print_says_that_made_up_people_are_made_up_and_real_ones_not(region, courseware, tmp_path):
    assert all("DATA DEMO" in page for page in pages(paper(region, courseware)))
    real = make_region(tmp_path / "nyata.sqlite", courseware, offices=2)
    with real.write() as connection:
        connection.execute("UPDATE person SET origin = 'real'")
    assert not any("demo" in page.lower() for page in pages(paper(real, courseware)))
    real.close()
