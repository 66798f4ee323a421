"""How the law behind a text is named, and how it was checked."""

from __future__ import annotations

from collections.abc import Iterable

from content.library import Library
from content.models import Lesson, Provision, Regulation

BASIS_TITLES = {"primary": "naskah peraturan dibaca", "secondary": "sumber sekunder"}


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


def how_checked(library: Library, lesson: Lesson) -> str:
    """How the law behind a lesson was read, counted over the provisions it cites."""
    bases = [provision.basis for _, provision in _cited(library, lesson)]
    read, secondary = bases.count("primary"), bases.count("secondary")
    if not bases:
        return "tanpa rujukan ketentuan"
    if not secondary:
        return f"semua {read} ketentuan dari naskah peraturan"
    return f"{read} ketentuan dari naskah peraturan, {secondary} dari sumber sekunder"


def contested(library: Library, lesson: Lesson) -> list[str]:
    """The provisions a lesson cites whose meaning is disputed, as people name them."""
    return [
        f"{regulation.short_title}, {provision_title(provision.id)}"
        for regulation, provision in _cited(library, lesson)
        if provision.contested
    ]


def short_sources(library: Library, citations: Iterable[str]) -> str:
    """``UU 20/2023 Pasal 24 ayat (1) huruf d; ...`` for print, one regulation named once."""
    by_regulation: dict[str, list[str]] = {}
    for citation in citations:
        regulation, provision = library.cited(citation)
        name = regulation.short_title.partition(" (")[0]
        by_regulation.setdefault(name, []).append(provision_title(provision.id))
    return "; ".join(f"{name} {', '.join(titles)}" for name, titles in by_regulation.items())


def _cited(library: Library, lesson: Lesson) -> list[tuple[Regulation, Provision]]:
    citations = dict.fromkeys(citation for section in lesson.sections for citation in section.citations)
    return [library.cited(citation) for citation in citations]
