"""The report for the head of an agency: two to four A4 pages, read in three minutes."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from actions.courseware import Courseware
from actions.reports.figures import AgencyReport, report_of
from actions.reports.file_names import report_name
from actions.reports.report_file import ReportFile
from actions.reports.sheet import sheet_of
from people.access import Scope
from people.paper import inputs_of, pdf_of
from store.database import Database

MAX_PAGES = 4


def pdf_report(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> ReportFile:
    """The same bytes for the same data and ``now``. Raises NotAllowed, NotFound."""
    return printed(report_of(database, courseware, scope, assignment_id, agency_id, now=now))


def printed(report: AgencyReport) -> ReportFile:
    name = report_name(report.agency.name, report.made_at.date(), "pdf")
    return ReportFile(name, "application/pdf", pdf_of(_template(), inputs_of(sheet_of(report))))


@cache
def _template() -> str:
    return (Path(__file__).parent / "agency_report.typ").read_text(encoding="utf-8")
