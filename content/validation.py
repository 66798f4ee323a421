"""From strict YAML to closed models: every Pydantic complaint becomes a Problem in Indonesian with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from content.problems import Problem
from content.yaml_file import YamlFile, YamlRefused, read_yaml

T = TypeVar("T")


def read_model(path: Path, root: Path, adapter: TypeAdapter[T]) -> tuple[T | None, YamlFile | None, list[Problem]]:
    """One file, one model. ``(None, ..., problems)`` when it cannot be used."""
    relative = path.relative_to(root).as_posix()
    file, problems = open_yaml(path, relative)
    if file is None:
        return None, None, problems
    model, problems = validate(file, file.data, (), relative, adapter)
    return model, file, problems


def read_entries(
    path: Path, root: Path, key: str, adapter: TypeAdapter[T]
) -> tuple[list[tuple[int, T]], YamlFile | None, list[Problem]]:
    """A file holding one list under ``key``; a broken entry is left out, the others stay. Returns (line, entry) pairs."""
    relative = path.relative_to(root).as_posix()
    file, problems = open_yaml(path, relative)
    if file is None:
        return [], None, problems
    data = file.data
    if not isinstance(data, dict) or set(data) != {key} or not isinstance(data[key], tuple) or not data[key]:
        message = f"Berkas ini harus berisi satu daftar bernama '{key}'."
        return [], file, [Problem(relative, 1, "error", message, f"Mulai berkas dengan '{key}:' lalu daftar entri.")]
    entries: list[tuple[int, T]] = []
    for index, raw in enumerate(data[key]):
        entry, found = validate(file, raw, (key, index), relative, adapter)
        problems += found
        if entry is not None:
            entries.append((file.line_of((key, index)), entry))
    return entries, file, problems


def open_yaml(path: Path, relative: str) -> tuple[YamlFile | None, list[Problem]]:
    try:
        return read_yaml(path), []
    except YamlRefused as refusal:
        return None, [Problem(relative, refusal.line, "error", refusal.message, refusal.how_to_fix)]


def validate(
    file: YamlFile, raw: object, prefix: tuple[object, ...], relative: str, adapter: TypeAdapter[T]
) -> tuple[T | None, list[Problem]]:
    try:
        return adapter.validate_python(raw), []
    except ValidationError as error:
        return None, [
            _problem(complaint, relative, file.line_of(prefix + tuple(complaint["loc"])))
            for complaint in error.errors(include_url=False)
        ]


def _problem(complaint: dict, relative: str, line: int) -> Problem:
    where = ".".join(str(part) for part in complaint["loc"]) or "berkas"
    context = complaint.get("ctx", {})
    describe = _SENTENCES.get(complaint["type"])
    if describe is None:
        return Problem(
            relative, line, "error", f"{where}: nilainya tidak sah.", f"Perbaiki nilainya ({complaint['msg']})."
        )
    message, how_to_fix = describe(context)
    return Problem(relative, line, "error", f"{where}: {message}", how_to_fix)


def _needs_text(_: dict) -> tuple[str, str]:
    return "harus berupa teks.", "Apit nilainya dengan tanda kutip."


def _one_of(context: dict) -> tuple[str, str]:
    allowed = str(context.get("expected", context.get("expected_tags", ""))).replace(" or ", " atau ")
    return "bukan nilai yang dikenal.", f"Pilih salah satu: {allowed}."


_SENTENCES: dict[str, Callable[[dict], tuple[str, str]]] = {
    "missing": lambda c: ("bagian ini wajib ada.", "Tambahkan bagian itu."),
    "extra_forbidden": lambda c: ("bagian ini tidak dikenal.", "Hapus, atau periksa ejaan namanya."),
    "string_type": _needs_text,
    "string_too_short": lambda c: ("tidak boleh kosong.", "Isi teksnya."),
    "string_too_long": lambda c: (f"lebih dari {c['max_length']} karakter.", "Ringkas teksnya."),
    "string_pattern_mismatch": lambda c: (
        "bentuknya tidak sesuai.",
        f"Gunakan huruf kecil, angka, dan tanda hubung menurut pola {c['pattern']}.",
    ),
    "literal_error": _one_of,
    "union_tag_invalid": _one_of,
    "union_tag_not_found": lambda c: ("bagian 'kind' wajib ada.", "Tulis 'kind:' dengan jenis yang dikenal."),
    "bool_type": lambda c: ("harus true atau false.", "Tulis true atau false tanpa tanda kutip."),
    "int_type": lambda c: ("harus bilangan bulat.", "Tulis angka tanpa tanda kutip."),
    "float_type": lambda c: ("harus bilangan.", "Tulis angka dengan titik desimal, tanpa tanda kutip."),
    "tuple_type": lambda c: ("harus berupa daftar.", "Tulis sebagai daftar: tiap baris diawali tanda hubung."),
    "model_type": lambda c: ("harus berupa kumpulan kunci dan nilai.", "Tulis sebagai 'kunci: nilai'."),
    "model_attributes_type": lambda c: ("harus berupa kumpulan kunci dan nilai.", "Tulis sebagai 'kunci: nilai'."),
    "date_type": lambda c: ("harus tanggal.", 'Tulis "TTTT-BB-HH" dalam tanda kutip.'),
    "value_error": lambda c: ("nilainya tidak sah.", 'Tanggal ditulis "TTTT-BB-HH", mis. "2026-01-02".'),
    "too_short": lambda c: (f"paling sedikit {c['min_length']} entri.", "Tambahkan entrinya."),
    "too_long": lambda c: (f"paling banyak {c['max_length']} entri.", "Kurangi entrinya."),
    "greater_than_equal": lambda c: (f"paling kecil {c['ge']}.", "Perbesar nilainya."),
    "greater_than": lambda c: (f"harus lebih dari {c['gt']}.", "Perbesar nilainya."),
    "less_than_equal": lambda c: (f"paling besar {c['le']}.", "Perkecil nilainya."),
}
