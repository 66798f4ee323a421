"""Data saya: a copy of everything the site keeps of whoever is looking, and what they may ask about it."""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st

from actions.privacy.data_rights import MAX_WISH, ask, my_requests
from actions.privacy.own_data import as_json, as_pdf, my_data
from people.access import require
from people.privacy.personal_data import RIGHTS, STATE_TITLES, RequestKind, due_at
from store.clock import from_text
from store.ids import new_id
from ui import look, session
from ui.visit import Visit


def show(visit: Visit) -> None:
    require(visit.viewer, "manage_own_data")
    look.title("Data saya")
    look.html(
        "<p>Anda berhak tahu data apa tentang Anda yang disimpan di sini, mendapat salinannya, dan meminta perbaikan, "
        "pembatasan, atau penghapusan (UU 27/2022 tentang Pelindungan Data Pribadi).</p>"
    )
    _copy(visit)
    _ask(visit)
    _asked(visit)


def _copy(visit: Visit) -> None:
    st.subheader("Salinan data saya", anchor=False)
    look.html(
        '<p class="n-small">Salinan memuat nama, nomor, unit kerja, akun, kemajuan belajar, jawaban, dan jejak perubahan. '
        "JSON dapat dibaca sistem lain; PDF untuk dibaca atau dicetak. Simpan baik-baik.</p>"
    )
    if not st.button("Siapkan salinan", key="data-saya-siapkan", icon=":material/folder_zip:"):
        return
    with st.spinner("Menyiapkan salinan ..."):
        data = my_data(visit.database, visit.viewer, visit.now)
        day = visit.local(visit.now).date()
        pdf = as_pdf(data, look.long_date(day))
    with st.container(horizontal=True):
        st.download_button(
            "Unduh JSON", as_json(data), f"data-saya-{day}.json", "application/json", key="data-saya-json",
            on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Unduh PDF", pdf, f"data-saya-{day}.pdf", "application/pdf", key="data-saya-pdf", on_click="ignore"
        )
    look.html(look.note(f"Salinan siap: {data.row_count} baris dari {len(data.parts)} kelompok data.", "ok"))


def _ask(visit: Visit) -> None:
    st.subheader("Ajukan permohonan", anchor=False)
    if visit.viewer.is_demo:
        look.html(look.note("Situs demo tidak menyimpan permohonan: orang di sini rekaan.", "warn"))
        return
    kind = st.selectbox("Permohonan", list(RIGHTS), format_func=_title, key="data-saya-jenis")
    right = RIGHTS[kind]
    look.html(look.meta(f"Hak: {right.article}", f"Tenggat jawaban: {right.term}"))
    request_id = session.new_request_id(new_id(visit.now))
    wish = st.text_area(
        "Apa yang Anda minta? Jangan tulis nomor atau kata sandi.",
        max_chars=MAX_WISH,
        key=f"data-saya-isi-{request_id}",
    )
    if st.button("Kirim permohonan", type="primary", key="data-saya-kirim"):
        ask(visit.database, visit.viewer, kind, wish, visit.now, request_id=request_id)
        session.forget_new_request()
        st.rerun()


def _asked(visit: Visit) -> None:
    st.subheader("Permohonan saya", anchor=False)
    found = my_requests(visit.database, visit.viewer)
    if not found:
        look.html(look.note("Belum ada permohonan."))
        return
    for request in found:
        asked = from_text(request.asked_at)
        until = visit.local(due_at(asked))
        lines = [
            look.meta(RIGHTS[request.kind].title, STATE_TITLES[request.state], f"diajukan {_when(visit, asked)}"),
            f"<p>{escape(request.wish)}</p>",
        ]
        if request.state == "open":
            lines.append(look.meta(f"dijawab paling lambat {look.long_date(until.date())} pukul {until:%H.%M}"))
        elif request.answer:
            lines.append(look.note(f"<strong>Jawaban admin:</strong> {escape(request.answer)}"))
        look.html("".join(lines))


def _title(kind: RequestKind) -> str:
    return RIGHTS[kind].title


def _when(visit: Visit, moment: datetime) -> str:
    here = visit.local(moment)
    return f"{look.long_date(here.date())} pukul {here:%H.%M}"
