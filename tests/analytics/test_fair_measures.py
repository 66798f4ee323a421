"""Every figure about fairness on screen has its entry, and every entry is a figure."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from analytics.fairness.equating import Equated, Equating
from analytics.fairness.groups import Comparison, ItemDif
from analytics.fairness.link import Link
from analytics.fairness.measures import FAIRNESS_MEASURES
from analytics.fairness.verdicts import Margins
from analytics.items.dif import Dif

NAMED_BY = {
    ItemDif: {"dif": "dif", "expected_right": "expected_right", "focal_right": "expected_right", "version": None},
    Comparison: {
        "group": None, "reference": None, "learners": None, "reference_learners": None, "items": "dif", "left_out": "dif",
    },
    Equating: {
        "item_count": None, "cut": None, "harder": "harder", "scores": "equated", "passed": "turned", "passed_less": "turned",
        "turned": "turned",
    },
    Equated: {"score": None, "mean": "equated", "linear": "equated", "equipercentile": "equated"},
    Link: {"both": "link", "sittings": "link", "is_steady": "link", "placed": None},
    Margins: {"widths": "margin", "learners": None},
}  # fmt: skip
"""Field -> its entry; None: a name, a count or a given."""


PROOFS = {
    "dif": ("test_second_opinion.py::test_mantel_and_haenszel_agree_with_fractions_in_any_order", "delta"),
    "dif_class": ("test_dif.py::test_the_classes_of_ets", "dif_class"),
    "by_chance": ("test_fair_groups.py::test_by_chance_adds_up_over_the_items", "by_chance"),
    "expected_right": ("test_fair_groups.py::test_everything_agrees_with_the_core_when_it_is_given_the_same_matching", "expected_right"),
    "harder": ("test_fair_forms.py::test_a_form_equals_itself_and_a_shift_comes_back", "harder"),
    "equated": ("test_fair_forms.py::test_equating_worked_by_hand", "equipercentile"),
    "turned": ("test_fair_forms.py::test_the_share_whose_verdict_turns_is_counted_person_by_person", "turned"),
    "link": ("test_second_link.py::test_each_sitting_and_both_together_have_the_interval_of_whole_persons", "both"),
    "margin": ("test_second_papers.py::test_the_margins_are_those_of_a_jackknife_of_tenths", "widths"),
    "error_near_cut": ("test_fair_verdicts.py::test_the_error_near_the_cut_is_that_of_many_papers_of_one_person", "error_near_cut"),
}  # fmt: skip
"""Entry -> the test that works it out, and the name under which it looks at it."""


@pytest.mark.parametrize("kind", NAMED_BY, ids=lambda kind: kind.__name__)
def test_every_field_has_its_entry(kind):
    assert {field.name for field in fields(kind)} == set(NAMED_BY[kind])
    assert {name for name in NAMED_BY[kind].values() if name} <= set(FAIRNESS_MEASURES)


def test_every_entry_is_of_a_figure():
    used = {name for names in NAMED_BY.values() for name in names.values() if name}
    others = {"dif_class", "by_chance", "error_near_cut"}
    assert hasattr(Dif, "__dataclass_fields__") and "dif_class" in {field.name for field in fields(Dif)}
    assert hasattr(Comparison, "by_chance")
    assert used | others == set(FAIRNESS_MEASURES)


def test_every_entry_has_a_test_that_looks_at_its_value():
    assert PROOFS.keys() == FAIRNESS_MEASURES.keys()
    for place, name in PROOFS.values():
        file, _, function = place.partition("::")
        tree = ast.parse((Path(__file__).parent / file).read_text(encoding="utf-8"))
        body = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function)
        named = {n.attr if isinstance(n, ast.Attribute) else n.id for n in ast.walk(body) if isinstance(n, ast.Attribute | ast.Name)}  # fmt: skip
        assert name in named, f"{place} does not look at {name}"


@pytest.mark.parametrize("measure", FAIRNESS_MEASURES.values(), ids=FAIRNESS_MEASURES)
def test_an_entry_says_what_it_is_what_counts_its_unit_and_its_source(measure):
    assert FAIRNESS_MEASURES[measure.id] is measure
    assert len(measure.definition) > 30 and measure.unit and measure.counts and measure.source
    assert measure.definition.endswith(".")
