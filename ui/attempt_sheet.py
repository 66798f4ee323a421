"""An attempt under way: one item per screen, saved as it is answered, the map of items, and handing in.

The store is the truth. Every run compares what the widgets show with what this tab and the store last agreed on, and
saves the difference; nothing is saved in a callback, because a callback is lost when the session is.
"""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st
from streamlit.errors import StreamlitAPIException

from actions.sign_in import find_viewer
from actions.take_quiz import (
    AlreadyClosed,
    AttemptView,
    OpenItem,
    StrangeAnswer,
    TooLate,
    save_answer,
    set_flag,
    submit,
    view_attempt,
)
from quizzes.shown import ShownAnswer
from store.database import StorageError
from ui import session
from ui.problem import problems_shown, show_error
from ui.question import STYLE, ask, safe_label
from ui.review import clock_text, minutes_left
from ui.visit import Visit
from web.session_cookie import session_cookie_name

CLOCK_SECONDS = 30
LAST_MINUTES = 5
"""From here on a screen reader is told the time left as well."""


def show_attempt(visit: Visit, attempt_id: str) -> None:
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
        go_to_result(visit, view.attempt_id)
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


def go_to_result(visit: Visit, attempt_id: str) -> None:
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
