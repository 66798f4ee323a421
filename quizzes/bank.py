"""A folder of YAML becomes a Bank of items, quizzes and courses that are consistent and feasible, with every problem collected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from content.checks import HISTORICAL, all_texts, check_citations, check_markup, duplicates
from content.library import Library
from content.problems import Problem, has_errors
from content.validation import read_entries, read_model
from content.yaml_file import YamlFile, yaml_files
from quizzes.dilemmas import load_dilemmas
from quizzes.draw import FORMS, find_shortage
from quizzes.models import (
    Course,
    Dilemma,
    Item,
    JudgementItem,
    MatchingItem,
    MultipleItem,
    OrderingItem,
    Quiz,
    SingleItem,
    fingerprint,
)
from quizzes.panels import Panel, load_panels
from quizzes.refreshers import check_refresher
from quizzes.responses import right_sides


@dataclass(frozen=True)
class Bank:
    """Everything that can be asked."""

    items: Mapping[str, Item] = field(default_factory=dict)
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    """Item id -> fingerprint of its present version."""
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)
    dilemmas: Mapping[str, Dilemma] = field(default_factory=dict)
    panels: Mapping[str, Panel] = field(default_factory=dict)


def load_bank(root: Path, library: Library) -> tuple[Bank, tuple[Problem, ...]]:
    """Read ``root/bank``, ``root/quizzes``, ``root/courses``, ``root/dilemmas`` and ``root/panels``; a part with an error is left out."""
    if not root.is_dir():
        message = f"Folder kuis '{root.name}' tidak ditemukan."
        return Bank(), (Problem(root.name, 1, "error", message, "Periksa pengaturan NETRAL_QUIZZES_DIR."),)
    problems: list[Problem] = []
    items = _load_items(root, library, problems)
    quizzes = _load_quizzes(root, library, items, problems)
    courses = _load_courses(root, library, quizzes, items, problems)
    dilemmas = load_dilemmas(root, library, problems)
    panels = load_panels(root, quizzes, items, problems)
    prints = {item_id: fingerprint(item) for item_id, item in items.items()}
    return Bank(items, prints, quizzes, courses, dilemmas, panels), tuple(sorted(problems))


def _load_items(root: Path, library: Library, problems: list[Problem]) -> dict[str, Item]:
    adapter: TypeAdapter[Item] = TypeAdapter(Item)
    objectives = library.objectives()
    items: dict[str, Item] = {}
    for path in yaml_files(root / "bank"):
        entries, _, found = read_entries(path, root, "items", adapter)
        relative = path.relative_to(root).as_posix()
        for line, item in entries:
            errors = list(check_item(item, library))
            lost = list(check_teaching(item, library, objectives))
            if library.is_partial:
                found += [Problem(relative, line, "warning", f"Soal '{item.id}': {m}", fix) for m, fix in lost]
            else:
                errors += lost
            if item.id in items:
                errors.append(("pengenalnya sudah dipakai soal lain.", "Pilih pengenal lain."))
            found += [Problem(relative, line, "error", f"Soal '{item.id}': {message}", fix) for message, fix in errors]
            if not errors:
                items[item.id] = item
        problems += found
    for item in items.values():
        for unknown in set(item.enemies) - set(items):
            message = f"Soal '{item.id}': soal lawan '{unknown}' tidak ada."
            problems.append(Problem("bank", 1, "warning", message, "Perbaiki atau hapus dari enemies."))
    return items


def check_teaching(item: Item, library: Library, objectives: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What ties the item to the lessons."""
    for objective in item.objectives:
        if objective not in objectives:
            yield f"tujuan belajar '{objective}' tidak ada di materi mana pun.", "Periksa ejaannya."
    if library.find_section(item.section) is None:
        yield f"bagian materi '{item.section}' tidak ditemukan.", "Tulis sebagai materi#bagian yang ada."


def check_item(item: Item, library: Library) -> Iterator[tuple[str, str]]:
    """What is wrong with the item itself and the law it cites, as (message, how to fix)."""
    lesson = library.find_lesson(item.section.partition("#")[0])
    checked_on = item.checked_on or (lesson.checked_on if lesson else None)
    yield from check_citations(item.citations, library.regulations, library.provisions, checked_on)
    yield from check_markup(all_texts(item))
    for citation in item.citations:
        provision = library.provisions.get(citation.removesuffix(HISTORICAL))
        if provision is not None and provision.contested:
            yield (
                f"ketentuan '{citation}' diperdebatkan tafsirnya, tidak boleh dinilai.",
                "Ganti dasar atau hapus soalnya.",
            )
    for misconception in misconceptions_named(item):
        if misconception not in library.misconceptions:
            yield f"salah paham '{misconception}' tidak dikenal.", library.misconception_fix(misconception)
    yield from _check_answer_sheet(item)


