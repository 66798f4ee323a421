"""The sentence of every view: true of its numbers, silent about what is hidden, and without an order that is not proved."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.crossover import Growth
from analytics.estimates import Estimate, NoData, Withheld
from analytics.items.intervals import Correlation, Unknown
from analytics.items.item_map import REGIONS, item_map_words, point_of, region_of
from analytics.items.item_sums import ItemStatistics
from analytics.words.part_words import Area, Stage, areas_words, funnel_words
from analytics.words.view_words import (
    beliefs_words,
    dilemma_words,
    growth_words,
    items_words,
    map_words,
    names_words,
    no_order_words,
    nothing_words,
    order_words,
)

HIDDEN = Withheld("few")
TITLES = ("Karier", "Partai", "Kampanye", "Layanan")


def near(value: float, half: float = 0.03, learners: int = 120) -> Estimate:
    return Estimate(value, value - half, value + half, learners, 5 * learners)


def grown(value: float, half: float) -> Growth:
    return Growth(value, value - half, value + half, 0.5, 0.5 + value, 40, NoData(), NoData())


# --- Nothing measured, all withheld ----------------------------------------------------------


@pytest.mark.parametrize("words", [
    lambda cells: map_words("Dinas A", TITLES, cells, [], "indikator"),
    lambda cells: growth_words("Dinas A", TITLES, cells),
    lambda cells: dilemma_words("Dinas A", cells),
    lambda cells: nothing_words("Dinas A", cells),
])  # fmt: skip
def test_nothing_measured_and_all_withheld_are_different_sentences(words) -> None:
    assert words([NoData()] * 4) == "Belum ada hasil di Dinas A."
    for cells in ([HIDDEN] * 4, [NoData(), HIDDEN, NoData(), HIDDEN]):
        assert "disembunyikan" in words(cells) and not re.search(r"\d", words(cells))


def test_a_withheld_number_is_in_no_sentence() -> None:
    stages = [Stage("Ditugaskan", "", 40), Stage("Mulai", "sudah mulai", 30), Stage("Lulus", "lulus", None)]
    words = funnel_words("Dinas A", stages)
    assert "Angka lulus disembunyikan" in words and "30 sudah mulai (75%)" in words
    assert "antara ditugaskan dan mulai: 10 orang" in words


# --- Map -------------------------------------------------------------------------------------


def test_the_weakest_is_named_only_when_its_interval_lies_below_all_others() -> None:
    total = [near(0.8), near(0.82), near(0.6), near(0.79)]
    words = map_words("Dinas A", TITLES, total, [], "indikator")
    assert words == (
        "Di Dinas A, kira-kira 3 dari 5 jawaban tentang Kampanye benar (60%, rentang 57–63%, 120 orang); "
        "itu jelas indikator terlemah."
    )


def test_two_that_overlap_are_weakest_together_and_all_alike_say_nothing() -> None:
    two = map_words("Dinas A", TITLES, [near(0.8), near(0.62), near(0.6), near(0.79)], [], "indikator")
    assert "yang paling lemah adalah Kampanye dan Partai (rentang 57–65%)" in two and "belum ada yang jelas" in two
    alike = map_words("Dinas A", TITLES, [near(0.7)] * 4, [], "indikator")
    assert "belum ada indikator yang jelas paling lemah" in alike and "67–73%" in alike


def test_one_column_has_no_weakest() -> None:
    assert "terlemah" not in map_words("Dinas A", ("Karier",), [near(0.6)], [], "indikator")


@given(st.lists(st.floats(0.1, 0.9), min_size=2, max_size=4), st.floats(0.001, 0.1))
def test_no_column_is_called_weakest_while_another_overlaps_it(values: list[float], half: float) -> None:
    total = [near(value, half) for value in values]
    lowest = min(total, key=lambda one: one.value)
    is_apart = all(one is lowest or one.low > lowest.high for one in total)
    words = map_words("A", TITLES[: len(total)], total, [], "indikator")
    assert ("itu jelas indikator terlemah" in words) == is_apart


def test_the_map_counts_parts_and_says_how_many_are_left_out() -> None:
    parts = [("low", "unclear"), ("unclear", "low"), ("high", "high"), ("unknown", "unknown")]
    words = map_words("Dinas A", TITLES[:2], [near(0.6), near(0.8)], parts, "indikator")
    assert "2 dari 3 bagian yang terukur jelas di bawah keseluruhan pada sedikitnya satu indikator." in words
    assert "1 bagian lain belum ada hasilnya atau disembunyikan." in words
    assert "Tidak satu pun dari 1 bagian" in map_words("A", TITLES[:1], [near(0.6)], [("unclear",)], "indikator")


# --- Order -----------------------------------------------------------------------------------


def test_the_order_names_groups_by_the_alphabet_and_never_by_rank() -> None:
    parts = [("Z", "low"), ("B", "low"), ("M", "unclear"), ("A", "low"), ("K", "low"), ("H", "high"), ("X", "unknown")]
    assert order_words("Kampanye", "Prov", parts) == (
        "Pada Kampanye, dari 6 bagian Prov yang terukur: 4 jelas di bawah keseluruhan (A, B, K, dan 1 lainnya); "
        "1 jelas di atas; 1 belum dapat dibedakan."
    )


def test_all_equal_and_none_measured() -> None:
    assert "tidak satu pun dari 2 bagian" in order_words("Karier", "P", [("A", "unclear"), ("B", "unclear")])
    assert "tidak satu pun dari 1 bagian" in order_words("Karier", "P", [("A", "unclear")])
    assert "belum ada bagian" in order_words("Karier", "P", [("A", "unknown")])
    assert "belum ada bagian" in order_words("Karier", "P", [])


@given(st.lists(st.text("ABCD", min_size=1, max_size=3), min_size=1, max_size=8))
def test_names_do_not_depend_on_their_order(names: list[str]) -> None:
    assert names_words(names) == names_words(names[::-1])


# --- Growth ----------------------------------------------------------------------------------


def test_growth_says_where_it_is_sure_and_where_not() -> None:
    found = (grown(0.2, 0.1), grown(0.05, 0.1), grown(-0.3, 0.1), NoData())
    assert growth_words("Dinas A", TITLES, found) == (
        "Di Dinas A, hasil 40 orang yang menempuh prauji dan pascauji jelas naik pada Karier (rentang +10 sampai +30 poin); "
        "jelas turun pada Kampanye (rentang −40 sampai −20 poin); belum jelas berubah pada Partai."
    )
    assert "jelas naik pada semua indikator (rentang" in growth_words("Dinas A", TITLES[:2], found[:1] * 2)


# --- Items, dilemmas, beliefs ----------------------------------------------------------------


def test_items_and_dilemmas_count_only_what_is_clearly_below_half() -> None:
    found = [near(0.3), near(0.49), near(0.8)]
    assert (
        "dari 3 soal yang terukur, 1 jelas belum dijawab benar oleh separuh orang (yang benar 27–33%)"
        in items_words("Dinas A", found)
    )
    assert "tidak ada yang jelas dijawab salah" in items_words("Dinas A", found[1:])
    assert "belum ada soal" in items_words("Dinas A", [])
    words = dilemma_words("Dinas A", [near(0.3), near(0.49), HIDDEN])
    assert (
        "2 dari 3 keadaan cerita ini dapat dihitung. Tindakan terbaik dipilih oleh 27–52% orang; pada 1 keadaan jelas"
        in words
    )
    assert "tidak ada keadaan yang jelas keliru" in dilemma_words("Dinas A", [near(0.5)])


def test_the_most_common_belief_is_called_so_only_when_it_is() -> None:
    beliefs = [("Like itu bebas.", 1, near(0.75)), ("PPPK bebas.", 2, near(0.4)), ("Libur itu bebas.", 2, near(0.39))]
    words = beliefs_words("Dinas A", beliefs, 70, 5)
    assert words == (
        "Di Dinas A, kira-kira 3 dari 4 pegawai keliru (75%, rentang 72–78%, 120 orang). Anggapannya: “Like itu bebas.” "
        "Itu jelas yang paling umum."
    )
    alike = [(text, 1, share) for text, _, share in beliefs]
    assert "salah satu yang paling umum; 7 lainnya belum dapat dibedakan" in beliefs_words("Dinas A", alike, 70, 5)
    assert "satu-satunya yang umum dari 70" in beliefs_words("Dinas A", beliefs[:1], 70, 0)
    assert "salah satu yang paling umum; 3 lainnya" in beliefs_words("Dinas A", beliefs[:1], 70, 3)
    assert "tidak ada salah paham" in beliefs_words("Dinas A", [], 70, 0)


# --- Funnel and areas ------------------------------------------------------------------------


def test_the_funnel_names_the_largest_drop_between_gates_only() -> None:
    stages = [
        Stage("Ditugaskan", "", 100), Stage("Materi", "selesai membaca", 20, is_gate=False),
        Stage("Mulai", "sudah mulai", 90), Stage("Selesai", "sudah selesai", 60), Stage("Lulus", "lulus", 50),
    ]  # fmt: skip
    assert funnel_words("Dinas A", stages).endswith("Selisih terbesar ada antara mulai dan selesai: 30 orang.")
    assert "20 selesai membaca (20%)" in funnel_words("Dinas A", stages)


def test_a_funnel_of_nobody_of_everybody_and_of_equal_drops() -> None:
    def stages(*people: int) -> list[Stage]:
        return [Stage(name, name, count) for name, count in zip("abc", people, strict=True)]

    assert funnel_words("Dinas A", stages(0, 0, 0)) == "Belum ada orang di Dinas A yang ditugaskan."
    assert "Selisih terbesar" not in funnel_words("Dinas A", stages(9, 9, 9))
    assert "Selisih terbesar" not in funnel_words("Dinas A", stages(9, 6, 3))


@given(st.lists(st.builds(Area, st.integers(0, 900), st.none() | st.floats(0, 1)), min_size=1, max_size=9))
def test_areas_add_up_to_all_parts_and_all_people(areas: list[Area]) -> None:
    words = areas_words("Prov", "Karier", 0.75, areas)
    told = re.findall(r"([\d.]+) bagian \(([\d.]+) orang\)", words)
    assert sum(int(parts.replace(".", "")) for parts, _ in told) == len(areas)
    assert sum(int(people.replace(".", "")) for _, people in told) == sum(area.people for area in areas)


def test_an_agency_without_parts_says_so() -> None:
    assert areas_words("Prov", "Karier", 0.75, []) == "Prov tidak punya bagian yang ditugaskan."


# --- Map of items ----------------------------------------------------------------------------


def item(facility: float, rest: float | None, half: float = 0.02) -> ItemStatistics:
    found = Correlation(rest, rest - half, rest + half, 400) if rest is not None else Unknown("few")
    return ItemStatistics(400, 0, near(facility, half, 400), None, found, ())


@pytest.mark.parametrize(("facility", "rest", "region"), [
    (0.7, 0.3, "good"), (0.98, 0.2, "easy"), (0.6, 0.05, "confusing"), (0.6, -0.1, "key"), (0.99, -0.1, "key"),
])  # fmt: skip
def test_every_region_has_its_items(facility: float, rest: float, region: str) -> None:
    point = point_of("a", item(facility, rest))
    assert point is not None and point.region == region and point.is_sure


def test_an_item_across_a_border_is_not_sure_and_one_of_few_people_is_not_on_the_map() -> None:
    point = point_of("a", item(0.7, 0.11))
    assert point is not None and not point.is_sure
    assert point_of("a", item(0.7, None)) is None


@given(st.floats(0, 1), st.floats(-1, 1))
def test_every_place_on_the_map_has_one_region(facility: float, rest: float) -> None:
    assert region_of(facility, rest) in REGIONS


def test_the_words_of_the_item_map() -> None:
    points = [
        p for p in (point_of("a", item(0.7, 0.3)), point_of("b", item(0.7, 0.11)), point_of("c", item(0.6, -0.2))) if p
    ]
    assert item_map_words(points, 4) == (
        "Dari 3 soal yang cukup datanya: 1 jelas perlu diperiksa kuncinya, 1 jelas baik, 1 belum pasti karena rentangnya "
        "melewati batas. Tidak ada yang jelas membingungkan atau terlalu mudah. 4 soal lain belum dapat dipetakan."
    )
    assert item_map_words([], 3) == "Belum ada soal yang cukup datanya untuk dipetakan."


def test_the_hardest_items_are_told_with_how_many_may_be_as_hard() -> None:
    alike = no_order_words([near(0.4), near(0.42), near(0.45), near(0.47), near(0.9)], 2)
    assert "Tampil 2 soal" in alike and "2 soal lain belum tentu lebih mudah" in alike
    apart = no_order_words([near(0.3), near(0.32), near(0.9)], 2)
    assert "soal lain" not in apart and "bertumpang tindih" in apart
