"""Rules for lessons and modules beyond their shape: law is cited, a lesson fits its minutes, a module has its parts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from content.models import Lesson, Misconception, Module, Term
from content.placed import Placed
from content.problems import Problem
from content.sections import (
    VISUAL_KINDS,
    CaseSection,
    CheckSection,
    DecisionTreeSection,
    DoDontSection,
    LadderSection,
    MatrixSection,
    MistakesSection,
    MondaySection,
    Section,
    TextSection,
    TimelineSection,
)

WORDS_PER_MINUTE = 180
"""Silent reading, rounded down from a mean of 184 words a minute over 17 languages: Trauzettel-Klosinski & Dietz (2012),
"Standardized assessment of reading performance: the new International Reading Speed Texts IReST", IOVS 53, 5452-5461."""
MAX_LESSON_MINUTES = 7
MODULE_MINUTES = (15, 25)
PARTS = (("case", 2), ("do_dont", 1), ("check", 2))
"""(kind of section, how many a module has at least)."""
MAX_BELIEF_LIKENESS = 0.4
"""Share of their words two beliefs may have in common, of all that either has (Jaccard; little words left out).

Of 136 beliefs in November 2026 every pair from 0.4 on was one belief under two ids; below it most were two."""
_LITTLE_WORDS = frozenset((
    "ada", "adalah", "akan", "asal", "asalkan", "atau", "bila", "boleh", "bukan", "dan", "dapat", "dari", "dengan", "di",
    "hanya", "harus", "ini", "itu", "jadi", "juga", "kalau", "karena", "ke", "oleh", "pada", "saya", "sebagai",
    "sudah", "tetap", "tidak", "untuk", "yang",
))  # fmt: skip

_NAMES_LAW = re.compile(r"\b(pasal|ayat|uu|pp|skb|perpres|perbawaslu|dilarang|larangan|sanksi|hukuman|pidana)\b", re.I)
_WORD = re.compile(r"\w+(?:[-/.]\w+)*")


def lint_lesson(placed: Placed[Lesson], misconceptions: Mapping[str, Misconception]) -> Iterator[Problem]:
    lesson = placed.value
    for index, section in enumerate(lesson.sections):
        if not section.citations and not isinstance(section, (MistakesSection, MondaySection)):
            message = f"Materi '{lesson.id}' bagian '{section.id}' tidak merujuk ketentuan mana pun."
            yield placed.warning(message, "Isi citations dengan dasar hukumnya.", "sections", index)
        if isinstance(section, MistakesSection):
            yield from _lint_mistakes(placed, index, section, misconceptions)
    for message, fix in _lint_minutes(lesson.estimated_minutes, reading_words(lesson, misconceptions)):
        yield placed.warning(f"Materi '{lesson.id}': {message}", fix, "estimated_minutes")


def _lint_mistakes(
    placed: Placed[Lesson], index: int, section: MistakesSection, known: Mapping[str, Misconception]
) -> Iterator[Problem]:
    for number, name in enumerate(section.misconceptions):
        if name not in known:
            where = f"Materi '{placed.value.id}' bagian '{section.id}'"
            message = f"{where}: salah paham '{name}' tidak dikenal atau sedang bergalat."
            fix = "Periksa ejaannya, atau perbaiki di folder misconceptions."
            yield placed.warning(message, fix, "sections", index, "misconceptions", number)


def _lint_minutes(written: int, count: int) -> Iterator[tuple[str, str]]:
    """``written`` minutes for ``count`` words."""
    needed = math.ceil(count / WORDS_PER_MINUTE)
    if written > MAX_LESSON_MINUTES >= needed:
        yield f"Tertulis {written} menit, terhitung {needed}.", f"Tulis {needed}."
    elif needed > min(written, MAX_LESSON_MINUTES):
        minutes = min(written, MAX_LESSON_MINUTES)
        most = minutes * WORDS_PER_MINUTE
        or_else = f"tulis {needed}" if needed <= MAX_LESSON_MINUTES else "pecah menjadi beberapa materi"
        yield (
            f"{count} kata; paling banyak {most} untuk {minutes} menit.",
            f"Kurangi {count - most} kata, atau {or_else}.",
        )


def reading_words(lesson: Lesson, misconceptions: Mapping[str, Misconception]) -> int:
    """Words a learner reads from the title to the end; of a question the feedback of one answer, the longest."""
    texts = [lesson.title, lesson.summary, *(objective.text for objective in lesson.objectives)]
    for section in lesson.sections:
        texts += [section.title, *_texts(section, misconceptions)]
    return sum(len(_WORD.findall(text)) for text in texts)


def _texts(section: Section, misconceptions: Mapping[str, Misconception]) -> list[str]:
    match section:
        case TextSection():
            return [section.body]
        case DoDontSection():
            return [*section.do, *section.dont]
        case CaseSection():
            return [section.story, section.question, section.analysis]
        case TimelineSection():
            return [text for event in section.events for text in (event.when, event.title, event.text)]
        case LadderSection():
            return [text for step in section.steps for text in (step.title, step.text)]
        case CheckSection():
            feedback = max((option.feedback for option in section.options), key=len)
            return [section.stem, *(option.text for option in section.options), feedback]
        case DecisionTreeSection():
            branches = [branch for fork in section.forks for branch in fork.branches]
            return [
                *(fork.question for fork in section.forks),
                *(text for branch in branches for text in (branch.answer, branch.outcome or "")),
            ]
        case MatrixSection():
            return [*section.columns, *(text for row in section.rows for text in (row.title, *row.cells))]
        case MistakesSection():
            named = [misconceptions[name] for name in section.misconceptions if name in misconceptions]
            return [text for misconception in named for text in (misconception.belief, misconception.correction)]
        case MondaySection():
            return list(section.actions)


def lint_module(placed: Placed[Module], lessons: Mapping[str, Lesson]) -> Iterator[Problem]:
    """Only of a module whose lessons are all readable: of the others nothing can be counted."""
    module = placed.value
    for index, point in enumerate(module.points):
        if not point.citations and _NAMES_LAW.search(point.text):
            message = f"Modul '{module.id}' pokok ke-{index + 1} berisi hukum tanpa rujukan."
            yield placed.warning(message, "Isi citations.", "points", index)
    taught = [lessons[name] for name in module.lessons if name in lessons]
    if len(taught) < len(module.lessons):
        return
    for message, fix in _lint_parts(taught):
        yield placed.warning(f"Modul '{module.id}': {message}", fix, "lessons")


def _lint_parts(lessons: Sequence[Lesson]) -> Iterator[tuple[str, str]]:
    minutes, (shortest, longest) = sum(lesson.estimated_minutes for lesson in lessons), MODULE_MINUTES
    if not shortest <= minutes <= longest:
        yield f"seluruhnya {minutes} menit (seharusnya {shortest} sampai {longest}).", "Tambah atau kurangi materinya."
    if not isinstance(lessons[0].sections[0], MistakesSection):
        yield "materi pertamanya tidak dibuka dengan bagian 'mistakes'.", "Tambahkan bagian itu di awal."
    if not isinstance(lessons[-1].sections[-1], MondaySection):
        yield "materi terakhirnya tidak ditutup dengan bagian 'monday'.", "Tambahkan bagian itu di akhir."
    count = Counter(section.kind for lesson in lessons for section in lesson.sections)
    for kind, least in PARTS:
        if count[kind] < least:
            yield f"bagian '{kind}' baru {count[kind]} (paling sedikit {least}).", "Tambahkan bagian itu."
    if not any(count[kind] for kind in VISUAL_KINDS):
        yield "tanpa gambar.", f"Tambahkan salah satu: {', '.join(VISUAL_KINDS)}."


def lint_homes(lessons: Iterable[Placed[Lesson]], modules: Iterable[Module]) -> Iterator[Problem]:
    """Every lesson belongs to a module (that it belongs to one only is checked when modules are read)."""
    housed = {name for module in modules for name in module.lessons}
    for placed in lessons:
        if placed.value.id not in housed:
            message = f"Materi '{placed.value.id}' tidak ada di modul mana pun."
            yield placed.warning(message, "Sebutkan di lessons sebuah modul.", "id")


def lint_courses(modules: Iterable[Placed[Module]], taken_up: Iterable[str]) -> Iterator[Problem]:
    """Every module is in a course: of any other module nobody is told."""
    known = set(taken_up)
    for placed in modules:
        if placed.value.id not in known:
            message = f"Modul '{placed.value.id}' tidak ada di kursus mana pun."
            yield placed.warning(message, "Sebutkan di modules sebuah kursus (quizzes/courses).", "id")


def lint_terms(terms: Iterable[Placed[Term]], texts: Iterable[str]) -> Iterator[Problem]:
    """A term is explained where it is read, so it must be read somewhere."""
    written = "\n".join(texts).casefold()
    for placed in terms:
        term = placed.value
        if not any(re.search(rf"\b{re.escape(word.casefold())}\b", written) for word in (term.term, *term.also)):
            message = f"Istilah '{term.term}' tidak muncul di materi mana pun."
            yield placed.warning(message, "Pakai dalam materi, tambahkan bentuk lainnya di also, atau hapus.")


def lint_beliefs(beliefs: Sequence[Placed[Misconception]]) -> Iterator[Problem]:
    """One belief under two ids splits its people, and then neither is among the most common."""
    named = [(placed, _content_words(placed.value.belief)) for placed in beliefs]
    for (first, mine), (second, theirs) in combinations(named, 2):
        if mine and len(mine & theirs) >= MAX_BELIEF_LIKENESS * len(mine | theirs):
            message = (
                f"Salah paham '{second.value.id}' mirip dengan '{first.value.id}' ({first.path}:{first.line()}): "
                f"“{first.value.belief}”"
            )
            fix = "Gabungkan: pakai satu pengenal, dan tulis yang lain di formerly. Bila memang berbeda, bedakan kalimatnya."
            yield second.warning(message, fix)


def _content_words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold())) - _LITTLE_WORDS
