"""Reading the files back: every form as the same plain rows."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime

import pandas
import pyarrow.parquet
from python_calamine import CalamineWorkbook

from analytics.report_columns import SHAPES, TableShape, Value

Rows = list[tuple[Value, ...]]
BY_NAME = {shape.name: shape for shape in SHAPES}


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def csv_tables(data: bytes) -> dict[str, Rows]:
    """Apostrophes before formulas are taken off again."""
    return {
        name.removesuffix(".csv"): _csv_rows(BY_NAME[name.removesuffix(".csv")], part)
        for name, part in parts_of(data).items()
        if name.removesuffix(".csv") in BY_NAME
    }


def _csv_rows(shape: TableShape, data: bytes) -> Rows:
    head, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head == [column.name for column in shape.columns]
    kinds = [column.kind for column in shape.columns]
    return [tuple(_parsed(cell, kind) for cell, kind in zip(line, kinds, strict=True)) for line in lines]


def _parsed(cell: str, kind: str) -> Value:
    if cell == "":
        return None
    if kind == "bilangan":
        return int(cell)
    return date.fromisoformat(cell) if kind == "tanggal" else cell.removeprefix("'")


def parquet_tables(data: bytes) -> dict[str, Rows]:
    return {
        name.removesuffix(".parquet"): _parquet_rows(part)
        for name, part in parts_of(data).items()
        if name.endswith(".parquet")
    }


def _parquet_rows(data: bytes) -> Rows:
    table = pyarrow.parquet.read_table(io.BytesIO(data))
    return [tuple(row.values()) for row in table.to_pylist()]


def pandas_frame(data: bytes) -> pandas.DataFrame:
    return pandas.read_csv(io.BytesIO(data), sep=";", encoding="utf-8-sig")


def sheets_of(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def xlsx_tables(data: bytes) -> dict[str, Rows]:
    """Every sheet that holds one of the tables, under its titles."""
    sheets = sheets_of(data)
    return {shape.name: _sheet_rows(shape, sheets[shape.title]) for shape in SHAPES if shape.title in sheets}


def _sheet_rows(shape: TableShape, lines: list[list[object]]) -> Rows:
    head = lines.index([column.title for column in shape.columns])
    return [
        tuple(_cell(value, column.kind) for value, column in zip(line, shape.columns, strict=True))
        for line in lines[head + 1 :]
    ]


def _cell(value: object, kind: str) -> Value:
    if value == "":
        return None
    if kind == "tanggal":
        assert isinstance(value, (date, datetime))
        return value.date() if isinstance(value, datetime) else value
    if kind == "bilangan":
        assert isinstance(value, float) and value == int(value)
        return int(value)
    assert isinstance(value, str)
    return value
