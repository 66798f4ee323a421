"""How long one must wait after failing to sign in: a few slips are free, then the wait doubles up to a limit."""

from __future__ import annotations

from datetime import timedelta

FREE_FAILURES = 3
LONGEST_WAIT = timedelta(minutes=15)
"""Never for good: else anybody could lock an official out by typing wrong passwords at their name."""
FORGOTTEN_AFTER = timedelta(days=1)
SLIPS_FORGOTTEN_AFTER = timedelta(hours=1)
"""While no wait has begun yet; so that typing a million made-up names does not fill the disk for a day."""


def wait_after(failures: int) -> timedelta:
    """The wait after that many failures in a row: none, none, none, 1 s, 2 s, 4 s ... 15 min."""
    doublings = failures - FREE_FAILURES - 1
    if doublings < 0:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(doublings, 20)), LONGEST_WAIT)
