"""Where an item stands for a supervisor: hard or not in the agency looked at, and whether it separates who knows from who does not.

How an item separates is a property of the item, over everybody who met it, and the same number for whoever looks. It is told
so coarsely, and never beside a count, that nothing can be subtracted from it (docs/decisions/034).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analytics.estimates import Estimate
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.items.flags import WEAK
from analytics.items.intervals import Correlation
from analytics.items.item_sums import AnswerSums, item_statistics
from analytics.tables import number
from analytics.words.view_words import HALF

Region = Literal["teach", "doubtful", "known", "blunt"]
REGIONS: dict[Region, str] = {
    "teach": "perlu diajarkan",
    "doubtful": "soalnya diragukan",
    "known": "lebih banyak yang benar",
    "blunt": "benar, tetapi tidak membedakan",
}
"""The most urgent first. Borders: half of the people, and that of the authors' flags (``WEAK``)."""
UNSURE = "belum pasti"
UNKNOWN = "belum dapat dinilai"
IN_REVIEW = "sedang ditinjau penyusun"

_HARD: dict[Region | None, str] = {
    "teach": "jelas membedakan yang paham dari yang belum: itu yang perlu diajarkan",
    "doubtful": "tidak membedakan: soalnya mungkin perlu diperbaiki penyusun, jangan dulu disimpulkan",
    None: "belum dapat dinilai daya bedanya",
}


@dataclass(frozen=True)
class ItemPlace:
    """``facility``: in the agency; ``separation``: of the item, None where nothing can be said of it."""

    facility: Estimate
    separation: float | None

    @property
    def region(self) -> Region | None:
        if self.separation is None:
            return None
        is_hard = self.facility.value < HALF
        if self.separation >= WEAK:
            return "teach" if is_hard else "known"
        return "doubtful" if is_hard else "blunt"

    @property
    def is_sure(self) -> bool:
        """Whether the whole interval lies on one side of the half."""
        return self.facility.high < HALF or self.facility.low >= HALF


def separation_of(answers: Sequence[AnswerSums]) -> float | None:
    """The item-rest correlation with one decimal, cut towards zero, so that the number and its side of ``WEAK`` agree.

    None unless its interval lies on one side, and unless MIN_ITEM_LEARNERS have another mark than most: it compares the two.
    """
    statistics = item_statistics(answers)
    if statistics is None or not isinstance(statistics.item_rest, Correlation):
        return None
    found, marks = statistics.item_rest, Counter[int]()
    for answer in answers:
        marks[answer.mark_micro] += answer.learners
    if statistics.learners - max(marks.values()) < MIN_ITEM_LEARNERS or found.low < WEAK <= found.high:
        return None
    return int(found.value * 10) / 10


def separation_text(separation: float | None) -> str:
    """Such as ``0,3`` or ``−0,1``; a dash where it is not known."""
    return "–" if separation is None else f"{separation:.1f}".replace(".", ",").replace("-", "−")


def region_text(place: ItemPlace) -> str:
    return UNKNOWN if place.region is None else REGIONS[place.region] + ("" if place.is_sure else f", {UNSURE}")


def place_words(places: Sequence[ItemPlace]) -> str:
    """What the clearly hard items ask for, and how many may be hard too. It goes on from ``items_words``, which counts them."""
    hard = Counter(place.region for place in places if place.facility.high < HALF)
    unsure = sum(place.facility.value < HALF <= place.facility.high for place in places)
    beside = f"{number(unsure)} soal mungkin sulit, tetapi belum pasti." if unsure else ""
    return f"{_hard_words(hard)} {beside}".strip()


def _hard_words(hard: Counter[Region | None]) -> str:
    told = [f"{number(hard[region])} {words}" for region, words in _HARD.items() if hard[region]]
    if len(told) == 1:
        (only,) = hard
        return f"{'Soal' if hard[only] == 1 else 'Semua soal'} sulit itu {_HARD[only]}."
    return f"Dari {number(hard.total())} soal sulit itu, {'; '.join(told)}." if told else ""
