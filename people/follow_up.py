"""The list of who has not finished yet, to be passed on: a text for WhatsApp (names only) and a spreadsheet."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

_AS_TEXT = 49
"""Excel's own number of the format Text."""
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
    """Every cell is text, the number's too: Excel would round a NIP that is a number."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": _AS_TEXT})
        sheet = book.add_worksheet("Belum selesai")
        sheet.write_string(0, 0, found.title, bold)
        sheet.write_string(1, 0, found.unit)
        sheet.write_string(2, 0, f"Batas waktu: {found.due}")
        sheet.write_string(3, 0, f"Belum selesai: {len(found.people)} dari {found.assigned} orang")
        sheet.freeze_panes(6, 0)
        for row, cells in enumerate(_lines(found.people, with_numbers), start=5):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, bold if row == 5 else text)
        for column, width in enumerate((6, 34, 40, 18, 22, 24)):
            sheet.set_column(column, column, width, text)
    return target.getvalue()


def _lines(people: Sequence[FollowedUp], with_numbers: bool) -> list[list[str]]:
    head = ["No.", "Nama", "Unit kerja", "Kepegawaian", "Keadaan", *(["NIP/Nomor"] if with_numbers else [])]
    return [head] + [
        [str(place), one.name, one.unit, one.employment, one.state, *([one.number] if with_numbers else [])]
        for place, one in enumerate(people, start=1)
    ]


def _plain(words: str) -> str:
    return _LONG_NUMBER.sub("…", " ".join(words.translate(_MARKS).split()))
