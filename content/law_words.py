"""How a provision is named in words, on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable

from content.library import Library


def provision_title(provision_id: str) -> str:
    """``pasal-24/ayat-1/huruf-d`` as people say it: Pasal 24 ayat (1) huruf d."""
    words = []
    for part in provision_id.split("/"):
        kind, _, number = part.partition("-")
        match kind:
            case "pasal" | "lampiran":
                words.append(f"{kind.capitalize()} {number.upper()}".strip())
            case "ayat":
                words.append(f"ayat ({number})")
            case "huruf" | "angka" | "nomor" | "amar" | "etik" | "disiplin":
                words.append(f"{kind} {number}".strip())
            case "penjelasan":
                words.append("Penjelasan")
            case _:
                words.append(part.replace("-", " "))
    title = " ".join(words)
    return title[:1].upper() + title[1:]


def short_sources(library: Library, citations: Iterable[str]) -> str:
    """``UU 20/2023 Pasal 24 ayat (1) huruf d; ...`` for print, one regulation named once."""
    by_regulation: dict[str, list[str]] = {}
    for citation in citations:
        regulation, provision = library.cited(citation)
        name = regulation.short_title.partition(" (")[0]
        by_regulation.setdefault(name, []).append(provision_title(provision.id))
    return "; ".join(f"{name} {', '.join(titles)}" for name, titles in by_regulation.items())
