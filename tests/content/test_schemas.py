"""The JSON Schemas that editors use are complete, in Indonesian, up to date, and accept what we ship."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter

import content.models
import content.schemas
import quizzes.models
import quizzes.schemas
from content.yaml_file import read_yaml
from tests.builders import CONTENT, QUIZZES, item_data

TEXTS = content.schemas.schema_texts() | quizzes.schemas.schema_texts()
FOLDERS = {
    "regulation": CONTENT / "regulations", "lesson": CONTENT / "lessons", "misconceptions": CONTENT / "misconceptions",
    "items": QUIZZES / "bank", "quiz": QUIZZES / "quizzes", "course": QUIZZES / "courses",
}  # fmt: skip


def as_json(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: as_json(value) for key, value in data.items()}
    return [as_json(value) for value in data] if isinstance(data, tuple) else data


def validator(name: str) -> Draft202012Validator:
    schema = json.loads(TEXTS[f"{name}.schema.json"])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("module", [content.schemas, quizzes.schemas])
def test_the_files_in_the_repository_are_what_the_models_say(module: ModuleType) -> None:
    present = {path.name: path.read_text(encoding="utf-8") for path in module.FOLDER.glob("*")}
    assert present == module.schema_texts(), "stale: run python cli.py schemas"


@pytest.mark.parametrize("module", [content.schemas, quizzes.schemas])
def test_writing_makes_the_folder(tmp_path: Path, module: ModuleType) -> None:
    module.write_schemas(tmp_path / "baru")
    assert {p.name for p in (tmp_path / "baru").iterdir()} == set(module.schema_texts())


def test_every_field_of_every_model_has_an_indonesian_description() -> None:
    models = [
        m for module in (content.models, quizzes.models) for m in vars(module).values()
        if isinstance(m, type) and issubclass(m, BaseModel)
    ]  # fmt: skip
    assert len(models) >= 25
    for model in models:
        for name, field in model.model_fields.items():
            words = (field.description or "").lower().split()
            # the tag that chooses the model is explained by its allowed value
            assert (name == "kind" and model.__name__.endswith(("Section", "Item"))) or words, (
                f"{model.__name__}.{name}"
            )
            assert not {"the", "of", "when", "which"} & set(words), f"{model.__name__}.{name}"


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_everything_we_ship_is_accepted(name: str) -> None:
    checker = validator(name)
    paths = sorted(FOLDERS[name].glob("*.yaml"))
    assert paths
    for path in paths:
        errors = [
            f"{path.name}: {list(e.absolute_path)}: {e.message}"
            for e in checker.iter_errors(as_json(read_yaml(path).data))
        ]
        assert errors == []


@pytest.mark.parametrize("change", [{"warna": 1}, {"stem": 5}, {"kind": "esai"}, {"key": None}, {"options": []}])
def test_what_the_loader_refuses_an_editor_underlines(change: dict[str, Any]) -> None:
    assert validator("items").is_valid({"items": [item_data()]})
    assert not validator("items").is_valid({"items": [item_data() | change]})


def test_no_english_docstring_or_english_title_reaches_an_author() -> None:
    for name, text in TEXTS.items():
        schema = json.loads(text)
        for shape in schema.get("$defs", {}).values():
            assert "description" not in shape and "title" not in shape, name
        assert schema["title"] and "description" not in schema


def test_the_schema_models_are_those_the_loaders_use() -> None:
    from quizzes.models import Item, ItemFile

    (argument,) = [a for a in ItemFile.model_fields["items"].annotation.__args__ if a is not Ellipsis]  # type: ignore[union-attr]
    assert TypeAdapter(argument).json_schema() == TypeAdapter(Item).json_schema()
