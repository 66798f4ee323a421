"""What a change of law touches: everything that cites a regulation or one of its provisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from content.citations import is_within, touches
from content.library import Library
from content.models import Regulation
from quizzes.bank import Bank
from quizzes.draw import fits


class UnknownLaw(Exception):
    """No regulation or provision has this key; ``near`` are keys that look like it."""

    def __init__(self, key: str, near: tuple[str, ...]) -> None:
        super().__init__(key)
        self.key, self.near = key, near


@dataclass(frozen=True)
class Impact:
    """Ids of everything touched, in the order of the content."""

    key: str
    title: str
    lessons: tuple[str, ...]
    sections: tuple[str, ...]
    """As ``lesson#section``."""
    modules: tuple[str, ...]
    """Modules whose printed summary cites it."""
    items: tuple[str, ...]
    quizzes: tuple[str, ...]
    """Quizzes that can draw one of the items."""
    courses: tuple[str, ...]
    """Courses that teach one of the lessons or give one of the quizzes."""
    dilemmas: tuple[str, ...]
    terms: tuple[str, ...]
    misconceptions: tuple[str, ...]
    """Wrong beliefs whose rule cites it, or that one of the sections puts right."""
    regulations: tuple[str, ...]
    """Other regulations that change, repeal or are changed by it."""

    def groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(title on screen, ids), also of what is not touched."""
        return (
            ("Materi", self.lessons),
            ("Bagian materi", self.sections),
            ("Ringkasan modul", self.modules),
            ("Soal", self.items),
            ("Kuis yang dapat memuat soal itu", self.quizzes),
            ("Kursus", self.courses),
            ("Dilema", self.dilemmas),
            ("Istilah", self.terms),
            ("Salah paham yang merujuknya atau diluruskan bagian itu", self.misconceptions),
            ("Peraturan terkait", self.regulations),
        )


def impact(library: Library, bank: Bank, key: str) -> Impact:
    """``key`` is ``regulation`` or ``regulation:provision``; raises :class:`UnknownLaw`."""
    title = _title(library, key)

    def touched(citations: Iterable[str | None]) -> bool:
        return any(citation is not None and touches(citation, key) for citation in citations)

    sections = tuple(f"{le.id}#{s.id}" for le in library.lessons for s in le.sections if touched(s.citations))
    lessons = tuple(dict.fromkeys(section.partition("#")[0] for section in sections))
    items = [item for item in bank.items.values() if touched(item.citations)]
    quizzes = tuple(
        quiz.id for quiz in bank.quizzes.values() if any(fits(item, cell) for cell in quiz.blueprint for item in items)
    )
    courses = tuple(
        course.id
        for course in bank.courses.values()
        if {lesson.id for lesson in library.lessons_of(course.modules)} & set(lessons)
        or {*course.quizzes} & set(quizzes)
    )
    return Impact(
        key=key,
        title=title,
        lessons=lessons,
        sections=sections,
        modules=tuple(m.id for m in library.modules if touched(c for point in m.points for c in point.citations)),
        items=tuple(item.id for item in items),
        quizzes=quizzes,
        courses=courses,
        dilemmas=tuple(d.id for d in bank.dilemmas.values() if touched(c for s in d.steps for c in s.citations)),
        terms=tuple(term.id for term in library.glossary.values() if touched(term.citations)),
        misconceptions=tuple(
            m.id for m in library.misconceptions.values() if touched(m.citations) or m.cure in sections
        ),
        regulations=tuple(r.id for r in library.regulations.values() if _mentions(r, key)),
    )


def _mentions(regulation: Regulation, key: str) -> bool:
    wanted = key.partition(":")[0]
    related = {*regulation.amends, *regulation.amended_by, *regulation.repeals, regulation.repealed_by}
    changes = (provision.changed_by for provision in regulation.provisions)
    changed_by_it = any(change is not None and touches(change, key) for change in changes)
    return wanted in related or changed_by_it


def _title(library: Library, key: str) -> str:
    regulation = library.regulations.get(key.partition(":")[0])
    if regulation is None or not any(is_within(known, key) for known in library.provisions):
        keys = [*library.regulations, *library.provisions]
        raise UnknownLaw(key, tuple(get_close_matches(key, keys, n=5, cutoff=0.6)))
    return regulation.short_title
