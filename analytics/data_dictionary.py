"""The data dictionary: one entry for every column of every table of a file, with the catalogue's definitions."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.measures import MEASURES
from analytics.report_columns import SHAPES, Column, TableShape

NAME = "kamus_data"
HEAD = (
    "Tabel", "Kolom", "Judul", "Jenis", "Satuan", "Boleh kosong", "Nilai yang mungkin", "Arti", "Ukuran",
    "Percobaan yang dihitung", "Sumber",
)  # fmt: skip
NOTES = (
    "Semua angka dibulatkan seperti pada layar. Sel yang disembunyikan kosong; kolom keadaan di sebelahnya mengatakan sebabnya.",
    "Tidak ada nama atau nomor orang di dalam tabel-tabel ini.",
)
_CSV = "CSV memakai UTF-8 dengan BOM dan titik koma. Teks yang diawali tanda rumus diberi apostrof di depannya."


def entries(shapes: Iterable[TableShape] = SHAPES) -> tuple[tuple[str, ...], ...]:
    """Rows under HEAD, in the order of tables and columns."""
    return tuple(_entry(shape, column) for shape in shapes for column in shape.columns)


def as_markdown(shapes: Iterable[TableShape] = SHAPES) -> str:
    """The same to be read."""
    lines = ["# Kamus data", "", *NOTES, _CSV]
    for shape in shapes:
        lines += ["", f"## {shape.name}", "", shape.meaning, ""]
        lines += ["| " + " | ".join(HEAD[1:]) + " |", "|" + "---|" * len(HEAD[1:])]
        lines += ["| " + " | ".join(_piped(cell) for cell in _entry(shape, c)[1:]) + " |" for c in shape.columns]
    return "\n".join(lines) + "\n"


def measure_words(column: Column) -> str:
    """Title and definition from the catalogue; empty for names and codes."""
    if column.measure is None:
        return ""
    measure = MEASURES[column.measure]
    return f"{measure.title}: {measure.definition}"


def _entry(shape: TableShape, column: Column) -> tuple[str, ...]:
    measure = MEASURES[column.measure] if column.measure else None
    return (
        shape.name, column.name, column.title, column.kind, column.unit, "ya" if column.may_be_empty else "tidak",
        ", ".join(column.values), column.meaning, measure_words(column),
        measure.counts if measure else "", measure.source if measure else "",
    )  # fmt: skip


def _piped(cell: str) -> str:
    return cell.replace("|", "\\|")
