"""Damaging a roster the way offices, Excel, mail programs and disks do, repeatably."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.people.rosters import HEADERS, as_csv, as_xlsx, lines, nip, person

Table = list[list[object]]
KINDS = ("PNS", "PPPK", "CPNS", "Non-ASN", "Perangkat desa")
SCRAPS = (
    "", " ", "'", '"', ";", ",", "\t", "\n", "\u200b", "\ufeff", "=1+1", "-", "NIP", "#N/A", "\x01", "é", "１", "0", "1E+17",
    None, True, 0, -1, 1e300, 12.5, float("1.98705152010011e17"), "<b>", "&amp;", "x" * 400, "2026-02-30",
)  # fmt: skip


def true_people(dice: random.Random, count: int = 12) -> dict[str, str]:
    """Number -> name; no two names are alike, so that a swapped number shows."""
    people: dict[str, str] = {}
    while len(people) < count:
        place = len(people)
        born = f"{dice.randrange(1965, 2000)}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}"
        number = nip(dice.randrange(1, 1000), born=born, since=dice.choice(("201001", "202321", "199912")))
        people[number if place % 4 else f"00{dice.randrange(10**5):05d}"] = f"Orang {chr(65 + place)}{chr(65 + place)}"
    return people


def table_of(people: dict[str, str], dice: random.Random) -> Table:
    rows = [
        person(
            _spelled(number, dice), name=name, employment="PNS" if len(number) == 18 else "Non-ASN",
            unit=dice.choice(("01.01", "01.02")), since=dice.choice(("", "2024-05-01")),
        )
        for number, name in people.items()
    ]  # fmt: skip
    return [list(line) for line in lines(rows, HEADERS)]


def _spelled(number: str, dice: random.Random) -> str:
    spread = f"{number[:8]} {number[8:14]} {number[14:15]} {number[15:]}"
    return dice.choice((number, f"'{number}", f" {number} ", spread))


def _full(table: Table) -> Table:
    """The rows that hold anything, but the first."""
    return [row for row in table if row][1:]


def _digits(cell: object) -> str:
    """Of a number that is still text: the digits of an exponent are no digits of it."""
    return "".join(c for c in cell if c in "0123456789") if isinstance(cell, str) and "E" not in cell else ""


def as_number(table: Table, dice: random.Random) -> None:
    """Excel: the cell, or the whole column, becomes a number."""
    rows = _full(table) if dice.random() < 0.5 else [dice.choice(_full(table))]
    for row in rows:
        digits = _digits(row[0])
        if digits:
            row[0] = dice.choice((float, int))(digits)


def as_excel_text(table: Table, dice: random.Random) -> None:
    """What is left in a CSV file that Excel had open."""
    for row in dice.sample(_full(table), 4):
        digits = _digits(row[0])
        if len(digits) == 18:
            value = float(digits)
            row[0] = dice.choice(
                (f"{value:.5E}", f"{value:.14E}".replace(".", ","), digits[:15] + "000", f"{digits}.0")
            )
        elif digits:
            row[0] = int(digits)  # the zeros in front are gone


def shift(table: Table, dice: random.Random) -> None:
    row = dice.choice(_full(table))
    row.insert(dice.randrange(len(row)), dice.choice(SCRAPS)) if dice.random() < 0.6 else row.pop(
        dice.randrange(len(row))
    )


def scrap(table: Table, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 5)):
        row = dice.choice(table)
        if row:
            row[dice.randrange(len(row))] = dice.choice(SCRAPS)


def double(table: Table, dice: random.Random) -> None:
    row = list(dice.choice(_full(table)))
    if dice.random() < 0.5:
        row[3:4] = ["01.03"]
    table.insert(dice.randrange(len(table) + 1), row)


def dress(table: Table, dice: random.Random) -> None:
    """Titles above, numbering below the header, blank rows, a signature."""
    table.insert(1, [str(n) for n in range(1, len(HEADERS) + 1)])
    for _ in range(dice.randrange(4)):
        table.insert(0, dice.choice((["DAFTAR PEGAWAI"], [], [""] * 9, [1, 2, 3])))
    table += [[], [""] * 12, ["Jumlah", "", "", "", "12"], ["Kepala BKD"]]


def cut(table: Table, dice: random.Random) -> None:
    row = dice.choice(_full(table))
    if row:
        row[0] = str(row[0])[: dice.randrange(20)]


def columns(table: Table, dice: random.Random) -> None:
    """Columns in another order, gone, or doubled."""
    order = list(range(len(HEADERS)))
    dice.shuffle(order)
    if dice.random() < 0.3:
        order.pop()
    if dice.random() < 0.2:
        order.append(0)
    for row in table:
        row[:] = [row[place] if place < len(row) else "" for place in order]


DAMAGES: tuple[Callable[[Table, random.Random], None], ...] = (
    as_number, as_excel_text, shift, scrap, scrap, double, dress, cut, columns,
)  # fmt: skip


def damaged_file(seed: int) -> tuple[bytes, dict[str, str]]:
    """A file and who is truly in it. Every digit in it stands where an office might have put it; none is invented."""
    dice = random.Random(seed)
    people = true_people(dice)
    table = table_of(people, dice)
    for damage in dice.choices(DAMAGES, k=dice.randint(1, 3)):
        damage(table, dice)
    if dice.random() < 0.5:
        return as_xlsx(table, {"Lain": table} if dice.random() < 0.1 else None), people
    text = as_csv([["" if cell is None else str(cell) for cell in row] for row in table], "utf-8", dice.choice(";,\t"))
    return _recoded(text.decode(), dice), people


def _recoded(text: str, dice: random.Random) -> bytes:
    encoding = dice.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    return text.encode(encoding, "replace")


def broken_bytes(seed: int) -> bytes:
    """The bytes themselves damaged: cut off, flipped, doubled, filled with zeros."""
    dice = random.Random(seed)
    data = bytearray(damaged_file(seed)[0])
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(data))
        match dice.randrange(5):
            case 0:
                data[place] = dice.randrange(256)
            case 1:
                del data[place:]
            case 2:
                data[place:place] = data[place : place + dice.randrange(60)]
            case 3:
                data[place : place + 20] = b"\0" * 20
            case 4:
                del data[place : place + dice.randrange(40)]
        data = data or bytearray(b"x")
    return bytes(data)
