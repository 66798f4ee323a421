"""Streamlit's icon font (375 kB, 4,000 icons) cut down to the icons in use (about 15 kB)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from fontTools import subset
from fontTools.ttLib import TTFont

_NAMED_IN_JAVASCRIPT = re.compile(r":material/([a-z0-9_]+):")


def icon_names_in(javascript: str) -> frozenset[str]:
    """The icons Streamlit's own widgets name in their code (``:material/close:``)."""
    return frozenset(_NAMED_IN_JAVASCRIPT.findall(javascript))


def subset_icon_font(font: bytes, names: Iterable[str]) -> bytes:
    """The same font with only ``names`` left, as woff2; a name the font does not have is passed over.

    An icon is drawn by a ligature: the letters of its name become one glyph. So the ligatures go first, and the
    subsetter then drops every glyph that no remaining letter or ligature reaches.
    """
    wanted = frozenset(names)
    typeface = TTFont(io.BytesIO(font))
    for ligatures in _ligature_tables(typeface):
        ligatures.ligatures = _only(wanted, ligatures.ligatures, _letters(typeface))

    options = subset.Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = []
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(wanted))
    subsetter.subset(typeface)
    typeface.flavor = "woff2"
    result = io.BytesIO()
    typeface.save(result)
    return result.getvalue()


def icon_names_of(font: bytes) -> frozenset[str]:
    """Every icon name the font can draw."""
    typeface = TTFont(io.BytesIO(font))
    letters = _letters(typeface)
    return frozenset(
        _spelled(first, ligature, letters)
        for table in _ligature_tables(typeface)
        for first, ligatures in table.ligatures.items()
        for ligature in ligatures
    )


def _ligature_tables(typeface: TTFont) -> list:
    return [
        getattr(table, "ExtSubTable", table)
        for lookup in typeface["GSUB"].table.LookupList.Lookup
        for table in lookup.SubTable
    ]


def _letters(typeface: TTFont) -> dict[str, str]:
    """Glyph name -> the character it stands for; the font draws A and a alike, and icon names are lower case."""
    return {glyph: chr(code).lower() for code, glyph in typeface.getBestCmap().items() if code < 128}


def _spelled(first: str, ligature, letters: dict[str, str]) -> str:
    return "".join(letters.get(glyph, "?") for glyph in (first, *ligature.Component))


def _only(wanted: frozenset[str], table: dict[str, list], letters: dict[str, str]) -> dict[str, list]:
    kept = {
        first: [ligature for ligature in ligatures if _spelled(first, ligature, letters) in wanted]
        for first, ligatures in table.items()
    }
    return {first: ligatures for first, ligatures in kept.items() if ligatures}
