"""The authors' page: problems with their place, the last good version, coverage; authors only."""

from __future__ import annotations

from dataclasses import replace

from content.library import Library
from content.problems import Problem
from quizzes.bank import Bank
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
