"""Item-writing rules over the whole bank: its balance, its key positions, items that ask the same, misconceptions hardly met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from content.models import Misconception
from content.placed import Placed
from content.problems import Problem
from quizzes.bank import misconceptions_named
from quizzes.models import Item, MatchingItem, OrderingItem, SingleItem, TrueFalseItem
from quizzes.options import has_options, words
from quizzes.strategies import HOW_TO_BALANCE, STRATEGIES, gain_on, strategy_gain

BANK = "quizzes/bank"
MIN_ITEMS = 40
"""Shares over fewer items say little: with 40, the standard error of a share near 0.3 is 7 points."""
MAX_GAIN = 5.0
"""Percentage points a test-wise strategy may earn above chance."""
SURE, MAX_NAMED = 0.4, 12
"""A gain that says the strategy finds the answer of one item; and how many such items a message names."""
MAX_POSITION_GAP = 10.0
MIN_SITUATIONAL, MIN_DIFFICULTY, TRUE_SHARES = 0.5, 0.2, (0.4, 0.6)
SHINGLE = 3
MAX_LIKENESS = 0.33
"""Share of three-word runs two items may have in common, of all that either has.

In the bank of November 2026 pairs above 0.35 told one event in other words; at 0.30 two asked different things."""
COMMON_SHINGLE = 12
"""A run found in more stems than this is a way of asking ('Apa yang sebaiknya dilakukan?'), not what is asked."""
MIN_ITEMS_PER_MISCONCEPTION = 2


def lint_bank(placed: Sequence[Placed[Item]]) -> Iterator[Problem]:
    yield from _lint_twins(placed)
    items = [p.value for p in placed]
    if len(items) >= MIN_ITEMS:
        yield from _lint_strategies(placed)
        for message, fix in (*_lint_positions(items), *_lint_balance(items)):
            yield Problem(BANK, 1, "warning", message, fix)


def lint_misconceptions(misconceptions: Iterable[Placed[Misconception]], items: Iterable[Item]) -> Iterator[Problem]:
    """A wrong belief that a single item looks for is hardly measured."""
    uses = Counter(name for item in items for name in set(misconceptions_named(item)))
    for placed in misconceptions:
        count = uses[placed.value.id]
        if count < MIN_ITEMS_PER_MISCONCEPTION:
            message = (
                f"Salah paham '{placed.value.id}' dipakai {count} soal; paling sedikit {MIN_ITEMS_PER_MISCONCEPTION}."
            )
            yield placed.warning(message, "Tambahkan pengecoh yang mewakilinya, atau hapus salah paham ini.")


def _lint_strategies(placed: Sequence[Placed[Item]]) -> Iterator[Problem]:
    """One finding for each file that adds to the gain, naming items that the strategy answers."""
    for name, strategy in STRATEGIES.items():
        gain = strategy_gain((p.value for p in placed), strategy)
        if gain <= MAX_GAIN:
            continue
        for path in sorted({p.path for p in placed}):
            items = [p.value for p in placed if p.path == path]
            told = [item.id for item in items if has_options(item) and gain_on(item, strategy) > SURE]
            if told and strategy_gain(items, strategy) > MAX_GAIN:
                message = (
                    f"Memilih {name} memberi {_number(gain)} poin persen di atas tebakan (batas {_number(MAX_GAIN)}) "
                    f"di seluruh bank; di berkas ini antara lain pada {', '.join(told[:MAX_NAMED])}."
                )
                yield Problem(path, 1, "warning", message, HOW_TO_BALANCE[name])


def _lint_positions(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    singles = [item for item in items if isinstance(item, SingleItem)]
    for place in range(max((len(item.options) for item in singles), default=0)):
        able = [item for item in singles if len(item.options) > place]
        share = 100 * sum(item.options[place].id == item.key for item in able) / len(able)
        fair = 100 * sum(1 / len(item.options) for item in able) / len(able)
        if len(able) >= MIN_ITEMS and abs(share - fair) > MAX_POSITION_GAP:
            message = f"Kunci berada di urutan ke-{place + 1} pada {_number(share)}% soal (wajarnya {_number(fair)}%)."
            yield message, "Sebar letak kunci di YAML."


def _lint_balance(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    situational = sum(item.situational for item in items) / len(items)
    if situational < MIN_SITUATIONAL:
        yield f"Hanya {_number(100 * situational)}% soal berupa situasi (paling sedikit 50%).", "Tambah soal situasi."
    count = Counter(item.difficulty for item in items)
    for difficulty in ("mudah", "sedang", "sulit"):
        share = count[difficulty] / len(items)
        if share < MIN_DIFFICULTY:
            yield (
                f"Soal '{difficulty}' hanya {_number(100 * share)}% (paling sedikit 20%).",
                f"Tambah soal {difficulty}.",
            )
    keys = [item.key for item in items if isinstance(item, TrueFalseItem)]
    share = sum(keys) / len(keys) if keys else 0.5
    if len(keys) >= MIN_ITEMS // 2 and not TRUE_SHARES[0] <= share <= TRUE_SHARES[1]:
        yield f"Kunci 'Benar' pada {_number(100 * share)}% soal benar-salah.", "Seimbangkan menjadi sekitar separuh."


def _lint_twins(placed: Sequence[Placed[Item]]) -> Iterator[Problem]:
    for one, other, likeness in near_duplicates({i: asked_text(p.value) for i, p in enumerate(placed)}):
        first, second = placed[one], placed[other]
        if second.value.id in first.value.enemies or first.value.id in second.value.enemies:
            continue  # known to be alike, and kept off one paper
        message = (
            f"Soal '{second.value.id}': pokok soalnya mirip '{first.value.id}' ({_number(100 * likeness)}% sama; "
            f"{first.path}:{first.line()})."
        )
        yield second.warning(message, "Ubah situasinya, atau sebutkan sebagai enemies.")


def asked_text(item: Item) -> str:
    """The stem, with what is matched or ordered: there the stem alone says little."""
    if isinstance(item, MatchingItem):
        return " ".join((item.stem, *(pair.left for pair in item.pairs)))
    if isinstance(item, OrderingItem):
        return " ".join((item.stem, *(step.text for step in item.steps)))
    return item.stem


def near_duplicates(stems: Mapping[int, str]) -> list[tuple[int, int, float]]:
    """(one, other, likeness) of stems that share more than ``MAX_LIKENESS`` of their three-word runs (Jaccard).

    Broder (1997), "On the resemblance and containment of documents". Only stems that share a run are compared.
    """
    where: dict[tuple[str, ...], list[int]] = {}
    for number, stem in stems.items():
        for shingle in _shingles(stem):
            where.setdefault(shingle, []).append(number)
    sizes: Counter[int] = Counter()
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in where.values():
        if len(numbers) <= COMMON_SHINGLE:
            sizes.update(numbers)
            shared.update(combinations(numbers, 2))
    likeness = {pair: count / (sizes[pair[0]] + sizes[pair[1]] - count) for pair, count in shared.items()}
    return [(one, other, value) for (one, other), value in sorted(likeness.items()) if value > MAX_LIKENESS]


def _shingles(stem: str) -> set[tuple[str, ...]]:
    run = words(stem)
    return {tuple(run[i : i + SHINGLE]) for i in range(max(1, len(run) - SHINGLE + 1))}


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").removesuffix(",0")
