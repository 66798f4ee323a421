"""Rules of sections that are pictures made of words: trees of questions and tables hold together, or say where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from content.library import load_library
from tests.builders import (
    lesson_data,
    section_data,
    write_courseware,
)
from tests.content.test_library import load


def tree(*forks: dict[str, Any]) -> dict[str, Any]:
    return section_data() | {"kind": "decision_tree", "forks": list(forks)}


def fork(fork_id: str, *branches: dict[str, str]) -> dict[str, Any]:
    return {"id": fork_id, "question": "Apakah?", "branches": [{"answer": "Ya"} | b for b in branches]}


END = {"outcome": "Boleh.", "tone": "aman"}


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        (tree(fork("a", {"goes_to": "b"}, END), fork("b", END, END)), None),
        (tree(fork("a", {"goes_to": "b"}, END), fork("b", {"goes_to": "a"}, END)), "berputar"),
        (tree(fork("a", END, END), fork("b", END, END)), "tidak pernah dicapai"),
        (tree(fork("a", {"goes_to": "z"}, END), fork("b", END, END)), "'z' tidak ada"),
        (tree(fork("a", {"goes_to": "b"} | END, END), fork("b", END, END)), "atau outcome"),
        (tree(fork("a", {"outcome": "Boleh."}, END), fork("b", END, END)), "beserta tone"),
        (tree(fork("a", END, END), fork("a", END, END)), "berpengenal sama"),
        (section_data() | {"kind": "matrix", "columns": ["X"], "rows": [{"title": "r", "cells": ["1", "2"]}] * 2}, "berisi 2 sel"),
    ],
)  # fmt: skip
def test_pictures_made_of_words_hold_together(tmp_path: Path, section: dict[str, Any], complaint: str | None) -> None:
    section.pop("body", None)
    _, problems = load(tmp_path, lessons=[lesson_data(sections=[section])], misconceptions=[])
    assert (problems == ()) if complaint is None else any(complaint in p.message for p in problems), problems


def test_a_row_and_a_branch_are_told_on_their_own_line(tmp_path: Path) -> None:
    content, _ = write_courseware(tmp_path, modules=[], misconceptions=[])
    lesson = """id: dasar
title: Dasar
summary: Ringkas.
order: 1
estimated_minutes: 5
indicators: [karier]
checked_on: '2030-06-01'
objectives: [{id: t, text: T, indicator: karier}]
sections:
  - {kind: matrix, id: peta, title: P, columns: [X, Y], rows: [
      {title: r, cells: [a, b]},
      {title: s, cells: [a, b, c]}]}
  - {kind: decision_tree, id: pohon, title: P, forks: [
      {id: awal, question: Q, branches: [{answer: Ya, goes_to: akhir},
        {answer: Tidak, outcome: Jangan.}]},
      {id: akhir, question: Q, branches: [{answer: Ya, outcome: Boleh., tone: aman},
        {answer: Tidak, goes_to: entah}]}]}
"""
    (content / "lessons" / "00.yaml").write_text(lesson)
    _, problems = load_library(content)
    lines = lesson.splitlines()
    told = [(lines[p.line - 1].strip(), p.message, p.how_to_fix) for p in problems]
    assert [line[:17] for line, _, _ in told] == ["{title: s, cells:", "{answer: Tidak, o", "{answer: Tidak, g"]
    assert "Koma memisahkan sel: apit sel yang memuat koma dengan tanda kutip." in told[0][2]
    assert told[1][1].startswith("Pertanyaan 'awal', jawaban 'Tidak': harus berisi")
    assert told[2][1:] == (
        "Pertanyaan 'akhir', jawaban 'Tidak': pertanyaan 'entah' tidak ada.",
        "Tulis salah satu: akhir, awal.",
    )
