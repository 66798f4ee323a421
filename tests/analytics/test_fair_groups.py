"""Items that differ for a group: planted ones are found, a weaker group alone is none, small groups and lone offices are not there."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import MICRO
from analytics.fairness import words
from analytics.fairness.groups import Comparison, chance_of_class_c, compare_groups, strata_by
from analytics.fairness.sample import Drawn, Sample, pack_sample
from analytics.items.dif import MIN_GROUP_LEARNERS, STRATA, Dif, Stratum, mantel_haenszel
from tests.analytics.fair_worlds import Groups, two_groups

SMALL = Groups(reference=1_500, focal=800, items=30, planted=2)


def compared(sample: Sample) -> Comparison:
    (found,) = compare_groups(sample, sample.employment)
    return found


def at(sample: Sample, chosen: np.ndarray) -> Sample:
    """The same sample with only some sittings."""
    answered = np.repeat(chosen, sample.length)
    names = tuple(np.array(sample.people)[chosen].tolist())
    return Sample(
        sample.versions, names, sample.employment[chosen], sample.office[chosen], sample.office_kind[chosen],
        sample.length[chosen], sample.item_of[answered], sample.mark[answered],
    )  # fmt: skip


def test_planted_items_are_found_and_only_they_in_a_weaker_group():
    """0.8 logit is 1.88 delta; some 570 people of the focal group per item."""
    found = compared(two_groups(5, Groups(focal=3_000, items=106)))
    assert (found.group, found.reference) == ("pppk", "pns")
    large = [item.version for item in found.large]
    assert set(large) <= {"i000", "i001", "i002", "i003"} and len(large) >= 3
    assert all(item.dif.delta < 0 and item.focal_right < item.expected_right for item in found.large)
    assert len(found.items) == 106 and found.by_chance < 0.1


def test_a_weaker_group_alone_raises_no_flag():
    assert compared(two_groups(6, Groups(planted=0, weaker=1.0, focal=2_000, reference=4_000))).large == ()


def test_purifying_takes_the_planted_items_out_and_brings_the_others_back():
    """Ten of thirty items against the group make it look weaker than it is: the other items lean to the other side."""
    world = Groups(reference=3_000, focal=2_000, items=30, planted=10, harder=1.2, weaker=0.0)
    found = compared(two_groups(7, world))
    assert found.left_out >= 5
    fair = [item.dif.delta for item in found.items if int(item.version[1:]) >= 10]
    assert abs(np.mean(fair)) < 0.35  # 1.03 before purifying


def strata_one_by_one(people: list[tuple[float, bool, bool]]) -> tuple[Stratum, ...]:
    """A second way: (matching score, of the focal group, right) of each person, put into its stratum one after the other."""
    scores = sorted(score for score, _, _ in people)
    cuts = sorted({scores[len(scores) * part // STRATA] for part in range(1, STRATA)})
    cells: dict[int, list[int]] = {}
    for score, focal, right in people:
        cells.setdefault(bisect_left(cuts, score), [0, 0, 0, 0])[2 * focal + (not right)] += 1
    return tuple(Stratum(*cells[place]) for place in sorted(cells))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-4, 5).map(lambda n: n / 7), st.booleans(), st.booleans()), min_size=1, max_size=200)
)
def test_everybody_stands_in_one_of_at_most_eight_strata(people):
    found = strata_by(*(np.array(column) for column in zip(*people, strict=True)))
    assert found == strata_one_by_one(people)
    assert len(found) <= STRATA
    assert sum(s.reference_right + s.reference_wrong + s.focal_right + s.focal_wrong for s in found) == len(people)


def test_the_equally_able_share_is_the_reference_group_at_the_focal_groups_scores():
    """One stratum only when everybody has the same score: then it is the plain share of the reference group."""
    focal, right = np.array([True] * 10 + [False] * 10), np.array([True] * 4 + [False] * 6 + [True] * 7 + [False] * 3)
    (stratum,) = strata_by(np.zeros(20), focal, right)
    assert (stratum.focal_right, stratum.focal_wrong, stratum.reference_right, stratum.reference_wrong) == (4, 6, 7, 3)


def test_no_order_of_rows_changes_a_digit():
    rows = [
        Drawn(
            f"p{n}", "pns" if n % 2 else "pppk", f"k{n % 5}", "desa", [f"i{n % 4}", f"j{n % 3}"], [n % 2, (n % 3) / 2]
        )
        for n in range(900)
    ]
    one, other = pack_sample(rows), pack_sample(rows[::-1])
    assert compare_groups(one, one.employment) == compare_groups(other, other.employment)


@pytest.mark.parametrize("focal", [MIN_GROUP_LEARNERS - 1, 120])
def test_a_group_too_small_in_all_or_on_every_item_is_not_there(focal):
    """120 people on 20 of 30 items are some 80 on each."""
    sample = two_groups(1, replace(SMALL, focal=focal))
    assert compare_groups(sample, sample.employment) == ()


def test_items_that_one_group_hardly_met_are_left_out():
    sample = two_groups(2, SMALL)
    focal = np.repeat(sample.employment == "pppk", sample.length)
    moved = replace(sample, item_of=np.where(focal & (sample.item_of == 29), 28, sample.item_of))
    assert "i029" not in {item.version for item in compared(moved).items}


def test_a_kind_of_office_that_is_one_office_is_not_there():
    """Nor one of two offices, nor one that nearly all comes from a single one."""
    sample = two_groups(2, SMALL)
    kind = np.where(sample.employment == "pppk", "kecamatan", "perangkat-daerah")

    def told(offices: np.ndarray) -> int:
        return len(compare_groups(replace(sample, office=np.where(kind == "kecamatan", offices, sample.office)), kind))

    number = np.arange(len(sample))
    assert told(np.full(len(sample), "kec-1")) == 0
    assert told(np.where(number % 2, "kec-1", "kec-2")) == 0
    assert told(np.where(number % 20, "kec-1", np.where(number % 40, "kec-2", "kec-3"))) == 0
    assert told(np.array([f"kec-{n % 3}" for n in number])) == 1


def test_a_group_without_a_name_is_no_group():
    sample = two_groups(2, SMALL)
    assert compare_groups(sample, np.where(sample.employment == "pppk", "", "pns")) == ()


@settings(deadline=None)
@given(st.floats(0.05, 2.0))
def test_the_chance_of_a_false_class_c_is_the_share_of_the_normal_beyond_its_border(error):
    from scipy.stats import norm

    border = max(1.5, 1 + norm.ppf(0.95) * error)
    assert chance_of_class_c(error) == pytest.approx(2 * norm.sf(border / error), abs=1e-12)
    assert chance_of_class_c(error) < 0.05  # fewer than a plain test at 5 % would flag


def test_by_chance_adds_up_over_the_items():
    found = compared(two_groups(4, SMALL))
    assert found.by_chance == pytest.approx(sum(chance_of_class_c(item.dif.delta_error) for item in found.items))


def test_the_evidence_names_both_groups_and_says_what_it_is_not():
    found = compared(two_groups(5, replace(SMALL, harder=1.6)))
    named = replace(found, group="PPPK", reference="PNS")
    reason = words.dif_reason(named, named.large[0])
    assert reason.startswith("PPPK yang nilainya setara dengan PNS lebih sering keliru pada soal ini")
    assert "bukan bukti" in reason and "kelas C" in reason
    turned = replace(named.large[0], dif=replace(named.large[0].dif, delta=2.0))
    assert "lebih sering benar" in words.dif_reason(named, turned)


@pytest.mark.parametrize(
    ("title", "within"),
    [("PNS", "PNS"), ("Non-ASN", "Non-ASN"), ("Perangkat desa", "perangkat desa"), ("Pegawai desa", "pegawai desa")],
)
def test_a_group_within_a_sentence_begins_small_unless_it_is_an_abbreviation(title, within):
    assert words.inside(title) == within


def test_matching_is_on_common_items_only():
    """An item that the focal group alone meets must not move its matching score: the figures stay those without it."""
    sample = two_groups(9, SMALL)
    focal = np.flatnonzero(sample.employment == "pppk")
    own = replace(
        sample,
        versions=(*sample.versions, "khusus"),
        length=np.where(np.isin(np.arange(len(sample)), focal), 21, 20),
        item_of=np.insert(sample.item_of, (focal + 1) * 20, 30),
        mark=np.insert(sample.mark, (focal + 1) * 20, MICRO),
    )
    assert [item.dif for item in compared(own).items] == [item.dif for item in compared(sample).items]


def test_everything_agrees_with_the_core_when_it_is_given_the_same_matching():
    """The whole way again for one item, person by person, with plain Python."""
    sample = two_groups(11, replace(SMALL, planted=0))
    found = {item.version: item for item in compared(sample).items}
    answers: dict[int, dict[int, int]] = {}
    for person, item, mark in zip(
        sample.sitting_of.tolist(), sample.item_of.tolist(), sample.mark.tolist(), strict=True
    ):
        answers.setdefault(person, {})[item] = mark
    focal = [kind == "pppk" for kind in sample.employment]
    facility = {}
    for item in range(30):
        sides = [
            [a[item] / MICRO for p, a in answers.items() if focal[p] is side and item in a] for side in (True, False)
        ]
        facility[item] = sum(sum(side) / len(side) for side in sides) / 2
    met = [
        (round(sum(m / MICRO - facility[i] for i, m in a.items()) / len(a), 9), focal[p], a[3] == MICRO)
        for p, a in answers.items()
        if 3 in a
    ]
    strata = strata_one_by_one(met)
    again = mantel_haenszel(strata)
    assert isinstance(again, Dif)
    assert found["i003"].dif == again
    both = [s for s in strata if s.focal_right + s.focal_wrong and s.reference_right + s.reference_wrong]
    chances = [
        [chance] * (s.focal_right + s.focal_wrong)
        for s in both
        for chance in [s.reference_right / (s.reference_right + s.reference_wrong)]
    ]
    assert found["i003"].expected_right == pytest.approx(np.mean(np.concatenate(chances)), rel=1e-9)
    people = sum(map(len, chances))
    assert found["i003"].focal_right == pytest.approx(sum(s.focal_right for s in both) / people, rel=1e-9)
