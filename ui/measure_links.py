"""From every number to its definition: links to the page of methods, opened at that measure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from analytics.measures import MEASURES

ASKED = "ukuran"
"""Query parameter of the page of methods: the id of a measure."""
SHOWN_WITH: dict[str, tuple[str, ...]] = {
    "peta": ("comprehension", "group", "withheld"),
    "pemahaman": ("comprehension", "interval", "withheld"),
    "urutan": ("comprehension", "interval", "below_target", "group"),
    "kemajuan": ("gain", "room", "worse"),
    "kemajuan-bagian": ("gain_of_parts", "withheld"),
    "waktu": ("weekly", "started", "finished", "passed"),
    "sejak-akhir-bulan": ("since_snapshot", "assigned", "finished", "passed"),
    "soal": ("facility", "item_separation", "item_place", "wrong_answer", "interval"),
    "letak-soal": ("facility", "item_separation", "item_place"),
    "salah-paham": ("misconception", "common_misconception", "interval", "withheld"),
    "dilema": ("dilemma_choice", "interval"),
    "peta-modul": ("topic_comprehension", "group", "withheld"),
    "pemahaman-modul": ("topic_comprehension", "interval", "withheld"),
    "pemahaman-tujuan": ("topic_comprehension", "interval", "below_target"),
    "petak": ("below_target", "comprehension", "assigned", "withheld"),
    "tahapan": ("assigned", "studied", "started", "finished", "passed"),
    "tahapan-bagian": ("assigned", "studied", "started", "finished", "passed"),
    "yakin": ("sure_wrong", "interval", "withheld"),
    "yakin-tetapi-keliru": ("sure_wrong", "interval", "withheld"),
    "salah-paham-yang-diyakini": ("sure_belief", "interval", "withheld"),
    "dulu-dan-kini": ("comprehension_then", "interval"),
    "pemahaman-dulu-dan-kini": ("comprehension_then", "interval"),
    "bulan-ke-bulan": ("comprehension_by_month", "interval", "withheld"),
    "pemahaman-per-bulan": ("comprehension_by_month", "interval", "withheld"),
    "antarpenugasan": ("comprehension_by_assignment", "interval", "withheld"),
    "pemahaman-per-penugasan": ("comprehension_by_assignment", "interval", "withheld"),
    "pudar": ("forgetting", "interval", "withheld"),
    "penugasan": ("targeted", "assigned", "started", "finished", "passed", "unfinished", "not_obliged"),
    **dict.fromkeys(("peta-soal", "angka-kuis", "angka-soal", "keputusan", "dif", "beda-kelompok", "bentuk"), ()),
}
"""Figure, table or file -> the measures it shows. A test walks the pages: whatever is drawn has its line here (of a name
put together while running, its fixed beginning). What authors see is defined on their own page, which has no way to the page of methods."""


def measure_links(measure_ids: Iterable[str]) -> str:
    """HTML. KeyError for an id that is not in the catalogue."""
    links = (
        f'<span><a href="metode?{ASKED}={escape(MEASURES[one].id)}" target="_self">{escape(MEASURES[one].title)}</a></span>'
        for one in measure_ids
    )
    return f'<p class="n-meta"><span>Arti angka</span>{"".join(links)}</p>'


def links_beside(name: str) -> str:
    """HTML: the measures shown in the figure, table or file of that name; nothing for a name without any.

    ``peta-soal-karier`` has the measures of ``peta-soal``, unless it has a line of its own.
    """
    known = [key for key in SHOWN_WITH if name == key or name.startswith(f"{key}-")]
    measures = SHOWN_WITH[max(known, key=len)] if known else ()
    return measure_links(measures) if measures else ""
