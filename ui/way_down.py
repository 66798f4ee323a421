"""The list that leads to a unit below the one on the page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def choose_below(label: str, names: Mapping[str, str], param: str, key: str) -> None:
    """``names``: unit id -> name; the one chosen goes into the address as ``param``, and the page is drawn anew."""
    chosen = st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Pilih atau ketik nama",
        key=key,
    )
    if chosen is not None:
        st.query_params[param] = chosen
        st.rerun()
