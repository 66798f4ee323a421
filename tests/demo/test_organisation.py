"""Rules of the invented province: exact headcounts, a sound tree, personas among the people."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.organisation import OrganisationSize, apportion, make_organisation

FULL = make_organisation(2026)


def test_the_province_has_exactly_9607_pns_and_5055_pppk() -> None:
    count = Counter(person.employment for person in FULL.people)
    assert (count["pns"], count["pppk"], count["non-asn"]) == (9_607, 5_055, 150)
    assert count["kepala-desa"] and count["perangkat-desa"]


def test_person_ids_are_distinct_and_nobody_has_a_nip() -> None:
    assert len({person.id for person in FULL.people}) == len(FULL.people)
    assert all(person.id.startswith("demo-") and len(person.id) == 10 for person in FULL.people)


def test_every_path_lists_the_ids_from_the_root_and_every_report_agency_is_below_the_root() -> None:
    by_id = {agency.id: agency for agency in FULL.agencies}
    assert len(by_id) == len(FULL.agencies)
    for agency in FULL.agencies:
        above = "" if agency.parent_id is None else by_id[agency.parent_id].path
        assert agency.path == f"{above}{agency.id}/"
        report = by_id[agency.report_id]
        assert agency.path.startswith(report.path)
        assert report.parent_id == (None if agency.parent_id is None else "prov")


def test_there_are_at_least_45_perangkat_daerah_and_one_regency_with_villages() -> None:
    kinds = Counter(agency.kind for agency in FULL.agencies)
    assert kinds["perangkat-daerah"] >= 45
    assert kinds["kecamatan"] == 6
    assert kinds["desa"] >= 24


def test_some_units_are_too_small_to_show_and_some_are_large() -> None:
    sizes = Counter(person.agency_id for person in FULL.people)
    assert sum(3 <= n <= 4 for n in sizes.values()) >= 5
    assert max(sizes.values()) > 200


def test_every_persona_is_one_of_the_people_and_supervisors_sit_where_their_scope_begins() -> None:
    people = {person.id: person for person in FULL.people}
    where = {(p.role, people[p.person_id].agency_id) for p in FULL.personas}
    assert ("supervisor", "prov") in where
    assert {"learner", "supervisor", "author"} == {role for role, _ in where}
    assert len({people[p.person_id].name for p in FULL.personas}) == len(FULL.personas)


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    small = OrganisationSize(pns=200, pppk=80, non_asn=5, agencies=6, kecamatan=1)
    assert make_organisation(1, small) == make_organisation(1, small)
    assert make_organisation(1, small) != make_organisation(2, small)


@given(st.integers(0, 5_000), st.lists(st.floats(0.1, 50), min_size=1, max_size=40))
def test_apportioned_parts_always_add_up(total: int, weights: list[float]) -> None:
    parts = apportion(total, weights)
    assert sum(parts) == total
    assert min(parts) >= 0


def test_too_few_people_for_the_places_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot fill"):
        apportion(5, [1, 1, 1], minimum=2)
