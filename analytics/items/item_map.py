"""Where an item stands on the map of facility and discrimination: four regions in plain words, and whether that is sure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

from analytics.estimates import Estimate
from analytics.items.flags import TOO_EASY, WEAK
from analytics.items.intervals import Correlation
from analytics.items.item_sums import ItemStatistics
from analytics.tables import number

Region = Literal["key", "confusing", "easy", "good"]
REGIONS: dict[Region, str] = {
    "key": "kunci perlu diperiksa",
    "confusing": "membingungkan",
    "easy": "terlalu mudah",
    "good": "baik",
}
"""The most urgent first. Borders are those of the flags (``analytics.items.flags``)."""

_SAID: dict[Region, str] = REGIONS | {"key": "perlu diperiksa kuncinya"}


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
    sure = {region: sum(p.region == region and p.is_sure for p in points) for region in REGIONS}
    told = [f"{number(count)} jelas {_SAID[region]}" for region, count in sure.items() if count]
    unsure = len(points) - sum(sure.values())
    if unsure:
        told.append(f"{number(unsure)} belum pasti karena rentangnya melewati batas")
    words = f"Dari {number(len(points))} soal yang cukup datanya: {', '.join(told)}."
    none = [_SAID[region] for region in ("key", "confusing", "easy") if not sure[region]]
    words += f" Tidak ada yang jelas {' atau '.join(none)}." if none else ""
    return words + (f" {number(left_out)} soal lain belum dapat dipetakan." if left_out else "")
