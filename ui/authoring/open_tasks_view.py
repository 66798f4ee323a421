"""What waits for authors in every quiz: a line per quiz on their page, and one on their home page; a wrong key announces itself."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from actions.authoring.item_review import review_quiz, reviewable_quizzes
from actions.authoring.review_tasks import OpenTasks, open_tasks
from analytics.tables import number
from people.access import may
from ui import keeper, look
from ui.visit import Visit

QUIZ = "kuis"
"""Query parameter of the authors' page: a quiz's id."""
_PAGE = "penyusun"


def show_waiting(visit: Visit) -> None:
    """On the home page of those who may look into items; nothing where nothing waits."""
    if _PAGE not in visit.pages or not may(visit.viewer, "read_item_statistics"):
        return
    found = tasks_of_quizzes(visit, reviewable_quizzes(visit.database, visit.courseware, visit.viewer))
    waiting = sum(one.waiting for one in found)
    if not waiting:
        return
    worst = max(found, key=lambda one: (len(one.wrong_keys), one.waiting))
    with look.card("soal-menunggu"):
        st.page_link(
            visit.pages[_PAGE], label=f"{number(waiting)} catatan tentang soal menunggu keputusan", icon=":material/flag:",
            query_params={QUIZ: worst.quiz_id}, width="stretch",
        )  # fmt: skip
        warn_of_keys(found)


def show_quizzes(visit: Visit, found: tuple[OpenTasks, ...], chosen: str) -> None:
    """A link to every quiz in which something waits. ``chosen``: the quiz that is open already."""
    warn_of_keys(found)
    for one in found:
        if one.waiting and one.quiz_id != chosen and _PAGE in visit.pages:
            st.page_link(
                visit.pages[_PAGE], label=f"{number(one.waiting)} catatan menunggu pada “{look.as_text(one.title)}”",
                icon=":material/flag:", query_params={QUIZ: one.quiz_id}, width="stretch",
            )  # fmt: skip


def warn_of_keys(found: tuple[OpenTasks, ...]) -> None:
    """Nothing where no key is in doubt."""
    told = [f"<code>{escape(item)}</code> ({escape(one.title)})" for one in found for item in one.wrong_keys]
    if told:
        count = f"{number(len(told))} soal mungkin kuncinya keliru"
        look.html(look.note(f"<strong>{count}.</strong> Periksa lebih dahulu: {', '.join(told)}.", "no"))


def tasks_of_quizzes(visit: Visit, quizzes: Mapping[str, int]) -> tuple[OpenTasks, ...]:
    """Without what differs between groups, which is counted only for the quiz that is looked at. Raises NotAllowed."""
    reviews = (
        keeper.of_everybody(visit, keeper.about(count), review_quiz, visit.viewer, quiz_id)
        for quiz_id, count in quizzes.items()
    )
    return tuple(open_tasks(visit.database, visit.viewer, review) for review in reviews)
