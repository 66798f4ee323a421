"""Exemptions, leave, extra time and extra attempts of people found by name: one or many at once, with their history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from actions.assigning import assignment_status, excuses
from actions.assigning.assignment_status import PersonLine, Status
from actions.assigning.excuses import MAX_EXTRA_ATTEMPTS, MAX_EXTRA_MINUTES, PersonSheet
from people.access import Assigner
from people.assigning.assignment_rules import Exemption
from people.errors import NetralError
from store.assigning.assignment_rules import NOTHING_EXTRA, Accommodation, Decided
from ui import look, session
from ui.asked import confirmed
from ui.assigning.named_lines import people_list
from ui.problem import show_error
from ui.visit import Visit

_FOUND = 10
_EXEMPT, _LEAVE, _EXTRA, _NO_EXCUSE, _NO_EXTRA = "exempt", "leave", "extra", "none", "no-extra"
_DEEDS = {
    _EXEMPT: "Dikecualikan",
    _LEAVE: "Cuti",
    _EXTRA: "Tambahan waktu atau percobaan",
    _NO_EXCUSE: "Cabut pengecualian atau cuti",
    _NO_EXTRA: "Cabut tambahan waktu dan percobaan",
}
_KINDS = {"exempt": "Dikecualikan", "leave": "Cuti", "none": "Pengecualian atau cuti dicabut", "extra": "Tambahan"}


@dataclass(frozen=True)
class _Wish:
    """What the form asks for; exactly one of the two is meant."""

    deed: str
    exemption: Exemption | None
    extra: Accommodation


def show_excuses(visit: Visit, by: Assigner, found: Status) -> None:
    st.subheader("Pengecualian, cuti, dan keringanan", anchor=False)
    assignment_id = found.given.id
    if not st.toggle("Cari orang dan catat", key=f"penugasan-kecuali-{assignment_id}"):
        return
    _search(visit, by, found)
    picked = session.picked_people(assignment_id)
    if not picked:
        return
    try:
        sheets = excuses.person_sheets(visit.database, by, assignment_id, picked, visit.now)
    except NetralError as error:  # somebody picked earlier has left the target since
        session.set_picked_people(assignment_id, ())
        show_error(error)
        return
    _picked(visit, assignment_id, sheets)
    wish = _form(visit, found, len(sheets))
    _save(visit, by, assignment_id, sheets, wish)


def _search(visit: Visit, by: Assigner, found: Status) -> None:
    assignment_id = found.given.id
    text = st.text_input("Cari nama di sasaran penugasan", max_chars=80, key=f"penugasan-nama-{assignment_id}")
    if len(text.strip()) < 2:
        look.html('<p class="n-small">Ketik paling sedikit dua huruf.</p>')
        return
    people = assignment_status.people_behind(
        visit.database, visit.courseware, by.scope, found.total.query("targeted"), visit.now, text=text,
        limit=_FOUND + 1,
    )  # fmt: skip
    picked = session.picked_people(assignment_id)
    shown = [one for one in people[:_FOUND] if one.person_id not in picked]
    if not people:
        look.html(look.note(f"Tidak ada nama yang cocok di {escape(found.total.name)}."))
    elif not shown:
        look.html('<p class="n-small">Semua yang cocok sudah dipilih.</p>')
    for one in shown:
        if st.button(_pick_label(one), width="stretch", key=f"penugasan-pilih-{one.person_id}", icon=":material/add:"):
            session.set_picked_people(assignment_id, (*picked, one.person_id))
            st.rerun()
    if len(people) > _FOUND:
        look.html(f'<p class="n-small">Hanya {_FOUND} yang pertama tampil; ketik nama yang lebih lengkap.</p>')


def _pick_label(one: PersonLine) -> str:
    return look.as_text(f"Pilih {one.name}, {one.unit}")


def _picked(visit: Visit, assignment_id: str, sheets: tuple[PersonSheet, ...]) -> None:
    words = f"Dipilih: {len(sheets)} orang"
    people = ((one.decision.name, _extra_facts(one.extra), one.decision.reason) for one in sheets)
    look.html(f"<p><strong>{words}</strong></p>" + people_list(words, people))
    if st.button("Kosongkan pilihan", key=f"penugasan-kosongkan-{assignment_id}", icon=":material/close:"):
        session.set_picked_people(assignment_id, ())
        st.rerun()
    lines = [
        (
            sheet.decision.name,
            (look.long_date(visit.local(one.at).date()), f"oleh {one.decided_by_name}"),
            _decided_in_words(one),
        )
        for sheet in sheets
        for one in sheet.history
    ]
    if lines:
        with st.expander(f"Riwayat ({len(lines)})", icon=":material/history:"):
            look.html(people_list("Riwayat keputusan", lines))


def _form(visit: Visit, found: Status, count: int) -> _Wish:
    place = found.given.id
    deed = st.radio("Yang dicatat", list(_DEEDS), format_func=_DEEDS.__getitem__, key=f"penugasan-catat-{place}")
    exemption, extra = None, NOTHING_EXTRA
    if deed in (_EXEMPT, _LEAVE):
        today = visit.local(visit.now).date()
        reason, document = _words(place)
        with st.grid(columns="auto", min_column_width=180, gap="medium", vertical_alignment="bottom"):
            from_day = st.date_input("Sejak", today, format=look.DAY_FORMAT, key=f"penugasan-sejak-{place}")
            until_day = st.date_input(
                "Sampai (kosong: selama penugasan)", None, format=look.DAY_FORMAT, key=f"penugasan-sampai-{place}"
            )
        until = until_day.isoformat() if until_day else None
        exemption = Exemption(deed, reason, document, from_day.isoformat(), until)  # type: ignore[arg-type]
    elif deed == _EXTRA:
        reason, document = _words(place)
        with st.grid(columns="auto", min_column_width=180, gap="medium", vertical_alignment="bottom"):
            minutes = st.number_input("Tambahan menit", 0, MAX_EXTRA_MINUTES, 0, 5, key=f"penugasan-menit-{place}")
            more = st.number_input("Tambahan percobaan", 0, MAX_EXTRA_ATTEMPTS, 0, key=f"penugasan-lebih-{place}")
        extra = Accommodation(int(minutes), int(more), reason, document)
    return _Wish(deed, exemption, extra)


def _words(place: str) -> tuple[str, str]:
    reason = st.text_input("Alasan", max_chars=300, key=f"penugasan-alasan-{place}")
    document = st.text_input("Nomor surat atau dokumen", max_chars=300, key=f"penugasan-dokumen-{place}")
    return reason.strip(), document.strip()


def _save(visit: Visit, by: Assigner, assignment_id: str, sheets: tuple[PersonSheet, ...], wish: _Wish) -> None:
    changing = [sheet for sheet in sheets if _would_change(sheet, wish)]
    same = len(sheets) - len(changing)
    words = f"{_DEEDS[wish.deed]}: {len(changing)} orang berubah" + (f", {same} orang sudah demikian." if same else ".")
    if not changing:
        look.html(look.note(escape(words)))
        return
    if not confirmed(
        f"penugasan-catat-{assignment_id}", "Periksa lalu simpan", words, f"Ya, simpan untuk {len(changing)} orang"
    ):
        return
    ids = [sheet.decision.person_id for sheet in sheets]
    try:
        if wish.deed in (_EXTRA, _NO_EXTRA):
            count = excuses.accommodate_all(visit.database, by, assignment_id, ids, wish.extra, visit.now)
        else:
            count = excuses.exempt_all(visit.database, by, assignment_id, ids, wish.exemption, visit.now)
    except NetralError as error:
        show_error(error)
        return
    session.set_picked_people(assignment_id, ())
    session.set_assignment_notice(f"Tercatat: {_DEEDS[wish.deed].lower()}, {count} orang.")
    st.rerun()


def _would_change(sheet: PersonSheet, wish: _Wish) -> bool:
    if wish.deed in (_EXTRA, _NO_EXTRA):
        return sheet.extra != wish.extra
    return sheet.exemption != wish.exemption


def _extra_facts(extra: Accommodation) -> tuple[str, ...]:
    return () if extra == NOTHING_EXTRA else (f"tambahan {_extra_in_words(extra)}",)


def _extra_in_words(extra: Accommodation) -> str:
    parts = [f"{extra.extra_minutes} menit"] if extra.extra_minutes else []
    parts += [f"{extra.extra_attempts} percobaan"] if extra.extra_attempts else []
    return "+ " + ", ".join(parts) if parts else "–"


def _decided_in_words(one: Decided) -> str:
    if one.kind == "extra":
        extra = Accommodation(one.extra_minutes or 0, one.extra_attempts or 0)
        words = "Tambahan dicabut" if extra == NOTHING_EXTRA else f"Tambahan {_extra_in_words(extra)}"
    else:
        words = _KINDS[one.kind]
        if one.kind != "none":
            words += f", {_days(one)}"
    because = ", ".join(filter(None, (one.reason, one.document)))
    return f"{words} ({because})" if because else words


def _days(one: Decided) -> str:
    until = f" sampai {look.long_date(date.fromisoformat(one.until_day))}" if one.until_day else ""
    return f"sejak {look.long_date(date.fromisoformat(one.from_day))}{until}"
