"""Known and unknown names take the same time, over 500 tries of each, interleaved."""

from __future__ import annotations

import random
import statistics
import time
from datetime import timedelta
from pathlib import Path

import pytest

from people.signing_in.account_errors import SignInRefused
from tests.actions.office import Office
from tests.builders import NOW

TRIES = 500
SHUFFLES = 2000

pytestmark = pytest.mark.prove


def seconds_of(office: Office, name: str, number: int) -> float:
    """CPU time of this thread: what others do on the machine does not count, argon2 and SQLite do."""
    began = time.thread_time()
    with pytest.raises(SignInRefused):
        office.enter(name, "kata sandi yang salah", now=NOW + timedelta(hours=number))
    return time.thread_time() - began


def difference(known: list[float], unknown: list[float]) -> float:
    return abs(statistics.median(known) - statistics.median(unknown))


def test_known_and_unknown_names_cannot_be_told_apart_by_time(tmp_path: Path) -> None:
    office, chance = Office(tmp_path), random.Random(42)
    known_names = [office.hire(f"orang-{n}") for n in range(20)]
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for kind in chance.sample(["known", "unknown"] * (TRIES + 10), 2 * (TRIES + 10)):
        number = len(taken[kind])
        name = known_names[number % 20] if kind == "known" else f"1970010119900110{number % 20:02}"
        taken[kind].append(seconds_of(office, name, number))
    known, unknown = taken["known"][10:], taken["unknown"][10:]  # the first ones warm caches
    measured, both = difference(known, unknown), known + unknown
    as_large = sum(
        difference(mixed[:TRIES], mixed[TRIES:]) >= measured
        for mixed in (chance.sample(both, len(both)) for _ in range(SHUFFLES))
    )
    share = as_large / SHUFFLES
    print(
        f"\nmedian known {statistics.median(known) * 1e3:.3f} ms, unknown {statistics.median(unknown) * 1e3:.3f} ms, "
        f"difference {measured * 1e6:.0f} us; {share:.0%} of random splits differ as much"
    )
    assert share > 0.001 or measured < 0.01 * statistics.median(both), "told apart by time"
