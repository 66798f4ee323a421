"""Beranda: a greeting, one clear next step, and the whole course with its progress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape

import streamlit as st

from actions.learning.dilemmas import dilemma_progress
from actions.learning.study import CourseProgress, LessonProgress, QuizProgress, course_progress, sections_done
from people.access import require
from ui import look
from ui.authoring.open_tasks_view import show_waiting
from ui.learning.refresher_card import show_card
from ui.learning.review import score_text
from ui.pages.materi import progress_words
from ui.visit import Visit

_OWN_PAGE = {
    "supervisor": (
        "pemahaman",
        "Lihat pemahaman instansi",
        "Sebagai penyelia, hasil instansi Anda ada di halaman lain.",
    ),
    "author": ("penyusun", "Periksa konten", "Sebagai penyusun, mutu materi dan soal diperiksa di halaman lain."),
}
"""Role -> page, link and sentence, for those whose main work is elsewhere."""


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now."""

    title: str
    text: str
    label: str
    page: str
    params: dict[str, str]


def show(visit: Visit) -> None:
    require(visit.viewer, "study")
    look.title(f"Halo, {look.as_text(visit.viewer.name)}")
    courses = course_progress(visit.database, visit.courseware, visit.viewer, visit.now)
    if courses:
        course = next((c for c in courses if c.steps_done < c.step_count), courses[0])
        _hero(visit, course)
    else:
        _nothing_assigned(visit)
    show_card(visit)
    _own_page(visit)
    show_waiting(visit)
    for place, course in enumerate(courses):
        _course(visit, course, place, titled=len(courses) > 1)
    _dilemmas(visit, titled=not any(course.practice for course in courses))


def next_step(visit: Visit, course: CourseProgress) -> NextStep:
    """Pretest, then the first unfinished lesson, then the posttest, then nothing but looking back."""
    pretest, posttest = course.pretest, course.posttest
    is_open = course.window.is_open(visit.now)
    if pretest is not None and not pretest.is_finished and (is_open or pretest.open_attempt):
        opened = pretest.open_attempt is not None
        return NextStep(
            pretest.quiz.title,
            "Jawaban Anda tersimpan; lanjutkan dari tempat terakhir."
            if opened
            else "Mulai dengan mengukur yang sudah Anda tahu. Tidak ada lulus atau gagal di sini.",
            "Lanjutkan prauji" if opened else "Mulai prauji",
            "kuis",
            {"id": pretest.quiz.id},
        )
    unfinished = next((lesson for lesson in course.lessons if not lesson.is_done), None)
    if unfinished is not None:
        return _lesson_step(visit, unfinished)
    if posttest.open_attempt is not None:
        text = "Jawaban Anda tersimpan. Perhatikan sisa waktunya."
        return NextStep(posttest.quiz.title, text, "Lanjutkan pascauji", "kuis", {"id": posttest.quiz.id})
    best = posttest.best
    if not is_open and not course.is_passed:
        return _closed_step(course, visit.now)
    if best is None:
        text = "Semua materi sudah Anda baca. Saatnya menguji pemahaman."
        return NextStep(posttest.quiz.title, text, "Mulai pascauji", "kuis", {"id": posttest.quiz.id})
    score = score_text(best.score or 0.0)
    if best.passed:
        text = f"Anda lulus dengan nilai {score}. Anda tetap dapat membaca ulang materi dan berlatih."
        return NextStep("Kursus selesai. Selamat!", text, "Lihat hasil saya", "hasil", {})
    if posttest.attempts_left == 0:
        text = f"Nilai terbaik Anda {score} dan semua kesempatan sudah terpakai. Bicarakan langkah berikutnya dengan penyelia Anda."
        return NextStep("Pascauji belum lulus", text, "Lihat hasil saya", "hasil", {})
    left = "" if posttest.attempts_left is None else f" Tersisa {posttest.attempts_left} kesempatan."
    text = f"Nilai terbaik Anda {score}. Baca ulang bagian yang masih ragu, lalu coba lagi.{left}"
    return NextStep(posttest.quiz.title, text, "Coba pascauji lagi", "kuis", {"id": posttest.quiz.id})


def _closed_step(course: CourseProgress, now: datetime) -> NextStep:
    """Everything is read, and no quiz may begin now."""
    window, title = course.window, course.posttest.quiz.title
    if window.is_over(now):
        text = f"Masa penugasannya berakhir {window.due_in_words}. Materinya tetap dapat dibaca; untuk kuisnya, hubungi penyelia Anda."
        return NextStep(f"{title} sudah ditutup", text, "Baca materi lagi", "materi", {})
    text = f"Materinya sudah Anda baca. Kuisnya dibuka {window.opens_in_words}."
    return NextStep(f"{title} belum dibuka", text, "Baca materi lagi", "materi", {})


def _lesson_step(visit: Visit, progress: LessonProgress) -> NextStep:
    lesson = progress.lesson
    if not progress.sections_done:
        return NextStep(lesson.title, lesson.summary, "Mulai materi", "materi", {"id": lesson.id})
    done = sections_done(visit.database, visit.viewer, lesson.id)
    section = next(s for s in lesson.sections if s.id not in done)
    text = f"Anda sampai di bagian “{section.title}”. {progress_words(progress.sections_done, progress.section_count).capitalize()}."
    return NextStep(lesson.title, text, "Lanjutkan materi", "materi", {"id": lesson.id, "bagian": section.id})


