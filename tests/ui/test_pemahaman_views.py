"""The views of comprehension: each has its sentence, table and file; the address keeps every choice and lies are not believed."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import streamlit as st

from actions.courseware import Courseware
from actions.learning.dilemmas import make_choice, start_run
from actions.registry import supervision
from actions.site import site_of
from actions.understanding import funnel
from analytics.charts.areas import MOST_AREAS
from analytics.charts.drawn import MOST_DRAWN, MOST_EMPTY, drawn, left_out_words
from analytics.charts.drawn import told as parts_told
from people.models import Viewer
from store.database import Database
from store.summaries.rollups import add_to_rollups
from tests.analytics.region import ASSIGNMENT, items_of_region, make_region, supervisor
from tests.builders import NOW, shipped_courseware
from tests.item_counts import count_answers
from tests.ui.many_offices import OFFICES, PARTS, make_many, sure_row
from tests.ui.test_pemahaman import open_page, words_of
from ui.figures import LESS_IN_FILE
from ui.understanding.funnel_view import funnel_table
from ui.understanding.view_choice import QUESTIONS, questions_of, view_id

VIEWS = [view for held in QUESTIONS.values() for view in held]
LONG = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga Berencana <b>nomor</b>"


def visit(monkeypatch, folder: Path) -> None:
    st.cache_data.clear()
    site_of.cache_clear()
    monkeypatch.setenv("NETRAL_DATA_DIR", str(folder))


@pytest.fixture(scope="module")
def courseware():
    return shipped_courseware()


@pytest.fixture(scope="module")
def usual(tmp_path_factory, courseware):
    folder = tmp_path_factory.mktemp("biasa")
    return folder, make_region(folder / "netral.sqlite", courseware, offices=6)


@pytest.fixture
def region(usual, monkeypatch):
    """No test here writes to it."""
    visit(monkeypatch, usual[0])
    return usual[1]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory, courseware):
    """One office of four people and nothing else."""
    folder = tmp_path_factory.mktemp("kecil")
    make_region(folder / "netral.sqlite", courseware, offices=1, small_office=4).close()
    return folder


def sentence_of(page) -> str:
    said = [re.findall(r'class="n-says">(.*?)</p>', str(one.proto.body)) for one in page.get("html")]
    return " ".join(text for found in said for text in found)


def same(page) -> str:
    return re.sub(r"\d\d[.:]\d\d", "", words_of(page))


# --- The sentence and the table --------------------------------------------------------------


@pytest.fixture(scope="module")
def told(tmp_path_factory, courseware):
    """Besides: weeks that are over, people who were sure, and a dilemma that a dozen people went through."""
    folder = tmp_path_factory.mktemp("lengkap")
    database = make_region(folder / "netral.sqlite", courseware, offices=6)
    with database.write() as connection:
        connection.execute("UPDATE rollup_week SET week = '2026-10-05', finished = started")
        add_to_rollups(connection, [sure_row("d01-u0", 20)])
    for n in range(12):
        play(database, courseware, Viewer(f"d01-u0-{n}", "Seseorang", "learner", "pns", "d01-u0", "Unit", True))
    database.close()
    return folder


def play(database: Database, courseware: Courseware, learner: Viewer) -> None:
    """The first choice at every step of the first story."""
    dilemma = next(iter(courseware.bank.dilemmas.values()))
    steps, at, number = {step.id: step for step in dilemma.steps}, dilemma.steps[0].id, 1
    run = start_run(database, courseware, learner, dilemma.id, NOW, run_id=learner.person_id)
    while at in steps:
        choice = steps[at].choices[0]
        make_choice(database, learner, run, number, choice.id, NOW)
        at, number = choice.leads_to, number + 1


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_begins_with_a_sentence_that_names_the_agency_or_the_indicator(told, monkeypatch, view):
    visit(monkeypatch, told)
    page = open_page(tampilan=view_id(view), instansi="d01")
    assert not page.exception and not page.error
    first = re.findall(r'class="n-says">(.*?)</p>|class="n-note[^>]*>(.*?)</div>', " ".join(body_of(page)))
    said = " ".join(text for pair in first for text in pair)
    assert re.search(r"Dinas Kesehatan|Pada |Sampai 11 Oktober 2026", said) and re.search(r"\d", said)


def body_of(page) -> list[str]:
    return [str(one.proto.body) for one in page.get("html")]


def test_the_sentence_of_the_funnel_holds_the_numbers_of_the_page(region):
    page = open_page(tampilan="tahapan")
    shown = {metric.label: metric.value for metric in page.metric}
    said = sentence_of(page)
    assert f"dari {shown['Ditugaskan']} orang yang ditugaskan" in said
    assert f"{shown['Mulai']} membuka pascauji" in said and f"{shown['Lulus']} lulus" in said
    assert "bukan syarat pascauji" in words_of(page)
    assert "Waktu pascauji 45 menit." in words_of(page) and "sedang mengerjakan" in words_of(page)


def test_what_is_withheld_at_the_top_of_the_page_is_withheld_in_the_funnel(region, courseware):
    page = open_page(tampilan="tahapan", instansi="d05")
    shown = {metric.label: metric.value for metric in page.metric}
    assert shown["Lulus"] == "–" and "Angka lulus disembunyikan" in sentence_of(page)
    scope = supervision.scope_of(region, supervisor(), NOW.date())
    found = funnel.funnel(region, courseware, scope, ASSIGNMENT, "prov", now=NOW)
    hidden = [row[0] for row in funnel_table(found).rows if "disembunyikan" in row]
    assert "Sekretariat Daerah" in hidden and len(hidden) >= 2


# --- The map of items ------------------------------------------------------------------------


def places_of(page) -> list[str]:
    """Of every item in the table."""
    return re.findall(r'<td[^>]*data-column="Letak[^>]*>(.*?)</td>', words_of(page))


def test_without_enough_answers_there_is_a_line_instead_of_the_map(region):
    page = open_page(tampilan="soal")
    assert not page.exception and not page.get("plotly_chart")
    assert "Peta soal belum dapat digambar" in words_of(page)
    assert places_of(page) == ["belum dapat dinilai"] * 12


def test_the_map_its_sentence_its_cards_and_its_table_tell_the_same_items(monkeypatch, tmp_path, courseware):
    visit(monkeypatch, tmp_path)
    database = make_region(tmp_path / "netral.sqlite", courseware, offices=6)
    quiz = courseware.bank.quizzes["pascauji-dasar"]
    for number, item in enumerate(items_of_region(courseware)[:9]):
        wrong, ahead = next(option.id for option in item.options if option.id != item.key), 0.2 * (number % 3 > 0)
        count_answers(database, quiz, item, {item.key: (300, 0.5 + ahead), wrong: (300, 0.5 - ahead)})
    page = open_page(tampilan="soal", instansi="d01")
    assert not page.exception and not page.error
    (chart,), words = page.get("plotly_chart"), words_of(page)
    assert "Peta 9 soal di Dinas Kesehatan" in chart.proto.alt
    assert "3 soal tidak digambar karena daya bedanya belum dapat dinilai" in words
    cells = places_of(page)
    assert [sum(mark in cell for cell in cells) for mark in ("(0,7)", "(0,0)", "dinilai")] == [6, 3, 3]
    hard = sum(cell.startswith(("perlu diajarkan", "soalnya diragukan")) for cell in cells)
    assert hard and re.search(r"soal mungkin sulit|soal sulit itu", sentence_of(page))
    assert not re.search(r"\b600\b|n 600", words), "how many everybody is, is not told"


# --- All withheld, one agency, huge ----------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_all_withheld_is_a_sentence_and_no_number_of_a_result(tiny, monkeypatch, view):
    visit(monkeypatch, tiny)
    page = open_page(tampilan=view_id(view))
    assert not page.exception and not page.error
    words = words_of(page)
    assert not re.search(r"\d+% \(\d+–", words), "no estimate of four people"
    shown = {metric.label: metric.value for metric in page.metric}
    assert shown["Lulus"] == "–"


@pytest.mark.parametrize("view", VIEWS)
def test_one_agency_without_parts_is_shown_or_says_why_not(region, view):
    page = open_page(agency_id="d00-u0", tampilan=view_id(view))
    assert not page.exception and not page.error
    words = words_of(page)
    assert "Unit 1 Dinas Pendidikan dan Kebudayaan" in words
    if view in ("Urutan", "Petak"):
        assert "tidak punya bagian" in words


@pytest.fixture(scope="module")
def huge(tmp_path_factory, courseware):
    """Two hundred offices with long names and results, some of them too small to be shown."""
    return make_many(tmp_path_factory.mktemp("besar"), courseware, LONG)


DRAWN_IN_PART = {
    "Peta": f"Gambar memuat {MOST_DRAWN} dari",
    "Urutan": f"Gambar memuat {MOST_DRAWN} dari",
    "Petak": f"{PARTS - MOST_AREAS} bagian terkecil digambar sebagai satu petak",
    "Tahapan": f"Gambar memuat {MOST_DRAWN} dari {PARTS}",
}
LISTED_WHOLE = ("Peta", "Urutan", "Petak", "Tahapan", "Salah paham", "Keyakinan")


@pytest.mark.parametrize("view", VIEWS)
def test_hundreds_of_parts_with_results_are_drawn_in_part_told_in_words_and_listed_whole(huge, monkeypatch, view):
    monkeypatch.setenv("NETRAL_DATA_DIR", str(huge))  # what one view has estimated serves the next
    page = open_page(tampilan=view_id(view))
    assert not page.exception and not page.error
    words = words_of(page)
    assert DRAWN_IN_PART.get(view, "") in words
    assert sentence_of(page) or "n-note" in words or view == "Dilema"
    if view in LISTED_WHOLE:
        assert words.count("nomor&lt;/b&gt;") >= OFFICES, "the table has every part, with its name as text"
        assert "disembunyikan" in words
    assert page.get("plotly_chart") or view in ("Dilema", "Salah paham", "Soal")
    assert all(len(str(chart.proto.spec)) < 300_000 for chart in page.get("plotly_chart"))
    assert "<b>nomor" not in words


def test_whoever_stands_clearly_apart_is_drawn_before_the_others():
    groups = [("unclear",)] * 90 + [("low",)] * 3 + [("high",)] * 2
    places = drawn(groups)
    assert len(places) == MOST_DRAWN and places == sorted(places)
    assert {90, 91, 92, 93, 94} <= set(places)
    assert drawn(groups[:4]) == [0, 1, 2, 3]
    assert drawn([("unknown",), ("unclear",), ("unknown",)], 1) == [1]


def test_parts_without_any_number_are_left_out_of_the_map_only_where_they_are_many():
    few, many = [True, *[False] * MOST_EMPTY, True], [True, *[False] * (MOST_EMPTY + 1), True]
    assert parts_told(few) == list(range(len(few)))
    assert parts_told(many) == [0, len(many) - 1]
    assert left_out_words(len(many) - 2).startswith(f"{MOST_EMPTY + 1} bagian tanpa angka") and not left_out_words(0)


@pytest.fixture(scope="module")
def eight(tmp_path_factory, courseware):
    """An office of which eight people have finished: on screen, but in no file."""
    folder = tmp_path_factory.mktemp("delapan")
    database = make_region(folder / "netral.sqlite", courseware, offices=4, small_office=9)
    with database.write() as connection:
        add_to_rollups(connection, [sure_row("d00-u0", 20), sure_row("d03", 8)])
    database.close()
    return folder


@pytest.mark.parametrize(
    ("view", "asked"),
    [("Peta", "prov"), ("Urutan", "prov"), ("Petak", "prov"), ("Tahapan", "prov"), ("Keyakinan", "prov"), ("Kemajuan", "d03")],
)  # fmt: skip
def test_a_file_that_holds_less_than_its_table_says_so(eight, region, monkeypatch, view, asked):
    page = open_page(tampilan=view_id(view), instansi="d01-u0")
    assert LESS_IN_FILE not in words_of(page), "a unit of thirty needs no such words"
    monkeypatch.setenv("NETRAL_DATA_DIR", str(eight))
    page = open_page(tampilan=view_id(view), instansi=asked)
    assert not page.exception and words_of(page).count(LESS_IN_FILE) == 1
    assert re.search(r", n 8\b|8 orang|8 \(", words_of(page)), "the screen tells of the eight"


# --- The address -----------------------------------------------------------------------------


def test_every_view_has_one_question_and_an_id_of_its_own():
    assert len({view_id(view) for view in VIEWS}) == len(VIEWS)
    found = questions_of([*VIEWS, "Baru"])
    assert sorted(view for held in found.values() for view in held) == sorted([*VIEWS, "Baru"])
    assert questions_of(["Peta"]) == {"Di mana": ["Peta"]}


def test_a_link_shows_a_colleague_of_the_same_scope_the_same(region):
    page = open_page()
    page.button_group(key="pemahaman-tampilan-di-mana").set_value("urutan").run()
    page.button_group(key="pemahaman-indikator").set_value("karier").run()
    page.selectbox(key="pemahaman-kepegawaian-").select("pns").run()
    page.selectbox(key="pemahaman-buka-prov").select("d01").run()
    link = {name: value[0] if isinstance(value, list) else value for name, value in page.query_params.items()}
    assert link == {"tampilan": "urutan", "indikator": "karier", "kepegawaian": "pns", "instansi": "d01"}
    again = open_page(**link)
    assert same(again) == same(page) and "Pada Karier ASN" in sentence_of(again)


def test_another_question_opens_its_first_view_and_the_address_says_so(region):
    page = open_page()
    page.button_group(key="pemahaman-pertanyaan").set_value("Sejauh mana").run()
    assert page.query_params["tampilan"] in ("tahapan", ["tahapan"])
    assert "Dari ditugaskan sampai lulus" in [heading.value for heading in page.subheader]
    page.button_group(key="pemahaman-pertanyaan").set_value("Di mana").run()
    assert "tampilan" not in page.query_params and "Peta pemahaman" in [heading.value for heading in page.subheader]


@pytest.mark.parametrize("lie", ["bohong", "", "PETA", "../peta", "<script>", "peta' OR 1=1"])
def test_a_view_or_an_indicator_that_nobody_offers_is_the_default(region, lie):
    page = open_page(tampilan=lie, indikator=lie, dilema=lie, bulan=lie, ukuran=lie)
    assert not page.exception and not page.error
    assert "Peta pemahaman" in [heading.value for heading in page.subheader]
    assert lie in ("", "PETA") or lie not in words_of(page)
    assert "indikator" not in open_page(tampilan="urutan", indikator=lie).query_params


@pytest.mark.parametrize(("view", "asked"), [*((view, "d01") for view in VIEWS), ("Petak", "prov")])
def test_no_view_shows_an_agency_outside_the_scope(region, view, asked):
    page = open_page(agency_id="d00", instansi=asked, tampilan=view_id(view))
    words = words_of(page)
    assert "Anda tidak berwenang" in words and "Dinas Kesehatan" not in words
    assert not page.metric and not page.get("plotly_chart") and not page.get("download_button")


def test_an_assignment_that_does_not_reach_the_scope_is_not_taken(region):
    page = open_page(tugas="tidak-ada")
    assert not page.exception and "Netralitas 2026" in words_of(page)


LOOKS = {
    "tampilan": "petak", "indikator": "karier", "menurut": "tujuan", "halaman": "tujuan-2", "bulan": "2026-10", "ukuran": "passed",
    "dilema": sorted(shipped_courseware().bank.dilemmas)[-1], "kepegawaian": "pns", "tugas": ASSIGNMENT, "per": "2026-11-20",
    "wilayah": "prov",
}  # fmt: skip
"""Whatever may be chosen in the address."""


def links_to(page, agency_ids: Collection[str]) -> list[dict[str, str]]:
    found = [parse_qs(link.proto.query_string) for link in page.get("page_link")]
    links = [{name: value for name, (value,) in one.items()} for one in found]
    return [link for link in links if link.get("instansi") in agency_ids]


@pytest.mark.parametrize("name", [*LOOKS])
def test_the_way_up_the_advice_and_the_areas_keep_every_choice(region, name):
    asked = {name: LOOKS[name]}
    links = links_to(open_page(instansi="d01", **asked), ["prov"])
    links += links_to(open_page(**asked), ["d00"])
    links += links_to(open_page(**asked | ({} if name == "tampilan" else {"tampilan": "petak"})), ["d00", "d01", "d02"])
    assert len(links) > 3 and all(link.get(name) == LOOKS[name] for link in links)


def test_the_page_of_objectives_is_in_the_address_and_a_lie_is_the_first_or_the_last(region):
    page = open_page(menurut="tujuan")
    page.number_input(key="pemahaman-tujuan-halaman").set_value(2).run()
    assert page.query_params["halaman"] in ("tujuan-2", ["tujuan-2"])
    assert same(open_page(menurut="tujuan", halaman="tujuan-2")) == same(page)
    for lie, shown in (("modul-2", 1), ("tujuan-0", 1), ("tujuan-999", 999), ("tujuan-9999", 1), ("-1", 1), ("<b>", 1)):
        page = open_page(menurut="tujuan", halaman=lie)
        box = page.number_input(key="pemahaman-tujuan-halaman")
        assert not page.exception and box.value == min(shown, box.max)
