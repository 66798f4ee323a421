"""JSON Schemas of what is taught, made from the models, so that editors check and explain YAML while authors type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from content.models import Glossary, Lesson, MisconceptionFile, Module, Regulation
from content.stage_files import StageFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).resolve().parent / "schemas"

_TITLED: dict[str, tuple[str, object]] = {
    "regulation.schema.json": ("Peraturan dan ketentuannya", Regulation),
    "module.schema.json": ("Modul", Module),
    "lesson.schema.json": ("Materi", Lesson),
    "glossary.schema.json": ("Daftar istilah", Glossary),
    "misconceptions.schema.json": ("Daftar salah paham", MisconceptionFile),
    "stages.schema.json": ("Tahapan pemilu dan pemilihan", StageFile),
}


def schema_texts() -> dict[str, str]:
    """File name -> the text the file must have."""
    return {name: schema_text(title, model) for name, (title, model) in _TITLED.items()}


def write_schemas(folder: Path = FOLDER) -> None:
    write_texts(schema_texts(), folder)


def write_texts(texts: Mapping[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def schema_text(title: str, model: object) -> str:
    schema = TypeAdapter(model).json_schema()
    for shape in (schema, *schema.get("$defs", {}).values()):
        shape.pop("description", None)  # a docstring: English, for programmers
    return (
        json.dumps({"$schema": DIALECT, **_without_titles(schema), "title": title}, ensure_ascii=False, indent=2) + "\n"
    )


def _without_titles(schema: Any) -> Any:
    """Without Pydantic's own titles, which only repeat the names of fields; a field named ``title`` stays."""
    if isinstance(schema, list):
        return [_without_titles(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_titles(part) for key, part in schema.items() if not (key == "title" and isinstance(part, str))
    }
