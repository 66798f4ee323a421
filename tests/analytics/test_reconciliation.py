"""What is hidden of the way from then to now can be worked out neither on one page nor from the pages of several units."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import MIN_LEARNERS
from analytics.reconciliation import ADDS, TAKES, Change, Side, balance, correct, places_of, reconcile, withheld_terms
from analytics.rollups import DIRECT

TREE = {"r": "r/", "a": "r/a/", "b": "r/b/", "x": "r/a/x/", "y": "r/a/y/"}
PATHS = ("", *TREE.values())
SIDES = st.builds(
    lambda counted, member, excused, progress: Side("" if excused else counted, member or counted, excused, progress),
    st.sampled_from(PATHS), st.sampled_from(PATHS), st.booleans(), st.integers(0, 3),
)  # fmt: skip
CHANGES = st.lists(
    st.builds(
        lambda one, other, number: Change(one, other._replace(progress=max(one.progress, other.progress)), number),
        SIDES, SIDES, st.sampled_from((1, 2, 3, 4, 6, 9, 30)),
    ),
    max_size=12,
)  # fmt: skip
ADDITIVE = ("then", "now", "joined", "left", "corrected_up", "corrected_down")
"""Terms whose parts add up to the whole whoever moved."""


def parts_of(place: str) -> list[str]:
    below = [agency for agency, path in TREE.items() if path.rstrip("/").split("/")[-2:-1] == [place]]
    return [*below, place + DIRECT]


@settings(max_examples=150, deadline=None)
@given(CHANGES, st.integers(0, 3))
def test_every_place_balances_and_the_parts_add_up(changes: list[Change], least: int) -> None:
    found = reconcile(changes, least)
    for place, terms in found.items():
        assert balance(terms) == terms["now"] and min(terms.values()) >= 0
        if place in TREE:
            for term in ("then", "now", "joined", "left"):
                assert terms[term] == sum(found[part][term] for part in parts_of(place) if part in found)  # type: ignore[index]


@settings(max_examples=100, deadline=None)
@given(CHANGES)
def test_no_small_number_is_shown_or_follows_from_those_shown(changes: list[Change]) -> None:
    found = reconcile(changes)
    hidden = withheld_terms(found, [TREE])
    cells = [
        (place, term)
        for place, terms in found.items()
        for term in (*ADDS, *TAKES, "now")
        if terms[term] or term == "now"
    ]
    for place, term in cells:
        assert found[place][term] >= MIN_LEARNERS or term == "now" or (place, term) in hidden
    unknown = [cell for cell in cells if cell in hidden]
    if not unknown:
        return
    at = {cell: number for number, cell in enumerate(unknown)}
    rows = [_balance_row(place, at) for place, terms in found.items() if terms["now"]]
    rows += [_sum_row(place, term, at) for place in TREE for term in ADDITIVE]
    known = np.array(rows)
    rank = np.linalg.matrix_rank(known)
    for number in range(len(unknown)):
        cell = np.eye(len(unknown))[number]
        assert np.linalg.matrix_rank(np.vstack([known, cell])) > rank, unknown[number]


def _balance_row(place: str, at: dict[tuple[str, str], int]) -> np.ndarray:
    row = np.zeros(len(at))
    for term in (*ADDS, *TAKES, "now"):
        if (place, term) in at:
            row[at[place, term]] = 1 if term in ADDS else -1
    return row


def _sum_row(place: str, term: str, at: dict[tuple[str, str], int]) -> np.ndarray:
    row = np.zeros(len(at))
    for cell, sign in [((place, term), -1), *(((part, term), 1) for part in parts_of(place))]:
        if cell in at:
            row[at[cell]] = sign
    return row


def test_what_was_known_differently_then_becomes_a_term() -> None:
    found = reconcile([Change(Side("r/", "r/", False, 0), Side("r/", "r/", False, 0), 20)])
    correct(found, {"r": 13, "gone": 6})
    assert found["r"] == {"then": 13, "corrected_up": 7, "corrected_down": 0, "now": 20}
    assert found["gone"] == {"then": 6, "corrected_up": 0, "corrected_down": 6}
    assert balance(found["r"]) == 20 and balance(found["gone"]) == 0


def test_a_path_leads_through_its_agencies_to_the_direct_part() -> None:
    assert places_of("r/a/") == ("r", "a", "a" + DIRECT) and places_of("") == ()
