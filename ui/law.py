"""How the law behind a text is named, and how it was checked."""

from __future__ import annotations

from content.law_words import provision_title, short_sources
from content.library import Library
from content.models import Lesson, Provision, Regulation

__all__ = ["BASIS_TITLES", "contested", "how_checked", "provision_title", "short_sources"]

BASIS_TITLES = {"primary": "naskah peraturan dibaca", "secondary": "sumber sekunder"}


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


def _cited(library: Library, lesson: Lesson) -> list[tuple[Regulation, Provision]]:
    citations = dict.fromkeys(citation for section in lesson.sections for citation in section.citations)
    return [library.cited(citation) for citation in citations]
