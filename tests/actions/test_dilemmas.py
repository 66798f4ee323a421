"""Rules of going through a dilemma: a choice is final and stored once, nothing unchosen is told, the first run counts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.courseware import load_courseware
from actions.learning import dilemmas
from actions.learning.dilemmas import ChoiceIsFinal, RunView, StrangeChoice
from people.errors import NetralError, NotAllowed, NotFound
from people.models import Viewer
from store.database import open_database
from tests.builders import NOW, add_learner, fresh_id, make_database
from tests.dilemma_builders import PATHS, STORY, dilemma_data, make_dilemma_courseware, write_dilemma_site


class Site:
    """One database, one learner, one dilemma."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = make_database(folder / "netral.sqlite")
        self.courseware = make_dilemma_courseware(folder)
        self.viewer = add_learner(self.database)

    def start(self, viewer: Viewer | None = None) -> str:
        who = viewer or self.viewer
        return dilemmas.start_run(self.database, self.courseware, who, "undangan", NOW, run_id=fresh_id())

    def choose(self, run_id: str, number: int, choice_id: str, viewer: Viewer | None = None) -> None:
        at = NOW + timedelta(minutes=number)
        dilemmas.make_choice(self.database, viewer or self.viewer, run_id, number, choice_id, at)

    def play(self, path: tuple[str, ...], viewer: Viewer | None = None) -> str:
        run_id = self.start(viewer)
        for number, choice_id in enumerate(path, start=1):
            self.choose(run_id, number, choice_id, viewer)
        return run_id

    def view(self, run_id: str) -> RunView:
        return dilemmas.view_run(self.database, self.viewer, run_id)

    def rows(self, table: str) -> list[tuple[object, ...]]:
        with self.database.read() as connection:
            return [tuple(row) for row in connection.execute(f"SELECT * FROM {table}")]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def words_of(view: object) -> str:
    """Every text anywhere in the record."""
    if is_dataclass(view):
        return "\n".join(words_of(getattr(view, field.name)) for field in fields(view))
    if isinstance(view, (tuple, list)):
        return "\n".join(words_of(part) for part in view)
    return str(view)


def in_words(error: NetralError) -> None:
    assert str(error).endswith(".") and error.what_to_do.endswith(".")


def test_a_run_goes_from_the_first_step_to_an_ending(site: Site) -> None:
    view = site.view(site.play(PATHS[0]))
    assert [past.chosen for past in view.path] == [f"Tindakan-{name}" for name in PATHS[0]]
    assert (view.step, view.ending_title, view.score, view.best_count) == (None, "Judul-baik", 1.0, 3)


def test_a_bad_path_is_longer_and_tells_the_best_only_after_the_end(site: Site) -> None:
    run_id = site.start()
    for number, choice_id in enumerate(PATHS[2], start=1):
        assert not any(past.best_text for past in site.view(run_id).path)
        site.choose(run_id, number, choice_id)
    view = site.view(run_id)
    assert view.score == pytest.approx(0.125) and len(view.path) == 4
    assert [past.best_text for past in view.path] == [f"Tindakan-{n}" for n in ("lapor", "mundur", "akui", "jelaskan")]


def test_nothing_of_an_unchosen_choice_but_its_text_is_told_before_it_is_made(site: Site) -> None:
    run_id = site.start()
    for number in range(1, len(PATHS[2]) + 1):
        words = words_of(site.view(run_id))
        made = set(PATHS[2][: number - 1])
        for step, choices in STORY.items():
            for name in choices:
                told = f"Akibat-{step}-{name}" in words or f"Ulasan-{step}-{name}" in words
                assert told == (name in made), (number, step, name)
        assert "Penutup" not in words and "Judul-" not in words
        site.choose(run_id, number, PATHS[2][number - 1])


def test_a_double_click_stores_one_choice(site: Site) -> None:
    run_id = site.start()
    for _ in range(3):
        site.choose(run_id, 1, "lapor")
    assert len(site.rows("dilemma_choice")) == 1
    assert [row[-1] for row in site.rows("rollup_choice")] == [1]


def test_a_double_click_on_the_last_choice_changes_nothing(site: Site) -> None:
    run_id = site.play(PATHS[0])
    before = site.view(run_id)
    site.choose(run_id, 3, PATHS[0][-1])
    assert site.view(run_id) == before and len(site.rows("dilemma_choice")) == 3


def test_a_second_tab_cannot_change_what_was_chosen(site: Site) -> None:
    run_id = site.start()
    site.choose(run_id, 1, "lapor")
    with pytest.raises(ChoiceIsFinal) as caught:
        site.choose(run_id, 1, "ikut")
    in_words(caught.value)
    assert [past.chosen for past in site.view(run_id).path] == ["Tindakan-lapor"]


def test_sixteen_tabs_choosing_at_once_store_one_choice(site: Site) -> None:
    run_id, refused = site.start(), []
    start = threading.Barrier(16)

    def work(n: int) -> None:
        start.wait()
        try:
            site.choose(run_id, 1, ("lapor", "diam", "ikut")[n % 3])
        except ChoiceIsFinal:
            refused.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.rows("dilemma_choice")) == 1 and 10 <= len(refused) <= 11


