"""Peta soal: every item of a quiz by how easy it is and how well it tells people apart; a point or a row leads to its figures."""

from __future__ import annotations

import streamlit as st

from actions.authoring.item_review import QuizReview, ReviewedVersion
from analytics import tables
from analytics.charts import items as charts_items
from analytics.charts.items import decimal
from analytics.items.flags import TOO_EASY, WEAK
from analytics.items.intervals import MIN_CORRELATION_LEARNERS
from analytics.items.item_map import REGIONS, MapPoint, item_map_words, point_of
from analytics.items.item_measures import ITEM_MEASURES
from analytics.tables import Table
from ui.asked_choice import asked_id
from ui.figures import ink, say, show_table

ITEM = "butir"
"""Query parameter: an item's id."""


def show_item_map(review: QuizReview, item_id: str | None) -> str | None:
    """The id of a point that was pressed in this run."""
    placed = [(version, point_of(version.item.id, version.statistics)) for version in review.items]
    points = [point for _, point in placed if point is not None]
    st.subheader("Peta soal", anchor=False, help=ITEM_MEASURES["item_rest"].definition)
    say(item_map_words(points, len(placed) - len(points)))
    if not points:
        return None
    st.caption(
        f"Makin ke kanan makin mudah (di atas {tables.percent(TOO_EASY)} terlalu mudah), makin ke atas makin membedakan yang "
        f"paham (di bawah {decimal(WEAK)} membingungkan, di bawah nol kuncinya perlu diperiksa). Titik berongga belum pasti: "
        f"rentangnya melewati batas. Hanya soal yang dijawab paling sedikit {MIN_CORRELATION_LEARNERS} orang. "
        "Tekan titik, atau pilih soal di bawah, untuk melihat angkanya."
    )
    event = st.plotly_chart(
        charts_items.item_map(points, item_id, ink=ink()),
        key=f"tinjau-peta-{review.quiz_id}",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False, "scrollZoom": False},
        alt=f"Peta {len(points)} soal {review.title}: bagian yang menjawab benar dan daya bedanya. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    show_table("Tempat tiap soal pada peta", item_map_table(placed), f"peta-soal-{review.quiz_id}")
    return _pressed(event, {point.item_id for point in points})


def _pressed(event: object, known: set[str]) -> str | None:
    """What the browser says was pressed, if it is an item of this map."""
    selection = getattr(event, "selection", None) or {}
    for point in selection.get("points", ()):
        named = point.get("customdata") or [None]
        if named[0] in known:
            return str(named[0])
    return None


def item_map_table(placed: list[tuple[ReviewedVersion, MapPoint | None]]) -> Table:
    """What the map shows, as text, with the flags the item raised."""
    return Table(
        ("Soal", ITEM_MEASURES["facility"].title, ITEM_MEASURES["item_rest"].title, "Letak", "Catatan"),
        tuple(_line(version, point) for version, point in placed),
    )


def _line(version: ReviewedVersion, point: MapPoint | None) -> tuple[str, ...]:
    notes = "; ".join(dict.fromkeys(flag.title for flag in version.flags)) or "–"
    facility = tables.estimate_text(version.statistics.facility)
    if point is None:
        return version.item.id, facility, "–", "belum dapat dipetakan", notes
    found = point.discrimination
    value = f"{decimal(found.value)} ({decimal(found.low)} s.d. {decimal(found.high)})"
    place = REGIONS[point.region] + ("" if point.is_sure else ", belum pasti")
    return version.item.id, facility, value, place, notes


def asked_item(review: QuizReview) -> str | None:
    """The item named in the address, if this quiz has it."""
    return asked_id(ITEM, {version.item.id: "" for version in (*review.items, *review.former)}, "") or None
