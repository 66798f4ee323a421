"""How sure a learner says they are of an answer (yakin, ragu), and what may be counted of it. It never changes a mark.

What is said is kept as one line of sayings per attempt that only grows: ``5+312 5-340`` is sure of the item at position 5
after 312 seconds, and in doubt after 340; ``5.350`` takes it back. The last one about an item counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quizzes.marking import Mark, misconceptions_possible, misconceptions_shown
from quizzes.models import Item
from quizzes.responses import Response

WRONG_BELOW = 0.5
"""An answer that earns less than half is wrong: more of it missed than met. Half and more is called right."""
RELIABLE_SHARE = 0.8
"""To say "sure" pays only for who is right more often than four times in five: the highest of three levels of
certainty-based marking (Gardner-Medwin, A. R. (2006), in: Innovative Assessment in Higher Education, Routledge, 141-149)."""
_SIGNS: dict[bool | None, str] = {True: "+", False: "-", None: "."}
_MEANINGS = {sign: is_sure for is_sure, sign in _SIGNS.items()}
_SAYING = re.compile(r"(\d+)([+.-])(\d+)")


class Saying(NamedTuple):
    """``is_sure`` None takes back what was said before; ``after_seconds`` counts from the start of the attempt."""

    position: int
    is_sure: bool | None
    after_seconds: int


def encode_saying(saying: Saying) -> str:
    return f"{saying.position}{_SIGNS[saying.is_sure]}{saying.after_seconds}"


def decode_sayings(line: str) -> tuple[Saying, ...]:
    """Raises ValueError for a line that was not made of sayings."""
    found = []
    for entry in line.split(" ") if line else ():
        match = _SAYING.fullmatch(entry)
        if match is None:
            raise ValueError(f"{entry!r} is no saying")
        found.append(Saying(int(match[1]), _MEANINGS[match[2]], int(match[3])))
    return tuple(found)


def last_sayings(sayings: Iterable[Saying]) -> dict[int, Saying]:
    """Position -> the saying that counts; without those that were taken back."""
    last = {saying.position: saying for saying in sayings}
    return {position: saying for position, saying in last.items() if saying.is_sure is not None}


def is_wrong(fraction: float) -> bool:
    return fraction < WRONG_BELOW


@dataclass(frozen=True)
class Calibration:
    """Answers somebody was sure of and in doubt about, and how many of each were right.

    Calibration is the agreement between the certainty of answers and the share of them that is right: Lichtenstein, S.,
    Fischhoff, B. & Phillips, L. D. (1982), "Calibration of probabilities", in: Judgment under Uncertainty, Cambridge
    University Press, 306-334.
    """

    sure: int = 0
    sure_right: int = 0
    doubted: int = 0
    doubted_right: int = 0


def calibrate(answers: Iterable[tuple[bool | None, float]]) -> Calibration:
    """``answers``: (sure, in doubt, or None for neither; the mark) of every answered item."""
    counts = {True: [0, 0], False: [0, 0]}
    for is_sure, fraction in answers:
        if is_sure is not None:
            counts[is_sure][0] += 1
            counts[is_sure][1] += not is_wrong(fraction)
    return Calibration(*counts[True], *counts[False])


def sure_by_indicator(
    items: Sequence[Item], responses: Mapping[int, Response | None], marks: Sequence[Mark], said: Mapping[int, bool]
) -> dict[str, tuple[int, int]]:
    """Indicator -> (answers given surely, wrong ones among them). An item left unanswered is not counted, whatever was said."""
    found: dict[str, tuple[int, int]] = {}
    for position in _answered_surely(responses, said):
        answers, wrong = found.get(items[position].indicator, (0, 0))
        found[items[position].indicator] = answers + 1, wrong + is_wrong(marks[position].fraction)
    return found


def sure_beliefs(
    items: Sequence[Item], responses: Mapping[int, Response | None], said: Mapping[int, bool]
) -> dict[str, bool]:
    """Misconception -> whether a sure answer showed it, for each that a sure answer could have shown."""
    met: dict[str, bool] = {}
    for position in _answered_surely(responses, said):
        item = items[position]
        shown = misconceptions_shown(item, responses[position])
        for misconception in misconceptions_possible(item):
            met[misconception] = met.get(misconception, False) or misconception in shown
    return met


def _answered_surely(responses: Mapping[int, Response | None], said: Mapping[int, bool]) -> Iterator[int]:
    return (position for position, is_sure in said.items() if is_sure and responses.get(position) is not None)
