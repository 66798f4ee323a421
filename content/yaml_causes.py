"""Why a file is not YAML, told to somebody who does not know YAML: the likeliest cause, with their own line mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What libyaml counts as the end of a line."""

_FIELD = re.compile(r"(?P<before> *(?:- +)*(?:[a-z_]+: +)?)(?P<value>.*?) *")
_HARD_SPACE = re.compile("^ *\u00a0|[:-]\u00a0|\u00a0[:-]")
_HARD = (
    "Baris ini memuat spasi tak terputus, biasanya ikut tersalin dari Word atau laman web.",
    "Hapus spasi di awal baris dan sesudah titik dua, lalu ketik ulang dengan tombol spasi.",
)
_CLOSED = {"'": re.compile(r"'(?:[^']|'')*'"), '"': re.compile(r'"(?:[^"\\]|\\.)*"')}
_CURLY = "“”„‘’«»"
_SIGNS = "*&!%@`"
"""YAML gives a text that starts so a meaning of its own."""
_LOOK_BACK = 40
_LONGEST_EXAMPLE = 100
_QUOTE_IT = "Apit seluruh teksnya dengan tanda kutip"
_SHIFT = "Mulai di kolom yang sama dengan isian setingkatnya; sela dua spasi untuk tiap tingkat."


@dataclass(frozen=True)
class Complaint:
    """What libyaml says; lines count from 1, ``column`` from 0. ``begun_on`` is where the thing it was reading began."""

    problem: str
    line: int
    column: int
    context: str
    begun_on: int


def explain(complaint: Complaint, text: str) -> tuple[int, str, str]:
    """(line, message, how to fix) of the first cause that fits."""
    lines = ["", *BREAKS.split(text)]
    place = min(complaint.line, len(lines) - 1)
    suspects = [place]
    if complaint.context.startswith(("while scanning", "while parsing a quoted")):
        suspects.append(complaint.begun_on)
    for number in suspects:
        found = _of_characters(lines[number]) or _of_first_sign(lines[number], complaint)
        if found is not None:
            return number, *found
    if _HARD_SPACE.search(lines[place - 1]):
        return place - 1, *_HARD
    if complaint.problem == "found unexpected end of stream":
        return complaint.begun_on, *_unclosed(lines[complaint.begun_on])
    if complaint.problem.startswith("mapping values are not allowed"):
        return place, *_colon(lines[place], complaint.column)
    if complaint.context == "while parsing a flow sequence":
        fix = "Tulis tiap entri di baris sendiri dengan tanda hubung, atau apit tiap entri: ['a, b', 'c']."
        return place, "Daftar dalam kurung siku keliru tulisannya.", fix
    if complaint.problem == "could not find expected ':'":
        return complaint.begun_on, *_no_field(lines[complaint.begun_on], lines[complaint.begun_on - 1])
    for number in _before(place, lines):
        return number, *_unclosed(lines[number])
    if complaint.problem in ("did not find expected key", "did not find expected '-' indicator"):
        return place, "Geser baris ini tidak cocok dengan isian di atasnya.", _SHIFT
    fix = "Periksa geser (dua spasi tiap tingkat), tanda kutip, dan titik dua di baris ini dan baris di atasnya."
    return place, f"Tata tulis YAML keliru ({complaint.problem}).", fix


def _of_characters(line: str) -> tuple[str, str] | None:
    """Characters that look like others."""
    if re.match(r" *\t", line):
        return "Baris ini digeser dengan tombol Tab.", "Ganti tiap Tab dengan spasi: dua spasi untuk tiap tingkat."
    if _HARD_SPACE.search(line):
        return _HARD
    before, value = _parts(line)
    if value and value[0] in _CURLY:
        inside = value.strip(_CURLY)
        whole = value if set(inside) & set(_CURLY) else inside
        fix = f"Apit seluruh teksnya dengan tanda kutip lurus: {_line(before, quoted(whole))}"
        return "Tanda kutip miring (“ ”) bukan tanda kutip YAML.", fix
    return None


def _of_first_sign(line: str, complaint: Complaint) -> tuple[str, str] | None:
    """A text that starts with a quote that closes before its end, or with a sign YAML takes for itself."""
    before, value = _parts(line)
    closed = _CLOSED[value[0]].match(value) if value and value[0] in _CLOSED else None
    if closed and not re.fullmatch(r"\s*(#.*)?", value[closed.end() :]):
        return "Tanda kutip menutup sebelum teksnya selesai.", f"{_QUOTE_IT}: {_line(before, _requoted(value))}"
    opens_list = value.startswith(("[", "{")) and complaint.problem == "did not find expected key"
    if value and (value[0] in _SIGNS or opens_list):
        return f"Teks yang diawali '{value[0]}' harus dikutip.", f"{_QUOTE_IT}: {_line(before, quoted(value))}"
    return None


def _colon(line: str, column: int) -> tuple[str, str]:
    if re.fullmatch(r" *(- +)?[a-z_]+", line[:column]):
        return "Baris ini bergeser lebih dalam daripada isian di atasnya.", _SHIFT
    before, value = _parts(line)
    if not before.strip():
        fix = "Tulis 'nama: |-' di baris isiannya, lalu seluruh teks di bawahnya, digeser dua spasi."
        return "Teks lanjutan ini memuat titik dua sehingga terbaca sebagai isian baru.", fix
    return (
        "Teks ini memuat titik dua sehingga terbaca sebagai isian baru.",
        f"{_QUOTE_IT}: {_line(before, quoted(value))}",
    )


def _no_field(line: str, above: str) -> tuple[str, str]:
    if above.rstrip().endswith(("|-", "|", ">-", ">")):
        return "Teks di bawah |- belum digeser.", "Geser tiap baris teks itu dua spasi lebih dalam daripada isiannya."
    if glued := re.fullmatch(r"( *(?:- +)?)([a-z_]+):(\S.*)", line):
        return "Tidak ada spasi sesudah titik dua.", f"Tulis: {_line('', f'{glued[2]}: {glued[3]}')}"
    fix = "Tulis 'nama: nilai'; bila baris ini lanjutan teks di atasnya, geser dua spasi di bawah |-."
    return "Baris ini bukan isian: tidak ada titik dua diikuti spasi.", fix


def _before(place: int, lines: list[str]) -> Iterator[int]:
    """Lines above whose value opens a quote and does not close it: what follows was read as the same text."""
    for number in range(place, max(0, place - _LOOK_BACK), -1):
        _, value = _parts(lines[number])
        if value and value[0] in _CLOSED and not _CLOSED[value[0]].match(value):
            yield number


def _unclosed(line: str) -> tuple[str, str]:
    before, value = _parts(line)
    return (
        "Tanda kutip yang dibuka di baris ini tidak ditutup.",
        f"Tutup dengan tanda kutip yang sama: {_line(before, value + value[:1])}",
    )


def _requoted(value: str) -> str:
    """The whole in quotes. Quotes around all of it were meant so when an odd number stand inside ('Jum'at')."""
    inside = value[1:-1]
    return quoted(inside if value[-1] == value[0] and inside.count(value[0]) % 2 else value)


def quoted(value: str) -> str:
    """As YAML text in quotes, the plainest that works."""
    if "'" in value and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _parts(line: str) -> tuple[str, str]:
    found = _FIELD.fullmatch(line)
    return (found["before"], found["value"]) if found else ("", line)


def _line(before: str, value: str) -> str:
    shown = value if len(value) <= _LONGEST_EXAMPLE else f"{value[:50]} ... {value[-30:]}"
    return before.strip() + " " * bool(before.strip()) + shown
