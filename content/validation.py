"""From strict YAML to closed models: every Pydantic complaint becomes a Problem in Indonesian with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from content.problems import Problem
from content.yaml_causes import quoted
from content.yaml_file import YamlFile, YamlRefused, read_yaml

T = TypeVar("T")


def read_model(path: Path, root: Path, adapter: TypeAdapter[T]) -> tuple[T | None, YamlFile | None, list[Problem]]:
    """One file, one model. ``(None, ..., problems)`` when it cannot be used."""
    relative = path.relative_to(root).as_posix()
    file, problems = open_yaml(path, relative)
    if file is None:
        return None, None, problems
    model, found = validate(file, file.data, (), relative, adapter)
    return model, file, problems + found


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
        fix = f"Mulai berkas dengan '{key}:' lalu daftar entri."
        return [], file, [*problems, Problem(relative, 1, "error", message, fix)]
    entries: list[tuple[int, T]] = []
    for index, raw in enumerate(data[key]):
        entry, found = validate(file, raw, (key, index), relative, adapter)
        problems += found
        if entry is not None:
            entries.append((file.line_of((key, index)), entry))
    return entries, file, problems


def open_yaml(path: Path, relative: str) -> tuple[YamlFile | None, list[Problem]]:
    """What the file loses without an error (content/yaml_losses.py) is only warned about."""
    try:
        file = read_yaml(path)
        return file, [Problem(relative, line, "warning", *words) for line, *words in file.losses]
    except YamlRefused as refusal:
        return None, [Problem(relative, refusal.line, "error", refusal.message, refusal.how_to_fix)]


def validate(
    file: YamlFile, raw: object, prefix: tuple[object, ...], relative: str, adapter: TypeAdapter[T]
) -> tuple[T | None, list[Problem]]:
    try:
        return adapter.validate_python(raw), []
    except ValidationError as error:
        complaints = [complaint for complaint in error.errors(include_url=False) if not _is_echo(complaint)]
        return None, [_problem(complaint, prefix, relative, file) for complaint in complaints]


def _is_echo(complaint: Any) -> bool:
    """Pydantic counts good entries only: a list with a refused entry is called too short as well."""
    return complaint["type"] == "too_short" and len(complaint["input"]) >= complaint["ctx"]["min_length"]


def _problem(complaint: Any, prefix: tuple[object, ...], relative: str, file: YamlFile) -> Problem:
    place = tuple(complaint["loc"]) + (("kind",) if complaint["type"].startswith("union_tag_") else ())
    line = file.line_of(prefix + place)
    where = ".".join(str(part) for part in place) or "berkas"
    describe = _SENTENCES.get(complaint["type"])
    if describe is None:
        return Problem(
            relative, line, "error", f"{where}: nilainya tidak sah.", f"Perbaiki nilainya ({complaint['msg']})."
        )
    facts = complaint.get("ctx", {}) | {"input": complaint["input"], "place": place}
    message, how_to_fix = describe(facts)
    return Problem(relative, line, "error", f"{where}: {message}", how_to_fix)


def _needs_text(facts: dict) -> tuple[str, str]:
    written, name = facts["input"], facts["place"][-1] if facts["place"] else ""
    start = f"{name}: " if isinstance(name, str) and name else "- "
    if isinstance(written, tuple):
        one = written[0] if len(written) == 1 and isinstance(written[0], str) else ""
        fix = f"Tulis {start}{one}" if one else f"Tulis {start}|- lalu teksnya mulai di baris berikutnya."
        return "di sini ditulis satu teks, bukan daftar.", fix
    if isinstance(written, dict):
        pairs = [(str(key), str(value)) for key, value in written.items()]
        if len(pairs) == 1 and _LAW.fullmatch(":".join(pairs[0])):
            fix = f"Hapus spasi sesudah titik dua: {':'.join(pairs[0])}."
        else:
            text = ": ".join(pairs[0]) if len(pairs) == 1 else "teks"
            fix = f"Teks yang memuat titik dua diapit tanda kutip: {start}{quoted(text)}"
        return "di sini ditulis satu teks, bukan isian.", fix
    if written is None:
        return "belum diisi.", "Tulis teksnya sesudah titik dua."
    return "harus berupa teks.", "Apit nilainya dengan tanda kutip."


def _shape(facts: dict) -> tuple[str, str]:
    fix = next(fix for sign, fix in _SHAPES if sign in facts["pattern"])
    return f"bentuknya tidak sesuai ('{str(facts['input'])[:60]}').", fix


def _one_of(facts: dict) -> tuple[str, str]:
    allowed = str(facts.get("expected", facts.get("expected_tags", ""))).replace(" or ", " atau ")
    return "bukan nilai yang dikenal.", f"Pilih salah satu: {allowed}."


_LAW = re.compile(r"[a-z0-9-]*[0-9][a-z0-9-]*:[a-z0-9/-]+(@sejarah)?")
_SHAPES = (
    (":", "Tulis peraturan:ketentuan, mis. uu-20-2023:pasal-24."),
    ("#", "Tulis materi#bagian, mis. sanksi#tangga-sanksi."),
    ("/", "Tulis alamat ketentuan, mis. pasal-24/ayat-1/huruf-d."),
    ("", "Tulis huruf kecil, angka, dan tanda hubung, mis. serah-terima."),
)
"""(sign that only this pattern of content/words.py holds, remedy)."""

_SENTENCES: dict[str, Callable[[dict], tuple[str, str]]] = {
    "missing": lambda c: ("bagian ini wajib ada.", "Tambahkan bagian itu."),
    "extra_forbidden": lambda c: ("bagian ini tidak dikenal.", "Hapus, atau periksa ejaan namanya."),
    "string_type": _needs_text,
    "string_too_short": lambda c: ("tidak boleh kosong.", "Isi teksnya."),
    "string_too_long": lambda c: (f"lebih dari {c['max_length']} karakter.", "Ringkas teksnya."),
    "string_pattern_mismatch": _shape,
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
