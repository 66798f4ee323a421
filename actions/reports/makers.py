"""The kinds of reports there are, for the page, the command and the mail: a new format is a line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from actions.courseware import Courseware
from actions.reports.pdf import pdf_report
from actions.reports.report_file import ReportFile
from actions.reports.tables_file import csv_report, figures_xlsx_report, parquet_report, xlsx_report
from people.access import Scope
from store.database import Database


class Make(Protocol):
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


@dataclass(frozen=True)
class Maker:
    """``format`` is what the command is asked for, ``suffix`` the end of the file's name."""

    format: str
    suffix: str
    title: str
    about: str
    make: Make


_ALL = (
    Maker("pdf", "pdf", "PDF untuk pimpinan", "Dua sampai empat halaman: jawabannya, gambarnya, dan tiga tindakan.", pdf_report),
    Maker("xlsx", "xlsx", "XLSX untuk staf", "Semua tabel, dan siapa yang belum selesai. Memuat nama: simpan dengan aman.", xlsx_report),
    Maker("csv", "csv.zip", "CSV untuk analis", "Satu berkas per tabel, dengan kamus data; tanpa nama orang.", csv_report),
    Maker("parquet", "parquet.zip", "Parquet untuk analis", "Sama dengan CSV, dengan jenis kolomnya.", parquet_report),
)  # fmt: skip
MAKERS: Mapping[str, Maker] = {maker.format: maker for maker in _ALL}
"""In the order in which they are offered."""
MAILED: Mapping[str, Make] = {"pdf": pdf_report, "xlsx": figures_xlsx_report}
"""What may leave by mail, the usual form first: nobody's name goes along."""


def mail_maker(form: str) -> Make:
    """The usual form where that one cannot leave by mail (any more)."""
    return MAILED.get(form) or next(iter(MAILED.values()))
