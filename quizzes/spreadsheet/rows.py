"""One row becomes one item, or a list of what is wrong with its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from quizzes.models import Item
from quizzes.spreadsheet import columns as c
from quizzes.spreadsheet.cells import Row
from quizzes.spreadsheet.columns import option_header
from quizzes.spreadsheet.item_rows import Unwritable, item_cells
from quizzes.spreadsheet.sentences import sentence

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
Places = dict[tuple[object, ...], str]
"""Where a field of the item is written: its location -> the header."""


def read_item(row: Row, kinds: Sequence[str]) -> Item | None:
    """``kinds`` are those its sheet is for; a single one need not be written. None when the row is refused."""
    kind = _kind(row, kinds)
    if kind is None:
        return None
    raw: dict[str, Any] = {"kind": kind}
    places: Places = {}
    _common(row, raw, places)
    if kind == "true_false":
        _true_false(row, raw, places)
    elif kind == "matching":
        _pairs(row, raw, places)
    elif kind == "ordering":
        _steps(row, raw, places)
    else:
        _options(row, kind, raw, places)
    _refuse_the_rest(row, kind)
    item = _validate(row, raw, places)
    if item is not None:
        try:
            item_cells(item)
        except Unwritable as reason:  # from a CSV file: a workbook cannot hold it
            row.refuse(c.ID, f"soal ini {reason}.", "Ketik ulang teksnya.")
    return None if any(p.severity == "error" for p in row.problems) else item


def _kind(row: Row, kinds: Sequence[str]) -> str | None:
    if row.value(c.KIND) is None and not row.has_problem(c.KIND):
        if len(kinds) == 1:
            return kinds[0]
        row.refuse(c.KIND, "jenis soal belum diisi.", f"Pilih salah satu: {', '.join(c.KINDS[k] for k in kinds)}.")
        return None
    kind = row.choice(c.KIND, c.KINDS, also=c.KINDS_ALSO)
    if kind is not None and kind not in kinds:
        home = next(name for name, (known, _) in c.SHEETS.items() if kind in known)
        row.refuse(c.KIND, f"soal {c.KINDS[kind]} tidak ditulis di lembar ini.", f"Pindahkan ke lembar {home}.")
        return None
    return kind


def _put(raw: dict[str, Any], places: Places, name: str, header: str, value: object) -> None:
    places[(name,)] = header
    if value is not None:
        raw[name] = value


def _common(row: Row, raw: dict[str, Any], places: Places) -> None:
    row.used.add(c.ORDER)  # read when the rows are put in order
    for name, header in (("id", c.ID), ("section", c.SECTION)):
        _put(raw, places, name, header, row.word(header))
    for name, header in (("stem", c.STEM), ("explanation", c.EXPLANATION)):
        _put(raw, places, name, header, row.text(header))
    for name, header in (("citations", c.CITATIONS), ("objectives", c.OBJECTIVES)):
        _put(raw, places, name, header, row.words(header) or None)
    _put(raw, places, "enemies", c.ENEMIES, row.words(c.ENEMIES))
    _put(raw, places, "audience", c.AUDIENCE, tuple(word.lower() for word in row.words(c.AUDIENCE)))
    _put(raw, places, "indicator", c.INDICATOR, row.choice(c.INDICATOR, c.INDICATORS))
    _put(raw, places, "difficulty", c.DIFFICULTY, row.choice(c.DIFFICULTY, c.DIFFICULTIES))
    _put(raw, places, "situational", c.SITUATIONAL, row.choice(c.SITUATIONAL, c.YES_NO, False))
    _put(raw, places, "critical", c.CRITICAL, row.choice(c.CRITICAL, c.YES_NO, False))
    _put(raw, places, "checked_on", c.CHECKED_ON, row.date(c.CHECKED_ON))


def _filled(row: Row, marks: Sequence[object], parts: Sequence[str]) -> list[object]:
    return [mark for mark in marks if any(row.is_filled(option_header(part, mark)) for part in parts)]


def _ids(row: Row, kind: str, marks: Sequence[object], filled: Sequence[object]) -> list[str]:
    """One id for each filled place: those written out, or those of the columns."""
    written = row.words(c.OPTION_IDS)
    if not written:
        defaults = c.default_ids(kind)
        return [defaults[list(marks).index(mark)] for mark in filled]
    if len(written) != len(filled):
        row.refuse(
            c.OPTION_IDS,
            f"ada {len(written)} pengenal untuk {len(filled)} isian.",
            "Samakan banyaknya, atau kosongkan sel ini agar pengenal dibuat menurut kolomnya.",
        )
        return [f"x{number}" for number in range(len(filled))]
    return list(written)


def _options(row: Row, kind: str, raw: dict[str, Any], places: Places) -> None:
    letters = c.LETTERS[kind]
    parts = [c.TEXT, c.FEEDBACK, c.MISCONCEPTION, *([c.WEIGHT] if kind == "judgement" else [])]
    filled = [str(mark) for mark in _filled(row, letters, parts)]
    ids = _ids(row, kind, letters, filled)
    options = []
    for index, (letter, one) in enumerate(zip(filled, ids, strict=True)):
        texts = {"text": c.TEXT, "feedback": c.FEEDBACK}
        values: dict[str, Any] = {name: row.text(option_header(part, letter)) for name, part in texts.items()}
        values["misconception"] = row.word(option_header(c.MISCONCEPTION, letter))
        if kind == "judgement":
            values["weight"] = row.number_in(option_header(c.WEIGHT, letter))
        options.append({"id": one} | {name: value for name, value in values.items() if value is not None})
        for name, part in (*texts.items(), ("misconception", c.MISCONCEPTION), ("weight", c.WEIGHT)):
            places[("options", index, name)] = option_header(part, letter)
        places[("options", index, "id")] = c.OPTION_IDS
    places[("options",)] = option_header(c.TEXT, letters[min(len(filled), len(letters) - 1)])
    for letter in letters:
        row.used.update(option_header(part, letter) for part in parts)
    raw["options"] = tuple(options)
    _put(raw, places, "fixed_order", c.FIXED_ORDER, row.choice(c.FIXED_ORDER, c.YES_NO, False))
    if kind != "judgement":
        keys = _keys(row, dict(zip(filled, ids, strict=True)))
        if kind == "multiple":
            _put(raw, places, "keys", c.KEY, keys or None)
            _put(raw, places, "marking", c.MARKING, row.choice(c.MARKING, c.MARKINGS))
        else:
            if len(keys) > 1:
                fix = "Sisakan satu huruf, atau ganti jenisnya menjadi pilihan majemuk."
                row.refuse(c.KEY, "pilihan ganda hanya punya satu kunci.", fix)
            _put(raw, places, "key", c.KEY, keys[0] if keys else None)


def _keys(row: Row, ids: dict[str, str]) -> tuple[str, ...]:
    value = row.value(c.KEY)
    if value is not None and not isinstance(value, str):
        row.word(c.KEY)  # says what Excel made of it
        return ()
    letters = [part for part in re.split(r"[\s,;]+", (value or "").upper()) if part and part != "DAN"]
    for letter in letters:
        if letter not in ids:
            known = ", ".join(ids) or "belum ada"
            message = f"kunci '{letter}' tidak menunjuk pilihan yang terisi ({known})."
            row.refuse(c.KEY, message, "Tulis huruf kolomnya, mis. B; bila lebih dari satu: A, C.")
    return tuple(ids[letter] for letter in letters if letter in ids)


def _true_false(row: Row, raw: dict[str, Any], places: Places) -> None:
    written = row.value(c.KEY)
    by_letter = {"a": True, "b": False}.get(written.strip().casefold()) if isinstance(written, str) else None
    key = row.choice(c.KEY, c.TRUE_FALSE) if by_letter is None else by_letter
    _put(raw, places, "key", c.KEY, key)
    for letter, answer, name in (("A", True, "feedback_true"), ("B", False, "feedback_false")):
        _put(raw, places, name, option_header(c.FEEDBACK, letter), row.text(option_header(c.FEEDBACK, letter)))
        header = option_header(c.TEXT, letter)
        if row.is_filled(header):
            row.choice(header, {answer: c.TRUE_FALSE[answer]})
        row.used.add(header)
        header = option_header(c.MISCONCEPTION, letter)
        misconception = row.word(header)
        if misconception is not None and key is answer:
            row.refuse(header, "jawaban yang benar tidak mewakili salah paham.", "Pindahkan ke jawaban yang keliru.")
        elif misconception is not None:
            _put(raw, places, "misconception", header, misconception)


def _pairs(row: Row, raw: dict[str, Any], places: Places) -> None:
    parts = {"left": c.LEFT, "right": c.RIGHT, "feedback": c.FEEDBACK}
    raw["pairs"] = _numbered(row, "matching", "pairs", c.PAIR_NUMBERS, parts, places)
    extras = [option_header(c.EXTRA, number) for number in c.EXTRA_NUMBERS]
    texts = [(header, text) for header in extras if (text := row.text(header)) is not None]
    raw["extra_rights"] = tuple(text for _, text in texts)
    places.update({("extra_rights", index): header for index, (header, _) in enumerate(texts)})


def _steps(row: Row, raw: dict[str, Any], places: Places) -> None:
    parts = {"text": c.STEP, "feedback": c.FEEDBACK}
    raw["steps"] = _numbered(row, "ordering", "steps", c.STEP_NUMBERS, parts, places)


def _numbered(
    row: Row, kind: str, name: str, numbers: Sequence[int], parts: dict[str, str], places: Places
) -> tuple[dict[str, str], ...]:
    filled = _filled(row, numbers, list(parts.values()))
    found = []
    for index, (number, one) in enumerate(zip(filled, _ids(row, kind, numbers, filled), strict=True)):
        texts = {part: row.text(option_header(title, number)) for part, title in parts.items()}
        found.append({"id": one} | {part: text for part, text in texts.items() if text is not None})
        places.update({(name, index, part): option_header(title, number) for part, title in parts.items()})
        places[(name, index, "id")] = c.OPTION_IDS
    first = next(iter(parts.values()))
    places[(name,)] = option_header(first, numbers[min(len(filled), len(numbers) - 1)])
    row.used.update(option_header(title, number) for number in numbers for title in parts.values())
    return tuple(found)


def _refuse_the_rest(row: Row, kind: str) -> None:
    """What stands in a column this kind does not use would be lost."""
    for header in row.columns:
        if header in c.COLUMNS and header not in row.used and row.is_filled(header):
            row.refuse(header, f"kolom ini tidak dipakai jenis {c.KINDS[kind]}.", "Kosongkan sel ini.")


def _validate(row: Row, raw: dict[str, Any], places: Places) -> Item | None:
    try:
        return _ITEM.validate_python(raw)
    except ValidationError as error:
        for complaint in error.errors(include_url=False):
            location = tuple(complaint["loc"])[1:]
            header = _header(location, places)
            if not row.has_problem(header) and not _is_echo(complaint, location, raw):
                row.refuse(header, *sentence(complaint | {"input": _as_written(row, header, complaint)}, header))
        return None


def _as_written(row: Row, header: str, complaint: Any) -> Any:
    """A citation in prose ('UU 20/2023 Pasal 24') falls apart at its spaces; its whole line is what was meant."""
    word, cell = complaint["input"], row.value(header)
    if header != c.CITATIONS or not isinstance(cell, str):
        return word
    return next((line.strip() for line in re.split(r"[\n;]", cell) if word in re.split(r"[\s,]+", line)), word)


def _is_echo(complaint: Any, location: tuple[object, ...], raw: dict[str, Any]) -> bool:
    """Pydantic counts good parts only: a list with a bad part is called too short as well."""
    written = raw.get(str(location[0])) if len(location) == 1 else None
    return complaint["type"] == "too_short" and written is not None and len(written) >= complaint["ctx"]["min_length"]


def _header(location: tuple[object, ...], places: Places) -> str:
    while location and location not in places:
        location = location[:-1]
    return places.get(location, c.ID)
