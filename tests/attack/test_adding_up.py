"""Parts add up to wholes on every screen and in every file, over random towns; and every number is the sum of its people."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from actions.assigning import assignment_status
from actions.courseware import Courseware
from actions.understanding import over_time
from actions.understanding.agency_parts import agency_parts
from actions.understanding.dilemma_report import dilemma_report
from actions.understanding.funnel import funnel
from actions.understanding.growth import growths
from actions.understanding.in_files import overview_in_file, part_in_file
from actions.understanding.item_report import item_views
from actions.understanding.misconceptions import misconception_report
from actions.understanding.report_tree import NotThere
from actions.understanding.snapshots import freeze_last_month
from actions.understanding.supervise import Overview, has_items, overview
from analytics import tables
from analytics.charts.areas import look_of
from analytics.estimates import MICRO, Estimate
from analytics.reconciliation import ADDS, TAKES
from analytics.report_columns import FILE_MINIMUM
from people.assigning.assignment_counts import MEASURE_TITLES
from people.models import Agency
from quizzes.marking import mark, misconceptions_possible
from quizzes.responses import decode_response
from tests.attack.evidence import FILTERS
from tests.attack.town import ASSIGNMENT, DILEMMA, KINDS, NOW, THEN, Town, make_bank
from ui.understanding.areas_view import areas_table
from ui.understanding.comprehension_views import comprehension_table, item_table, order_table
from ui.understanding.funnel_view import funnel_table
from ui.understanding.growth_view import growth_table

SEEDS = (31, 32, 33)


@pytest.fixture(scope="module", params=SEEDS)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("kota")
    made = Town(folder, make_bank(folder / "bank"), random.Random(request.param))
    freeze_last_month(made.database, made.courseware, NOW)
    yield made
    made.close()


def root_scope(town: Town):
    return town.scope(town.agencies[0])


def look(town: Town, agency: Agency, kind: str = "", day=None) -> Overview:
    return overview(town.database, town.courseware, root_scope(town), ASSIGNMENT, agency.id, kind, day, now=NOW)


def below(agency: Agency, path: str) -> bool:
    return path.startswith(agency.path)


class Answered:
    """Every first answer of the post-test, from the evidence itself: path of the agency today, kind, item, response."""

    def __init__(self, town: Town) -> None:
        bank: Courseware = town.courseware
        paths = {agency.id: agency.path for agency in town.agencies}
        item_of = {
            version: bank.bank.items[name]
            for name, version in bank.bank.fingerprints.items()
            if name in bank.bank.items
        }
        self.rows = []
        with town.database.read() as connection:
            given: dict[tuple[str, int], str] = dict(
                ((row[0], row[1]), row[2])
                for row in connection.execute("SELECT attempt_id, position, value FROM response ORDER BY seq")
            )
            for id_, person, agency, kind, paper in connection.execute(
                "SELECT id, person_id, agency_id, employment, paper FROM attempt WHERE quiz_id = 'kuis' AND number = 1 AND state <> 'open'"
            ).fetchall():
                for place, entry in enumerate(paper.split(" ")):
                    version = entry.partition(":")[0]
                    item = item_of[version]
                    value = given.get((id_, place), "null")
                    self.rows.append((paths[agency], kind, person, version, item, value, decode_response(item, value)))

    def at(self, agency: Agency, kind: str):
        return [row for row in self.rows if below(agency, row[0]) and kind in ("", row[1])]


# --- People ------------------------------------------------------------------------------------------


def test_people_of_kinds_and_parts_add_up_on_every_day(town: Town) -> None:
    for agency in town.agencies:
        for day in (None, *THEN):
            try:
                found = look(town, agency, "", day)
            except NotThere:
                continue
            if found.by_employment:
                assert tuple(map(sum, zip(*(people for _, people in found.by_employment), strict=True))) == found.people
            if found.rows:
                assert sum(row.learners for row in found.rows) == found.people.assigned
            kinds = [look(town, agency, kind, day).people for kind in KINDS]
            assert tuple(map(sum, zip(*kinds, strict=True))) == found.people


def test_the_funnel_the_assignment_and_its_lists_of_names_agree(town: Town) -> None:
    for agency in town.agencies:
        at = (town.database, town.courseware, root_scope(town))
        status = assignment_status.status(*at, ASSIGNMENT, agency.id, NOW)
        funnel = look(town, agency).people
        assert tuple(status.total.counts.of(m) for m in ("assigned", "started", "finished", "passed")) == funnel
        for measure in MEASURE_TITLES:
            count = status.total.counts.of(measure)
            names = assignment_status.people_behind(*at, status.total.query(measure), NOW)
            assert count == len({one.person_id for one in names}) == len(names)
            if status.units:
                assert sum(unit.counts.of(measure) for unit in status.units) == count


# --- Answers -----------------------------------------------------------------------------------------


def test_every_shown_item_is_the_mean_of_its_peoples_marks(town: Town) -> None:
    answered, shown = Answered(town), 0
    for agency in filter(has_items, town.agencies):
        for kind in FILTERS:
            rows = answered.at(agency, kind)
            for view in item_views(town.database, town.courseware, root_scope(town), ASSIGNMENT, agency.id, kind):
                of_item = [row for row in rows if row[3] == view.figures.version]
                right = sum(mark(row[4], row[6]).fraction for row in of_item)
                assert view.figures.facility.learners == len(of_item)
                assert view.figures.facility.value == pytest.approx(right / len(of_item), abs=1e-9)
                wrong = Counter(row[5] for row in of_item if row[5] != "null" and mark(row[4], row[6]).fraction < 1)
                if view.figures.wrong_value is not None:
                    assert view.figures.wrong_learners == max(wrong.values()) == wrong[view.figures.wrong_value]
                shown += 1
    assert shown


def test_every_shown_belief_counts_its_people_and_parts_do_not_exceed_the_whole(town: Town) -> None:
    answered, shown = Answered(town), 0
    for agency in filter(has_items, town.agencies):
        for kind in FILTERS:
            rows = [row for row in answered.at(agency, kind) if row[6] is not None]
            report = misconception_report(
                town.database, town.courseware, root_scope(town), ASSIGNMENT, agency.id, kind, limit=99
            )
            for view in report.beliefs:
                name = view.misconception_id
                able = [row for row in rows if name in misconceptions_possible(row[4])]
                assert view.share.learners == len({row[2] for row in able}) <= view.share.answers == len(able)
                parts = [part for part in view.parts if isinstance(part, Estimate)]
                assert sum(part.learners for part in parts) <= view.share.learners
                if parts and len(parts) == len(view.parts):  # or the whole holds people of whom nothing is told
                    shares = [part.value for part in parts]
                    assert min(shares) <= view.share.value + 1e-9 and view.share.value <= max(shares) + 1e-9
                shown += 1
    assert shown


def test_the_choices_at_a_step_add_up_to_its_people(town: Town) -> None:
    shown = 0
    for agency in filter(has_items, town.agencies):
        for kind in FILTERS:
            for report in dilemma_report(town.database, town.courseware, root_scope(town), DILEMMA, agency.id, kind):
                for step in report.steps:
                    if isinstance(step.best_share, Estimate):
                        assert sum(choice.learners for choice in step.choices) == step.best_share.learners
                        assert sum(choice.share for choice in step.choices) == pytest.approx(1)
                        shown += 1
    assert shown


# --- Time --------------------------------------------------------------------------------------------


def test_what_was_added_adds_up_to_the_totals_and_parts_never_exceed_the_whole(town: Town) -> None:
    totals = {}
    for agency in town.agencies:
        found = over_time.weekly(town.database, town.courseware, root_scope(town), ASSIGNMENT, agency.id, now=NOW)
        sums = (0, 0, 0)
        for period in found.periods:
            sums = tuple(before + more for before, more in zip(sums, period.added, strict=True))
            assert sums == period.total
            totals[agency.id, period.last] = sums
    for agency in town.agencies:
        for (_, last), whole in [(key, value) for key, value in totals.items() if key[0] == agency.id]:
            parts = [
                totals[one.id, last] for one in town.agencies if one.parent_id == agency.id and (one.id, last) in totals
            ]
            assert all(sum(column) <= top for column, top in zip(zip(*parts, strict=True), whole, strict=False))


def test_then_and_what_changed_come_to_now_wherever_all_is_shown(town: Town) -> None:
    complete = 0
    for agency in town.agencies:
        since = over_time.since_snapshot(
            town.database, town.courseware, root_scope(town), ASSIGNMENT, agency.id, "2026-10", now=NOW
        )
        for one in since.measures:
            if None not in one.terms.values():
                adds = sum(one.terms.get(term, 0) or 0 for term in ADDS)
                assert adds - sum(one.terms.get(term, 0) or 0 for term in TAKES) == one.terms["now"]
                complete += 1
    assert complete


# --- Files -------------------------------------------------------------------------------------------


def read_back(table: tables.Table) -> list[list[str]]:
    return [*csv.reader(io.StringIO(tables.to_csv(table).decode("utf-8-sig")), delimiter=";")]


def pairs_of(town: Town, agency: Agency, kind: str) -> list[tuple[tables.Table, tables.Table]]:
    """Tables on screen with their files."""
    asked = (town.database, town.courseware, root_scope(town), ASSIGNMENT, agency.id, kind)
    found = overview(*asked, now=NOW)
    file, titles = overview_in_file(found), found.indicator_titles
    pairs = [(comprehension_table(found), comprehension_table(file))]
    parts = agency_parts(*asked, now=NOW)
    for column, title in enumerate(titles):
        pairs.append((order_table(found, column), order_table(file, column)))
        whole = (parts.whole, part_in_file(parts.whole, parts.target))
        pairs.append(tuple(areas_table(one, column, title, parts.target) for one in whole))
    pairs.append(tuple(growth_table(titles, growths(*asked, now=NOW, in_file=one)) for one in (False, True)))
    stages = funnel(*asked, now=NOW)
    pairs.append((funnel_table(stages), funnel_table(stages.in_file)))
    return pairs


PEOPLE = re.compile(r", n (\d+)$")


def test_the_file_holds_what_the_screen_shows_less_groups_under_ten(town: Town) -> None:
    """Every cell is the screen's, or says why not; no result in it is of fewer than ten people."""
    left_out = 0
    for agency in town.agencies:
        for kind in FILTERS:
            for screen, file in pairs_of(town, agency, kind):
                assert read_back(file) == [
                    [tables.safe_cell(cell) for cell in row] for row in (file.header, *file.rows)
                ]
                assert file.header == screen.header and len(file.rows) == len(screen.rows)
                of = {row[0]: row for row in screen.rows}
                for row in file.rows:
                    for told, shown in zip(row, of[row[0]], strict=True):
                        people = PEOPLE.search(told)
                        assert people is None or int(people[1]) >= FILE_MINIMUM
                        if told != shown:
                            left_out += bool(PEOPLE.search(shown))
                            assert "disembunyikan" in told or told in ("–", look_of(None).words), (told, shown)
    assert left_out, "a town without small groups proves nothing"


def test_tables_of_ten_people_and_more_are_the_files_own(town: Town) -> None:
    for agency in filter(has_items, town.agencies):
        views = item_views(town.database, town.courseware, root_scope(town), ASSIGNMENT, agency.id)
        table = item_table(views)
        assert read_back(table) == [[tables.safe_cell(cell) for cell in row] for row in (table.header, *table.rows)]
        assert all(view.figures.facility.learners >= FILE_MINIMUM for view in views)
        assert all(view.figures.wrong_learners >= FILE_MINIMUM for view in views if view.wrong_text)


def test_marks_kept_for_estimates_are_those_of_the_answers(town: Town) -> None:
    """What comprehension is estimated from: the marks beside each attempt."""
    expected: dict[str, list[float]] = {}
    for _, _, person, _, item, _, response in Answered(town).rows:
        expected.setdefault(person, []).append(mark(item, response).fraction)
    with town.database.read() as connection:
        kept = dict(
            connection.execute("SELECT person_id, marks FROM attempt WHERE quiz_id = 'kuis' AND number = 1").fetchall()
        )
    assert {person: json.loads(marks) for person, marks in kept.items()} == expected
    assert all(round(one * MICRO) == one * MICRO for marks in expected.values() for one in marks)
