"""Where an item stands on the map of facility and discrimination: four regions in plain words, and whether that is sure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

from analytics.estimates import Estimate
from analytics.flags import TOO_EASY, WEAK
from analytics.intervals import Correlation
from analytics.item_sums import ItemStatistics
from analytics.tables import number

Region = Literal["key", "confusing", "easy", "good"]
REGIONS: dict[Region, str] = {
    "key": "kunci perlu diperiksa",
    "confusing": "membingungkan",
    "easy": "terlalu mudah",
    "good": "baik",
}
"""The most urgent first. Borders are those of the flags (``analytics.flags``)."""


@dataclass(frozen=True)
class MapPoint:
    """``is_sure``: both intervals lie wholly in the region."""

    item_id: str
    facility: Estimate
    discrimination: Correlation
    region: Region
    is_sure: bool


def region_of(facility: float, discrimination: float) -> Region:
    """Below zero the strong err more than the weak; near zero the item tells nobody apart."""
    if discrimination < 0:
        return "key"
    if facility > TOO_EASY:
        return "easy"
    return "good" if discrimination >= WEAK else "confusing"


def point_of(item_id: str, statistics: ItemStatistics) -> MapPoint | None:
    """None under the minimum number of people, or where nothing varies."""
    facility, whole = statistics.facility, statistics.item_rest
    if not isinstance(whole, Correlation):
        return None
    corners = {region_of(f, d) for f, d in product((facility.low, facility.high), (whole.low, whole.high))}
    region = region_of(facility.value, whole.value)
    return MapPoint(item_id, facility, whole, region, corners == {region})


def item_map_words(points: list[MapPoint], left_out: int) -> str:
    """Counts per region of what is sure, then how many are not, then how many could not be placed."""
    if not points:
        return "Belum ada soal yang cukup datanya untuk dipetakan."
    told = []
    for region, title in REGIONS.items():
        sure = sum(point.region == region and point.is_sure for point in points)
        said = "perlu diperiksa kuncinya" if region == "key" else title
        told.append(f"{number(sure) if sure else 'tidak ada yang'} jelas {said}")
    unsure = sum(not point.is_sure for point in points)
    words = f"Dari {number(len(points))} soal yang cukup datanya: {', '.join(told)}"
    words += f"; {number(unsure)} belum pasti, karena rentangnya melewati batas." if unsure else "."
    return words + (f" {number(left_out)} soal lain belum dapat dipetakan." if left_out else "")
