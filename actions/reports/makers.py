"""The kinds of reports there are, for the page and for the command: a new format is a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actions.reports.pdf import pdf_report
from actions.reports.report_file import ReportFile


@dataclass(frozen=True)
class Maker:
    """``format`` is what the command is asked for, ``suffix`` the end of the file's name; ``make`` is called like ``pdf_report``."""

    format: str
    suffix: str
    title: str
    about: str
    make: Callable[..., ReportFile]


MAKERS = (
    Maker(
        "pdf", "pdf", "PDF untuk pimpinan", "Dua sampai empat halaman: jawabannya, gambarnya, dan tiga tindakan.", pdf_report
    ),
)  # fmt: skip
"""In the order in which they are offered."""
