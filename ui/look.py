"""The few shared visual pieces: one fixed stylesheet, words for dates and numbers, and HTML whose data is escaped."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from html import escape
from typing import Any, Literal

import streamlit as st

Tone = Literal["plain", "accent", "ok", "no", "warn"]

_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAY_FORMAT = "DD/MM/YYYY"
"""How date fields show a day."""
_PLAIN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]()<>#+-.!|:$~&"})
_HIDDEN_SECONDS = 0.15  # long enough for a slow phone to lay the page out once
_FIGURE = re.compile(r"[\d.,%<>≤≥+–\-\s]*")
_PHONE_COLUMNS = 4
"""As many columns of figures fit beside a name on a phone."""
_WIDE = 5
"""More columns than this stand closer together, so that they fit beside the menu."""
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@contextmanager
def from_the_top() -> Iterator[None]:
    """Draw the next part of a page from its top: Streamlit keeps the scroll position within a page, and one hidden for
    a moment falls back to its top."""
    veil = st.empty()
    # Not a style alone: Streamlit keeps those apart, out of reach of ``empty``, and the page would stay hidden.
    veil.html("<span></span><style>[data-testid=stMainBlockContainer]{display:none}</style>")
    time.sleep(_HIDDEN_SECONDS)
    try:
        yield
    finally:
        veil.empty()


_has_title: ContextVar[bool] = ContextVar("has_title", default=False)


def begin_page() -> None:
    """No title is on the page yet."""
    _has_title.set(False)


def title(words: str) -> None:
    """The page's one heading of the first rank; ``words`` are Markdown."""
    _has_title.set(True)
    st.title(words, anchor=False)


def title_unless_there(words: str) -> None:
    """For a page that ends before it has drawn its own."""
    if not _has_title.get():
        title(words)


def html(body: str) -> None:
    """Draw HTML made by this module's functions or by fixed text; every datum in it must be escaped already."""
    st.html(f'<div class="n">{body}</div>')


# --- Words -----------------------------------------------------------------------------------


def as_text(words: str) -> str:
    """Escaped so that Markdown shows it as it was written: names, titles."""
    return words.translate(_PLAIN)


def rich(words: str) -> str:
    """One authored line as HTML: everything escaped, **bold** kept."""
    return _BOLD.sub(r"<strong>\1</strong>", escape(words))


def long_date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def due_words(due_on: date, today: date) -> str:
    """The deadline in words, and what can still be done when it has passed."""
    days = (due_on - today).days
    if days > 1:
        return f"tenggat {long_date(due_on)}, {days} hari lagi"
    if days == 1:
        return f"tenggat besok, {long_date(due_on)}"
    if days == 0:
        return f"tenggat hari ini, {long_date(due_on)}"
    return f"tenggat {long_date(due_on)} sudah lewat; materinya tetap dapat dibaca"


def percent(fraction: float) -> str:
    return f"{fraction * 100:.0f}%"


# --- Small HTML ------------------------------------------------------------------------------


def badge(words: str, tone: Tone = "plain") -> str:
    return f'<span class="n-badge n-{tone}">{escape(words)}</span>'


def meta(*parts: str) -> str:
    """Quiet facts on one line."""
    spans = "".join(f"<span>{escape(part)}</span>" for part in parts if part).replace(", n ", ", n\u00a0")
    return f'<p class="n-meta">{spans}</p>'


def note(body: str, tone: Tone = "plain") -> str:
    """``body`` is HTML, already escaped."""
    return f'<div class="n-note n-{tone}">{body}</div>'


def progress(done: int, total: int, words: str, beside: str = "") -> str:
    """A bar that is never alone: ``words`` say the same."""
    share = 100 * done / total if total else 0
    return (
        f'<div class="n-progress"><p><strong>{escape(words)}</strong><span>{escape(beside)}</span></p>'
        f'<span class="n-bar" aria-hidden="true"><span style="width:{share:.0f}%"></span></span></div>'
    )


def thin_bar(done: int, total: int) -> str:
    share = 100 * done / total if total else 0
    return f'<span class="n-bar n-thin" aria-hidden="true"><span style="width:{share:.0f}%"></span></span>'


def facts(pairs: Iterable[tuple[str, str]], *, words: bool = False) -> str:
    """(name, value) pairs; ``words`` when the values are not figures."""
    body = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return f'<dl class="n-facts{" n-words" if words else ""}">{body}</dl>'


def bullet_list(lines: Iterable[str], mark: str = "→") -> str:
    body = "".join(
        f'<li><span class="n-mark" aria-hidden="true">{mark}</span><span>{rich(line)}</span></li>' for line in lines
    )
    return f'<ul class="n-list">{body}</ul>'


def table(caption: str, head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """First column names the row. Columns of figures stand right; a table with words in it falls into lines on a phone."""
    columns, rows = list(head), [tuple(row) for row in body]
    figures = [all(_FIGURE.fullmatch(row[place]) for row in rows) for place in range(1, len(columns))]
    styles = ["", *(" class=n-num" if is_figure else "" for is_figure in figures)]
    top = "".join(f'<th scope="col"{style}>{escape(name)}</th>' for name, style in zip(columns, styles, strict=True))
    lines = []
    for first, *others in rows:
        cells = "".join(
            f'<td{style} data-column="{escape(name)}">{escape(cell)}</td>'
            for name, style, cell in zip(columns[1:], styles[1:], others, strict=True)
        )
        lines.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    kinds = ["n-stack"] * (not all(figures) or len(columns) > _PHONE_COLUMNS) + ["n-wide"] * (len(columns) > _WIDE)
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    return (
        f'<div class="n-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table{kind}><caption>'
        f"{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


# --- Links and boxes -------------------------------------------------------------------------


def card(key: str) -> Any:
    """A bordered box; ``key`` is unique on the page."""
    return st.container(key=f"n-card-{key}")


def primary_link(page: Any, label: str, key: str, params: Mapping[str, str] | None = None, icon: str = "arrow_forward"):
    """The one link a screen wants pressed, drawn as a filled button."""
    with st.container(key=f"n-cta-{key}"):
        st.page_link(
            page, label=label, icon=f":material/{icon}:", icon_position="right", query_params=dict(params or {})
        )
