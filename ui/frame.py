"""The frame around every page: demo banner, navigation by role, who is signed in, sign-out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from people.access import may, require
from people.models import ROLE_TITLES
from ui import look
from ui.address import keep_address
from ui.pages import (
    akun,
    beranda,
    bukti,
    data_saya,
    dilema,
    hasil,
    instansi,
    jejak,
    kuis,
    materi,
    metode,
    pegawai,
    pemahaman,
    penugasan,
    penyusun,
    peraturan,
    privasi,
    surat,
)
from ui.problem import problems_shown
from ui.visit import Visit

PAGES: tuple[tuple[str, str, str, str, Callable[[Visit], None]], ...] = (
    ("beranda", "Beranda", "home", "study", beranda.show),
    ("materi", "Materi", "menu_book", "study", materi.show),
    ("kuis", "Kuis", "quiz", "take_quiz", kuis.show),
    ("dilema", "Dilema", "alt_route", "study", dilema.show),
    ("hasil", "Hasil", "task_alt", "take_quiz", hasil.show),
    ("peraturan", "Peraturan", "gavel", "study", peraturan.show),
    ("pemahaman", "Pemahaman", "insights", "supervise", pemahaman.show),
    ("pegawai", "Pegawai", "group", "manage_people", pegawai.show),
    ("instansi", "Instansi", "apartment", "manage_people", instansi.show),
    ("penugasan", "Penugasan", "assignment", "assign", penugasan.show),
    ("metode", "Cara menghitung", "balance", "supervise", metode.show),
    ("surat", "Surat keluar", "outgoing_mail", "manage_outbox", surat.show),
    ("jejak", "Jejak audit", "history", "read_audit", jejak.show),
    ("privasi", "Data pribadi", "shield_person", "manage_personal_data", privasi.show),
    ("penyusun", "Periksa konten", "edit_note", "read_content_problems", penyusun.show),
    ("bukti", "Bukti", "verified", "read_evidence", bukti.show),
    ("data-saya", "Data saya", "badge", "manage_own_data", data_saya.show),
    ("akun", "Akun saya", "person", "manage_own_account", akun.show),
)
"""URL path, title, icon, the action it needs (see people.access), and the page function."""

HOME_OF_ROLE = {
    "learner": "beranda",
    "supervisor": "pemahaman",
    "author": "penyusun",
    "administrator": "pegawai",
    "auditor": "bukti",
}


def run(visit: Visit, start: str | None = None) -> None:
    """Draw the whole screen. ``start`` makes one page the root (without it the root leads on to the role's home)."""
    pages: dict[str, object] = {}
    framed = visit.with_pages(pages)
    for path, title, icon, action, show in PAGES:
        pages[path] = st.Page(
            partial(_run_page, show, action, title, framed),
            title=title,
            icon=f":material/{icon}:",
            url_path=path,
            default=path == start,
            visibility="visible" if _is_offered(visit, path, action) else "hidden",
        )
    # Streamlit serves the default page at / only, so /beranda would not exist if it were the default.
    root = [] if start else [st.Page(partial(_go_home, framed), title="Netral", default=True, visibility="hidden")]
    chosen = st.navigation([*root, *pages.values()], position="sidebar")  # type: ignore[list-item]
    _demo_banner(visit)
    _who(visit)
    chosen.run()


def _is_offered(visit: Visit, path: str, action: str) -> bool:
    """A demo persona has no account to look after."""
    return may(visit.viewer, action) and not (path == "akun" and visit.viewer.is_demo)


def _go_home(visit: Visit) -> None:
    st.switch_page(visit.pages[HOME_OF_ROLE[visit.viewer.role]])


def _run_page(show: Callable[[Visit], None], action: str, title: str, visit: Visit) -> None:
    with problems_shown(title):
        require(visit.viewer, action)
        keep_address()
        show(visit)


def _demo_banner(visit: Visit) -> None:
    if visit.viewer.is_demo:
        look.html(
            '<aside class="n-demo" aria-label="Pemberitahuan"><strong>Mode demo.</strong> Orang, instansi, dan hasil di sini '
            "rekaan. Jangan masukkan data sungguhan.</aside>"
        )


def _who(visit: Visit) -> None:
    viewer = visit.viewer
    with st.sidebar:
        look.html(
            f'<p style="font-weight:650">{escape(viewer.name)}</p>'
            f'<p class="n-small">{ROLE_TITLES[viewer.role]} · {escape(viewer.agency_name)}</p>'
            '<form class="n-leave" method="post" action="/keluar" style="margin-top:.875rem">'
            '<button type="submit">Keluar</button></form>'
        )
