"""The same posterior the slow way, by dense matrices over all places: nothing in common with the passes along the tree."""

from __future__ import annotations

import numpy as np

from analytics.comprehension.tree import Tree


def prior_covariance(tree: Tree, deviation: np.ndarray) -> np.ndarray:
    """Between deviations from the root: what two places share of the way down."""
    places = len(tree.places)
    covariance = np.zeros((places, places))
    for row in range(1, places):
        above = int(tree.parent[row])
        covariance[row, :row] = covariance[:row, row] = covariance[above, :row]
        covariance[row, row] = covariance[above, above] + deviation[tree.level[row]]
    return covariance


def blup(tree: Tree, precision: np.ndarray, shift: np.ndarray, deviation: np.ndarray):
    """Generalised least squares for the root, best linear prediction for the rest: (mean, covariance, log likelihood).

    Henderson, Biometrics 31, 1975; the restricted likelihood of Patterson & Thompson, Biometrika 58, 1971.
    """
    prior = prior_covariance(tree, deviation)
    seen = np.flatnonzero(precision > 0)
    z = shift[seen] / precision[seen]
    total = prior[np.ix_(seen, seen)] + np.diag(1 / precision[seen])
    inverse = np.linalg.inv(total)
    ones = np.ones(len(seen))
    information = ones @ inverse @ ones
    root = ones @ inverse @ z / information
    cross = prior[:, seen]
    mean = root + cross @ inverse @ (z - root)
    unexplained = 1 - cross @ inverse @ ones
    covariance = prior - cross @ inverse @ cross.T + np.outer(unexplained, unexplained) / information
    residual = z - root
    log_likelihood = -(np.linalg.slogdet(total)[1] + np.log(information) + residual @ inverse @ residual) / 2
    return mean, covariance, log_likelihood
