"""By how much one form is harder than the other on the Rasch scale, linked by the two halves that chance made.

The forms share no item, but half of the people, by chance, meet A before and B after, and the others B before and A after.
So at each sitting the two halves are equally able (random groups), and what their abilities differ on scales that are each
centred at the mean item of a form is the difference of the forms. Abilities of a half: a normal distribution, maximum likelihood with
the difficulties known (Andersen & Madsen, Psychometrika 42, 1977; Kolen & Brennan, Test Equating, Scaling, and Linking, Springer, 2014,
section 6.2.3 on random groups). Errors are those of whole persons, who stand behind both sittings: each person's share
in each mean (influence function) is added up before it is squared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np

from analytics.estimates import CONFIDENCE
from analytics.fairness.rasch import Difficulties, Papers, conditional_difficulties, without

Form = Literal["A", "B"]
MIN_FORM_LEARNERS = 100
"""Per form and sitting: fewer say nothing about a difference of forms."""
_NODES = np.linspace(-7, 7, 71)
_ROUNDS = 200


@dataclass(frozen=True, eq=False)
class Sitting:
    """One test in both forms. ``people``: who sat each paper; ``form``: 'A' or 'B' per paper."""

    people: Sequence[str]
    form: np.ndarray
    papers: Papers


@dataclass(frozen=True)
class Ability:
    """Normal distribution of ability in logits above the mean item of the form; ``error`` of the mean."""

    mean: float
    spread: float
    error: float
    learners: int


@dataclass(frozen=True)
class Harder:
    """Form B over form A in logits (positive: B is harder), 90 % interval; ``items``: the same in items of a paper for the people there."""

    value: float
    low: float
    high: float
    items: float


@dataclass(frozen=True)
class Link:
    """``sittings``: for each test given, in order; ``both``: their mean. ``is_steady``: no more apart than chance explains (90 %)."""

    both: Harder
    sittings: tuple[Harder, ...]
    is_steady: bool
    placed: Mapping[Form, int]
    """Items whose difficulty was found, by form."""


@dataclass(frozen=True, eq=False)
class _Half:
    ability: Ability
    influence: np.ndarray
    expected: np.ndarray
    """Mean share right at each node over the form's answers."""


def link_forms(sittings: Sequence[Sitting], count: int) -> Link | None:
    """``count``: how many items there are. None with fewer than MIN_FORM_LEARNERS in any half, or where items cannot be placed."""
    if not sittings or min(int((s.form == f).sum()) for s in sittings for f in ("A", "B")) < MIN_FORM_LEARNERS:
        return None
    scales = {form: _difficulties(sittings, form, count) for form in ("A", "B")}
    if scales["A"] is None or scales["B"] is None:
        return None
    found, parts = [], []
    for sitting in sittings:
        halves = {form: _half(sitting, form, scale) for form, scale in scales.items() if scale}
        found.append((halves["A"].ability.mean - halves["B"].ability.mean, _in_items(sitting, halves)))
        parts.append(_shares(sitting, halves))
    n = len(sittings)
    both = _harder(sum(v for v, _ in found) / n, _total(parts, [1 / n] * n), sum(i for _, i in found) / n)
    each = tuple(_harder(v, _total([part], [1]), i) for (v, i), part in zip(found, parts, strict=True))
    return Link(both, each, _is_steady(each, parts), {f: int(s.known.sum()) for f, s in scales.items() if s})


def _is_steady(each: Sequence[Harder], parts: Sequence[Mapping[str, float]]) -> bool:
    if len(each) < 2:
        return True
    change = each[-1].value - each[0].value
    return abs(change) <= _z() * sqrt(_total([parts[0], parts[-1]], [-1, 1]))


def _difficulties(sittings: Sequence[Sitting], form: Form, count: int) -> Difficulties | None:
    """Both sittings of a form together: what a person learned in between is conditioned out with the person."""
    papers = [s.papers.at(s.form == form) for s in sittings]
    width = max(p.items.shape[1] for p in papers)
    return conditional_difficulties(
        Papers(
            np.concatenate([_wide(p.items, width, -1) for p in papers]),
            np.concatenate([_wide(p.right, width, False) for p in papers]),
        ),
        count,
    )


