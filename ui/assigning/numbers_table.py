"""The table of an assignment's counts by unit: every number is a link to the list of its people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

from actions.assigning.assignment_status import UnitStatus
from analytics import tables
from people.assigning.assignment_counts import MEASURE_TITLES, Measure

MEASURE, PLACE = "angka", "tempat"
"""Query parameters: which number, and of which unit (ending in ``*``: those of the unit itself)."""


def place_of(unit: UnitStatus) -> str:
    return f"{unit.agency_id}{'*' if unit.direct else ''}"


def numbers_table(caption: str, units: Iterable[UnitStatus], measures: Sequence[Measure], here: dict[str, str]) -> str:
    """``here``: the address of the page without the number asked for."""
    head = "".join(f'<th scope="col" class="n-num">{escape(MEASURE_TITLES[measure])}</th>' for measure in measures)
    body = "".join(
        f'<tr><th scope="row">{escape(unit.name)}</th>{"".join(_cell(unit, one, here) for one in measures)}</tr>'
        for unit in units
    )
    return (
        f'<div class="n-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="n-counts"><caption>{escape(caption)}'
        f'</caption><thead><tr><th scope="col">Unit</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def numbers_facts(unit: UnitStatus, measures: Sequence[Measure], here: dict[str, str]) -> str:
    """The same numbers of one unit, large."""
    body = "".join(
        f"<div><dt>{escape(MEASURE_TITLES[measure])}</dt><dd>{_number(unit, measure, here)}</dd></div>"
        for measure in measures
    )
    return f'<dl class="n-facts">{body}</dl>'


def _cell(unit: UnitStatus, measure: Measure, here: dict[str, str]) -> str:
    return f'<td class="n-num" data-column="{escape(MEASURE_TITLES[measure])}">{_number(unit, measure, here)}</td>'


def _number(unit: UnitStatus, measure: Measure, here: dict[str, str]) -> str:
    """Nobody is behind a zero."""
    number = unit.counts.of(measure)
    if not number:
        return "0"
    address = urlencode(here | {PLACE: place_of(unit), MEASURE: measure})
    shown = tables.number(number)
    name = f"{shown} orang: {MEASURE_TITLES[measure]}, {unit.name}"
    return f'<a href="?{escape(address)}" aria-label="{escape(name)}">{shown}</a>'
