"""The address of the page: kept as the run read it."""

from __future__ import annotations

import streamlit as st


def keep_address() -> None:
    """A link to the page one is on reaches the script but not the browser's address (Streamlit 1.67); without this the
    next press of anything would forget what the link asked for.
    """
    st.query_params.from_dict(st.query_params.to_dict())
