"""A folder of YAML becomes a Library of regulations, lessons, modules, misconceptions and terms, with every problem collected.

A part with an error is left out of the library; the rest stays usable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from content.checks import HISTORICAL, all_texts, check_citations, check_markup
from content.lesson_files import load_glossary, load_lessons, load_modules
from content.models import Lesson, Misconception, Module, Objective, Provision, Regulation, Term
from content.problems import Problem
from content.regulation_files import load_regulations
from content.sections import Section
from content.stage_files import Stage, load_stages
from content.validation import read_entries
from content.yaml_file import yaml_files

_UNKNOWN_BELIEF = "Tambahkan di folder misconceptions atau perbaiki ejaannya."


@dataclass(frozen=True)
class Library:
    """Everything that is taught, checked and cross-referenced."""

    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] = ()
    modules: tuple[Module, ...] = ()
    misconceptions: Mapping[str, Misconception] = field(default_factory=dict)
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    """Keyed ``regulation-id:provision-id``."""
    glossary: Mapping[str, Term] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    """Of elections, for the windows of assignments."""
    is_partial: bool = False
    """True when a lesson was left out: what points to an unknown section may point there, so it is only warned about."""

    def find_lesson(self, lesson_id: str) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def find_module(self, module_id: str) -> Module | None:
        return next((module for module in self.modules if module.id == module_id), None)

    def module_of(self, lesson_id: str) -> Module | None:
        return next((module for module in self.modules if lesson_id in module.lessons), None)

    def lessons_of(self, modules: Iterable[str]) -> tuple[Lesson, ...]:
        """The lessons of these modules in order of study; what is missing or broken is left out."""
        found = [module for module_id in modules if (module := self.find_module(module_id)) is not None]
        lessons = (self.find_lesson(lesson_id) for module in found for lesson_id in module.lessons)
        return tuple(lesson for lesson in lessons if lesson is not None)

    def find_section(self, reference: str) -> Section | None:
        """``reference`` is ``lesson-id#section-id``."""
        lesson_id, _, section_id = reference.partition("#")
        lesson = self.find_lesson(lesson_id)
        return next((s for s in lesson.sections if s.id == section_id), None) if lesson else None

    def find_misconception(self, name: str) -> Misconception | None:
        """By its id of today or of before."""
        return self.misconceptions.get(self.former_beliefs().get(name, name))

    def former_beliefs(self) -> dict[str, str]:
        """Former id of a misconception -> its id today."""
        return {old: found.id for found in self.misconceptions.values() for old in found.formerly}

    def misconception_fix(self, name: str) -> str:
        """What to do about an id that no misconception has today."""
        now = self.find_misconception(name)
        return f"Tulis '{now.id}': itu pengenalnya sekarang." if now else _UNKNOWN_BELIEF

    def objectives(self) -> dict[str, Objective]:
        return {objective.id: objective for lesson in self.lessons for objective in lesson.objectives}

    def cited(self, citation: str) -> tuple[Regulation, Provision]:
        """The regulation and provision of a citation that has been checked; KeyError otherwise."""
        key = citation.removesuffix(HISTORICAL)
        return self.regulations[key.partition(":")[0]], self.provisions[key]


def load_library(root: Path) -> tuple[Library, tuple[Problem, ...]]:
    """Read the folders of ``root``, one for each kind of content; problems come sorted by file and line."""
    if not root.is_dir():
        message = f"Folder materi '{root.name}' tidak ditemukan."
        return Library(), (Problem(root.name, 1, "error", message, "Periksa pengaturan NETRAL_CONTENT_DIR."),)
    problems: list[Problem] = []
    regulations = load_regulations(root, problems)
    provisions = {f"{r.id}:{p.id}": p for r in regulations.values() for p in r.provisions}
    lessons = load_lessons(root, regulations, provisions, problems)
    partial = len(lessons) < len(yaml_files(root / "lessons"))
    library = Library(
        regulations=regulations,
        provisions=provisions,
        lessons=lessons,
        modules=load_modules(root, {lesson.id: lesson for lesson in lessons}, partial, problems),
        glossary=load_glossary(root, regulations, provisions, problems),
        stages=load_stages(root, problems),
        is_partial=partial,
    )
    library = replace(library, misconceptions=_load_misconceptions(root, library, problems))
    return library, tuple(sorted(problems))


def _load_misconceptions(root: Path, library: Library, problems: list[Problem]) -> dict[str, Misconception]:
    adapter = TypeAdapter(Misconception)
    misconceptions: dict[str, Misconception] = {}
    names: set[str] = set()
    for path in yaml_files(root / "misconceptions"):
        entries, _, found = read_entries(path, root, "misconceptions", adapter)
        relative = path.relative_to(root).as_posix()
        for line, misconception in entries:
            errors = list(check_markup(all_texts(misconception)))
            errors += check_citations(misconception.citations, library.regulations, library.provisions)
            mine = [misconception.id, *misconception.formerly]
            for name in dict.fromkeys(n for n in mine if n in names or mine.count(n) > 1):
                fix = "Pilih pengenal lain; pengenal lama di formerly pun tidak boleh dipakai lagi."
                errors.append((f"Salah paham '{name}' tertulis dua kali.", fix))
            if library.find_section(misconception.cure) is None:
                complaint = f"Bagian materi '{misconception.cure}' tidak ditemukan."
                fix = "Tulis sebagai materi#bagian yang ada."
                if library.is_partial:
                    found.append(Problem(relative, line, "warning", complaint, fix))
                else:
                    errors.append((complaint, fix))
            found += [Problem(relative, line, "error", message, fix) for message, fix in errors]
            if not errors:
                misconceptions[misconception.id] = misconception
                names.update(mine)
        problems += found
    return misconceptions
