"""A sample cut into the two forms of its quiz, ready to be equated and linked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from analytics.estimates import MICRO
from analytics.fairness.equating import Equating, equate
from analytics.fairness.link import Link, Sitting, link_forms
from analytics.fairness.rasch import Papers
from analytics.fairness.sample import Sample


def equate_halves(sample: Sample, of_b: Collection[str], cut: float) -> Equating | None:
    """``of_b``: item versions of form B. Papers of the usual length only; None where a form has too few."""
    if not len(sample):
        return None
    form, count = forms(sample, of_b), int(np.bincount(sample.length).argmax())
    usual = sample.length == count
    return equate(sample.total[usual & (form == "A")], sample.total[usual & (form == "B")], count, cut)


def link_halves(samples: Sequence[Sample], of_b: Collection[str]) -> Link | None:
    """Over all samples together: right is the full mark, as the Rasch model knows right and wrong only."""
    versions = sorted({version for sample in samples for version in sample.versions})
    number = {version: place for place, version in enumerate(versions)}
    return link_forms([_sitting(sample, of_b, number) for sample in samples], len(number))


def forms(sample: Sample, of_b: Collection[str]) -> np.ndarray:
    """Per sitting: 'A' or 'B', or '' for a paper of both, drawn before the quiz had forms."""
    in_b = np.array([version in of_b for version in sample.versions], dtype=float)
    share = np.bincount(sample.sitting_of, weights=in_b[sample.item_of], minlength=len(sample)) / sample.length
    return np.where(share == 0, "A", np.where(share == 1, "B", ""))


def _sitting(sample: Sample, of_b: Collection[str], number: dict[str, int]) -> Sitting:
    width = int(sample.length.max(initial=0))
    place = np.arange(len(sample.item_of)) - np.repeat(np.cumsum(sample.length) - sample.length, sample.length)
    items, right = np.full((len(sample), width), -1), np.zeros((len(sample), width), dtype=bool)
    own = np.array([number[version] for version in sample.versions], dtype=np.int64)
    items[sample.sitting_of, place] = own[sample.item_of]
    right[sample.sitting_of, place] = sample.mark == MICRO
    return Sitting(sample.people, forms(sample, of_b), Papers(items, right))
