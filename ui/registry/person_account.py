"""What an administrator does to one person's account. A one-time code is shown on a plain page outside Streamlit only."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.registry.person_sheet import PersonSheet
from actions.signing_in import accounts
from actions.signing_in.second_factor import drop_second_factor
from ui import look
from ui.done import finish
from ui.registry.people_bulk import post_form
from ui.visit import Visit

_DEEDS = {
    "sesi": ("Akhiri semua sesinya", "Orang ini keluar dari semua perangkatnya dan harus masuk lagi.", "Ya, akhiri sesinya"),
    "langkah-kedua": (
        "Pasang ulang langkah kedua", "Aplikasi autentikator dan kode cadangannya tidak berlaku lagi; semua sesinya "
        "berakhir. Ia memasangnya lagi saat masuk berikutnya.", "Ya, pasang ulang",
    ),
    "tutup": ("Nonaktifkan akun", "Akun tidak dapat dipakai masuk dan semua sesinya berakhir, sampai dibuka lagi.", "Ya, nonaktifkan"),
    "buka": ("Aktifkan kembali akun", "Akun dapat dipakai masuk lagi dengan kata sandinya yang dahulu.", "Ya, aktifkan"),
}  # fmt: skip


def show_account_deeds(visit: Visit, sheet: PersonSheet) -> None:
    if sheet.home and not sheet.account.disabled_at:
        look.html(post_form("/kode-masuk", {"orang": sheet.id}, "Buat kode masuk (kode lama batal)"))
    offered = _offered(visit, sheet)
    if not offered:
        return
    chosen = st.selectbox(
        "Tindakan pada akun", offered, index=None, format_func={deed: words[0] for deed, words in _DEEDS.items()}.__getitem__,
        placeholder="Pilih tindakan", key=f"akun-tindakan-{sheet.id}",
    )  # fmt: skip
    if chosen is None:
        return
    _, words, button = _DEEDS[chosen]
    look.html(look.note(escape(f"{words} Ini dicatat pada jejak audit."), "warn"))
    if st.button(button, type="primary", key=f"akun-{chosen}-{sheet.id}"):
        finish(_carry_out(visit, sheet.id, chosen))


def _offered(visit: Visit, sheet: PersonSheet) -> list[str]:
    """Nothing about one's own account: that is done on the page Akun saya."""
    if sheet.id == visit.viewer.person_id:
        return []
    found = ["sesi"] if sheet.account.session_count else []
    found += ["langkah-kedua"] if sheet.account.has_second_factor else []
    return [*found, "buka" if sheet.account.disabled_at else "tutup"]


def _carry_out(visit: Visit, person_id: str, deed: str) -> str:
    if deed == "sesi":
        count = accounts.end_sessions(visit.database, visit.viewer, person_id, visit.now)
        return f"{count} sesi sudah diakhiri."
    if deed == "langkah-kedua":
        drop_second_factor(visit.database, visit.viewer, person_id, visit.now)
        return "Langkah kedua akan dipasang lagi saat orang itu masuk berikutnya."
    accounts.set_disabled(visit.database, visit.viewer, person_id, deed == "tutup", visit.now)
    return "Akun dinonaktifkan dan semua sesinya berakhir." if deed == "tutup" else "Akun aktif kembali."