def misconceptions_named(item: Item) -> tuple[str, ...]:
    """Every misconception that some wrong answer to the item stands for."""
    if isinstance(item, (SingleItem, MultipleItem, JudgementItem)):
        return tuple(option.misconception for option in item.options if option.misconception)
    if isinstance(item, (MatchingItem, OrderingItem)) or item.misconception is None:
        return ()
    return (item.misconception,)


def _check_answer_sheet(item: Item) -> Iterator[tuple[str, str]]:
    if isinstance(item, (SingleItem, MultipleItem, JudgementItem)):
        ids = [option.id for option in item.options]
        if duplicates(ids):
            yield f"pilihan '{duplicates(ids)[0]}' tertulis dua kali.", "Pilih pengenal lain."
        if duplicates(option.text.casefold().strip() for option in item.options):
            yield "dua pilihan bertuliskan teks yang sama.", "Bedakan teksnya."
        keys = [item.key] if isinstance(item, SingleItem) else list(item.keys) if isinstance(item, MultipleItem) else []
        for key in keys:
            if key not in ids:
                yield f"kunci '{key}' bukan salah satu pilihan ({', '.join(ids)}).", "Perbaiki kuncinya."
        if isinstance(item, MultipleItem) and set(keys) >= set(ids):
            yield "semua pilihan benar.", "Tambahkan paling sedikit satu pengecoh."
        if isinstance(item, JudgementItem) and max(option.weight for option in item.options) < 1:
            yield "tidak ada tindakan berbobot 1.", "Beri bobot 1 pada tindakan terbaik."
        for option in item.options:
            if option.misconception and option.id in keys:
                yield f"pilihan benar '{option.id}' tidak boleh mewakili salah paham.", "Hapus misconception-nya."
    elif isinstance(item, MatchingItem):
        if duplicates(pair.id for pair in item.pairs):
            yield "dua pasangan berpengenal sama.", "Pilih pengenal lain."
        if len(right_sides(item)) < len(item.pairs) + len(item.extra_rights):
            yield "pengenal x1, x2, ... disediakan untuk pengecoh sisi kanan.", "Ganti pengenal pasangannya."
        rights = [pair.right.casefold() for pair in item.pairs] + [text.casefold() for text in item.extra_rights]
        if duplicates(rights) or duplicates(pair.left.casefold() for pair in item.pairs):
            yield "ada teks yang sama di satu sisi.", "Bedakan teksnya."
    elif isinstance(item, OrderingItem) and (
        duplicates(step.id for step in item.steps) or duplicates(step.text.casefold() for step in item.steps)
    ):
        yield "ada langkah yang sama.", "Bedakan pengenal dan teksnya."


def _load_quizzes(root: Path, library: Library, items: Mapping[str, Item], problems: list[Problem]) -> dict[str, Quiz]:
    adapter = TypeAdapter(Quiz)
    objectives = library.objectives()
    quizzes: dict[str, Quiz] = {}
    for path in yaml_files(root / "quizzes"):
        quiz, file, found = read_model(path, root, adapter)
        if quiz is not None and file is not None:
            relative = path.relative_to(root).as_posix()
            if quiz.id in quizzes:
                found.append(
                    Problem(relative, 1, "error", f"Pengenal kuis '{quiz.id}' sudah dipakai.", "Pilih yang lain.")
                )
            found += [Problem(relative, 1, "error", message, fix) for message, fix in check_markup(all_texts(quiz))]
            for name, cells in (("blueprint", quiz.blueprint), ("critical_topics", quiz.critical_topics)):
                for index, cell in enumerate(cells):
                    if cell.objective is not None and cell.objective not in objectives:
                        line = file.line_of((name, index, "objective"))
                        message = f"Tujuan belajar '{cell.objective}' tidak ada di materi mana pun."
                        severity = "warning" if library.is_partial else "error"
                        found.append(Problem(relative, line, severity, message, "Periksa ejaannya."))
            for unknown in [m for m in quiz.modules if library.find_module(m) is None]:
                severity = "warning" if library.is_partial else "error"
                message = f"Modul '{unknown}' tidak ada atau sedang bermasalah."
                found.append(Problem(relative, file.line_of(("modules",)), severity, message, "Periksa ejaannya."))
            quiz = _within_modules(quiz, library)
            found += _check_blueprint(quiz, relative, file, items)
        problems += found
        if quiz is not None and not has_errors(found):
            quizzes[quiz.id] = quiz
    problems += _check_parallel(quizzes)
    return quizzes


