"""The links from a finding to the lesson that sets it right, and to assigning it."""

from __future__ import annotations

import streamlit as st

from actions.understanding.course_choice import CourseChoice
from actions.understanding.supervise import Lesson
from ui import look
from ui.assigning.new_assignment import FOR_AGENCY, FOR_COURSE
from ui.understanding.subtree_choice import kept
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


def assign_link(visit: Visit, course: CourseChoice | None, agency_id: str, agency_name: str) -> None:
    """To the form of a new assignment, with the course and the agency filled in; it is still looked at and confirmed."""
    if course is None or "penugasan" not in visit.pages:
        return
    st.page_link(
        visit.pages["penugasan"],
        label=f"Tugaskan kepada {look.as_text(agency_name)} ({look.as_text(course.title)})",
        icon=":material/assignment:",
        query_params=kept() | {FOR_AGENCY: agency_id, FOR_COURSE: course.course_id},
        width="stretch",
    )
