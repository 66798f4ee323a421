"""From a blueprint and a seed to a paper, and the proof at load time that every paper can be drawn.

Cells may overlap, so drawing is a bipartite matching of seats to items by augmenting paths
(Kuhn, "The Hungarian method for the assignment problem", 1955; König's theorem gives the proof of shortage):
a paper exists exactly when the matching seats everybody.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quizzes.models import BlueprintCell, Item, MatchingItem, OrderingItem, Quiz, TrueFalseItem


@dataclass(frozen=True)
class PaperItem:
    """One item of a paper: which version, and in which order its choices are shown."""

    item_id: str
    fingerprint: str
    order: tuple[int, ...]
    """Shown place -> place in the YAML: of options, of right sides (extras last), or of steps."""


Paper = tuple[PaperItem, ...]
Form = Literal["A", "B"]
FORMS: tuple[Form, Form] = ("A", "B")
_FORM_SALT = 12267
"""Of 12,000 divisions by chance the one whose halves of the shipped bank differ least, cell by cell (rerandomization:
Morgan & Rubin, Annals of Statistics 40, 2012). Changing it would hand people the form they have already seen."""


@dataclass(frozen=True)
class Shortage:
    """The first cell that cannot be filled."""

    cell_index: int
    wanted: int
    available: int


def fits(item: Item, cell: BlueprintCell) -> bool:
    return (
        (cell.indicator is None or item.indicator == cell.indicator)
        and (cell.objective is None or cell.objective in item.objectives)
        and (cell.difficulty is None or item.difficulty == cell.difficulty)
        and (cell.critical is None or item.critical == cell.critical)
        and (not cell.lessons or item.section.partition("#")[0] in cell.lessons)
        and (not item.audience if cell.audience is None else cell.audience in item.audience)
    )


def form_of(item_id: str) -> Form:
    """The half of the bank an item belongs to, the same for ever: halves of one domain are randomly parallel
    (Lord & Novick, Statistical Theories of Mental Test Scores, 1968, ch. 11)."""
    return FORMS[hashlib.sha256(f"{_FORM_SALT}:{item_id}".encode()).digest()[0] % 2]


def form_for(quiz: Quiz, person_id: str) -> Form | None:
    """Which form a person gets: half of the people meet A before and B after, the other half B before and A after.

    None for a quiz that has no parallel forms.
    """
    if quiz.parallel is None:
        return None
    first = hashlib.sha256(f"{quiz.parallel}:{person_id}".encode()).digest()[0] % 2
    return FORMS[first if quiz.mode == "pretest" else 1 - first]


def find_shortage(
    blueprint: Sequence[BlueprintCell], items: Iterable[Item], form: Form | None = None
) -> Shortage | None:
    """None when a paper can be drawn from these items (of this form), whichever enemies shut others out.

    Of items that are enemies, directly or through others, one at least always stays; together they count as one item
    that fits what all of them fit.
    """
    pool = [item for item in items if form is None or form_of(item.id) == form]
    groups = _groups(pool)
    candidates = [
        tuple(place for place, group in enumerate(groups) if all(fits(item, cell) for item in group))
        for cell in blueprint
    ]
    taken: dict[int, int] = {}
    for cell_index, cell in enumerate(blueprint):
        for seated in range(cell.count):
            if not _seat(cell_index, candidates, taken, set()):
                return Shortage(cell_index, cell.count, seated)
    return None


def _groups(pool: Sequence[Item]) -> list[list[Item]]:
    """The items, those connected by enmity together."""
    enmity = enemies_in(pool)
    groups: list[list[Item]] = []
    seen: set[int] = set()
    for start in range(len(pool)):
        if start in seen:
            continue
        seen.add(start)
        group = [start]
        for place in group:
            new = enmity.get(place, set()) - seen
            seen |= new
            group += sorted(new)
        groups.append([pool[place] for place in group])
    return groups


def enemies_in(pool: Sequence[Item]) -> dict[int, set[int]]:
    """Place in the pool -> places of its enemies, whichever of the two named the other."""
    places = {item.id: place for place, item in enumerate(pool)}
    enmity: dict[int, set[int]] = {}
    for place, item in enumerate(pool):
        for enemy in item.enemies:
            other = places.get(enemy)
            if other is not None and other != place:
                enmity.setdefault(place, set()).add(other)
                enmity.setdefault(other, set()).add(place)
    return enmity


def draw_paper(
    blueprint: Sequence[BlueprintCell],
    items: Mapping[str, Item],
    fingerprints: Mapping[str, str],
    seed: int,
    avoid: frozenset[str] = frozenset(),
    form: Form | None = None,
) -> Paper:
    """Draw one paper, from one form of the bank if given; the same arguments always give the same paper.

    Items in ``avoid`` (seen in earlier attempts) are used only where the blueprint cannot be filled without them.
    No two enemies stand on one paper. ValueError if the blueprint is not feasible, which the bank rules out at load.
    """
    dice = random.Random(seed)
    pool, fitting, enmity = _fitting(blueprint, items, form)
    if enmity:
        shut_out = _shut_out(enmity, pool, avoid, dice)
        fitting = [[place for place in places if place not in shut_out] for places in fitting]
    paper = sorted((pool[i] for i in _seat_all(blueprint, pool, fitting, dice, avoid)), key=lambda item: item.id)
    dice.shuffle(paper)
    return tuple(PaperItem(item.id, fingerprints[item.id], _shuffled_order(item, dice)) for item in paper)


def _shut_out(
    enmity: Mapping[int, set[int]], pool: Sequence[Item], avoid: frozenset[str], dice: random.Random
) -> set[int]:
    """In an order of chance, unseen items first, each that is still in shuts its enemies out."""
    places = sorted(enmity)
    dice.shuffle(places)
    places.sort(key=lambda place: pool[place].id in avoid)
    shut_out: set[int] = set()
    for place in places:
        if place not in shut_out:
            shut_out |= enmity[place]
    return shut_out


def _seat_all(
    blueprint: Sequence[BlueprintCell],
    pool: Sequence[Item],
    fitting_of_cell: Sequence[list[int]],
    dice: random.Random,
    avoid: frozenset[str],
) -> list[int]:
    """Places in the pool, as many as the blueprint asks for."""
    taken: dict[int, int] = {}
    candidates = []
    for places in fitting_of_cell:
        fitting = list(places)
        dice.shuffle(fitting)
        candidates.append(tuple(fitting))
    fresh = [tuple(i for i in fitting if pool[i].id not in avoid) for fitting in candidates] if avoid else candidates
    seated = [0] * len(blueprint)
    # First as many seats as fresh items can fill; filling the rest keeps every item seated so far, so seen items stay few.
    for allowed in (fresh, candidates):
        for cell_index, cell in enumerate(blueprint):
            while seated[cell_index] < cell.count and _seat(cell_index, allowed, taken, set()):
                seated[cell_index] += 1
    for cell_index, cell in enumerate(blueprint):
        if seated[cell_index] < cell.count:
            raise ValueError(f"blueprint cell {cell_index} cannot be filled")
    return list(taken)


Fitting = tuple[list[Item], list[list[int]], dict[int, set[int]]]
"""The pool, the places in it that fit each cell, and who is whose enemy."""

_known_fitting: dict[tuple[int, Form | None], tuple[Sequence[BlueprintCell], list[Item], Fitting]] = {}
"""(``id()`` of a blueprint, form) -> that blueprint, the items it met, and what was found."""


def _fitting(blueprint: Sequence[BlueprintCell], items: Mapping[str, Item], form: Form | None) -> Fitting:
    """The items in order of id, and which of them fit each cell; remembered: it is half the cost of a paper."""
    present = list(items.values())
    key = (id(blueprint), form)
    known = _known_fitting.get(key)
    if known is not None and known[0] is blueprint and known[1] == present:
        return known[2]
    pool = [items[item_id] for item_id in sorted(items) if form is None or form_of(item_id) == form]
    found = (pool, [[i for i, item in enumerate(pool) if fits(item, cell)] for cell in blueprint], enemies_in(pool))
    if isinstance(blueprint, tuple):  # a list could change behind our back
        if len(_known_fitting) >= 64:
            _known_fitting.clear()
        _known_fitting[key] = (blueprint, present, found)
    return found


def choice_count(item: Item) -> int:
    """How many things of the item are put in an order: options, right sides or steps."""
    if isinstance(item, MatchingItem):
        return len(item.pairs) + len(item.extra_rights)
    if isinstance(item, OrderingItem):
        return len(item.steps)
    if isinstance(item, TrueFalseItem):
        return 2
    return len(item.options)


def _shuffled_order(item: Item, dice: random.Random) -> tuple[int, ...]:
    order = list(range(choice_count(item)))
    if isinstance(item, TrueFalseItem) or getattr(item, "fixed_order", False):
        return tuple(order)
    dice.shuffle(order)
    if isinstance(item, OrderingItem) and order == sorted(order):
        order.reverse()  # the steps must not be shown already in the right order
    return tuple(order)


def _seat(cell_index: int, candidates: Sequence[tuple[int, ...]], taken: dict[int, int], visited: set[int]) -> bool:
    """Give the cell one more item, moving other cells to their alternatives where needed."""
    for item in candidates[cell_index]:
        if item not in taken:
            taken[item] = cell_index
            return True
    for item in candidates[cell_index]:
        if item in visited or taken[item] == cell_index:
            continue
        visited.add(item)
        if _seat(taken[item], candidates, taken, visited):
            taken[item] = cell_index
            return True
    return False
