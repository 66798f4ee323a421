"""Checks every kind of content shares: citations that resolve, markup that is allowed, ids that are used once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from content.models import Provision, Regulation

HISTORICAL = "@sejarah"
_FORBIDDEN_MARKUP = re.compile(
    r"<[a-zA-Z/!?]|!\[|\$\$|javascript:|https?://|\bwww\."  # bare addresses become links by themselves
    r"|\]\((?!/(?![/\\])|#)"  # only /page and #part; //host and /\host leave the site
    r"|^ {0,3}\[[^\]\n]+\]:",  # link definitions
    re.IGNORECASE | re.MULTILINE,
)


def check_citations(
    citations: Iterable[str],
    regulations: Mapping[str, Regulation],
    provisions: Mapping[str, Provision],
    checked_on: date | None = None,
) -> Iterator[tuple[str, str]]:
    """(message, how to fix) for each citation that does not resolve or cites repealed law as if in force.

    What was checked before the repeal was right when it was written: it is stale (content/staleness.py), not wrong.
    """
    for citation in citations:
        key = citation.removesuffix(HISTORICAL)
        regulation = regulations.get(key.partition(":")[0])
        if regulation is None:
            yield (
                f"Rujukan '{citation}': peraturannya tidak ada di daftar.",
                "Periksa ejaannya atau tambahkan peraturan itu di folder regulations.",
            )
        elif key not in provisions:
            yield (
                f"Rujukan '{citation}': ketentuannya tidak ada pada {regulation.short_title}.",
                "Periksa alamat pasalnya atau tambahkan ketentuan itu.",
            )
        elif _is_repealed(regulation, checked_on) and not citation.endswith(HISTORICAL):
            successor = f" oleh {regulation.repealed_by}" if regulation.repealed_by else ""
            yield (
                f"Rujukan '{citation}': peraturan ini sudah dicabut{successor}.",
                f"Rujuk penggantinya, atau tulis '{citation}{HISTORICAL}' bila memang bercerita sejarah.",
            )
        elif regulation.status != "dicabut" and citation.endswith(HISTORICAL):
            yield f"Rujukan '{citation}': peraturan ini tidak dicabut.", f"Hapus akhiran {HISTORICAL}."


def _is_repealed(regulation: Regulation, checked_on: date | None) -> bool:
    repealed_later = (
        checked_on is not None and regulation.repealed_on is not None and regulation.repealed_on > checked_on
    )
    return regulation.status == "dicabut" and not repealed_later


def check_markup(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Authored text is simple Markdown: HTML, images and links off the site are refused."""
    for text in texts:
        found = _FORBIDDEN_MARKUP.search(text)
        if found:
            around = text[max(0, found.start() - 10) : found.end() + 20].replace("\n", " ")
            yield (
                f"Teks memuat HTML, gambar, atau tautan keluar ('{around}').",
                "Gunakan teks biasa, **tebal**, dan daftar saja.",
            )


def all_texts(value: object) -> Iterator[str]:
    """Every string inside a model, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from all_texts(part)
    elif hasattr(value, "__pydantic_fields__"):
        for _, part in value:
            yield from all_texts(part)


def duplicates(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [i for i in ids if i in seen or seen.add(i)]  # type: ignore[func-returns-value]


def check_paths(start: str, leads: Mapping[str, list[str]]) -> Iterator[str]:
    """What is wrong with a story that branches: a place nobody reaches, or a way back to a place already left."""
    reached: set[str] = set()
    queue = [start]
    while queue:
        place = queue.pop()
        if place not in reached:
            reached.add(place)
            queue += leads[place]
    for place in leads:
        if place not in reached:
            yield f"'{place}' tidak pernah dicapai dari awal."
    entered = dict.fromkeys(reached, 0)
    for place in reached:
        for following in leads[place]:
            entered[following] += 1
    ready = [start] if entered[start] == 0 else []
    for place in ready:  # in order of dependency (Kahn, "Topological sorting of large networks", 1962)
        for following in leads[place]:
            entered[following] -= 1
            if entered[following] == 0:
                ready.append(following)
    if len(ready) < len(reached):
        yield "jalurnya berputar kembali ke tempat yang sudah dilalui."
