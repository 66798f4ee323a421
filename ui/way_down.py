"""The list that leads to a unit below the one on the page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def choose_below(label: str, names: Mapping[str, str], key: str) -> str | None:
    """``names``: unit id -> name; None until one is chosen."""
    return st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Pilih atau ketik nama",
        key=key,
    )
