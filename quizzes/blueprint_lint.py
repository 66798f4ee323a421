"""A test drawn again must be another test: each blueprint cell chooses from several times what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from content.placed import Placed
from content.problems import Problem
from quizzes.draw import FORMS, fits, form_of
from quizzes.models import Item, Quiz

MIN_CHOICE = 4
"""Fitting items for each item drawn: at most a quarter of a cell is met again in a second paper, on average."""


def lint_blueprint(placed: Placed[Quiz], items: Iterable[Item]) -> Iterator[Problem]:
    """Only of tests: practice may repeat itself."""
    quiz, pool = placed.value, tuple(items)
    if quiz.mode == "practice":
        return
    for index, cell in enumerate(quiz.blueprint):
        fitting = [item for item in pool if fits(item, cell)]
        for form in FORMS if quiz.parallel else (None,):
            count = sum(form is None or form_of(item.id) == form for item in fitting)
            if count < MIN_CHOICE * cell.count:
                where = f" bentuk {form}" if form else ""
                message = (
                    f"Kuis '{quiz.id}' sel ke-{index + 1}: {count} soal{where} untuk {cell.count} tempat "
                    f"(paling sedikit {MIN_CHOICE * cell.count})."
                )
                yield placed.warning(message, "Tambah soal yang cocok atau kurangi count.", "blueprint", index)
