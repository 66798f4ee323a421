"""A folder of YAML becomes a Library of regulations, lessons and misconceptions, with every problem collected.

A part with an error is left out of the library; the rest stays usable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from content.models import Lesson, Misconception, Objective, Provision, Regulation
from content.problems import Problem, has_errors
from content.sections import CheckSection, Section
from content.validation import read_entries, read_model
from content.yaml_file import YamlFile

HISTORICAL = "@sejarah"
_FORBIDDEN_MARKUP = re.compile(
    r"<[a-zA-Z/!?]|!\[|\$\$|javascript:|https?://|\bwww\."  # bare addresses become links by themselves
    r"|\]\((?!/(?![/\\])|#)"  # only /page and #part; //host and /\host leave the site
    r"|^ {0,3}\[[^\]\n]+\]:",  # link definitions
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Library:
    """Everything that is taught, checked and cross-referenced."""

    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] = ()
    misconceptions: Mapping[str, Misconception] = field(default_factory=dict)
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    """Keyed ``regulation-id:provision-id``."""
    is_partial: bool = False
    """True when a lesson was left out: what points to an unknown section may point there, so it is only warned about."""

    def find_lesson(self, lesson_id: str) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def find_section(self, reference: str) -> Section | None:
        """``reference`` is ``lesson-id#section-id``."""
        lesson_id, _, section_id = reference.partition("#")
        lesson = self.find_lesson(lesson_id)
        return next((s for s in lesson.sections if s.id == section_id), None) if lesson else None

    def objectives(self) -> dict[str, Objective]:
        return {objective.id: objective for lesson in self.lessons for objective in lesson.objectives}

    def cited(self, citation: str) -> tuple[Regulation, Provision]:
        """The regulation and provision of a citation that has been checked; KeyError otherwise."""
        key = citation.removesuffix(HISTORICAL)
        return self.regulations[key.partition(":")[0]], self.provisions[key]


def load_library(root: Path) -> tuple[Library, tuple[Problem, ...]]:
    """Read ``root/regulations``, ``root/lessons`` and ``root/misconceptions``; problems come sorted by file and line."""
    if not root.is_dir():
        message = f"Folder materi '{root.name}' tidak ditemukan."
        return Library(), (Problem(root.name, 1, "error", message, "Periksa pengaturan NETRAL_CONTENT_DIR."),)
    problems: list[Problem] = []
    regulations = _load_regulations(root, problems)
    provisions = {f"{r.id}:{p.id}": p for r in regulations.values() for p in r.provisions}
    library = Library(regulations=regulations, provisions=provisions)
    lessons = _load_lessons(root, library, problems)
    library = replace(library, lessons=lessons, is_partial=len(lessons) < len(yaml_files(root / "lessons")))
    library = replace(library, misconceptions=_load_misconceptions(root, library, problems))
    return library, tuple(sorted(problems))


def yaml_files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*.y*ml") if p.is_file()) if folder.is_dir() else []


def check_citations(
    citations: Iterable[str], regulations: Mapping[str, Regulation], provisions: Mapping[str, Provision]
) -> Iterator[tuple[str, str]]:
    """(message, how to fix) for each citation that does not resolve or cites repealed law as if in force."""
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
        elif regulation.status == "dicabut" and not citation.endswith(HISTORICAL):
            successor = f" oleh {regulation.repealed_by}" if regulation.repealed_by else ""
            yield (
                f"Rujukan '{citation}': peraturan ini sudah dicabut{successor}.",
                f"Rujuk penggantinya, atau tulis '{citation}{HISTORICAL}' bila memang bercerita sejarah.",
            )
        elif regulation.status != "dicabut" and citation.endswith(HISTORICAL):
            yield f"Rujukan '{citation}': peraturan ini tidak dicabut.", f"Hapus akhiran {HISTORICAL}."


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


