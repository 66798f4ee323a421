"""However a shipped file is damaged, loading answers with problems, never with a traceback."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from content.library import load_library
from content.problems import Problem
from content.yaml_file import YamlRefused, parse_yaml
from quizzes.bank import load_bank
from tests.builders import CONTENT, QUIZZES
from tests.content.mutate import mutate

SHIPPED = sorted([*CONTENT.rglob("*.yaml"), *QUIZZES.rglob("*.yaml")])


def check_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.line >= 1 and problem.message and problem.how_to_fix
        assert not Path(problem.path).is_absolute()


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_text_is_data_or_a_refusal(seed: int) -> None:
    dice = random.Random(seed)
    text = mutate(dice.choice(SHIPPED).read_text(encoding="utf-8"), dice)
    try:
        parse_yaml(text)
    except YamlRefused as refusal:
        assert 1 <= refusal.line <= text.count("\n") + text.count("\u2028") + 2


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_site_still_loads(tmp_path: Path, seed: int) -> None:
    damage_and_load(tmp_path, random.Random(seed), rounds=1)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_damaged_sites_still_load(tmp_path: Path, seed: int) -> None:
    damage_and_load(tmp_path, random.Random(1000 + seed), rounds=50)


def damage_and_load(folder: Path, dice: random.Random, rounds: int) -> None:
    copies = {CONTENT: folder / "content", QUIZZES: folder / "quizzes"}
    for shipped, copy in copies.items():
        shutil.copytree(shipped, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__", "schemas"))
    for _ in range(rounds):
        original = dice.choice(SHIPPED)
        root = CONTENT if original.is_relative_to(CONTENT) else QUIZZES
        copy = copies[root] / original.relative_to(root)
        text = original.read_text(encoding="utf-8")
        copy.write_text(mutate(text, dice), encoding="utf-8")
        library, problems = load_library(copies[CONTENT])
        check_problems(problems)
        _, problems = load_bank(copies[QUIZZES], library)
        check_problems(problems)
        copy.write_text(text, encoding="utf-8")
