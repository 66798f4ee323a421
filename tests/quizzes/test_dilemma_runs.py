"""Every walk ends in three to five choices, and the same choices always lead to the same place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.library import load_library
from quizzes.dilemma_runs import (
    NoSuchChoice,
    Walk,
    WalkEnded,
    begin,
    best_choice,
    choose,
    followers,
    replay,
    shown_choices,
    steps_in_order,
)
from quizzes.dilemmas import MAX_STEPS, MIN_STEPS, _check_story, load_dilemmas
from quizzes.models import Dilemma
from tests.builders import CONTENT, QUIZZES
from tests.dilemma_builders import PATHS, dilemma_data, make_dilemma


@st.composite
def dilemmas(draw: st.DrawFn) -> Dilemma:
    """Layers of one or two steps; from the third on a choice may also end the story early."""
    widths = draw(st.lists(st.integers(1, 2), min_size=2, max_size=4))
    layers = [["s0-0"]] + [[f"s{n}-{k}" for k in range(width)] for n, width in enumerate(widths, start=1)]
    steps = {}
    for depth, layer in enumerate(layers):
        onward = layers[depth + 1] if depth + 1 < len(layers) else []
        ends = ["akhir-a", "akhir-b"] if depth + 1 >= MIN_STEPS else []
        for name in layer:
            leads = draw(st.lists(st.sampled_from([*onward, *ends]), min_size=2, max_size=4))
            others = len(leads) - 1
            weights = [1.0, *draw(st.lists(st.floats(0, 0.9), min_size=others, max_size=others))]
            order = draw(st.permutations(weights))
            steps[name] = list(zip("abcd", leads, order, strict=False))
    reached, queue = set(), ["s0-0"]
    while queue:
        place = queue.pop()
        if place not in reached:
            reached.add(place)
            queue += [lead for _, lead, _ in steps.get(place, [])]
    data = dilemma_data(
        steps=[
            {
                "id": name, "situation": "Keadaan", "question": "Apa?", "citations": ["uu-9-2030:pasal-1"],
                "choices": [
                    {"id": c, "text": c, "consequence": "A", "feedback": "U", "weight": w, "leads_to": lead}
                    for c, lead, w in choices
                ],
            }
            for name, choices in steps.items()
            if name in reached
        ],
        endings=[{"id": e, "title": e, "text": e} for e in ("akhir-a", "akhir-b") if e in reached],
    )  # fmt: skip
    if len(data["endings"]) < 2:  # one ending is enough for walking, two for the model
        data["endings"].append({"id": "akhir-c", "title": "c", "text": "c"})
    return Dilemma.model_validate_json(json.dumps(data))


def walk_on(dilemma: Dilemma, picks: list[int]) -> Walk:
    walk = begin(dilemma)
    for pick in picks:
        if walk.step is None:
            break
        walk = choose(walk, walk.step.choices[pick % len(walk.step.choices)].id)
    return walk


picks = st.lists(st.integers(0, 3), min_size=MAX_STEPS, max_size=MAX_STEPS)


@settings(max_examples=200)
@given(dilemmas(), picks)
def test_any_choices_reach_an_ending_in_three_to_five_steps(dilemma: Dilemma, picked: list[int]) -> None:
    assert not [problem for problem in _check_story(dilemma) if "akhir-c" not in problem[2]]
    walk = walk_on(dilemma, picked)
    assert walk.step is None and walk.ending is not None
    assert MIN_STEPS <= len(walk.taken) <= MAX_STEPS
    assert walk.score is not None and 0 <= walk.score <= 1
    assert (walk.score == 1) == (walk.best_count == len(walk.taken))


@settings(max_examples=200)
@given(dilemmas(), picks, st.integers(0, MAX_STEPS))
def test_replaying_stored_choices_gives_the_same_place(dilemma: Dilemma, picked: list[int], length: int) -> None:
    walk = walk_on(dilemma, picked[:length])
    assert replay(dilemma, [taken.choice.id for taken in walk.taken]) == walk


@given(dilemmas())
def test_each_step_comes_after_all_that_lead_to_it(dilemma: Dilemma) -> None:
    order = [step.id for step in steps_in_order(dilemma)]
    assert sorted(order) == sorted(step.id for step in dilemma.steps) and order[0] == dilemma.steps[0].id
    for step in dilemma.steps:
        assert all(order.index(step.id) < order.index(after.id) for after in followers(dilemma, step))


def test_the_shipped_dilemmas_end_on_every_path() -> None:
    library, _ = load_library(CONTENT)
    for dilemma in load_dilemmas(QUIZZES, library, []).values():
        walks = [begin(dilemma)]
        while walks:
            walk = walks.pop()
            if walk.step is None:
                assert walk.ending is not None and MIN_STEPS <= len(walk.taken) <= MAX_STEPS
            else:
                walks += [choose(walk, choice.id) for choice in walk.step.choices]


def test_a_walk_stands_at_a_step_or_an_ending_never_both() -> None:
    for path in PATHS:
        walk = begin(make_dilemma())
        for choice_id in path:
            assert walk.step is not None and walk.ending is None
            walk = choose(walk, choice_id)
        assert walk.step is None and walk.ending is not None


def test_a_choice_of_another_step_is_refused() -> None:
    walk = begin(make_dilemma())
    with pytest.raises(NoSuchChoice) as caught:
        choose(walk, "tolak")
    assert (caught.value.step_id, caught.value.choice_id) == ("satu", "tolak")


def test_after_the_end_nothing_can_be_chosen() -> None:
    with pytest.raises(WalkEnded):
        choose(replay(make_dilemma(), PATHS[0]), "jelaskan")


def test_the_score_is_the_mean_of_the_weights_whatever_the_length_of_the_path() -> None:
    assert [round(replay(make_dilemma(), path).score or 0, 3) for path in PATHS] == [1.0, 0.567, 0.125]
    assert begin(make_dilemma()).score is None


def test_choices_are_shown_in_an_order_of_the_runs_own_that_never_changes() -> None:
    step = make_dilemma().steps[0]
    orders = {tuple(choice.id for choice in shown_choices(step, f"run-{n}")) for n in range(60)}
    assert len(orders) == 6
    assert shown_choices(step, "run-1") == shown_choices(step, "run-1")
    assert best_choice(step).id == "lapor"
