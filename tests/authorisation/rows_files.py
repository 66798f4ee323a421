"""Rows of the matrix: tables to hand over as files, where a supervisor's subtree decides, and reports by mail."""

from __future__ import annotations

from collections.abc import Callable

from actions.reports import contents, report_mail, tables_file
from people.mail.report_schedule import Wish
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, OTHERS, REACHED, SITE, SUBTREE, Table

WHOLE = "tugas-pemkab"
"""An assignment that reaches every agency, so that only the agency asked about can be the reason of a refusal."""
_WISH = Wish("weekly", "xlsx")

FILES = Table("Berkas laporan", is_supervised=True)
_ = FILES.row


def _of_agency(make: Callable) -> Callable[[Cell], object]:
    return lambda at: make(at.database, at.courseware, at.scope, WHOLE, at.agency, now=at.now)


def _of_assignment(make: Callable) -> Callable[[Cell], object]:
    return lambda at: make(at.database, at.courseware, at.scope, at.of_agency("tugas"), at.scope.agency_id, now=at.now)


for _maker in (
    contents.read_contents, tables_file.xlsx_report, tables_file.figures_xlsx_report, tables_file.csv_report,
    tables_file.parquet_report,
):  # fmt: skip
    _name = f"{_maker.__module__.removeprefix('actions.')}.{_maker.__name__}"
    _(_name, "Mengunduh laporan tabel sebuah unit", AGENCIES, _of_agency(_maker), supervisor=SUBTREE)
    _(
        f"{_name}#penugasan",
        "Mengunduh laporan tabel atas sebuah penugasan",
        AGENCIES,
        _of_assignment(_maker),
        supervisor=REACHED,
    )

_(
    "reports.report_mail.report_wish",
    "Meminta laporan sebuah penugasan lewat surel",
    AGENCIES,
    lambda at: report_mail.report_wish(at.database, at.settings, at.viewer, at.of_agency("tugas"), at.now),
    supervisor=REACHED,
)
_(
    "reports.report_mail.choose_report_mail",
    "Meminta laporan sebuah penugasan lewat surel",
    AGENCIES,
    lambda at: report_mail.choose_report_mail(
        at.database, at.settings, at.viewer, at.of_agency("tugas"), _WISH, at.now
    ),
    supervisor=REACHED,
)

REPORT_MAIL = Table("Laporan lewat surel untuk penyelia")
_ = REPORT_MAIL.row
_(
    "reports.report_mail.report_wishes",
    "Melihat siapa yang menerima laporan lewat surel",
    SITE,
    lambda at: report_mail.report_wishes(at.database, at.operator),
    administrator=SITE,
)
_(
    "reports.report_mail.report_readers",
    "Melihat siapa yang menerima laporan lewat surel",
    SITE,
    lambda at: report_mail.report_readers(at.database, at.operator),
    administrator=SITE,
)
_(
    "reports.report_mail.set_report_mail",
    "Mengatur laporan lewat surel untuk penyelia",
    OTHERS,
    lambda at: report_mail.set_report_mail(
        at.database, at.settings, at.operator, at.person, at.of_agency("tugas"), None, at.now
    ),
    administrator=OTHERS,
)
