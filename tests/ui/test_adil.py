"""The authors' view of fairness: empty, usual, refused; every figure with its table, its file and its sentence."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import streamlit as st

from actions.authoring.fairness import fairness, forms_of_quiz
from actions.authoring.item_review import review_quiz
from actions.site import Site
from analytics.estimates import wilson_interval
from analytics.items.drawn import DrawnItem
from analytics.items.intervals import fisher_interval
from analytics.items.item_measures import ITEM_MEASURES
from analytics.words.ranges import SHARE, decimal_range, ends, percent_range
from people.models import Agency
from store.registry import agencies as agency_store
from tests.builders import course_data, write_courseware
from tests.fair_attempts import HARD, ITEMS, QUIZZES, Sat, count, crowd, settle, sit
from tests.ui.builders import make_site, viewer_of
from tests.ui.conftest import words_of
from ui.authoring.fairness_views import dif_table, equating_table, verdict_table
from ui.authoring.item_numbers_view import item_table, quiz_table
from ui.visit import Visit

VIEWS = ("Keputusan", "Kelompok", "Bentuk")


@pytest.fixture
def site(tmp_path) -> Site:
    st.cache_data.clear()
    courses = [course_data(pretest="awal", posttest="kuis")]
    content, quizzes = write_courseware(tmp_path / "isi", items=ITEMS, quizzes=QUIZZES, courses=courses)
    return make_site(tmp_path / "data", quizzes, content_dir=content, course_id="kursus")


def fill(site: Site, people: list[Sat]) -> None:
    with site.database.write() as connection:
        agency_store.add_agencies(connection, [Agency("kab", None, "Kabupaten", "instansi", "kab/", "kab")])
    settle(site.database, people)
    for quiz_id, seed in (("awal", 3), ("kuis", 4)):
        sit(site.database, site.source.present(), quiz_id, people, seed=seed, assignment_id="tugas-1")
    count(site.database)


@pytest.fixture
def filled(site) -> Site:
    fill(site, crowd(pns=700, pppk=500))
    return site


def choose(app, view: str):
    return app.button_group(key="adil-bagian").set_value(view.lower()).run()


def test_before_anybody_has_finished_nothing_is_asked(open_page) -> None:
    app = open_page("penyusun", "adi")
    assert not app.exception
    assert "Adil dan ajekkah kuis ini?" not in [s.value for s in app.subheader]


@pytest.mark.parametrize("view", VIEWS)
def test_with_few_people_every_view_says_how_many_it_needs(open_page, site, view) -> None:
    fill(site, crowd(pns=40, pppk=20))
    app = choose(open_page("penyusun", "adi"), view)
    assert not app.exception and not app.get("plotly_chart")
    words = words_of(app)
    assert {
        "Keputusan": "paling sedikit 200 orang",
        "Kelompok": "Belum ada kelompok",
        "Bentuk": "paling sedikit 100 orang",
    }[view] in words


@pytest.mark.parametrize(("view", "charts"), [("Keputusan", 0), ("Kelompok", 1), ("Bentuk", 1)])
def test_every_view_has_its_sentence_its_table_and_its_file(open_page, filled, view, charts) -> None:
    app = choose(open_page("penyusun", "adi"), view)
    assert not app.exception and not app.error
    drawn = [chart for chart in app.get("plotly_chart") if "tinjau-peta" not in chart.proto.id]
    assert len(drawn) == charts
    assert all(len(chart.proto.alt) > 80 for chart in drawn)
    not_fair = ("peta-soal", "angka-kuis", "angka-soal")
    assert len([one for one in app.get("download_button") if not any(name in one.key for name in not_fair)]) == 1
    sentence = {
        "Keputusan": "Dari 100 peserta, sekitar",
        "Kelompok": "1 soal berbeda besar (kelas C)",
        "Bentuk": "Kedua bentuk",
    }
    words = words_of(app)
    assert sentence[view] in words
    if view == "Bentuk":
        assert "Menurut model Rasch" in words and "pada pascauji bentuk" in words


def test_every_figure_of_the_quiz_and_of_its_items_stands_in_a_table(open_page, filled) -> None:
    app = open_page("penyusun", "adi")
    files = {one.key for one in app.get("download_button")}
    assert {"pemahaman-unduh-angka-kuis", "pemahaman-unduh-angka-soal"} <= files
    words = words_of(app)
    for name in (
        "median", "standard_deviation", "skewness", "kurtosis", "internal_consistency", "error_ratio", "standard_error",
        "guess", "discrimination", "as_moodle", "discriminative_efficiency", "efficiency_as_moodle", "intended_weight",
        "effective_weight", "learners", "wrongly_passed", "wrongly_failed", "kappa",
    ):  # fmt: skip
        assert f">{ITEM_MEASURES[name].title}</th>" in words, name
        assert f"<strong>{ITEM_MEASURES[name].title}</strong>" in words, f"{name} is explained"


def test_no_figure_of_a_quiz_an_item_or_a_group_stands_without_its_interval(filled) -> None:
    """But for counts, for what an item is made to earn, and for the error that follows from the cut alone."""
    asked = filled.database, filled.source.present(), viewer_of("adi"), "kuis"
    review, found = review_quiz(*asked), fairness(*asked)
    assert review.report and found.margins
    for table in (quiz_table(review.report, found.margins), verdict_table(review, found.margins, found.pass_mark)):
        ranges = [row[2] for row in table.rows]
        assert all(" sampai " in one or one == "bukan taksiran" for one in ranges), ranges
    given = {ITEM_MEASURES[name].title for name in ("learners", "guess", "intended_weight")} | {"Soal"}
    table = item_table(review, found)
    for row in table.rows:
        assert all(title in given or re.search(r"\(.+(–| s\.d\. ).+\)", cell) for title, cell in zip(table.header, row, strict=True)), row  # fmt: skip
    visit = Visit(filled, viewer_of("adi"), filled.source.present())
    assert all(" s.d. " in row[4] or "–" in row[4] for row in dif_table(visit, found, found.comparisons[0]).rows)


def test_the_intervals_of_an_item_are_wilsons_and_fishers_of_the_people_who_met_it(filled) -> None:
    asked = filled.database, filled.source.present(), viewer_of("adi"), "kuis"
    review, found = review_quiz(*asked), fairness(*asked)
    one = found.drawn[0].pool
    row = next(row for row in item_table(review, found).rows if row[0] == found.item_ids[found.drawn[0].version])
    low, high = wilson_interval(one.corrected.facility, one.corrected.learners)
    assert row[2] == percent_range(one.corrected.facility, (low, high))
    for cell, part in ((row[5], one.corrected), (row[6], one.as_moodle)):
        assert cell == decimal_range(part.discrimination, fisher_interval(part.discrimination, part.learners))
    width = found.item_margins[found.drawn[0].version]["discriminative_efficiency"]
    value = one.corrected.discriminative_efficiency
    assert row[7] == percent_range(value, (value - width, min(1.0, value + width)))
    assert row[8].startswith(percent_range(one.as_moodle.discriminative_efficiency, None))


def test_a_figure_with_its_interval_fits_into_a_cell() -> None:
    assert percent_range(0.62, (0.55, 0.69)) == "62% (55–69)"
    assert decimal_range(-0.05, (-0.14, 0.04)) == "−0,05 (−0,14 s.d. 0,04)"
    assert decimal_range(0.3, None) == "0,30" and percent_range(None, None) == "–"
    assert ends(0.95, 0.1, SHARE) == (0.85, 1.0)


def test_the_table_of_items_tells_only_of_items_that_enough_people_met(filled) -> None:
    asked = filled.database, filled.source.present(), viewer_of("adi"), "kuis"
    review, found = review_quiz(*asked), fairness(*asked)
    rows = item_table(review, found).rows
    assert [row[0] for row in rows] == sorted(found.item_ids[one.version] for one in found.drawn)
    few = replace(found, drawn=tuple(one_met_by(29, item) if n == 0 else item for n, item in enumerate(found.drawn)))
    assert len(item_table(review, few).rows) == len(rows) - 1


def one_met_by(learners: int, item: DrawnItem) -> DrawnItem:
    part = replace(item.pool.corrected, learners=learners)
    return replace(item, pool=replace(item.pool, corrected=part))


def test_the_planted_item_stands_in_the_authors_list_with_its_caution(open_page, filled) -> None:
    app = open_page("penyusun", "adi")
    box = next(b for b in app.selectbox if b.key.startswith("tinjau-alasan-"))
    words = words_of(box.select("dif").run())
    assert f"<code>{HARD}</code>" in words
    assert "PPPK yang nilainya setara dengan PNS lebih sering keliru" in words
    assert "bukan bukti" in words


def test_kinds_of_office_can_be_compared_too(open_page, filled) -> None:
    app = choose(open_page("penyusun", "adi"), "Kelompok")
    (box,) = [b for b in app.selectbox if b.key == "adil-kelompok-kuis"]
    assert box.options == [
        "PPPK dibandingkan dengan PNS",
        "Pegawai kecamatan dibandingkan dengan pegawai dinas, badan, dan kantor",
    ]
    app = box.select_index(1).run()
    words = words_of(app)
    assert app.query_params["adil"] in ("kelompok", ["kelompok"])
    again = open_page("penyusun", "adi", adil="kelompok", kelompok="pegawai-kecamatan")
    assert words_of(again) == words, "a link shows a colleague the same"
    assert "tidak ada soal yang berbeda besar" in words
    assert not re.search(r"(Dinas|Kecamatan) \d", words)  # no office by name


def test_nobody_else_sees_it(open_page, filled) -> None:
    for person_id in ("budi", "wati", "putu"):
        assert "Adil dan ajekkah" not in words_of(open_page("penyusun", person_id))


def test_every_cell_of_every_table_is_safe_text_and_every_row_complete(filled) -> None:
    courseware, author = filled.source.present(), viewer_of("adi")
    visit = Visit(filled, author, courseware)
    found = fairness(filled.database, courseware, author, "kuis")
    forms = forms_of_quiz(filled.database, courseware, author, "kuis")
    review = review_quiz(filled.database, courseware, author, "kuis")
    assert forms and forms.equating and found.margins
    tables = [verdict_table(review, found.margins, found.pass_mark), equating_table(forms.equating)]
    tables += [dif_table(visit, found, one) for one in found.comparisons]
    assert len(tables) == 4
    for table in tables:
        assert table.rows and all(len(row) == len(table.header) for row in table.rows)
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in table.rows for cell in row)
    assert HARD in tables[2].rows[0]  # the most different first
