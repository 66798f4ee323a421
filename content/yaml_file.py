"""Strict YAML: no duplicate keys, aliases, tags or surprise types, bounded in size and depth, every value with its line.

Built on the event stream of PyYAML's libyaml binding, so that nothing recurses and no alias is ever expanded.
Types: https://yaml.org/spec/1.2.2/#103-core-schema, narrowed to true/false, null, plain integers and decimals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from content.disk_words import disk_words
from content.yaml_causes import Complaint, explain
from content.yaml_losses import Loss, WrittenText, find_losses

MAX_BYTES = 5_000_000
MAX_DEPTH = 20

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlRefused(Exception):
    """The file cannot be read as strict YAML; the message and the remedy are Indonesian sentences."""

    def __init__(self, line: int, message: str, how_to_fix: str) -> None:
        super().__init__(message)
        self.line, self.message, self.how_to_fix = line, message, how_to_fix


@dataclass
class YamlFile:
    """The data of one file (mappings are dicts, sequences are tuples) and where each value stands."""

    data: object
    lines: dict[int, dict[object, int]] = field(repr=False)
    losses: tuple[Loss, ...] = ()
    """What was written and is not in the data."""

    def line_of(self, location: tuple[object, ...]) -> int:
        """Line of the value at ``location``; parts that are not in the data (as Pydantic's union tags) are skipped."""
        value, line = self.data, 1
        for part in location:
            known = self.lines.get(id(value), {})
            if part not in known:
                continue
            line = known[part]
            value = value[part]  # type: ignore[index]
        return line


class _Open:
    """A mapping or sequence whose end has not been read yet."""

    def __init__(self, is_mapping: bool, line: int) -> None:
        self.is_mapping, self.line = is_mapping, line
        self.values: list[object] = []
        self.key_lines: dict[str, int] = {}
        self.child_lines: list[int] = []
        self.pending_key: str | None = None


def read_yaml(path: Path) -> YamlFile:
    """Read and parse one file; raises :class:`YamlRefused`."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise YamlRefused(
                1, f"Berkas lebih besar dari {MAX_BYTES // 1_000_000} MB.", "Pecah menjadi beberapa berkas."
            )
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise YamlRefused(1, "Berkas bukan teks UTF-8.", "Simpan ulang dengan penyandian UTF-8.") from None
    except OSError as error:
        raise YamlRefused(
            1, f"Berkas tidak dapat dibaca ({disk_words(error)}).", "Periksa nama dan izin berkasnya."
        ) from None
    return parse_yaml(text)


def parse_yaml(text: str) -> YamlFile:
    """Parse YAML text; raises :class:`YamlRefused`."""
    try:
        return _build(text)
    except yaml.MarkedYAMLError as error:
        raise YamlRefused(*explain(_complaint(error), text)) from None
    except (yaml.YAMLError, UnicodeError) as error:
        reason = getattr(error, "reason", "karakter tidak dikenal")
        raise YamlRefused(1, f"Berkas memuat karakter terlarang ({reason}).", "Hapus karakter kendali itu.") from None


def _complaint(error: yaml.MarkedYAMLError) -> Complaint:
    mark = error.problem_mark or error.context_mark
    begun = error.context_mark or mark
    line, column, begun_on = (mark.line + 1, mark.column, begun.line + 1) if mark else (1, 0, 1)
    return Complaint(error.problem or "", line, column, error.context or "", begun_on)


def _build(text: str) -> YamlFile:
    lines: dict[int, dict[object, int]] = {}
    written: list[WrittenText] = []
    stack: list[_Open] = []
    root: list[object] = []
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlRefused(line, "Berkas memuat lebih dari satu dokumen YAML.", "Hapus pemisah '---' kedua.")
        elif isinstance(event, AliasEvent):
            raise YamlRefused(line, "Alias YAML (*nama) tidak didukung.", "Tulis isinya secara lengkap.")
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            _refuse_decoration(event, line)
            if len(stack) >= MAX_DEPTH:
                raise YamlRefused(line, f"Susunan lebih dari {MAX_DEPTH} tingkat.", "Ratakan susunannya.")
            if stack and stack[-1].is_mapping and stack[-1].pending_key is None:
                raise YamlRefused(line, "Kunci harus berupa teks.", "Ganti kunci itu dengan satu kata.")
            stack.append(_Open(isinstance(event, MappingStartEvent), line))
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            closed = stack.pop()
            value: object
            if closed.is_mapping:
                value = dict(zip(closed.key_lines, closed.values, strict=True))
                lines[id(value)] = dict(closed.key_lines)
            else:
                value = tuple(closed.values)
                if value:  # the empty tuple is one shared object
                    lines[id(value)] = dict(enumerate(closed.child_lines))
            _attach(stack, root, value, closed.line)
        elif isinstance(event, ScalarEvent):
            _refuse_decoration(event, line)
            if stack and stack[-1].is_mapping and stack[-1].pending_key is None:
                _take_key(stack[-1], event.value, line)
            else:
                value = _scalar(event, line)
                if isinstance(value, str) and event.style not in ("|", ">"):
                    written.append(_written(event, line, stack[-1].pending_key if stack else None))
                _attach(stack, root, value, line)
        elif isinstance(event, DocumentEndEvent):
            continue
    return YamlFile(root[0] if root else None, lines, tuple(find_losses(text, written)))


def _written(event: ScalarEvent, line: int, key: str | None) -> WrittenText:
    return WrittenText(key, not event.style, line, event.end_mark.line + 1, event.end_mark.column)


def _take_key(mapping: _Open, key: str, line: int) -> None:
    first = mapping.key_lines.get(key)
    if first is not None:
        raise YamlRefused(line, f"Kunci '{key}' tertulis dua kali (pertama di baris {first}).", "Hapus salah satunya.")
    if key == "<<":
        raise YamlRefused(line, "Penggabungan '<<' tidak didukung.", "Tulis isinya secara lengkap.")
    mapping.key_lines[key] = line
    mapping.pending_key = key


def _attach(stack: list[_Open], root: list[object], value: object, line: int) -> None:
    if not stack:
        root.append(value)
        return
    parent = stack[-1]
    parent.values.append(value)
    if parent.is_mapping:
        parent.pending_key = None
    else:
        parent.child_lines.append(line)


def _scalar(event: ScalarEvent, line: int) -> object:
    text = event.value
    if not event.implicit[0]:  # quoted or block text
        return text
    if text in _PLAIN:
        return _PLAIN[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def _refuse_decoration(event: MappingStartEvent | SequenceStartEvent | ScalarEvent, line: int) -> None:
    if event.anchor is not None:
        raise YamlRefused(line, f"Jangkar YAML (&{event.anchor}) tidak didukung.", "Hapus jangkar itu.")
    if event.tag is not None:
        raise YamlRefused(line, f"Penanda tipe YAML ({event.tag}) tidak didukung.", "Hapus penanda itu.")


def yaml_files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*.y*ml") if p.is_file()) if folder.is_dir() else []
