"""Withdrawing an assignment given by mistake, and taking the withdrawal back."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.assigning import assignments
from analytics.tables import number
from people.access import Assigner
from people.assigning.assignment_rules import Given
from people.errors import NetralError
from ui import look, session
from ui.asked import confirmed
from ui.problem import show_error
from ui.visit import Visit


def show_withdraw(visit: Visit, by: Assigner, given: Given, assigned: int) -> None:
    st.subheader("Tarik penugasan", anchor=False)
    if not st.toggle("Saya hendak menarik penugasan ini", key=f"penugasan-keliru-{given.id}"):
        return
    reason = st.text_input("Alasan penarikan", max_chars=300, key=f"penugasan-alasan-tarik-{given.id}")
    words = (
        f"{number(assigned)} orang tidak wajib lagi mulai saat ini juga. Percobaan yang sedang terbuka boleh diselesaikan, dan "
        "hasil yang sudah ada tetap tersimpan. Penarikan ini dapat dibatalkan."
    )
    if not confirmed(f"penugasan-tarik-{given.id}", "Tarik penugasan", words, "Ya, tarik", icon="undo"):
        return
    try:
        assignments.withdraw(visit.database, by, given.id, reason, visit.now)
    except NetralError as error:
        show_error(error)
        return
    session.set_assignment_notice(f"Penugasan “{given.title}” sudah ditarik.")
    st.rerun()


def show_withdrawn(visit: Visit, by: Assigner, given: Given, may_change: bool) -> None:
    look.html(
        look.note(
            "<strong>Penugasan ini sudah ditarik.</strong> Tidak ada yang wajib mengerjakannya. Angka di bawah adalah "
            f"keadaan sasarannya; hasil yang sudah ada tetap tersimpan.{_why(visit, by, given)}",
            "warn",
        )
    )
    if may_change and st.button("Batalkan penarikan", key=f"penugasan-pulihkan-{given.id}", icon=":material/undo:"):
        assignments.restore(visit.database, by, given.id, visit.now)
        session.set_assignment_notice(f"Penarikan dibatalkan; “{given.title}” berlaku lagi.")
        st.rerun()


def _why(visit: Visit, by: Assigner, given: Given) -> str:
    found = assignments.find_withdrawal(visit.database, by.scope, given.id)
    if found is None:
        return ""
    day = look.long_date(visit.local(found.at).date())
    return f"<br>Ditarik {escape(day)} oleh {escape(found.by)}: {escape(found.reason)}"
