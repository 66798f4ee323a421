"""Fitting: how hard each item is, how much answers of one person resemble each other, and each agency's level.

Quasi-likelihood on the logit scale: the chance that a member of unit u answers item j is expit(level_u - hardness_j),
whoever the member; the variance of a person's marks is ``clustering`` times that of independent answers. Levels follow
the tree (``tree.smooth``), hardness is a mild normal around the mean of the items. Penalised quasi-likelihood: Breslow &
Clayton, JASA 88, 1993; the person enters as in Liang & Zeger, Biometrika 73, 1986. See docs/decisions/017-estimates.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, log

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit

from analytics.comprehension.answers import Answers, Counts
from analytics.comprehension.spread import Spread, find_spread, first_guess
from analytics.comprehension.tree import Tree, build_tree, smooth, variance_of_totals

HARDNESS_PRIOR = 1.0
"""Standard deviation, in logits, of items of one bank: felt only by items that few people met."""
CLUSTERING_GUESS, GUESS_WORTH = 1.5, 5.0
"""Where people are too few or too much alike to tell: a usual design effect, worth some five people's answers."""
ROUNDS = 12
"""Between levels and hardness on one side, spread and clustering on the other; at most; made-up organisations settle in seven to ten."""
LONGEST_STEP = 1.0
"""In logits. A whole step of Newton overshoots where hundreds of answers of a place are all alike, and again the other way."""
_SAME = 1e-10
_STEPS = 200
_STILL = 1e-12


@dataclass(frozen=True, eq=False)
class State:
    """Where the fit stands: per place of the tree its level, per item its hardness (mean 0)."""

    level: np.ndarray
    hardness: np.ndarray
    clustering: float
    spread: Spread


@dataclass(frozen=True, eq=False)
class Fit:
    """Per place of the tree: ``value`` (expected mark on the reference mix, 0 to 1), its standard ``error``, and the counts."""

    tree: Tree
    seat: Mapping[str, int]
    state: State
    items: tuple[str, ...]
    value: np.ndarray
    error: np.ndarray
    learners: np.ndarray
    answers: np.ndarray


@dataclass(frozen=True, eq=False)
class _Table:
    """Everybody's answers on the rows of the tree and the columns of all items, answered or not.

    ``persons``: whole persons, from whom the clustering is found, or the clustering itself. ``mix``: share of each item in
    the reference mix.
    """

    persons: _Persons | float
    tree: Tree
    seen: np.ndarray
    marks: np.ndarray
    mix: np.ndarray
    answer_count: int


@dataclass(frozen=True, eq=False)
class _Persons:
    """``row_of_place``, ``column_of_item``: where the places and items of the answers stand in the table."""

    answers: Answers
    row_of_place: np.ndarray
    column_of_item: np.ndarray


def fit(
    persons: Answers,
    mix: Mapping[str, float] | None = None,
    members: Mapping[str, int] | None = None,
    everybody: Counts | None = None,
) -> Fit | None:
    """None when nobody has answered.

    ``mix``: item -> its weight in the reference mix, how often a paper asks it (default: the items answered, alike).
    ``members``: people per agency path, the weights of units in the agencies above them (default: the people who
    answered). ``everybody``: the counts of all, where ``persons`` are a random sample of them, from which the clustering is found.
    """
    return _fit(everybody or persons.counts, persons, mix, members)


def fit_counts(
    everybody: Counts,
    clustering: float,
    mix: Mapping[str, float] | None = None,
    members: Mapping[str, int] | None = None,
) -> Fit | None:
    """The same where no whole persons are kept; ``clustering``: 1 where answers of one person are as those of strangers."""
    return _fit(everybody, clustering, mix, members)


