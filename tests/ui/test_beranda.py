"""The home page: one clear next step, deadlines in words, names as text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from actions.learning.study import CourseProgress, QuizProgress
from people.assigning.windows import Window
from people.errors import NetralError
from store.assigning.assignments import Assignment, add_assignment
from store.learning.attempts import AttemptSummary
from tests.builders import make_quiz
from tests.ui import builders
from tests.ui.conftest import words_of
from ui import look
from ui.pages.beranda import NextStep, next_step


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


def _course(score: float, due_on: date) -> CourseProgress:
    """Everything is read, and the post-test was closed once with that score."""
    closed = AttemptSummary("a1", "kuis", 1, "submitted", "2026-01-02", None, "2026-01-02", score, False)
    posttest = QuizProgress(make_quiz(attempt_limit=3, pass_mark=0.75), (closed,))
    return CourseProgress(None, "Tugas", Window(date(2026, 1, 1), due_on, "WITA"), None, (), (), posttest)  # type: ignore[arg-type]


def _step(course: CourseProgress, now: datetime) -> NextStep:
    return next_step(SimpleNamespace(now=now), course)  # type: ignore[arg-type]


def test_a_score_just_below_the_pass_mark_is_not_rounded_up_to_it():
    step = _step(_course(0.746, date(2026, 1, 31)), datetime(2026, 1, 20, tzinfo=UTC))
    assert step.label == "Coba pascauji lagi" and "Nilai terbaik Anda 74,6." in step.text


def test_after_the_window_no_quiz_is_the_next_step():
    last_moment = datetime(2026, 1, 31, 16, tzinfo=UTC) - timedelta(seconds=1)
    course = _course(0.5, date(2026, 1, 31))
    assert _step(course, last_moment).page == "kuis"
    step = _step(course, last_moment + timedelta(seconds=1))
    assert step.page == "materi" and "berakhir 31 Januari 2026 pukul 24.00 WITA" in step.text
