"""Which wrong beliefs live where: for one agency the most common ones, how they spread over its parts, and what cures each."""

from __future__ import annotations

from dataclasses import dataclass

from actions.courseware import Courseware
from actions.summaries.belief_names import follow_belief_names
from actions.understanding.course_choice import CourseChoice, course_with
from actions.understanding.report_masks import shares_of
from actions.understanding.supervise import (
    ALL_EMPLOYMENT,
    ItemsTooDeep,
    Lesson,
    agency_in_scope,
    assignment_of,
    check_employment,
    has_items,
    lesson_at,
)
from analytics.comprehension.beliefs import BeliefShares
from analytics.estimates import Comprehension, Estimate, Withheld
from analytics.misconceptions import Common, Ranked, most_common
from analytics.ranking import Group, group_of
from analytics.rollups import DIRECT, Cell, root_of
from content.law_words import short_sources
from content.words import INDICATOR_TITLES
from people.access import Scope
from people.errors import NetralError
from people.models import Agency
from store.assigning.assignments import Assignment
from store.database import Connection, Database
from store.registry import agencies as agency_store
from store.summaries import rollups as rollup_store

SHOWN = 8
TOLD = 5
"""So many fit on two pages and in one gathering."""


class NothingToTell(NetralError):
    def __init__(self) -> None:
        super().__init__("Belum cukup orang yang menyelesaikan pascauji untuk membuat bahan pertemuan.")
        self.what_to_do = "Tunggu sampai lebih banyak orang selesai, atau pilih instansi di atasnya."


@dataclass(frozen=True)
class BeliefView:
    """One wrong belief. ``parts`` and ``groups`` follow the report's ``parts``; a ``high`` group clearly errs more."""

    misconception_id: str
    belief: str
    correction: str
    indicator_title: str
    sources: str
    """The provisions that the rule rests on, as people name them."""
    cure: Lesson | None
    case_question: str | None
    """The question of the curing section, when that section is a case."""
    course: CourseChoice | None
    band: int
    share: Estimate
    parts: tuple[Comprehension, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class BeliefReport:
    """``beliefs``: the most common first; ``measured``: how many beliefs may be told of here; ``close``: left out, but
    not clearly less common than the last one shown; ``finished``: people who finished a first post-test."""

    assignment: Assignment
    agency: Agency
    employment: str
    parts: tuple[str, ...]
    beliefs: tuple[BeliefView, ...]
    measured: int
    withheld: int
    close: int
    finished: int

    def tells_enough(self, top_id: str) -> bool:
        """Whether a gathering can be told of it: five beliefs to choose, or anything at all at the top of the scope."""
        return self.measured >= TOLD or (self.measured > 0 and self.agency.id == top_id)


def misconception_report(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
    limit: int = SHOWN,
) -> BeliefReport:
    """Raises ItemsTooDeep, NotAllowed, NotFound."""
    check_employment(employment)
    follow_belief_names(database, courseware)
    with database.read() as connection:
        assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        if not has_items(agency):
            raise ItemsTooDeep()
        return _report(database, connection, courseware, scope, assignment_id, agency, employment, limit)


def gathering_report(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
) -> BeliefReport:
    """The five most common beliefs of the agency; of the one above it, as far as the scope reaches, when fewer than
    five may be told of.

    Raises NotAllowed, NotFound, NothingToTell.
    """
    check_employment(employment)
    follow_belief_names(database, courseware)
    with database.read() as connection:
        assignment_of(connection, courseware, scope, assignment_id)
        agency: Agency | None = agency_in_scope(connection, scope, agency_id)
        while agency is not None and scope.covers(agency.path):
            if has_items(agency):
                found = _report(database, connection, courseware, scope, assignment_id, agency, employment, TOLD)
                if found.tells_enough(scope.agency_id):
                    return found
            agency = agency_store.find_agency(connection, agency.parent_id) if agency.parent_id else None
    raise NothingToTell()


def _report(
    database: Database,
    connection: Connection,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency: Agency,
    employment: str,
    limit: int,
) -> BeliefReport:
    assignment, course = assignment_of(connection, courseware, scope, assignment_id)
    known = courseware.library.misconceptions
    shares = shares_of(database, connection, courseware, assignment_id, course.posttest, root_of(agency.path))
    here = {name: shares.found(name, (agency.path, employment)) for name in shares.misconceptions if name in known}
    places = _parts(connection, agency, employment, shares)
    common: Common = most_common(here, limit)
    return BeliefReport(
        assignment=assignment,
        agency=agency,
        employment=employment,
        parts=tuple(name for name, _ in places),
        beliefs=tuple(_view(courseware, one, shares, places, course.id) for one in common.told),
        measured=sum(isinstance(share, Estimate) for share in here.values()),
        withheld=sum(isinstance(share, Withheld) for share in here.values()),
        close=common.close,
        finished=_finished(connection, assignment_id, course.posttest, agency.path, employment),
    )


def _parts(connection: Connection, agency: Agency, employment: str, shares: BeliefShares) -> list[tuple[str, Cell]]:
    """The report agencies right under a root, by name; below them nothing is counted apart."""
    if agency.parent_id is not None:
        return []
    below = agency_store.agencies_below(connection, agency.path)
    places = sorted((one.name, (one.path, employment)) for one in below if one.parent_id == agency.id)
    direct = (agency.path + DIRECT, employment)
    if places and shares.is_met_at(direct):
        places.append((f"Langsung di {agency.name}", direct))
    return places


def _view(
    courseware: Courseware,
    one: Ranked,
    shares: BeliefShares,
    places: list[tuple[str, Cell]],
    course_id: str,
) -> BeliefView:
    library = courseware.library
    found = library.misconceptions[one.misconception]
    section = library.find_section(found.cure)
    parts = tuple(shares.found(found.id, cell) for _, cell in places)
    return BeliefView(
        misconception_id=found.id,
        belief=found.belief,
        correction=found.correction.strip(),
        indicator_title=INDICATOR_TITLES[found.indicator],
        sources=short_sources(library, found.citations),
        cure=lesson_at(courseware, found.cure),
        case_question=section.question if section and section.kind == "case" else None,
        course=course_with(courseware, found.cure.partition("#")[0], course_id),
        band=one.band,
        share=one.found,
        parts=parts,
        groups=tuple(group_of(part, one.found) for part in parts),
    )


def _finished(connection: Connection, assignment_id: str, quiz_id: str, path: str, employment: str) -> int:
    found = rollup_store.read_progress(connection, assignment_id, path)
    return sum(
        row.finished for row in found if row.quiz_id == quiz_id and employment in (ALL_EMPLOYMENT, row.employment)
    )
