"""Which of their subtrees a supervisor looks at: asked only of those who have several, kept in the address, always checked."""

from __future__ import annotations

from datetime import date

import streamlit as st

from actions.registry import supervision
from people.access import Assigner, Scope
from ui.visit import Visit

SUBTREE = "wilayah"
"""Query parameter: an agency's id."""


def choose_scope(visit: Visit) -> Scope:
    """Raises NotAllowed, NothingSupervised."""
    return supervision.scope_of(visit.database, visit.viewer, _today(visit), _choose(visit))


def choose_assigner(visit: Visit) -> Assigner:
    """Raises NotAllowed, NothingSupervised."""
    return supervision.assigner(visit.database, visit.viewer, _today(visit), _choose(visit))


def kept() -> dict[str, str]:
    """The choice, for links within the page."""
    asked = st.query_params.get(SUBTREE)
    return {SUBTREE: asked} if asked else {}


def _choose(visit: Visit) -> str | None:
    found = supervision.subtrees(visit.database, visit.viewer, _today(visit))
    asked = st.query_params.get(SUBTREE)
    names = {agency.id: agency.name for agency in found}
    if len(names) == 1 or (asked is not None and asked not in names):
        return asked
    chosen = st.selectbox(
        "Wilayah tanggung jawab",
        list(names),
        index=list(names).index(asked) if asked else 0,
        format_func=names.__getitem__,
        key=f"wilayah-{asked}",
    )
    if chosen is not None and chosen != (asked or next(iter(names))):
        _look_at(chosen)
    return asked


def _look_at(subtree: str) -> None:
    """Another subtree: whatever else the address named belongs to the old one."""
    st.query_params.from_dict({SUBTREE: subtree})
    st.rerun()


def _today(visit: Visit) -> date:
    return visit.local(visit.now).date()
