"""Halaman kuis."""

from __future__ import annotations

import streamlit as st

from ui.visit import Visit


def show(visit: Visit) -> None:
    st.title("kuis", anchor=False)
