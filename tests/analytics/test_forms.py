"""Random forms: fair to those who drew the hard paper, the same as ordinary statistics where all drew the same."""

from __future__ import annotations

import time
import tracemalloc
from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.items.classical import quiz_statistics, slot_statistics
from analytics.items.intervals import Correlation, Unknown
from tests.analytics import exact
from tests.analytics.forms import form_items, responses_of, variance_components


def drawn(dice, learners=60, bank=12, per_paper=6, marks=5):
    """(person, item, mark) rows of papers drawn at random; marks in steps of 1/4."""
    rows = []
    for person in range(learners):
        for item in dice.choice(bank, per_paper, replace=False):
            rows.append((f"p{person:03}", f"i{item:02}", Fraction(int(dice.integers(marks)), marks - 1)))
    return rows


def responses(rows):
    return responses_of([r[0] for r in rows], [r[1] for r in rows], [float(r[2]) for r in rows])


def adjusted_exactly(rows) -> dict[str, float | None]:
    """The definition, row by row: mark against the mean of (mark - facility) over the other items of the paper."""
    of_item, of_person = defaultdict(list), defaultdict(list)
    for person, item, mark in rows:
        of_item[item].append(mark)
        of_person[person].append((item, mark))
    facility = {item: exact.mean(marks) for item, marks in of_item.items()}
    pairs = defaultdict(list)
    for met in of_person.values():
        for item, mark in met:
            others = [m - facility[i] for i, m in met if i != item]
            pairs[item].append((mark, exact.mean(others)))
    return {item: exact.correlation(*zip(*found, strict=True)) for item, found in pairs.items()}


@pytest.mark.parametrize("seed", range(5))
def test_the_adjusted_correlation_is_its_definition_to_nine_digits(seed):
    rows = drawn(np.random.default_rng(seed))
    wanted, checked = adjusted_exactly(rows), 0
    for found in form_items(responses(rows)):
        if isinstance(found.item_rest, Correlation):
            checked += 1
            assert found.item_rest.value == pytest.approx(wanted[found.item], rel=1e-9, abs=1e-9)
    assert checked >= 3


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.randoms())
def test_the_order_of_rows_changes_no_digit(seed, shuffler):
    rows = drawn(np.random.default_rng(seed), learners=45)
    again = list(rows)
    shuffler.shuffle(again)
    assert form_items(responses(rows)) == form_items(responses(again))
    assert variance_components(responses(rows)) == variance_components(responses(again))


def test_with_one_form_for_all_it_is_the_ordinary_item_rest_correlation_and_alpha():
    dice = np.random.default_rng(3)
    skill = dice.normal(size=(200, 1))
    table = (skill + dice.normal(size=(200, 8)) > np.linspace(-1, 1, 8)).astype(float)
    person, item = np.indices(table.shape)
    rows = responses_of(person.ravel(), item.ravel(), table.ravel())
    for found, slot in zip(form_items(rows), slot_statistics(table, np.ones(8)), strict=True):
        assert found.facility == pytest.approx(slot.part.facility)
        assert found.standard_deviation == pytest.approx(slot.part.standard_deviation)
        assert found.item_rest.value == pytest.approx(slot.part.discrimination, rel=1e-9)
        assert found.raw_item_rest.value == pytest.approx(slot.part.discrimination, rel=1e-9)
    components = variance_components(rows)
    assert components.generalizability == pytest.approx(quiz_statistics(table).internal_consistency, rel=1e-9)
    assert components.dependability < components.generalizability


def test_adjusting_takes_the_luck_of_the_draw_out_of_the_rest():
    """Items of very unequal difficulty: the plain rest is mostly luck, so the plain correlation is weaker."""
    dice = np.random.default_rng(11)
    difficulty = np.linspace(-2.5, 2.5, 40)
    ability = dice.normal(0, 1, 3000)
    items = np.argsort(dice.random((3000, 40)), axis=1)[:, :8]
    marks = (dice.logistic(size=items.shape) < 1.5 * (ability[:, None] - difficulty[items])).astype(float)
    found = form_items(responses_of(np.repeat(np.arange(3000), 8), items.ravel(), marks.ravel()))
    middle = found[15:25]
    assert np.mean([f.item_rest.value for f in middle]) > 1.05 * np.mean([f.raw_item_rest.value for f in middle])


def test_the_components_that_went_in_come_out_and_predict_how_alike_two_papers_are():
    dice = np.random.default_rng(5)
    learners, bank, per_paper = 6000, 200, 20
    people, items = dice.normal(0, 0.15, learners), dice.normal(0, 0.2, bank)

    def papers():
        drawn = np.argsort(dice.random((learners, bank)), axis=1)[:, :per_paper]
        return drawn, 0.6 + people[:, None] + items[drawn] + dice.normal(0, 0.4, drawn.shape)

    (drawn, marks), (_, again) = papers(), papers()
    found = variance_components(responses_of(np.repeat(np.arange(learners), per_paper), drawn.ravel(), marks.ravel()))
    assert found.people == pytest.approx(0.15**2, rel=0.08)
    assert found.items == pytest.approx(0.2**2, rel=0.25)
    assert found.residual == pytest.approx(0.4**2, rel=0.03)
    assert found.items_per_paper == pytest.approx(per_paper)
    alike = np.corrcoef(marks.mean(axis=1), again.mean(axis=1))[0, 1]
    assert found.dependability == pytest.approx(alike, abs=0.03)
    assert found.absolute_error == pytest.approx(np.std(marks.mean(axis=1) - again.mean(axis=1)) / 2**0.5, rel=0.03)


def test_what_cannot_be_told_apart_is_none():
    everyone_once = responses_of(["a", "a", "b", "b"], ["1", "2", "3", "4"], [1, 0, 1, 1])
    assert variance_components(everyone_once) is None
    assert variance_components(responses_of(["a", "a"], ["1", "2"], [1, 0])) is None


def test_a_person_with_one_item_counts_for_the_facility_only():
    rows = [(f"p{n:02}", "i", Fraction(n % 2)) for n in range(40)]
    (found,) = form_items(responses(rows))
    assert (found.learners, found.facility, found.item_rest) == (40, 0.5, Unknown("few"))


@pytest.mark.parametrize("people", [[], ["a", "a"]])
def test_nobody_and_an_item_met_twice_are_refused(people):
    with pytest.raises(ValueError):
        responses_of(people, ["i"] * len(people), [1.0] * len(people))


def test_a_million_answers_take_seconds_and_little_memory():
    dice = np.random.default_rng(1)
    people, items = np.repeat(np.arange(50_000), 20), np.argsort(dice.random((50_000, 100)), axis=1)[:, :20].ravel()
    marks = dice.integers(0, 2, 1_000_000).astype(float)
    tracemalloc.start()
    start = time.perf_counter()
    rows = responses_of(people, items, marks)
    assert len(form_items(rows)) == 100 and variance_components(rows) is not None
    seconds, (_, peak) = time.perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 10
    assert peak < 300_000_000
