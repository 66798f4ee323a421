"""Reads the branching cases and checks that every path is a story of three to five choices with an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter

from content.checks import all_texts, check_citations, check_markup, check_paths, duplicates
from content.library import Library
from content.problems import Problem, Severity, has_errors
from content.validation import read_model
from content.yaml_file import yaml_files
from quizzes.models import Dilemma, DilemmaStep

MIN_STEPS, MAX_STEPS = 3, 5
"""Choices on any path from the first situation to an ending."""


def load_dilemmas(root: Path, library: Library, problems: list[Problem]) -> dict[str, Dilemma]:
    """From ``root/dilemmas``, one to a file, in order of ``order``."""
    adapter = TypeAdapter(Dilemma)
    dilemmas: dict[str, Dilemma] = {}
    for path in yaml_files(root / "dilemmas"):
        dilemma, file, found = read_model(path, root, adapter)
        if dilemma is not None and file is not None:
            relative = path.relative_to(root).as_posix()
            wrong = [*_check_story(dilemma), *_check_law(dilemma, library)]
            if dilemma.id in dilemmas:
                wrong.append((("id",), "error", f"Pengenal dilema '{dilemma.id}' sudah dipakai.", "Pilih yang lain."))
            found += [
                Problem(relative, file.line_of(place), severity, message, fix)
                for place, severity, message, fix in wrong
            ]
        problems += found
        if dilemma is not None and not has_errors(found):
            dilemmas[dilemma.id] = dilemma
    return dict(sorted(dilemmas.items(), key=lambda entry: (entry[1].order, entry[0])))


def find_step(dilemma: Dilemma, step_id: str) -> DilemmaStep | None:
    return next((step for step in dilemma.steps if step.id == step_id), None)


_Wrong = tuple[tuple[object, ...], Severity, str, str]


def _check_law(dilemma: Dilemma, library: Library) -> Iterator[_Wrong]:
    lost: Severity = "warning" if library.is_partial else "error"
    for message, fix in check_markup(all_texts(dilemma)):
        yield (), "error", message, fix
    lesson = library.find_lesson(dilemma.section.partition("#")[0])
    checked_on = lesson.checked_on if lesson else None
    for index, step in enumerate(dilemma.steps):
        for message, fix in check_citations(step.citations, library.regulations, library.provisions, checked_on):
            yield ("steps", index, "citations"), "error", message, fix
        for choice in step.choices:
            if choice.misconception is not None and choice.misconception not in library.misconceptions:
                message = f"Salah paham '{choice.misconception}' tidak dikenal."
                yield ("steps", index, "choices"), lost, message, library.misconception_fix(choice.misconception)
    if library.find_section(dilemma.section) is None:
        message = f"Bagian materi '{dilemma.section}' tidak ditemukan."
        yield ("section",), lost, message, "Tulis sebagai materi#bagian yang ada."
    for objective in set(dilemma.objectives) - set(library.objectives()):
        yield ("objectives",), lost, f"Tujuan belajar '{objective}' tidak ada di materi mana pun.", "Periksa ejaannya."


def _check_story(dilemma: Dilemma) -> Iterator[_Wrong]:
    places = [*(step.id for step in dilemma.steps), *(ending.id for ending in dilemma.endings)]
    if duplicates(places):
        yield ("steps",), "error", f"Pengenal '{duplicates(places)[0]}' dipakai dua kali.", "Pilih pengenal lain."
        return
    leads: dict[str, list[str]] = {ending.id: [] for ending in dilemma.endings}
    for index, step in enumerate(dilemma.steps):
        place = ("steps", index, "choices")
        leads[step.id] = [choice.leads_to for choice in step.choices]
        for unknown in set(leads[step.id]) - set(places):
            yield place, "error", f"Langkah atau akhir '{unknown}' tidak ada.", "Periksa leads_to."
            return
        if duplicates(choice.id for choice in step.choices):
            yield place, "error", f"Langkah '{step.id}': dua pilihan berpengenal sama.", "Pilih pengenal lain."
        if sum(choice.weight == 1 for choice in step.choices) != 1:
            message = f"Langkah '{step.id}' harus mempunyai tepat satu pilihan berbobot 1."
            yield place, "error", message, "Beri bobot 1 pada tindakan terbaik, kurang dari 1 pada yang lain."
    broken = [*check_paths(dilemma.steps[0].id, leads)]
    for message in broken:
        yield ("steps",), "error", f"Jalan cerita: {message}", "Perbaiki leads_to."
    if not broken:
        yield from _check_lengths(dilemma, leads)


def _check_lengths(dilemma: Dilemma, leads: Mapping[str, list[str]]) -> Iterator[_Wrong]:
    endings = {ending.id for ending in dilemma.endings}
    lengths: set[int] = set()
    walks = [(dilemma.steps[0].id, 0)]
    while walks:
        place, choices = walks.pop()
        if place in endings:
            lengths.add(choices)
        elif choices <= MAX_STEPS:
            walks += [(following, choices + 1) for following in set(leads[place])]
        else:
            lengths.add(choices)
    if min(lengths) < MIN_STEPS or max(lengths) > MAX_STEPS:
        message = f"Jalan cerita terpendek {min(lengths)} dan terpanjang {max(lengths)} pilihan."
        yield ("steps",), "error", message, f"Setiap jalan harus {MIN_STEPS} sampai {MAX_STEPS} pilihan."
