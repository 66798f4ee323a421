"""Halaman kuis: the list of quizzes, the rules before one, and the attempt under way."""

from __future__ import annotations

import secrets
from datetime import datetime

import streamlit as st

from actions.learning.refreshers import due_refreshers
from actions.learning.study import QuizProgress, course_progress
from actions.learning.take_quiz import history, start_attempt
from people.assigning.windows import Window
from people.errors import NotFound
from quizzes.models import Quiz
from store.clock import from_text
from store.ids import new_id
from ui import session
from ui.learning.attempt_sheet import show_attempt
from ui.learning.attempt_turns import go_to_result
from ui.learning.question import safe_label, safe_text
from ui.learning.refresher_card import show_card
from ui.learning.review import clock_text, score_text
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
    progress = next((p for p in _quizzes(visit) if p.quiz.id == quiz_id), None)
    if progress is None:
        raise NotFound("Kuis itu")
    _intro(visit, progress)


def _quizzes(visit: Visit) -> list[QuizProgress]:
    found = []
    for course in course_progress(visit.database, visit.courseware, visit.viewer, visit.now):
        found += [*([course.pretest] if course.pretest else []), *course.practice, course.posttest]
    due = due_refreshers(visit.database, visit.courseware, visit.viewer, visit.now)
    return [*found, *(QuizProgress(one.quiz, ()) for one in due)]


# --- The list -------------------------------------------------------------------------------


def _list(visit: Visit) -> None:
    st.title("Kuis", anchor=False)
    show_card(visit)
    courses = course_progress(visit.database, visit.courseware, visit.viewer, visit.now)
    if not courses:
        st.info(
            "Belum ada kuis untuk Anda. Kuis muncul setelah penyelia menugaskan kursus kepada unit kerja Anda.",
            icon=":material/info:",
        )
        return
    shown: set[str] = set()
    for course in courses:
        st.header(safe_label(course.course.title), anchor=False)
        st.caption(_when(course.window, visit.now))
        for progress in (*([course.pretest] if course.pretest else []), *course.practice, course.posttest):
            if progress.quiz.id not in shown:  # two courses may share a quiz
                shown.add(progress.quiz.id)
                _card(visit, progress)


def _when(window: Window, now: datetime) -> str:
    if now < window.opens_at:
        return f"Dibuka {window.opens_in_words}"
    if window.is_over(now):
        return f"Ditutup {window.due_in_words}"
    return f"Selesaikan paling lambat {window.due_in_words}"


def _card(visit: Visit, progress: QuizProgress) -> None:
    quiz, opened, best = progress.quiz, progress.open_attempt, progress.best
    with st.container(key=f"n-card-{quiz.id}"):
        st.subheader(safe_label(quiz.title), anchor=False)
        st.caption(PURPOSES[quiz.mode])
        st.markdown(f"{safe_text(quiz.summary)}\n\n{_facts(progress)}\n\n**{_state(visit, progress)}**")
        with st.container(horizontal=True):
            may_start = progress.attempts_left is None or progress.attempts_left > 0
            if opened is not None:
                if st.button("Lanjutkan", key=f"buka-{quiz.id}", type="primary", icon=":material/play_arrow:"):
                    _open(quiz.id)
            elif may_start:
                label = "Ulangi" if best else "Mulai"
                kind = "secondary" if best and best.passed else "primary"
                if st.button(label, key=f"buka-{quiz.id}", type=kind, icon=":material/play_arrow:"):  # type: ignore[arg-type]
                    _open(quiz.id)
            if best is not None and st.button("Lihat hasil", key=f"hasil-{quiz.id}", icon=":material/task_alt:"):
                go_to_result(visit, best.id)


def _facts(progress: QuizProgress) -> str:
    quiz, left = progress.quiz, progress.attempts_left
    minutes = progress.time_limit_minutes
    time = f"{minutes} menit" if minutes else "tanpa batas waktu"
    attempts = "boleh diulang kapan saja" if left is None else f"sisa {left} dari {progress.attempt_limit} kesempatan"
    return f"{_item_count(quiz)} soal · {time} · {attempts}  \n{_pass_rule(quiz)}"


def _pass_rule(quiz: Quiz) -> str:
    verb = "Lulus" if quiz.mode == "posttest" else "Tolok ukur"
    rule = f"{verb}: nilai keseluruhan paling rendah {score_text(quiz.pass_mark)}"
    if quiz.critical_topics:
        topics = "; ".join(
            f"{safe_label(t.title)} paling rendah {score_text(t.pass_mark)}" for t in quiz.critical_topics
        )
        rule += f", **dan** setiap topik wajib tercapai ({topics})"
    return rule + "."


def _state(visit: Visit, progress: QuizProgress) -> str:
    opened, best = progress.open_attempt, progress.best
    if opened is not None:
        return f"Sedang dikerjakan sejak pukul {clock_text(visit.local(from_text(opened.started_at)))}"
    if best is None or best.score is None:
        return "Belum dikerjakan"
    passed = {"posttest": " · lulus" if best.passed else " · belum lulus"}.get(progress.quiz.mode, "")
    return f"Sudah dikerjakan · nilai terbaik {score_text(best.score)}{passed}"


# --- Before the attempt ---------------------------------------------------------------------


def _intro(visit: Visit, progress: QuizProgress) -> None:
    quiz, left = progress.quiz, progress.attempts_left
    st.title(safe_label(quiz.title), anchor=False)
    st.markdown(safe_text(quiz.summary))
    rules = [f"Ada **{_item_count(quiz)} soal**, satu soal per layar. Anda bebas maju, mundur, dan mengubah jawaban."]
    if progress.time_limit_minutes:
        rules.append(
            f"Waktunya **{progress.time_limit_minutes} menit** sejak tombol Mulai ditekan, menurut jam server. "
            "Waktu tetap berjalan bila halaman ditutup."
        )
    else:
        rules.append("Tidak ada batas waktu. Anda boleh berhenti dan melanjutkannya lain waktu.")
    rules.append("Setiap jawaban **langsung tersimpan**; jam penyimpanannya tampak di bawah jawaban.")
    if quiz.asks_sureness:
        rules.append(
            "Setelah menjawab, Anda boleh menandai **Yakin** atau **Ragu**. Tanda ini **tidak mengubah nilai**; gunanya "
            "agar hasil dapat menunjukkan di mana keyakinan Anda perlu diluruskan."
        )
    rules.append("Soal yang tidak dijawab bernilai nol.")
    rules.append(_pass_rule(quiz))
    if left is not None:
        rules.append(
            f"Kesempatan: **{left}** dari {progress.attempt_limit} masih tersedia. Nilai terbaik yang dipakai."
        )
    rules.append("Kunci dan pembahasan dapat dibaca setelah kuis dikumpulkan.")
    st.markdown("\n".join(f"- {rule}" for rule in rules))
    if left == 0:
        st.info("Semua kesempatan sudah terpakai.", icon=":material/info:")
    with st.container(horizontal=True):
        if left != 0 and st.button("Mulai", key="mulai", type="primary", icon=":material/play_arrow:"):
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
        if st.button("Kembali ke daftar", key="daftar", type="tertiary", icon=":material/arrow_back:"):
            st.query_params.clear()
            st.rerun()


def _open(quiz_id: str) -> None:
    st.query_params.from_dict({"id": quiz_id})
    st.rerun()


def _item_count(quiz: Quiz) -> int:
    return sum(cell.count for cell in quiz.blueprint)
