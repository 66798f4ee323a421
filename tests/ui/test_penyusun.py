"""The authors' page: problems with their place, the last good version, coverage; authors only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.library import Library
from content.problems import Problem
from quizzes.bank import Bank
from quizzes.models import SingleItem
from tests.item_counts import count_answers
from tests.ui.conftest import words_of


def serve(monkeypatch, site, **changes):
    monkeypatch.setattr(site.source, "_present", replace(site.source.present(), **changes))


def test_an_author_sees_counts_coverage_and_how_to_edit(open_page, site, monkeypatch):
    serve(monkeypatch, site, problems=())
    words = words_of(open_page("penyusun", "adi"))
    assert "Tidak ada masalah" in words
    assert "Banyak soal per indikator dan kesukaran" in words
    assert str(site.settings.content_dir) in words


def test_a_learner_and_a_supervisor_are_refused(open_page):
    for person_id in ("budi", "wati"):
        app = open_page("penyusun", person_id)
        assert "tidak berwenang" in app.error[0].value
        assert "Masalah" not in [s.value for s in app.subheader]


def test_problems_name_their_place_and_the_mending_and_are_escaped(open_page, site, monkeypatch):
    problem = Problem("quizzes/bank/dasar.yaml", 12, "error", "Kunci <b>x</b> keliru.", "Perbaiki kunci.")
    serve(monkeypatch, site, problems=(problem,), is_last_good=True)
    words = words_of(open_page("penyusun", "adi"))
    assert "quizzes/bank/dasar.yaml:12" in words
    assert "Kunci &lt;b&gt;x&lt;/b&gt; keliru." in words
    assert "Perbaiki kunci." in words
    assert "Versi terakhir yang baik sedang dipakai" in words


def test_an_empty_course_is_said_in_words(open_page, site, monkeypatch):
    serve(monkeypatch, site, library=Library(), bank=Bank(), problems=())
    app = open_page("penyusun", "adi")
    assert not app.error
    assert "Belum ada soal" in words_of(app)


def test_a_panel_that_rated_too_few_items_is_said_in_words(open_page, site, monkeypatch):
    bank = site.source.present().bank
    panel = next(iter(bank.panels.values()))
    few = panel.model_copy(update={"ratings": panel.ratings[:1]})
    serve(monkeypatch, site, bank=replace(bank, panels={few.id: few}))
    app = open_page("penyusun", "adi")
    assert not app.error and not app.exception
    assert "belum dapat dihitung" in words_of(app) and "Banyak soal per salah paham" in words_of(app)


def count_a_wrong_key(site):
    """In the post-test an option that is not the key draws the strong."""
    bank = site.source.present().bank
    quiz = bank.quizzes[next(course.posttest for course in bank.courses.values())]
    item = next(i for i in bank.items.values() if isinstance(i, SingleItem) and not i.audience)
    wrong, *others = [o.id for o in item.options if o.id != item.key]
    choices = {item.key: (60, 0.4), wrong: (200, 0.8)} | {o: (20, 0.4) for o in others} | {None: (4, 0.3)}
    count_answers(site.database, quiz, item, choices)
    return item, wrong


def test_before_anybody_has_finished_there_is_nothing_to_review(open_page):
    assert "Belum ada kuis yang selesai dikerjakan" in words_of(open_page("penyusun", "adi"))


def test_a_suspected_key_is_shown_with_its_evidence_and_its_option(open_page, site):
    item, wrong = count_a_wrong_key(site)
    words = words_of(open_page("penyusun", "adi"))
    assert "Kunci mungkin keliru" in words
    assert f"<code>{item.id}</code>" in words
    assert f"memilih &#x27;{wrong}&#x27;" in words


def test_the_counts_of_one_item_are_shown_and_small_ones_are_not(open_page, site):
    item, _ = count_a_wrong_key(site)
    app = open_page("penyusun", "adi")
    assert not app.exception
    box = next(b for b in app.selectbox if b.key.startswith("tinjau-soal-"))
    words = words_of(box.select(item.id).run())
    assert "Pilihan dan pemilihnya" in words and "200" in words and "(kunci)" in words
    assert "kurang dari 10, atau melindungi yang sekecil itu" in words


def test_the_spread_of_the_scores_is_told_with_what_each_figure_means(open_page, site):
    count_a_wrong_key(site)
    words = words_of(open_page("penyusun", "adi"))
    for title in ("Median", "Simpangan baku", "Kemencengan", "Keruncingan", "Konsistensi internal"):
        assert title in words
    assert "Positif bila beberapa nilai jauh di atas rata-rata" in words


def test_nobody_else_sees_the_review(open_page, site):
    item, _ = count_a_wrong_key(site)
    for person_id in ("budi", "wati", "putu"):
        assert item.id not in words_of(open_page("penyusun", person_id))


def test_the_map_of_items_says_where_the_suspected_key_lies_and_an_address_leads_to_it(open_page, site):
    item, _ = count_a_wrong_key(site)
    app = open_page("penyusun", "adi", butir=item.id)
    assert not app.exception and "Pilihan dan pemilihnya" in words_of(app)
    words = words_of(app)
    assert "Dari 1 soal yang cukup datanya: 1 jelas perlu diperiksa kuncinya." in words
    assert len(app.get("plotly_chart")) == 1 and app.get("plotly_chart")[0].proto.alt
    assert "Tempat tiap soal pada peta" in words and "kunci perlu diperiksa" in words


@pytest.mark.parametrize("lie", ["tidak-ada", "", "<script>alert(1)</script>"])
def test_an_item_or_quiz_nobody_has_is_not_taken_from_the_address(open_page, site, lie):
    count_a_wrong_key(site)
    app = open_page("penyusun", "adi", butir=lie, kuis=lie)
    assert not app.exception and "Pilihan dan pemilihnya" not in words_of(app)
    assert lie == "" or lie not in words_of(app)


def test_choosing_an_item_puts_it_in_the_address(open_page, site):
    item, _ = count_a_wrong_key(site)
    app = open_page("penyusun", "adi")
    box = next(b for b in app.selectbox if b.key.startswith("tinjau-soal-"))
    app = box.select(item.id).run()
    assert app.query_params["butir"] in (item.id, [item.id])
