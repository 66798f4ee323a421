"""Halaman kuis: the list of quizzes, the rules before one, and the attempt itself, one item per screen.

The store is the truth. Every run compares what the widgets show with what this tab and the store last agreed on, and
saves the difference; nothing is saved in a callback, because a callback is lost when the session is.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import streamlit as st
from streamlit.errors import StreamlitAPIException

from actions.sign_in import find_viewer
from actions.study import QuizProgress, course_progress
from actions.take_quiz import (
    AlreadyClosed,
    AttemptView,
    OpenItem,
    StrangeAnswer,
    TooLate,
    history,
    save_answer,
    set_flag,
    start_attempt,
    submit,
    view_attempt,
)
from people.errors import NotFound
from quizzes.models import Quiz
from quizzes.shown import ShownAnswer
from store.clock import from_text
from store.database import StorageError
from store.ids import new_id
from ui import session
from ui.look import long_date
from ui.problem import problems_shown, show_error
from ui.question import STYLE, ask, safe_label, safe_text
from ui.review import clock_text, minutes_left, score_text
from ui.visit import Visit
from web.session_cookie import session_cookie_name

PURPOSES = {
    "pretest": "Prauji · mengukur pemahaman awal, tidak menentukan kelulusan",
    "practice": "Latihan · untuk melatih diri",
    "posttest": "Pascauji · menentukan kelulusan",
}
CLOCK_SECONDS = 30
LAST_MINUTES = 5
"""From here on a screen reader is told the time left as well."""


def show(visit: Visit) -> None:
    quiz_id = st.query_params.get("id")
    if quiz_id is None:
        _list(visit)
        return
    attempts = history(visit.database, visit.viewer).get(quiz_id, [])
    open_attempt = next((a for a in attempts if a.state == "open"), None)
    if open_attempt is not None:
        _attempt(visit, open_attempt.id)
        return
    progress = next((p for p in _quizzes(visit) if p.quiz.id == quiz_id), None)
    if progress is None:
        raise NotFound("Kuis itu")
    _intro(visit, progress)


def _quizzes(visit: Visit) -> list[QuizProgress]:
    found = []
    for course in course_progress(visit.database, visit.courseware, visit.viewer):
        found += [*([course.pretest] if course.pretest else []), *course.practice, course.posttest]
    return found


# --- The list -------------------------------------------------------------------------------


def _list(visit: Visit) -> None:
    st.title("Kuis", anchor=False)
    courses = course_progress(visit.database, visit.courseware, visit.viewer)
    if not courses:
        st.info(
            "Belum ada kuis untuk Anda. Kuis muncul setelah penyelia menugaskan kursus kepada unit kerja Anda.",
            icon=":material/info:",
        )
        return
    shown: set[str] = set()
    for course in courses:
        st.header(safe_label(course.course.title), anchor=False)
        st.caption(f"Selesaikan paling lambat {long_date(course.due_on)}")
        for progress in (*([course.pretest] if course.pretest else []), *course.practice, course.posttest):
            if progress.quiz.id not in shown:  # two courses may share a quiz
                shown.add(progress.quiz.id)
                _card(visit, progress)


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
                _go_to_result(visit, best.id)


def _facts(progress: QuizProgress) -> str:
    quiz, left = progress.quiz, progress.attempts_left
    time = f"{quiz.time_limit_minutes} menit" if quiz.time_limit_minutes else "tanpa batas waktu"
    attempts = "boleh diulang kapan saja" if left is None else f"sisa {left} dari {quiz.attempt_limit} kesempatan"
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
    if quiz.time_limit_minutes:
        rules.append(
            f"Waktunya **{quiz.time_limit_minutes} menit** sejak tombol Mulai ditekan, menurut jam server. "
            "Waktu tetap berjalan bila halaman ditutup."
        )
    else:
        rules.append("Tidak ada batas waktu. Anda boleh berhenti dan melanjutkannya lain waktu.")
    rules.append("Setiap jawaban **langsung tersimpan**; jam penyimpanannya tampak di bawah jawaban.")
    rules.append("Soal yang tidak dijawab bernilai nol.")
    rules.append(_pass_rule(quiz))
    if left is not None:
        rules.append(f"Kesempatan: **{left}** dari {quiz.attempt_limit} masih tersedia. Nilai terbaik yang dipakai.")
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
            _go_to_result(visit, progress.best.id)
        if st.button("Kembali ke daftar", key="daftar", type="tertiary", icon=":material/arrow_back:"):
            st.query_params.clear()
            st.rerun()


# --- The attempt ----------------------------------------------------------------------------


def _attempt(visit: Visit, attempt_id: str) -> None:
    view = view_attempt(visit.database, visit.viewer, attempt_id, visit.now)
    st.html(STYLE)
    with st.container(key="n-quiz-title"):
        st.title(safe_label(view.title), anchor=False)
    if not view.is_open:
        _closed(visit, attempt_id)
        return
    if view.deadline_at is not None:
        _clock(visit, attempt_id, view.deadline_at)
    _sheet(visit, attempt_id)


@st.fragment(run_every=CLOCK_SECONDS)
def _clock(visit: Visit, attempt_id: str, deadline_at: datetime) -> None:
    """The time left, by the server's clock; the page as a whole is drawn anew once it has run out."""
    left = minutes_left(deadline_at, visit.now)
    if left <= 0:
        with problems_shown():
            if not view_attempt(visit.database, visit.viewer, attempt_id, visit.now).is_open:
                st.rerun(scope="app")
    until = clock_text(visit.local(deadline_at))
    text = f"Sisa waktu {left} menit (sampai {until})" if left > 0 else f"Waktu habis pukul {until}"
    _polite(text, aloud=left <= LAST_MINUTES)


