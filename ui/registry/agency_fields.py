"""The fields of each change of the agency tree: what is typed becomes an order, and the order a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from actions.registry.agencies import Close, Merge, Move, NewAgency, Open, Order, Rename, Split
from actions.registry.agency_directory import FOUND_AT_MOST, AgencyCard, search
from people.access import Operator
from people.registry.agency_file import KIND_TITLES
from ui import look
from ui.visit import Visit

_TOP = ""
_MOST_PARTS = 6


@dataclass(frozen=True)
class Asked:
    """``order`` None: something is still missing. ``words``: what would happen, without the day; ``more``: what comes with it."""

    order: Order | None
    words: str = ""
    done: str = ""
    more: str = ""


@dataclass(frozen=True)
class Fields:
    """Where the fields stand: ``key`` begins their keys, ``card`` is the agency on screen (None: the top of the tree)."""

    visit: Visit
    operator: Operator
    key: str
    card: AgencyCard | None

    @property
    def name(self) -> str:
        return self.card.line.name if self.card else ""

    @property
    def agency_id(self) -> str:
        assert self.card is not None, "only opening is offered at the top"
        return self.card.line.id


def open_fields(at: Fields) -> Asked:
    name = st.text_input("Nama unit baru", max_chars=200, key=f"{at.key}-nama")
    code = st.text_input("Kode unit", max_chars=40, key=f"{at.key}-kode", help="Tidak berubah selamanya; tanpa spasi.")
    kind = _kind(at, "unit" if at.card else "instansi")
    if not name.strip() or not code.strip():
        return Asked(None)
    where = f"di bawah “{at.name}”" if at.card else "di puncak"
    order = Open(NewAgency(code, name, kind), at.card.line.id if at.card else None)
    return Asked(order, f"Unit “{name.strip()}” dibuka {where}", f"Unit “{name.strip()}” sudah dibuka.")


def rename_fields(at: Fields) -> Asked:
    assert at.card is not None
    name = st.text_input("Nama baru", at.name, max_chars=200, key=f"{at.key}-nama")
    kind = _kind(at, at.card.line.kind)
    if (name.strip(), kind) == (at.name, at.card.line.kind):
        return Asked(None)
    words = f"“{at.name}” menjadi “{name.strip()}” ({KIND_TITLES.get(kind, kind)})"
    return Asked(Rename(at.agency_id, name, kind), words, f"“{at.name}” sekarang bernama “{name.strip()}”.")


def move_fields(at: Fields) -> Asked:
    target, title = _pick(at, "Induk baru", with_top=True)
    if target is None:
        return Asked(None)
    where = f"ke bawah “{title}”" if target else "ke puncak, tanpa induk"
    order = Move(at.agency_id, target or None)
    return Asked(order, f"“{at.name}” beserta semua unit di bawahnya pindah {where}", f"“{at.name}” sudah dipindahkan.")


def merge_fields(at: Fields) -> Asked:
    target, title = _pick(at, "Digabung ke unit", with_top=False)
    if target is None:
        return Asked(None)
    more = f"Pegawai, jabatan, dan unit di bawahnya ikut pindah, dan hasil lamanya dihitung di “{title}”."
    words = f"“{at.name}” digabung ke “{title}” lalu ditutup"
    return Asked(Merge(at.agency_id, target), words, f"“{at.name}” sudah digabung ke “{title}”.", more)


def split_fields(at: Fields) -> Asked:
    count = int(
        st.number_input("Berapa unit baru", min_value=1, max_value=_MOST_PARTS, value=2, step=1, key=f"{at.key}-banyak")
    )
    kind = _kind(at, at.card.line.kind if at.card else "unit")
    parts = []
    for number in range(1, count + 1):
        with st.grid(columns="auto", min_column_width=200, gap="small"):
            name = st.text_input(f"Nama unit baru ke-{number}", max_chars=200, key=f"{at.key}-nama-{number}")
            code = st.text_input(f"Kode unit baru ke-{number}", max_chars=40, key=f"{at.key}-kode-{number}")
        parts.append(NewAgency(code, name, kind))
    if not all(part.name.strip() and part.code.strip() for part in parts):
        return Asked(None)
    names = ", ".join(f"“{part.name.strip()}”" for part in parts)
    more = (
        f"Pegawai “{at.name}” tetap di sana sampai dipindahkan satu per satu atau lewat impor daftar pegawai; sesudah "
        "kosong, unit itu dapat ditutup."
    )
    words = f"{names} dibuka di samping “{at.name}” sebagai pecahannya"
    return Asked(Split(at.agency_id, tuple(parts)), words, f"Pecahan “{at.name}” sudah dibuka.", more)


def close_fields(at: Fields) -> Asked:
    look.html('<p class="n-small">Hanya unit yang kosong dapat ditutup. Hasil dan riwayatnya tetap ada.</p>')
    return Asked(Close(at.agency_id), f"“{at.name}” ditutup", f"“{at.name}” sudah ditutup.")


def day_field(key: str, today: date) -> date:
    day = st.date_input(
        "Berlaku sejak", today, min_value=date(1945, 8, 17), max_value=today, format="DD/MM/YYYY", key=f"{key}-sejak"
    )
    return day if isinstance(day, date) else today


def _kind(at: Fields, usual: str) -> str:
    kinds = list(KIND_TITLES)
    place = kinds.index(usual) if usual in kinds else 0
    return st.selectbox(
        "Jenis unit", kinds, place, format_func=KIND_TITLES.__getitem__, filter_mode=None, key=f"{at.key}-jenis"
    )


def _pick(at: Fields, label: str, *, with_top: bool) -> tuple[str | None, str]:
    """(agency id, name); None while nothing is chosen, "" for the top. A few matches at a time: there may be thousands."""
    text = st.text_input(
        "Cari unit tujuan", placeholder="Nama atau kode", max_chars=80, key=f"{at.key}-cari",
        help=f"Paling banyak {FOUND_AT_MOST} unit yang cocok ditawarkan di bawahnya.",
    )  # fmt: skip
    found = [one for one in search(at.visit.database, at.operator, text, with_closed=False) if one.id != at.agency_id]
    names = {one.id: one.name for one in found}
    labels = {one.id: f"{one.name} ({one.code})" + (f", {one.parent_name}" if one.parent_name else "") for one in found}
    if with_top:
        labels[_TOP] = "Tanpa induk (puncak)"
    if not labels:
        look.html(look.note("Tidak ada unit yang cocok. Ubah kata pencariannya."))
        return None, ""
    chosen = st.selectbox(
        label, list(labels), index=None, format_func=labels.__getitem__, placeholder="Pilih unit", filter_mode=None,
        key=f"{at.key}-tujuan",
    )  # fmt: skip
    return chosen, names.get(chosen or "", "")
