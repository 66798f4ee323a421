"""Every figure on paper is the screen's own, or is left out with a reason: for agencies of every level, against the screen's own functions."""

from __future__ import annotations

import re

import pytest

from actions.courseware import Courseware
from actions.understanding import misconceptions, over_time
from actions.understanding.growth import growths
from actions.understanding.supervise import Overview, overview
from analytics import tables
from analytics.crossover import Growth
from analytics.estimates import Estimate, NoData
from analytics.report_columns import FILE_MINIMUM
from store.database import Database
from tests.analytics.region import ASSIGNMENT
from tests.builders import NOW, shipped_courseware
from tests.reports.organisations import make_organisation
from tests.reports.paper import one_line, pages, paper, report, scope_of
from ui.understanding.comprehension_views import comprehension_table
from ui.understanding.growth_view import growth_table
from ui.understanding.time_views import weeks_table

SEEDS = (1, 4)
PLACES = ("prov", "office", "other office", "unit", "other unit")
LEFT_OUT = {
    tables.few_text(FILE_MINIMUM): f"< {FILE_MINIMUM} orang",
    tables.PROTECTS: "dilindungi",
    tables.NO_DATA: "belum ada",
}
_WEEKS = """UPDATE rollup_week SET finished = started, passed = started / 2,
week = CASE WHEN employment = 'pns' THEN '2026-10-05' ELSE '2026-10-12' END"""
"""The weeks of the tests are over; who is no PNS sat a week later."""
NUMBER = re.compile(r"^\d+% \(")


class Print:
    """One agency: what the screen shows of it, and what is read on its paper."""

    def __init__(self, database: Database, courseware: Courseware, agency_id: str) -> None:
        self.asked = (database, courseware, scope_of(database), ASSIGNMENT, agency_id)
        self.seen: Overview = overview(*self.asked, now=NOW)
        self.told = report(database, courseware, agency_id)
        self.text = " ".join(pages(paper(database, courseware, agency_id)))


@pytest.fixture(scope="module")
def courseware() -> Courseware:
    return shipped_courseware()


@pytest.fixture(scope="module")
def organisations(tmp_path_factory: pytest.TempPathFactory, courseware: Courseware) -> dict[int, Database]:
    found = {}
    for seed in SEEDS:
        found[seed] = make_organisation(tmp_path_factory.mktemp("cetak") / "netral.sqlite", courseware, seed)
        with found[seed].write() as connection:
            connection.execute(_WEEKS)
    return found


@pytest.fixture(scope="module", params=[(seed, place) for seed in SEEDS for place in PLACES], ids=str)
def printed(request: pytest.FixtureRequest, organisations: dict[int, Database], courseware: Courseware) -> Print:
    seed, place = request.param
    with organisations[seed].read() as connection:
        found = connection.execute("SELECT id, kind FROM agency ORDER BY path").fetchall()
    offices, units = ([id_ for id_, its in found if its == kind] for kind in ("perangkat-daerah", "unit"))
    agency_id = dict(zip(PLACES, ("prov", *offices[:2], units[0], units[-1]), strict=True))[place]
    return Print(organisations[seed], courseware, agency_id)


def test_the_map_is_the_screens_less_small_groups(printed: Print) -> None:
    screen, told = comprehension_table(printed.seen), comprehension_table(printed.told.overview)
    assert len(told.rows) == len(screen.rows)
    for row, shown in zip(told.rows, screen.rows, strict=True):
        for cell, on_screen in zip(row[1:], shown[1:], strict=True):
            assert cell in LEFT_OUT or cell == on_screen
            people = re.search(r", n ([\d.]+)$", cell)
            assert people is None or int(people[1].replace(".", "")) >= FILE_MINIMUM
            if printed.told.overview.rows and any(NUMBER.match(one) for line in told.rows for one in line[1:]):
                assert (LEFT_OUT.get(cell) or cell.partition(", n ")[0]) in printed.text


def test_the_people_are_the_screens(printed: Print) -> None:
    people = printed.seen.people
    assigned, started, finished, passed = map(tables.number, people)
    assert printed.told.overview.people == people
    assert f"Ditugaskan {assigned} Mulai {started} dari {assigned} Selesai {finished} dari {assigned}" in printed.text
    if printed.told.overview.passed_is_withheld:
        assert "Lulus – disembunyikan" in printed.text
    else:
        assert not printed.seen.passed_is_withheld and people.finished not in range(1, FILE_MINIMUM)
        assert f"Lulus {passed} dari {finished} yang selesai" in printed.text


def test_growth_is_the_screens_less_small_groups(printed: Print) -> None:
    seen = growths(*printed.asked, "", now=NOW)
    for line, one, shown in zip(
        growth_table(printed.seen.indicator_titles, printed.told.growths).rows, printed.told.growths, seen, strict=True
    ):
        if isinstance(one, Growth):
            assert one == shown and one.learners >= FILE_MINIMUM
            words = printed.text.replace(" ", "")  # a line may break after any hyphen
            assert [cell for cell in (*line[:4], line[5]) if cell.replace(" ", "") not in words] == []
        elif isinstance(shown, Growth):
            assert not any(cell in printed.text for cell in (tables.growth_text(shown),))
        else:
            assert isinstance(one, NoData) == isinstance(shown, NoData)


def test_the_beliefs_are_the_screens(printed: Print) -> None:
    if not printed.seen.has_items:
        assert printed.told.beliefs is None
        return
    seen = {view.misconception_id: view for view in misconceptions.misconception_report(*printed.asked).beliefs}
    for place, view in enumerate(printed.told.beliefs.beliefs, start=1):  # type: ignore[union-attr]
        share = seen[view.misconception_id].share
        assert view.share == share and share.learners >= FILE_MINIMUM
        interval = f"rentang {share.low * 100:.0f}–{tables.percent(share.high)}"
        assert f"{place}. “{one_line(view.belief)}”" in printed.text
        assert f"({tables.percent(share.value)}, {interval}, dari {tables.number(share.learners)} orang" in printed.text


def test_the_weeks_are_the_screens(printed: Print) -> None:
    weekly = over_time.weekly(*printed.asked, now=NOW)
    lines = weeks_table(printed.told.overview, weekly).rows
    assert printed.told.weekly == weekly
    if len(lines) < 2:
        assert "akhir minggu terakhir" not in printed.text
        return
    started, finished, passed = (cell.partition(" (")[0] for cell in lines[-1][1:])
    words = f"akhir minggu terakhir yang sudah lengkap: {started} orang mulai, {finished} orang selesai"
    assert words + (f", {passed} orang lulus." if passed != "disembunyikan" else ".") in printed.text


def test_the_organisations_have_what_is_to_be_compared(
    organisations: dict[int, Database], courseware: Courseware
) -> None:
    for database in organisations.values():
        found = report(database, courseware)
        assert any(isinstance(cell, Estimate) for row in found.overview.rows for cell in row.cells)
        assert any(isinstance(one, Growth) for one in found.growths) and found.beliefs and found.beliefs.beliefs
        assert len(found.weekly.periods) > 1
