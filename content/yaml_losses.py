"""What YAML drops or folds without an error: text after ' #', and the lines of a text that lacks '|-'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from content.yaml_causes import BREAKS

Loss = tuple[int, str, str]
"""(line, message, how to fix)."""

_COMMENT = re.compile(r"\s+#.*\S")
_LIST_ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s")


class WrittenText(NamedTuple):
    """A text and where it stands; lines count from 1. ``key`` is None in a list; a quoted text is not plain."""

    key: str | None
    is_plain: bool
    first_line: int
    last_line: int
    end_column: int


def find_losses(text: str, written: Iterable[WrittenText]) -> Iterator[Loss]:
    lines = ["", *BREAKS.split(text)]
    for one in written:
        if one.is_plain and _COMMENT.fullmatch(lines[one.last_line][one.end_column :]):
            yield one.last_line, "Teks sesudah ' #' dianggap catatan dan hilang.", "Apit dengan tanda kutip."
        if any(_is_layout(line) for line in lines[one.first_line + 1 : one.last_line + 1]):
            name, start = (f"'{one.key}'", f"{one.key}: |-") if one.key else ("ini", "- |-")
            message = f"Isi {name} tidak didahului |-, sehingga daftar dan baris barunya menyatu."
            yield one.first_line, message, f"Tulis {start} lalu mulai isinya di baris berikutnya."


def _is_layout(line: str) -> bool:
    """An empty line between paragraphs, or an entry of a list."""
    return not line.strip() or _LIST_ITEM.match(line) is not None
