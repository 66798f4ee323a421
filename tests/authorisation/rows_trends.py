"""Rows of the matrix: comprehension over months and assignments, growth of parts, and the red flag of an agency."""

from __future__ import annotations

from actions.understanding import assignment_trend, growth, sureness, then_and_now
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, REACHED, SUBTREE
from tests.authorisation.rows_refresh import REFRESH
from tests.authorisation.rows_supervision import UNDERSTANDING, WHOLE

_SEE, _SEE_OF = "Melihat pemahaman sebuah unit", "Melihat pemahaman atas sebuah penugasan"


def asked(at: Cell, assignment_id: str = WHOLE, agency_id: str | None = None) -> tuple:
    return at.database, at.courseware, at.scope, assignment_id, agency_id or at.agency


def of_assignment(at: Cell) -> tuple:
    return asked(at, at.of_agency("tugas"), at.scope.agency_id)


REFRESH.row(
    "understanding.then_and_now.months_and_today",
    "Melihat pemahaman sebuah unit dari waktu ke waktu",
    AGENCIES,
    lambda at: then_and_now.months_and_today(*asked(at), now=at.now),
    supervisor=SUBTREE,
)
REFRESH.row(
    "understanding.then_and_now.months_and_today#penugasan",
    "Melihat pemahaman dari waktu ke waktu atas sebuah penugasan",
    AGENCIES,
    lambda at: then_and_now.months_and_today(*of_assignment(at), now=at.now),
    supervisor=REACHED,
)
REFRESH.row(
    "understanding.assignment_trend.assignment_trend",
    "Melihat pemahaman sebuah unit dari waktu ke waktu",
    AGENCIES,
    lambda at: assignment_trend.assignment_trend(*asked(at), now=at.now),
    supervisor=SUBTREE,
)
REFRESH.row(
    "understanding.assignment_trend.assignment_trend#penugasan",
    "Melihat pemahaman dari waktu ke waktu atas sebuah penugasan",
    AGENCIES,
    lambda at: assignment_trend.assignment_trend(*of_assignment(at), now=at.now),
    supervisor=REACHED,
)
UNDERSTANDING.row(
    "understanding.growth.growths_of_parts",
    _SEE,
    AGENCIES,
    lambda at: growth.growths_of_parts(*asked(at), "", now=at.now),
    supervisor=SUBTREE,
)
UNDERSTANDING.row(
    "understanding.growth.growths_of_parts#penugasan",
    _SEE_OF,
    AGENCIES,
    lambda at: growth.growths_of_parts(*of_assignment(at), "", now=at.now),
    supervisor=REACHED,
)
UNDERSTANDING.row(
    "understanding.sureness.sure_total", _SEE, AGENCIES, lambda at: sureness.sure_total(*asked(at)), supervisor=SUBTREE
)
UNDERSTANDING.row(
    "understanding.sureness.sure_total#penugasan",
    _SEE_OF,
    AGENCIES,
    lambda at: sureness.sure_total(*of_assignment(at)),
    supervisor=REACHED,
)
