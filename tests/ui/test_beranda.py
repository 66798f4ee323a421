"""The home page: one clear next step, deadlines in words, names as text."""

from __future__ import annotations

from datetime import date

from people.errors import NetralError
from store.assigning.assignments import Assignment, add_assignment
from tests.ui import builders
from tests.ui.conftest import words_of
from ui import look


def test_the_first_step_is_the_pretest(open_page, site):
    words = words_of(open_page("beranda"))
    assert "Halo, Budi Santoso" in words
    assert "Mulai prauji" in words
    courseware = site.source.present()
    lessons = courseware.library.lessons_of(courseware.bank.courses["netralitas-dasar"].modules)
    assert f"0 dari {len(lessons) + 2} langkah" in words


def test_the_same_course_assigned_twice_is_shown_twice(open_page, site):
    """By the government and by one's own agency, as any two units may."""
    with site.database.write() as connection:
        again = Assignment("tugas-2", "netralitas-dasar", "Tugas dinas", "2026-01-01", "2099-12-31")
        add_assignment(connection, again, ["dinas"])
    app = open_page("beranda")
    assert not app.error and "Tugas uji" in words_of(app) and "Tugas dinas" in words_of(app)


def test_with_nothing_assigned_it_says_so(open_page):
    words = words_of(open_page("beranda", "tamu"))
    assert "Belum ada kursus untuk Anda" in words
    assert "Mulai prauji" not in words


def test_a_name_with_markdown_is_shown_as_text(open_page, monkeypatch):
    monkeypatch.setitem(builders.PEOPLE, "budi", ("**Budi** [x](y) <b>z</b>", "learner", "dinas"))
    app = open_page("beranda")
    assert app.title[0].value == r"Halo, \*\*Budi\*\* \[x\]\(y\) \<b\>z\</b\>"
    assert "<b>z</b>" not in "".join(e.proto.body for e in app.get("html"))


def test_a_supervisor_is_pointed_to_their_page(open_page):
    assert "Lihat pemahaman instansi" in words_of(open_page("beranda", "wati"))
    assert "Lihat pemahaman instansi" not in words_of(open_page("beranda", "budi"))


def test_a_refused_visit_is_a_sentence(open_page, monkeypatch):
    def refuse(*_):
        raise NetralError("Anda tidak berwenang.")

    monkeypatch.setattr("ui.pages.beranda.require", refuse)
    assert "tidak berwenang" in open_page("beranda").error[0].value


def test_a_broken_store_gives_a_reference_not_a_traceback(open_page, site):
    with site.database.write() as connection:
        connection.execute("DROP TABLE section_progress")
    app = open_page("beranda")
    assert not app.exception
    assert len(app.error) == 1


def test_deadlines_are_said_in_words():
    due = date(2026, 12, 6)
    assert look.due_words(due, date(2026, 11, 22)) == "tenggat 6 Desember 2026, 14 hari lagi"
    assert look.due_words(due, date(2026, 12, 5)).startswith("tenggat besok")
    assert look.due_words(due, due).startswith("tenggat hari ini")
    assert "materinya tetap dapat dibaca" in look.due_words(due, date(2026, 12, 7))