def _wide(table: np.ndarray, width: int, filling: object) -> np.ndarray:
    return np.pad(table, ((0, 0), (0, width - table.shape[1])), constant_values=filling)


def _half(sitting: Sitting, form: Form, scale: Difficulties) -> _Half:
    papers = without(sitting.papers.at(sitting.form == form), scale.known)
    value = np.append(np.where(scale.known, scale.value, 0.0), 0.0)
    chance = 1 / (1 + np.exp(value[:, None] - _NODES))  # [item, node]
    wrong = np.log1p(-chance)
    wrong[-1] = 0.0  # where there is no item
    likelihood = papers.score[:, None] * _NODES
    for place in range(papers.items.shape[1]):
        likelihood += wrong[papers.items[:, place]]
    met = np.bincount(papers.items[papers.items >= 0], minlength=len(value) - 1)
    ability, influence = _normal(np.exp(likelihood - likelihood.max(axis=1, keepdims=True)))
    return _Half(ability, influence, np.average(chance[:-1], axis=0, weights=met))


def _normal(likelihood: np.ndarray) -> tuple[Ability, np.ndarray]:
    """Fisher scoring with the people's own scores (Berndt, Hall, Hall & Hausman 1974), in mean and log of spread."""
    mean, log_spread, n = 0.0, 0.0, len(likelihood)
    for _ in range(_ROUNDS):
        spread = np.exp(log_spread)
        prior = np.exp(-0.5 * ((_NODES - mean) / spread) ** 2)
        posterior = likelihood * prior
        posterior /= posterior.sum(axis=1, keepdims=True)
        z = (_NODES - mean) / spread
        # the normalising constant of the prior on the grid is that of the integral: nodes lie closer than any spread met here
        scores = np.stack([posterior @ z / spread, posterior @ (z * z) - 1], axis=1)
        information = np.linalg.inv(scores.T @ scores)
        step = information @ scores.sum(axis=0)
        step *= min(1.0, 0.5 / max(1e-300, float(np.abs(step).max())))
        mean, log_spread = mean + step[0], max(-2.0, log_spread + step[1])
        if np.abs(step).max() < 1e-11:
            break
    influence = scores @ information[0]
    return Ability(float(mean), float(np.exp(log_spread)), sqrt(float(information[0, 0])), n), influence


def _shares(sitting: Sitting, halves: Mapping[Form, _Half]) -> dict[str, float]:
    """Person -> what the person adds to the difference."""
    people = np.asarray(sitting.people)
    found: dict[str, float] = {}
    for form, sign in (("A", 1), ("B", -1)):
        for person, part in zip(people[sitting.form == form].tolist(), halves[form].influence.tolist(), strict=True):
            found[person] = sign * part
    return found


def _total(parts: Sequence[Mapping[str, float]], weights: Sequence[float]) -> float:
    """Variance of the weighted sum: each person's shares are added before they are squared."""
    of_person: dict[str, float] = {}
    for part, weight in zip(parts, weights, strict=True):
        for person, share in part.items():
            of_person[person] = of_person.get(person, 0.0) + weight * share
    return sum(share * share for share in of_person.values())


def _in_items(sitting: Sitting, halves: Mapping[Form, _Half]) -> float:
    """Expected number right on a paper of form A less that on form B, for the people of both halves."""
    a, b = halves["A"], halves["B"]
    spread = sqrt((a.ability.spread**2 + b.ability.spread**2) / 2)
    means = [_average(half.expected, half.ability.mean, spread) for half in (a, b)]
    return (means[0] - means[1]) * float(np.mean(sitting.papers.length))


def _average(expected: np.ndarray, mean: float, spread: float) -> float:
    return float(np.average(expected, weights=np.exp(-0.5 * ((_NODES - mean) / spread) ** 2)))


def _harder(value: float, variance: float, items: float) -> Harder:
    half = _z() * sqrt(variance)
    return Harder(value, value - half, value + half, items)


def _z() -> float:
    return NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
