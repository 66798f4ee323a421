"""Instansi: the agency tree, level by level or by name, as it is or was on a day, and the forms that change it."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from actions.registry.agency_directory import (
    FOUND_AT_MOST,
    AgencyCard,
    AgencyLine,
    FoundAgency,
    Level,
    Succession,
    look_at,
    search,
)
from analytics.tables import number
from people.access import Operator, operator_of
from people.registry.agency_file import KIND_TITLES
from people.roster.models import POST_TITLES
from ui import look
from ui.done import show_done
from ui.registry.agency_forms import show_forms
from ui.registry.agency_import_view import show_import
from ui.visit import Visit

UNIT, DAY = "unit", "per"
"""Query parameters: an agency's id, and an ISO date (without it: today)."""
_FIRST = date(2000, 1, 1)
_PAGE_LENGTH = 25


def show(visit: Visit) -> None:
    operator = operator_of(visit.viewer)
    look.title("Instansi")
    show_done(visit, operator)
    today = visit.local(visit.now).date()
    with st.grid(columns="auto", min_column_width=240, gap="medium", vertical_alignment="bottom"):
        text = st.text_input(
            "Cari unit", placeholder="Nama, nama lama, atau kode", max_chars=80,
            key=f"instansi-cari-{st.query_params.get(UNIT, '')}",  # opening a unit that was found ends the search
        )  # fmt: skip
        day = _day(today)
    if text.strip():
        _found(visit, search(visit.database, operator, text), day, today)
        return
    level = look_at(visit.database, operator, day, st.query_params.get(UNIT))
    _trail(visit, level, today)
    if level.card is not None:
        _card(level.card, day)
    _children(visit, level, today)
    _changes(visit, operator, level, today)


def _changes(visit: Visit, operator: Operator, level: Level, today: date) -> None:
    if level.day != today:
        look.html(look.note("Ini susunan pada tanggal yang lalu. Untuk mengubah, kembali ke tanggal hari ini."))
        return
    if level.card is None or level.card.is_open:
        show_forms(visit, operator, level.card)
    if level.card is None:
        show_import(visit, operator)


# --- Where and when --------------------------------------------------------------------------


def _day(today: date) -> date:
    """The day in the address, when it is one; the picker writes it there."""
    asked = _checked(st.query_params.get(DAY, ""), today)
    picked = st.date_input(
        "Keadaan per tanggal", asked, min_value=_FIRST, max_value=today, format="DD/MM/YYYY",
        key=f"instansi-per-{asked.isoformat()}",
    )  # fmt: skip
    if isinstance(picked, date) and picked != asked:
        if picked == today:
            del st.query_params[DAY]
        else:
            st.query_params[DAY] = picked.isoformat()
        st.rerun()
    return asked


