"""The agency tree as arrays, and exact Gaussian smoothing along it: up from the leaves, down from the root.

Every agency's level is its parent's plus a deviation of mean 0; people are seen at the leaves only. On a tree the exact
posterior needs one pass up and one pass down, whatever the number of agencies (the Kalman smoother of Chou, Willsky &
Benveniste, IEEE Transactions on Automatic Control 39, 1994; the same as best linear unbiased prediction, Robinson,
Statistical Science 6, 1991). Arrays have one row per place; further axes are smoothed side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analytics.rollups import DIRECT, parent_of

MAX_LEVELS = 3
"""Levels below the root with a variance of their own; deeper levels share the last one's."""


@dataclass(frozen=True, eq=False)
class Tree:
    """``places``: the root first, then depth by depth; people sit only in places without parts (see ``DIRECT``)."""

    places: tuple[str, ...]
    parent: np.ndarray
    level: np.ndarray
    depths: tuple[slice, ...]
    _families: tuple[tuple[np.ndarray, np.ndarray], ...]

    @property
    def levels(self) -> int:
        return int(self.level.max())

    def send_up(self, depth: int, values: np.ndarray, to: np.ndarray) -> None:
        """Add the sum of each family's values (rows of one depth) to the parent's row."""
        starts, parents = self._families[depth]
        to[parents] += np.add.reduceat(values, starts, axis=0)

    def totals(self, at_leaves: np.ndarray) -> np.ndarray:
        """Sums over everything below, for every place."""
        found = at_leaves.copy()
        for depth in range(len(self.depths) - 1, 0, -1):
            self.send_up(depth, found[self.depths[depth]], found)
        return found


def build_tree(places: Iterable[str]) -> tuple[Tree, dict[str, int]]:
    """The tree that holds these places, and the row at which the people of each of them sit.

    People of an agency that has parts sit in a part of their own, ``path + DIRECT``.
    """
    seats = set(places)
    nodes = set(seats)
    for place in seats:
        while place:
            place = parent_of(place)
            nodes.add(place)
    whole = {parent_of(node) for node in nodes if node}
    seat_name = {seat: seat + DIRECT if seat in whole else seat for seat in seats}
    nodes |= set(seat_name.values())
    tops = [node for node in nodes if node and not parent_of(node)]
    if len(tops) == 1:
        nodes.discard("")
    ordered = sorted(nodes, key=lambda node: (node.count("/"), node))
    row = {node: i for i, node in enumerate(ordered)}
    parent = np.array([row.get(parent_of(node), 0) for node in ordered])
    depth = np.array([node.count("/") for node in ordered]) - ordered[0].count("/")
    edges = [*np.flatnonzero(np.diff(depth, prepend=-1)), len(ordered)]
    depths = tuple(slice(int(a), int(b)) for a, b in pairwise(edges))
    families = []
    for rows in depths:
        starts = np.flatnonzero(np.diff(parent[rows], prepend=-1))
        families.append((starts, parent[rows][starts]))
    tree = Tree(tuple(ordered), parent, np.minimum(depth, MAX_LEVELS), depths, tuple(families))
    return tree, {seat: row[name] for seat, name in seat_name.items()}


@dataclass(frozen=True, eq=False)
class Gathered:
    """What the leaves tell of every place, its parent set aside: ``precision`` and ``shift`` of all below it; given its
    parent's level, how it must ``follow`` (0 to 1) and its ``spread``; and the restricted likelihood of everything."""

    precision: np.ndarray
    shift: np.ndarray
    follow: np.ndarray
    spread: np.ndarray
    log_likelihood: np.ndarray


def gather(tree: Tree, precision: np.ndarray, shift: np.ndarray, deviation: np.ndarray) -> Gathered:
    """``precision``, ``shift``: what the leaves' own data say (1/D and z/D; 0 where nobody is); the root's level is free.

    ``deviation``: the variance of a place's deviation from its parent, per level (row 0, the root's, is not used).
    """
    above = deviation[tree.level]
    precision = np.array(np.broadcast_to(precision, np.broadcast_shapes(precision.shape, above.shape)))
    shift = np.array(np.broadcast_to(shift, np.broadcast_shapes(shift.shape, above.shape)))
    follow = np.ones_like(precision)
    likelihood = np.zeros(shift.shape[1:])
    for depth in range(len(tree.depths) - 1, 0, -1):
        rows = tree.depths[depth]
        follow[rows] = 1 / (1 + above[rows] * precision[rows])
        likelihood += (np.log(follow[rows]) + above[rows] * shift[rows] ** 2 * follow[rows]).sum(axis=0) / 2
        tree.send_up(depth, precision[rows] * follow[rows], precision)
        tree.send_up(depth, shift[rows] * follow[rows], shift)
    likelihood += (shift[0] ** 2 / precision[0] - np.log(precision[0])) / 2
    return Gathered(precision, shift, follow, above * follow, likelihood)


@dataclass(frozen=True, eq=False)
class Smoothed:
    """The posterior of every place, given all data; ``follow`` and ``spread`` as gathered."""

    mean: np.ndarray
    variance: np.ndarray
    follow: np.ndarray
    spread: np.ndarray


def smooth(tree: Tree, precision: np.ndarray, shift: np.ndarray, deviation: np.ndarray) -> Smoothed:
    """The arguments of ``gather``."""
    found = gather(tree, precision, shift, deviation)
    mean, variance = np.empty_like(found.shift), np.empty_like(found.follow)
    mean[0], variance[0] = found.shift[0] / found.precision[0], 1 / found.precision[0]
    for rows in tree.depths[1:]:
        parent = tree.parent[rows]
        mean[rows] = found.spread[rows] * found.shift[rows] + found.follow[rows] * mean[parent]
        variance[rows] = found.spread[rows] + found.follow[rows] ** 2 * variance[parent]
    return Smoothed(mean, variance, found.follow, found.spread)


def variance_of_totals(tree: Tree, smoothed: Smoothed, weights: np.ndarray) -> np.ndarray:
    """For every place: the posterior variance of the weighted sum of the leaves below it.

    ``weights``: one row per place, 0 except at leaves.
    """
    slope = np.array(np.broadcast_to(weights, smoothed.follow.shape))
    rest = np.zeros_like(slope)
    for depth in range(len(tree.depths) - 1, 0, -1):
        rows = tree.depths[depth]
        tree.send_up(depth, slope[rows] * smoothed.follow[rows], slope)
        tree.send_up(depth, rest[rows] + slope[rows] ** 2 * smoothed.spread[rows], rest)
    return rest + slope**2 * smoothed.variance
