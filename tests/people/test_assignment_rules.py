"""Rules of who an assignment is for: everybody in, exempt or out, exactly one, and parts that add up over the tree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.assigning.assignment_counts import (  # fmt: skip
    DIRECT,
    MEASURE_TITLES,
    Counts,
    Standing,
    State,
    count_by_path,
    measures_of,
    people_of,
)
from people.assigning.assignment_rules import (  # fmt: skip
    CAUSE_TITLES,
    Audience,
    Cause,
    Exemption,
    Facts,
    Place,
    Rule,
    decide,
    leads_a_unit,
    reference_day,
    rule_in_words,
)
from people.assigning.windows import Window
from people.models import EMPLOYMENT_TITLES
from quizzes import models as quiz_models

PATHS = {
    "kab": "kab/", "dis": "kab/dis/", "sd": "kab/dis/sd/", "smp": "kab/dis/smp/", "kes": "kab/kes/", "lain": "lain/",
}  # fmt: skip
RULE = Rule(frozenset({"dis"}))
KINDS = sorted(EMPLOYMENT_TITLES)
places = st.builds(
    lambda agency, kind, leads: Place(agency, agency.title(), PATHS[agency], kind, leads),
    st.sampled_from(sorted(PATHS)), st.sampled_from(KINDS), st.booleans(),
)  # fmt: skip
exemptions = st.builds(
    Exemption, st.sampled_from(["exempt", "leave"]), st.just("Sebab"), st.just("SK 1"), st.just("2026-01-01"),
    st.sampled_from([None, "2026-12-31"]),
)  # fmt: skip
rules = st.builds(
    Rule, st.frozensets(st.sampled_from(sorted(PATHS)), min_size=1), st.frozensets(st.sampled_from(KINDS), min_size=1),
    st.sampled_from([None, *get_args(Audience)]), st.sampled_from(["included", "left-out"]),
    st.sampled_from(["kept", "moved-along", "released"]),
)  # fmt: skip
people = st.builds(
    Facts, st.uuids().map(str), st.sampled_from(["Ani", "Budi"]), st.none() | places, st.none() | places,
    st.none() | exemptions,
)  # fmt: skip


def at(agency: str, kind: str = "pns", leads: bool = False) -> Place:
    return Place(agency, agency.title(), PATHS[agency], kind, leads)  # type: ignore[arg-type]


def stand(then: Place | None, now: Place | None, rule: Rule = RULE, exemption: Exemption | None = None):
    found = decide(rule, Facts("ani", "Ani", then, now, exemption))
    return found.standing, found.cause, found.agency_id


def test_the_subtree_is_in_and_the_rest_is_out() -> None:
    assert stand(at("sd"), at("sd")) == ("in", "target", "sd")
    assert stand(at("kes"), at("kes")) == ("out", "elsewhere", None)
    assert stand(at("kab"), at("kab")) == ("out", "elsewhere", None)


def test_a_joiner_is_in_or_not_by_the_rule() -> None:
    for before in (None, at("kes")):
        assert stand(before, at("sd")) == ("in", "joined", "sd")
        assert stand(before, at("sd"), replace(RULE, joiners="left-out")) == ("out", "joined-late", None)


@pytest.mark.parametrize(
    ("movers", "away", "within"),
    [
        ("kept", ("in", "kept", "sd"), ("in", "kept", "sd")),
        ("moved-along", ("in", "moved-along", "kes"), ("in", "target", "smp")),
        ("released", ("out", "released", None), ("in", "target", "smp")),
    ],
)
def test_a_mover_is_kept_moved_along_or_released_by_the_rule(movers, away, within) -> None:
    rule = replace(RULE, movers=movers)
    assert stand(at("sd"), at("kes"), rule) == away
    assert stand(at("sd"), at("smp"), rule) == within


def test_a_change_of_kind_is_a_move() -> None:
    rule = Rule(frozenset({"dis"}), frozenset({"cpns"}), movers="kept")
    assert stand(at("sd", "cpns"), at("sd", "pns"), rule) == ("in", "kept", "sd")
    assert stand(at("sd", "pns"), at("sd", "pns"), rule) == ("out", "employment", None)


def test_whoever_left_is_out_where_they_were_whatever_the_rule() -> None:
    for movers in ("kept", "moved-along", "released"):
        assert stand(at("sd"), None, replace(RULE, movers=movers)) == ("out", "left", "sd")


def test_only_those_assigned_can_be_exempt() -> None:
    away = Exemption("leave", "Cuti besar", "SK 7", "2026-01-01", "2026-12-31")
    assert stand(at("sd"), at("sd"), exemption=away) == ("exempt", "leave", "sd")
    assert stand(at("kes"), at("kes"), exemption=away) == ("out", "elsewhere", None)
    reason = decide(RULE, Facts("ani", "Ani", at("sd"), at("sd"), away)).reason
    assert reason == "Cuti sampai 31 Desember 2026: Cuti besar (SK 7)."


def test_an_exemption_holds_from_its_first_to_its_last_day() -> None:
    away = Exemption("exempt", "x", "y", "2026-02-01", "2026-02-10")
    days = ("2026-01-31", "2026-02-01", "2026-02-10", "2026-02-11")
    assert [away.holds_on(day) for day in days] == [False, True, True, False]
    assert replace(away, until_day=None).holds_on("2099-01-01")


@pytest.mark.parametrize(
    ("audience", "place", "is_in"),
    [
        ("pimpinan", at("sd", leads=True), True), ("pimpinan", at("sd"), False), ("pppk", at("sd", "pppk"), True),
        ("pppk", at("sd"), False), ("non-asn", at("sd", "non-asn"), True), ("desa", at("sd", "kepala-desa"), True),
        ("desa", at("sd", "perangkat-desa"), True), ("desa", at("sd"), False),
    ],
)  # fmt: skip
def test_an_audience_narrows(audience, place: Place, is_in: bool) -> None:
    found = decide(replace(RULE, audience=audience), Facts("ani", "Ani", place, place))
    assert (found.standing == "in") is is_in and (is_in or found.cause == "audience")


def test_audiences_are_those_of_courses() -> None:
    assert get_args(Audience) == get_args(quiz_models.Audience)


@pytest.mark.parametrize(
    ("kind", "title", "leads"),
    [
        ("plt", "Pengelola Data", True), ("definitif", "Kepala Dinas Pendidikan", True), ("definitif", "KEPALA SMAN 1", True),
        ("definitif", "Camat Hulu Damai", True), ("definitif", "Guru Ahli Muda", False), ("definitif", "", False),
    ],
)  # fmt: skip
def test_heads_are_known_by_their_post(kind: str, title: str, leads: bool) -> None:
    assert leads_a_unit(kind, title) is leads


def test_the_reference_day_is_the_first_day_once_it_has_come() -> None:
    window = Window(date(2026, 3, 1), date(2026, 4, 1), "WIB")
    assert [reference_day(window, d) for d in ("2026-02-01", "2026-03-01", "2026-03-09")] == [
        "2026-02-01", "2026-03-01", "2026-03-01",
    ]  # fmt: skip


def test_the_rule_is_said_in_words() -> None:
    words = rule_in_words(Rule(frozenset({"dis"}), frozenset({"pns", "pppk"}), "pimpinan"), {"dis": "Dinas Pendidikan"})
    assert words.startswith("Dinas Pendidikan dan unit di bawahnya; PNS, PPPK, hanya pimpinan unit kerja.")


@settings(max_examples=300)
@given(rules, people)
def test_everybody_is_in_exempt_or_out_exactly_one_with_a_reason(rule: Rule, facts: Facts) -> None:
    found = decide(rule, facts)
    assert found.standing in ("in", "exempt", "out") and found.reason.endswith(".") and found.cause in CAUSE_TITLES
    assert (found.standing == "exempt") == (found.cause in ("exempt", "leave"))
    counted = {place.agency_id for place in (facts.then, facts.now) if place}
    if found.standing != "out":
        assert found.agency_id in counted and facts.now is not None
        assert facts.exemption is None or found.standing == "exempt"
    else:
        assert found.agency_id is None or found.cause == "left"
    assert decide(rule, facts) == found


@settings(max_examples=200)
@given(rules, places, st.none() | exemptions)
def test_without_moves_the_rules_for_movers_and_joiners_do_not_matter(rule: Rule, place: Place, exemption) -> None:
    facts = Facts("ani", "Ani", place, place, exemption)
    plain = decide(replace(rule, joiners="included", movers="released"), facts)
    assert decide(rule, facts) == plain


@st.composite
def standings(draw) -> list[Standing]:
    """People over a random tree of three levels."""
    trees = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(lambda ids: "/".join(["kab", *ids]) + "/")
    found = []
    for facts in draw(st.lists(people, max_size=25, unique_by=lambda one: one.person_id)):
        decision = decide(draw(rules), facts)
        if decision.agency_id is not None:
            state = draw(st.sampled_from(get_args(State)))
            found.append(Standing(decision, state, draw(trees | st.just("kab/"))))
    return found


@settings(max_examples=200)
@given(standings())
def test_parts_add_up_to_wholes_over_the_tree(found: list[Standing]) -> None:
    counts = count_by_path(found)
    for path in {place for place in counts if not place.endswith(DIRECT)}:
        below = {p for p in counts if p.startswith(path) and p.count("/") == path.count("/") + 1 and p.endswith("/")}
        parts = [counts.get(path + DIRECT, Counts()), *(counts[p] for p in below)]
        for measure in MEASURE_TITLES:
            assert counts[path].of(measure) == sum(part.of(measure) for part in parts)


@settings(max_examples=200)
@given(standings())
def test_every_number_is_the_length_of_its_list(found: list[Standing]) -> None:
    for path, counts in count_by_path(found).items():
        direct, at_path = path.endswith(DIRECT), path.removesuffix(DIRECT)
        for measure in MEASURE_TITLES:
            assert counts.of(measure) == len(people_of(found, measure, at_path, direct=direct))
        assert counts.targeted == counts.assigned + counts.exempt + counts.on_leave + counts.left
        assert counts.assigned == counts.finished + counts.unfinished
        assert counts.passed <= counts.finished <= counts.started <= counts.assigned
    assert all("targeted" in measures_of(one) for one in found)


def test_every_cause_has_a_title() -> None:
    assert set(CAUSE_TITLES) == set(get_args(Cause))
