"""Where in an attempt the learner is, the question whether to hand in, and the way out."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitAPIException

from actions.learning.attempt_views import AttemptView
from actions.learning.take_quiz import submit
from ui import session
from ui.visit import Visit


def find_position(view: AttemptView) -> int:
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


def turn_to(view: AttemptView, position: int) -> None:
    st.query_params["soal"] = str(position + 1)
    again()


def again() -> None:
    """Draw the sheet anew: alone where possible, with the whole page during a full run."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def go_to_result(visit: Visit, attempt_id: str) -> None:
    if "hasil" in visit.pages:
        st.switch_page(visit.pages["hasil"], query_params={"id": attempt_id})
    st.rerun(scope="app")


def confirm(visit: Visit, view: AttemptView) -> None:
    waiting = [place for place, item in enumerate(view.items) if not item.is_complete]
    flagged = [place for place, item in enumerate(view.items) if item.is_flagged]
    st.header("Kumpulkan sekarang?", anchor=False)
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
        again()
    if target is not None:
        session.set_confirming(view.attempt_id, False)
        turn_to(view, target)


def closed(visit: Visit, attempt_id: str) -> None:
    st.info(
        "**Kuis ini sudah ditutup.** Waktunya habis atau sudah dikumpulkan. Semua jawaban yang tersimpan sebelum itu "
        "telah dinilai.",
        icon=":material/lock:",
    )
    if "hasil" in visit.pages:
        st.page_link(
            visit.pages["hasil"], label="Lihat hasil", icon=":material/task_alt:", query_params={"id": attempt_id}
        )