@st.fragment
def _sheet(visit: Visit, attempt_id: str) -> None:
    with problems_shown():
        if not _is_still_signed_in(visit):
            st.rerun(scope="app")
        view = view_attempt(visit.database, visit.viewer, attempt_id, visit.now)
        if not view.is_open:
            _closed(visit, attempt_id)
        elif session.is_confirming(attempt_id):
            _confirm(visit, view)
        else:
            _item(visit, view)


def _item(visit: Visit, view: AttemptView) -> None:
    position = _position(view)
    head = st.container(gap=None)
    head.subheader(f"Soal {position + 1} dari {len(view.items)}", anchor=False)
    item = view.items[position]
    generation = session.widget_generation(view.attempt_id, position)
    key = f"jawab-{view.attempt_id}-{position}" + (f"-g{generation}" if generation else "")
    answer = ask(item.shown, item.answer, key)
    try:
        saved = _sync(visit, view.attempt_id, position, item, answer)
    except StorageError as error:
        _not_saved(error)
        return
    except (TooLate, AlreadyClosed):
        _closed(visit, view.attempt_id)
        return
    except StrangeAnswer as error:
        session.forget_synced(view.attempt_id, position)
        session.renew_widgets(view.attempt_id, position)
        show_error(error)
        return
    if saved:
        view = view_attempt(visit.database, visit.viewer, view.attempt_id, visit.now)
        item = view.items[position]
    _acknowledge(visit, view.attempt_id, position, item)
    head.caption(f"{view.answered_count} dari {len(view.items)} terjawab")
    _move(visit, view, position)


def _sync(visit: Visit, attempt_id: str, position: int, item: OpenItem, answer: ShownAnswer | None) -> bool:
    """Save what the learner changed here; take over what was changed elsewhere. True when something was saved."""
    synced = session.find_synced(attempt_id, position)
    agreed = synced.answer if synced else item.answer
    if answer != agreed:
        save_answer(visit.database, visit.viewer, attempt_id, position, answer, visit.now)
        session.set_synced(attempt_id, position, answer)
        return True
    session.set_synced(attempt_id, position, item.answer)
    if item.answer != agreed:
        session.renew_widgets(attempt_id, position)
        session.set_notice(attempt_id, "Jawaban soal ini diubah di tempat lain; yang terakhir tersimpan ditampilkan.")
        _again()
    return False


def _acknowledge(visit: Visit, attempt_id: str, position: int, item: OpenItem) -> None:
    """The number leads, so that a screen reader tells of every move as well as of every saving."""
    notice = session.take_notice(attempt_id)
    if notice:
        st.info(notice, icon=":material/info:")
    if item.saved_at is None:
        _polite(f"Soal {position + 1} · Belum dijawab")
    else:
        state = "Tersimpan" if item.is_complete else "Belum lengkap; tersimpan"
        state = "Dikosongkan; tersimpan" if item.answer is None else state
        _polite(f"Soal {position + 1} · {state} {visit.local(item.saved_at):%H.%M.%S}")


def _not_saved(error: StorageError) -> None:
    """The widgets keep the answer; pressing the button runs the sheet again, which tries to save again."""
    st.error(f"**Jawaban ini belum tersimpan.** {error} {error.what_to_do}", icon=":material/error:")
    st.button("Coba simpan lagi", key="simpan-lagi", type="primary", icon=":material/refresh:")


def _move(visit: Visit, view: AttemptView, position: int) -> None:
    """Everything that leaves the item. It is drawn, and obeyed, only after the answer is on disk."""
    last = len(view.items) - 1
    flagged = view.items[position].is_flagged
    with st.container(horizontal=True, key="n-turn"):
        back = st.button("Sebelumnya", key="sebelumnya", icon=":material/arrow_back:", disabled=position == 0)
        if position < last:
            forward = st.button(
                "Berikutnya", key="berikutnya", type="primary", icon=":material/arrow_forward:", icon_position="right"
            )
        else:
            forward = False
    mark = st.button("Hapus tanda" if flagged else "Tandai untuk dilihat lagi", key="tanda", icon=":material/flag:")
    labels = [_map_label(place, item) for place, item in enumerate(view.items)]
    target = st.pills(
        "Peta soal: ✓ terjawab, ○ belum, ⚑ ditandai",
        range(len(view.items)),
        default=position,
        required=True,
        format_func=labels.__getitem__,
        key=f"peta-{view.attempt_id}-{position}",
    )
    is_last = position == last
    if st.button("Kumpulkan", key="kumpulkan", type="primary" if is_last else "secondary", icon=":material/send:"):
        session.set_confirming(view.attempt_id, True)
        _again()
    if mark:
        set_flag(visit.database, visit.viewer, view.attempt_id, position, not flagged)
        _again()
    if back:
        _turn_to(view, position - 1)
    if forward:
        _turn_to(view, position + 1)
    if target is not None and target != position:
        _turn_to(view, target)


