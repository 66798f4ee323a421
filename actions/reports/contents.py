"""Everything a file of tables says of one agency, asked of the functions that the screen asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from actions.assigning.assignments import require_reaching
from actions.assigning.standings import standings_of
from actions.courseware import Courseware
from actions.understanding.comprehension import estimates_of
from actions.understanding.growth import growths
from actions.understanding.item_report import ItemView, item_views
from actions.understanding.misconceptions import BeliefReport, misconception_report
from actions.understanding.over_time import Weekly, weekly
from actions.understanding.report_tree import report_tree
from actions.understanding.supervise import ALL_EMPLOYMENT, Overview, assignment_of, funnel, overview
from actions.understanding.sureness import SurenessReport, sureness_report
from analytics.crossover import Growth
from analytics.estimates import NoData, Withheld
from analytics.hiding.file_cells import passed_hidden_in_files
from analytics.report_columns import DIRECTLY, PART, WHOLE
from analytics.rollups import ALL, DIRECT, Cell, People, add_up
from people.access import Scope
from people.models import EMPLOYMENT_TITLES
from store.database import Database


@dataclass(frozen=True)
class Place:
    """The agency itself, a part right below it, or (without an id) the people who sit in the agency itself."""

    agency_id: str | None
    name: str
    level: str
    path: str


@dataclass(frozen=True)
class Contents:
    """``overviews``: employment kind (ALL first) -> what the screen shows; ``hidden``: indicator -> cells that no file tells."""

    overviews: Mapping[str, Overview]
    places: tuple[Place, ...]
    people: Mapping[Cell, People]
    hidden: Mapping[str, frozenset[Cell]]
    hides_passed: frozenset[Cell]
    """Of how many passed: a result like any other."""
    items: tuple[ItemView, ...]
    beliefs: BeliefReport | None
    grown: tuple[Growth | NoData | Withheld, ...]
    weekly: Weekly
    sureness: SurenessReport
    day: date
    """The date in the assignment's zone."""

    @property
    def whole(self) -> Overview:
        return self.overviews[ALL]


def read_contents(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> Contents:
    """Of today's tree. Raises NotAllowed, NotFound."""
    asked = (database, courseware, scope, assignment_id, agency_id)
    found = overview(*asked, now=now)
    kinds = [kind for kind, title in EMPLOYMENT_TITLES.items() if title in dict(found.by_employment)]
    overviews = {ALL: found} | {kind: overview(*asked, kind, now=now) for kind in kinds}
    with database.read() as connection:
        given = require_reaching(connection, scope, assignment_id)
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        tree = report_tree(connection, scope)
        standings = standings_of(connection, scope, given, course.posttest, now).standings
    hidden = estimates_of(database, courseware, assignment_id, course.posttest, now).hidden_in_files
    people = add_up(funnel(standings), tree.root)
    return Contents(
        overviews=overviews,
        places=_places(found, tree.paths),
        people=people,
        hidden=hidden,
        hides_passed=passed_hidden_in_files({cell: count.finished for cell, count in people.items()}, hidden.values()),
        items=item_views(*asked) if found.has_items else (),
        beliefs=misconception_report(*asked) if found.has_items else None,
        grown=growths(*asked, ALL_EMPLOYMENT, now=now, in_file=True),
        weekly=weekly(*asked, now=now),
        sureness=sureness_report(*asked).in_file,
        day=given.window.day_of(now),
    )


def _places(found: Overview, paths: Mapping[str, str]) -> tuple[Place, ...]:
    """The whole first, then its parts as the screen lists them."""
    here = found.agency
    parts = [
        Place(row.agency_id, row.name, PART, paths[row.agency_id])
        if row.agency_id
        else Place(None, row.name, DIRECTLY, here.path + DIRECT)
        for row in found.rows
    ]
    return Place(here.id, f"Seluruh {here.name}", WHOLE, here.path), *parts
