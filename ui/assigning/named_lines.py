"""People by name with what is said of each, as a list: words read better on a phone in lines than in columns."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ui import look

_ITEM = "padding:.625rem 0;border-bottom:1px solid var(--n-line)"


def people_list(label: str, people: Iterable[tuple[str, tuple[str, ...], str]]) -> str:
    """(name, quiet facts, a sentence) of each person; ``label`` names the list for who cannot see it."""
    items = "".join(
        f'<li style="{_ITEM}"><strong>{escape(name)}</strong>{look.meta(*facts)}'
        + (f'<p class="n-small">{escape(words)}</p>' if words else "")
        + "</li>"
        for name, facts, words in people
    )
    return f'<ul aria-label="{escape(label)}" style="list-style:none;margin:0;padding:0">{items}</ul>'