@pytest.mark.parametrize(
    ("number", "choice_id"),
    [(1, "tolak"), (1, "tidak-ada"), (1, ""), (1, "dua"), (2, "lapor"), (2, "tolak"), (0, "lapor"), (-1, "lapor"), (99, "lapor")],
)  # fmt: skip
def test_a_forged_choice_is_refused_and_not_stored(site: Site, number: int, choice_id: str) -> None:
    run_id = site.start()
    with pytest.raises(StrangeChoice) as caught:
        site.choose(run_id, number, choice_id)
    in_words(caught.value)
    assert site.rows("dilemma_choice") == [] and site.view(run_id).path == ()


def test_after_the_end_no_choice_is_taken(site: Site) -> None:
    run_id = site.play(PATHS[0])
    with pytest.raises(StrangeChoice):
        site.choose(run_id, 4, "jelaskan")
    assert len(site.rows("dilemma_choice")) == 3


def test_starting_while_a_run_is_open_goes_on_with_it(site: Site) -> None:
    assert site.start() == site.start() and len(site.rows("dilemma_run")) == 1


def test_sixteen_starts_at_once_make_one_run(site: Site) -> None:
    ids: list[str] = []
    threads = [threading.Thread(target=lambda: ids.append(site.start())) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 16 and len(set(ids)) == 1


def test_a_restart_is_a_new_run_and_the_first_one_is_reported(site: Site) -> None:
    site.play(PATHS[2])
    counted = site.rows("rollup_choice")
    again = site.play(PATHS[0])
    assert site.view(again).number == 2 and site.rows("rollup_choice") == counted and len(counted) == 4
    (progress,) = dilemmas.dilemma_progress(site.database, site.courseware, site.viewer)
    assert (progress.run_count, progress.has_open_run, progress.first_score) == (2, False, pytest.approx(0.125))


def test_the_list_tells_what_is_done(site: Site) -> None:
    def now() -> tuple[int, bool, bool]:
        (progress,) = dilemmas.dilemma_progress(site.database, site.courseware, site.viewer)
        return progress.run_count, progress.has_open_run, progress.is_done

    assert now() == (0, False, False)
    run_id = site.start()
    site.choose(run_id, 1, "lapor")
    assert now() == (1, True, False)
    site.choose(run_id, 2, "tolak")
    site.choose(run_id, 3, "jelaskan")
    assert now() == (1, False, True)
    site.start()
    assert now() == (2, True, True)


def test_what_is_stored_survives_a_restart_of_the_server(site: Site) -> None:
    run_id = site.start()
    site.choose(run_id, 1, "diam")
    before = site.view(run_id)
    site.database.close()
    site.database = open_database(site.folder / "netral.sqlite")
    assert site.view(run_id) == before and before.step is not None and before.step.situation == "Keadaan-sulit"


def test_an_edited_dilemma_does_not_change_a_run_under_way(site: Site) -> None:
    run_id = site.start()
    changed = dilemma_data(title="Undangan baru")
    site.courseware = load_courseware(*write_dilemma_site(site.folder, changed))
    assert site.start() == run_id and site.view(run_id).title == "Undangan"
    for number, choice_id in enumerate(PATHS[0], start=1):
        site.choose(run_id, number, choice_id)
    assert site.view(site.start()).title == "Undangan baru"
    assert len(site.rows("dilemma_version")) == 2


def test_a_run_remembers_where_its_person_belonged(site: Site) -> None:
    run_id = site.start()
    moved = replace(site.viewer, agency_id="dinkes", employment="pppk")
    site.choose(run_id, 1, "lapor", moved)
    (row,) = site.rows("rollup_choice")
    assert row[1:] == ("satu", "lapor", "disdik", "pns", 1)


def test_an_unknown_dilemma_is_refused(site: Site) -> None:
    with pytest.raises(NotFound) as caught:
        dilemmas.start_run(site.database, site.courseware, site.viewer, "asing", NOW, run_id="x")
    in_words(caught.value)
    assert dilemmas.find_run(site.database, site.viewer, "asing") is None


Deed = Callable[[Site, Viewer, str], Any]
DEEDS: dict[str, Deed] = {
    "dilemma_progress": lambda site, viewer, run: dilemmas.dilemma_progress(site.database, site.courseware, viewer),
    "start_run": lambda site, viewer, run: site.start(viewer),
    "find_run": lambda site, viewer, run: dilemmas.find_run(site.database, viewer, "undangan"),
    "make_choice": lambda site, viewer, run: site.choose(run, 1, "lapor", viewer),
    "view_run": lambda site, viewer, run: dilemmas.view_run(site.database, viewer, run),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_every_role_may_play_and_an_unknown_one_may_not(site: Site, deed: Deed) -> None:
    run_id = site.start()
    for role in ("learner", "supervisor", "author"):
        deed(site, replace(site.viewer, role=role), run_id)
    with pytest.raises(NotAllowed):
        deed(site, replace(site.viewer, role="asing"), run_id)  # type: ignore[arg-type]


@pytest.mark.parametrize("deed", ["make_choice", "view_run"])
@pytest.mark.parametrize("run", ["own", "tidak-ada"])
def test_anothers_run_does_not_exist(site: Site, deed: str, run: str) -> None:
    run_id, other = site.start(), add_learner(site.database, "budi")
    with pytest.raises(NotFound):
        DEEDS[deed](site, other, run_id if run == "own" else run)
    assert dilemmas.find_run(site.database, other, "undangan") is None
    assert site.rows("dilemma_choice") == []
