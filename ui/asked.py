"""A deed that is asked about first: what will happen, then a second button."""

from __future__ import annotations

from html import escape

import streamlit as st

from ui import look, session


def confirmed(key: str, label: str, words: str, yes: str, *, icon: str = "check") -> bool:
    """True in the run in which the second button was pressed. ``words`` say what will happen, ``yes`` is that button's text."""
    if not session.is_asking(key):
        if st.button(label, key=f"{key}-minta", icon=f":material/{icon}:"):
            session.set_asking(key, True)
            st.rerun()
        return False
    look.html(look.note(escape(words), "warn"))
    with st.container(horizontal=True):
        agreed = st.button(yes, key=f"{key}-ya", type="primary")
        if st.button("Batal", key=f"{key}-batal"):
            session.set_asking(key, False)
            st.rerun()
    if agreed:
        session.set_asking(key, False)
    return agreed
