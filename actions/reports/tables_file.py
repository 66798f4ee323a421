"""The same tables of one agency and assignment in three forms: a workbook for the staff, CSV and Parquet for analysts."""

from __future__ import annotations

from datetime import datetime

from actions.assigning.assignment_status import follow_up
from actions.courseware import Courseware
from actions.reports.archive import csv_files, dictionary_files, zip_of
from actions.reports.contents import Contents, read_contents
from actions.reports.file_names import report_name
from actions.reports.parquet import parquet_files
from actions.reports.report_file import ReportFile
from actions.reports.staff_pages import late_page, pages_of
from actions.reports.tables import tables_of
from actions.reports.workbook import Page, workbook_of
from people.access import Scope
from people.assigning.follow_up import follow_up_sheet
from store.database import Database

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = "application/zip"


def xlsx_report(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> ReportFile:
    """With the names of who has not finished, and their numbers where the scope may see them: for handing over, not for mail.

    Raises NotAllowed, NotFound.
    """
    found = read_contents(database, courseware, scope, assignment_id, agency_id, now=now)
    late = follow_up(database, courseware, scope, assignment_id, agency_id, now)
    page = late_page(follow_up_sheet(late, with_numbers=scope.sees_numbers))
    return _workbook(found, [page], now)


def figures_xlsx_report(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> ReportFile:
    """The same without anybody's name. Raises NotAllowed, NotFound."""
    return _workbook(read_contents(database, courseware, scope, assignment_id, agency_id, now=now), [], now)


def csv_report(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> ReportFile:
    """A zip of one CSV for each table, with the data dictionary. Raises NotAllowed, NotFound."""
    found = read_contents(database, courseware, scope, assignment_id, agency_id, now=now)
    return ReportFile(_name(found, "csv.zip"), _ZIP, zip_of(csv_files(tables_of(found)) | dictionary_files()))


def parquet_report(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> ReportFile:
    """The same as Parquet. Raises NotAllowed, NotFound."""
    found = read_contents(database, courseware, scope, assignment_id, agency_id, now=now)
    return ReportFile(_name(found, "parquet.zip"), _ZIP, zip_of(parquet_files(tables_of(found)) | dictionary_files()))


def _workbook(found: Contents, more: list[Page], now: datetime) -> ReportFile:
    summary, *others = pages_of(found, tables_of(found))
    pages = [summary, *more, *others]
    return ReportFile(_name(found, "xlsx"), _XLSX, workbook_of(pages, summary.above[0], now))


def _name(found: Contents, ending: str) -> str:
    return report_name(found.whole.agency.name, found.day, ending)
