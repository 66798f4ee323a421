"""The cut score argued item by item: what share of borderline learners would answer each correctly.

Method: Angoff (1971), "Scales, norms, and equivalent scores"; the cut score of a paper is the sum of the panel's mean
probabilities, here over the expected paper, since every paper is drawn anew from the same blueprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, stdev
from typing import Literal

from pydantic import Field, TypeAdapter

from content.problems import Problem, has_errors
from content.validation import read_model
from content.words import Closed, Date, Line, Slug, Text
from content.yaml_file import yaml_files
from quizzes.draw import fits
from quizzes.models import Item, Quiz

STEP = 0.05
"""Pass marks are whole steps: a panel of a few people cannot tell finer."""

Probability = float


class Rater(Closed):
    id: Slug = Field(description="Pengenal penilai.")
    title: Line = Field(description="Siapa penilai ini, mis. Penyusun materi.")
    is_expert: bool = Field(description="true hanya untuk pakar yang sungguh-sungguh menilai; penyusun bukan pakar.")


class Rating(Closed):
    item: Slug = Field(description="Pengenal soal.")
    probabilities: tuple[Probability, ...] = Field(
        description="Peluang (0 sampai 1) peserta yang pas-pasan menjawab benar; satu angka per penilai, urut daftar raters."
    )


class Panel(Closed):
    """Who judged the items of some quizzes, when, and how."""

    id: Slug = Field(description="Pengenal panel.")
    title: Line = Field(description="Judul panel.")
    method: Literal["angoff"] = Field(description="Metode penetapan batas lulus.")
    held_on: Date = Field(description="Tanggal penilaian.")
    borderline: Text = Field(description="Gambaran peserta yang pas-pasan lulus, yang dibayangkan para penilai.")
    note: Text = Field(description="Keterbatasan panel ini, mis. penilainya masih penyusun sendiri.")
    quizzes: tuple[Slug, ...] = Field(min_length=1, description="Kuis yang batas lulusnya memakai panel ini.")
    raters: tuple[Rater, ...] = Field(min_length=2, description="Para penilai.")
    ratings: tuple[Rating, ...] = Field(min_length=1, description="Penilaian tiap soal.")


@dataclass(frozen=True)
class CutScore:
    """Fractions of the full mark, 0 to 1."""

    value: float
    by_rater: tuple[float, ...]
    unrated: tuple[str, ...]
    """Items the quiz may draw that nobody rated."""

    @property
    def spread(self) -> float:
        """Standard deviation between raters."""
        return stdev(self.by_rater)

    @property
    def pass_mark(self) -> float:
        return round(round(self.value / STEP) * STEP, 2)


def cut_score(quiz: Quiz, items: Mapping[str, Item], panel: Panel) -> CutScore:
    """The panel's cut score for an expected paper of the quiz. ValueError when a cell has no rated item."""
    probabilities = {rating.item: rating.probabilities for rating in panel.ratings}
    total = sum(cell.count for cell in quiz.blueprint)
    sums = [0.0] * len(panel.raters)
    unrated: set[str] = set()
    for cell in quiz.blueprint:
        pool = [item.id for item in items.values() if fits(item, cell)]
        rated = [probabilities[item_id] for item_id in pool if item_id in probabilities]
        unrated |= set(pool) - set(probabilities)
        if not rated:
            raise ValueError(f"no item of cell {cell} of quiz {quiz.id} is rated")
        for rater in range(len(panel.raters)):
            sums[rater] += cell.count * fmean(row[rater] for row in rated) / total
    return CutScore(fmean(sums), tuple(sums), tuple(sorted(unrated)))


def load_panels(
    root: Path, quizzes: Mapping[str, Quiz], items: Mapping[str, Item], problems: list[Problem]
) -> dict[str, Panel]:
    """From ``root/panels``; a pass mark that the panel does not bear out is a warning."""
    panels: dict[str, Panel] = {}
    for path in yaml_files(root / "panels"):
        panel, file, found = read_model(path, root, TypeAdapter(Panel))
        if panel is not None and file is not None:
            relative = path.relative_to(root).as_posix()
            found += [Problem(relative, 1, "error", message, fix) for message, fix in _check_ratings(panel)]
            if not has_errors(found):
                panels[panel.id] = panel
                found += [
                    Problem(relative, file.line_of(("quizzes",)), "warning", message, fix)
                    for message, fix in _check_quizzes(panel, quizzes, items)
                ]
        problems += found
    return panels


def _check_ratings(panel: Panel) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for rating in panel.ratings:
        if rating.item in seen:
            yield f"Soal '{rating.item}' dinilai dua kali.", "Hapus salah satunya."
        seen.add(rating.item)
        if len(rating.probabilities) != len(panel.raters) or not all(0 <= p <= 1 for p in rating.probabilities):
            yield (
                f"Soal '{rating.item}': perlu {len(panel.raters)} peluang antara 0 dan 1.",
                "Tulis satu angka per penilai, urut daftar raters.",
            )


def _check_quizzes(panel: Panel, quizzes: Mapping[str, Quiz], items: Mapping[str, Item]) -> Iterator[tuple[str, str]]:
    for unknown in {rating.item for rating in panel.ratings} - set(items):
        yield f"Soal '{unknown}' tidak ada di bank.", "Hapus penilaiannya."
    for quiz_id in panel.quizzes:
        quiz = quizzes.get(quiz_id)
        if quiz is None:
            yield f"Kuis '{quiz_id}' tidak ada atau sedang bermasalah.", "Periksa ejaannya."
            continue
        try:
            cut = cut_score(quiz, items, panel)
        except ValueError:
            yield f"Kuis '{quiz_id}': ada sel kisi-kisi tanpa soal yang dinilai.", "Lengkapi penilaian."
            continue
        if cut.unrated:
            words = ", ".join(cut.unrated[:3])
            yield f"Kuis '{quiz_id}': {len(cut.unrated)} soal belum dinilai (mis. {words}).", "Lengkapi penilaian."
        if abs(quiz.pass_mark - cut.pass_mark) > 1e-9:
            message = f"Kuis '{quiz_id}': nilai lulus {quiz.pass_mark}, panel menyimpulkan {cut.value:.3f}."
            yield message, f"Tulis pass_mark: {cut.pass_mark}."
