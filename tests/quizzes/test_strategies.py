"""Rules of test-wise strategies: what pays, what does not, and that chance is nothing."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes.models import Item
from quizzes.strategies import (
    HOW_TO_BALANCE,
    STRATEGIES,
    first_place,
    longest,
    middle_length,
    most_actions,
    most_cautious,
    most_like_the_others,
    most_like_the_stem,
    shortest,
    strategy_gain,
)
from tests.builders import make_item


def option(letter: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": letter, "text": text, "feedback": f"Ulasan {letter}", **more}


def single(*texts: str, key: str = "a", **changes: Any) -> Item:
    return make_item(options=[option(c, t) for c, t in zip("abcde", texts, strict=False)], key=key, **changes)


def test_a_key_that_is_longest_pays_the_strategy_all_above_chance() -> None:
    item = single("Yang jauh lebih panjang", "Pendek", "Pendek2", "Pendek3")
    assert strategy_gain([item], longest) == pytest.approx(75)
    assert strategy_gain([item], shortest) == pytest.approx(-25)


def test_options_alike_pay_nothing() -> None:
    item = single("Teks w", "Teks x", "Teks y", "Teks z")
    for name in ("longest", "shortest", "middle_length", "most_cautious", "most_like_the_stem"):
        strategy = {s.__name__: s for s in STRATEGIES.values()}[name]
        assert strategy_gain([item], strategy) == pytest.approx(0), name


def test_ties_fall_either_way() -> None:
    item = single("Panjang w", "Panjang x", "Teks y", "Teks z")
    assert strategy_gain([item], longest) == pytest.approx(25)


def test_keys_in_every_place_pay_nothing() -> None:
    bank = [single("Satu", "Dua", "Tiga", "Lima", key=key) for key in "abcd"]
    assert strategy_gain(bank, first_place) == pytest.approx(0)
    assert strategy_gain(bank[:1], first_place) == pytest.approx(75)


def test_the_cautious_word_pays_when_only_the_key_has_it() -> None:
    assert strategy_gain([single("Menolak ajakan", "Menerima ajakan", "Ikut saja")], most_cautious) > 60
    assert strategy_gain([single("Menolak A", "Menolak B", "Melapor")], most_cautious) == pytest.approx(0)


def test_the_echo_of_the_stem_pays_when_only_the_key_has_it() -> None:
    item = single("Undangan camat", "Rapat lain", "Acara lain", stem="Apa arti undangan camat itu?")
    assert strategy_gain([item], most_like_the_stem) > 60


def test_two_actions_pay_when_only_the_key_has_them() -> None:
    assert strategy_gain([single("Menolak, lalu melapor", "Ikut", "Pergi")], most_actions) > 60
    assert strategy_gain(
        [single("Menolak, lalu melapor", "Ikut, lalu pulang", "Pergi, lalu diam")], most_actions
    ) == pytest.approx(0)


def test_the_key_all_distractors_were_made_from_pays() -> None:
    made_from_the_key = single("Sanksi moral terbuka", "Sanksi moral", "Hukuman terbuka")
    assert strategy_gain([made_from_the_key], most_like_the_others) > 60
    assert strategy_gain([single("Teguran", "Sanksi moral", "Sanksi terbuka")], most_like_the_others) < 0
    wordy = single("Sanksi moral", "Sanksi berat sekali lagipula lama", "Teguran moral")
    assert strategy_gain([wordy], most_like_the_others) > 60


def test_the_middle_length_is_neither_longest_nor_shortest() -> None:
    assert strategy_gain([single("Tengah x", "X", "Paling panjang di sini")], middle_length) > 60


def test_a_judgement_earns_its_weight_above_the_mean_weight() -> None:
    rows = [option("a", "Menolak", weight=1.0), option("b", "Ikut", weight=0.5), option("c", "Pergi", weight=0.0)]
    assert strategy_gain([make_item("judgement", options=rows)], most_cautious) == pytest.approx(50)


def test_a_multiple_item_is_ticked_by_half_and_compared_with_random_halves() -> None:
    texts = ("Panjang sekali 1", "Panjang sekali 2", "x", "y")
    rows = [option(c, t) for c, t in zip("abcd", texts, strict=True)]
    item = make_item("multiple", options=rows, keys=["a", "b"])
    # of six pairs one earns 1, four earn 0 and one earns 0: chance is 1/6
    assert strategy_gain([item], longest) == pytest.approx(100 * (1 - 1 / 6))


def test_other_kinds_are_left_out() -> None:
    assert strategy_gain([make_item("matching"), make_item("ordering"), make_item("true_false")], longest) == 0.0


def test_every_strategy_says_what_to_do_about_it() -> None:
    assert set(HOW_TO_BALANCE) == set(STRATEGIES)
