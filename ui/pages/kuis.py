"""Halaman kuis: the list of quizzes, the rules before one, and the attempt under way."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from actions.learning.refreshers import due_refreshers
from actions.learning.study import CourseProgress, QuizProgress, course_progress
from actions.learning.take_quiz import history, start_attempt
from people.assigning.windows import Window
from people.errors import NotFound
from quizzes.models import Quiz
from store.clock import from_text
from store.ids import new_id
from ui import look, session
from ui.learning.attempt_sheet import show_attempt
from ui.learning.attempt_turns import go_to_result
from ui.learning.question import safe_label, safe_text
from ui.learning.refresher_card import show_card
from ui.learning.review import clock_text, moment_text, score_text
from ui.visit import Visit

PURPOSES = {
    "pretest": "Prauji · mengukur pemahaman awal, tidak menentukan kelulusan",
    "practice": "Latihan · untuk melatih diri",
    "posttest": "Pascauji · menentukan kelulusan",
    "refresher": "Penyegaran · tidak wajib, tidak memengaruhi kelulusan",
}


def show(visit: Visit) -> None:
    quiz_id = st.query_params.get("id")
    if quiz_id is None:
        _list(visit)
        return
    attempts = history(visit.database, visit.viewer).get(quiz_id, [])
    on_screen = next((a for a in attempts if a.state == "open" or session.take_found_closed(a.id)), None)
    if on_screen is not None:
        show_attempt(visit, on_screen.id)
        return
    st.page_link(visit.pages["kuis"], label="Semua kuis", icon=":material/arrow_back:")
    courses = course_progress(visit.database, visit.courseware, visit.viewer, visit.now)
    due = due_refreshers(visit.database, visit.courseware, visit.viewer, visit.now)
    offered = [*(quiz for course in courses for quiz in course.quizzes), *(QuizProgress(one.quiz, ()) for one in due)]
    progress = next((one for one in offered if one.quiz.id == quiz_id), None)
    if progress is None:
        raise NotFound("Kuis itu")
    _intro(visit, progress, _windows(courses, quiz_id))


def _windows(courses: Sequence[CourseProgress], quiz_id: str) -> list[Window]:
    """Of each assignment that asks for the quiz; a refresher has none and may be begun."""
    return [course.window for course in courses if any(quiz_id == one.quiz.id for one in course.quizzes)]


def _may_begin(windows: Sequence[Window], now: datetime) -> bool:
    return not windows or any(window.is_open(now) for window in windows)


# --- The list -------------------------------------------------------------------------------


def _list(visit: Visit) -> None:
    look.title("Kuis")
    show_card(visit)
    courses = course_progress(visit.database, visit.courseware, visit.viewer, visit.now)
    if not courses:
        st.info(
            "Belum ada kuis untuk Anda. Kuis muncul setelah penyelia menugaskan kursus kepada unit kerja Anda.",
            icon=":material/info:",
        )
        st.page_link(visit.pages["materi"], label="Baca materi dahulu", icon=":material/menu_book:")
        return
    shown: set[str] = set()
    for course in courses:
        st.header(safe_label(course.assignment_title), anchor=False)
        st.caption(_when(course.window, visit.now))
        new = [progress for progress in course.quizzes if progress.quiz.id not in shown]  # two courses may share a quiz
        shown.update(progress.quiz.id for progress in new)
        for progress in new:
            if progress.quiz.mode == "practice" and progress is next(p for p in new if p.quiz.mode == "practice"):
                st.subheader("Latihan, boleh kapan saja", anchor=False)
            may_begin = _may_begin(_windows(courses, progress.quiz.id), visit.now)
            _card(visit, progress, may_begin=may_begin, is_next=progress is _next_up(course))


def _next_up(course: CourseProgress) -> QuizProgress | None:
    """The one to press; a post-test before the pre-test would leave nothing to compare with."""
    if course.pretest is not None and not course.pretest.is_finished:
        return course.pretest
    return None if course.is_passed else course.posttest


def _when(window: Window, now: datetime) -> str:
    if now < window.opens_at:
        return f"Dibuka {window.opens_in_words}"
    if window.is_over(now):
        return f"Ditutup {window.due_in_words}"
    return f"Selesaikan paling lambat {window.due_in_words}"


def _card(visit: Visit, progress: QuizProgress, *, may_begin: bool, is_next: bool) -> None:
    """What it is and where the learner stands; its rules are told before it begins."""
    quiz, opened, best = progress.quiz, progress.open_attempt, progress.best
    counts = quiz.mode != "practice"
    with st.container(key=f"n-card-{quiz.id}"):
        st.subheader(safe_label(quiz.title), anchor=False)
        if counts:
            st.caption(PURPOSES[quiz.mode])
            st.markdown(safe_text(quiz.summary))
        st.markdown(f"{_facts(progress)}  \n**{_state(visit, progress)}**")
        with st.container(horizontal=True):
            if opened is not None:
                if st.button("Lanjutkan", key=f"buka-{quiz.id}", type="primary", icon=":material/play_arrow:"):
                    _open(quiz.id)
            elif may_begin and progress.attempts_left != 0:
                kind = "primary" if is_next else "secondary"
                label = "Ulangi" if best else "Mulai"
                if st.button(label, key=f"buka-{quiz.id}", type=kind, icon=":material/play_arrow:"):  # type: ignore[arg-type]
                    _open(quiz.id)
            if best is not None and st.button("Lihat hasil", key=f"hasil-{quiz.id}", icon=":material/task_alt:"):
                go_to_result(visit, best.id)


def _facts(progress: QuizProgress) -> str:
    left = progress.attempts_left
    attempts = "boleh diulang kapan saja" if left is None else f"sisa {left} dari {progress.attempt_limit} kesempatan"
    return f"{_item_count(progress.quiz)} soal · {_time(progress)} · {attempts}"


def _time(progress: QuizProgress) -> str:
    return f"{progress.time_limit_minutes} menit" if progress.time_limit_minutes else "tanpa batas waktu"


def _pass_rule(quiz: Quiz) -> str:
    verb = "Lulus" if quiz.mode == "posttest" else "Tolok ukur"
    rule = f"{verb}: nilai keseluruhan paling rendah {score_text(quiz.pass_mark)}"
    if quiz.critical_topics:
        topics = "; ".join(
            f"{safe_label(t.title)} paling rendah {score_text(t.pass_mark)}" for t in quiz.critical_topics
        )
        rule += f", **dan** setiap topik kritis tercapai ({topics})"
    return rule + "."


def _state(visit: Visit, progress: QuizProgress) -> str:
    opened, best = progress.open_attempt, progress.best
    if opened is not None:
        began = visit.local(from_text(opened.started_at))
        is_today = began.date() == visit.local(visit.now).date()
        return f"Sedang dikerjakan sejak {f'pukul {clock_text(began)}' if is_today else moment_text(began)}"
    if best is None or best.score is None:
        return "Belum dikerjakan"
    passed = {"posttest": " · lulus" if best.passed else " · belum lulus"}.get(progress.quiz.mode, "")
    return f"Sudah dikerjakan · nilai terbaik {score_text(best.score)}{passed}"


# --- Before the attempt ---------------------------------------------------------------------


def _intro(visit: Visit, progress: QuizProgress, windows: Sequence[Window]) -> None:
    quiz = progress.quiz
    look.title(safe_label(quiz.title))
    st.markdown(safe_text(quiz.summary))
    facts = [("Soal", str(_item_count(quiz))), ("Waktu", _time(progress))]
    if progress.attempts_left is not None:
        facts.append(("Kesempatan", f"sisa {progress.attempts_left} dari {progress.attempt_limit}"))
    look.html(look.facts(facts, words=True))
    refusal = _why_not(progress, windows, visit.now)
    if refusal:
        st.info(refusal, icon=":material/info:")
    elif quiz.time_limit_minutes:
        st.markdown("Waktu berjalan sejak tombol **Mulai** ditekan, juga bila halaman ditutup.")
    with st.container(horizontal=True):
        if not refusal and st.button("Mulai", key="mulai", type="primary", icon=":material/play_arrow:"):
            start_attempt(
                visit.database,
                visit.courseware,
                visit.viewer,
                quiz.id,
                visit.now,
                attempt_id=new_id(visit.now),
                seed=secrets.randbits(63),
            )
            st.rerun()
        if progress.best and st.button("Lihat hasil", key="lihat-hasil", icon=":material/task_alt:"):
            go_to_result(visit, progress.best.id)
    if not refusal:
        st.header("Yang perlu Anda tahu", anchor=False)
        st.markdown("\n".join(f"- {rule}" for rule in _rules(progress)))


def _why_not(progress: QuizProgress, windows: Sequence[Window], now: datetime) -> str | None:
    """Why it cannot begin now, in a sentence."""
    if progress.attempts_left == 0:
        return "Semua kesempatan sudah terpakai."
    if _may_begin(windows, now):
        return None
    waiting = [window for window in windows if not window.is_over(now)]
    if waiting:
        return f"Kuis ini belum dibuka. {_when(min(waiting, key=lambda window: window.opens_at), now)}."
    last = max(windows, key=lambda window: window.closes_at)
    return f"Masa penugasannya sudah berakhir. {_when(last, now)}. Materinya tetap dapat dibaca."


def _rules(progress: QuizProgress) -> list[str]:
    quiz = progress.quiz
    rules = ["Satu soal per layar. Anda bebas maju, mundur, dan mengubah jawaban."]
    if progress.time_limit_minutes:
        rules.append("Waktu dihitung menurut jam server. Bila habis, jawaban yang tersimpan dinilai.")
    else:
        rules.append("Anda boleh berhenti dan melanjutkannya lain waktu.")
    rules.append("Setiap jawaban **langsung tersimpan**; jam penyimpanannya tampak di bawah jawaban.")
    if quiz.asks_sureness:
        rules.append(
            "Setelah menjawab, Anda boleh menandai **Yakin** atau **Ragu**. Tanda ini **tidak mengubah nilai**; gunanya "
            "agar hasil dapat menunjukkan di mana keyakinan Anda perlu diluruskan."
        )
    rules.append("Soal yang tidak dijawab bernilai nol.")
    rules.append(_pass_rule(quiz))
    if progress.attempt_limit != 1:
        rules.append("Bila diulang, nilai terbaik yang dipakai.")
    rules.append("Kunci dan pembahasan dapat dibaca setelah kuis dikumpulkan.")
    return rules


def _open(quiz_id: str) -> None:
    st.query_params.from_dict({"id": quiz_id})
    st.rerun()


def _item_count(quiz: Quiz) -> int:
    return sum(cell.count for cell in quiz.blueprint)
