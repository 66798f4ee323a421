"""The sheets of the staff's workbook: a summary to read, every table under its titles, and what all of it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actions.reports.contents import Contents, Place
from actions.reports.tables import cells_at, state_of
from actions.reports.workbook import Heading, Page
from actions.understanding.supervise import ItemsTooDeep
from analytics import tables
from analytics.data_dictionary import HEAD, NOTES, entries
from analytics.estimates import Estimate
from analytics.hiding.file_cells import in_file
from analytics.report_columns import BELIEFS, ITEMS, PEOPLE, REPORT, SHAPES, ReportTable, Value
from analytics.rollups import ALL, People
from people.assigning.windows import long_date
from people.export import Sheet

_LATE = "Belum selesai"
_COUNTED = ("ditugaskan", "mulai", "selesai", "lulus")
_SHAPES = tuple(shape for shape in SHAPES if shape is not REPORT)
"""What the report is about stands over every sheet."""


def pages_of(found: Contents, made: Sequence[ReportTable]) -> list[Page]:
    """Without anybody's name."""
    above = _above(found)
    pages = [_summary(found, above)]
    for table in made:
        if table.shape in _SHAPES:
            head = [Heading(column.title, column.unit) for column in table.shape.columns]
            lines = (f"{table.shape.title}: {found.whole.agency.name}", *above[1:], _about(found, table))
            pages.append(Page(table.shape.title, lines, head, table.rows))
    return [*pages, _meanings()]


def late_page(sheet: Sheet) -> Page:
    """Who has not finished, as the page of assignments hands it out; numbers are text."""
    return Page(_LATE, sheet.above, [Heading(title) for title in sheet.head], [tuple(row) for row in sheet.rows])


def _about(found: Contents, table: ReportTable) -> str:
    if table.rows:
        return table.shape.meaning
    if table.shape in (ITEMS, BELIEFS) and not found.whole.has_items:
        return str(ItemsTooDeep())
    return "Belum ada yang dapat ditampilkan."


def _above(found: Contents) -> tuple[str, ...]:
    whole = found.whole
    return (
        f"Laporan pemahaman: {whole.agency.name}",
        f"Penugasan: {whole.assignment.title}",
        f"Keadaan per {long_date(found.day)}; sasaran {tables.percent(whole.target)}; percobaan pertama pascauji",
    )


def _summary(found: Contents, above: tuple[str, ...]) -> Page:
    counted = {column.name: Heading(column.title, column.unit) for column in PEOPLE.columns}
    head = [Heading("Bagian"), *(counted[name] for name in _COUNTED), *map(Heading, found.whole.indicator_titles)]
    rows = [tuple(_summary_row(found, place)) for place in found.places]
    words = (
        "Pemahaman dengan rentang 90% di dalam kurung; n adalah banyaknya orang. Arti tiap angka: lembar Keterangan."
    )
    return Page("Ringkasan", (*above, words), head, rows)


def _summary_row(found: Contents, place: Place) -> Iterator[Value]:
    here = (place.path, ALL)
    people = found.people.get(here, People())
    yield from (place.name, people.assigned, people.started, people.finished)
    yield None if here in found.hides_passed else people.passed
    for indicator, (cell, _, _) in zip(found.whole.indicators, cells_at(found.whole, place), strict=True):
        told = in_file(cell, is_hidden=here in found.hidden.get(indicator, ()))
        yield tables.estimate_text(told) if isinstance(told, Estimate) else state_of(told)


def _meanings() -> Page:
    head = [Heading(title) for title in HEAD]
    return Page("Keterangan", ("Keterangan", *NOTES), head, entries(_SHAPES))
