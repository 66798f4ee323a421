"""Rows of the matrix: the funnel and the map of areas on the supervisor's page."""

from __future__ import annotations

from actions.understanding import agency_parts, funnel
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, REACHED, SUBTREE
from tests.authorisation.rows_supervision import UNDERSTANDING, WHOLE

_ = UNDERSTANDING.row


def _funnel(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    return funnel.funnel(at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency, now=at.now)


def _parts(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> object:
    return agency_parts.agency_parts(
        at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency, now=at.now
    )


_("understanding.funnel.funnel", "Melihat pemahaman sebuah unit", AGENCIES, lambda at: _funnel(at), supervisor=SUBTREE)
_(
    "understanding.funnel.funnel#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: _funnel(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
_(
    "understanding.agency_parts.agency_parts",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: _parts(at),
    supervisor=SUBTREE,
)
_(
    "understanding.agency_parts.agency_parts#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: _parts(at, at.of_agency("tugas"), at.scope.agency_id),
    supervisor=REACHED,
)
