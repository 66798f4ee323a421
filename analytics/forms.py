"""Items and reliability when every learner met other items: random forms, drawn from one bank.

A raw rest score mixes ability with the luck of the draw. Here every mark is first compared with the facility of its
item, so that the rest is "how much better than others on the same items". With one fixed form this changes nothing.
Reliability comes from variance components of people, items and what is left: Brennan, R. L. (2001), Generalizability
Theory, Springer, chapters 3, 4 and 7 (design i:p when forms differ, p x i when difficulty is adjusted for).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.intervals import Correlation, Unknown, correlation


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


@dataclass(frozen=True)
class Components:
    """Variances of one mark: between people, between items, and the rest. An estimate below 0 is shown as 0."""

    people: float
    items: float
    residual: float
    papers: int
    items_per_paper: float
    """Harmonic mean, which is what the error of a mean score depends on."""

    @property
    def dependability(self) -> float | None:
        """Phi: of the plain score, to which the luck of the draw counts as error (design i:p)."""
        return _share(self.people, (self.items + self.residual) / self.items_per_paper)

    @property
    def generalizability(self) -> float | None:
        """E rho squared: of a score adjusted for the difficulty of its paper (design p x i); Cronbach's alpha if all met the same."""
        return _share(self.people, self.residual / self.items_per_paper)

    @property
    def standard_error(self) -> float:
        """Of one learner's plain score, as a share of the full mark."""
        return sqrt((self.items + self.residual) / self.items_per_paper)


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
    """Henderson's first method, fit for any pattern of who met what; None when it cannot tell them apart.

    Henderson, C. R. (1953), "Estimation of variance and covariance components", Biometrics 9, 226-252; Brennan (2001),
    section 7.1. Four sums of squares are set equal to what the model says they come to on average.
    """
    marks, count = responses.marks, len(responses.marks)
    per_person, per_item = np.bincount(responses.people), np.bincount(responses.items)
    papers, items = len(per_person), len(per_item)
    centred = marks - marks.mean()  # components do not depend on the mean; small numbers lose fewer digits
    sums = [
        float((centred**2).sum()),
        float((np.bincount(responses.people, centred) ** 2 / per_person).sum()),
        float((np.bincount(responses.items, centred) ** 2 / per_item).sum()),
        0.0,  # centred marks add up to nothing
    ]
    expected = [  # of: mean squared, people, items, residual
        [count, count, count, count],
        [count, count, papers, papers],
        [count, items, count, items],
        [count, float((per_person**2).sum()) / count, float((per_item**2).sum()) / count, 1],
    ]
    if papers < 2 or items < 2 or np.linalg.matrix_rank(np.asarray(expected) / count, tol=1e-12) < 4:
        return None
    _, person, item, residual = np.linalg.solve(np.asarray(expected) / count, np.asarray(sums) / count)
    harmonic = papers / float((1 / per_person).sum())
    return Components(max(0.0, float(person)), max(0.0, float(item)), max(0.0, float(residual)), papers, harmonic)


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


def _share(signal: float, noise: float) -> float | None:
    return signal / (signal + noise) if signal + noise > 0 else None
