"""Items and reliability where everybody met other items, from all the answers: what the kept sums are proved against.

A raw rest score mixes ability with the luck of the draw. Here every mark is first compared with the facility of its
item, so that the rest is "how much better than others on the same items". With one fixed form this changes nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.items.intervals import Correlation, Unknown, correlation
from analytics.items.reliability import Components, MarkSums, components_of


@dataclass(frozen=True)
class Responses:
    """One row per person and item met, always in the same order, whatever the order on the way in."""

    person_names: NDArray
    item_names: NDArray
    people: NDArray[np.int64]
    items: NDArray[np.int64]
    marks: NDArray[np.float64]


@dataclass(frozen=True)
class FormItem:
    """``item_rest`` is against the rest adjusted for the difficulty of each paper, ``raw_item_rest`` against the plain one."""

    item: Hashable
    learners: int
    facility: float
    standard_deviation: float | None
    item_rest: Correlation | Unknown
    raw_item_rest: Correlation | Unknown


def responses_of(people: Sequence | NDArray, items: Sequence | NDArray, marks: ArrayLike) -> Responses:
    """Raises ValueError when it is empty, or when a person met an item twice."""
    person_names, person = np.unique(np.asarray(people), return_inverse=True)
    item_names, item = np.unique(np.asarray(items), return_inverse=True)
    key = person * len(item_names) + item
    order = np.argsort(key, kind="stable")
    if len(key) == 0 or (np.diff(key[order]) == 0).any():
        raise ValueError("no responses, or a person met an item twice")
    return Responses(person_names, item_names, person[order], item[order], np.asarray(marks, dtype=np.float64)[order])


def form_items(responses: Responses) -> tuple[FormItem, ...]:
    """In order of the items' names. People with a single item have no rest, and count for the facility only."""
    learners = np.bincount(responses.items)
    facility = np.bincount(responses.items, responses.marks) / learners
    centred = responses.marks - facility[responses.items]
    deviation = np.sqrt(np.bincount(responses.items, centred**2) / np.maximum(learners - 1, 1))
    adjusted, counts = _item_rest(responses, centred)
    raw, _ = _item_rest(responses, responses.marks)
    return tuple(
        FormItem(
            item=name,
            learners=int(learners[place]),
            facility=float(facility[place]),
            standard_deviation=float(deviation[place]) if learners[place] > 1 else None,
            item_rest=correlation(_known(adjusted[place]), int(counts[place])),
            raw_item_rest=correlation(_known(raw[place]), int(counts[place])),
        )
        for place, name in enumerate(responses.item_names.tolist())
    )


def variance_components(responses: Responses) -> Components | None:
    """None when people, items and what is left cannot be told apart."""
    marks = responses.marks - responses.marks.mean()  # components do not depend on the mean; small numbers lose less
    per_person, per_item = np.bincount(responses.people), np.bincount(responses.items)
    papers, people = np.unique(per_person, return_counts=True)
    return components_of(
        MarkSums(
            total=0.0,
            square_sum=float((marks**2).sum()),
            person_part=float((np.bincount(responses.people, marks) ** 2 / per_person).sum()),
            item_part=float((np.bincount(responses.items, marks) ** 2 / per_item).sum()),
            paper_sizes=dict(zip(papers.tolist(), people.tolist(), strict=True)),
            item_counts=tuple(per_item.tolist()),
        )
    )


def _item_rest(responses: Responses, scores: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Per item the correlation of its mark with the mean score of the same paper's other items, and over how many people."""
    met = np.bincount(responses.people)[responses.people]
    has_rest = met > 1
    items, marks = responses.items[has_rest], responses.marks[has_rest]
    totals = np.bincount(responses.people, scores)[responses.people]
    rest = ((totals - scores)[has_rest]) / (met[has_rest] - 1)
    size = len(responses.item_names)
    people = np.bincount(items, minlength=size)

    def centred(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return values - (np.bincount(items, values, minlength=size) / np.maximum(people, 1))[items]

    x, y = centred(marks), centred(rest)
    xy, xx, yy = (np.bincount(items, product, minlength=size) for product in (x * y, x * x, y * y))
    varies = (xx > 1e-12 * np.maximum(people, 1)) & (yy > 1e-12 * np.maximum(people, 1))
    found = np.full(size, np.nan)
    found[varies] = np.clip(xy[varies] / np.sqrt(xx[varies] * yy[varies]), -1, 1)
    return found, people


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