def _hero(visit: Visit, course: CourseProgress) -> None:
    step = next_step(visit, course)
    finished = course.steps_done == course.step_count
    due = "" if finished else look.due_words(course.due_on, course.window.day_of(visit.now))
    with st.container(key="n-hero"):
        look.html(
            f'<p class="n-eyebrow">{"Selesai" if finished else "Langkah berikutnya"}</p>'
            f'<h2 class="n-title">{escape(step.title)}</h2><p style="margin-top:.375rem">{escape(step.text)}</p>'
        )
        look.primary_link(visit.pages[step.page], step.label, "langkah", step.params)
    words = f"{course.steps_done} dari {course.step_count} langkah"
    look.html(look.progress(course.steps_done, course.step_count, words, due[:1].upper() + due[1:]))


def _nothing_assigned(visit: Visit) -> None:
    look.html(
        look.note(
            "<strong>Belum ada kursus untuk Anda.</strong> Instansi Anda belum menugaskan apa pun. "
            "Sementara menunggu, semua materi boleh dibaca."
        )
    )
    look.primary_link(visit.pages["materi"], "Baca materi", "materi")


def _own_page(visit: Visit) -> None:
    page, label, sentence = _OWN_PAGE.get(visit.viewer.role, ("", "", ""))
    if page in visit.pages:
        with look.card("peran"):
            st.page_link(visit.pages[page], label=label, icon=":material/arrow_forward:", width="stretch")
            look.html(f'<p class="n-small">{escape(sentence)}</p>')


# --- The course ------------------------------------------------------------------------------


def _course(visit: Visit, course: CourseProgress, place: int, *, titled: bool) -> None:
    """``place``: which of the person's courses; two assignments may give the same course, or share a module."""
    st.subheader(look.as_text(course.course.title) if titled else "Kursus Anda", anchor=False)
    look.html(
        f'<p class="n-small"><strong>{escape(course.assignment_title)}.</strong> {escape(course.course.summary)}</p>'
    )
    if course.pretest is not None:
        _quiz(visit, course.pretest, place)
    for module_id in course.course.modules:
        _module(visit, course, module_id, place)
    _quiz(visit, course.posttest, place)
    if course.practice:
        st.subheader("Latihan, boleh kapan saja", anchor=False)
        for practice in course.practice:
            _quiz(visit, practice, place)


def _dilemmas(visit: Visit, *, titled: bool) -> None:
    """One card for all dilemmas, below the practice quizzes where there are any."""
    found = dilemma_progress(visit.database, visit.courseware, visit.viewer)
    if not found:
        return
    if titled:
        st.subheader("Latihan, boleh kapan saja", anchor=False)
    done = sum(progress.is_done for progress in found)
    with look.card("dilema"):
        st.page_link(
            visit.pages["dilema"],
            label="Dilema: putuskan, lalu lihat akibatnya",
            icon=f":material/{'check_circle' if done == len(found) else 'alt_route'}:",
            width="stretch",
        )
        look.html(
            look.meta("Latihan", f"{len(found)} cerita bercabang", f"{done} selesai" if done else "belum dimulai")
        )


def _module(visit: Visit, course: CourseProgress, module_id: str, place: int) -> None:
    """One card, leading to the first lesson of the module that is not finished yet."""
    module = visit.courseware.library.find_module(module_id)
    lessons = [p for p in course.lessons if module is not None and p.lesson.id in module.lessons]
    if module is None or not lessons:
        return
    done = sum(p.is_done for p in lessons)
    following = next((p for p in lessons if not p.is_done), lessons[0])
    with look.card(f"modul-{place}-{module.id}"):
        st.page_link(
            visit.pages["materi"],
            label=look.as_text(module.title),
            icon=f":material/{'check_circle' if done == len(lessons) else 'menu_book'}:",
            query_params={"id": following.lesson.id},
            width="stretch",
        )
        minutes = sum(p.lesson.estimated_minutes for p in lessons)
        words = "selesai" if done == len(lessons) else f"{done} dari {len(lessons)} materi selesai"
        look.html(
            look.meta("Modul", f"{minutes} menit", words)
            + (look.thin_bar(done, len(lessons)) if 0 < done < len(lessons) else "")
        )


def _quiz(visit: Visit, progress: QuizProgress, place: int) -> None:
    quiz = progress.quiz
    kind = {"pretest": "Prauji", "posttest": "Pascauji"}.get(quiz.mode, "")
    passed = progress.best is not None and (quiz.mode != "posttest" or progress.best.passed)
    with look.card(f"kuis-{place}-{quiz.id}"):
        st.page_link(
            visit.pages["kuis"],
            label=look.as_text(quiz.title),
            icon=f":material/{'check_circle' if passed else 'quiz'}:",
            query_params={"id": quiz.id},
            width="stretch",
        )
        look.html(look.meta(kind, f"{sum(c.count for c in quiz.blueprint)} soal", *_quiz_words(progress)))


def _quiz_words(progress: QuizProgress) -> tuple[str, ...]:
    words = []
    if progress.quiz.time_limit_minutes:
        words.append(f"paling lama {progress.quiz.time_limit_minutes} menit")
    if progress.open_attempt is not None:
        words.append("sedang dikerjakan")
    if progress.best is not None:
        words.append(f"nilai terbaik {score_text(progress.best.score or 0.0)}")
        if progress.quiz.mode == "posttest":
            words.append("lulus" if progress.best.passed else "belum lulus")
    elif progress.open_attempt is None:
        words.append("belum dikerjakan")
    if progress.attempts_left and not (progress.best and progress.best.passed):
        words.append(f"sisa {progress.attempts_left} kesempatan")
    return tuple(words)
