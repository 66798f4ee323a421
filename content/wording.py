"""Standard words: finds nonstandard Indonesian and mixed terms by the list in ``content/wording.yaml``.

The list follows KBBI VI (https://kbbi.kemdikbud.go.id) and EYD Edition V (https://ejaan.kemdikbud.go.id).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import Field, TypeAdapter

from content.placed import Placed
from content.problems import Problem
from content.validation import read_model
from content.words import Closed, Line

FILE = "wording.yaml"
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_PARTICLES = "(?:nya|lah|kah)?"


class Wording(Closed):
    """One nonstandard word and what to write instead."""

    wrong: Line = Field(description="Kata tidak baku, atau istilah yang tidak kita pakai.")
    right: Line = Field(description="Kata bakunya.")
    exact_case: bool = Field(default=False, description="true bila besar kecilnya huruf ikut dibandingkan.")
    note: Line | None = Field(default=None, description="Kapan kata itu boleh dipakai, atau alasannya.")


class WordingFile(Closed):
    words: tuple[Wording, ...] = Field(min_length=1, description="Daftar kata.")


def load_wording(root: Path) -> tuple[tuple[Wording, ...], list[Problem]]:
    """The list of this content folder; a folder without one has no rules."""
    if not (root / FILE).is_file():
        return (), []
    file, _, problems = read_model(root / FILE, root, TypeAdapter(WordingFile))
    return (file.words if file is not None else ()), problems


def lint_wording(texts: Iterable[Placed[str]], wordings: Iterable[Wording]) -> Iterator[Problem]:
    """What somebody is quoted to say stays as it was said."""
    rules = tuple(wordings)
    groups = [_Group([w for w in rules if w.exact_case], 0), _Group([w for w in rules if not w.exact_case], re.I)]
    for placed in texts:
        text = _QUOTED.sub(" ", placed.value)
        for group in groups:
            for written, wording in group.found(text):
                message = f"Kata '{written}' tidak baku atau tidak kita pakai."
                note = f" ({wording.note.rstrip('.')})" if wording.note else ""
                yield placed.warning(message, f"Tulis '{wording.right}'{note}.")


class _Group:
    """Words looked for in one pass."""

    def __init__(self, wordings: list[Wording], flags: int) -> None:
        self._by_word = {w.wrong.casefold(): w for w in wordings}
        longest_first = sorted((re.escape(w.wrong) for w in wordings), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])({'|'.join(longest_first)}){_PARTICLES}(?![\w-])", flags)

    def found(self, text: str) -> Iterator[tuple[str, Wording]]:
        if self._by_word:
            for match in self._pattern.finditer(text):
                yield match[0], self._by_word[match[1].casefold()]
