"""Which day's tree a report is grouped by: today's, or one day's that is kept in the address as a checked date."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from actions.understanding.supervise import Overview
from people.errors import NetralError
from ui import look

DAY = "per"
"""Query parameter: an ISO date; without it the present tree is meant."""
_FIRST = date(2000, 1, 1)
_NOW, _THEN = "sekarang", "waktu-itu"
_TITLES = {_NOW: "Sekarang", _THEN: "Pada suatu tanggal"}
_HELP = (
    "Sekarang: hasil dikelompokkan menurut susunan unit hari ini; hasil unit yang sudah digabung ikut unit penerusnya. "
    "Pada suatu tanggal: susunan, nama unit, dan jumlah pegawai menurut hari itu."
)


class DayRefused(NetralError):
    def __init__(self) -> None:
        super().__init__("Tanggal pada alamat halaman ini tidak dapat dipakai.")
        self.what_to_do = "Pilih tanggal dari tahun 2000 sampai hari ini."


def asked_day(today: date) -> date | None:
    """None: the present. Raises DayRefused."""
    text = st.query_params.get(DAY)
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DayRefused() from None
    if not _FIRST <= day <= today or day.isoformat() != text:
        raise DayRefused()
    return day


def day_parameter(found: Overview) -> dict[str, str]:
    """For links that keep the day."""
    return {DAY: found.as_of.isoformat()} if found.as_of else {}


def show_day_choice(found: Overview, today: date) -> None:
    shown = _THEN if found.as_of else _NOW
    chosen = st.selectbox(
        "Susunan unit",
        list(_TITLES),
        index=list(_TITLES).index(shown),
        format_func=_TITLES.__getitem__,
        filter_mode=None,
        help=_HELP,
        key=f"pemahaman-susunan-{shown}",
    )
    if chosen != shown:
        _turn_to(today if chosen == _THEN else None)
    if found.as_of is None:
        return
    day = st.date_input(
        "Keadaan per tanggal",
        found.as_of,
        min_value=_FIRST,
        max_value=today,
        format="DD/MM/YYYY",
        key=f"pemahaman-per-{found.as_of.isoformat()}",
    )
    if isinstance(day, date) and day != found.as_of:
        _turn_to(day)


def show_day_meant(found: Overview) -> None:
    """What a report of another day says and does not say."""
    if found.as_of is None:
        return
    left_out = (
        f" Hasil dari {found.left_out} unit yang tidak ada dalam susunan hari itu tidak ikut dihitung."
        if found.left_out
        else ""
    )
    look.html(
        look.note(
            f"<p><strong>Susunan unit seperti pada {escape(look.long_date(found.as_of))}.</strong> Nama unit dan jumlah "
            "pegawai menurut hari itu. Setiap hasil dihitung di unit tempat orangnya bekerja ketika menjawab, juga bila "
            f"menjawab sesudah hari itu.{left_out}</p><p>Kemajuan, rincian soal, dilema, dan keyakinan tetap menurut susunan sekarang. Angka yang "
            "disembunyikan pada susunan sekarang tetap disembunyikan di sini, supaya kelompok kecil tidak terbaca dari "
            "selisih dua tanggal.</p>",
            "accent",
        )
    )


def _turn_to(day: date | None) -> None:
    if day is not None:
        st.query_params[DAY] = day.isoformat()
    elif DAY in st.query_params:
        del st.query_params[DAY]
    st.rerun()
