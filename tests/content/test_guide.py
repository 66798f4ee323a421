"""The authors' guide: every YAML block is valid and loads beside the real content; the editor has a schema for every folder."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic import TypeAdapter

from actions.courseware import load_courseware
from content.models import Glossary, Lesson, MisconceptionFile, Module, Regulation
from content.placed import placed_entries
from content.sections import Section
from content.stage_files import StageFile
from content.validation import read_model
from content.words import INDICATORS
from quizzes.lint import lint_item
from quizzes.models import Course, Dilemma, Item, ItemFile, Quiz
from quizzes.panels import Panel
from quizzes.spreadsheet.columns import KINDS as KIND_TITLES
from tests.builders import CONTENT, QUIZZES, ROOT

GUIDE = ROOT / "docs" / "panduan-penyusun.md"
SETTINGS = ROOT / ".vscode" / "settings.json"

KINDS: dict[str, tuple[str, Any]] = {
    "materi": ("content/lessons", Lesson),
    "bagian": ("content/lessons", tuple[Section, ...]),
    "modul": ("content/modules", Module),
    "istilah": ("content/glossary", Glossary),
    "salah paham": ("content/misconceptions", MisconceptionFile),
    "peraturan": ("content/regulations", Regulation),
    "tahapan": ("content/stages", StageFile),
    "soal": ("quizzes/bank", ItemFile),
    "dilema": ("quizzes/dilemmas", Dilemma),
    "kuis": ("quizzes/quizzes", Quiz),
    "kursus": ("quizzes/courses", Course),
    "panel": ("quizzes/panels", Panel),
}
"""First comment of a block -> the folder it belongs in, and its model. 'bagian' is a list of sections of some lesson."""

_LESSON = """
id: contoh-bagian-{number}
title: Bagian
summary: Bagian dari panduan.
order: 990
estimated_minutes: 7
indicators: [kampanye]
checked_on: '2026-11-22'
objectives:
  - {{id: contoh-bagian-{number}-tujuan, text: Membaca panduan., indicator: kampanye}}
sections:
"""


class Block(NamedTuple):
    line: int
    kind: str
    text: str

    @property
    def file_name(self) -> str:
        return f"zz-panduan-{self.line}.yaml"


def blocks() -> list[Block]:
    guide = GUIDE.read_text(encoding="utf-8")
    found = []
    for match in re.finditer(r"^```yaml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL):
        first = match[1].partition("\n")[0]
        found.append(Block(guide.count("\n", 0, match.start()) + 2, first.removeprefix("# "), match[1]))
    return found


BLOCKS = blocks()


@pytest.fixture
def packs(tmp_path: Path) -> tuple[Path, Path]:
    """The real content with every block of the guide as a file of its own."""
    for folder in (CONTENT, QUIZZES):
        shutil.copytree(folder, tmp_path / folder.name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for block in BLOCKS:
        text = block.text
        if block.kind == "bagian":
            text = _LESSON.format(number=block.line) + re.sub(r"^(?=.)", "  ", text, flags=re.MULTILINE)
        path = tmp_path / KINDS[block.kind][0] / block.file_name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "content", tmp_path / "quizzes"


def test_every_kind_of_file_has_an_example() -> None:
    assert {block.kind for block in BLOCKS} == set(KINDS)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.kind}-{block.line}")
def test_a_block_is_valid(tmp_path: Path, block: Block) -> None:
    path = tmp_path / block.file_name
    path.write_text(block.text, encoding="utf-8")
    model, _, problems = read_model(path, tmp_path, TypeAdapter(KINDS[block.kind][1]))
    assert model is not None, [str(problem) for problem in problems]


def test_every_kind_of_section_and_item_is_shown() -> None:
    text = "\n".join(block.text for block in BLOCKS)
    kinds = re.findall(r"kind: Literal\[\"(\w+)\"\]", (ROOT / "content/sections.py").read_text(encoding="utf-8"))
    kinds += re.findall(r"kind: Literal\[\"(\w+)\"\]", (ROOT / "quizzes/models.py").read_text(encoding="utf-8"))
    assert len(kinds) == 16
    assert [kind for kind in kinds if f"kind: {kind}\n" not in text] == []


def test_kinds_are_called_as_in_the_workbook_and_every_indicator_is_named() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert [kind for kind, title in KIND_TITLES.items() if f"**{title.capitalize()}** (`{kind}`)" not in guide] == []
    assert [name for name in INDICATORS if f"`{name}`" not in guide] == []


def test_every_message_explained_is_one_the_program_gives() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("| Pesan |")[2].partition("\n## ")[0]
    told = [message for row in table.splitlines() for message in re.findall(r"`([^`]+)`", row.split(" | ")[0])]
    program = "\n".join(path.read_text(encoding="utf-8") for top in (CONTENT, QUIZZES) for path in top.rglob("*.py"))
    program = re.sub(r"\{[^{}]*\}", "...", program).casefold()
    assert len(told) > 30
    parts = {message: message.replace("\\|", "|").casefold().split("...") for message in told}
    assert [message for message, pieces in parts.items() if not all(piece in program for piece in pieces)] == []


def test_the_blocks_load_beside_the_real_content(packs: tuple[Path, Path]) -> None:
    courseware = load_courseware(*packs)
    ours = [str(p) for p in courseware.problems if "zz-panduan-" in p.path and p.severity == "error"]
    assert ours == []
    assert courseware.library.find_lesson("contoh-loket") is not None
    assert courseware.library.find_module("contoh-modul") is not None
    assert "contoh-dilema-loket" in courseware.bank.dilemmas
    assert {"latihan-contoh-loket", "pascauji-contoh"} <= set(courseware.bank.quizzes)
    assert "contoh-kursus" in courseware.bank.courses


def test_the_items_keep_the_rules_the_guide_teaches(packs: tuple[Path, Path]) -> None:
    item: TypeAdapter[Item] = TypeAdapter(Item)
    mine = [placed for placed in placed_entries(packs[1], "bank", "items", item) if "zz-panduan-" in placed.path]
    assert len(mine) == 6
    assert [str(problem) for placed in mine for problem in lint_item(placed)] == []


def test_the_editor_has_a_schema_for_every_folder_of_yaml() -> None:
    schemas = json.loads(SETTINGS.read_text(encoding="utf-8"))["yaml.schemas"]
    assert [schema for schema in schemas if not (ROOT / schema).is_file()] == []
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for top in (CONTENT, QUIZZES)
        for path in top.rglob("*.y*ml")
        if path.parent != top  # content/wording.yaml, a list of words, has no schema
    }
    mapped = dict(zip(schemas.values(), schemas, strict=True))
    assert {f"{folder}/*.yaml" for folder in folders} <= set(mapped)
    assert {folder for folder, _ in KINDS.values()} == {glob.removesuffix("/*.yaml") for glob in mapped}


def test_the_editor_checks_a_folder_by_the_schema_of_its_model() -> None:
    schemas = json.loads(SETTINGS.read_text(encoding="utf-8"))["yaml.schemas"]
    for schema, glob in schemas.items():
        model = next(model for folder, model in KINDS.values() if f"{folder}/*.yaml" == glob and model is not Section)
        required = set(json.loads((ROOT / schema).read_text(encoding="utf-8"))["required"])
        assert required == {name for name, field in model.model_fields.items() if field.is_required()}, glob
