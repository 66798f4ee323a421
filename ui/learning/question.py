"""One item on screen: its widgets, for each of the six kinds, and the answer they show now.

Choices are known by the place they are shown at, so no widget tells the key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from quizzes.marking import RULE_EXPLANATIONS
from quizzes.models import ItemKind
from quizzes.shown import ShownAnswer, ShownItem

INSTRUCTIONS: dict[ItemKind, str] = {
    "single": "Pilih satu jawaban",
    "judgement": "Pilih satu tindakan yang paling tepat",
    "true_false": "Pernyataan ini benar atau salah?",
    "multiple": "Centang semua yang tepat",
    "matching": "Pilih pasangan untuk setiap baris",
    "ordering": "Beri setiap langkah satu nomor urut",
}

_DIRECTIVE = re.compile(r":(?=[A-Za-z/+_])")
_BLOCK_START = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+*#>])(?=\s)", re.MULTILINE)
_WORD_JOINER = "\u2060"
"""Invisible; after a colon it keeps ``:red[``, ``:material/`` and ``:smile:`` from meaning anything to Streamlit."""


def safe_text(text: str) -> str:
    """Authored Markdown with Streamlit's own additions (formulas, colours, icons) taken as plain characters."""
    return _DIRECTIVE.sub(":" + _WORD_JOINER, text.replace("$", "\\$"))


def safe_label(text: str) -> str:
    """The same for one line in a label: a leading ``1.`` or ``-`` stays what the author wrote."""
    one_line = " ".join(safe_text(text).split())
    return _BLOCK_START.sub(lambda m: f"{m[2]}\\{m[3]}" if m[2] else f"\\{m[5]}", one_line)


def widget_keys(item: ShownItem, key: str) -> list[str]:
    """The keys ``ask`` gives to the widgets of an item, in the order of what they choose."""
    if item.kind in ("multiple", "ordering"):
        return [f"{key}-{place}" for place in range(len(item.choices))]
    if item.kind == "matching":
        return [f"{key}-{place}" for place in range(len(item.lefts))]
    return [key]


def answer_from(item: ShownItem, values: Sequence[Any]) -> ShownAnswer | None:
    """The answer that the widgets' values mean; None: nothing chosen."""
    if item.kind == "multiple":
        return tuple(place for place, ticked in enumerate(values) if ticked) or None
    if item.kind in ("matching", "ordering"):
        return {place: value for place, value in enumerate(values) if value is not None} or None
    return values[0]


def ask_stem(item: ShownItem) -> None:
    st.markdown(safe_text(item.stem), anchors=False)


def ask(item: ShownItem, stored: ShownAnswer | None, key: str) -> ShownAnswer | None:
    """Draw what answers the item and return what it shows. It starts from ``stored``; nothing is ever preselected."""
    with st.container(key=f"n-ask-{key}"):
        answer = answer_from(item, _ASK[item.kind](item, stored, widget_keys(item, key)))
        _warn_of_repeats(item, answer)
    return answer


def how_marked(item: ShownItem) -> str:
    return f"Cara menilai: {RULE_EXPLANATIONS[item.rule]}"


def _ask_one(item: ShownItem, stored: ShownAnswer | None, keys: list[str]) -> list[Any]:
    labels = [safe_label(text) for text in item.choices]
    chosen = st.radio(
        INSTRUCTIONS[item.kind],
        range(len(labels)),
        index=stored if isinstance(stored, int) else None,
        format_func=labels.__getitem__,
        key=keys[0],
        width="stretch",
    )
    return [chosen]


def _ask_several(item: ShownItem, stored: ShownAnswer | None, keys: list[str]) -> list[Any]:
    ticked = stored if isinstance(stored, tuple) else ()
    st.markdown(INSTRUCTIONS["multiple"])
    return [
        st.checkbox(safe_label(text), value=place in ticked, key=keys[place]) for place, text in enumerate(item.choices)
    ]


def _ask_pairs(item: ShownItem, stored: ShownAnswer | None, keys: list[str]) -> list[Any]:
    chosen = stored if isinstance(stored, dict) else {}
    letters = [chr(ord("A") + place) for place in range(len(item.choices))]
    lettered = [f"{letter}\\. {safe_label(text)}" for letter, text in zip(letters, item.choices, strict=True)]
    # The list stands above the boxes because a phone cuts long texts short inside a closed box.
    st.markdown(f"{INSTRUCTIONS['matching']}:\n\n" + "  \n".join(lettered))
    shown = [f"{letter}. {text}" for letter, text in zip(letters, item.choices, strict=True)]
    return [
        st.selectbox(
            safe_label(left),
            range(len(item.choices)),
            index=chosen.get(place),
            format_func=shown.__getitem__,
            placeholder="Pilih pasangannya",
            filter_mode=None,
            key=keys[place],
        )
        for place, left in enumerate(item.lefts)
    ]


def _ask_order(item: ShownItem, stored: ShownAnswer | None, keys: list[str]) -> list[Any]:
    chosen = stored if isinstance(stored, dict) else {}
    st.markdown(f"{INSTRUCTIONS['ordering']} (1 = paling awal)")
    numbers = range(1, len(item.choices) + 1)
    return [
        st.segmented_control(safe_label(text), numbers, default=chosen.get(place), key=keys[place])
        for place, text in enumerate(item.choices)
    ]


def _warn_of_repeats(item: ShownItem, answer: ShownAnswer | None) -> None:
    numbers = list(answer.values()) if item.kind == "ordering" and isinstance(answer, dict) else []
    repeated = sorted({number for number in numbers if numbers.count(number) > 1})
    if repeated:
        st.warning(
            f"Nomor {' dan '.join(map(str, repeated))} dipakai lebih dari sekali. Tiap langkah perlu nomor sendiri.",
            icon=":material/warning:",
        )


_ASK: dict[ItemKind, Callable[[ShownItem, ShownAnswer | None, list[str]], list[Any]]] = {
    "single": _ask_one,
    "judgement": _ask_one,
    "true_false": _ask_one,
    "multiple": _ask_several,
    "matching": _ask_pairs,
    "ordering": _ask_order,
}
