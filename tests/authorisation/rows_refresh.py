"""Rows of the matrix: comprehension then and now, and refreshers."""

from __future__ import annotations

from actions.learning import refreshers, starting
from actions.understanding import forgetting, then_and_now
from people.errors import NotFound
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, MYSELF, PEOPLE, REACHED, SITE, SUBTREE, Table
from tests.authorisation.rows_supervision import WHOLE

REFRESH = Table("Pemahaman dari waktu ke waktu", is_supervised=True)
_ = REFRESH.row
_(
    "understanding.then_and_now.then_and_now",
    "Melihat pemahaman sebuah unit dulu dan kini",
    AGENCIES,
    lambda at: then(at),
    supervisor=SUBTREE,
)
_(
    "understanding.then_and_now.then_and_now#penugasan",
    "Melihat pemahaman dulu dan kini atas sebuah penugasan",
    AGENCIES,
    lambda at: then(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)


_(
    "understanding.forgetting.forgetting_report",
    "Melihat apa yang pudar di sebuah unit",
    AGENCIES,
    lambda at: forgetting.forgetting_report(at.database, at.courseware, at.scope, WHOLE, at.agency),
    supervisor=SUBTREE,
)
_(
    "understanding.forgetting.forgetting_report#penugasan",
    "Melihat apa yang pudar atas sebuah penugasan",
    AGENCIES,
    lambda at: forgetting.forgetting_report(
        at.database, at.courseware, at.scope, at.of_agency("tugas"), at.scope.agency_id
    ),
    supervisor=REACHED,
)

REFRESHERS = Table("Penyegaran")
_ = REFRESHERS.row
_(
    "learning.refreshers.due_refreshers",
    "Melihat penyegaran yang waktunya tiba",
    SITE,
    lambda at: refreshers.due_refreshers(at.database, at.courseware, at.viewer, at.now),
    learning=SITE,
)
_(
    "learning.refreshers.faded",
    "Membandingkan penyegaran dengan pascauji sendiri",
    PEOPLE,
    lambda at: refreshers.faded(at.database, at.viewer, at.of_person("tutup")),
    learning=MYSELF,
)


_(
    "learning.refreshers.refresher_to_start",
    "Memulai penyegaran",
    SITE,
    lambda at: refresher_to_start(at),
    learning=SITE,
)
_("learning.starting.start_of", "Memeriksa syarat memulai kuis", SITE, lambda at: start_of(at), learning=SITE)


def refresher_to_start(at: Cell) -> object:
    """No course of this world has one, which is told only to whoever may take quizzes."""
    try:
        with at.database.read() as connection:
            return refreshers.refresher_to_start(connection, at.courseware, at.viewer, "kuis", at.now)
    except NotFound as error:
        if error.thing != "Penyegaran itu":
            raise
        return None


def start_of(at: Cell) -> object:
    with at.database.read() as connection:
        quiz = at.courseware.bank.quizzes["kuis"]
        return starting.start_of(connection, at.courseware, at.viewer, quiz, 0, at.now, "baru")


def then(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    """Nothing is frozen in this world, which is told only after everything else was asked."""
    asked = (at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency, "2026-10")
    try:
        return then_and_now.then_and_now(*asked, now=at.now)
    except NotFound as error:
        if error.thing != "Catatan bulan itu":
            raise
        return None
