"""A gentle card on the home page when a refresher is due, and, after it, what has faded since the post-test."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.learning.refreshers import DueRefresher, Faded, due_refreshers, faded
from content.words import INDICATOR_TITLES
from quizzes.refreshers import item_count, minutes_of
from ui import look
from ui.visit import Visit

_FADED_BY = 0.15
"""Less than this is nothing to speak of with so few items."""


def show_card(visit: Visit) -> None:
    """Nothing while nothing is due."""
    for due in due_refreshers(visit.database, visit.courseware, visit.viewer, visit.now):
        with look.card(f"penyegaran-{due.course.id}"):
            st.page_link(
                visit.pages["kuis"],
                label=card_title(due),
                icon=":material/refresh:",
                query_params={"id": due.quiz.id},
                width="stretch",
            )
            look.html(f'<p class="n-small">{escape(_invitation(visit, due))}</p>')


def card_title(due: DueRefresher) -> str:
    if due.is_open:
        return "Lanjutkan penyegaran"
    return f"Penyegaran: {item_count(due.quiz)} soal, sekitar {minutes_of(due.quiz)} menit"


def _invitation(visit: Visit, due: DueRefresher) -> str:
    days = (visit.local(visit.now).date() - due.learned_on).days
    return (
        f"Sudah {days} hari sejak pascauji Anda ({look.long_date(due.learned_on)}). Mengingat kembali membuat aturannya "
        "lebih lama melekat. Tidak wajib, dan tidak memengaruhi kelulusan."
    )


def show_faded(visit: Visit, attempt_id: str) -> None:
    """Nothing for any other quiz."""
    found = faded(visit.database, visit.viewer, attempt_id)
    if not found:
        return
    st.header("Dibandingkan dengan pascauji Anda", anchor=False)
    st.markdown(in_words(found))
    rows = [
        [INDICATOR_TITLES[one.indicator], _told(one.before, one.before_items), _told(one.now, one.now_items)]
        for one in found
    ]
    look.html(look.table("Nilai menurut indikator", ("Indikator", "Pascauji pertama", "Penyegaran"), rows))
    st.caption("Soalnya berbeda dan hanya sedikit, jadi selisih kecil belum berarti apa-apa.")


def in_words(found: tuple[Faded, ...]) -> str:
    """What to read again, or that everything is still there."""
    less = [INDICATOR_TITLES[one.indicator] for one in found if one.before - one.now >= _FADED_BY]
    if not less:
        return "Yang Anda kuasai waktu pascauji **masih melekat**. Bagus!"
    return (
        f"Yang tampaknya mulai pudar: **{', '.join(less)}**. Itu wajar. Baca lagi bagian yang disarankan di bawah ini."
    )


def _told(share: float, items: int) -> str:
    return f"{look.percent(share)} ({items} soal)"
