"""Items read from a sheet against the library and the bank: what the check command would say later, said on its cell now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from content.library import Library
from content.models import Objective
from content.placed import Placed
from content.wording import Wording, lint_wording
from quizzes.bank import check_item, check_teaching
from quizzes.bank_lint import asked_text, near_duplicates
from quizzes.lint import lint_item
from quizzes.models import Item, MultipleItem, SingleItem
from quizzes.spreadsheet import columns as c
from quizzes.spreadsheet.item_rows import Cells, item_cells
from quizzes.spreadsheet.reading import FoundItem

_PROSE = re.compile(rf"{c.STEM}|{c.EXPLANATION}|({c.TEXT}|{c.FEEDBACK}|{c.LEFT}|{c.RIGHT}|{c.EXTRA}|{c.STEP}) [A-G1-6]")
_FIELDS = {"dari enemies": f"dari kolom {c.ENEMIES}", "sebagai enemies": f"di kolom {c.ENEMIES}"}
_FIELDS["misconception-nya"] = "salah pahamnya"
"""What a file calls it -> what the sheet calls it."""


def check_found(
    found: Sequence[FoundItem],
    library: Library,
    wordings: Iterable[Wording] = (),
    elsewhere: Mapping[str, Item] | None = None,
    taken: Mapping[str, str] | None = None,
) -> None:
    """Adds to the problems of each item's row. ``elsewhere`` are the other items of the bank; ``taken`` are the ids
    that files beside the target use, with their file."""
    others = dict(elsewhere or {})
    own = {one.item.id for one in found}
    objectives = library.objectives()
    for one in found:
        _check_errors(one, library, objectives)
        if one.item.id in (taken or {}):
            file = (taken or {})[one.item.id]
            fix = (
                f"Bila ini soal yang sama, tulis ke berkas itu: -o {file} --timpa (buku kerja harus memuat semua soal "
                "berkas itu); bila soal lain, pilih pengenal lain."
            )
            one.row.refuse(c.ID, f"pengenal '{one.item.id}' sudah dipakai di {file}.", fix)
        for enemy in one.item.enemies:
            if enemy not in own and enemy not in others:
                one.row.warn(c.ENEMIES, f"soal lawan '{enemy}' tidak ada.", "Periksa ejaannya, atau hapus.")
        places = _Columns(one)
        for problem in lint_item(Placed(one.item, "", (), places)):  # type: ignore[arg-type]
            one.row.warn(places.headers[problem.line], *_said(problem.message, problem.how_to_fix))
    _check_words(found, tuple(wordings))
    _check_twins(found, {item_id: item for item_id, item in others.items() if item_id not in own})


def _check_errors(one: FoundItem, library: Library, objectives: Mapping[str, Objective]) -> None:
    cells = item_cells(one.item)
    for message, fix in check_item(one.item, library):
        header = _option_named(message, one.item) or _same_text(message, cells) or _where(message, cells)
        one.row.refuse(header, *_said(message, fix))
    for message, fix in check_teaching(one.item, library, objectives):
        add = one.row.warn if library.is_partial else one.row.refuse
        add(_where(message, cells), *_said(message, fix))


def _option_named(message: str, item: Item) -> str | None:
    """The misconception cell of a right option that has one."""
    named = re.search(r"'([^']+)' tidak boleh mewakili", message)
    if named is None or not isinstance(item, (SingleItem, MultipleItem)):
        return None
    ids = tuple(option.id for option in item.options)
    places, _ = c.slots(ids, c.default_ids(item.kind))
    return f"{c.MISCONCEPTION} {c.LETTERS[item.kind][places[ids.index(named[1])]]}"


def _same_text(message: str, cells: Cells) -> str | None:
    """The second of two cells of one sort that say the same."""
    if "yang sama" not in message:
        return None
    for sort in ((c.TEXT,), (c.LEFT,), (c.RIGHT, c.EXTRA), (c.STEP,)):
        seen: set[str] = set()
        for header, value in cells.items():
            if header.rpartition(" ")[0] in sort and isinstance(value, str):
                if value.casefold().strip() in seen:
                    return header
                seen.add(value.casefold().strip())
    return None


def _where(message: str, cells: Cells) -> str:
    """The column that holds what the message quotes; failing that, the column its words are about."""
    texts = {header: value for header, value in cells.items() if isinstance(value, str)}
    for quoted in re.findall(r"'([^']+)'", message):
        for header, value in texts.items():
            if quoted in value.split("\n"):
                return header
        for header, value in texts.items():
            if len(quoted) > 3 and quoted in value.replace("\n", " "):
                return header
    for words, header in (("berbobot", f"{c.WEIGHT} A"), ("semua pilihan benar", c.KEY), ("pilihan", f"{c.TEXT} A")):
        if words in message:
            return header
    return c.ID


def _said(message: str, fix: str) -> tuple[str, str]:
    for written, said in _FIELDS.items():
        fix = fix.replace(written, said)
    message = re.sub(r"^Soal '[^']+':? ", "", message)
    return message[:1].lower() + message[1:] if message.startswith("Rujukan") else message, fix


class _Columns:
    """Stands where a finding expects its YAML file: a 'line' is the place of a header in ``headers``."""

    def __init__(self, one: FoundItem) -> None:
        cells = item_cells(one.item)
        self.options = [header for header in cells if header.startswith(f"{c.TEXT} ")]
        self.headers = [c.ID, c.STEM, c.ENEMIES, *self.options]

    def line_of(self, location: tuple[object, ...]) -> int:
        match location:
            case ("stem", *_):
                return 1
            case ("enemies", *_):
                return 2
            case ("options", int(index), *_) if index < len(self.options):
                return 3 + index
            case ("options",) if self.options:
                return 3
        return 0


def _check_words(found: Sequence[FoundItem], wordings: tuple[Wording, ...]) -> None:
    places: list[tuple[FoundItem, str]] = []
    texts: list[Placed[str]] = []
    for one in found:
        for header, value in item_cells(one.item).items():
            if isinstance(value, str) and _PROSE.fullmatch(header):
                texts.append(Placed(value, str(len(places))))
                places.append((one, header))
    for problem in lint_wording(texts, wordings):
        one, header = places[int(problem.path)]
        one.row.warn(header, problem.message[:1].lower() + problem.message[1:], problem.how_to_fix)


def _check_twins(found: Sequence[FoundItem], others: Mapping[str, Item]) -> None:
    items = [*(one.item for one in found), *others.values()]
    for first, second, likeness in near_duplicates({n: asked_text(item) for n, item in enumerate(items)}):
        for here, there in _pairs_here(first, second, len(found)):
            one, other = found[here], items[there]
            if other.id not in one.item.enemies and one.item.id not in other.enemies:
                message = f"pokok soalnya mirip '{other.id}' ({100 * likeness:.0f}% sama)."
                one.row.warn(c.STEM, message, f"Ubah situasinya, atau sebutkan di kolom {c.ENEMIES}.")


def _pairs_here(first: int, second: int, count: int) -> Iterator[tuple[int, int]]:
    """(the one in the sheet, the other): the later row when both are in the sheet."""
    if second < count:
        yield second, first
    elif first < count:
        yield first, second
