"""Everything the check command looks at beyond the loaders: writing rules, wording, stale law, thin blueprints.

Only warnings: nothing here keeps content from being used. Paths start with the name of their folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from content.library import Library
from content.lint import lint_beliefs, lint_courses, lint_homes, lint_lesson, lint_module, lint_terms
from content.models import Lesson, Misconception, Module, Term
from content.placed import Placed, placed_entries, placed_models, placed_texts, unread_files
from content.problems import Problem
from content.staleness import Change, explain, stale_sections, stale_word
from content.wording import lint_wording, load_wording
from content.yaml_file import yaml_files
from quizzes.bank_lint import lint_bank, lint_misconceptions
from quizzes.blueprint_lint import lint_blueprint
from quizzes.lint import lint_item
from quizzes.models import Course, Dilemma, Item, Quiz
from quizzes.refreshers import lint_refresher
from quizzes.staleness import stale_dilemmas, stale_items

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_CHECK_AGAIN = "Cocokkan isinya dengan aturan sekarang, lalu perbarui checked_on."


def find_warnings(content_dir: Path, quizzes_dir: Path, library: Library) -> tuple[Problem, ...]:
    """Sorted by file and line, each once. A wording list that cannot be read is the one error among them."""
    content, quizzes = content_dir.resolve(), quizzes_dir.resolve()
    items = placed_entries(quizzes, "bank", "items", _ITEM)
    lessons = placed_models(content, "lessons", TypeAdapter(Lesson))
    # with the lessons the library leaves out: citing repealed law is wrong, and makes stale
    library = replace(library, lessons=tuple(placed.value for placed in lessons))
    found = {
        *_of_lessons(content, lessons, library),
        *_of_items(items, content, library),
        *_of_quizzes(quizzes, items, library),
        *_of_words(content, quizzes),
        *_of_courses(content, quizzes),
        *_of_refreshers(quizzes, items),
        *unread_files(content, "regulations", "lessons", "modules", "misconceptions", "glossary"),
        *unread_files(quizzes, "bank", "dilemmas", "quizzes", "courses", "panels"),
    }
    return tuple(sorted(found))


def _of_lessons(root: Path, lessons: Sequence[Placed[Lesson]], library: Library) -> Iterator[Problem]:
    by_id = {placed.value.id: placed.value for placed in lessons}
    for placed in lessons:
        yield from lint_lesson(placed, library.misconceptions)
        stale = stale_sections(library, [placed.value])
        for index, section in enumerate(placed.value.sections):
            changes = stale.get(f"{placed.value.id}#{section.id}")
            if changes:
                message = f"Materi '{placed.value.id}' bagian '{section.id}' {_stale(changes)}"
                yield placed.warning(message, _CHECK_AGAIN, "sections", index)
    modules = placed_models(root, "modules", TypeAdapter(Module))
    for module in modules:
        yield from lint_module(module, by_id)
    yield from lint_homes(lessons, [placed.value for placed in modules])
    terms = placed_entries(root, "glossary", "terms", TypeAdapter(Term))
    yield from lint_terms(terms, [text.value for text in placed_texts(root, "lessons", "modules", "misconceptions")])


def _of_items(items: Sequence[Placed[Item]], content: Path, library: Library) -> Iterator[Problem]:
    stale = stale_items((placed.value for placed in items), library)
    for placed in items:
        yield from lint_item(placed)
        if placed.value.id in stale:
            yield placed.warning(f"Soal '{placed.value.id}' {_stale(stale[placed.value.id])}", _CHECK_AGAIN)
    yield from lint_bank(items)
    misconceptions = placed_entries(content, "misconceptions", "misconceptions", TypeAdapter(Misconception))
    yield from lint_misconceptions(misconceptions, [placed.value for placed in items])
    yield from lint_beliefs(misconceptions)


def _of_quizzes(root: Path, items: Sequence[Placed[Item]], library: Library) -> Iterator[Problem]:
    for quiz in placed_models(root, "quizzes", TypeAdapter(Quiz)):
        yield from lint_blueprint(quiz, [placed.value for placed in items])
    dilemmas = placed_models(root, "dilemmas", TypeAdapter(Dilemma))
    stale = stale_dilemmas((placed.value for placed in dilemmas), library)
    for placed in dilemmas:
        if placed.value.id in stale:
            yield placed.warning(f"Dilema '{placed.value.id}' {_stale(stale[placed.value.id])}", _CHECK_AGAIN)


def _of_courses(content: Path, quizzes: Path) -> Iterator[Problem]:
    """Only when every course can be read: one that cannot may hold the module."""
    courses = placed_models(quizzes, "courses", TypeAdapter(Course))
    if len(courses) == len(yaml_files(quizzes / "courses")):
        modules = placed_models(content, "modules", TypeAdapter(Module))
        yield from lint_courses(modules, [name for course in courses for name in course.value.modules])


def _of_refreshers(root: Path, items: Sequence[Placed[Item]]) -> Iterator[Problem]:
    quizzes = {placed.value.id: placed.value for placed in placed_models(root, "quizzes", TypeAdapter(Quiz))}
    for course in placed_models(root, "courses", TypeAdapter(Course)):
        yield from lint_refresher(course, quizzes, [placed.value for placed in items])


def _of_words(content: Path, quizzes: Path) -> Iterator[Problem]:
    wordings, problems = load_wording(content)
    yield from (Problem(f"{content.name}/{p.path}", p.line, p.severity, p.message, p.how_to_fix) for p in problems)
    yield from lint_wording(placed_texts(content, "lessons", "modules", "misconceptions", "glossary"), wordings)
    yield from lint_wording(placed_texts(quizzes, "bank", "dilemmas", "quizzes", "courses"), wordings)


def _stale(changes: tuple[Change, ...]) -> str:
    return f"{stale_word(changes)}: {explain(changes)}."
