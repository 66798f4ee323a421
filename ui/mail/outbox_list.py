"""The list of messages: searched, filtered, a page at a time; one opened with its log; decisions asked twice."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.mail import outbox
from actions.mail.outbox import Filter, MessageDetails, MessagePage
from people.access import Postmaster
from people.mail.outbox_rules import DECISION_TITLES, DECISIONS, KIND_TITLES, STATE_TITLES, Decision
from store.clock import from_text
from ui import look
from ui.done import finish
from ui.mail.mail_plan import show_letter
from ui.visit import Visit

MESSAGE = "surat"
"""Query parameter: the id of one message."""
_WARNING = "Surat ini mungkin sudah sampai. Bila dikirim lagi, penerimanya mungkin menerima dua kali."
_RESULTS: dict[Decision, str] = {
    "again": "akan dikirim lagi", "sent": "dianggap sudah terkirim", "cancel": "dibatalkan",
}  # fmt: skip


def show_messages(visit: Visit, by: Postmaster) -> None:
    st.subheader("Daftar surat", anchor=False)
    with st.grid(columns="auto", min_column_width=220, gap="medium", vertical_alignment="bottom"):
        state = st.selectbox(
            "Keadaan", list(STATE_TITLES), index=None, format_func=STATE_TITLES.__getitem__, placeholder="Semua",
            key="surat-keadaan",
        )  # fmt: skip
        kind = st.selectbox(
            "Jenis surat", list(KIND_TITLES), index=None, format_func=KIND_TITLES.__getitem__, placeholder="Semua",
            key="surat-jenis",
        )  # fmt: skip
        name = st.text_input("Cari nama penerima", key="surat-cari", max_chars=80)
    wanted = Filter(state, kind, name)
    page = int(
        st.number_input("Halaman", min_value=1, value=1, step=1, key=f"surat-halaman-{state}-{kind}-{bool(name)}")
    )
    found = outbox.list_messages(visit.database, by, wanted, page)
    if not found.count:
        look.html(look.note("Tidak ada surat yang cocok." if wanted != Filter() else "Belum ada surat."))
        return
    _table(visit, found, page)
    _choose(found)
    _bulk(visit, by, wanted)


def show_message(visit: Visit, by: Postmaster, message_id: str) -> None:
    """One message with its log. Raises NotFound."""
    found = outbox.details(visit.database, by, message_id, visit.now)
    message = found.message
    st.page_link(visit.pages["surat"], label="Semua surat", icon=":material/arrow_back:")
    look.html(
        f"<h2>{escape(message.subject or 'Isi sudah dihapus')}</h2>"
        + look.meta(KIND_TITLES[message.kind], STATE_TITLES[message.state])
        + look.facts((("Penerima", message.name), ("Surel", found.address)), words=True)
    )
    if message.body:
        show_letter(message.body)
    else:
        look.html(look.note("Isi surat sudah dihapus karena lewat 30 hari."))
    rows = [
        (_at(visit, line.happened_at), STATE_TITLES[line.state], _actor(line.actor_name), line.reason or "-")
        for line in found.log
    ]
    look.html(look.table("Catatan surat ini", ("Waktu", "Keadaan", "Oleh", "Keterangan"), rows))
    _decide(visit, by, found)


def _table(visit: Visit, found: MessagePage, page: int) -> None:
    look.html(
        f'<p class="n-small">{found.count} surat, halaman {min(page, found.page_count)} dari {found.page_count}.</p>'
    )
    rows = [
        (
            one.name, KIND_TITLES[one.kind], STATE_TITLES[one.state], _at(visit, one.made_at), str(one.tries),
            one.last_error or "-",
        )
        for one in found.messages
    ]  # fmt: skip
    look.html(look.table("Surat", ("Penerima", "Jenis", "Keadaan", "Dibuat", "Dicoba", "Keterangan"), rows))


def _choose(found: MessagePage) -> None:
    labels = {one.id: f"{one.name}: {one.subject}" for one in found.messages}
    chosen = st.selectbox(
        "Buka surat", list(labels), index=None, format_func=labels.__getitem__, placeholder="Pilih dari halaman ini",
        key="surat-buka",
    )  # fmt: skip
    if chosen is not None:
        st.query_params[MESSAGE] = chosen
        st.rerun()


def _bulk(visit: Visit, by: Postmaster, wanted: Filter) -> None:
    """The same decision for the whole list, after choosing a state: first the number, then the button."""
    if wanted.state is None or wanted.state not in DECISIONS:
        return
    decision = st.selectbox(
        "Untuk semua surat pada daftar ini", list(DECISIONS[wanted.state]), index=None,
        format_func=DECISION_TITLES.__getitem__, placeholder="Pilih tindakan", key=f"surat-semua-{wanted.state}",
    )  # fmt: skip
    if decision is None:
        return
    number = outbox.count_decidable(visit.database, by, wanted, decision, visit.now)
    if not number:
        look.html(
            look.note(
                "Tidak ada surat yang dapat diperlakukan begitu; rekap dan pengingat hari lain tidak dikirim lagi."
            )
        )
        return
    warning = f" {_WARNING}" if (wanted.state, decision) == ("unknown", "again") else ""
    look.html(look.note(escape(f"{number} surat {_RESULTS[decision]}.{warning}"), "warn"))
    if st.button(f"Ya, {DECISION_TITLES[decision].lower()} {number} surat", key=f"surat-ya-{decision}"):
        done = outbox.decide_all(visit.database, by, wanted, decision, visit.now)
        finish(f"{done} surat {_RESULTS[decision]}.")


def _decide(visit: Visit, by: Postmaster, found: MessageDetails) -> None:
    if not found.decisions:
        return
    st.subheader("Tindakan", anchor=False)
    decision = st.radio(
        "Pilih tindakan", found.decisions, index=None, format_func=DECISION_TITLES.__getitem__,
        key=f"surat-tindakan-{found.message.id}",
    )  # fmt: skip
    if decision is None:
        return
    if (found.message.state, decision) == ("unknown", "again"):
        look.html(look.note(escape(_WARNING), "warn"))
    if st.button(f"Ya, {DECISION_TITLES[decision].lower()}", key=f"surat-putuskan-{found.message.id}"):
        outbox.decide(visit.database, by, found.message.id, decision, visit.now)
        finish(f"Surat itu {_RESULTS[decision]}.")


def _at(visit: Visit, text: str) -> str:
    return f"{visit.local(from_text(text)):%d-%m-%Y %H.%M}"


def _actor(name: str) -> str:
    return {"situs": "Situs", "konsol": "Konsol"}.get(name, name)
