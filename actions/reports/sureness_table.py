"""The table of sure and yet wrong answers in a file: the whole agency, then its parts, as the screen lists them."""

from __future__ import annotations

from collections.abc import Iterator

from actions.reports.contents import Contents
from actions.understanding.sureness import SurenessReport
from analytics.estimates import NoData
from analytics.report_columns import DIRECTLY, FEW, NO, NO_DATA, PART, PROTECTS, SHOWN, WHOLE, YES, Value
from analytics.rollups import DIRECT
from analytics.sureness import Sureness, SureShare


def sureness_rows(found: Contents) -> Iterator[tuple[Value, ...]]:
    """In the columns of ``report_columns.SURENESS``; none where nobody was ever asked."""
    report = found.sureness
    if not any(not isinstance(cell, NoData) for cell in report.total):
        return
    agency = report.agency
    yield from _of_place(report, (agency.id, f"Seluruh {agency.name}", WHOLE), report.total)
    for part in report.parts:
        is_direct = part.path.endswith(DIRECT)
        agency_id = None if is_direct else part.path.rstrip("/").rpartition("/")[2]
        yield from _of_place(report, (agency_id, part.name, DIRECTLY if is_direct else PART), part.cells)


def _of_place(
    report: SurenessReport, place: tuple[Value, ...], cells: tuple[Sureness, ...]
) -> Iterator[tuple[Value, ...]]:
    for indicator, title, cell in zip(report.indicators, report.indicator_titles, cells, strict=True):
        yield *place, indicator, title, *_numbers(cell)


def _numbers(told: Sureness) -> tuple[Value, ...]:
    if isinstance(told, SureShare):
        share = told.share
        rounded = (round(100 * part) for part in (share.value, share.low, share.high))
        return *rounded, share.learners, told.erring, YES if told.is_red_flag else NO, SHOWN
    why = NO_DATA if isinstance(told, NoData) else FEW if told.reason == "few" else PROTECTS
    return *(None,) * 6, why
