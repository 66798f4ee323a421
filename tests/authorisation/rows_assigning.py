"""Rows of the matrix: assignments, excuses, letters and who is followed up; a supervisor's subtree decides."""

from __future__ import annotations

from datetime import timedelta

from actions.assigning import assignment_status, assignments, stage_windows
from actions.assigning.assignment_status import PeopleQuery
from actions.assigning.assignments import Draft
from actions.mail import mail_plans
from actions.registry import supervision
from people.assigning.assignment_rules import Rule
from people.assigning.windows import Window
from people.errors import NotAllowed
from store.assigning.assignment_rules import find_given
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, REACHED, SITE, SUBTREE, Table
from tests.authorisation.rows_supervision import WHOLE
from tests.authorisation.world import DUE, NEXT_YEAR, OPENS, TODAY

_RUNNING = Window(OPENS, DUE, "WIB")


def _draft(at: Cell) -> Draft:
    return Draft("kursus", "Baru", Rule(frozenset({at.agency})), _RUNNING)


ASSIGNING = Table("Penugasan", is_supervised=True)
_ = ASSIGNING.row
_(
    "registry.supervision.subtrees",
    "Memilih wilayah penugasan",
    SITE,
    lambda at: supervision.subtrees(at.database, at.viewer, TODAY),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "registry.supervision.assigner",
    "Memilih wilayah penugasan",
    SITE,
    lambda at: at.by,
    supervisor=SITE,
    administrator=SITE,
)
_(
    "assigning.assignment_status.given_in",
    "Melihat daftar penugasan dan unit",
    SITE,
    lambda at: assignment_status.given_in(at.database, at.courseware, at.by.scope),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "assigning.assignment_status.agencies_in",
    "Melihat daftar penugasan dan unit",
    SITE,
    lambda at: assignment_status.agencies_in(at.database, at.by.scope),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "mail.mail_plans.running",
    "Melihat daftar penugasan dan unit",
    SITE,
    lambda at: mail_plans.running(at.database, at.courseware, at.by, at.now),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "assigning.stage_windows.recounts",
    "Melihat daftar penugasan dan unit",
    SITE,
    lambda at: stage_windows.recounts(at.database, at.courseware, at.by.scope, at.now),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "assigning.assignment_status.preview",
    "Memberi penugasan kepada sebuah unit",
    AGENCIES,
    lambda at: assignment_status.preview(at.database, at.courseware, at.by.scope, _draft(at), at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.check_draft",
    "Memberi penugasan kepada sebuah unit",
    AGENCIES,
    lambda at: at.reading(
        lambda found, scope=at.by.scope: assignments.check_draft(found, at.courseware, scope, _draft(at), at.now)
    ),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.create",
    "Memberi penugasan kepada sebuah unit",
    AGENCIES,
    lambda at: assignments.create(at.database, at.courseware, at.by, _draft(at), at.now, assignment_id="tugas-baru"),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.change_window",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: assignments.change_window(
        at.database, at.by, at.of_agency("tugas"), OPENS, DUE - timedelta(days=1), at.now
    ),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.withdraw",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: assignments.withdraw(at.database, at.by, at.of_agency("tugas"), "Keliru", at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.restore",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: assignments.restore(at.database, at.by, at.of_agency("tarik"), at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.changeable",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: at.reading(lambda found, scope=at.by.scope: assignments.changeable(found, scope, at.of_agency("tugas"))),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.may_change",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: said_yes(at),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.note",
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
    "assigning.stage_windows.recount",
    "Mengubah, menarik, dan memulihkan penugasan sebuah unit",
    AGENCIES,
    lambda at: stage_windows.recount(at.database, at.courseware, at.by, at.of_agency("tahap"), NEXT_YEAR, at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.find_withdrawal",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: assignments.find_withdrawal(at.database, at.by.scope, at.of_agency("tarik")),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assigning.assignment_status.status_version",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: assignment_status.status_version(at.database, at.by.scope, at.of_agency("tugas")),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assigning.assignment_status.status",
    "Melihat keadaan penugasan di sebuah unit",
    AGENCIES,
    lambda at: assignment_status.status(at.database, at.courseware, at.by.scope, WHOLE, at.agency, at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignment_status.status#penugasan",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: assignment_status.status(
        at.database, at.courseware, at.by.scope, at.of_agency("tugas"), at.by.scope.agency_id, at.now
    ),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assigning.assignment_status.people_behind#penugasan",
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
    "assigning.assignment_status.follow_up#penugasan",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: assignment_status.follow_up(
        at.database, at.courseware, at.by.scope, at.of_agency("tugas"), at.by.scope.agency_id, at.now
    ),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assigning.assignments.require_reaching",
    "Membaca tentang sebuah penugasan, juga yang diberikan dari atas",
    AGENCIES,
    lambda at: at.reading(
        lambda found, scope=at.by.scope: assignments.require_reaching(found, scope, at.of_agency("tugas"))
    ),
    supervisor=REACHED,
    administrator=AGENCIES,
)
_(
    "assigning.assignment_status.people_behind",
    "Melihat dan mengunduh nama yang belum selesai",
    AGENCIES,
    lambda at: assignment_status.people_behind(
        at.database, at.courseware, at.by.scope, PeopleQuery(WHOLE, at.agency, "targeted"), at.now
    ),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignment_status.follow_up",
    "Melihat dan mengunduh nama yang belum selesai",
    AGENCIES,
    lambda at: assignment_status.follow_up(at.database, at.courseware, at.by.scope, WHOLE, at.agency, at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "assigning.assignment_status.follow_up_file",
    "Melihat dan mengunduh nama yang belum selesai",
    AGENCIES,
    lambda at: assignment_status.follow_up_file(at.database, at.courseware, at.by.scope, WHOLE, at.agency, at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)


def said_yes(at: Cell) -> object:
    """A question that is answered, not refused: no is a refusal here."""
    scope = at.by.scope
    with at.database.read() as connection:
        given = find_given(connection, at.of_agency("tugas"))
        assert given is not None
        if not assignments.may_change(connection, scope, given):
            raise NotAllowed("assign")
    return True
