"""Choices in dilemmas as they are counted along the way, rebuilt from the log, and counted by other means: all the same."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from actions.courseware import load_courseware
from actions.learning.dilemmas import ChoiceIsFinal
from actions.registry.agencies import Change, Merge, carry_out
from actions.summaries.rollups import rebuild_rollups
from people.access import console_operator
from store.summaries.rollups import dump_rollups
from tests.actions.recounts import recounted_choices
from tests.actions.test_dilemmas import Site
from tests.builders import NOW, add_learner
from tests.dilemma_builders import PATHS, dilemma_data, write_dilemma_site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_the_rollup_equals_its_rebuild_and_a_count_by_other_means(site: Site) -> None:
    for n, path in enumerate((*PATHS, ("lapor",), ())):
        site.play(path, add_learner(site.database, f"orang-{n}", ("disdik", "dinkes")[n % 2]))
    site.play(PATHS[0])
    site.play(PATHS[1])
    before = rollups_checked(site)
    assert sum(row[-1] for row in before["rollup_choice"]) == 3 + 3 + 4 + 1 + 3


def rollups_checked(site: Site) -> dict[str, list[tuple[object, ...]]]:
    """As they were kept, after both comparisons."""
    with site.database.read() as connection:
        kept, again = dump_rollups(connection), recounted_choices(connection)
    assert sorted(kept["rollup_choice"]) == again["rollup_choice"]  # type: ignore[type-var]
    rebuild_rollups(site.database)
    with site.database.read() as connection:
        assert dump_rollups(connection) == kept
    return kept


@pytest.mark.parametrize("seed", range(3))
def test_so_it_does_with_many_runs_moves_an_edit_and_a_merged_agency(site: Site, seed: int) -> None:
    dice = random.Random(seed)
    viewers = [add_learner(site.database, f"orang-{n}", ("disdik", "dinkes")[n % 2]) for n in range(5)]
    for turn in range(40):
        if turn == 20:
            site.courseware = load_courseware(*write_dilemma_site(site.folder, dilemma_data(title="Undangan baru")))
        who, path = dice.randrange(5), dice.choice(PATHS)
        run_id = site.start(viewers[who])
        with suppress(ChoiceIsFinal):  # the open run went another way
            for number, choice_id in enumerate(path[: dice.randint(0, len(path))], start=1):
                site.choose(run_id, number, choice_id, viewers[who])
        viewers[who] = replace(viewers[who], agency_id=dice.choice(("disdik", "dinkes")))
    by = Change(console_operator(), NOW, NOW.date(), NOW.date().isoformat())
    rollups_checked(site)
    carry_out(site.database, by, Merge("disdik", "dinkes"))
    assert {row[3] for row in rollups_checked(site)["rollup_choice"]} == {"dinkes"}
