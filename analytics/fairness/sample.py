"""A sample of first attempts packed into arrays: which groups each person belongs to, and right or wrong on every item met."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analytics.estimates import MICRO


class Drawn(NamedTuple):
    """One person's first attempt. ``office``: the office whose kind is ``office_kind``; ``marks`` (0 to 1) beside ``versions``."""

    person_id: str
    employment: str
    office: str
    office_kind: str
    versions: Sequence[str]
    marks: Sequence[float]


@dataclass(frozen=True, eq=False)
class Sample:
    """Per sitting: people, employment, office, office_kind, length. Per answer: ``item_of`` and ``mark`` (in millionths)."""

    versions: tuple[str, ...]
    people: tuple[str, ...]
    employment: np.ndarray
    office: np.ndarray
    office_kind: np.ndarray
    length: np.ndarray
    item_of: np.ndarray
    mark: np.ndarray

    def __len__(self) -> int:
        return len(self.people)

    @property
    def sitting_of(self) -> np.ndarray:
        """Per answer."""
        return np.repeat(np.arange(len(self)), self.length)

    @property
    def total(self) -> np.ndarray:
        """Per sitting: the sum of its marks, in items."""
        return np.bincount(self.sitting_of, weights=self.mark, minlength=len(self)) / MICRO


def pack_sample(drawn: Iterable[Drawn]) -> Sample:
    """In any order: sorted by person, and items by name, so that no order of rows changes a digit. ValueError for a mark that is none."""
    rows = sorted((one for one in drawn if len(one.versions)), key=lambda one: (one.person_id, tuple(one.versions)))
    versions = sorted({version for one in rows for version in one.versions})
    place = {version: number for number, version in enumerate(versions)}
    item_of, mark = array("i"), array("d")
    for one in rows:
        for item, fraction in sorted(zip((place[v] for v in one.versions), one.marks, strict=True)):
            item_of.append(item)
            mark.append(fraction)
    micro = np.rint(np.array(mark) * MICRO).astype(np.int64)
    if len(micro) and not 0 <= micro.min() <= micro.max() <= MICRO:
        raise ValueError("a mark lies between 0 and 1")
    return Sample(
        tuple(versions), tuple(one.person_id for one in rows),
        np.array([one.employment for one in rows]), np.array([one.office for one in rows]),
        np.array([one.office_kind for one in rows]), np.array([len(one.versions) for one in rows], dtype=np.int64),
        np.array(item_of, dtype=np.int64), micro,
    )  # fmt: skip
