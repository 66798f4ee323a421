"""A choice that is kept in the address under an id: a link shows a colleague the same, and an id nobody offered is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import session


def segments(parameter: str, label: str, titles: Mapping[str, str], default: str, key: str, **looks: Any) -> str:
    """One of ``titles`` (id -> words) on a bar; ``default`` where the address names none of them."""
    asked = asked_id(parameter, titles, default)
    session.follow_address(key, asked)
    chosen = st.segmented_control(
        label, list(titles), required=True, format_func=titles.__getitem__, key=key, width="stretch", **looks
    )
    return keep_choice(parameter, chosen if chosen in titles else asked, default, key)


def selection(parameter: str, label: str, titles: Mapping[str, str], default: str, key: str) -> str:
    """The same as a list to open."""
    asked = asked_id(parameter, titles, default)
    session.follow_address(key, asked)
    chosen = st.selectbox(label, list(titles), format_func=titles.__getitem__, filter_mode=None, key=key)
    return keep_choice(parameter, chosen if chosen in titles else asked, default, key)


def asked_id(parameter: str, titles: Mapping[str, str], default: str) -> str:
    """What the address asks for, if it is one of these."""
    asked = st.query_params.get(parameter)
    return asked if asked in titles else default


def keep_choice(parameter: str, chosen: str, default: str, key: str) -> str:
    """Write it into the address; what is shown anyway needs no word there."""
    session.address_follows(key, chosen or None)
    present = st.query_params.get(parameter)
    if chosen == default:
        if present is not None:
            del st.query_params[parameter]
    elif chosen != present:
        st.query_params[parameter] = chosen
    return chosen
