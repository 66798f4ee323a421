"""Peraturan: every instrument Netral teaches by status, and one of them (``?id=``) with its provisions."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from content.checks import HISTORICAL
from content.models import Lesson, Provision, Regulation
from content.sections import Section
from people.access import require
from people.errors import NotFound
from ui import look
from ui.law import provision_title
from ui.visit import Visit

STATUSES: dict[str, tuple[str, str, look.Tone]] = {
    "berlaku": ("Berlaku", "Belum diubah menurut pemeriksaan terakhir.", "ok"),
    "diubah": ("Berlaku dengan perubahan", "Sebagian isinya sudah diubah; bacalah bersama pengubahnya.", "warn"),
    "dicabut": ("Sudah dicabut", "Tidak berlaku lagi; disebut hanya sebagai sejarah.", "no"),
}
"""Status -> heading, meaning, tone."""

_ISSUER_WINS = (
    "Ringkasan di halaman ini ditulis dengan kata-kata sendiri untuk belajar. "
    "<strong>Naskah resmi peraturanlah yang menentukan.</strong>"
)


def show(visit: Visit) -> None:
    require(visit.viewer, "study")
    regulation_id = st.query_params.get("id")
    if regulation_id is None:
        _list(visit)
        return
    st.page_link(visit.pages["peraturan"], label="Semua peraturan", icon=":material/arrow_back:")
    regulation = visit.courseware.library.regulations.get(regulation_id)
    if regulation is None:
        raise NotFound("Peraturan itu", "Kembali ke daftar peraturan dan pilih dari sana.")
    _one(visit, regulation)


def _list(visit: Visit) -> None:
    look.title("Peraturan")
    regulations = visit.courseware.library.regulations.values()
    if not regulations:
        look.html(look.note("<strong>Belum ada peraturan.</strong> Penyusun sedang menyiapkannya."))
        return
    look.html(f'<p class="n-lead">{_ISSUER_WINS}</p>')
    wanted = st.text_input(
        "Cari peraturan",
        placeholder="Misalnya: kampanye atau 94/2021",
        icon=":material/search:",
        key="peraturan-cari",
    )
    found = [r for r in regulations if _matches(r, wanted)]
    if not found:
        look.html(look.note(f"Tidak ada peraturan yang cocok dengan “{escape(wanted)}”. Coba kata yang lebih pendek."))
    for status, (heading, meaning, _) in STATUSES.items():
        group = sorted((r for r in found if r.status == status), key=lambda r: (-r.year, r.short_title))
        if not group:
            continue
        st.subheader(f"{heading} ({len(group)})", anchor=False)
        look.html(f'<p class="n-small">{meaning}</p>')
        for regulation in group:
            with look.card(regulation.id):
                _link(visit, regulation.id, width="stretch")
                look.html(
                    f"<p>{escape(regulation.title)}</p>"
                    + look.meta(_since(regulation), f"{len(regulation.provisions)} ketentuan dirangkum")
                )


def _matches(regulation: Regulation, wanted: str) -> bool:
    haystack = f"{regulation.short_title} {regulation.title} {regulation.number}/{regulation.year} {regulation.issuer}"
    return all(word in haystack.casefold() for word in wanted.casefold().split())


def _since(regulation: Regulation) -> str:
    if regulation.repealed_on:
        return f"berlaku {look.long_date(regulation.in_force_from)} sampai {look.long_date(regulation.repealed_on)}"
    return f"berlaku sejak {look.long_date(regulation.in_force_from)}"


def _link(visit: Visit, regulation_id: str, *, width: str = "content") -> None:
    """A link by short title; plain text when that regulation could not be read."""
    regulation = visit.courseware.library.regulations.get(regulation_id)
    if regulation is None:
        st.markdown(look.as_text(regulation_id))
        return
    st.page_link(
        visit.pages["peraturan"],
        label=look.as_text(regulation.short_title),
        icon=":material/gavel:",
        query_params={"id": regulation.id},
        width=width,
    )


# --- One regulation --------------------------------------------------------------------------


def _one(visit: Visit, regulation: Regulation) -> None:
    heading, meaning, tone = STATUSES[regulation.status]
    look.title(look.as_text(regulation.short_title))
    look.html(
        f'<p class="n-lead">{escape(regulation.title)}</p>'
        f'<p style="margin:.5rem 0">{look.badge(heading, tone)} <span class="n-small">{meaning}</span></p>'
    )
    facts = [("Nomor", f"{regulation.number} tahun {regulation.year}"), ("Pembentuk", regulation.issuer)]
    facts.append(("Mulai berlaku", look.long_date(regulation.in_force_from)))
    if regulation.repealed_on:
        facts.append(("Dicabut", look.long_date(regulation.repealed_on)))
    facts.append(("Terakhir diperiksa", look.long_date(regulation.checked_on)))
    look.html(look.facts(facts, words=True))
    if regulation.note:
        look.html(look.note(f"<strong>Catatan.</strong> {look.rich(regulation.note)}", "warn"))
    wanted = st.query_params.get("ketentuan")
    chosen = next((p for p in regulation.provisions if p.id == wanted), None)
    if chosen is not None:
        _chosen(visit, regulation, chosen)
    elif wanted is not None:
        look.html(look.note("Ketentuan yang ditautkan tidak ada di ringkasan ini. Daftarnya ada di bawah."))
    _relations(visit, regulation)
    others = [p for p in regulation.provisions if p is not chosen]
    if others:
        title = "Ketentuan lain" if chosen else "Ketentuan yang dirangkum"
        st.subheader(f"{title} ({len(others)})", anchor=False)
        look.html(f'<ul class="n-laws">{"".join(f"<li>{_provision(p)}</li>" for p in others)}</ul>')
    lessons = {lesson.id: lesson for lesson, _ in _citing(visit, regulation, None)}
    if lessons:
        st.subheader("Dibahas di materi", anchor=False)
        with st.container(key="n-links-materi"):
            for lesson in lessons.values():
                st.page_link(
                    visit.pages["materi"],
                    label=look.as_text(lesson.title),
                    icon=":material/menu_book:",
                    query_params={"id": lesson.id},
                )
    look.html(look.note(_ISSUER_WINS))


def _chosen(visit: Visit, regulation: Regulation, provision: Provision) -> None:
    with st.container(key="n-hero"):
        look.html(f'<p class="n-eyebrow">Ketentuan yang Anda buka</p>{_provision(provision, heading="h2")}')
        places = list(_citing(visit, regulation, provision))
        if places:
            look.html('<p class="n-small">Dirujuk di:</p>')
        with st.container(key="n-links-rujukan"):
            for lesson, section in places:
                st.page_link(
                    visit.pages["materi"],
                    label=f"{look.as_text(lesson.title)}: {look.as_text(section.title)}",
                    icon=":material/menu_book:",
                    query_params={"id": lesson.id, "bagian": section.id},
                )


def _provision(provision: Provision, heading: str = "h3") -> str:
    basis = (
        look.badge("Naskah peraturan dibaca", "accent")
        if provision.basis == "primary"
        else look.badge("Sumber sekunder")
    )
    contested = look.badge("Tafsir diperdebatkan", "warn") if provision.contested else ""
    source = f'<p class="n-small">Sumber: {escape(provision.source)}</p>' if provision.source else ""
    remark = f'<p class="n-small">{look.rich(provision.note)}</p>' if provision.note else ""
    return (
        f'<{heading} class="n-law">{escape(provision_title(provision.id))} {basis} {contested}</{heading}>'
        f"<p>{look.rich(provision.summary)}</p>{remark}{source}"
    )


def _relations(visit: Visit, regulation: Regulation) -> None:
    relations = (
        ("Mengubah", regulation.amends),
        ("Diubah oleh", regulation.amended_by),
        ("Mencabut", regulation.repeals),
        ("Dicabut oleh", (regulation.repealed_by,) if regulation.repealed_by else ()),
    )
    for number, (title, ids) in enumerate(relations):
        if ids:
            with st.container(key=f"n-links-{number}"):
                look.html(f'<p class="n-eyebrow">{title}</p>')
                for regulation_id in ids:
                    _link(visit, regulation_id)


def _citing(visit: Visit, regulation: Regulation, provision: Provision | None) -> Iterable[tuple[Lesson, Section]]:
    """Where lessons cite the regulation, or one provision of it."""
    for lesson in visit.courseware.library.lessons:
        for section in lesson.sections:
            keys = {citation.removesuffix(HISTORICAL) for citation in section.citations}
            if (provision is not None and f"{regulation.id}:{provision.id}" in keys) or (
                provision is None and any(key.startswith(f"{regulation.id}:") for key in keys)
            ):
                yield lesson, section
