"""Everything a report says of one agency and one assignment: what the screen's own functions let stand in a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from actions.courseware import Courseware
from actions.understanding.funnel import funnel
from actions.understanding.growth import growths
from actions.understanding.in_files import overview_in_file
from actions.understanding.misconceptions import TOLD, BeliefReport, misconception_report
from actions.understanding.over_time import Weekly, weekly
from actions.understanding.supervise import ALL_EMPLOYMENT, Overview, overview
from actions.understanding.sureness import SureTotal, sure_total
from analytics.crossover import Growth
from analytics.estimates import NoData, Withheld
from people.access import Scope
from people.assigning.windows import offset_of
from people.models import Agency
from quizzes.models import fingerprint
from store.assigning import assignment_rules as rule_store
from store.assigning.assignments import Assignment
from store.database import Database
from store.registry import people as people_store


@dataclass(frozen=True)
class AgencyReport:
    """``beliefs`` is None where they are not counted apart (below a report agency)."""

    overview: Overview
    growths: tuple[Growth | NoData | Withheld, ...]
    """In the order of ``overview.indicators``."""
    beliefs: BeliefReport | None
    weekly: Weekly
    sure: SureTotal
    course_title: str
    quiz_version: str | None
    """The post-test's fingerprint; None where it has left the bank."""
    opens_in_words: str
    due_in_words: str
    is_over: bool
    is_demo: bool
    """Nobody in this database is real."""
    made_at: datetime
    """In the assignment's own zone."""

    @property
    def agency(self) -> Agency:
        return self.overview.agency

    @property
    def assignment(self) -> Assignment:
        return self.overview.assignment


def report_of(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> AgencyReport:
    """Raises NotAllowed, NotFound."""
    asked = (database, courseware, scope, assignment_id, agency_id)
    found = overview(*asked, now=now)
    course = courseware.bank.courses[found.assignment.course_id]
    quiz = courseware.bank.quizzes.get(course.posttest)
    with database.read() as connection:
        given = rule_store.find_given(connection, assignment_id)
        is_demo = not people_store.has_real_people(connection)
    assert given is not None, "the overview of an assignment that is not there was refused"
    hides_passed = funnel(*asked, now=now).whole.passed_in_file is None
    return AgencyReport(
        overview=replace(overview_in_file(found), passed_is_withheld=hides_passed),
        growths=growths(*asked, ALL_EMPLOYMENT, now=now, in_file=True),
        beliefs=misconception_report(*asked, limit=TOLD) if found.has_items else None,
        weekly=weekly(*asked, now=now),
        sure=sure_total(*asked, in_file=True),
        course_title=course.title,
        quiz_version=fingerprint(quiz) if quiz else None,
        opens_in_words=given.window.opens_in_words,
        due_in_words=given.window.due_in_words,
        is_over=given.window.is_over(now),
        is_demo=is_demo,
        made_at=now.astimezone(offset_of(given.window.zone)),
    )
