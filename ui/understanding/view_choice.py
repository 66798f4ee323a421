"""Which view of comprehension is on screen: three questions, a few views to each, one id in the address."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from ui import session
from ui.asked_choice import asked_id, keep_choice

VIEW = "tampilan"
"""Query parameter: a view's id."""
QUESTIONS: dict[str, tuple[str, ...]] = {
    "Di mana": ("Peta", "Urutan", "Petak"),
    "Apa": ("Salah paham", "Keyakinan", "Soal", "Dilema"),
    "Sejauh mana": ("Tahapan", "Kemajuan", "Waktu"),
}
_OTHERS = "Apa"
"""Where a view stands that no question names."""
_QUESTION_KEY = "pemahaman-pertanyaan"


def choose_view(views: Collection[str]) -> str:
    """One of ``views``; the first where the address names none."""
    ids = {view_id(view): view for view in views}
    first = next(iter(ids))
    asked = asked_id(VIEW, ids, first)
    questions = questions_of(views)
    its = next(question for question, held in questions.items() if ids[asked] in held)
    session.follow_address(_QUESTION_KEY, its)
    question = st.segmented_control(
        "Pertanyaan", list(questions), required=True, key=_QUESTION_KEY, label_visibility="collapsed", width="stretch"
    )
    if question in questions and question != its:
        its, asked = question, view_id(questions[question][0])
    session.address_follows(_QUESTION_KEY, its)
    key = f"pemahaman-tampilan-{view_id(its)}"
    session.follow_address(key, asked)
    offered = [view_id(view) for view in questions[its]]
    chosen = st.segmented_control(
        f"Tampilan: {its}", offered, required=True, format_func=ids.__getitem__, key=key, label_visibility="collapsed",
        width="stretch",
    )  # fmt: skip
    return ids[keep_choice(VIEW, chosen if chosen in offered else asked, first, key)]


def questions_of(views: Collection[str]) -> dict[str, list[str]]:
    """Question -> its views, of those there are."""
    named = {view for held in QUESTIONS.values() for view in held}
    found = {question: [view for view in held if view in views] for question, held in QUESTIONS.items()}
    found[_OTHERS] += [view for view in views if view not in named]
    return {question: held for question, held in found.items() if held}


def view_id(view: str) -> str:
    """``Salah paham`` -> ``salah-paham``."""
    return view.lower().replace(" ", "-")
