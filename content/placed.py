"""Content with the place it is written at, so that a finding names file and line.

Reads the YAML itself: an item or lesson that the library leaves out because of an error is still looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from content.problems import Problem
from content.validation import open_yaml, read_entries, read_model
from content.yaml_file import YamlFile, yaml_files

T = TypeVar("T")

_NOT_PROSE = frozenset((
    "id", "kind", "key", "keys", "citations", "section", "objectives", "objective",
    "indicator", "indicators", "difficulty", "audience", "enemies", "marking", "misconception", "misconceptions",
    "cure", "formerly", "leads_to", "goes_to", "tone", "verdict", "lessons", "modules", "pretest",
    "posttest", "practice", "mode", "parallel", "checked_on",
))  # fmt: skip
"""Fields that hold identifiers and choices, not words a learner reads."""


@dataclass(frozen=True)
class Placed(Generic[T]):
    """One thing and where it stands; ``path`` starts with the name of the content folder."""

    value: T
    path: str
    prefix: tuple[object, ...] = ()
    file: YamlFile | None = field(default=None, repr=False, compare=False)

    def line(self, *location: object) -> int:
        return self.file.line_of(self.prefix + location) if self.file is not None else 1

    def warning(self, message: str, how_to_fix: str, *location: object) -> Problem:
        return Problem(self.path, self.line(*location), "warning", message, how_to_fix)


def placed_models(root: Path, folder: str, adapter: TypeAdapter[T]) -> list[Placed[T]]:
    """Every file of ``root/folder`` that is one valid model."""
    found = []
    for path in yaml_files(root / folder):
        model, file, _ = read_model(path, root, adapter)
        if model is not None and file is not None:
            found.append(Placed(model, _path(path, root), (), file))
    return found


def placed_entries(root: Path, folder: str, key: str, adapter: TypeAdapter[T]) -> list[Placed[T]]:
    """Every valid entry of the lists named ``key`` in the files of ``root/folder``."""
    found = []
    for path in yaml_files(root / folder):
        entries, file, _ = read_entries(path, root, key, adapter)
        if file is None:
            continue
        places = {file.line_of((key, index)): index for index in range(_length(file, key))}
        found += [Placed(entry, _path(path, root), (key, places[line]), file) for line, entry in entries]
    return found


def placed_texts(root: Path, *folders: str) -> Iterator[Placed[str]]:
    """Every text a learner can read in the files of these folders."""
    for folder in folders:
        for path in yaml_files(root / folder):
            file, _ = open_yaml(path, path.name)
            if file is not None:
                yield from (Placed(text, _path(path, root), place, file) for place, text in _texts(file.data, ()))


def unread_files(root: Path, *folders: str) -> Iterator[Problem]:
    """What lies in these folders and is not read, but for hidden files: most often 'nama.yaml.txt'."""
    for folder in folders:
        read = set(yaml_files(root / folder))
        beside = sorted((root / folder).iterdir()) if (root / folder).is_dir() else []
        for path in beside:
            if path in read or path.name.startswith((".", "~", "__")):
                continue
            stem = path.name.partition(".")[0]
            fix = f"Ganti namanya menjadi '{stem}.yaml', atau pindahkan dari folder ini."
            if path.is_dir():
                fix = f"Pindahkan berkasnya langsung ke {folder}."
            yield Problem(_path(path, root), 1, "warning", f"'{path.name}' tidak dibaca: bukan berkas .yaml.", fix)


def _texts(value: Any, place: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts(part, (*place, index))
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in _NOT_PROSE or (name == "misconceptions" and not place):  # the list of them is prose
                yield from _texts(part, (*place, name))


def _length(file: YamlFile, key: str) -> int:
    return len(file.data[key]) if isinstance(file.data, dict) and key in file.data else 0


def _path(path: Path, root: Path) -> str:
    return path.relative_to(root.parent).as_posix()
