"""Reports of a made-up region, and what can be read on their pages."""

from __future__ import annotations

import io
import re
from pathlib import Path

from pypdf import PdfReader

from actions.courseware import Courseware
from actions.registry import supervision
from actions.reports.figures import AgencyReport, report_of
from actions.reports.pdf import pdf_report
from people.access import Scope
from store.database import Database
from tests.analytics.region import ASSIGNMENT, make_region, supervisor
from tests.builders import NOW

STATES = ("usual", "office", "unit", "nothing", "hidden", "one-part", "sixty-parts")
"""A province of six offices and what lies below it; nobody has finished; all is withheld; hardly any parts; very many."""


def scope_of(database: Database, agency_id: str = "prov") -> Scope:
    return supervision.scope_of(database, supervisor(agency_id), NOW.date())


def state(name: str, folder: Path, courseware: Courseware) -> tuple[Database, str]:
    """The database and the agency that shows the state."""
    path = folder / f"{name}.sqlite"
    if name == "nothing":
        return make_region(path, courseware, offices=6, with_results=False), "prov"
    if name == "one-part":
        return make_region(path, courseware, offices=2), "prov"
    if name == "sixty-parts":
        return make_region(path, courseware, offices=60, people_per_unit=10), "prov"
    agencies = {"usual": "prov", "office": "d01", "unit": "d01-u0", "hidden": "d05"}
    return make_region(path, courseware, offices=6), agencies[name]


def report(database: Database, courseware: Courseware, agency_id: str = "prov") -> AgencyReport:
    return report_of(database, courseware, scope_of(database), ASSIGNMENT, agency_id, now=NOW)


def paper(database: Database, courseware: Courseware, agency_id: str = "prov", now=NOW) -> bytes:
    return pdf_report(database, courseware, scope_of(database), ASSIGNMENT, agency_id, now=now).data


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def pages(pdf: bytes) -> list[str]:
    """The text of each page on one line."""
    return [one_line(page.extract_text()) for page in reader(pdf).pages]


def one_line(text: str) -> str:
    return " ".join(text.split())


def percents(text: str) -> set[str]:
    return set(re.findall(r"\d+%", text))