def _fit(
    known: Counts, persons: Answers | float, mix: Mapping[str, float] | None, members: Mapping[str, int] | None
) -> Fit | None:
    if not known.places:
        return None
    people = {place: count for place, count in (members or {}).items() if count > 0}
    tree, seat = build_tree({*known.places, *people})
    mix = mix or dict.fromkeys(known.items, 1.0)
    items = tuple(sorted({*known.items, *mix}))
    table = _tabulate(persons, known, tree, seat, items, mix)
    counts = np.zeros((len(tree.places), 2), dtype=np.int64)
    rows = [seat[place] for place in known.places]
    counts[rows] = np.column_stack([known.learners_at, known.exposures.sum(axis=1)])
    weights = counts[:, 0].astype(float)
    for place, count in people.items():
        weights[seat[place]] = max(count, counts[seat[place], 0])
    state = _settle(table)
    value, error = _values(table, state, weights)
    counts = tree.totals(counts)
    return Fit(tree, seat, state, items, value, error, counts[:, 0], counts[:, 1])


def _tabulate(
    persons: Answers | float,
    known: Counts,
    tree: Tree,
    seat: Mapping[str, int],
    items: tuple[str, ...],
    mix: Mapping[str, float],
) -> _Table:
    at = {item: i for i, item in enumerate(items)}

    def on_grid(of: Answers | Counts) -> tuple[np.ndarray, np.ndarray]:
        rows, columns = [seat[place] for place in of.places], [at[item] for item in of.items]
        return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)

    seen, marks = np.zeros((2, len(tree.places), len(items)))
    seen[np.ix_(*on_grid(known))] = known.exposures
    marks[np.ix_(*on_grid(known))] = known.mark_sums
    # One made-up answer at the root, half right (as Jeffreys' prior has it), lest everybody right be taken for certainty.
    seen[0] += 1 / len(items)
    marks[0] += 0.5 / len(items)
    weights = np.array([mix.get(item, 0.0) for item in items])
    whole = persons if isinstance(persons, float) else _Persons(persons, *on_grid(persons))
    return _Table(whole, tree, seen, marks, weights / weights.sum(), int(known.exposures.sum()))


def _settle(table: _Table) -> State:
    share = (table.marks.sum() + 0.5) / (table.seen.sum() + 1)
    level = np.full(len(table.tree.places), log(share / (1 - share)))
    state = State(level, np.zeros(len(table.mix)), 1.0, first_guess(table.tree))
    for _ in range(ROUNDS):
        before, state = state, _balance(table, state)
        chance = _chances(state)
        precision, shift = _working_data(table, state, chance)
        smoothed = smooth(table.tree, precision[:, None], shift[:, None], state.spread.expected)
        clustering = _clustering(table, state, chance, smoothed.variance[:, 0])
        scale = state.clustering / clustering
        spread = find_spread(table.tree, precision * scale, shift * scale)
        state = State(state.level, state.hardness, clustering, spread)
        if _is_settled(before, state):
            break
    return _balance(table, state)


def _is_settled(before: State, after: State) -> bool:
    """Nothing left to change but the tenth digit."""
    moved = np.abs(np.sqrt(before.spread.expected) - np.sqrt(after.spread.expected)).max()
    return bool(moved < _SAME and abs(before.clustering - after.clustering) < _SAME)


def _balance(table: _Table, state: State) -> State:
    """Levels and hardness in turn until neither moves; hardness keeps the mean 0, which the levels take up."""
    level, hardness = state.level, state.hardness
    for _ in range(_STEPS):
        now = State(level, hardness, state.clustering, state.spread)
        precision, shift = _working_data(table, now, _chances(now))
        smoothed = smooth(table.tree, precision[:, None], shift[:, None], state.spread.expected)
        new_level = level + np.clip(smoothed.mean[:, 0] - level, -LONGEST_STEP, LONGEST_STEP)
        chance = _chances(State(new_level, hardness, state.clustering, state.spread))
        surplus = (table.seen * chance - table.marks).sum(axis=0) / state.clustering - hardness / HARDNESS_PRIOR**2
        weight = (table.seen * chance * (1 - chance)).sum(axis=0) / state.clustering + 1 / HARDNESS_PRIOR**2
        new_hardness = hardness + np.clip(surplus / weight, -LONGEST_STEP, LONGEST_STEP)
        middle = new_hardness.mean()
        new_level, new_hardness = new_level - middle, new_hardness - middle
        moved = max(np.abs(new_level - level).max(), np.abs(new_hardness - hardness).max())
        level, hardness = new_level, new_hardness
        if moved < _STILL:
            break
    return State(level, hardness, state.clustering, state.spread)


