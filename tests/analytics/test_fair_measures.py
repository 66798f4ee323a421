"""Every figure about fairness on screen has its entry, and every entry is a figure."""

from __future__ import annotations

from dataclasses import fields

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


@pytest.mark.parametrize("measure", FAIRNESS_MEASURES.values(), ids=FAIRNESS_MEASURES)
def test_an_entry_says_what_it_is_what_counts_its_unit_and_its_source(measure):
    assert FAIRNESS_MEASURES[measure.id] is measure
    assert len(measure.definition) > 30 and measure.unit and measure.counts and measure.source
    assert measure.definition.endswith(".")
