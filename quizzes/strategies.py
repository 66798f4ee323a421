"""Test-wise strategies: what a person earns who knows nothing and looks only at how the options are written.

Millman, Bishop & Ebel (1965), "An analysis of test-wiseness", Educational and Psychological Measurement 25, 707-726.
A good bank gives such a person no more than chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from statistics import fmean, median

from quizzes.marking import mark
from quizzes.models import Item, MultipleItem
from quizzes.options import OptionItem, content_words, has_options
from quizzes.responses import Response

Strategy = Callable[[OptionItem, int], float]
"""How much the option at this place attracts; the most attractive is chosen."""

_CAUTIOUS = re.compile(
    r"\b(menolak|tolak|melapor\w*|laporkan|meminta (arahan|petunjuk|pendapat|izin)|berkonsultasi|mengonsultasikan|"
    r"klarifikasi|mengklarifikasi\w*|mengingatkan|menjelaskan|menerangkan|mencatat|mendokumentasikan|tertulis|resmi|"
    r"santun|sopan|setara|adil|netral|aturan|ketentuan|prosedur|sesuai|atasan|bawaslu|inspektorat)\b",
    re.IGNORECASE,
)

_JOINS = re.compile(r"\b(lalu|kemudian|sambil|sekaligus|serta|dan)\b", re.IGNORECASE)


def longest(item: OptionItem, place: int) -> float:
    return len(item.options[place].text)


def shortest(item: OptionItem, place: int) -> float:
    return -len(item.options[place].text)


def middle_length(item: OptionItem, place: int) -> float:
    lengths = [len(option.text) for option in item.options]
    return -abs(lengths[place] - median(lengths))


def first_place(item: OptionItem, place: int) -> float:
    return -place


def last_place(item: OptionItem, place: int) -> float:
    return place


def most_cautious(item: OptionItem, place: int) -> float:
    """Words of good conduct: to refuse, report, ask for directions, put in writing."""
    return len(_CAUTIOUS.findall(item.options[place].text))


def most_like_the_stem(item: OptionItem, place: int) -> float:
    return len(content_words(item.options[place].text) & content_words(item.stem))


def most_actions(item: OptionItem, place: int) -> float:
    """Good answers tend to be two things done one after the other: to decline, then to report."""
    return len(_JOINS.findall(item.options[place].text))


def most_like_the_others(item: OptionItem, place: int) -> float:
    """Distractors are often made by varying the key, so the key shares most with the rest.

    Smith (1982), "Converging on correct answers: a peculiarity of multiple choice items", Journal of Educational
    Measurement 19, 211-220.
    """
    mine = content_words(item.options[place].text)
    return sum(len(mine & content_words(o.text)) for other, o in enumerate(item.options) if other != place)


STRATEGIES: dict[str, Strategy] = {
    "pilihan terpanjang": longest,
    "pilihan terpendek": shortest,
    "pilihan yang panjangnya sedang": middle_length,
    "pilihan pertama": first_place,
    "pilihan terakhir": last_place,
    "pilihan paling berhati-hati": most_cautious,
    "pilihan yang paling mirip pokok soal": most_like_the_stem,
    "pilihan dengan tindakan terbanyak": most_actions,
    "pilihan yang paling mirip pilihan lain": most_like_the_others,
}

HOW_TO_BALANCE: dict[str, str] = {
    "pilihan terpanjang": "Lengkapi pengecoh sampai sepanjang jawabannya.",
    "pilihan terpendek": "Ringkas pengecoh sampai sependek jawabannya.",
    "pilihan yang panjangnya sedang": "Ubah panjang pilihan pada sebagian soal.",
    "pilihan pertama": "Pindahkan jawaban ke urutan lain.",
    "pilihan terakhir": "Pindahkan jawaban ke urutan lain.",
    "pilihan paling berhati-hati": "Beri pengecoh kata yang sama baiknya (menolak, melapor, tertulis, mencatat, santun), "
    "misalnya melapor ke alamat yang keliru, atau tulis jawabannya tanpa kata itu.",
    "pilihan yang paling mirip pokok soal": "Pakai kata pokok soal juga dalam pengecoh, atau tidak sama sekali.",
    "pilihan dengan tindakan terbanyak": "Beri pengecoh juga dua tindakan ('..., lalu ...'), atau tulis jawabannya "
    "sebagai satu tindakan.",
    "pilihan yang paling mirip pilihan lain": "Buat dua pengecoh yang mirip satu sama lain, bukan semuanya variasi dari "
    "jawabannya.",
}
"""What an author does about a strategy that pays."""


def strategy_gain(items: Iterable[Item], strategy: Strategy) -> float:
    """Percentage points above chance, over the items that have options; 0 when there are none."""
    gains = [gain_on(item, strategy) for item in items if has_options(item)]  # type: ignore[arg-type]
    return 100 * fmean(gains) if gains else 0.0


def gain_on(item: OptionItem, strategy: Strategy) -> float:
    """The mark the strategy earns less the mean mark of choosing as many options at random."""
    places = range(len(item.options))
    count = len(item.options) // 2 if isinstance(item, MultipleItem) else 1
    attraction = [strategy(item, place) for place in places]
    by_strategy = fmean(_mark(item, chosen) for chosen in _most_attractive(attraction, count))
    by_chance = fmean(_mark(item, chosen) for chosen in combinations(places, count))
    return by_strategy - by_chance


def _most_attractive(attraction: Sequence[float], count: int) -> Iterator[tuple[int, ...]]:
    """Every choice of ``count`` places that no other beats: ties may fall either way."""
    limit = sorted(attraction, reverse=True)[count - 1]
    sure = tuple(place for place, value in enumerate(attraction) if value > limit)
    tied = [place for place, value in enumerate(attraction) if value == limit]
    for chosen in combinations(tied, count - len(sure)):
        yield (*sure, *chosen)


def _mark(item: OptionItem, places: Iterable[int]) -> float:
    ids = sorted(item.options[place].id for place in places)
    response: Response = tuple(ids) if isinstance(item, MultipleItem) else ids[0]
    return mark(item, response).fraction
