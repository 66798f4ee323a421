"""Which hard items are to be taught and which are themselves in doubt: the map, and words for each item."""

from __future__ import annotations

import streamlit as st

from actions.understanding.item_report import ItemView
from analytics.charts import item_places as charts
from analytics.charts.item_places import PlacedItem
from analytics.items.item_place import IN_REVIEW, region_text, separation_text
from analytics.measures import MEASURES
from analytics.tables import number
from ui.figures import draw, ink


def show_item_places(name: str, views: tuple[ItemView, ...]) -> None:
    """``name``: of the agency. A line instead of the map where nothing is known of how the items separate."""
    known = [PlacedItem(view.stem, view.place) for view in views if view.separation is not None]
    if not known:
        st.caption(f"Peta soal belum dapat digambar: {MEASURES['item_separation'].title.lower()} belum dapat dinilai.")
        return
    left_out = len(views) - len(known)
    beside = f" {number(left_out)} soal tidak digambar karena daya bedanya belum dapat dinilai." if left_out else ""
    st.caption(
        "Makin ke kiri makin sedikit yang benar; makin ke atas makin jelas soalnya membedakan yang paham dari yang belum. "
        "Titik berongga belum pasti: rentangnya melewati 50%." + beside
    )
    draw(
        charts.place_map(known, ink=ink()),
        "letak-soal",
        f"Peta {len(known)} soal di {name}: bagian yang menjawab benar dan daya beda soalnya. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )


def place_cell(view: ItemView) -> str:
    """For a table: ``perlu diajarkan (0,3)``."""
    known = "" if view.separation is None else f" ({separation_text(view.separation)})"
    return f"{region_text(view.place)}{known}{f', {IN_REVIEW}' if view.in_review else ''}"


def place_facts(view: ItemView) -> tuple[str, ...]:
    """Beside an item: its region where that is known, and whether an author is at it."""
    region = (region_text(view.place),) if view.place.region else ()
    return (*region, IN_REVIEW) if view.in_review else region