def _load_regulations(root: Path, problems: list[Problem]) -> dict[str, Regulation]:
    adapter = TypeAdapter(Regulation)
    regulations: dict[str, Regulation] = {}
    places: dict[str, str] = {}
    for path in yaml_files(root / "regulations"):
        regulation, file, found = read_model(path, root, adapter)
        relative = path.relative_to(root).as_posix()
        if regulation is not None and file is not None:
            found += _check_regulation(regulation, relative, file, regulations)
        problems += found
        if regulation is not None and not has_errors(found):
            regulations[regulation.id] = regulation
            places[regulation.id] = relative
    for regulation in regulations.values():
        for other in (*regulation.amends, *regulation.amended_by, *regulation.repeals, regulation.repealed_by):
            if other is not None and other not in regulations:
                message = f"Peraturan terkait '{other}' tidak ada di daftar."
                problems.append(Problem(places[regulation.id], 1, "error", message, "Tambahkan berkasnya atau hapus."))
        for other in regulation.repeals:
            if other in regulations and regulations[other].repealed_by != regulation.id:
                message = f"'{regulation.id}' mencabut '{other}', tetapi '{other}' tidak menyebut hal itu."
                fix = f"Isi repealed_by: {regulation.id} dan status: dicabut pada '{other}'."
                problems.append(Problem(places[regulation.id], 1, "error", message, fix))
        for other in regulation.amends:
            if other in regulations and regulation.id not in regulations[other].amended_by:
                message = f"'{regulation.id}' mengubah '{other}', tetapi '{other}' tidak menyebut hal itu."
                fix = f"Tambahkan {regulation.id} pada amended_by di '{other}'."
                problems.append(Problem(places[regulation.id], 1, "error", message, fix))
    return regulations


def _check_regulation(
    regulation: Regulation, relative: str, file: YamlFile, earlier: Mapping[str, Regulation]
) -> list[Problem]:
    def problem(location: tuple[object, ...], message: str, how_to_fix: str) -> Problem:
        return Problem(relative, file.line_of(location), "error", message, how_to_fix)

    problems = []
    if regulation.id in earlier:
        problems.append(
            problem(("id",), f"Pengenal '{regulation.id}' sudah dipakai berkas lain.", "Pilih pengenal lain.")
        )
    if (regulation.status == "dicabut") != (regulation.repealed_on is not None):
        problems.append(
            problem(("status",), "Status 'dicabut' dan repealed_on harus diisi bersama.", "Lengkapi salah satunya.")
        )
    if regulation.status == "diubah" and not regulation.amended_by and not regulation.note:
        problems.append(problem(("status",), "Status 'diubah' tanpa keterangan.", "Isi amended_by atau note."))
    for repeated in duplicates(p.id for p in regulation.provisions):
        problems.append(problem(("provisions",), f"Ketentuan '{repeated}' tertulis dua kali.", "Hapus salah satunya."))
    for index, provision in enumerate(regulation.provisions):
        if (provision.basis == "secondary") != (provision.source is not None):
            message = f"Ketentuan '{provision.id}': source wajib untuk basis secondary, dan hanya untuk itu."
            problems.append(problem(("provisions", index), message, "Isi source, atau ubah basis."))
    problems += [problem((), message, fix) for message, fix in check_markup(all_texts(regulation))]
    return problems


def _load_lessons(root: Path, library: Library, problems: list[Problem]) -> tuple[Lesson, ...]:
    adapter = TypeAdapter(Lesson)
    lessons: dict[str, Lesson] = {}
    objectives: set[str] = set()
    for path in yaml_files(root / "lessons"):
        lesson, file, found = read_model(path, root, adapter)
        if lesson is not None and file is not None:
            relative = path.relative_to(root).as_posix()
            found += _check_lesson(lesson, relative, file, library)
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


def _check_lesson(lesson: Lesson, relative: str, file: YamlFile, library: Library) -> list[Problem]:
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
        for message, fix in check_citations(section.citations, library.regulations, library.provisions):
            error((*place, "citations"), message, fix)
        for message, fix in check_markup(all_texts(section)):
            error(place, message, fix)
        if isinstance(section, CheckSection):
            ids = [option.id for option in section.options]
            if section.key not in ids:
                error(
                    (*place, "key"),
                    f"Kunci '{section.key}' bukan salah satu pilihan ({', '.join(ids)}).",
                    "Perbaiki kunci.",
                )
            for repeated in duplicates(ids):
                error((*place, "options"), f"Pilihan '{repeated}' tertulis dua kali.", "Pilih pengenal lain.")
    return problems


def _load_misconceptions(root: Path, library: Library, problems: list[Problem]) -> dict[str, Misconception]:
    adapter = TypeAdapter(Misconception)
    misconceptions: dict[str, Misconception] = {}
    for path in yaml_files(root / "misconceptions"):
        entries, _, found = read_entries(path, root, "misconceptions", adapter)
        relative = path.relative_to(root).as_posix()
        for line, misconception in entries:
            errors = list(check_markup(all_texts(misconception)))
            if misconception.id in misconceptions:
                errors.append((f"Salah paham '{misconception.id}' tertulis dua kali.", "Pilih pengenal lain."))
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
        problems += found
    return misconceptions
