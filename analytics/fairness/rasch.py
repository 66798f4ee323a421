"""Rasch difficulties by conditional maximum likelihood, also where everybody drew other items of the bank.

Given how many items of a paper a person had right, which ones they were depends on the items alone: the chance of a
pattern is the product of the eps_j = exp(-difficulty_j) of the items right, divided by the elementary symmetric function of
that order over the paper. So no assumption about people is made (Rasch 1960; Andersen, Journal of the Royal Statistical Society B 32, 1970;
Fischer & Molenaar (eds.), Rasch Models, Springer, 1995, chapters 3 and 8). The functions of a paper without one item
are sums of products of those of the items before and after it: sums of positive terms only, so no digit is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

MIN_ITEM_LEARNERS = 30
MOST_ROUNDS = 100
_CHUNK = 2000
"""Papers worked on at once: 2,000 papers of 20 items take 14 MB."""
_TOLERANCE = 1e-7
"""Of the number right expected and found, item by item."""


@dataclass(frozen=True, eq=False)
class Papers:
    """One row per sitting. ``items``: numbers of the items, or -1 beyond the end of a shorter paper; ``right`` beside them."""

    items: np.ndarray
    right: np.ndarray

    def at(self, chosen: np.ndarray) -> Papers:
        return Papers(self.items[chosen], self.right[chosen])

    @property
    def score(self) -> np.ndarray:
        return self.right.sum(axis=1)

    @property
    def length(self) -> np.ndarray:
        return (self.items >= 0).sum(axis=1)


@dataclass(frozen=True, eq=False)
class Difficulties:
    """``value`` in logits, mean 0 over the answers given; nan where an item could not be placed. ``met``: answers to each."""

    value: np.ndarray
    met: np.ndarray
    sittings: int

    @property
    def known(self) -> np.ndarray:
        return ~np.isnan(self.value)


def without(papers: Papers, kept: np.ndarray) -> Papers:
    """The same papers with only the items ``kept``."""
    there = (papers.items >= 0) & kept[papers.items]
    return Papers(np.where(there, papers.items, -1), papers.right & there)


def conditional_difficulties(papers: Papers, count: int, least: int = MIN_ITEM_LEARNERS) -> Difficulties | None:
    """Of ``count`` items. Left out: items few people met, and those that no chain of right and wrong answers links to the
    others (Fischer, Psychometrika 46, 1981: else there is no maximum). None when fewer than two are left."""
    kept = np.ones(count, dtype=bool)
    while True:
        papers = without(papers, kept)
        speaks = (papers.score > 0) & (papers.score < papers.length)
        told = papers.at(speaks)
        linked = _linked(told, count) & (_met(told, count) >= least)
        if linked.sum() < 2:
            return None
        if (linked == kept).all():
            break
        kept = linked
    places = np.flatnonzero(kept)
    number = np.full(count + 1, -1)
    number[places] = np.arange(len(places))
    met = _met(papers, count)
    value = np.full(count, np.nan)
    value[places] = _solve(Papers(number[told.items], told.right), met[places])
    return Difficulties(value, met, int(speaks.sum()))


def _met(papers: Papers, count: int) -> np.ndarray:
    return np.bincount(papers.items[papers.items >= 0], minlength=count)


def _linked(papers: Papers, count: int) -> np.ndarray:
    """The largest set of items each of which somebody had right while another of the set was wrong, and the other way round."""
    dense = np.zeros((2, len(papers.items), count + 1), dtype=np.float32)
    row = np.arange(len(papers.items))[:, None]
    dense[0, row, papers.items] = papers.right
    dense[1, row, papers.items] = ~papers.right & (papers.items >= 0)
    beats = dense[0, :, :count].T @ dense[1, :, :count] > 0
    _, part = connected_components(beats, directed=True, connection="strong")
    return part == np.bincount(part).argmax()


def _solve(papers: Papers, met: np.ndarray) -> np.ndarray:
    """Newton's steps with the variance of a score held fixed taken as diag(v) - v v' / sum(v): exact in the limit, and
    any positive definite matrix leads to the same maximum, where the gradient is 0."""
    value = np.zeros(len(met))
    right = np.bincount(papers.items[papers.items >= 0], weights=papers.right[papers.items >= 0], minlength=len(met))
    best = -np.inf
    step = np.zeros(len(met))
    for _ in range(MOST_ROUNDS):
        likelihood, expected, information = _expected(papers, value, right)
        if likelihood < best - 1e-6:  # too far: half way back
            step = step / 2
            value = value - step
            continue
        best = likelihood
        gradient = expected - right
        if np.abs(gradient).max() < _TOLERANCE:
            break
        step = np.linalg.lstsq(information, gradient, rcond=1e-10)[0]
        value = value + step
        value = value - np.average(value, weights=met)
    return value


def _expected(papers: Papers, value: np.ndarray, right: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Of the whole: conditional log-likelihood, the expected number right per item, and the information."""
    size = len(value)
    eps = np.append(np.exp(-value), 0.0)  # an item that is not there is never right
    likelihood, expected, information = -float(right @ value), np.zeros(size + 1), np.zeros((size + 1) ** 2)
    for start in range(0, len(papers.items), _CHUNK):
        items = papers.items[start : start + _CHUNK]
        chance, log_gamma = chances(eps[items], papers.score[start : start + _CHUNK])
        likelihood -= float(log_gamma.sum())
        spread = chance * (1 - chance)
        both = spread[:, :, None] * spread[:, None, :] / np.maximum(spread.sum(axis=1), 1e-300)[:, None, None]
        expected += np.bincount(items.ravel() % (size + 1), weights=chance.ravel(), minlength=size + 1)
        pair = (items % (size + 1))[:, :, None] * (size + 1) + (items % (size + 1))[:, None, :]
        information -= np.bincount(pair.ravel(), weights=both.ravel(), minlength=(size + 1) ** 2)
        own = (items % (size + 1)) * (size + 2)
        information += np.bincount(own.ravel(), weights=spread.ravel(), minlength=(size + 1) ** 2)
    return likelihood, expected[:size], information.reshape(size + 1, size + 1)[:size, :size]


def chances(eps: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Chance of each item of a paper to be among the ``score`` right ones, and the logarithm of the symmetric function."""
    papers, length = eps.shape
    before, after = _running(eps), _running(eps[:, ::-1])
    row = np.arange(papers)
    gamma = before[row, length, score]
    orders = score[:, None] - 1 - np.arange(length)[None, :]
    chance = np.zeros_like(eps)
    for place in range(length):
        rest = np.take_along_axis(after[:, length - 1 - place, :], np.maximum(orders, 0), axis=1) * (orders >= 0)
        chance[:, place] = eps[:, place] * (before[:, place, :length] * rest).sum(axis=1) / gamma
    return chance, np.log(gamma)


def _running(eps: np.ndarray) -> np.ndarray:
    """[paper, n, order]: the elementary symmetric functions of the first n items."""
    papers, length = eps.shape
    found = np.zeros((papers, length + 1, length + 1))
    found[:, 0, 0] = 1
    for place in range(length):
        found[:, place + 1] = found[:, place]
        found[:, place + 1, 1:] += eps[:, place, None] * found[:, place, :-1]
    return found
