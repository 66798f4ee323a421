"""Colours of every figure are told apart with the three common colour blindnesses, also by whoever sees no shape."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist

import numpy as np
import pytest

from analytics.charts import areas, fairness, funnel, items, shades, sureness, time

MACHADO = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""Machado, Oliveira & Fernandes (2009), IEEE TVCG 15, 1291-1298, severity 1, on linear RGB."""
GROUPS = {
    "groups of a ranking": (shades.LOW, shades.UNCLEAR, shades.HIGH),
    "areas": (areas.BELOW.colour, areas.UNSURE.colour, areas.REACHED.colour),
    "classes of an item": tuple(look[2] for look in fairness._LOOK),
    "regions of items": tuple(colour for colour, _ in items.LOOKS.values()),
    "lines over time": tuple(look[0] for look in time._LINE_LOOK),
    "flags": (sureness._CALM, sureness._FLAG),
    "bars of the funnel": (funnel._BAR, funnel._BESIDE),
}
LEAST = 10
"""CIE76 in Lab: about four times what is just noticeable."""
LEAST_STEP = 4
"""In lightness, between neighbours of a scale."""


def lab(colour: str, seen: np.ndarray) -> tuple[float, ...]:
    srgb = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(seen @ linear, 0, 1)
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    white = to_xyz @ np.ones(3)
    ratio = to_xyz @ linear / white
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return float(116 * y - 16), float(500 * (x - y)), float(200 * (y - z))


@pytest.mark.parametrize("blindness", MACHADO)
@pytest.mark.parametrize("name", GROUPS)
def test_colours_of_one_figure_are_told_apart(name: str, blindness: str) -> None:
    seen = {colour: lab(colour, MACHADO[blindness]) for colour in GROUPS[name]}
    assert len(seen) == len(GROUPS[name])
    near = {
        (a, b): round(dist(seen[a], seen[b]), 1) for a, b in combinations(seen, 2) if dist(seen[a], seen[b]) < LEAST
    }
    assert not near


@pytest.mark.parametrize("blindness", MACHADO)
def test_a_scale_darkens_step_by_step(blindness: str) -> None:
    lightness = [lab(colour, MACHADO[blindness])[0] for colour in shades.TEALS]
    assert all(a - b >= LEAST_STEP for a, b in pairwise(lightness)), lightness


def test_the_measure_knows_red_from_green_and_that_some_do_not() -> None:
    red, green = "#C00000", "#607A00"
    assert dist(lab(red, MACHADO["normal"]), lab(green, MACHADO["normal"])) > 60
    assert dist(lab(red, MACHADO["deuteranopia"]), lab(green, MACHADO["deuteranopia"])) < 30
    assert lab("#FFFFFF", MACHADO["normal"]) == pytest.approx((100, 0, 0), abs=0.01)
