"""Rows of the matrix: what supervisors read of their units; their subtree decides."""

from __future__ import annotations

from collections.abc import Callable

from actions.understanding import (
    briefing,
    dilemma_report,
    growth,
    item_report,
    misconceptions,
    over_time,
    report_tree,
    supervise,
    topics,
)
from actions.understanding.misconceptions import NothingToTell
from people.errors import NotFound
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, REACHED, SITE, SUBTREE, Table
from tests.authorisation.world import TODAY

WHOLE = "tugas-pemkab"
"""An assignment that reaches every agency, so that only the agency asked about can be the reason of a refusal."""

UNDERSTANDING = Table("Pemahaman", is_supervised=True)
_ = UNDERSTANDING.row
_("registry.supervision.scope_of", "Membuka halaman Pemahaman", SITE, lambda at: at.scope, supervisor=SITE)
_(
    "understanding.supervise.assignments_in",
    "Membuka halaman Pemahaman",
    SITE,
    lambda at: supervise.assignments_in(at.database, at.courseware, at.scope),
    supervisor=SITE,
)
_(
    "understanding.supervise.overview",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: supervise.overview(at.database, at.courseware, at.scope, WHOLE, at.agency, now=at.now),
    supervisor=SUBTREE,
)
_(
    "understanding.topics.topic_report",
    "Melihat pemahaman sebuah unit per modul dan tujuan belajar",
    AGENCIES,
    lambda at: topics.topic_report(at.database, at.courseware, at.scope, WHOLE, at.agency, "", "modul", now=at.now),
    supervisor=SUBTREE,
)
_(
    "understanding.item_report.item_views",
    "Melihat soal yang paling sulit bagi sebuah unit",
    AGENCIES,
    lambda at: with_items(at),
    supervisor=SUBTREE,
)
_(
    "understanding.dilemma_report.dilemma_report",
    "Melihat pilihan dilema sebuah unit",
    AGENCIES,
    lambda at: with_dilemma(at),
    supervisor=SUBTREE,
)
_(
    "understanding.supervise.agency_in_scope",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: at.reading(lambda found, scope=at.scope: supervise.agency_in_scope(found, scope, at.agency)),
    supervisor=SUBTREE,
)
_(
    "understanding.report_tree.report_tree",
    "Membuka halaman Pemahaman",
    SITE,
    lambda at: at.reading(lambda found, scope=at.scope: report_tree.report_tree(found, scope)),
    supervisor=SITE,
)

_(
    "understanding.supervise.overview#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: supervise.overview(
        at.database, at.courseware, at.scope, at.of_agency("tugas"), at.scope.agency_id, now=at.now
    ),
    supervisor=REACHED,
)
_(
    "understanding.item_report.item_views#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: with_items(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "understanding.supervise.assignment_of",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: at.reading(
        lambda found, scope=at.scope: supervise.assignment_of(found, at.courseware, scope, at.of_agency("tugas"))
    ),
    supervisor=REACHED,
)
_(
    "understanding.growth.growths",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: growths(at),
    supervisor=SUBTREE,
)
_(
    "understanding.growth.growths#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: growths(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "understanding.over_time.weekly",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: weekly(at),
    supervisor=SUBTREE,
)
_(
    "understanding.over_time.weekly#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: weekly(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "understanding.over_time.since_snapshot",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: since_snapshot(at),
    supervisor=SUBTREE,
)
_(
    "understanding.over_time.since_snapshot#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: since_snapshot(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "understanding.misconceptions.misconception_report",
    "Melihat salah paham sebuah unit dan mencetak bahannya",
    AGENCIES,
    lambda at: misconception_report(at),
    supervisor=SUBTREE,
)
_(
    "understanding.misconceptions.misconception_report#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: misconception_report(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "understanding.misconceptions.gathering_report",
    "Melihat salah paham sebuah unit dan mencetak bahannya",
    AGENCIES,
    lambda at: gathering_report(at),
    supervisor=SUBTREE,
)
_(
    "understanding.misconceptions.gathering_report#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: gathering_report(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "understanding.briefing.gathering",
    "Melihat salah paham sebuah unit dan mencetak bahannya",
    AGENCIES,
    lambda at: gathering(at),
    supervisor=SUBTREE,
)
_(
    "understanding.briefing.gathering#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: gathering(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "understanding.briefing.gathering_pdf",
    "Melihat salah paham sebuah unit dan mencetak bahannya",
    AGENCIES,
    lambda at: gathering_pdf(at),
    supervisor=SUBTREE,
)
_(
    "understanding.briefing.gathering_pdf#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: gathering_pdf(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "understanding.over_time.snapshots",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: over_time.snapshots(at.database, at.scope, at.of_agency("tugas")),
    supervisor=REACHED,
)


def with_items(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    """The level at which items are counted is the one below the root; elsewhere the answer is a sentence, not data."""
    try:
        return item_report.item_views(at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency)
    except supervise.ItemsTooDeep:
        return None


def growths(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    return growth.growths(at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency, "", now=at.now)


def weekly(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    return over_time.weekly(at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency, now=at.now)


def since_snapshot(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    """Nothing is frozen in this world, which is told only after everything else was asked."""
    asked = (at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency, "2026-10")
    try:
        return over_time.since_snapshot(*asked, now=at.now)
    except NotFound as error:
        if error.thing != "Catatan bulan itu":
            raise
        return None


def misconception_report(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    asked = (at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency)
    return told(lambda: misconceptions.misconception_report(*asked))


def gathering_report(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    asked = (at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency)
    return told(lambda: misconceptions.gathering_report(*asked))


def gathering(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    asked = (at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency)
    return told(lambda: briefing.gathering(*asked, today=TODAY))


def gathering_pdf(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    asked = (at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency)
    return told(lambda: briefing.gathering_pdf(*asked, today=TODAY))


def told(ask: Callable[[], object]) -> object:
    """Where too few took part, the answer is a sentence, not data."""
    try:
        return ask()
    except (supervise.ItemsTooDeep, NothingToTell):
        return None


def with_dilemma(at: Cell) -> object:
    try:
        return dilemma_report.dilemma_report(at.database, at.courseware, at.scope, "undangan", at.agency)
    except supervise.ItemsTooDeep:
        return None
