"""Changing the agency on screen: fields, a look at what would happen, one more press, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from actions.registry.agencies import Change, Order, carry_out
from actions.registry.agency_directory import AgencyCard
from actions.registry.agency_preview import Effects, preview
from people.access import Operator
from people.errors import NetralError
from ui import look, session
from ui.done import finish
from ui.problem import show_error
from ui.registry import agency_fields
from ui.registry.agency_fields import Asked, Fields
from ui.visit import Visit

_FORM = "instansi"
_COUNTS_SHOWN = 20
_FORMS: dict[str, tuple[str, Callable[[Fields], Asked]]] = {
    "buka": ("Buat unit baru di bawahnya", agency_fields.open_fields),
    "nama": ("Ganti nama atau jenis", agency_fields.rename_fields),
    "pindah": ("Pindahkan", agency_fields.move_fields),
    "gabung": ("Gabungkan ke unit lain", agency_fields.merge_fields),
    "pecah": ("Pecah", agency_fields.split_fields),
    "tutup": ("Tutup", agency_fields.close_fields),
}


def show_forms(visit: Visit, operator: Operator, card: AgencyCard | None) -> None:
    """``card`` None: the top of the tree, where only opening makes sense."""
    st.subheader("Ubah susunan", anchor=False)
    chosen = _choose(card)
    if chosen is None:
        return
    today = visit.local(visit.now).date()
    key = f"instansi-{chosen}-{card.line.id if card else 'puncak'}-{session.form_generation(_FORM)}"
    with look.card(f"ubah-{chosen}"):
        asked = _FORMS[chosen][1](Fields(visit, operator, key, card))
        day = agency_fields.day_field(key, today)
        change = Change(operator, visit.now, today, day.isoformat())
        if st.button("Lihat apa yang akan terjadi", key=f"{key}-lihat", icon=":material/visibility:"):
            session.set_previewed(_FORM, _said(change, asked.order) if asked.order else None)
            if asked.order is None:
                look.html(look.note("Isi dulu yang masih kosong, atau ubah sesuatu.", "warn"))
    if asked.order is not None and session.find_previewed(_FORM) == _said(change, asked.order):
        _confirm(visit, change, asked, asked.order, key)


def _choose(card: AgencyCard | None) -> str | None:
    if card is None:
        return "buka" if st.toggle("Buat unit baru di puncak", key="instansi-puncak") else None
    return st.selectbox(
        "Perubahan",
        list(_FORMS),
        index=None,
        format_func={form: title for form, (title, _) in _FORMS.items()}.__getitem__,
        placeholder="Pilih perubahan",
        filter_mode=None,
        key=f"instansi-perubahan-{card.line.id}-{session.form_generation(_FORM)}",
    )


def _said(change: Change, order: Order) -> str:
    """The same for the same order from the same day."""
    return f"{change.day} {order!r}"


def _confirm(visit: Visit, change: Change, asked: Asked, order: Order, key: str) -> None:
    try:
        effects = preview(visit.database, change, order)
    except NetralError as refusal:
        show_error(refusal)
        return
    with st.container(key="n-hero-pratinjau"):
        since = f"sejak {look.long_date(change.today.fromisoformat(change.day))}"
        look.html(
            '<div style="display:grid;gap:.625rem"><p class="n-eyebrow">Yang akan terjadi</p>'
            f"<p><strong>{escape(asked.words)}, {since}.</strong></p>"
            f"{look.bullet_list([*filter(None, [asked.more]), *_in_words(effects)])}</div>"
        )
        if effects.changed:
            look.html(_counts(effects))
        if st.button("Ya, simpan perubahan ini", type="primary", key=f"{key}-simpan"):
            session.set_previewed(_FORM, None)  # a second press of an impatient thumb finds nothing to do
            try:
                done = carry_out(visit.database, replace(change, now=visit.now), order)
            except NetralError as refusal:
                show_error(refusal)
                return
            session.renew_form(_FORM)
            finish(asked.done, done.batch_id)


def _in_words(effects: Effects) -> list[str]:
    """Plain sentences; what does not happen is said too when somebody may fear it."""
    words = []
    if effects.opened_units:
        words.append(f"**{effects.opened_units}** unit dibuka.")
    if effects.closed_units:
        words.append(f"**{effects.closed_units}** unit ditutup; namanya tetap tampil pada tanggal sebelumnya.")
    if effects.moved_units:
        words.append(f"**{effects.moved_units}** unit berpindah tempat.")
    if effects.moved_people:
        words.append(f"**{effects.moved_people}** orang berpindah unit.")
    else:
        words.append("Tidak ada orang yang berpindah unit.")
    if effects.changed:
        words.append(f"Laporan **{len(effects.changed)}** unit menghitung jumlah orang yang lain (tabel di bawah).")
    else:
        words.append("Jumlah orang pada semua laporan tetap.")
    if effects.recounts_items:
        words.append(
            "Rincian soal dihitung ulang menurut susunan baru; pada data besar ini dapat memakan beberapa menit."
        )
    words.append("Laporan untuk tanggal sebelumnya tidak berubah, dan perubahan ini dapat dibatalkan.")
    return words


def _counts(effects: Effects) -> str:
    shown = effects.changed[:_COUNTS_SHOWN]
    caption = f"Jumlah orang, termasuk unit di bawahnya ({len(shown)} dari {len(effects.changed)} unit)"
    rows = [(one.name, str(one.before), str(one.after)) for one in shown]
    return look.table(caption, ("Unit", "Kini", "Jadi"), rows)
