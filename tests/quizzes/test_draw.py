"""Rules of drawing: the blueprint is honoured, a feasible one always draws, the same seed gives the same paper."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.draw import FORMS, Paper, draw_paper, find_shortage, fits, form_for, form_of
from quizzes.models import BlueprintCell, Item, OrderingItem, fingerprint
from tests.builders import KINDS, make_item, make_quiz

BANK: dict[str, Item] = {
    f"s{n}": make_item(
        KINDS[n % 6],
        id=f"s{n}",
        indicator=("karier", "kampanye")[n % 2],
        difficulty=("mudah", "sedang", "sulit")[n % 3],
        objectives=[f"t{n % 4}"],
        critical=n % 5 == 0,
    )
    for n in range(24)
}
PRINTS = {item_id: fingerprint(item) for item_id, item in BANK.items()}


def draw(
    blueprint: list[BlueprintCell], bank: dict[str, Item], seed: int = 1, avoid: frozenset[str] = frozenset()
) -> Paper:
    return draw_paper(blueprint, bank, PRINTS, seed, avoid)


def greatest_matching(cells: list[BlueprintCell], bank: dict[str, Item]) -> int:
    """How many seats can be filled: by trying, for each set of cells, how many items they share (Hall's theorem)."""
    seats = [cell for cell in cells for _ in range(cell.count)]
    worst = 0
    for mask in range(1 << len(cells)):
        chosen = [cell for place, cell in enumerate(cells) if mask >> place & 1]
        reachable = sum(any(fits(item, cell) for cell in chosen) for item in bank.values())
        worst = max(worst, sum(cell.count for cell in chosen) - reachable)
    return len(seats) - worst


def honours(paper: Paper, cells: list[BlueprintCell]) -> bool:
    """The drawn items alone can fill every cell, and nothing is left over."""
    drawn = {p.item_id: BANK[p.item_id] for p in paper}
    wanted = sum(cell.count for cell in cells)
    return len(drawn) == len(paper) == wanted and greatest_matching(cells, drawn) == wanted


CELLS = st.lists(
    st.builds(
        BlueprintCell,
        count=st.integers(1, 4),
        indicator=st.sampled_from([None, "karier", "kampanye"]),
        objective=st.sampled_from([None, None, "t0", "t1", "t3"]),
        difficulty=st.sampled_from([None, None, "mudah", "sulit"]),
        critical=st.sampled_from([None, None, None, True, False]),
    ),
    min_size=1,
    max_size=5,
)
BANKS = st.lists(st.sampled_from(sorted(BANK)), min_size=1, max_size=14, unique=True).map(
    lambda ids: {item_id: BANK[item_id] for item_id in ids}
)


@settings(max_examples=200, deadline=None)
@given(CELLS, BANKS, st.integers(0, 2**32))
def test_exactly_the_feasible_blueprints_draw(cells: list[BlueprintCell], bank: dict[str, Item], seed: int) -> None:
    feasible = greatest_matching(cells, bank) == sum(cell.count for cell in cells)
    assert (find_shortage(cells, bank.values()) is None) == feasible
    if feasible:
        assert honours(draw(cells, bank, seed), cells)
    else:
        with pytest.raises(ValueError, match="cannot be filled"):
            draw(cells, bank, seed)


@settings(max_examples=200, deadline=None)
@given(CELLS, BANKS, st.sets(st.sampled_from(sorted(BANK))), st.integers(0, 2**32))
def test_seen_items_return_only_where_nothing_else_fits(
    cells: list[BlueprintCell], bank: dict[str, Item], seen: set[str], seed: int
) -> None:
    if find_shortage(cells, bank.values()) is not None:
        return
    paper = draw(cells, bank, seed, frozenset(seen))
    fresh = {item_id: item for item_id, item in bank.items() if item_id not in seen}
    assert honours(paper, cells)
    assert sum(p.item_id not in seen for p in paper) == greatest_matching(cells, fresh)


def test_a_cell_gives_way_so_that_no_seen_item_is_needed() -> None:
    bank = {
        "a": make_item(id="a", indicator="karier"),
        "b": make_item(id="b", indicator="karier", difficulty="sulit"),
        "c": make_item(id="c", indicator="kampanye", difficulty="sulit"),
    }
    prints = dict.fromkeys(bank, "x")
    cells = [BlueprintCell(count=1, indicator="karier"), BlueprintCell(count=1, difficulty="sulit")]
    for seed in range(50):
        paper = draw_paper(cells, bank, prints, seed, frozenset({"c"}))
        assert {p.item_id for p in paper} == {"a", "b"}


def test_a_shortage_names_the_first_cell_that_cannot_be_filled() -> None:
    cells = [
        BlueprintCell(count=10, indicator="karier"),
        BlueprintCell(count=5, difficulty="mudah", indicator="karier"),
    ]
    shortage = find_shortage(cells, BANK.values())
    assert shortage is not None and (shortage.cell_index, shortage.wanted, shortage.available) == (1, 5, 2)


@given(st.integers())
@settings(max_examples=50, deadline=None)
def test_the_same_seed_gives_the_same_paper_in_whatever_order_the_bank_comes(seed: int) -> None:
    cells = [BlueprintCell(count=12)]
    backwards = dict(reversed(BANK.items()))
    assert draw(cells, BANK, seed) == draw(cells, backwards, seed)


def test_other_seeds_give_other_papers() -> None:
    assert len({draw([BlueprintCell(count=6)], BANK, seed) for seed in range(40)}) == 40


def test_ordering_steps_are_never_shown_solved() -> None:
    for seed in range(300):
        for drawn in draw([BlueprintCell(count=24)], BANK, seed):
            if isinstance(BANK[drawn.item_id], OrderingItem):
                assert list(drawn.order) != sorted(drawn.order)


def test_a_fixed_order_and_true_false_are_left_as_written() -> None:
    bank = {"f": make_item(id="f", fixed_order=True), "t": make_item("true_false", id="t")}
    for seed in range(20):
        for drawn in draw_paper([BlueprintCell(count=2)], bank, dict.fromkeys(bank, "x"), seed):
            assert list(drawn.order) == sorted(drawn.order)


def test_every_item_that_fits_is_drawn_about_equally_often() -> None:
    times = dict.fromkeys(BANK, 0)
    for seed in range(1200):
        for drawn in draw([BlueprintCell(count=4)], BANK, seed):
            times[drawn.item_id] += 1
    expected = 1200 * 4 / len(BANK)
    chi_square = sum((seen - expected) ** 2 / expected for seen in times.values())
    assert chi_square < 49.7, times  # 23 degrees of freedom, p = 0.001


def test_a_long_blueprint_draws_from_a_big_bank() -> None:
    bank = {f"b{n:04}": make_item(id=f"b{n:04}") for n in range(400)}
    cells = [BlueprintCell(count=50)] * 8
    assert find_shortage(cells, bank.values()) is None
    paper = draw_paper(cells, bank, dict.fromkeys(bank, "x"), 3, frozenset(random.Random(1).sample(sorted(bank), 200)))
    assert len({p.item_id for p in paper}) == 400


@given(seed=st.integers(0, 10**6), hostile=st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23)), max_size=12))
def test_enemies_never_stand_on_one_paper(seed: int, hostile: list[tuple[int, int]]) -> None:
    enemies: dict[str, set[str]] = {}
    for one, other in hostile:
        if one != other:
            enemies.setdefault(f"s{one}", set()).add(f"s{other}")
    bank = {
        item_id: item.model_copy(update={"enemies": tuple(sorted(enemies.get(item_id, ())))})
        for item_id, item in BANK.items()
    }
    for count in range(1, 12):
        cells = [BlueprintCell(count=count, indicator="karier"), BlueprintCell(count=2, difficulty="sulit")]
        if find_shortage(cells, bank.values()) is not None:
            break
        drawn = {p.item_id for p in draw_paper(cells, bank, PRINTS, seed)}
        assert all(not set(bank[item_id].enemies) & drawn for item_id in drawn)
        assert len(drawn) == count + 2