def _map_label(place: int, item: OpenItem) -> str:
    state = "✓" if item.is_complete else "○"
    return f"{place + 1} {state}{' ⚑' if item.is_flagged else ''}"


def _confirm(visit: Visit, view: AttemptView) -> None:
    waiting = [place for place, item in enumerate(view.items) if not item.is_complete]
    flagged = [place for place, item in enumerate(view.items) if item.is_flagged]
    st.subheader("Kumpulkan sekarang?", anchor=False)
    st.markdown(
        f"**{view.answered_count} dari {len(view.items)}** soal terjawab. "
        "Setelah dikumpulkan, jawaban tidak dapat diubah lagi."
    )
    jumps = [
        ("belum", f"{len(waiting)} soal belum terjawab lengkap dan akan bernilai nol atau sebagian. Buka:", waiting),
        ("ditandai", f"{len(flagged)} soal Anda tandai untuk dilihat lagi. Buka:", flagged),
    ]
    target = None
    for name, label, places in jumps:
        if places:
            titles = {place: f"Soal {place + 1}" for place in places}
            chosen = st.pills(label, places, format_func=titles.__getitem__, key=f"lompat-{name}-{view.attempt_id}")
            target = chosen if chosen is not None else target
    if not waiting and not flagged:
        st.success("Semua soal sudah terjawab.", icon=":material/check_circle:")
    with st.container(horizontal=True):
        sure = st.button("Ya, kumpulkan", key="ya-kumpulkan", type="primary", icon=":material/send:")
        stay = st.button("Kembali ke soal", key="kembali", icon=":material/arrow_back:")
    if sure:
        submit(visit.database, visit.viewer, view.attempt_id, visit.now)
        session.set_confirming(view.attempt_id, False)
        _go_to_result(visit, view.attempt_id)
    if stay:
        session.set_confirming(view.attempt_id, False)
        _again()
    if target is not None:
        session.set_confirming(view.attempt_id, False)
        _turn_to(view, target)


def _closed(visit: Visit, attempt_id: str) -> None:
    st.info(
        "**Kuis ini sudah ditutup.** Waktunya habis atau sudah dikumpulkan. Semua jawaban yang tersimpan sebelum itu "
        "telah dinilai.",
        icon=":material/lock:",
    )
    if "hasil" in visit.pages:
        st.page_link(
            visit.pages["hasil"], label="Lihat hasil", icon=":material/task_alt:", query_params={"id": attempt_id}
        )


# --- Moving about ---------------------------------------------------------------------------


def _position(view: AttemptView) -> int:
    """The address names the item (so F5 and Back work), else this tab's memory, else the first unanswered one."""
    asked = st.query_params.get("soal", "")
    if asked.isascii() and asked.isdigit() and 1 <= int(asked[:4]) <= len(view.items):
        position = int(asked[:4]) - 1
    else:
        waiting = (place for place, item in enumerate(view.items) if not item.is_complete)
        remembered = session.find_quiz_position(view.attempt_id)
        position = remembered if remembered is not None else next(waiting, 0)
    if session.find_quiz_position(view.attempt_id) != position:
        session.forget_synced(view.attempt_id, position)  # its widgets start again from the store
    session.set_quiz_position(view.attempt_id, position)
    return position


def _turn_to(view: AttemptView, position: int) -> None:
    st.query_params["soal"] = str(position + 1)
    _again()


def _open(quiz_id: str) -> None:
    st.query_params.from_dict({"id": quiz_id})
    st.rerun()


def _go_to_result(visit: Visit, attempt_id: str) -> None:
    if "hasil" in visit.pages:
        st.switch_page(visit.pages["hasil"], query_params={"id": attempt_id})
    st.rerun(scope="app")


def _again() -> None:
    """Draw the sheet anew: alone where possible, with the whole page during a full run."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def _is_still_signed_in(visit: Visit) -> bool:
    """A fragment runs without the script around it, so it looks for itself whether the session still stands."""
    token = st.context.cookies.get(session_cookie_name(visit.site.settings.tls))
    return not isinstance(token, str) or find_viewer(visit.database, token, datetime.now(UTC)) == visit.viewer


def _polite(text: str, *, aloud: bool = True) -> None:
    """A line of our own words that a screen reader is told about when it changes."""
    role = ' role="status"' if aloud else ""
    st.html(f'<p{role} style="margin:0;font-weight:600">{text}</p>')


def _item_count(quiz: Quiz) -> int:
    return sum(cell.count for cell in quiz.blueprint)
