"""JSON Schemas of how it is tested: items, quizzes and courses; see ``content/schemas.py``."""

from __future__ import annotations

from pathlib import Path

from content.schemas import schema_text, write_texts
from quizzes.models import Course, Dilemma, ItemFile, Quiz
from quizzes.panels import Panel

FOLDER = Path(__file__).resolve().parent / "schemas"

_TITLED: dict[str, tuple[str, object]] = {
    "items.schema.json": ("Daftar soal", ItemFile),
    "dilemma.schema.json": ("Dilema", Dilemma),
    "quiz.schema.json": ("Kuis", Quiz),
    "panel.schema.json": ("Panel batas lulus", Panel),
    "course.schema.json": ("Kursus", Course),
}


def schema_texts() -> dict[str, str]:
    """File name -> the text the file must have."""
    return {name: schema_text(title, model) for name, (title, model) in _TITLED.items()}


def write_schemas(folder: Path = FOLDER) -> None:
    write_texts(schema_texts(), folder)
