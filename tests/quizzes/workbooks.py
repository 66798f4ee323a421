"""Items of every shape, workbooks as authors make them, and workbooks damaged on purpose."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import strategies as st
from pydantic import TypeAdapter

from content.library import Library
from content.validation import read_entries
from quizzes.models import Item, fingerprint
from quizzes.spreadsheet.problems import CellProblem
from quizzes.spreadsheet.reading import Reading, read_workbook
from quizzes.spreadsheet.writing import write_workbook
from tests.builders import KINDS, QUIZZES, item_data

ITEM: TypeAdapter[Item] = TypeAdapter(Item)


def shipped_items() -> list[Item]:
    paths = sorted((QUIZZES / "bank").glob("*.yaml"))
    return [item for path in paths for _, item in read_entries(path, QUIZZES, "items", ITEM)[0]]


_ODD = (
    "=1+1", "+62 812", "-5", "@nama", '="x"', "'awal", '"kutip"', "it's", "a\nb", "baris\n\nkosong", "  depan", "akhir ",
    "akhir\n", "1-2", "50%", "007", "TRUE", "ya", "null", "~", "# pagar", "a: b", "- x", "\tTab", "\r\nwin", "_x000D_", "😀é",
    "\u2028", "\x07", "{a}", "[b]", "&c", "*d", "!e", "|", ">", "%", "`", "<b>", "https://contoh.id", "kata  dua", "0x1F",
)  # fmt: skip
_CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff")
TEXTS = st.one_of(
    st.sampled_from(_ODD),
    st.text(_CHARACTERS, min_size=1, max_size=60),
    st.lists(st.sampled_from(("pegawai", "netral", "calon:", "#1", "a", "—", "Pasal", "'x'", "\n")), min_size=1, max_size=40).map(" ".join),
).filter(str.strip)  # fmt: skip
SLUGS = st.from_regex(r"\A[a-z0-9]{1,4}(-[a-z0-9]{1,3}){0,2}\Z")
LONG = st.integers(400, 5900).map(lambda n: ("kata panjang " * 500)[:n].strip())


@st.composite
def items(draw: Any) -> Item:
    kind = draw(st.sampled_from(KINDS))
    data = item_data(kind, id=draw(SLUGS), stem=draw(st.one_of(TEXTS, LONG)), explanation=draw(st.one_of(TEXTS, LONG)))
    data |= {
        "objectives": draw(st.lists(SLUGS, min_size=1, max_size=3)),
        "indicator": draw(st.sampled_from(("karier", "partai-politik", "kampanye", "pelayanan-publik"))),
        "difficulty": draw(st.sampled_from(("mudah", "sedang", "sulit"))),
        "situational": draw(st.booleans()),
        "critical": draw(st.booleans()),
        "audience": draw(st.lists(st.sampled_from(("pimpinan", "pppk", "non-asn", "desa")), max_size=3)),
        "enemies": draw(st.lists(SLUGS, max_size=2)),
    }
    if draw(st.booleans()):
        data["checked_on"] = draw(st.dates(dt.date(1800, 1, 1), dt.date(2900, 1, 1))).isoformat()
    for part, least, most in (("options", 3, 7 if kind == "multiple" else 5), ("pairs", 3, 6), ("steps", 3, 6)):
        if part in data:
            data[part] = _parts(draw, part, data[part][0], draw(st.integers(least, most)))
    if kind in ("single", "multiple", "judgement"):
        data["fixed_order"] = draw(st.booleans())
    if kind == "single":
        data["key"] = draw(st.sampled_from([option["id"] for option in data["options"]]))
    if kind == "multiple":
        ids = [option["id"] for option in data["options"]]
        data["keys"] = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=4))
        data["marking"] = draw(st.sampled_from(("all_or_nothing", "proportional", "proportional_minus_wrong")))
    if kind == "true_false":
        data |= {"key": draw(st.booleans()), "feedback_true": draw(TEXTS), "feedback_false": draw(TEXTS)}
        data |= {"misconception": draw(st.one_of(st.none(), SLUGS))}
    if kind == "matching":
        data["extra_rights"] = draw(st.lists(TEXTS, max_size=3))
    return ITEM.validate_python(_frozen(data))


def _parts(draw: Any, part_name: str, first: Mapping[str, Any], count: int) -> list[dict[str, Any]]:
    usual = list("abcdefg") if part_name == "options" else [f"{part_name[0]}{n}" for n in range(1, 8)]
    ids = draw(
        st.one_of(
            st.just(usual[:count]),
            st.permutations(usual).map(lambda many: sorted(many[:count])),
            st.lists(SLUGS, min_size=count, max_size=count),
        )
    )
    parts = []
    for one in ids:
        part: dict[str, Any] = {"id": one} | {
            n: draw(TEXTS) for n in first if n in ("text", "left", "right", "feedback")
        }
        if "weight" in first:
            part["weight"] = draw(
                st.one_of(st.sampled_from((0.0, 1.0, 0.1 + 0.2)), st.integers(0, 1000).map(lambda n: n / 1000))
            )
        if part_name == "options" and draw(st.booleans()):
            part["misconception"] = draw(SLUGS)
        parts.append(part)
    return parts


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value if not isinstance(value, dict) else {
        name: _frozen(part) for name, part in value.items()
    }  # fmt: skip


def prints(found: Iterable[Item]) -> list[str]:
    return [fingerprint(item) for item in found]


def through_a_workbook(path: Path, asked: Iterable[Item], library: Library | None = None) -> Reading:
    assert write_workbook(path, asked, library or Library()) == ()
    return read_workbook(path)


GOOD = {
    "id soal": "baru-01", "jenis": "pilihan ganda", "soal": "Apa yang tepat?", "pilihan A": "Satu", "umpan balik A": "Ulasan satu",
    "pilihan B": "Dua", "umpan balik B": "Ulasan dua", "pilihan C": "Tiga", "umpan balik C": "Ulasan tiga", "kunci": "B",
    "pembahasan": "Sebab begitu.", "rujukan": "uu-9-2030:pasal-1", "bagian materi": "dasar#awal", "indikator": "Karier ASN",
    "tujuan belajar": "tujuan-1", "kesukaran": "mudah",
}  # fmt: skip
"""A row of a sheet that converts; its columns stand in this order."""


def author_workbook(
    path: Path, *changes: Mapping[str, Any], sheet: str = "Soal", above: int = 0, hidden: bool = False
) -> Path:
    """One row for each change of ``GOOD``, as an author would type it: numbers, dates, booleans and formulas stay so."""
    workbook = xlsxwriter.Workbook(str(path))
    page = workbook.add_worksheet(sheet)
    rows = [GOOD | {"id soal": f"baru-{number:02}"} | change for number, change in enumerate(changes, start=1)]
    headers = list(dict.fromkeys(header for row in rows for header in row))
    for row in range(above):
        page.write_string(row, 0, "Bank soal Dinas Contoh")
    date = workbook.add_format({"num_format": "d-mmm"})
    for column, header in enumerate(headers):
        page.write_string(above, column, header)
        for number, row in enumerate(rows, start=above + 1):
            value = row.get(header)
            match value:
                case None:
                    pass
                case bool():
                    page.write_boolean(number, column, value)
                case int() | float():
                    page.write_number(number, column, value)
                case dt.datetime() | dt.date():
                    page.write_datetime(number, column, dt.datetime(value.year, value.month, value.day), date)
                case str() if value.startswith("=RUMUS"):
                    page.write_formula(number, column, "=1+1", None, "2")
                case _:
                    page.write_string(number, column, str(value))
    if hidden:
        workbook.add_worksheet("Tampak").activate()
        page.hide()
        workbook.worksheets()[1].set_first_sheet()
    workbook.close()
    return path


_SCRAPS = (
    b"",
    b"<",
    b"&#0;",
    b'"',
    b"</c>",
    b"<f>1</f>",
    b' t="e"',
    b' t="s"',
    b"XFD1048576",
    b"99999999",
    b"\x00",
    b"]]>",
    b"<v>-1</v>",
)


def damage(content: bytes, dice: random.Random) -> bytes:
    """The file with a slip in its bytes, or in one of the parts inside it."""
    if dice.random() < 0.3:
        spot = dice.randrange(len(content))
        return content[:spot] + dice.choice((b"", dice.randbytes(8))) + content[spot + dice.randint(1, 200) :]
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        names = source.namelist()
        victim = dice.choice([n for n in names if n.endswith((".xml", ".rels"))])
        for name in names:
            part = source.read(name)
            if name == victim:
                if dice.random() < 0.1:
                    continue
                for _ in range(dice.randint(1, 3)):
                    spot = dice.randrange(len(part) + 1)
                    part = part[:spot] + dice.choice(_SCRAPS) + part[spot + dice.choice((0, 0, 3, 40)) :]
            target.writestr(name, part)
    return made.getvalue()


def read(tmp_path: Path, *changes, **options) -> Reading:
    return read_workbook(author_workbook(tmp_path / "soal.xlsx", *changes, **options))


def only_problem(reading: Reading) -> CellProblem:
    (problem,) = [p for p in reading.problems if p.severity == "error"]
    return problem
