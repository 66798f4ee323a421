"""Changing one person: choose what, fill in, read what will happen, press. Each deed can be taken back on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from actions.registry import people as deeds
from actions.registry import person as one_person
from actions.registry.person import NewPost
from actions.registry.person_sheet import PersonSheet
from people.access import Operator
from people.models import ROLE_TITLES, Agency
from people.registry.person_changes import Change, Grant, Leave, Move, Revoke
from people.roster.models import POST_TITLES
from ui import look
from ui.done import finish
from ui.registry.new_person import NUMBER_WORDS, choose_employment
from ui.registry.people_bulk import occasion
from ui.registry.people_list import choose_unit
from ui.visit import Visit

Draw = Callable[["_Desk"], None]


class _Desk:
    """What every form of this file needs: who acts, about whom, and keys of their own for each person and form."""

    def __init__(
        self, visit: Visit, operator: Operator, agencies: Sequence[Agency], sheet: PersonSheet, form: str
    ) -> None:
        self.visit, self.agencies, self.sheet = visit, agencies, sheet
        self.at = occasion(visit, operator)
        self._form = form

    def key(self, field: str) -> str:
        return f"orang-{self._form}-{field}-{self.sheet.id}"

    def day(self, label: str = "Mulai tanggal") -> str:
        chosen = st.date_input(
            label, self.at.today, max_value=self.at.today, format="DD/MM/YYYY", key=self.key("tanggal")
        )
        return chosen.isoformat()

    def press(self, words: str, button: str) -> bool:
        """What will happen, in a sentence, and the button that makes it so."""
        look.html(look.note(escape(words)))
        return st.button(button, type="primary", key=self.key("simpan"))

    def carry_out(self, change: Change, text: str) -> None:
        batch_id, _ = deeds.carry_out(self.visit.database, self.at, change, [self.sheet.id])
        finish(text, batch_id)


def show_changes(visit: Visit, operator: Operator, agencies: Sequence[Agency], sheet: PersonSheet) -> None:
    offered = _PRESENT if sheet.home else _LEFT
    if sheet.is_erased:
        offered = {form: one for form, one in offered.items() if form in _NAMELESS}
        if not offered:
            return
    chosen = st.selectbox(
        "Ubah data orang ini", list(offered), index=None, format_func={form: title for form, (title, _) in offered.items()}.__getitem__,
        placeholder="Pilih yang akan diubah", key=f"orang-ubah-{sheet.id}",
    )  # fmt: skip
    if chosen is not None:
        with look.card(f"ubah-{chosen}"):
            offered[chosen][1](_Desk(visit, operator, agencies, sheet, chosen))


def _correct(desk: _Desk) -> None:
    sheet = desk.sheet
    name = st.text_input("Nama lengkap", sheet.name, key=desk.key("nama"), max_chars=150, autocomplete="off")
    email = st.text_input("Surel", sheet.email or "", key=desk.key("surel"), max_chars=254, autocomplete="off")
    if desk.press(
        "Nama dan surel yang benar menggantikan yang lama, juga pada catatan yang sudah ada.", "Simpan perbaikan"
    ):
        batch_id = one_person.correct_person(desk.visit.database, desk.at, sheet.id, name, email)
        finish("Nama dan surel sudah diperbaiki.", batch_id)


def _move(desk: _Desk) -> None:
    unit = choose_unit(desk.agencies, "Unit tujuan", desk.key("unit"))
    day = desk.day()
    if unit is None:
        look.html(look.note("Pilih unit tujuannya."))
    elif desk.press(
        "Sejak tanggal itu orang ini terhitung di unit tujuan; hasil sebelumnya tetap di unit lama. "
        "Jabatan definitifnya di unit lama berakhir, Plt dan Plh tetap.",
        "Pindahkan",
    ):
        desk.carry_out(Move(unit, day), f"{desk.sheet.name} sudah dipindahkan.")


def _employment(desk: _Desk) -> None:
    sheet = desk.sheet
    kind = choose_employment("Jenis kepegawaian yang baru", desk.key("jenis"), sheet.employment or "pns")
    number = st.text_input(
        f"{NUMBER_WORDS[kind]} yang baru, bila nomornya berganti",
        key=desk.key("nomor"),
        max_chars=40,
        autocomplete="off",
    )
    day = desk.day()
    words = "Riwayatnya tetap satu orang. "
    if number.strip():
        words += (
            "Nomor lama disimpan sebagai nomor lama, supaya daftar pegawai yang masih memuatnya dikenali; sejak sekarang "
            "orang ini masuk dengan nomor baru."
        )
    if desk.press(words, "Simpan perubahan"):
        batch_id = one_person.change_employment(desk.visit.database, desk.at, sheet.id, kind, day, number)
        finish("Jenis kepegawaian dan nomornya sudah dicatat.", batch_id)


def _leave(desk: _Desk) -> None:
    day = desk.day("Keluar sejak tanggal")
    words = "Jabatannya berakhir dan akunnya tidak dapat dipakai masuk lagi. Hasil belajarnya tetap tersimpan."
    if desk.press(words, "Ya, catat keluar"):
        desk.carry_out(Leave(day), f"{desk.sheet.name} sudah dicatat keluar.")


def _return(desk: _Desk) -> None:
    last = desk.sheet.memberships[0].agency_id if desk.sheet.memberships else None
    unit = choose_unit(desk.agencies, "Unit", desk.key("unit"), last)
    kind = choose_employment("Jenis kepegawaian", desk.key("jenis"), desk.sheet.employment or "pns")
    day = desk.day("Kembali sejak tanggal")
    if unit is None:
        look.html(look.note("Pilih unitnya."))
    elif desk.press("Orang ini menjadi pegawai lagi dan dapat masuk dengan akunnya yang dahulu.", "Catat kembali"):
        batch_id = one_person.come_back(desk.visit.database, desk.at, desk.sheet.id, unit, kind, day)
        finish(f"{desk.sheet.name} sudah dicatat kembali.", batch_id)


def _begin_post(desk: _Desk) -> None:
    kind = st.radio(
        "Status jabatan", list(POST_TITLES), format_func=_POST_TITLES.__getitem__, horizontal=True,
        key=desk.key("status"),
    )  # fmt: skip
    title = st.text_input("Nama jabatan", key=desk.key("jabatan"), max_chars=200, autocomplete="off")
    home = desk.sheet.home
    unit = (
        home.agency_id if home and kind == "definitif" else choose_unit(desk.agencies, "Unit jabatan", desk.key("unit"))
    )
    day = desk.day()
    if unit is None or not title.strip():
        look.html(look.note("Isi nama jabatan dan unitnya."))
    elif desk.press("Jabatan ini ditambahkan; unit tempat orang ini terhitung tidak berubah.", "Tambahkan jabatan"):
        batch_id = one_person.begin_post(desk.visit.database, desk.at, desk.sheet.id, NewPost(unit, kind, title, day))
        finish("Jabatan sudah ditambahkan.", batch_id)


def _end_post(desk: _Desk) -> None:
    held = {
        post.id: f"{POST_TITLES[post.kind]}: {post.title}, {post.agency_name}"
        for post in desk.sheet.posts
        if post.valid_to is None
    }
    if not held:
        look.html(look.note("Tidak ada jabatan yang sedang dipegang."))
        return
    post_id = st.selectbox("Jabatan", list(held), format_func=held.__getitem__, key=desk.key("jabatan"))
    day = desk.day("Berakhir pada tanggal")
    if desk.press("Jabatan itu berakhir pada tanggal itu.", "Akhiri jabatan"):
        batch_id = one_person.end_post(desk.visit.database, desk.at, post_id, day)
        finish("Jabatan sudah diakhiri.", batch_id)


def _grant(desk: _Desk) -> None:
    free = [role for role in ROLE_TITLES if role not in desk.sheet.roles]
    role = st.selectbox(
        "Peran", free, index=None, format_func=ROLE_TITLES.__getitem__, placeholder="Pilih peran", key=desk.key("peran")
    )
    if role is None:
        return
    if desk.press(f"Orang ini dapat masuk sebagai {ROLE_TITLES[role]}. {_MEANING[role]}", "Beri peran"):
        desk.carry_out(Grant(role), f"Peran {ROLE_TITLES[role]} sudah diberikan.")


def _revoke(desk: _Desk) -> None:
    held = [role for role in ROLE_TITLES if role in desk.sheet.roles]
    role = st.selectbox(
        "Peran", held, index=None, format_func=ROLE_TITLES.__getitem__, placeholder="Pilih peran", key=desk.key("peran")
    )
    if role is None:
        return
    if desk.press("Peran itu tidak berlaku lagi pada tindakan orang itu yang berikutnya.", "Ya, cabut peran"):
        desk.carry_out(Revoke(role), f"Peran {ROLE_TITLES[role]} sudah dicabut.")


_POST_TITLES: dict[str, str] = {kind: title.capitalize() for kind, title in POST_TITLES.items()}
_MEANING = {
    "learner": "Peserta belajar dan mengerjakan kuis.",
    "supervisor": "Penyelia melihat pemahaman dan penugasan unitnya sendiri dengan semua di bawahnya.",
    "author": "Penyusun memeriksa materi dan soal.",
    "administrator": "Admin mengelola semua orang, unit, dan akun di situs ini.",
    "auditor": "Auditor membaca bukti tanpa nama.",
}
_ALWAYS: dict[str, tuple[str, Draw]] = {
    "perbaiki": ("Perbaiki nama atau surel", _correct),
    "beri": ("Beri peran", _grant),
    "cabut": ("Cabut peran", _revoke),
}
_PRESENT: dict[str, tuple[str, Draw]] = {
    **_ALWAYS,
    "pindah": ("Pindah unit", _move),
    "jenis": ("Ubah jenis kepegawaian atau nomor", _employment),
    "jabatan": ("Tambah jabatan (definitif, Plt, Plh)", _begin_post),
    "akhiri": ("Akhiri jabatan", _end_post),
    "keluar": ("Catat keluar", _leave),
}
_LEFT: dict[str, tuple[str, Draw]] = {"kembali": ("Catat kembali menjadi pegawai", _return), **_ALWAYS}
del _LEFT["beri"]
_NAMELESS = ("pindah", "akhiri", "keluar")
"""What may still be done with somebody whose identity was erased: they count where they belong."""