def _within_modules(quiz: Quiz, library: Library) -> Quiz:
    """The quiz with each cell told the lessons of its modules, so that an item alone can say whether it fits."""
    lessons = tuple(lesson.id for lesson in library.lessons_of(quiz.modules))
    if not lessons:
        return quiz
    cells = tuple(cell if cell.lessons else cell.model_copy(update={"lessons": lessons}) for cell in quiz.blueprint)
    return quiz.model_copy(update={"blueprint": cells})


def _check_blueprint(quiz: Quiz, relative: str, file: YamlFile, items: Mapping[str, Item]) -> Iterator[Problem]:
    """A paper can be drawn whichever items shut others out, and from either form of the bank."""
    for form in FORMS if quiz.parallel else (None,):
        shortage = find_shortage(quiz.blueprint, items.values(), form)
        if shortage is not None:
            line = file.line_of(("blueprint", shortage.cell_index))
            enough = "bank" if form is None else f"bank bentuk {form}"
            message = (
                f"Kisi-kisi tidak dapat dipenuhi: sel ke-{shortage.cell_index + 1} meminta {shortage.wanted} soal, "
                f"{enough} hanya pasti dapat memberi {shortage.available}."
            )
            fix = "Kurangi count atau tambah soal yang cocok; soal yang saling membocorkan (enemies) terhitung satu."
            yield Problem(relative, line, "error", message, fix)
            return


def _check_parallel(quizzes: Mapping[str, Quiz]) -> Iterator[Problem]:
    """Quizzes of one pair ask by the same blueprint, and in the same way: that one is asked for how sure one is can by
    itself change how one answers (Double & Birney 2019), and growth would hold that difference."""
    pairs: dict[str, Quiz] = {}
    for quiz in quizzes.values():
        if quiz.parallel is None:
            continue
        other = pairs.setdefault(quiz.parallel, quiz)
        both = f"Kuis '{quiz.id}' dan '{other.id}' sejajar, tetapi"
        if other.blueprint != quiz.blueprint:
            yield Problem("quizzes", 1, "error", f"{both} kisi-kisinya berbeda.", "Samakan blueprint keduanya.")
        if other.asks_sureness != quiz.asks_sureness:
            message = f"{both} hanya satu yang menanyakan yakin atau ragu."
            yield Problem("quizzes", 1, "error", message, "Samakan asks_sureness keduanya.")


def _load_courses(
    root: Path, library: Library, quizzes: Mapping[str, Quiz], items: Mapping[str, Item], problems: list[Problem]
) -> dict[str, Course]:
    adapter = TypeAdapter(Course)
    courses: dict[str, Course] = {}
    for path in yaml_files(root / "courses"):
        course, file, found = read_model(path, root, adapter)
        if course is not None and file is not None:
            relative = path.relative_to(root).as_posix()
            for index, module_id in enumerate(course.modules):
                if library.find_module(module_id) is None:
                    message = f"Modul '{module_id}' tidak ada atau sedang bermasalah."
                    line = file.line_of(("modules", index))
                    found.append(Problem(relative, line, "warning", message, "Perbaiki modul itu."))
            found += [Problem(relative, 1, "error", message, fix) for message, fix in check_markup(all_texts(course))]
            if course.id in courses:
                message = f"Pengenal kursus '{course.id}' sudah dipakai."
                found.append(Problem(relative, file.line_of(("id",)), "error", message, "Pilih yang lain."))
            named = [(("pretest",), course.pretest), (("posttest",), course.posttest)]
            named += [(("practice", index), quiz_id) for index, quiz_id in enumerate(course.practice)]
            named += [(("refresher", "quiz"), course.refresher.quiz)] if course.refresher else []
            for location, message, fix in check_refresher(course, quizzes, items.values()):
                found.append(Problem(relative, file.line_of(location), "error", message, fix))
            for location, quiz_id in named:
                if quiz_id is not None and quiz_id not in quizzes:
                    message = f"Kuis '{quiz_id}' tidak ada atau sedang bermasalah."
                    found.append(Problem(relative, file.line_of(location), "error", message, "Perbaiki kuis itu."))
        problems += found
        if course is not None and not has_errors(found):
            courses[course.id] = course
    return courses
