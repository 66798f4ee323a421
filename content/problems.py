"""One thing that is wrong with a content file: where, how bad, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

SEVERITY_TITLES = {"error": "galat", "warning": "peringatan"}


@dataclass(frozen=True, order=True)
class Problem:
    """``path`` is relative to the content folder; ``line`` counts from 1; words are Indonesian."""

    path: str
    line: int
    severity: Severity
    message: str
    how_to_fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {SEVERITY_TITLES[self.severity]}: {self.message} {self.how_to_fix}"


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)
