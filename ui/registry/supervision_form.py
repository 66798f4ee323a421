"""What one person supervises, on an administrator's sheet of that person: the present subtrees, the past, and the two deeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from actions.registry import supervision
from actions.registry.supervision import SupervisionSheet
from people.access import Operator
from people.assigning.windows import long_date
from people.errors import NetralError
from people.models import Agency
from ui import look
from ui.asked import confirmed
from ui.done import finish
from ui.problem import show_error
from ui.registry.people_list import unit_titles
from ui.visit import Visit


def show_supervision(visit: Visit, operator: Operator, agencies: Sequence[Agency], person_id: str) -> None:
    """``agencies``: whatever may be given. For a supervisor only; the page itself shows what was done (``ui.done.show_done``). Raises NotFound."""
    today = visit.local(visit.now).date()
    sheet = supervision.supervision_sheet(visit.database, operator, person_id, today)
    st.subheader("Wilayah penyelia", anchor=False)
    if not sheet.is_supervisor and not sheet.rows:
        look.html(look.note("Orang ini belum berperan sebagai penyelia, jadi belum mempunyai wilayah."))
        return
    look.html(f"<p>{_present_in_words(sheet)}</p>")
    _history(sheet, today)
    _end(visit, operator, sheet, today)
    if sheet.is_supervisor:
        _grant(visit, operator, agencies, sheet, today)


def _present_in_words(sheet: SupervisionSheet) -> str:
    if not sheet.present:
        return "Hari ini tidak bertanggung jawab atas unit mana pun."
    names = ", ".join(f"<strong>{escape(agency.name)}</strong>" for agency in sorted(sheet.present, key=_name))
    why = " (unit kerjanya sendiri, karena belum ada wilayah yang ditetapkan)" if sheet.is_default else ""
    return f"Hari ini bertanggung jawab atas {names} dan semua unit di bawahnya{why}."


def _history(sheet: SupervisionSheet, today: date) -> None:
    if not sheet.rows:
        return
    rows = [
        (row.agency_name, _day(row.valid_from), _last_day(row.valid_to), _state(row, today.isoformat()))
        for row in sheet.rows
    ]
    look.html(look.table("Wilayah yang ditetapkan", ("Unit", "Sejak", "Hari terakhir", "Keadaan"), rows))


def _state(row: supervision.SupervisionRow, day: str) -> str:
    if row.is_in_force(day):
        return "berlaku"
    return "berakhir" if row.is_over(day) else "belum mulai"


def _end(visit: Visit, operator: Operator, sheet: SupervisionSheet, today: date) -> None:
    names = {row.id: row.agency_name for row in sheet.rows if not row.is_over(today.isoformat())}
    if not names:
        return
    chosen = st.selectbox(
        "Akhiri wilayah",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Pilih wilayah",
        key="wilayah-akhiri",
    )
    if chosen is None:
        return
    words = f"Mulai sekarang {names[chosen]} tidak lagi menjadi tanggung jawabnya. Riwayatnya tetap tersimpan."
    if confirmed(f"wilayah-akhiri-{chosen}", "Akhiri hari ini", words, "Ya, akhiri", icon="event_busy"):
        batch_id = supervision.end_supervision(visit.database, operator, chosen, today, visit.now)
        finish(f"Wilayah {names[chosen]} sudah diakhiri.", batch_id)


def _grant(visit: Visit, operator: Operator, agencies: Sequence[Agency], sheet: SupervisionSheet, today: date) -> None:
    names, person_id = unit_titles(agencies), sheet.person_id
    chosen = st.multiselect(
        "Tambah wilayah (unit beserta semua di bawahnya)",
        list(names),
        format_func=names.__getitem__,
        placeholder="Pilih atau ketik nama unit",
        key=f"wilayah-tambah-{person_id}-{len(sheet.rows)}",  # a fresh one after each grant
    )
    if not chosen:
        return
    with st.grid(columns="auto", min_column_width=180, gap="medium", vertical_alignment="bottom"):
        from_day = st.date_input("Sejak", today, format=look.DAY_FORMAT, key="wilayah-sejak")
        until_day = st.date_input(
            "Hari terakhir (kosong: seterusnya)", None, format=look.DAY_FORMAT, key="wilayah-sampai"
        )
    given = list(chosen)
    if sheet.is_default and sheet.home is not None and sheet.home.id not in given:
        keep = st.checkbox(f"{sheet.home.name}, unit kerjanya sendiri, tetap termasuk", True, key="wilayah-sendiri")
        given += [sheet.home.id] if keep else []
    listed = ", ".join(names[agency_id] for agency_id in given)
    until = f" sampai {long_date(until_day)}" if until_day else ""
    words = f"Sejak {long_date(from_day)}{until} ia juga bertanggung jawab atas {listed}."
    if sheet.is_default:
        words = f"Sejak {long_date(from_day)}{until} ia hanya bertanggung jawab atas {listed}."
    if not confirmed(f"wilayah-tambah-{person_id}", "Tetapkan wilayah", words, "Ya, tetapkan", icon="add"):
        return
    try:
        batch_id = supervision.grant_supervision(
            visit.database, operator, person_id, tuple(given), from_day, until_day, visit.now
        )
    except NetralError as error:
        show_error(error)
        return
    finish(f"Wilayah ditetapkan: {listed}.", batch_id)


def _name(agency: Agency) -> str:
    return agency.name


def _day(text: str) -> str:
    return long_date(date.fromisoformat(text))


def _last_day(valid_to: str | None) -> str:
    """``valid_to`` is the first day without it."""
    return "–" if valid_to is None else long_date(date.fromordinal(date.fromisoformat(valid_to).toordinal() - 1))
