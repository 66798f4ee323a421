"""How good estimates are when the truth is known: one Score per place, and the table of docs/estimates.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from analytics.comprehension.model import fit
from analytics.comprehension.results import chance_below, with_interval
from analytics.estimates import Estimate
from analytics.rollups import Tally
from tests.analytics.organisations import Organisation, make_organisation
from tests.analytics.packing import pack
from tests.analytics.raw_means import raw_mean

TARGET = 0.75


@dataclass(frozen=True)
class Judged:
    """An estimate, and the raw figure that it replaced, beside the truth."""

    place: str
    found: Estimate
    raw: Estimate
    truth: float

    @property
    def covered(self) -> bool:
        return self.found.low <= self.truth <= self.found.high

    @property
    def error(self) -> float:
        return self.found.value - self.truth

    @property
    def raw_error(self) -> float:
        return self.raw.value - self.truth


@dataclass(frozen=True)
class Score(Judged):
    """``present``: the mean chance of those who work there today. ``deviation``: the truth less the whole's truth."""

    is_unit: bool
    present: float
    deviation: float
    hard_share: float


def score(organisation: Organisation) -> list[Score]:
    """Of every place where somebody answered, small ones too: what is withheld on screen must still be right."""
    found = fit(pack(organisation.sittings), organisation.mix, organisation.members)
    assert found is not None
    seats = {row: place for place, row in found.seat.items()}
    whole = organisation.over("r/", organisation.truth)
    scores = []
    for row, place in enumerate(found.tree.places):
        if not found.learners[row]:
            continue
        unit = seats.get(row)
        below = [unit] if unit else [u for u in organisation.members if u.startswith(place)]
        truth, present = (
            organisation.truth[unit] if unit else organisation.over(place, organisation.truth),
            organisation.present[unit] if unit else organisation.over(place, organisation.present),
        )
        learners = int(found.learners[row])
        tallies = [organisation.raw[u] for u in below if u in organisation.raw]
        estimate = with_interval(float(found.value[row]), float(found.error[row]), learners, int(found.answers[row]))
        hard = sum(organisation.raw[u].learners * organisation.hard_share[u] for u in below if u in organisation.raw)
        scores.append(
            Score(
                place,
                estimate,
                raw_mean(sum(tallies, Tally())),
                truth,
                unit is not None,
                present,
                truth - whole,
                hard / learners,
            )
        )
    return scores


def scores_of(seeds: Iterable[int], **kind: str) -> list[list[Score]]:
    return [score(make_organisation(seed, **kind)) for seed in seeds]


SIZES: tuple[tuple[str, int, int], ...] = (("1–4", 1, 4), ("5–19", 5, 19), ("20–99", 20, 99), ("100+", 100, 10**9))


def coverage(scores: Iterable[Judged]) -> float:
    return float(np.mean([s.covered for s in scores]))


def root_mean_square(errors: Iterable[float]) -> float:
    return float(np.sqrt(np.mean(np.square(list(errors)))))


def of_size(scores: Iterable[Score], low: int, high: int) -> list[Score]:
    return [s for s in scores if s.is_unit and low <= s.found.learners <= high]


def wrong_orders(groups: Iterable[list[Score]], of: Callable[[Score], Estimate]) -> tuple[int, int]:
    """(statements that one unit is clearly below another, those that are wrong), over units of one organisation."""
    said = wrong = 0
    for scores in groups:
        units = [s for s in scores if s.is_unit and s.found.learners >= 5]
        for one in units:
            for other in units:
                if of(one).high < of(other).low:
                    said += 1
                    wrong += one.truth >= other.truth
    return said, wrong


def table(groups: list[list[Score]]) -> str:
    """Markdown."""
    every = [s for scores in groups for s in scores]
    lines = [
        "| places | how many | covered | raw mean covered | people of today covered | mean error | RMSE | RMSE of raw mean | mean width |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    rows = [("all places", every), ("whole organisations", [s for s in every if s.place == "r/"])]
    rows.append(("agencies with parts", [s for s in every if not s.is_unit and s.place != "r/"]))
    rows += [(f"units, {name} people", of_size(every, low, high)) for name, low, high in SIZES]
    far = [s for s in every if s.is_unit and abs(s.deviation) > 0.12]
    rows.append(("units truly 12+ points off the whole", far))
    rows.append(("the unit that looks worst (5+ people)", [_worst(scores) for scores in groups if _worst(scores)]))
    rows.append(("the unit that looks best (5+ people)", [_best(scores) for scores in groups if _best(scores)]))
    for name, chosen in rows:
        lines.append(
            f"| {name} | {len(chosen):,} | {100 * coverage(chosen):.1f} % | "
            f"{100 * np.mean([s.raw.low <= s.truth <= s.raw.high for s in chosen]):.1f} % | "
            f"{100 * np.mean([s.found.low <= s.present <= s.found.high for s in chosen]):.1f} % | "
            f"{100 * np.mean([s.error for s in chosen]):+.2f} | {100 * root_mean_square(s.error for s in chosen):.2f} | "
            f"{100 * root_mean_square(s.raw_error for s in chosen):.2f} | "
            f"{100 * np.mean([s.found.high - s.found.low for s in chosen]):.1f} |"
        )
    return "\n".join(lines) + "\n\n" + _forms(every) + "\n\n" + _chances(every) + "\n\n" + _orders(groups)


def _worst(scores: list[Score]) -> Score | None:
    return min((s for s in scores if s.is_unit and s.found.learners >= 5), key=lambda s: s.found.value, default=None)


def _best(scores: list[Score]) -> Score | None:
    return max((s for s in scores if s.is_unit and s.found.learners >= 5), key=lambda s: s.found.value, default=None)


def _forms(every: list[Score]) -> str:
    lines = ["| units by the form they drew | how many | mean error | mean error of raw mean |", "|---|---|---|---|"]
    for name, low, high in (
        ("the easy form, 9 of 10", 0, 0.1),
        ("mixed", 0.1, 0.9),
        ("the hard form, 9 of 10", 0.9, 1),
    ):
        chosen = [s for s in every if s.is_unit and low <= s.hard_share <= high]
        errors = 100 * np.mean([s.error for s in chosen]), 100 * np.mean([s.raw_error for s in chosen])
        lines.append(f"| {name} | {len(chosen):,} | {errors[0]:+.2f} | {errors[1]:+.2f} |")
    return "\n".join(lines)


def _chances(every: list[Score]) -> str:
    lines = [f"| chance of being below {TARGET:.0%}, said | how many | mean said | truly below |", "|---|---|---|---|"]
    said = [(chance_below(s.found, TARGET), s.truth < TARGET) for s in every]
    for low, high in ((0, 0.05), (0.05, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 0.95), (0.95, 1.01)):
        chosen = [(chance, truly) for chance, truly in said if low <= chance < high]
        mean, true = np.mean(chosen, axis=0)
        lines.append(f"| {low:.0%}–{min(high, 1):.0%} | {len(chosen):,} | {mean:.1%} | {true:.1%} |")
    return "\n".join(lines)


def _orders(groups: list[list[Score]]) -> str:
    lines = ['| "unit x is clearly below unit y" (5+ people) | statements | wrong |', "|---|---|---|"]
    for name, said, wrong in (
        ("pooled estimates", *wrong_orders(groups, lambda s: s.found)),
        ("raw means with their Wilson intervals (decision 004)", *wrong_orders(groups, lambda s: s.raw)),
    ):
        lines.append(f"| {name} | {said:,} | {wrong:,} ({100 * wrong / max(1, said):.2f} %) |")
    return "\n".join(lines)
