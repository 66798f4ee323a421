"""Doing something to many people at once: chosen, looked at with counts and reasons, then done as one deed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from actions.registry import people as deeds
from actions.registry.directory import DirectoryPage, DirectoryQuery, ids_found
from actions.registry.people import MAX_AT_ONCE, Occasion
from analytics.tables import number
from people.access import Operator
from people.errors import NetralError
from people.models import ROLE_TITLES, Agency
from people.registry.person_changes import Change, ChangePlan, Grant, Leave, Move, Revoke
from ui import look, session
from ui.done import finish
from ui.problem import show_error
from ui.registry.people_list import choose_unit
from ui.visit import Visit

_SHOWN = 10
_CROWD = 100
"""From this many people on, the button comes after a tick."""
_KINDS = {
    "pindah": "Pindahkan ke unit lain",
    "keluar": "Catat keluar (pensiun, pindah instansi, dsb.)",
    "beri": "Beri peran",
    "cabut": "Cabut peran",
    "slip": "Cetak slip aktivasi satu unit",
}
_DONE = {Move: "dipindahkan", Leave: "dicatat keluar", Grant: "diberi peran", Revoke: "dicabut perannya"}
_PRESS = {Move: "Pindahkan", Leave: "Catat keluar", Grant: "Beri peran kepada", Revoke: "Cabut peran dari"}


def occasion(visit: Visit, operator: Operator) -> Occasion:
    now = visit.now
    return Occasion(operator, now, visit.local(now).date())


def show_bulk(
    visit: Visit, operator: Operator, agencies: Sequence[Agency], query: DirectoryQuery, found: DirectoryPage
) -> None:
    st.subheader("Tindakan untuk banyak orang", anchor=False)
    kind = st.selectbox(
        "Tindakan", list(_KINDS), index=None, format_func=_KINDS.__getitem__, placeholder="Pilih tindakan",
        key="banyak-tindakan",
    )  # fmt: skip
    if kind is None:
        return
    if kind == "slip":
        _slips(agencies, query)
        return
    ids = _whom(visit, operator, query, found)
    change = _change(visit, agencies, kind)
    if not ids or change is None:
        look.html(look.note("Pilih orang dan lengkapi isiannya untuk melihat siapa yang akan berubah."))
        return
    at = occasion(visit, operator)
    try:
        plan = deeds.preview(visit.database, operator, change, ids, at.today)
    except NetralError as refusal:
        show_error(refusal)
        return
    _show_plan(plan, agencies)
    if not plan.changed or not _is_sure(plan):
        return
    if st.button(f"{_PRESS[type(change)]} {len(plan.changed)} orang", type="primary", key="banyak-jalankan"):
        batch_id, done = deeds.carry_out(visit.database, at, change, ids, plan.digest())
        session.set_ticked_people(frozenset())
        finish(f"{len(done.changed)} orang {_DONE[type(change)]}.", batch_id)


def _is_sure(plan: ChangePlan) -> bool:
    """Whether the button may be shown: a large crowd is asked about first."""
    count = len(plan.changed)
    return count < _CROWD or st.checkbox(
        f"Ya, saya bermaksud mengubah {count} orang sekaligus", key=f"banyak-yakin-{count}"
    )


def _whom(visit: Visit, operator: Operator, query: DirectoryQuery, found: DirectoryPage) -> Sequence[str]:
    ticked = session.ticked_people()
    titles = {
        "semua": f"Semua yang cocok dengan pencarian ({number(found.count)} orang)",
        "centang": f"Yang dicentang ({number(len(ticked))} orang)",
    }
    whom = st.radio("Untuk siapa", list(titles), int(bool(ticked)), format_func=titles.__getitem__, key="banyak-siapa")
    if whom == "centang":
        if not ticked:
            look.html(look.note("Belum ada yang dicentang. Nyalakan “Pilih beberapa orang” pada daftar di atas."))
        return sorted(ticked)
    return ids_found(visit.database, operator, query, MAX_AT_ONCE + 1)


def _change(visit: Visit, agencies: Sequence[Agency], kind: str) -> Change | None:
    today = visit.local(visit.now).date()
    if kind in ("beri", "cabut"):
        role = st.selectbox(
            "Peran yang diberikan" if kind == "beri" else "Peran yang dicabut", list(ROLE_TITLES), index=None,
            format_func=ROLE_TITLES.__getitem__, placeholder="Pilih peran", key=f"banyak-peran-{kind}",
        )  # fmt: skip
        return None if role is None else Grant(role) if kind == "beri" else Revoke(role)
    unit = choose_unit(agencies, "Unit tujuan", "banyak-unit") if kind == "pindah" else None
    day = st.date_input("Mulai tanggal", today, max_value=today, format="DD/MM/YYYY", key=f"banyak-tanggal-{kind}")
    if kind == "keluar":
        return Leave(day.isoformat())
    return Move(unit, day.isoformat()) if unit else None


def _show_plan(plan: ChangePlan, agencies: Sequence[Agency]) -> None:
    look.html(look.facts((("Akan berubah", str(len(plan.changed))), ("Tetap", str(len(plan.skipped))))))
    if plan.reasons:
        lines = [f"{count} orang tetap: {reason}." for reason, count in plan.reasons.items()]
        look.html(look.note("<br>".join(map(escape, lines))))
    if plan.changed:
        names = {agency.id: agency.name for agency in agencies}
        rows = [(one.name, names.get(one.agency_id or "", "-")) for one in plan.changed[:_SHOWN]]
        look.html(look.table(f"Akan berubah ({len(rows)} dari {len(plan.changed)})", ("Nama", "Unit sekarang"), rows))
    if isinstance(plan.change, Leave):
        look.html(
            look.note(
                "Jabatannya berakhir dan akunnya tidak dapat dipakai masuk. Hasil belajarnya tetap tersimpan.", "warn"
            )
        )
    if isinstance(plan.change, Move):
        look.html(look.note("Jabatan definitif di unit lama berakhir pada tanggal itu; Plt dan Plh tetap."))


def _slips(agencies: Sequence[Agency], query: DirectoryQuery) -> None:
    unit = choose_unit(agencies, "Unit (dengan semua di bawahnya)", "banyak-slip-unit", query.agency_id)
    look.html(
        look.note(
            "Slip berisi kode sekali pakai untuk orang yang belum punya kata sandi. Halaman berikutnya menyebut jumlahnya "
            "dan bertanya sekali lagi. Kode tidak pernah tampil di halaman ini."
        )
    )
    if unit is not None:
        look.html(post_form("/slip-aktivasi", {"unit": unit}, "Lanjut ke slip aktivasi"))


def post_form(action: str, hidden: dict[str, str], button: str) -> str:
    """A form that leaves for one of the plain pages outside Streamlit; ids only."""
    kept = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in hidden.items())
    return f'<form class="n-leave" method="post" action="{escape(action)}">{kept}<button type="submit">{escape(button)}</button></form>'
