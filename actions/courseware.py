"""The course as it stands in the YAML folders: read, checked, and reloaded when a file changes.

An edit that breaks something keeps the last good version in service and shows the problems to authors.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from content.library import Library, load_library
from content.problems import Problem
from quizzes.bank import Bank, load_bank

RECHECK_SECONDS = 1.0
"""At most one look at the folders per second, however many people are reading."""


@dataclass(frozen=True)
class Courseware:
    """One consistent version of everything taught and asked."""

    library: Library
    bank: Bank
    problems: tuple[Problem, ...]
    folder_state: tuple[tuple[str, int, int], ...]
    """(path, modification time in ns, bytes) of each file: changes with every edit."""
    is_last_good: bool = False
    """True while a newer edit is broken and this earlier version serves instead."""
    known_errors: frozenset[tuple[str, str]] = frozenset()
    """(path, message) of the errors the served version itself has, also while ``problems`` tells of a newer edit."""


def load_courseware(content_dir: Path, quizzes_dir: Path) -> Courseware:
    """Read both folders once."""
    state = _folder_state(content_dir, quizzes_dir)
    library, content_problems = load_library(content_dir)
    if content_dir.is_dir():
        bank, quiz_problems = load_bank(quizzes_dir, library)
    else:  # every citation of every item would be reported too, and hide the one thing that is wrong
        bank, quiz_problems = Bank(), ()
    problems = tuple(_prefixed(content_dir, content_problems)) + tuple(_prefixed(quizzes_dir, quiz_problems))
    return Courseware(library, bank, problems, state, known_errors=_error_keys(problems))


class CoursewareSource:
    """Hands out the present courseware; safe to share between threads."""

    def __init__(self, content_dir: Path, quizzes_dir: Path) -> None:
        self._folders = (content_dir, quizzes_dir)
        self._lock = threading.Lock()
        self._present = load_courseware(*self._folders)
        self._looked_at = time.monotonic()

    def present(self) -> Courseware:
        if time.monotonic() - self._looked_at < RECHECK_SECONDS:
            return self._present
        with self._lock:
            self._looked_at = time.monotonic()
            if _folder_state(*self._folders) != self._present.folder_state:
                self._present = _choose(load_courseware(*self._folders), self._present)
        return self._present


def _choose(new: Courseware, old: Courseware) -> Courseware:
    """The new version, unless it brings errors the served version does not have."""
    if new.known_errors - old.known_errors and old.bank.items:
        return replace(old, problems=new.problems, folder_state=new.folder_state, is_last_good=True)
    return new


def _error_keys(problems: tuple[Problem, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((p.path, p.message) for p in problems if p.severity == "error")


def _prefixed(folder: Path, problems: tuple[Problem, ...]) -> list[Problem]:
    return [
        Problem(
            f"{folder.name}/{p.path}" if p.path != folder.name else p.path, p.line, p.severity, p.message, p.how_to_fix
        )
        for p in problems
    ]


def _folder_state(*folders: Path) -> tuple[tuple[str, int, int], ...]:
    state = []
    for folder in folders:
        for path in sorted(folder.rglob("*.y*ml")) if folder.is_dir() else ():
            try:
                facts = path.stat()
            except OSError:
                continue  # removed between listing and looking: the next look sees it gone
            state.append((path.as_posix(), facts.st_mtime_ns, facts.st_size))
    return tuple(state)
