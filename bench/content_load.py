"""Reading a bank of 1,000 items with every check, beside PyYAML merely parsing the same bytes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from actions.courseware import load_courseware
from bench.servers import ROOT
from bench.table import Row

ITEM_COUNT = 1_000
_QUICKEST_OF = 3


def measure_content_load(folder: Path) -> list[Row]:
    content, quizzes = folder / "content", folder / "quizzes"
    _write_large_bank(content, quizzes)
    files = sorted([*content.rglob("*.yaml"), *quizzes.rglob("*.yaml")])

    def plainly() -> None:
        for path in files:
            yaml.safe_load(path.read_bytes())

    loaded = len(load_courseware(content, quizzes).bank.items)
    ours, baseline = _quickest(lambda: load_courseware(content, quizzes)), _quickest(plainly)
    note = "" if loaded == ITEM_COUNT else f"only {loaded} of {ITEM_COUNT} items were accepted"
    return [Row(f"load and check {loaded:,} items", ours, "s", baseline, "yaml.safe_load of the same files", note=note)]


def _write_large_bank(content: Path, quizzes: Path) -> None:
    """The shipped items again and again under new ids; lessons, regulations and quizzes as shipped."""
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(ROOT / "quizzes", quizzes, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shipped = [item for path in sorted((quizzes / "bank").glob("*.yaml")) for item in _items(path)]
    extra = [
        {**shipped[number % len(shipped)], "id": f"tiruan-{number:04}"} for number in range(ITEM_COUNT - len(shipped))
    ]
    for start in range(0, len(extra), 100):
        text = yaml.safe_dump({"items": extra[start : start + 100]}, allow_unicode=True, sort_keys=False, width=10_000)
        (quizzes / "bank" / f"tiruan-{start // 100:02}.yaml").write_text(text, encoding="utf-8")


def _items(path: Path) -> list[dict]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))["items"]


def _quickest(work: Callable[[], object]) -> float:
    """The quickest run is the one the rest of the machine disturbed least."""
    times = []
    for _ in range(_QUICKEST_OF):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)
