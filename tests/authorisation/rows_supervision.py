"""Rows of the matrix: comprehension, assignments and who is followed up; a supervisor's subtree decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from actions import (
    assignment_status,
    assignments,
    briefing,
    digests,
    dilemma_report,
    excuses,
    growth,
    item_report,
    mail_plans,
    misconceptions,
    over_time,
    report_tree,
    stage_windows,
    standings,
    supervise,
    supervision,
    topics,
)
from actions.assignment_status import PeopleQuery
from actions.assignments import Draft
from actions.misconceptions import NothingToTell
from people.assignment_rules import Exemption, Rule
from people.errors import NotAllowed, NotFound
from people.mail_times import MailPlan
from people.windows import Window
from store.assignment_rules import Accommodation, find_given
from tests.authorisation.cell import SELF, Cell
from tests.authorisation.row import AGENCIES, OTHERS, PEOPLE, REACHED, SITE, SUBTREE, Table
from tests.authorisation.world import DUE, NEXT_YEAR, OPENS, TODAY

WHOLE = "tugas-pemkab"
"""An assignment that reaches every agency, so that only the agency asked about can be the reason of a refusal."""
_EXEMPT = Exemption("leave", "Sakit", "SK 1", "2026-11-20", "2026-11-21")
_EXTRA = Accommodation(10, 1, "Rabun", "SK 2")
_RUNNING = Window(OPENS, DUE, "WIB")


def _draft(at: Cell) -> Draft:
    return Draft("kursus", "Baru", Rule(frozenset({at.agency})), _RUNNING)


UNDERSTANDING = Table("Pemahaman", is_supervised=True)
_ = UNDERSTANDING.row
_("supervision.scope_of", "Membuka halaman Pemahaman", SITE, lambda at: at.scope, supervisor=SITE)
_(
    "supervise.assignments_in",
    "Membuka halaman Pemahaman",
    SITE,
    lambda at: supervise.assignments_in(at.database, at.courseware, at.scope),
    supervisor=SITE,
)
_(
    "supervise.overview",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: supervise.overview(at.database, at.courseware, at.scope, WHOLE, at.agency, now=at.now),
    supervisor=SUBTREE,
)
_(
    "topics.topic_report",
    "Melihat pemahaman sebuah unit per modul dan tujuan belajar",
    AGENCIES,
    lambda at: topics.topic_report(at.database, at.courseware, at.scope, WHOLE, at.agency, "", "modul", now=at.now),
    supervisor=SUBTREE,
)
_(
    "item_report.item_views",
    "Melihat soal yang paling sulit bagi sebuah unit",
    AGENCIES,
    lambda at: with_items(at),
    supervisor=SUBTREE,
)
_(
    "dilemma_report.dilemma_report",
    "Melihat pilihan dilema sebuah unit",
    AGENCIES,
    lambda at: with_dilemma(at),
    supervisor=SUBTREE,
)
_(
    "supervise.agency_in_scope",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: at.reading(lambda found, scope=at.scope: supervise.agency_in_scope(found, scope, at.agency)),
    supervisor=SUBTREE,
)
_(
    "supervise.data_version",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: supervise.data_version(at.database, at.scope, at.of_agency("tugas")),
    supervisor=REACHED,
)
_(
    "report_tree.report_tree",
    "Membuka halaman Pemahaman",
    SITE,
    lambda at: at.reading(lambda found, scope=at.scope: report_tree.report_tree(found, scope)),
    supervisor=SITE,
)

_(
    "supervise.overview#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: supervise.overview(
        at.database, at.courseware, at.scope, at.of_agency("tugas"), at.scope.agency_id, now=at.now
    ),
    supervisor=REACHED,
)
_(
    "item_report.item_views#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: with_items(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "supervise.assignment_of",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: at.reading(
        lambda found, scope=at.scope: supervise.assignment_of(found, at.courseware, scope, at.of_agency("tugas"))
    ),
    supervisor=REACHED,
)
_(
    "growth.growths",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: growths(at),
    supervisor=SUBTREE,
)
_(
    "growth.growths#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: growths(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "over_time.weekly",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: weekly(at),
    supervisor=SUBTREE,
)
_(
    "over_time.weekly#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: weekly(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "over_time.since_snapshot",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: since_snapshot(at),
    supervisor=SUBTREE,
)
_(
    "over_time.since_snapshot#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: since_snapshot(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "misconceptions.misconception_report",
    "Melihat salah paham sebuah unit dan mencetak bahannya",
    AGENCIES,
    lambda at: misconception_report(at),
    supervisor=SUBTREE,
)
_(
    "misconceptions.misconception_report#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: misconception_report(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "misconceptions.gathering_report",
    "Melihat salah paham sebuah unit dan mencetak bahannya",
    AGENCIES,
    lambda at: gathering_report(at),
    supervisor=SUBTREE,
)
_(
    "misconceptions.gathering_report#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: gathering_report(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "briefing.gathering",
    "Melihat salah paham sebuah unit dan mencetak bahannya",
    AGENCIES,
    lambda at: gathering(at),
    supervisor=SUBTREE,
)
_(
    "briefing.gathering#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: gathering(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "briefing.gathering_pdf",
    "Melihat salah paham sebuah unit dan mencetak bahannya",
    AGENCIES,
    lambda at: gathering_pdf(at),
    supervisor=SUBTREE,
)
_(
    "briefing.gathering_pdf#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: gathering_pdf(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "over_time.snapshots",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: over_time.snapshots(at.database, at.scope, at.of_agency("tugas")),
    supervisor=REACHED,
)

ASSIGNING = Table("Penugasan", is_supervised=True)
_ = ASSIGNING.row
_(
    "supervision.subtrees",
    "Memilih wilayah penugasan",
    SITE,
    lambda at: supervision.subtrees(at.database, at.viewer, TODAY),
    supervisor=SITE,
    administrator=SITE,
)
_("supervision.assigner", "Memilih wilayah penugasan", SITE, lambda at: at.by, supervisor=SITE, administrator=SITE)
_(
    "assignment_status.given_in",
    "Melihat daftar penugasan dan unit",
    SITE,
    lambda at: assignment_status.given_in(at.database, at.courseware, at.by.scope),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "assignment_status.agencies_in",
    "Melihat daftar penugasan dan unit",
    SITE,
    lambda at: assignment_status.agencies_in(at.database, at.by.scope),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "mail_plans.running",
    "Melihat daftar penugasan dan unit",
    SITE,
    lambda at: mail_plans.running(at.database, at.courseware, at.by, at.now),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "stage_windows.recounts",
    "Melihat daftar penugasan dan unit",
    SITE,
    lambda at: stage_windows.recounts(at.database, at.courseware, at.by.scope, at.now),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "assignment_status.preview",
    "Memberi penugasan kepada sebuah unit",
    AGENCIES,
    lambda at: assignment_status.preview(at.database, at.courseware, at.by.scope, _draft(at), at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignments.check_draft",
    "Memberi penugasan kepada sebuah unit",
    AGENCIES,
    lambda at: at.reading(
        lambda found, scope=at.by.scope: assignments.check_draft(found, at.courseware, scope, _draft(at), at.now)
    ),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignments.create",
    "Memberi penugasan kepada sebuah unit",
    AGENCIES,
    lambda at: assignments.create(at.database, at.courseware, at.by, _draft(at), at.now, assignment_id="tugas-baru"),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignments.change_window",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: assignments.change_window(
        at.database, at.by, at.of_agency("tugas"), OPENS, DUE - timedelta(days=1), at.now
    ),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignments.withdraw",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: assignments.withdraw(at.database, at.by, at.of_agency("tugas"), "Keliru", at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignments.restore",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: assignments.restore(at.database, at.by, at.of_agency("tarik"), at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignments.changeable",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: at.reading(lambda found, scope=at.by.scope: assignments.changeable(found, scope, at.of_agency("tugas"))),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "mail_plans.get_changeable",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: at.reading(lambda found, by=at.by: mail_plans.get_changeable(found, by, at.of_agency("tugas"))),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignments.may_change",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: said_yes(at),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignments.note",
    "Mencatat keputusan tentang penugasan",
    SITE,
    lambda at: at.writing(
        lambda found, by=at.by: assignments.note(
            found, by, at.now, "assignment.window", ("assignment", WHOLE), None, None
        )
    ),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "stage_windows.recount",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: stage_windows.recount(at.database, at.courseware, at.by, at.of_agency("tahap"), NEXT_YEAR, at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignments.find_withdrawal",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: assignments.find_withdrawal(at.database, at.by.scope, at.of_agency("tarik")),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assignment_status.status_version",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: assignment_status.status_version(at.database, at.by.scope, at.of_agency("tugas")),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assignment_status.status",
    "Melihat keadaan penugasan di sebuah unit",
    AGENCIES,
    lambda at: assignment_status.status(at.database, at.courseware, at.by.scope, WHOLE, at.agency, at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignment_status.status#penugasan",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: assignment_status.status(
        at.database, at.courseware, at.by.scope, at.of_agency("tugas"), at.by.scope.agency_id, at.now
    ),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assignment_status.people_behind#penugasan",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: assignment_status.people_behind(
        at.database,
        at.courseware,
        at.by.scope,
        PeopleQuery(at.of_agency("tugas"), at.by.scope.agency_id, "targeted"),
        at.now,
    ),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assignment_status.follow_up#penugasan",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: assignment_status.follow_up(
        at.database, at.courseware, at.by.scope, at.of_agency("tugas"), at.by.scope.agency_id, at.now
    ),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assignments.require_reaching",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: at.reading(
        lambda found, scope=at.by.scope: assignments.require_reaching(found, scope, at.of_agency("tugas"))
    ),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assignment_status.people_behind",
    "Melihat dan mengunduh nama yang belum selesai",
    AGENCIES,
    lambda at: assignment_status.people_behind(
        at.database, at.courseware, at.by.scope, PeopleQuery(WHOLE, at.agency, "targeted"), at.now
    ),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignment_status.follow_up",
    "Melihat dan mengunduh nama yang belum selesai",
    AGENCIES,
    lambda at: assignment_status.follow_up(at.database, at.courseware, at.by.scope, WHOLE, at.agency, at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assignment_status.follow_up_file",
    "Melihat dan mengunduh nama yang belum selesai",
    AGENCIES,
    lambda at: assignment_status.follow_up_file(at.database, at.courseware, at.by.scope, WHOLE, at.agency, at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "standings.standings_of",
    "Menghitung keadaan di wilayahnya sendiri",
    SITE,
    lambda at: standing(at, standings.standings_of),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "standings.unfinished_by_name",
    "Menghitung keadaan di wilayahnya sendiri",
    SITE,
    lambda at: standing(at, standings.unfinished_by_name),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "excuses.person_sheets",
    "Mengecualikan seseorang atau memberinya tambahan waktu",
    PEOPLE,
    lambda at: excuses.person_sheets(at.database, at.by, at.of_agency("tugas"), [at.person], at.now),
    supervisor=SUBTREE,
    administrator=PEOPLE,
)
_(
    "excuses.exempt_all",
    "Mengecualikan orang lain atau memberinya tambahan waktu",
    PEOPLE,
    lambda at: excuses.exempt_all(at.database, at.by, at.of_agency("tugas"), [at.person], _EXEMPT, at.now),
    supervisor=SUBTREE - {SELF},
    administrator=OTHERS,
)
_(
    "excuses.accommodate_all",
    "Mengecualikan orang lain atau memberinya tambahan waktu",
    PEOPLE,
    lambda at: excuses.accommodate_all(at.database, at.by, at.of_agency("tugas"), [at.person], _EXTRA, at.now),
    supervisor=SUBTREE - {SELF},
    administrator=OTHERS,
)
_(
    "mail_plans.planned",
    "Menjadwalkan surat kepada pimpinan unit",
    AGENCIES,
    lambda at: mail_plans.planned(at.database, at.settings, at.by, at.of_agency("tugas"), at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "mail_plans.choose_plan",
    "Menjadwalkan surat kepada pimpinan unit",
    AGENCIES,
    lambda at: mail_plans.choose_plan(
        at.database, at.settings, at.by, at.of_agency("tugas"), MailPlan(frozenset({1})), at.now
    ),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "digests.preview_round",
    "Menjadwalkan surat kepada pimpinan unit",
    AGENCIES,
    lambda at: digests.preview_round(at.database, at.courseware, at.settings, at.by, at.of_agency("tugas"), at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
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


def said_yes(at: Cell) -> object:
    """A question that is answered, not refused: no is a refusal here."""
    scope = at.by.scope
    with at.database.read() as connection:
        given = find_given(connection, at.of_agency("tugas"))
        assert given is not None
        if not assignments.may_change(connection, scope, given):
            raise NotAllowed("assign")
    return True


def standing(at: Cell, ask) -> object:
    scope = at.by.scope
    with at.database.read() as connection:
        given = find_given(connection, WHOLE)
        return ask(connection, scope, given, "kuis", at.now)
