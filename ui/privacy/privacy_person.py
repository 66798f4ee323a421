"""One person on the page of personal data: found, corrected, restricted, and erased after two confirmations."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.privacy.data_rights import PersonFile, find_file, lift_restriction, restrict
from actions.privacy.erasure import WORD, Erased, erase, erasure_preview
from actions.registry.directory import DirectoryQuery, list_people
from actions.registry.person import correct_person
from analytics import tables
from people.access import Operator
from people.models import EMPLOYMENT_TITLES
from people.privacy.personal_data import RIGHTS, STATE_TITLES
from ui import look
from ui.done import finish
from ui.registry.people_bulk import occasion
from ui.visit import Visit

_SHOWN = 20


def show_search(visit: Visit, operator: Operator) -> None:
    text = st.text_input("Cari nama, atau NIP/nomor lengkap", key="privasi-cari", max_chars=80)
    if not text.strip():
        look.html(look.note("Tulis sebagian nama, atau nomor lengkap, lalu pilih orangnya."))
        return
    found = list_people(visit.database, operator, DirectoryQuery(text, presence="anybody"))
    if not found.count:
        look.html(look.note("Tidak ada orang yang cocok."))
        return
    shown = found.people[:_SHOWN]
    look.html(f'<p class="n-small">{found.count} orang ditemukan, {len(shown)} ditampilkan.</p>')
    for one in shown:
        unit = one.agency_name or "tidak lagi di sini"
        kind = EMPLOYMENT_TITLES[one.employment] if one.employment else "-"
        st.page_link(
            visit.pages["privasi"], label=look.as_text(f"{one.name} · {kind} · {unit}"), icon=":material/person:",
            query_params={"orang": one.id},
        )  # fmt: skip


def show_person(visit: Visit, operator: Operator, person_id: str) -> None:
    st.page_link(visit.pages["privasi"], label="Kembali ke daftar", icon=":material/arrow_back:")
    person = find_file(visit.database, operator, person_id)
    st.subheader(look.as_text(person.name), anchor=False)
    since = (
        f"dibatasi sejak {look.long_date(visit.local(person.restricted_since).date())}"
        if person.restricted_since
        else "tidak dibatasi"
    )
    look.html(
        look.facts(
            (
                ("Unit", person.agency_name or "tidak lagi di sini"),
                ("Surel", person.email or "-"),
                ("Pemrosesan data", since),
                ("Identitas", "sudah dihapus" if person.is_erased else "tersimpan"),
            ),
            words=True,
        )
    )
    _requests(person)
    if person.is_erased:
        look.html(look.note("Hasilnya tetap dihitung tanpa nama; identitasnya tidak dapat dikembalikan."))
        return
    _correct(visit, operator, person)
    _restrict(visit, operator, person)
    _erase(visit, operator, person)


def _requests(person: PersonFile) -> None:
    if not person.requests:
        return
    rows = [(RIGHTS[one.kind].title, STATE_TITLES[one.state], one.asked_at[:10]) for one in person.requests]
    look.html(look.table("Permohonan orang ini", ("Permohonan", "Keadaan", "Diajukan"), rows))


def _correct(visit: Visit, operator: Operator, person: PersonFile) -> None:
    st.subheader("Perbaiki", anchor=False)
    name = st.text_input("Nama", person.name, max_chars=200, key=f"privasi-nama-{person.person_id}")
    email = st.text_input("Surel", person.email or "", max_chars=200, key=f"privasi-surel-{person.person_id}")
    st.page_link(visit.pages["pegawai"], label="Nomor, unit, dan jabatan: halaman Pegawai", icon=":material/groups:")
    if st.button("Simpan perbaikan", key="privasi-perbaiki"):
        batch_id = correct_person(visit.database, occasion(visit, operator), person.person_id, name, email)
        finish("Data orang itu diperbaiki. Beri tahu hasilnya kepada pemohon (Pasal 30 ayat (2)).", batch_id)


def _restrict(visit: Visit, operator: Operator, person: PersonFile) -> None:
    st.subheader("Batasi pemrosesan", anchor=False)
    look.html(
        '<p class="n-small">Selama dibatasi, datanya disimpan tetapi namanya tidak tampil di daftar penyelia dan ia tidak '
        "masuk daftar tindak lanjut. Hasilnya tetap dihitung dalam angka gabungan.</p>"
    )
    if person.restricted_since is None:
        if st.button("Batasi pemrosesan orang ini", key="privasi-batasi"):
            restrict(visit.database, operator, person.person_id, visit.now)
            finish("Pemrosesan dibatasi. Beri tahu orangnya (Pasal 41 ayat (3)).")
    elif st.button("Cabut pembatasan", key="privasi-cabut"):
        lift_restriction(visit.database, operator, person.person_id, visit.now)
        finish("Pembatasan dicabut; namanya tampil lagi.")


def _erase(visit: Visit, operator: Operator, person: PersonFile) -> None:
    st.subheader("Hapus identitas", anchor=False)
    if not st.toggle("Saya hendak menghapus identitas orang ini", key=f"privasi-hapus-{person.person_id}"):
        return
    preview = erasure_preview(visit.database, operator, person.person_id)
    lines = [(title, fate, tables.number(count)) for title, fate, count in preview]
    look.html(look.table("Yang akan terjadi", ("Data", "Menjadi", "Banyaknya"), lines))
    if person.agency_name:
        words = (
            "Orang ini masih tercatat di sebuah unit dan tetap dihitung di sana tanpa nama. Bila daftar pegawai "
            "berikutnya memuatnya lagi, ia masuk sebagai orang baru. Catat dahulu sebagai keluar bila memang sudah keluar."
        )
        look.html(look.note(escape(words), "warn"))
    look.html(
        look.note(
            "<strong>Tidak dapat dibatalkan.</strong> Catat dahulu cara menghubunginya untuk pemberitahuan (Pasal 45).",
            "no",
        )
    )
    word = st.text_input(f"Ketik {WORD} untuk melanjutkan", key=f"privasi-kata-{person.person_id}", max_chars=10)
    if st.button("Hapus identitas selamanya", key="privasi-hapus-tetap", disabled=not word):
        finish(_told(erase(visit.database, operator, person.person_id, word, visit.now)))


def _told(erased: Erased) -> str:
    text = "Identitas dihapus; hasilnya tetap dihitung tanpa nama. Beri tahu orangnya (Pasal 45)."
    if not erased.is_clean:
        text += " Sisa lama di berkas basis data belum tertimpa karena sedang dipakai: jalankan 'python cli.py scrub'."
    if erased.kept_files:
        text += (
            f" Berkas lama yang mungkin masih memuatnya: {', '.join(erased.kept_files)}; hapus bila tidak diperlukan."
        )
    return text
