"""Authored Markdown as HTML, with the words of the glossary explained on hover, focus or tap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.models import Term
from ui import look

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def prose(text: str, glossary: Mapping[str, Term]) -> str:
    """HTML of ``text``; the first mention of each term carries its meaning."""
    tokens = _markdown.parse(text)
    spoken: set[str] = set()
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = [new for child in token.children for new in _explained(child, glossary, spoken)]
    return f'<div class="n-prose">{_markdown.renderer.render(tokens, _markdown.options, {})}</div>'


def draw(text: str, glossary: Mapping[str, Term]) -> None:
    look.html(prose(text, glossary))


def _explained(token: Token, glossary: Mapping[str, Term], spoken: set[str]) -> Iterable[Token]:
    if token.type != "text" or not glossary:
        return [token]
    pattern, meanings = _lookup(tuple(glossary.values()))
    pieces: list[Token] = []
    end = 0
    for match in pattern.finditer(token.content):
        term = meanings[match[0].casefold()]
        if term.id in spoken:
            continue
        spoken.add(term.id)
        pieces += [_text(token.content[end : match.start()]), _tip(match[0], term)]
        end = match.end()
    return [*pieces, _text(token.content[end:])]


@cache
def _lookup(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """A pattern of all words of the glossary, the longest first, and whose each is."""
    meanings = {word.casefold(): term for term in terms for word in (term.term, *term.also)}
    words = sorted(meanings, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE), meanings


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _tip(words: str, term: Term) -> Token:
    tip = f"istilah-{term.id}"
    return Token(
        "html_inline",
        "",
        0,
        content=f'<span class="n-term" tabindex="0" aria-describedby="{tip}">{escape(words)}'
        f'<span class="n-meaning" role="tooltip" id="{tip}"><strong>{escape(term.term)}</strong> '
        f"{escape(term.definition)}</span></span>",
    )
