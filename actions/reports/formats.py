"""Every form a report can take, and which of them may leave by mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from actions.courseware import Courseware
from actions.reports.report_file import ReportFile
from actions.reports.tables_file import csv_report, figures_xlsx_report, parquet_report, xlsx_report
from people.access import Scope
from store.database import Database


class Maker(Protocol):
    """Raises NotAllowed, NotFound."""

    def __call__(
        self,
        database: Database,
        courseware: Courseware,
        scope: Scope,
        assignment_id: str,
        agency_id: str,
        *,
        now: datetime,
    ) -> ReportFile: ...


MAKERS: dict[str, Maker] = {
    "xlsx": xlsx_report,
    "csv": csv_report,
    "parquet": parquet_report,
}
MAILED = ("pdf", "xlsx")
"""Forms that may leave by mail, the usual one first; those without a maker are not offered."""
_NAMELESS: Mapping[str, Maker] = {"xlsx": figures_xlsx_report}
"""By mail nobody's name goes along."""


def mailed_forms() -> tuple[str, ...]:
    return tuple(form for form in MAILED if form in MAKERS)


def mail_maker(form: str) -> Maker:
    """The maker of the form without names; the usual form where that one cannot leave by mail (any more)."""
    known = form if form in mailed_forms() else mailed_forms()[0]
    return _NAMELESS.get(known) or MAKERS[known]
