"""Bank files to a workbook and back: nothing existing is replaced unless asked, and never by less than all of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pydantic import TypeAdapter

from content.disk_words import disk_words
from content.library import Library
from content.placed import Placed, placed_entries
from content.problems import Problem
from content.validation import read_entries
from content.wording import load_wording
from content.yaml_file import yaml_files
from people.errors import NetralError
from quizzes.item_yaml import LostInWriting, items_yaml
from quizzes.models import Item
from quizzes.spreadsheet.checking import check_found
from quizzes.spreadsheet.problems import CellProblem, WorkbookRefused, in_order
from quizzes.spreadsheet.reading import read_workbook
from quizzes.spreadsheet.writing import write_workbook

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)


class TargetExists(NetralError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"Berkas '{path}' sudah ada dan tidak diubah.")
        self.path = path
        self.what_to_do = "Pilih nama lain, atau tambahkan --timpa bila memang ingin menggantinya."


class FolderMissing(NetralError):
    def __init__(self, path: Path, setting: str) -> None:
        super().__init__(f"Folder '{path}' tidak ditemukan.")
        self.path = path
        self.what_to_do = f"Periksa pengaturan {setting}."


class BankUnreadable(NetralError):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Bank soal '{path}' tidak dapat dibaca: {reason}.")
        self.path = path
        self.what_to_do = "Periksa namanya; tanpa nama berkas, seluruh bank ditulis."


class TargetNotWritten(NetralError):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Berkas '{path}' tidak dapat ditulis ({reason}).")
        self.path = path
        self.what_to_do = "Periksa folder tujuan, nama, dan izin tulisnya."


class WorkbookUnreadable(NetralError):
    def __init__(self, refusal: WorkbookRefused) -> None:
        super().__init__(refusal.message)
        self.what_to_do = refusal.how_to_fix


@dataclass(frozen=True)
class Exported:
    """``left_out`` are (item id, why); ``problems`` are those of the YAML files. Without any item nothing is written."""

    item_count: int
    left_out: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Imported:
    """``kept_because`` says why the target was left as it was; ``gone`` are ids of the replaced file not written again."""

    item_count: int
    refused_rows: int
    problems: tuple[CellProblem, ...]
    kept_because: str = ""
    gone: tuple[str, ...] = ()


def require_folders(content_dir: Path, quizzes_dir: Path) -> None:
    """A mistyped folder is no empty one. Raises FolderMissing."""
    for folder, setting in ((content_dir, "NETRAL_CONTENT_DIR"), (quizzes_dir, "NETRAL_QUIZZES_DIR")):
        if not folder.is_dir():
            raise FolderMissing(folder, setting)


def export_bank(paths: Sequence[Path], target: Path, library: Library, *, overwrite: bool) -> Exported:
    """Raises BankUnreadable, TargetExists, TargetNotWritten."""
    _refuse_existing(target, overwrite)
    items: list[Item] = []
    problems: list[Problem] = []
    for path in paths:
        _require_file(path)
        entries, _, found = read_entries(path, path.parent, "items", _ITEM)
        items += [item for _, item in entries]
        problems += found
    workbook = BytesIO()
    left_out = write_workbook(workbook, items, library)
    if len(items) > len(left_out):
        _write(target, workbook.getvalue())
    return Exported(len(items) - len(left_out), left_out, tuple(problems))


def write_template(target: Path, library: Library, *, overwrite: bool) -> None:
    """A workbook without items, with examples. Raises TargetExists, TargetNotWritten."""
    _refuse_existing(target, overwrite)
    workbook = BytesIO()
    write_workbook(workbook, [], library, with_examples=True)
    _write(target, workbook.getvalue())


def import_bank(
    source: Path, target: Path, library: Library, content_dir: Path, quizzes_dir: Path, *, overwrite: bool
) -> Imported:
    """Convert every good row into ``target``. An existing file is kept when any row was refused: it may hold that item.

    Raises WorkbookUnreadable, TargetExists, TargetNotWritten.
    """
    _refuse_existing(target, overwrite)
    if target.suffix not in (".yaml", ".yml"):
        raise TargetNotWritten(target, "namanya harus berakhiran .yaml")
    try:
        reading = read_workbook(source)
    except WorkbookRefused as refusal:
        raise WorkbookUnreadable(refusal) from None
    bank = placed_entries(quizzes_dir, "bank", "items", _ITEM)
    beside = [one for one in bank if _is_beside(one, target, quizzes_dir)]
    is_in_bank = target.resolve().parent == (quizzes_dir / "bank").resolve()
    check_found(
        reading.items,
        library,
        load_wording(content_dir)[0],
        {one.value.id: one.value for one in bank},
        {one.value.id: one.path for one in beside} if is_in_bank else {},
    )
    rows = {id(one.row): one.row for one in reading.items}
    problems = {*reading.problems, *(problem for row in rows.values() for problem in row.problems)}
    good = [one.item for one in reading.items if not any(p.severity == "error" for p in one.row.problems)]
    refused = reading.refused_rows + len(reading.items) - len(good)
    kept, gone = "", ()
    if not good:
        kept = "Tidak ada soal yang dapat diubah; berkas tidak ditulis."
    elif target.exists() and any(problem.severity == "error" for problem in problems):
        kept = "Berkas lama tidak diganti karena masih ada galat; perbaiki dahulu, lalu ulangi."
    else:
        gone = _ids_gone(target, good)
        _write(target, _yaml_of(target, good))
    return Imported(len(good), refused, in_order(problems), kept, gone)


def _is_beside(one: Placed[Item], target: Path, quizzes_dir: Path) -> bool:
    return (quizzes_dir.parent / one.path).resolve() != target.resolve()


def _ids_gone(target: Path, items: Sequence[Item]) -> tuple[str, ...]:
    if not target.exists():
        return ()
    before, _, _ = read_entries(target, target.parent, "items", _ITEM)
    return tuple(sorted({item.id for _, item in before} - {item.id for item in items}))


def _yaml_of(target: Path, items: Sequence[Item]) -> bytes:
    try:
        return items_yaml(items).encode()
    except LostInWriting as lost:
        raise TargetNotWritten(target, f"soal '{lost.item_id}' tidak terbaca sama setelah ditulis") from None


def _write(target: Path, data: bytes) -> None:
    """Whole or not at all."""
    scrap = target.with_name(f".{target.name}.baru")
    try:
        scrap.write_bytes(data)
        os.replace(scrap, target)
    except OSError as error:
        raise TargetNotWritten(target, disk_words(error)) from None
    finally:
        scrap.unlink(missing_ok=True)


def _require_file(path: Path) -> None:
    try:
        path.open("rb").close()
    except OSError as error:
        raise BankUnreadable(path, disk_words(error)) from None


def _refuse_existing(target: Path, overwrite: bool) -> None:
    if target.exists() and not overwrite:
        raise TargetExists(target)


def bank_paths(quizzes_dir: Path) -> list[Path]:
    return yaml_files(quizzes_dir / "bank")
