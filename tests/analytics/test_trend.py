"""Lines over time and growth of parts: what figures and sentences may say, and what they must not."""

from __future__ import annotations

import pytest

from analytics.charts.comprehension import dumbbell
from analytics.charts.growth import GrowthRow, growth_of_parts
from analytics.charts.trend import Moment, trend
from analytics.crossover import Growth
from analytics.estimates import Estimate, NoData, Withheld
from analytics.sureness import SureShare
from analytics.words.sureness_words import flags_words
from analytics.words.trend_words import NOT_COMPARED, moves_of, time_text, trend_words
from analytics.words.view_words import part_growth_words

BETWEEN = Withheld("between")


def share(value: float, half: float = 0.04) -> Estimate:
    return Estimate(value, value - half, value + half, 60, 300)


def grown(low: float, high: float) -> Growth:
    return Growth((low + high) / 2, low, high, 0.6, 0.6 + (low + high) / 2, 40, NoData(), NoData())


def told(rows, titles=("Karier", "Kampanye"), times=("akhir Juni 2026", "akhir Juli 2026", "hari ini")) -> str:
    return trend_words("Dinas A", moves_of(titles, times, rows), lambda since, _: f"Sejak {since}")


# --- Sentences ---------------------------------------------------------------------------------


def test_up_and_down_are_said_only_where_intervals_do_not_touch() -> None:
    rows = [(share(0.61, 0.06), share(0.70)), (share(0.65), share(0.60)), (share(0.76), share(0.73))]
    assert told(rows) == (
        "Sejak akhir Juni 2026, di Dinas A pemahaman **Karier naik** dari 61% (55–67) menjadi 76% (72–80); pada Kampanye belum "
        "dapat dibedakan, karena rentangnya bertumpang tindih."
    )
    assert "**Karier turun** dari 76% (72–80) menjadi 61% (55–67)" in told(rows[::-1])


def test_touching_ends_are_not_apart() -> None:
    assert "belum dapat dibedakan" in told([(share(0.60),), (share(0.68),)], ("Karier",), ("a", "b"))
    assert "naik" in told([(share(0.60),), (share(0.69),)], ("Karier",), ("a", "b"))


def test_each_indicator_begins_where_it_is_first_shown() -> None:
    rows = [(BETWEEN, share(0.70)), (share(0.61), share(0.70)), (share(0.80), share(0.90))]
    assert [(move.title, move.since) for move in moves_of(("Karier", "Kampanye"), ("a", "b", "c"), rows)] == [
        ("Karier", "b"), ("Kampanye", "a"),
    ]  # fmt: skip
    assert told(rows).count("Sejak ") == 2


@pytest.mark.parametrize("alone", [[(share(0.6),)], [(BETWEEN,), (share(0.6),)], [(NoData(),), (Withheld("few"),)]])
def test_one_number_is_no_line(alone) -> None:
    assert moves_of(("Karier",), [str(at) for at in range(len(alone))], alone) == []
    assert told(alone, ("Karier",), [str(at) for at in range(len(alone))]) == ""


def test_what_is_not_compared_is_called_so() -> None:
    assert time_text(BETWEEN) == NOT_COMPARED and time_text(share(0.6)) == "60% (56–64), n 60"
    assert "kurang dari 5" in time_text(Withheld("few"))


def test_parts_that_fell_are_named_by_the_alphabet_beside_what_chance_would_do() -> None:
    parts = [
        ("Zeta", grown(-0.3, -0.1)),
        ("Alfa", grown(-0.2, -0.05)),
        ("Beta", grown(0.1, 0.2)),
        ("Gama", grown(-0.1, 0.1)),
    ]
    words = part_growth_words("Karier", "Kabupaten", [*parts, ("Delta", Withheld("few"))])
    assert "dari 4 bagian Kabupaten yang terukur: 2 jelas turun (Alfa dan Zeta); 1 jelas naik; 1 belum jelas." in words
    assert "kira-kira 1 dari 4 bagian akan tampak jelas turun karena kebetulan saja" in words
    calm = part_growth_words("Karier", "Kabupaten", parts[2:])
    assert "tidak satu pun jelas turun" in calm and "kebetulan" not in calm
    assert "belum ada bagian" in part_growth_words("Karier", "Kabupaten", [("Delta", Withheld("few"))])


