"""Evidence frozen with a decision: the same evidence never reopens it, clearly worse evidence always does."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from analytics.estimates import Estimate
from analytics.items.evidence import frozen_evidence, is_clearly_worse
from analytics.items.flags import Candidate, Figure, Flag, Kind, flags
from analytics.items.intervals import Correlation
from analytics.items.item_sums import ItemStatistics

SHARES = st.floats(-1, 1, allow_nan=False)
FIGURES = st.lists(SHARES, min_size=3, max_size=3).map(sorted).map(lambda ends: Figure(ends[1], ends[0], ends[2]))


def flag(figure: Figure | None, about: str | None = "b", kind: Kind = "wrong_key") -> Flag:
    return Flag(kind, "soal", "v1", "200 dari 300 orang memilih 'b'.", about, figure)


def raised(facility: float, item_rest: float, people: int = 400) -> dict[Kind, Flag]:
    """The flags of an item with these figures, each interval 0.02 wide on either side."""
    share = Estimate(facility, facility - 0.02, facility + 0.02, people, people)
    rest = Correlation(item_rest, item_rest - 0.02, item_rest + 0.02, people)
    statistics = ItemStatistics(people, 0, share, 0.4, rest, ())
    return {one.kind: one for one in flags([Candidate("soal", "v1", statistics, guess=0.25)])}


@given(FIGURES)
def test_the_same_evidence_is_never_worse(figure: Figure) -> None:
    assert not is_clearly_worse([flag(figure)], frozen_evidence([flag(figure)]))


@given(FIGURES, FIGURES)
def test_worse_means_that_the_intervals_do_not_touch_and_never_both_ways(one: Figure, other: Figure) -> None:
    there = is_clearly_worse([flag(one)], frozen_evidence([flag(other)]))
    back = is_clearly_worse([flag(other)], frozen_evidence([flag(one)]))
    assert not (there and back)
    assert there == (round(one.low, 2) > round(other.high, 2))


def test_an_option_or_a_group_that_was_not_known_is_worse_and_one_less_is_not() -> None:
    known = frozen_evidence([flag(None, "b"), flag(None, "c")])
    assert is_clearly_worse([flag(None, "d")], known)
    assert not is_clearly_worse([flag(None, "b")], known)
    group = Flag("dif", "soal", "v1", "", figure=Figure(2, 1, 3), group="PPPK / PNS")
    assert is_clearly_worse([group], frozen_evidence([Flag("dif", "soal", "v1", "", group="kecamatan / dinas")]))


def test_more_is_worse_for_an_easy_item_and_less_for_a_hard_or_a_weak_one() -> None:
    pairs = [
        ("too_easy", raised(0.975, 0.3), raised(0.99, 0.3)),
        ("too_hard", raised(0.2, 0.3), raised(0.1, 0.3)),
        ("weak", raised(0.6, 0.05), raised(0.6, 0.0)),
        ("negative", raised(0.6, -0.3), raised(0.6, -0.5)),
    ]
    for kind, mild, grave in pairs:
        assert grave[kind].figure.value > mild[kind].figure.value, kind
        assert mild[kind].figure.low <= mild[kind].figure.value <= mild[kind].figure.high, kind
    hard, harder = raised(0.2, 0.3)["too_hard"], raised(0.1, 0.3)["too_hard"]
    assert is_clearly_worse([harder], frozen_evidence([hard]))
    assert not is_clearly_worse([hard], frozen_evidence([harder]))


def test_nothing_is_frozen_but_what_the_screen_says() -> None:
    (found,) = json.loads(frozen_evidence([flag(Figure(0.123456, 0.1, 0.2))]))
    assert found == {"about": "b", "reason": "200 dari 300 orang memilih 'b'.", "figure": [0.12, 0.1, 0.2]}