def test_an_item_for_some_people_comes_only_where_the_cell_asks_for_them() -> None:
    item = make_item(audience=["pppk", "desa"])
    assert fits(item, BlueprintCell(count=1, audience="desa"))
    assert not fits(item, BlueprintCell(count=1)) and not fits(item, BlueprintCell(count=1, audience="pimpinan"))
    assert not fits(make_item(), BlueprintCell(count=1, audience="desa"))


def test_a_cell_may_ask_for_what_certain_lessons_teach() -> None:
    item = make_item(section="dasar#awal")
    assert fits(item, BlueprintCell(count=1, lessons=("lain", "dasar")))
    assert not fits(item, BlueprintCell(count=1, lessons=("lain",)))


@given(seed=st.integers(0, 10**6), form=st.sampled_from(FORMS))
def test_a_form_draws_from_its_own_half_of_the_bank(seed: int, form: str) -> None:
    cells = [BlueprintCell(count=min(sum(form_of(i) == f for i in BANK) for f in FORMS))]
    assert {form_of(p.item_id) for p in draw_paper(cells, BANK, PRINTS, seed, form=form)} == {form}


def test_pretest_and_posttest_cross_over_between_people() -> None:
    before = make_quiz(id="pra", mode="pretest", parallel="pasangan")
    after = make_quiz(id="pasca", mode="posttest", parallel="pasangan")
    people = [f"orang-{n}" for n in range(1000)]
    assert all({form_for(before, p), form_for(after, p)} == set(FORMS) for p in people)
    assert 450 <= sum(form_for(before, p) == "A" for p in people) <= 550
    assert form_for(make_quiz(), "orang-1") is None
