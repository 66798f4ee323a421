"""The supervisor's report of dilemmas on a real database: scope, first runs, versions, withheld steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.courseware import load_courseware
from actions.learning import dilemmas
from actions.registry import supervision
from actions.understanding.dilemma_report import DilemmaReport, dilemma_report
from actions.understanding.supervise import ItemsTooDeep
from analytics.estimates import Estimate, NoData, Withheld
from people.access import Scope
from people.errors import NotAllowed, NotFound
from people.models import Agency, Viewer
from store.registry import agencies
from tests.builders import NOW, add_learner, fresh_id, make_database
from tests.dilemma_builders import PATHS, dilemma_data, make_dilemma_courseware, write_dilemma_site


class Site:
    """Two offices; ``play`` sends a number of new people down a path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = make_database(folder / "netral.sqlite")
        self.courseware = make_dilemma_courseware(folder)
        self.people = 0

    def play(self, count: int, path: tuple[str, ...], agency: str = "disdik", employment: str = "pns") -> list[Viewer]:
        viewers = []
        for _ in range(count):
            self.people += 1
            viewer = add_learner(self.database, f"orang-{self.people}", agency, employment)
            self.again(viewer, path)
            viewers.append(viewer)
        return viewers

    def again(self, viewer: Viewer, path: tuple[str, ...]) -> None:
        run = dilemmas.start_run(self.database, self.courseware, viewer, "undangan", NOW, run_id=fresh_id())
        for number, choice_id in enumerate(path, start=1):
            dilemmas.make_choice(self.database, viewer, run, number, choice_id, NOW)

    def scope(self, agency: str = "kab") -> Scope:
        viewer = Viewer("dewi", "Dewi", "supervisor", "pns", agency, "X", True)
        return supervision.scope_of(self.database, viewer, NOW.date())

    def see(self, agency: str = "kab", employment: str = "", within: str = "kab") -> DilemmaReport:
        return self.all(agency, employment, within)[0]

    def all(self, agency: str = "kab", employment: str = "", within: str = "kab") -> tuple[DilemmaReport, ...]:
        return dilemma_report(self.database, self.courseware, self.scope(within), "undangan", agency, employment)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def at(report: DilemmaReport, situation: str):
    return next(step for step in report.steps if step.situation == f"Keadaan-{situation}")


def test_before_anybody_played_everything_is_unknown(site: Site) -> None:
    assert {step.best_share for step in site.see().steps} == {NoData()}


def test_each_choice_is_counted_with_the_best_marked_and_the_misconception_told(site: Site) -> None:
    site.play(15, PATHS[0])
    site.play(12, PATHS[2])
    first = at(site.see(), "satu")
    assert [(c.text, c.learners, c.is_best) for c in first.choices] == [
        ("Tindakan-lapor", 15, True), ("Tindakan-ikut", 12, False), ("Tindakan-diam", 0, False),
    ]  # fmt: skip
    assert first.best_share.value == first.choices[0].share == 15 / 27
    told = first.choices[1]
    assert told.belief and told.correction and told.cure and told.cure.section_id == "awal"
    assert at(site.see(), "tiga").best_share.learners == 27


def test_only_first_runs_count(site: Site) -> None:
    viewers = site.play(12, PATHS[0])
    before = site.see()
    for viewer in viewers:
        site.again(viewer, PATHS[2])
    assert site.see() == before


def test_a_step_under_ten_people_is_withheld_and_they_are_counted_nowhere_on(site: Site) -> None:
    site.play(20, PATHS[0])
    site.play(9, PATHS[2])
    report = site.see()
    assert isinstance(at(report, "satu").best_share, Estimate)
    assert at(report, "sulit").best_share == Withheld("few") and at(report, "sulit").choices == ()
    assert at(report, "tiga").best_share.learners == 20


def test_switching_the_employment_filter_does_not_uncover_a_small_kind(site: Site) -> None:
    site.play(20, PATHS[0], employment="pns")
    site.play(15, PATHS[0], employment="pppk")
    site.play(3, PATHS[0], employment="non-asn")
    shares = {kind: at(site.see("disdik", kind), "satu").best_share for kind in ("", "pns", "pppk", "non-asn")}
    assert isinstance(shares[""], Estimate) and isinstance(shares["pns"], Estimate)
    assert shares["non-asn"] == Withheld("few") and shares["pppk"] == Withheld("protects")


def test_a_small_office_is_not_found_by_subtracting_the_other(site: Site) -> None:
    site.play(30, PATHS[0], "disdik")
    site.play(4, PATHS[0], "dinkes")
    assert isinstance(at(site.see("kab"), "satu").best_share, Estimate)
    assert at(site.see("dinkes"), "satu").best_share == Withheld("few")
    assert at(site.see("disdik"), "satu").best_share == Withheld("protects")


def test_an_earlier_version_is_reported_apart(site: Site) -> None:
    site.play(12, PATHS[0])
    site.courseware = load_courseware(*write_dilemma_site(site.folder, dilemma_data(title="Baru")))
    present, earlier = site.all()
    assert (present.is_present_version, earlier.is_present_version) == (True, False)
    assert isinstance(at(present, "satu").best_share, NoData)
    assert at(earlier, "satu").best_share.learners == 12


@pytest.mark.parametrize("asked", ["kab", "dinkes", "tidak-ada"])
def test_nobody_sees_an_agency_outside_their_scope(site: Site, asked: str) -> None:
    site.play(12, PATHS[0])
    assert at(site.see("disdik", within="disdik"), "satu").best_share.learners == 12
    with pytest.raises(NotAllowed):
        site.see(asked, within="disdik")


def test_choices_are_not_told_below_the_report_agency(site: Site) -> None:
    with site.database.write() as connection:
        unit = Agency("unit", "disdik", "Unit", "unit", "kab/disdik/unit/", "disdik")
        agencies.add_agencies(connection, [unit])
    with pytest.raises(ItemsTooDeep):
        site.see("unit")


def test_unknown_filters_are_refused(site: Site) -> None:
    with pytest.raises(NotFound):
        site.see(employment="raja")
    with pytest.raises(NotFound):
        dilemma_report(site.database, site.courseware, site.scope(), "asing", "kab")
