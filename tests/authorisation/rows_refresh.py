"""Rows of the matrix: comprehension then and now, and refreshers."""

from __future__ import annotations

from actions import then_and_now
from people.errors import NotFound
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, REACHED, SUBTREE, Table
from tests.authorisation.rows_supervision import WHOLE

REFRESH = Table("Pemahaman dari waktu ke waktu", is_supervised=True)
_ = REFRESH.row
_(
    "then_and_now.then_and_now",
    "Melihat pemahaman sebuah unit dulu dan kini",
    AGENCIES,
    lambda at: then(at),
    supervisor=SUBTREE,
)
_(
    "then_and_now.then_and_now#penugasan",
    "Melihat pemahaman dulu dan kini atas sebuah penugasan",
    AGENCIES,
    lambda at: then(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)


def then(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    """Nothing is frozen in this world, which is told only after everything else was asked."""
    asked = (at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency, "2026-10")
    try:
        return then_and_now.then_and_now(*asked, now=at.now)
    except NotFound as error:
        if error.thing != "Catatan bulan itu":
            raise
        return None