def test_an_interval_that_reaches_zero_is_no_turn() -> None:
    assert [grown(*ends).turn for ends in ((0.0, 0.2), (0.01, 0.2), (-0.2, 0.0), (-0.2, -0.01))] == [
        "unclear", "risen", "unclear", "fallen",
    ]  # fmt: skip


def sure(low: float, high: float) -> SureShare:
    return SureShare(Estimate((low + high) / 2, low, high, 50, 200), 20)


def test_only_an_interval_wholly_above_the_mark_is_a_red_flag_in_words() -> None:
    titles = ("Karier", "Kampanye", "Layanan")
    assert flags_words(titles, [sure(0.19, 0.3), sure(0.1, 0.2), Withheld("few")]) == ""
    words = flags_words(titles, [sure(0.21, 0.29), sure(0.3, 0.4), NoData()])
    assert words.startswith(
        "kira-kira 1 dari 3 jawaban yang ditandai yakin pada **Kampanye** ternyata keliru, yaitu 35% (30–40)."
    )
    assert words.endswith("Begitu juga pada Karier.")


# --- Figures -----------------------------------------------------------------------------------


def test_a_line_breaks_where_a_number_is_not_shown() -> None:
    moments = [Moment(at, f"b{at}", f"Bulan {at}") for at in (1, 2, 4)]
    figure = trend(
        ("Karier", "Kampanye"), moments, [(share(0.6), BETWEEN), (BETWEEN, NoData()), (share(0.7), share(0.8))]
    )
    karier, kampanye = figure.data
    assert list(karier.x) == [1, 2, 4] and list(karier.y) == [60, None, 70] and not karier.connectgaps
    assert list(kampanye.y) == [None, None, 80] and not figure.layout.showlegend
    assert list(karier.error_y.array) == pytest.approx([4, 0, 4]) and list(karier.text) == ["60%", "", "70%"]


def test_only_numbers_of_one_scale_are_joined() -> None:
    moments = [Moment(1, "1", "Satu", "a"), Moment(2, "2", "Dua", "b", is_other=True), Moment(3, "3", "Tiga", "a")]
    figure = trend(("Karier",), moments, [(share(0.6),), (share(0.9),), (share(0.7),)], ("sama", "lain"))
    joined, apart = figure.data
    assert list(joined.x) == [1, 3] and list(apart.x) == [2] and joined.marker.symbol != apart.marker.symbol
    assert figure.layout.showlegend and (joined.name, apart.name) == ("sama", "lain")


@pytest.mark.parametrize("count", [2, 5, 8, 12])
def test_labels_of_time_have_room_on_a_phone(count: int) -> None:
    moments = [Moment(at, f"b{at}", "") for at in range(count)]
    figure = trend(("Karier",), moments, [(share(0.6),)] * count)
    shown = [text for text in figure.layout.xaxis.ticktext if text]
    assert 2 <= len(shown) <= 6 and figure.layout.xaxis.ticktext[-1] == f"b{count - 1}"


def test_the_dumbbell_draws_the_interval_of_growth_about_the_post_test() -> None:
    after = dumbbell(("A", "B"), [grown(0.1, 0.3), NoData()]).data[-1]
    assert list(after.x) == pytest.approx([80])
    assert (after.error_x.array[0], after.error_x.arrayminus[0]) == pytest.approx((10, 10))


def test_parts_are_drawn_in_three_groups_by_name_and_never_ranked() -> None:
    rows = [
        GrowthRow(name, grown(*ends))
        for name, ends in (("C", (0.3, 0.4)), ("A", (0.1, 0.2)), ("D", (-0.2, 0.1)), ("B", (-0.3, -0.2)))
    ]
    figure = growth_of_parts(rows, grown(0.05, 0.1))
    assert [(trace.name, list(trace.y)) for trace in figure.data] == [
        ("Jelas turun", ["B"]), ("Belum jelas", ["D"]), ("Jelas naik", ["A", "C"]),
    ]  # fmt: skip
    assert len({trace.marker.symbol for trace in figure.data}) == 3
    low, high = figure.layout.xaxis.range
    assert low < -30 and high > 40 and "0" in figure.layout.xaxis.ticktext
