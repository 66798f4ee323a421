"""The list of who has not finished yet, to be passed on: a text for WhatsApp (names only) and a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from people.export import Sheet, workbook_xlsx

_MARKS = str.maketrans(dict.fromkeys("*_~`", ""))
"""What WhatsApp reads as bold, italic, struck out and code."""
_LONG_NUMBER = re.compile(r"\d{6,}")


@dataclass(frozen=True)
class FollowedUp:
    """One person on the list; ``number`` is empty where its reader may not see it."""

    name: str
    unit: str
    employment: str
    state: str
    number: str = ""


@dataclass(frozen=True)
class FollowUp:
    """``due`` is the end of the window in words."""

    title: str
    unit: str
    due: str
    assigned: int
    people: tuple[FollowedUp, ...]


def whatsapp_text(found: FollowUp) -> str:
    """Ready to paste; never a number of a person, also where one was typed into a name."""
    head = f"*{_plain(found.title)}*\n{_plain(found.unit)}\nBatas waktu: {found.due}\n"
    if not found.people:
        return f"{head}\nSemua ({found.assigned} orang) sudah selesai. Terima kasih."
    lines = "\n".join(f"{place}. {_plain(person.name)}" for place, person in enumerate(found.people, start=1))
    return (
        f"{head}\nBelum selesai, {len(found.people)} dari {found.assigned} orang:\n{lines}\n\n"
        "Mohon segera menyelesaikan pascauji di Netral. Terima kasih."
    )


def follow_up_xlsx(found: FollowUp, *, with_numbers: bool) -> bytes:
    """The same with units and states, and numbers for whoever may see them."""
    return workbook_xlsx([follow_up_sheet(found, with_numbers=with_numbers)])


def follow_up_sheet(found: FollowUp, *, with_numbers: bool) -> Sheet:
    """That one sheet, for a workbook of several."""
    above = (
        found.title,
        found.unit,
        f"Batas waktu: {found.due}",
        f"Belum selesai: {len(found.people)} dari {found.assigned} orang",
    )
    head, *rows = _lines(found.people, with_numbers)
    return Sheet("Belum selesai", head, rows, above)


def _lines(people: Sequence[FollowedUp], with_numbers: bool) -> list[list[str]]:
    head = ["No.", "Nama", "Unit kerja", "Kepegawaian", "Keadaan", *(["NIP/Nomor"] if with_numbers else [])]
    return [head] + [
        [str(place), one.name, one.unit, one.employment, one.state, *([one.number] if with_numbers else [])]
        for place, one in enumerate(people, start=1)
    ]


def _plain(words: str) -> str:
    return _LONG_NUMBER.sub("…", " ".join(words.translate(_MARKS).split()))
