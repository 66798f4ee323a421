"""The scope of a breach on the page of personal data: what was exposed and when, then counts, the list and the letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from actions.privacy.breach import breach_scope
from actions.registry.directory import DirectoryQuery, list_people, units
from people.access import Operator
from people.privacy.breach import EXPOSURE_TITLES, BreachQuestion, BreachScope, draft_letter, moment_of
from people.privacy.breach_list import breach_xlsx
from ui import look
from ui.registry.people_list import choose_unit
from ui.visit import Visit

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 30


def show_breach(visit: Visit, operator: Operator) -> None:
    look.html(
        "<p>Bila data bocor, orang yang datanya bocor dan lembaga pengawas diberi tahu secara tertulis paling lambat "
        "<strong>3 x 24 jam</strong> (UU 27/2022 Pasal 46). Isi apa yang terbuka dan kapan; Netral menghitung siapa saja yang "
        "terkena.</p>"
    )
    question = _question(visit, operator)
    if question is None or not st.button("Hitung siapa yang terkena", type="primary", key="kebocoran-hitung"):
        return
    with st.spinner("Menghitung ..."):
        scope = breach_scope(visit.database, operator, question, visit.now)
    _show(visit, scope)


def _question(visit: Visit, operator: Operator) -> BreachQuestion | None:
    exposure = st.selectbox(
        "Apa yang terbuka?", list(EXPOSURE_TITLES), format_func=EXPOSURE_TITLES.get, key="kebocoran-apa"
    )
    person_id, agency_id = None, None
    if exposure in ("account", "copy"):
        person_id = _person(visit, operator)
        if person_id is None:
            return None
    if exposure == "list":
        agency_id = choose_unit(units(visit.database, operator), "Unit daftar itu", "kebocoran-unit")
        if agency_id is None:
            return None
    today = visit.local(visit.now)
    since = _moment(visit, "Terbuka sejak", today - timedelta(days=1), "kebocoran-sejak")
    until = _moment(visit, "Sampai", today, "kebocoran-sampai", "23.59")
    known = _moment(visit, "Diketahui pada", today, "kebocoran-tahu")
    return BreachQuestion(exposure, since, until, known, person_id, agency_id)


def _person(visit: Visit, operator: Operator) -> str | None:
    text = st.text_input("Cari orangnya (nama, atau nomor lengkap)", key="kebocoran-cari", max_chars=80)
    if not text.strip():
        return None
    found = list_people(visit.database, operator, DirectoryQuery(text, presence="anybody"))
    names = {one.id: f"{one.name} · {one.agency_name or 'tidak lagi di sini'}" for one in found.people[:_SHOWN]}
    if not names:
        look.html(look.note("Tidak ada orang yang cocok."))
        return None
    return st.selectbox("Orang", list(names), format_func=names.get, key="kebocoran-orang")


def _show(visit: Visit, scope: BreachScope) -> None:
    question = scope.question
    moments = (question.since, question.until, question.known_at, scope.due_at)
    words = tuple(_words(visit, moment) for moment in moments)
    if visit.now > scope.due_at:
        look.html(look.note("Tenggat 3 x 24 jam sudah lewat: beri tahu sekarang dan catat alasannya.", "no"))
    look.html(
        look.facts(
            (("Orang yang terkena", str(len(scope.people))), ("Sudah dihapus sesudahnya", str(scope.erased_since)))
        )
        + look.note(f"Beri tahu paling lambat <strong>{words[3]}</strong>.", "warn")
    )
    groups = [(name, str(count)) for name, count in scope.by_group()]
    agencies = [(name, str(count)) for name, count in scope.by_agency()[:_SHOWN]]
    look.html(look.table("Menurut kelompok data", ("Kelompok data", "Orang"), groups))
    look.html(look.table("Menurut unit", ("Unit", "Orang"), agencies))
    with st.container(horizontal=True):
        st.download_button(
            "Unduh daftar penerima (XLSX)", breach_xlsx(scope), "penerima-pemberitahuan.xlsx", _XLSX,
            key="kebocoran-daftar", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Unduh konsep surat", draft_letter(scope, words).encode(), "konsep-pemberitahuan.md", "text/markdown",  # type: ignore[arg-type]
            key="kebocoran-surat", on_click="ignore",
        )  # fmt: skip
    look.html('<p class="n-small">Daftar itu memuat nama, nomor, dan surel: hapus setelah pemberitahuan terkirim.</p>')


def _moment(visit: Visit, label: str, day: datetime, key: str, clock: str = "00.00") -> datetime:
    """A moment typed by hand: Streamlit's own field for it is too small to touch and speaks English."""
    text = st.text_input(f"{label} (tanggal-bulan-tahun jam.menit)", f"{day:%d-%m-%Y} {clock}", key=key, max_chars=16)
    return moment_of(text).replace(tzinfo=ZoneInfo(visit.site.settings.time_zone))


def _words(visit: Visit, moment: datetime) -> str:
    here = visit.local(moment)
    return f"{look.long_date(here.date())} pukul {here:%H.%M}"
