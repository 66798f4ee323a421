"""From rows of answers to what the supervisor's page may show: every place and employment kind, small groups hidden.

The one entrance for ``actions/``. Rows go in; nobody's name or id comes out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import groupby

from analytics.comprehension.answers import Answers, Sitting, join, pack
from analytics.comprehension.model import fit
from analytics.comprehension.results import learners_by_cell, places_withheld, shown
from analytics.estimates import MIN_LEARNERS, Comprehension
from analytics.rollups import ALL, Cell
from analytics.suppression import withheld_cells


@dataclass(frozen=True)
class AnswerRow:
    """One answer of a FIRST attempt: ``path`` and ``employment`` as they were then, ``mark`` in millionths."""

    attempt_id: str
    path: str
    employment: str
    item: str
    mark: int


def pack_rows(rows: Iterable[AnswerRow], items: Collection[str]) -> dict[str, Answers]:
    """Employment kind -> the answers to ``items``, those of one measure. Rows of one attempt must stand together."""
    chosen = frozenset(items)
    by_kind: dict[str, list[Sitting]] = {}
    for kind, sitting in _sittings(rows, chosen):
        by_kind.setdefault(kind, []).append(sitting)
    return {kind: pack(sittings) for kind, sittings in by_kind.items()}


def join_kinds(old: Mapping[str, Answers], new: Mapping[str, Answers]) -> dict[str, Answers]:
    """What came in since the last time, put to what is packed already."""
    return {
        kind: join(old[kind], new[kind]) if kind in old and kind in new else old[kind] if kind in old else new[kind]
        for kind in sorted({*old, *new})
    }


def comprehension(
    by_kind: Mapping[str, Answers],
    bank: Collection[str] = (),
    members: Mapping[Cell, int] | None = None,
    minimum: int = MIN_LEARNERS,
) -> dict[Cell, Comprehension]:
    """(place, kind or ALL) -> what may be told; a cell that is missing has no data.

    ``by_kind``: of one measure, over the WHOLE tree, whoever is looking: an estimate does not depend on who sees it, and
    hiding must see every part. ``members``: people per (agency path, kind), the weights of units in agencies.
    """
    kinds = sorted(by_kind)
    if not kinds:
        return {}
    fits = {kind: fit(by_kind[kind], bank, _members(members, (kind,))) for kind in kinds}
    fits[ALL] = fit(reduce(join, (by_kind[kind] for kind in kinds)), bank, _members(members, kinds))
    hidden = withheld_cells(learners_by_cell(fits), max(minimum, MIN_LEARNERS))
    return {
        (place, kind): told
        for kind, found in fits.items()
        for place, told in shown(found, places_withheld(hidden, kind), minimum).items()
    }


def _sittings(rows: Iterable[AnswerRow], chosen: frozenset[str]) -> Iterator[tuple[str, Sitting]]:
    for _, answers in groupby(rows, key=lambda row: row.attempt_id):
        kept = [row for row in answers if row.item in chosen]
        if kept:
            sitting = Sitting(kept[0].path, tuple(row.item for row in kept), tuple(row.mark for row in kept))
            yield kept[0].employment, sitting


def _members(members: Mapping[Cell, int] | None, kinds: Collection[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for (place, kind), count in (members or {}).items():
        if kind in kinds:
            counts[place] = counts.get(place, 0) + count
    return counts
