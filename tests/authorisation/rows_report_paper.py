"""Rows of the matrix: reports to hand over; a supervisor's subtree decides, and the whole site is for the console."""

from __future__ import annotations

import tempfile
from pathlib import Path

from actions.reports import figures, hand_over, pdf
from actions.reports.makers import MAKERS
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, REACHED, SITE, SUBTREE, Table
from tests.authorisation.rows_supervision import WHOLE

PAPER = Table("Laporan untuk diserahkan", is_supervised=True)
_ = PAPER.row


def _asked(at: Cell, assignment: str, agency: str) -> tuple[object, ...]:
    return at.database, at.courseware, at.scope, assignment, agency


_(
    "reports.figures.report_of",
    "Melihat isi laporan sebuah unit",
    AGENCIES,
    lambda at: figures.report_of(*_asked(at, WHOLE, at.agency), now=at.now),  # type: ignore[arg-type]
    supervisor=SUBTREE,
)
_(
    "reports.figures.report_of#penugasan",
    "Melihat isi laporan atas sebuah penugasan",
    AGENCIES,
    lambda at: figures.report_of(*_asked(at, at.of_agency("tugas"), at.scope.agency_id), now=at.now),  # type: ignore[arg-type]
    supervisor=REACHED,
)
_(
    "reports.pdf.pdf_report",
    "Mengunduh laporan PDF sebuah unit",
    AGENCIES,
    lambda at: pdf.pdf_report(*_asked(at, WHOLE, at.agency), now=at.now),  # type: ignore[arg-type]
    supervisor=SUBTREE,
)
_(
    "reports.pdf.pdf_report#penugasan",
    "Mengunduh laporan PDF atas sebuah penugasan",
    AGENCIES,
    lambda at: pdf.pdf_report(*_asked(at, at.of_agency("tugas"), at.scope.agency_id), now=at.now),  # type: ignore[arg-type]
    supervisor=REACHED,
)

CONSOLE_REPORTS = Table("Laporan seluruh situs (hanya konsol server)", is_console=True)
CONSOLE_REPORTS.row(
    "reports.hand_over.hand_over",
    "Membuat laporan semua instansi",
    SITE,
    lambda at: _hand_over(at),
)
CONSOLE_REPORTS.row(
    "reports.hand_over.assignment_to_report",
    "Memilih penugasan yang dilaporkan dari konsol",
    SITE,
    lambda at: hand_over.assignment_to_report(at.database, at.operator, WHOLE),
)


def _hand_over(at: Cell) -> object:
    with tempfile.TemporaryDirectory() as folder:
        return hand_over.hand_over(
            at.database, at.courseware, at.operator, list(MAKERS.values()), WHOLE, Path(folder) / "laporan", now=at.now
        )
