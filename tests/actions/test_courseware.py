"""Rules of live editing: a good edit appears, a broken one never takes the course away."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from actions.courseware import RECHECK_SECONDS, Courseware, CoursewareSource
from tests.builders import lesson_data, write_courseware, write_yaml


class Edited:
    def __init__(self, folder: Path) -> None:
        self.content, self.quizzes = write_courseware(folder)
        self.source: CoursewareSource | None = None

    def look(self) -> Courseware:
        if self.source is None:
            self.source = CoursewareSource(self.content, self.quizzes)
        time.sleep(RECHECK_SECONDS + 0.02)
        return self.source.present()

    def write_lesson(self, **changes: object) -> None:
        write_yaml(self.content / "lessons" / "00.yaml", lesson_data(**changes))

    def write(self, text: str, name: str = "lessons/00.yaml") -> None:
        (self.content / name).write_text(text)


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    return Edited(tmp_path)


def title(courseware: Courseware) -> str:
    return courseware.library.lessons[0].title


def test_an_edit_appears_a_broken_one_keeps_the_last_good_and_a_repair_returns(edited: Edited) -> None:
    assert title(edited.look()) == "Dasar"
    edited.write_lesson(title="Dasar baru")
    assert title(edited.look()) == "Dasar baru"
    edited.write("rusak: [")
    broken = edited.look()
    assert title(broken) == "Dasar baru" and broken.is_last_good and len(broken.bank.items) == 6
    assert broken.problems[0].path == "content/lessons/00.yaml"
    edited.write("id: masih-rusak")
    assert title(edited.look()) == "Dasar baru"
    edited.write_lesson(title="Dasar lagi")
    repaired = edited.look()
    assert title(repaired) == "Dasar lagi" and not repaired.is_last_good and repaired.problems == ()


def test_an_old_error_does_not_hold_back_a_repair_of_a_new_one(edited: Edited) -> None:
    edited.write("id: rusak-sejak-awal", "regulations/lain.yaml")
    assert title(edited.look()) == "Dasar"  # served with its error
    edited.write("rusak: [")
    assert edited.look().is_last_good
    edited.write_lesson(title="Diperbaiki")
    repaired = edited.look()
    assert title(repaired) == "Diperbaiki" and not repaired.is_last_good


def test_without_an_edit_the_same_object_serves(edited: Edited) -> None:
    assert edited.look() is edited.look()


def test_the_folders_are_looked_at_once_a_second_at_most(edited: Edited) -> None:
    first = edited.look()
    edited.write_lesson(title="Cepat")
    assert edited.source is not None and edited.source.present() is first
