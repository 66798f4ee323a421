"""Reads lessons, the modules they form, and the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter

from content.checks import all_texts, check_citations, check_markup, check_paths, duplicates
from content.models import Lesson, Module, Provision, Regulation, Term
from content.problems import Problem, Severity, has_errors
from content.sections import CheckSection, DecisionTreeSection, MatrixSection, Section
from content.validation import read_entries, read_model
from content.yaml_file import YamlFile, yaml_files


def load_lessons(
    root: Path, regulations: Mapping[str, Regulation], provisions: Mapping[str, Provision], problems: list[Problem]
) -> tuple[Lesson, ...]:
    """In order of ``order``; provisions are keyed ``regulation-id:provision-id``."""
    adapter = TypeAdapter(Lesson)
    lessons: dict[str, Lesson] = {}
    objectives: set[str] = set()
    for path in yaml_files(root / "lessons"):
        lesson, file, found = read_model(path, root, adapter)
        if lesson is not None and file is not None:
            relative = path.relative_to(root).as_posix()
            found += _check_lesson(lesson, relative, file, regulations, provisions)
            if lesson.id in lessons:
                fix = "Pilih pengenal lain."
                found.append(Problem(relative, 1, "error", f"Pengenal materi '{lesson.id}' sudah dipakai.", fix))
            for repeated in objectives & {o.id for o in lesson.objectives}:
                message = f"Tujuan belajar '{repeated}' sudah ada di materi lain."
                found.append(Problem(relative, file.line_of(("objectives",)), "error", message, "Pilih pengenal lain."))
        problems += found
        if lesson is not None and not has_errors(found):
            lessons[lesson.id] = lesson
            objectives |= {o.id for o in lesson.objectives}
    return tuple(sorted(lessons.values(), key=lambda lesson: (lesson.order, lesson.id)))


def _check_lesson(
    lesson: Lesson,
    relative: str,
    file: YamlFile,
    regulations: Mapping[str, Regulation],
    provisions: Mapping[str, Provision],
) -> list[Problem]:
    problems = []

    def error(location: tuple[object, ...], message: str, how_to_fix: str) -> None:
        problems.append(Problem(relative, file.line_of(location), "error", message, how_to_fix))

    for name in ("title", "summary", "objectives"):
        for message, fix in check_markup(all_texts(getattr(lesson, name))):
            error((name,), message, fix)
    for repeated in duplicates(o.id for o in lesson.objectives):
        error(("objectives",), f"Tujuan belajar '{repeated}' tertulis dua kali.", "Pilih pengenal lain.")
    for repeated in duplicates(s.id for s in lesson.sections):
        error(("sections",), f"Bagian '{repeated}' tertulis dua kali.", "Pilih pengenal lain.")
    for index, section in enumerate(lesson.sections):
        place = ("sections", index)
        for message, fix in check_citations(section.citations, regulations, provisions, lesson.checked_on):
            error((*place, "citations"), message, fix)
        for message, fix in check_markup(all_texts(section)):
            error(place, message, fix)
        for location, message, fix in _check_section(section):
            error((*place, *location), message, fix)
    return problems


Place = tuple[object, ...]


def _check_section(section: Section) -> Iterator[tuple[Place, str, str]]:
    """(place in the section, message, how to fix) for what a kind of section demands beyond its shape."""
    if isinstance(section, CheckSection):
        ids = [option.id for option in section.options]
        if section.key not in ids:
            yield ("key",), f"Kunci '{section.key}' bukan salah satu pilihan ({', '.join(ids)}).", "Perbaiki kunci."
        for repeated in duplicates(ids):
            yield ("options",), f"Pilihan '{repeated}' tertulis dua kali.", "Pilih pengenal lain."
    elif isinstance(section, MatrixSection):
        for index, row in enumerate(section.rows):
            if len(row.cells) != len(section.columns):
                message = f"Baris '{row.title}' berisi {len(row.cells)} sel, kolomnya {len(section.columns)}."
                fix = "Samakan. Koma memisahkan sel: apit sel yang memuat koma dengan tanda kutip."
                yield ("rows", index), message, fix
    elif isinstance(section, DecisionTreeSection):
        yield from _check_tree(section)


def _check_tree(tree: DecisionTreeSection) -> Iterator[tuple[Place, str, str]]:
    forks = {fork.id for fork in tree.forks}
    if len(forks) < len(tree.forks):
        yield ("forks",), "Ada dua pertanyaan berpengenal sama.", "Pilih pengenal lain."
        return
    broken = list(_check_branches(tree, forks))
    yield from broken
    if broken:
        return
    leads = {fork.id: [branch.goes_to for branch in fork.branches if branch.goes_to] for fork in tree.forks}
    for message in check_paths(tree.forks[0].id, leads):
        yield ("forks",), message, "Perbaiki jalurnya."


def _check_branches(tree: DecisionTreeSection, forks: set[str]) -> Iterator[tuple[Place, str, str]]:
    for index, fork in enumerate(tree.forks):
        for number, branch in enumerate(fork.branches):
            place = ("forks", index, "branches", number)
            named = f"Pertanyaan '{fork.id}', jawaban '{branch.answer}'"
            ends = branch.outcome is not None
            if (branch.goes_to is not None) == ends or (branch.tone is not None) != ends:
                message = f"{named}: harus berisi goes_to saja, atau outcome beserta tone."
                yield place, message, "Isi salah satunya dan hapus yang lain."
            elif branch.goes_to is not None and branch.goes_to not in forks:
                fix = f"Tulis salah satu: {', '.join(sorted(forks))}."
                yield (*place, "goes_to"), f"{named}: pertanyaan '{branch.goes_to}' tidak ada.", fix


def load_modules(
    root: Path, lessons: Mapping[str, Lesson], partial: bool, problems: list[Problem]
) -> tuple[Module, ...]:
    """In order of ``order``. With ``partial`` a lesson that is missing may be one left out: only a warning."""
    adapter = TypeAdapter(Module)
    modules: dict[str, Module] = {}
    homes: dict[str, str] = {}
    for path in yaml_files(root / "modules"):
        module, file, found = read_model(path, root, adapter)
        if module is not None and file is not None:
            relative = path.relative_to(root).as_posix()

            def error(location: tuple[object, ...], message: str, fix: str, severity: Severity = "error") -> None:
                found.append(Problem(relative, file.line_of(location), severity, message, fix))  # noqa: B023

            for message, fix in check_markup(all_texts(module)):
                error((), message, fix)
            if module.id in modules:
                error(("id",), f"Pengenal modul '{module.id}' sudah dipakai.", "Pilih pengenal lain.")
            for index, lesson_id in enumerate(module.lessons):
                place = ("lessons", index)
                if lesson_id in homes:
                    error(
                        place, f"Materi '{lesson_id}' sudah ada di modul '{homes[lesson_id]}'.", "Hapus salah satunya."
                    )
                elif lesson_id not in lessons:
                    message = f"Materi '{lesson_id}' tidak ada atau sedang bermasalah."
                    error(place, message, "Perbaiki materi itu.", "warning" if partial else "error")
        problems += found
        if module is not None and not has_errors(found):
            modules[module.id] = module
            homes |= dict.fromkeys(module.lessons, module.id)
    return tuple(sorted(modules.values(), key=lambda module: (module.order, module.id)))


def load_glossary(
    root: Path, regulations: Mapping[str, Regulation], provisions: Mapping[str, Provision], problems: list[Problem]
) -> dict[str, Term]:
    """Terms by id, from every file in ``root/glossary``."""
    terms: dict[str, Term] = {}
    for path in yaml_files(root / "glossary"):
        entries, _, found = read_entries(path, root, "terms", TypeAdapter(Term))
        relative = path.relative_to(root).as_posix()
        words = {word.casefold() for term in terms.values() for word in (term.term, *term.also)}
        for line, term in entries:
            errors = [*check_markup(all_texts(term)), *check_citations(term.citations, regulations, provisions)]
            if term.id in terms:
                errors.append((f"Istilah '{term.id}' tertulis dua kali.", "Hapus salah satunya."))
            mine = {word.casefold() for word in (term.term, *term.also)}
            if words & mine:
                errors.append((f"'{sorted(words & mine)[0]}' sudah dijelaskan istilah lain.", "Gabungkan keduanya."))
            found += [Problem(relative, line, "error", message, fix) for message, fix in errors]
            if not errors:
                terms[term.id] = term
                words |= mine
        problems += found
    return terms
