"""From the bytes of a file to a Roster: which rows are understood, which are refused and why. Pure; nothing is stored."""

from __future__ import annotations

from datetime import date

from people.roster.columns import ROSTER
from people.roster.lists import Show, find_lists, quiet
from people.roster.models import Remark, Roster
from people.roster.row import RowReader, is_odd
from people.roster.same_person import refuse_doubles

_ODD_MONTH = "angka ke-13 dan 14 bukan bulan; bila ini NI PPPK, perbaiki jenis kepegawaiannya."


def read_roster(data: bytes, today: date, show: Show = quiet) -> Roster:
    """Raises RosterRefused when there is no list of people in the file."""
    lists, remarks = find_lists(data, ROSTER)
    rows = []
    for found in lists:
        reader = RowReader(found.header, found.sheet.name, today)
        rows += [reader.read(number, cells, formulas) for number, cells, formulas in found.rows(show)]
    good, refused = refuse_doubles(rows)
    remarks += [Remark(str(row.place), _ODD_MONTH) for row in good if is_odd(row)]
    return Roster(tuple(good), tuple(refused), tuple(remarks))