def _chances(state: State) -> np.ndarray:
    return expit(state.level[:, None] - state.hardness[None, :])


def _working_data(table: _Table, state: State, chance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What each leaf's answers say of its level, near the present one: precision, and precision times the level."""
    weight = (table.seen * chance * (1 - chance)).sum(axis=1)
    surplus = (table.marks - table.seen * chance).sum(axis=1)
    return weight / state.clustering, (weight * state.level + surplus) / state.clustering


def _clustering(table: _Table, state: State, chance: np.ndarray, variance: np.ndarray) -> float:
    """Variance of a person's marks around the unit's, over that of independent answers (a design effect).

    E[residual^2] = clustering * weight - weight^2 * variance: the unit's level was fitted to the same person.
    """
    if isinstance(table.persons, float):
        return table.persons
    answers, row_of_place = table.persons.answers, table.persons.row_of_place
    expected = chance[np.ix_(row_of_place, table.persons.column_of_item)].ravel()[answers.cell_of]
    weight = answers.per_sitting(expected * (1 - expected))
    residual = answers.sitting_marks - answers.per_sitting(expected)
    fitted = weight**2 * variance[row_of_place][answers.place_of]
    information = (table.seen * chance * (1 - chance)).sum(axis=0) / state.clustering
    spent = (information / (information + 1 / HARDNESS_PRIOR**2)).sum() / table.answer_count
    # fsum is exact, so the order of the sittings cannot matter.
    found = (fsum(residual**2) + fsum(fitted)) / max(0.5, 1 - spent)
    return (found + GUESS_WORTH * CLUSTERING_GUESS) / (fsum(weight) + GUESS_WORTH)


def _values(table: _Table, state: State, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Expected mark on the reference mix and its standard error, for every place from the leaves up."""
    tree, chance = table.tree, _chances(state)
    precision, shift = _working_data(table, state, chance)
    smoothed = smooth(tree, precision[:, None], shift[:, None], state.spread.deviation)
    mean = smoothed.mean @ state.spread.weight
    variance = (smoothed.variance + smoothed.mean**2) @ state.spread.weight - mean**2
    chance = expit(mean[:, None] - state.hardness[None, :])
    steep = chance * (1 - chance)
    slope, bend = steep @ table.mix, (steep * (1 - 2 * chance)) @ table.mix
    # The mean of a curved function of a normal variable, to second order.
    at_leaf = chance @ table.mix + bend * variance / 2
    total = tree.totals(weights)
    value = tree.totals(weights * at_leaf) / np.maximum(total, 1)
    steepness = weights * slope
    spreads = variance_of_totals(tree, smoothed, steepness[:, None])
    centre = tree.totals(steepness[:, None] * smoothed.mean)
    variances = (spreads + centre**2) @ state.spread.weight - (centre @ state.spread.weight) ** 2
    variances += _from_hardness(table, state, chance, steepness, weights)
    return value, np.sqrt(np.maximum(variances, 0)) / np.maximum(total, 1)


def _from_hardness(
    table: _Table, state: State, chance: np.ndarray, steepness: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Variance of each place's weighted total that comes from not knowing the items' hardness."""
    seen = table.seen * chance * (1 - chance) / state.clustering
    precision = seen.sum(axis=1)[:, None]
    follows = smooth(table.tree, precision, seen, state.spread.expected).mean
    precision_of_items = np.diag(seen.sum(axis=0) + 1 / HARDNESS_PRIOR**2) - seen.T @ follows
    slopes = steepness[:, None] * follows - weights[:, None] * chance * (1 - chance) * table.mix
    slopes = table.tree.totals(slopes)
    factor = cho_factor(precision_of_items)
    return np.einsum("ij,ij->i", slopes, cho_solve(factor, slopes.T).T)
