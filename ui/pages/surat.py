"""Surat keluar: how the mail server is, when letters leave by themselves, and what became of every message."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.mail import mail_plans, outbox, post
from people.access import Postmaster, operator_of, postmaster_of
from people.errors import NetralError, NotFound
from people.mail.mail_times import WEEKDAYS
from people.mail.outbox_rules import STATE_TITLES
from settings import MailSettings
from ui import look
from ui.done import finish, show_done
from ui.mail.mail_plan import show_mail_plan
from ui.mail.outbox_list import MESSAGE, show_message, show_messages
from ui.problem import show_error
from ui.understanding.report_mail import show_report_wishes
from ui.understanding.subtree_choice import choose_assigner
from ui.visit import Visit

_SECURITY = {"starttls": "STARTTLS", "tls": "TLS", "none": "tanpa TLS (komputer ini saja)"}


def show(visit: Visit) -> None:
    by = postmaster_of(visit.viewer)
    look.title("Surat keluar")
    show_done(visit, operator_of(visit.viewer))
    asked = st.query_params.get(MESSAGE)
    if asked is not None:
        try:
            show_message(visit, by, asked)
        except NetralError as error:
            show_error(error)
        return
    _server(visit, by)
    _plans(visit)
    show_report_wishes(visit, operator_of(visit.viewer))
    show_messages(visit, by)
    _activations(visit, by)


def _server(visit: Visit, by: Postmaster) -> None:
    st.subheader("Server surel", anchor=False)
    mail = visit.site.settings.mail
    found = outbox.overview(visit.database, by, visit.now)
    if mail is None:
        look.html(
            look.note(
                "<strong>Situs ini belum mengirim surel.</strong> Server surel belum diatur, jadi rekap, pengingat, dan kode "
                "lewat surel tidak dibuat; surat yang sudah ada tetap menunggu. Pengelola server mengisi NETRAL_SMTP_HOST "
                "dan NETRAL_SMTP_FROM, lalu menjalankan ulang situs."
            )
        )
    else:
        look.html(look.facts(_facts(mail, visit), words=True))
        if found.trouble:
            until = f" Dicoba lagi pukul {visit.local(found.resume_at):%H.%M}." if found.resume_at else ""
            look.html(look.note(escape(f"{found.trouble}{until} Surat yang menunggu tetap aman."), "warn"))
    look.html(look.facts((title, str(found.counts.get(state, 0))) for state, title in STATE_TITLES.items()))
    if mail is not None and st.button("Kirim surat percobaan ke saya", key="surat-percobaan", icon=":material/send:"):
        try:
            post.send_test(visit.database, visit.site.settings, by, visit.now)
        except NetralError as refusal:  # the rest of the page is drawn
            show_error(refusal)
            return
        finish("Surat percobaan dibuat dan dikirim dalam setengah menit. Hasilnya tampak di daftar surat.")


def _facts(mail: MailSettings, visit: Visit) -> list[tuple[str, str]]:
    hours = f"{mail.quiet_from:%H.%M}-{mail.quiet_until:%H.%M}" if mail.quiet_from != mail.quiet_until else "tidak ada"
    days = ", ".join(WEEKDAYS[day] for day in sorted(mail.quiet_days)) or "tidak ada"
    return [
        ("Server", f"{mail.host}, {_SECURITY[mail.security]}"),
        ("Pengirim", mail.sender),
        ("Jam tenang", f"{hours} ({visit.site.settings.time_zone})"),
        ("Hari tenang", days),
        ("Batas", f"{mail.per_minute} surat per menit"),
    ]


def _plans(visit: Visit) -> None:
    st.subheader("Jadwal rekap", anchor=False)
    by = choose_assigner(visit)
    running = {given.id: given for given in mail_plans.running(visit.database, visit.courseware, by, visit.now)}
    if not running:
        look.html(look.note("Tidak ada penugasan yang sedang atau akan berjalan."))
        return
    chosen = st.selectbox(
        "Penugasan", list(running), index=None, format_func={key: given.title for key, given in running.items()}.__getitem__,
        placeholder="Pilih penugasan", key="surat-penugasan",
    )  # fmt: skip
    if chosen is not None:
        show_mail_plan(visit, by, chosen, finish)


def _activations(visit: Visit, by: Postmaster) -> None:
    st.subheader("Kode masuk lewat surel", anchor=False)
    if visit.site.settings.mail is None:
        look.html(look.note("Belum dapat dipakai: server surel belum diatur."))
        return
    code = st.text_input("Kode unit; semua unit di bawahnya ikut", key="surat-kode-unit", max_chars=60).strip()
    if not code:
        return
    try:
        name, number = post.count_activations(visit.database, by, code)
    except NotFound as error:
        show_error(error)
        return
    if not number:
        look.html(look.note(escape(f"Di {name} tidak ada orang yang punya alamat surel dan belum punya kata sandi.")))
        return
    text = f"{number} orang di {name} punya alamat surel dan belum punya kata sandi. Kode pada slip mereka tidak berlaku lagi."
    look.html(look.note(escape(text), "warn"))
    if st.button(f"Ya, surati {number} orang", key="surat-aktivasi", icon=":material/outgoing_mail:"):
        made = post.send_activations(visit.database, visit.site.settings, by, code, visit.now)
        finish(f"{made} surat aktivasi dibuat; dikirim pada jam kerja surel.")
