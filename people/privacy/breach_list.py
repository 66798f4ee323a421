"""The list of people within reach of a breach, as a spreadsheet for whoever sends the notices."""

from __future__ import annotations

from people.export import Sheet, workbook_xlsx
from people.privacy.breach import BreachScope

_HEAD = ("No.", "Nama", "NIP/Nomor", "Surel", "Unit kerja", "Kelompok data")


def breach_xlsx(scope: BreachScope) -> bytes:
    """Sheets: the people, counts by unit, counts by kind."""
    people = [
        (str(place), one.name, one.number, one.email, one.agency, one.group_titles)
        for place, one in enumerate(scope.people, start=1)
    ]
    return workbook_xlsx(
        [
            Sheet("Penerima pemberitahuan", _HEAD, people),
            Sheet("Menurut unit", ("Unit kerja", "Orang"), _counted(scope.by_agency())),
            Sheet("Menurut kelompok", ("Kelompok data", "Orang"), _counted(scope.by_group())),
        ]
    )


def _counted(pairs: list[tuple[str, int]]) -> list[tuple[str, str]]:
    return [(name, str(count)) for name, count in pairs]
