"""Tables as Parquet: typed columns that carry their own title, unit and meaning."""

from __future__ import annotations

import io
from collections.abc import Iterable

from analytics.data_dictionary import measure_words
from analytics.report_columns import Column, ReportTable


def parquet_files(tables: Iterable[ReportTable]) -> dict[str, bytes]:
    return {f"{table.shape.name}.parquet": parquet_of(table) for table in tables}


def parquet_of(table: ReportTable) -> bytes:
    """The same bytes for the same figures."""
    import pyarrow  # tens of megabytes that only this file needs
    import pyarrow.parquet

    types = {"teks": pyarrow.string(), "bilangan": pyarrow.int64(), "tanggal": pyarrow.date32()}
    fields = [
        pyarrow.field(one.name, types[one.kind], nullable=one.may_be_empty, metadata=_words(one))
        for one in table.shape.columns
    ]
    schema = pyarrow.schema(fields, {"judul": table.shape.title, "arti": table.shape.meaning})
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(fields)
    arrays = [pyarrow.array(values, field.type) for values, field in zip(columns, fields, strict=True)]
    target = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), target)
    return target.getvalue()


def _words(column: Column) -> dict[str, str]:
    return {
        "judul": column.title,
        "satuan": column.unit,
        "arti": column.meaning,
        "ukuran": measure_words(column),
    }