def _checked(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if _FIRST <= day <= today else today


def _link(visit: Visit, label: str, agency_id: str | None, day: date, today: date, icon: str = "") -> None:
    params = ({UNIT: agency_id} if agency_id else {}) | ({DAY: day.isoformat()} if day != today else {})
    st.page_link(
        visit.pages["instansi"],
        label=look.as_text(label),
        icon=f":material/{icon}:" if icon else None,
        query_params=params,
        width="content" if icon else "stretch",
    )


def _trail(visit: Visit, level: Level, today: date) -> None:
    if level.card is None:
        return
    with st.container(key="n-links-jejak", horizontal=True, gap="small"):
        _link(visit, "Puncak", None, level.day, today, "home")
        for above in level.trail:
            _link(visit, above.name, above.id, level.day, today, "arrow_back")


# --- One agency ------------------------------------------------------------------------------


def _card(card: AgencyCard, day: date) -> None:
    line = card.line
    look.html(f'<h2 class="n-title">{escape(line.name)}</h2>{look.meta(line.code, _kind(line.kind))}')
    if not card.is_open:
        when = (
            f"ditutup sejak {_long(card.closed_on)}"
            if card.closed_on and card.closed_on <= day.isoformat()
            else "belum ada"
        )
        look.html(look.note(f"Pada {escape(look.long_date(day))} unit ini {escape(when)}.", "warn"))
    look.html(
        look.facts(
            (
                ("Orang di unit ini", number(card.own_people)),
                ("Termasuk unit di bawahnya", number(line.people)),
                ("Unit di bawahnya", number(line.units)),
            )
        )
    )
    heads = "; ".join(f"{post.person_name}, {post.title} ({POST_TITLES[post.kind]})" for post in card.heads)
    words = [
        ("Dibuka", _long(card.opened_on) if card.opened_on else "sejak awal pencatatan"),
        ("Ditutup", _long(card.closed_on) if card.closed_on else ""),
        ("Pimpinan", heads or "belum tercatat"),
        ("Nama lain", "; ".join(_former(*name) for name in card.former_names)),
        ("Asal", "; ".join(_related(step) for step in card.related if not step.is_successor)),
        ("Menjadi", "; ".join(_related(step) for step in card.related if step.is_successor)),
    ]
    look.html(look.facts(((name, value) for name, value in words if value), words=True))


def _former(name: str, begin: str, until: str) -> str:
    since, to = f"sejak {_long(begin)}" if begin else "", f"sampai sebelum {_long(until)}" if until else ""
    period = " ".join(filter(None, (since, to)))
    return f"{name} ({period})" if period else name


def _related(step: Succession) -> str:
    kind = "digabung" if step.kind == "merged" else "dipecah"
    return f"{step.name} ({kind} {_long(step.happened_on)})"


def _long(day: str | None) -> str:
    return look.long_date(date.fromisoformat(day)) if day else ""


def _kind(kind: str) -> str:
    return KIND_TITLES.get(kind, kind)


# --- Lists -----------------------------------------------------------------------------------


def _children(visit: Visit, level: Level, today: date) -> None:
    if level.card is not None and not level.card.is_open:
        return
    st.subheader("Unit di bawahnya" if level.card else "Instansi di puncak", anchor=False)
    children = level.children
    if not children:
        look.html(
            look.note(
                "Tidak ada unit di bawahnya." if level.card else "Belum ada unit. Buat yang pertama di bawah ini."
            )
        )
        return
    pages = -(-len(children) // _PAGE_LENGTH)
    page = 1
    if pages > 1:
        where = level.card.line.id if level.card else "puncak"
        page = int(
            st.number_input(
                f"Halaman (1 sampai {pages})",
                min_value=1,
                max_value=pages,
                value=1,
                step=1,
                key=f"instansi-hal-{where}",
            )
        )
    with st.container(key="n-links-anak"):
        for child in children[(page - 1) * _PAGE_LENGTH : page * _PAGE_LENGTH]:
            _child(visit, child, level.day, today)


def _child(visit: Visit, child: AgencyLine, day: date, today: date) -> None:
    with look.card(f"unit-{child.id}"):
        _link(visit, child.name, child.id, day, today)
        units = f"{number(child.units)} unit di bawahnya" if child.units else ""
        look.html(look.meta(child.code, _kind(child.kind), units, f"{number(child.people)} orang"))


def _found(visit: Visit, found: tuple[FoundAgency, ...], day: date, today: date) -> None:
    if not found:
        look.html(
            look.note("Tidak ada unit yang cocok. Periksa ejaannya, atau kosongkan pencarian untuk melihat semuanya.")
        )
        return
    most = f" (hanya {FOUND_AT_MOST} yang pertama)" if len(found) == FOUND_AT_MOST else ""
    st.subheader(f"{len(found)} unit ditemukan{most}", anchor=False)
    for one in found:
        with look.card(f"ketemu-{one.id}"):
            _link(visit, one.name, one.id, day, today)
            closed = f"ditutup sejak {_long(one.closed_on)}" if one.closed_on else ""
            former = f"dahulu {one.former_name}" if one.former_name else ""
            above = f"di bawah {one.parent_name}" if one.parent_name else "puncak"
            look.html(look.meta(one.code, _kind(one.kind), above, former, closed))
