"""The link from a finding to the lesson that sets it right."""

from __future__ import annotations

import streamlit as st

from actions.understanding.supervise import Lesson
from ui import look
from ui.visit import Visit


def lesson_link(visit: Visit, lesson: Lesson | None, words: str = "Baca materi") -> None:
    """To the section where one is known. As wide as its place: a long title breaks only where it must."""
    if lesson is None or "materi" not in visit.pages:
        return
    st.page_link(
        visit.pages["materi"],
        label=f"{words} {look.as_text(lesson.section_title or lesson.title)}",
        icon=":material/menu_book:",
        query_params={"id": lesson.lesson_id} | ({"bagian": lesson.section_id} if lesson.section_id else {}),
        width="stretch",
    )
