"""The tables of a file: contents laid out in the columns of ``analytics/report_columns.py``, withheld cells empty with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from actions.reports.contents import Contents, Place
from actions.reports.sureness_table import sureness_rows
from actions.understanding.misconceptions import BeliefView
from actions.understanding.supervise import Overview
from analytics.crossover import Growth, Normalised, Worse
from analytics.estimates import Comprehension, Estimate, NoData, Withheld
from analytics.hiding.file_cells import in_file
from analytics.items.item_place import region_text, separation_text
from analytics.ranking import Group
from analytics.report_columns import (
    ABOVE,
    ALL_KINDS,
    BELIEFS,
    BELOW,
    COMPREHENSION,
    DIRECTLY,
    FEW,
    FILE_MINIMUM,
    GROWTH,
    ITEMS,
    NO,
    NO_DATA,
    NOT_COUNTED,
    PART,
    PEOPLE,
    PROTECTS,
    REPORT,
    SHOWN,
    SURENESS,
    UNCLEAR,
    WEEKS,
    WHOLE,
    YES,
    ReportTable,
    Value,
)
from analytics.rollups import ALL, People
from people.models import EMPLOYMENT_TITLES

Row = tuple[Value, ...]
_GROUPS: dict[Group, str | None] = {"low": BELOW, "high": ABOVE, "unclear": UNCLEAR, "unknown": None}


def tables_of(found: Contents) -> tuple[ReportTable, ...]:
    """In the order of ``report_columns.SHAPES``."""
    return (
        ReportTable(REPORT, (_report(found),)),
        ReportTable(COMPREHENSION, tuple(_comprehension(found))),
        ReportTable(PEOPLE, tuple(_people(found))),
        ReportTable(ITEMS, tuple(_items(found))),
        ReportTable(BELIEFS, tuple(_beliefs(found))),
        ReportTable(GROWTH, tuple(_growth(found))),
        ReportTable(WEEKS, tuple(_weeks(found))),
        ReportTable(SURENESS, tuple(sureness_rows(found))),
    )


def percent(share: float) -> int:
    """As ``analytics.tables.percent`` writes it."""
    return round(share * 100)


def state_of(found: Comprehension | Growth) -> str:
    """Why there is a number, or none."""
    if isinstance(found, NoData):
        return NO_DATA
    if isinstance(found, Withheld):
        return FEW if found.reason == "few" else PROTECTS
    return SHOWN


def _report(found: Contents) -> Row:
    one = found.whole
    return (
        one.assignment.id, one.assignment.title, one.assignment.course_id, one.agency.id, one.agency.name, found.day,
        percent(one.target), YES if one.has_items else NO,
    )  # fmt: skip


def _comprehension(found: Contents) -> Iterator[Row]:
    for kind, seen in found.overviews.items():
        for place in found.places:
            cells = cells_at(seen, place)
            for column, indicator in enumerate(seen.indicators):
                told, below, group = cells[column]
                here = (place.path, kind)
                told = in_file(told, is_hidden=here in found.hidden.get(indicator, ()))
                is_shown = isinstance(told, Estimate)
                yield (
                    *_place(place), _kind(kind), indicator, seen.indicator_titles[column], *_interval(told),
                    told.answers if isinstance(told, Estimate) else None,
                    _chance(below) if is_shown else None,
                    _GROUPS[group] if is_shown else None, state_of(told),
                )  # fmt: skip


def cells_at(seen: Overview, place: Place) -> list[tuple[Comprehension, float | None, Group]]:
    """Per indicator what the screen shows, the chance of being below the target, and the group; a part that this employment kind has nobody in is empty."""
    if place.level == WHOLE:
        return [(cell, below, "unknown") for cell, below in zip(seen.total, seen.total_below_target, strict=True)]
    row = next((one for one in seen.rows if one.agency_id == place.agency_id), None)
    if row is None:
        return [(NoData(), None, "unknown") for _ in seen.indicators]
    return list(zip(row.cells, row.below_target, row.groups, strict=True))


def _chance(below: float | None) -> int | None:
    """Never 0 or 100 percent: an estimate is not a certainty."""
    return None if below is None else min(99, max(1, percent(below)))


def _people(found: Contents) -> Iterator[Row]:
    for kind in found.overviews:
        for place in found.places:
            here = (place.path, kind)
            people, is_hidden = found.people.get(here, People()), here in found.hides_passed
            yield (
                *_place(place), _kind(kind), people.assigned, people.started, people.finished,
                None if is_hidden else people.passed,
                _why_hidden(people.finished) if is_hidden else SHOWN,
            )  # fmt: skip


def _why_hidden(finished: int) -> str:
    return FEW if finished < FILE_MINIMUM else PROTECTS


def _items(found: Contents) -> Iterator[Row]:
    for view in found.items:
        figures = view.figures
        tells_wrong = view.wrong_text is not None
        yield (
            figures.item_id, figures.version, view.indicator_title, view.stem, *_interval(figures.facility),
            None if view.separation is None else separation_text(view.separation),
            None if view.separation is None else region_text(view.place),
            YES if view.in_review else NO,
            view.wrong_text if tells_wrong else None,
            figures.wrong_learners if tells_wrong else None,
            SHOWN if tells_wrong else FEW,
            view.belief if tells_wrong else None,
            f"{view.cure.title}: {view.cure.section_title}" if view.cure else None,
        )  # fmt: skip


def _beliefs(found: Contents) -> Iterator[Row]:
    report = found.beliefs
    for view in report.beliefs if report else ():
        yield _belief(view, f"Seluruh {found.whole.agency.name}", WHOLE, view.share, "unknown")
        for name, share, group in zip(report.parts, view.parts, view.groups, strict=True):  # type: ignore[union-attr]
            level = DIRECTLY if name == f"Langsung di {found.whole.agency.name}" else PART
            yield _belief(view, name, level, share, group)


def _belief(view: BeliefView, name: str, level: str, share: Comprehension, group: Group) -> Row:
    shown = _GROUPS[group] if isinstance(share, Estimate) else None
    return (
        view.misconception_id, view.belief, view.correction, view.indicator_title, name, level, *_interval(share), shown,
        state_of(share),
    )  # fmt: skip


def _growth(found: Contents) -> Iterator[Row]:
    whole = found.whole
    for indicator, title, told in zip(whole.indicators, whole.indicator_titles, found.grown, strict=True):
        yield indicator, title, *_grown(told), *_room(told), *_worse(told)


def _grown(told: Growth | NoData | Withheld) -> Row:
    if not isinstance(told, Growth):
        return None, None, None, None, None, None, state_of(told)
    shares = (told.before, told.after, told.value, told.low, told.high)
    return *(percent(share) for share in shares), told.learners, SHOWN


def _room(told: Growth | NoData | Withheld) -> Row:
    if not isinstance(told, Growth):
        return None, None, None, state_of(told)
    room = told.normalised
    if not isinstance(room, Normalised):
        return None, None, None, NOT_COUNTED
    return percent(room.value), percent(room.low), percent(room.high), SHOWN


def _worse(told: Growth | NoData | Withheld) -> Row:
    if not isinstance(told, Growth):
        return None, None, state_of(told)
    worse = told.worse
    if isinstance(worse, Worse):
        return worse.clearly, round(worse.by_luck), SHOWN
    return None, None, NOT_COUNTED if isinstance(worse, NoData) else state_of(worse)


def _weeks(found: Contents) -> Iterator[Row]:
    whole = found.whole
    is_hidden = whole.passed_is_withheld or (whole.agency.path, ALL) in found.hides_passed
    for period in found.weekly.periods:
        (started, finished, passed), (new_started, new_finished, new_passed) = period.total, period.added
        yield (
            period.first, period.last, started, finished, None if is_hidden else passed, new_started, new_finished,
            None if is_hidden else new_passed, _why_hidden(finished) if is_hidden else SHOWN,
        )  # fmt: skip


def _place(place: Place) -> Row:
    return place.agency_id, place.name, place.level


def _kind(kind: str) -> str:
    return EMPLOYMENT_TITLES[kind] if kind != ALL else ALL_KINDS  # type: ignore[index]


def _interval(told: Comprehension) -> Row:
    """Value, low, high and people, or nothing of them."""
    if not isinstance(told, Estimate):
        return None, None, None, None
    return percent(told.value), percent(told.low), percent(told.high), told.learners
