"""The administrator's list of requests about personal data: what is asked, until when, and the answer."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.privacy.data_rights import MAX_ANSWER, PAGE_LENGTH, answer, list_requests
from people.access import Operator
from people.privacy.personal_data import RIGHTS, STATE_TITLES, due_at
from store.clock import from_text
from ui import look
from ui.done import finish
from ui.visit import Visit


def show_requests(visit: Visit, operator: Operator) -> None:
    is_open = not st.toggle("Tampilkan yang sudah dijawab", key="privasi-dijawab")
    page = 1
    first = list_requests(visit.database, operator, 1, is_open=is_open)
    if first.count > PAGE_LENGTH:
        page = int(
            st.number_input("Halaman", min_value=1, max_value=first.page_count, step=1, key=f"privasi-hal-{is_open}")
        )
    found = first if page == 1 else list_requests(visit.database, operator, page, is_open=is_open)
    if not found.count:
        look.html(look.note("Tidak ada permohonan yang menunggu." if is_open else "Belum ada yang dijawab."))
        return
    look.html(f'<p class="n-small">{found.count} permohonan, halaman {page} dari {found.page_count}.</p>')
    for request in found.found:
        _show_one(visit, operator, request)


def _show_one(visit: Visit, operator: Operator, request) -> None:
    right, due = RIGHTS[request.kind], due_at(from_text(request.asked_at))
    here = visit.local(due)
    with look.card(f"permohonan-{request.id}"):
        st.markdown(f"**{look.as_text(right.title)}** · {look.as_text(request.name)}")
        is_late = request.state == "open" and visit.now > due
        until = f"{look.long_date(here.date())} pukul {here:%H.%M}"
        limit = f"tenggat {until}" if right.is_legal else f"sasaran {until}"
        look.html(
            f"<p>{escape(request.wish) or '(isi sudah dikosongkan)'}</p>"
            + look.meta(STATE_TITLES[request.state], limit, f"{right.article}; {right.term}")
            + (look.note("Tenggatnya sudah lewat.", "warn") if is_late else "")
        )
        st.page_link(
            visit.pages["privasi"], label="Buka data orang ini", icon=":material/person_search:",
            query_params={"orang": request.person_id},
        )  # fmt: skip
        if request.state != "open":
            look.html(look.note(f"<strong>Jawaban:</strong> {escape(request.answer) or '(dikosongkan)'}"))
            return
        _answer(visit, operator, request.id)


def _answer(visit: Visit, operator: Operator, request_id: str) -> None:
    words = st.text_area(
        "Jawaban untuk pemohon", max_chars=MAX_ANSWER, key=f"privasi-jawab-{request_id}",
        help="Pemohon membacanya di halaman Data saya. Sebut apa yang dilakukan, atau mengapa ditolak dan pasalnya.",
    )  # fmt: skip
    with st.container(horizontal=True):
        if st.button("Tandai dipenuhi", type="primary", key=f"privasi-penuhi-{request_id}"):
            answer(visit.database, operator, request_id, "done", words, visit.now)
            finish("Permohonan ditandai dipenuhi; pemohon dapat membaca jawabannya.")
        if st.button("Tolak dengan alasan", key=f"privasi-tolak-{request_id}"):
            answer(visit.database, operator, request_id, "refused", words, visit.now)
            finish("Permohonan ditolak; pemohon dapat membaca alasannya.")
