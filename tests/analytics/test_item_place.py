"""Where an item stands for a supervisor: what is to be taught, what is in doubt, and what cannot be said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.charts.item_places import PlacedItem, place_map
from analytics.estimates import MICRO, Estimate
from analytics.items.flags import WEAK
from analytics.items.intervals import Correlation
from analytics.items.item_place import ItemPlace, place_words, region_text, separation_of, separation_text
from analytics.items.item_sums import AnswerSums, item_statistics


def sums(mark: float, people: int, rest: float, spread: float = 0.2) -> AnswerSums:
    """Half of the people ``spread`` above the rest, half below."""
    above, below = round((rest + spread) * MICRO), round((rest - spread) * MICRO)
    up = people // 2
    down = people - up
    squares = up * above * above + down * below * below
    return AnswerSums(("a",), round(mark * MICRO), people, up * above + down * below, squares)


def answered(right: int, wrong: int, ahead: float) -> list[AnswerSums]:
    """``ahead``: by how much who is right does better on the rest."""
    return [sums(1, right, 0.5 + ahead / 2), sums(0, wrong, 0.5 - ahead / 2)]


def facility(value: float, half: float = 0.05) -> Estimate:
    return Estimate(value, value - half, value + half, 100, 100)


HARD, EASY, BETWEEN = facility(0.3), facility(0.8), facility(0.48)


@pytest.mark.parametrize(
    ("found", "separation", "told"),
    [
        (HARD, 0.3, "perlu diajarkan"),
        (HARD, 0.1, "perlu diajarkan"),
        (HARD, 0.0, "soalnya diragukan"),
        (HARD, -0.2, "soalnya diragukan"),
        (EASY, 0.3, "lebih banyak yang benar"),
        (EASY, 0.0, "benar, tetapi tidak membedakan"),
        (BETWEEN, 0.3, "perlu diajarkan, belum pasti"),
        (facility(0.52), 0.3, "lebih banyak yang benar, belum pasti"),
        (HARD, None, "belum dapat dinilai"),
    ],
)
def test_every_item_has_its_region_in_words(found, separation, told) -> None:
    assert region_text(ItemPlace(found, separation)) == told


def test_what_separates_clearly_is_told_with_one_decimal_and_so_is_what_clearly_does_not() -> None:
    clearly, not_at_all, the_wrong_way = answered(300, 300, 0.2), answered(300, 300, 0.0), answered(300, 300, -0.2)
    assert item_statistics(clearly).item_rest.value == pytest.approx(0.447, abs=0.001)
    assert [separation_of(one) for one in (clearly, not_at_all, the_wrong_way)] == [0.4, 0.0, -0.4]
    assert [separation_text(one) for one in (0.4, 0.0, -0.4, None)] == ["0,4", "0,0", "−0,4", "–"]


def test_nothing_is_told_of_under_thirty_people_nor_where_the_interval_crosses_the_border() -> None:
    assert separation_of(answered(15, 15, 0.4)) is not None
    assert separation_of(answered(15, 14, 0.4)) is None
    assert separation_of(answered(300, 300, 0.05)) is None
    assert separation_of(answered(60, 0, 0.0)) is None and separation_of([]) is None


def test_nothing_is_told_where_fewer_than_ten_differ_from_all_others() -> None:
    """A comparison with nine people would tell how those nine do elsewhere."""
    assert separation_of(answered(500, 10, 0.4)) is not None
    assert separation_of(answered(500, 9, 0.4)) is None
    assert separation_of(answered(9, 500, 0.4)) is None


MARKS = st.lists(
    st.builds(sums, st.sampled_from([0, 0.5, 1]), st.integers(1, 900), st.floats(0.2, 0.8), st.floats(0, 0.2)),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(MARKS)
def test_the_number_told_lies_on_the_side_of_the_border_where_the_whole_interval_lies(answers) -> None:
    told = separation_of(answers)
    if told is None:
        return
    found = item_statistics(answers).item_rest
    assert isinstance(found, Correlation) and found.learners >= 30
    assert (told >= WEAK) == (found.low >= WEAK) and (told < WEAK) == (found.high < WEAK)
    assert round(told * 10) / 10 == told and abs(told) <= abs(found.value) and abs(told - found.value) < 0.1
    assert separation_of(answers[::-1]) == told


# --- Words ---------------------------------------------------------------------------------------


def places(*found: tuple[Estimate, float | None]) -> list[ItemPlace]:
    return [ItemPlace(*one) for one in found]


def test_the_sentence_tells_what_to_teach_and_what_to_leave_to_the_authors() -> None:
    mixed = places((HARD, 0.3), (HARD, 0.2), (HARD, 0.0), (HARD, None), (EASY, 0.3), (EASY, None))
    assert place_words(mixed) == (
        "Dari 4 soal sulit itu, 2 jelas membedakan yang paham dari yang belum: itu yang perlu diajarkan; "
        "1 tidak membedakan: soalnya mungkin perlu diperbaiki penyusun, jangan dulu disimpulkan; "
        "1 belum dapat dinilai daya bedanya."
    )


def test_one_and_all_alike_and_none_have_sentences_of_their_own() -> None:
    assert place_words(places((HARD, 0.3), (HARD, 0.4))).startswith("Semua soal sulit itu jelas membedakan")
    assert place_words(places((HARD, -0.1))).startswith("Soal sulit itu tidak membedakan: ")
    assert place_words(places((HARD, None))) == "Soal sulit itu belum dapat dinilai daya bedanya."
    assert place_words(places((EASY, 0.3))) == place_words([]) == ""
    assert place_words(places((BETWEEN, 0.3), (EASY, 0.3))) == "1 soal mungkin sulit, tetapi belum pasti."


# --- Figure --------------------------------------------------------------------------------------


def drawn(figure) -> list[tuple[float, float, str]]:
    return [
        point for trace in figure.data for point in zip(trace.x, trace.y, trace.customdata or (), strict=True)
    ]  # fmt: skip


def test_the_map_has_a_point_for_every_item_that_can_be_placed_and_tells_no_number_of_everybody() -> None:
    known = [PlacedItem("Soal <b>satu</b>", ItemPlace(HARD, 0.3)), PlacedItem("Dua", ItemPlace(EASY, -0.4))]
    points = drawn(place_map([*known, PlacedItem("Tiga", ItemPlace(HARD, None))]))
    assert sorted(point[0] for point in points) == pytest.approx([30, 80])
    hovers = "".join(point[2] for point in points)
    assert "&lt;b&gt;satu" in hovers and "Tiga" not in hovers
    assert "dijawab benar 30% (25–35)<br>daya beda soal 0,3<br>perlu diajarkan" in hovers
    with pytest.raises(ValueError, match="min"):
        place_map([PlacedItem("Tiga", ItemPlace(HARD, None))])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(-2, 5)), min_size=1, max_size=60))
def test_points_that_would_lie_on_one_another_stay_in_their_row(found) -> None:
    items = [PlacedItem("x", ItemPlace(facility(x / 100, 0), row / 10)) for x, row in found]
    points = drawn(place_map(items))
    assert len(points) == len(items)
    rows = sorted((round(x), round(y * 10)) for x, y, _ in points)
    assert rows == sorted(found)
