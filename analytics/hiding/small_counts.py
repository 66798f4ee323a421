"""Counts beside each other, of which the small ones are hidden, also from subtraction."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.items.facility import MIN_ITEM_LEARNERS


def shown_counts(counts: Mapping[str, int]) -> dict[str, int | None]:
    """None where a count under MIN_ITEM_LEARNERS (but not 0) is hidden. One hidden alone could be computed from the whole, so
    the next smallest is hidden with it, until at least two and at least so many people are (Willenborg & de Waal
    2001, chapter 6).
    """
    hidden = {name for name, count in counts.items() if 0 < count < MIN_ITEM_LEARNERS}
    order = sorted((name for name in counts if counts[name] and name not in hidden), key=lambda n: (counts[n], n))
    while hidden and order and (len(hidden) < 2 or sum(counts[name] for name in hidden) < MIN_ITEM_LEARNERS):
        hidden.add(order.pop(0))
    return {name: None if name in hidden else count for name, count in counts.items()}
