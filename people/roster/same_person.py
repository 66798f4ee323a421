"""Rows about one person: one definitive row each, further rows only for acting posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from people.roster.models import Reason, RefusedRow, RosterRow

_ONE_ROW = "Sisakan satu baris yang benar; jabatan rangkap ditulis dengan status Plt atau Plh."


def refuse_doubles(rows: Iterable[RosterRow | RefusedRow]) -> tuple[list[RosterRow], list[RefusedRow]]:
    """Rows that may stand, and refused rows, both in file order.

    Rows that say the same twice count once; rows that contradict each other are all refused, since nobody can tell
    which one is right.
    """
    of_person: dict[str, list[RosterRow]] = {}
    refused: list[tuple[int, RefusedRow]] = []
    order: dict[int, int] = {}
    for place, row in enumerate(rows):
        if isinstance(row, RefusedRow):
            refused.append((place, row))
            continue
        order[id(row)] = place
        of_person.setdefault(row.key, []).append(row)
    good: list[tuple[int, RosterRow]] = []
    for same in of_person.values():
        for row, message in _judged(same) if len(same) > 1 else ((same[0], None),):
            if message is None:
                good.append((order[id(row)], row))
            else:
                refused.append((order[id(row)], _refusal(row, message)))
    return [row for _, row in sorted(good, key=_place)], [row for _, row in sorted(refused, key=_place)]


def _place(entry: tuple[int, object]) -> int:
    return entry[0]


def _judged(same: Sequence[RosterRow]) -> list[tuple[RosterRow, str | None]]:
    """Each row with why it is refused, or None."""
    judged: list[tuple[RosterRow, str | None]] = []
    definitive = [row for row in same if row.post_kind == "definitif"]
    contradict = len({_content(row) for row in definitive}) > 1
    seen: dict[tuple[object, ...], RosterRow] = {}
    first = definitive[0] if definitive else same[0]
    for row in same:
        twin = seen.setdefault(_content(row), row)
        if contradict and row.post_kind == "definitif":
            other = next(one for one in definitive if one is not row)
            judged.append((row, f"Nomor yang sama juga ada pada {other.place}, dengan isi berbeda."))
        elif twin is not row:
            judged.append((row, f"Baris ini sama dengan {twin.place}."))
        elif (row.name, row.employment) != (first.name, first.employment):
            judged.append((row, f"Nama atau jenis kepegawaian berbeda dari {first.place}."))
        else:
            judged.append((row, None))
    return judged


def _content(row: RosterRow) -> tuple[object, ...]:
    return row.number, row.name, row.employment, row.unit_code, row.title, row.post_kind, row.valid_from, row.email


def _refusal(row: RosterRow, message: str) -> RefusedRow:
    cells = (
        row.number, row.name, row.employment, row.unit_code, row.title, row.post_kind, row.valid_from or "",
        row.email or "",
    )  # fmt: skip
    return RefusedRow(row.place, (Reason("", "", message, _ONE_ROW),), cells, row.key)
