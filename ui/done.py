"""What an administrator has just done, in one sentence, with the way back."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.deeds import take_back
from people.access import Operator
from people.errors import NetralError
from ui import look, session
from ui.problem import show_error
from ui.visit import Visit


def show_done(visit: Visit, operator: Operator) -> None:
    """At the top of a page: the last deed of this tab, until the next one or until it is put away."""
    done = session.find_done()
    if done is None:
        return
    look.html(look.note(escape(done.text), "ok"))
    with st.container(horizontal=True):
        if done.batch_id and st.button(
            "Batalkan perubahan ini", key=f"batalkan-{done.batch_id}", icon=":material/undo:"
        ):
            try:
                take_back(visit.database, operator, done.batch_id, visit.now)
            except NetralError as refusal:  # the rest of the page is drawn, so that nothing typed is lost
                show_error(refusal)
            else:
                finish("Perubahan tadi sudah dibatalkan; semua kembali seperti sebelumnya.")
        if st.button("Tutup pesan", key="tutup-pesan"):
            session.set_done(None)
            st.rerun()


def finish(text: str, batch_id: str | None = None) -> None:
    """Say what was done and draw the page again. ``batch_id``: of a deed that can be taken back."""
    session.set_done(session.Done(text, batch_id))
    st.rerun()
