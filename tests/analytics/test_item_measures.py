"""Every statistic that leaves analytics/ is in the catalogue, and every catalogue entry is computed and proved somewhere."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from analytics.items.classical import PartStatistics, PoolStatistics, QuizStatistics, ScoreStatistics, SlotStatistics
from analytics.items.decisions import Decisions
from analytics.items.drawn import DrawnItem
from analytics.items.item_measures import ITEM_MEASURES
from analytics.items.item_sums import ItemStatistics, OptionStatistics
from analytics.items.paper_report import PaperReport
from analytics.items.reliability import Components

RECORDS = (
    PartStatistics, SlotStatistics, ScoreStatistics, QuizStatistics, ItemStatistics, OptionStatistics, PoolStatistics,
    DrawnItem, PaperReport, Components, Decisions,
)  # fmt: skip
NO_STATISTIC = {
    "part",
    "pool",
    "corrected",
    "scores",
    "components",
    "decisions",
    "options",
    "option",
    "version",
    "papers",
}
"""Names, and records within records."""
GUESS = {"guess"}
"""Computed from the item's rule in quizzes/guessing.py, not from answers."""

PROOFS = {
    "test_classical.py::test_the_quiz_worked_out_by_hand": (
        "learners", "mean", "median", "standard_deviation", "skewness", "kurtosis", "internal_consistency", "error_ratio",
        "standard_error",
    ),
    "test_classical.py::test_the_slots_worked_out_by_hand": (
        "facility", "covariance", "covariance_max", "discrimination", "discriminative_efficiency", "intended_weight",
        "effective_weight",
    ),
    "test_classical.py::test_a_slot_that_pulls_against_the_total_is_flagged_and_has_no_effective_weight": (
        "has_negative_covariance",
    ),
    "test_item_sums.py::test_sums_give_what_the_definitions_give_to_nine_digits": (
        "unanswered", "chosen", "share", "option_rest", "mean_rest",
    ),
    "test_forms.py::test_the_adjusted_correlation_is_its_definition_to_nine_digits": ("item_rest",),
    "test_forms.py::test_with_one_form_for_all_it_is_the_ordinary_item_rest_correlation_and_alpha": (
        "generalizability",
    ),
    "test_classical.py::test_a_part_is_judged_against_the_rest_and_not_against_a_total_that_holds_it": (
        "as_moodle", "efficiency_as_moodle",
    ),
    "test_forms.py::test_the_components_that_went_in_come_out_and_predict_how_alike_two_papers_are": (
        "people", "items", "residual", "items_per_paper", "dependability", "absolute_error",
    ),
    "test_decisions.py::test_it_foretells_what_two_real_papers_show": (
        "consistency", "accuracy", "wrongly_passed", "wrongly_failed", "effective_items", "chance_consistency", "kappa",
    ),
    "../quizzes/test_guessing.py::test_one_choice_among_so_many": ("guess",),
}  # fmt: skip


def public_names(record: type) -> set[str]:
    properties = {name for name, value in vars(record).items() if isinstance(value, property)}
    return {field.name for field in fields(record)} | properties


def test_every_statistic_is_in_the_catalogue_and_nothing_else_is():
    computed = set().union(*map(public_names, RECORDS)) - NO_STATISTIC
    assert computed | GUESS == set(ITEM_MEASURES)


@pytest.mark.parametrize("measure", ITEM_MEASURES.values(), ids=ITEM_MEASURES)
def test_every_entry_says_what_it_is_its_unit_what_counts_and_whence(measure):
    assert ITEM_MEASURES[measure.id] is measure
    assert len(measure.definition) > 40 and measure.definition.endswith(".")
    assert all((measure.title, measure.unit, measure.counts, measure.source))


def test_titles_differ():
    titles = [measure.title for measure in ITEM_MEASURES.values()]
    assert len(set(titles)) == len(titles)


def test_every_entry_has_a_test_that_names_its_value():
    here, proved = Path(__file__).parent, set()
    for place, names in PROOFS.items():
        file, _, function = place.partition("::")
        tree = ast.parse((here / file).read_text(encoding="utf-8"))
        body = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function)
        words = {n.attr for n in ast.walk(body) if isinstance(n, ast.Attribute)}
        missing = set(names) - words - GUESS
        assert not missing, f"{place} does not look at {missing}"
        proved |= set(names)
    assert proved == set(ITEM_MEASURES)
