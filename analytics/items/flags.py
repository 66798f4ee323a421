"""Items that ask for an author's eye, each with its reason: a suspected wrong key, an ambiguous option, too easy, too hard ...

Nothing is flagged on little: MIN_FLAG_LEARNERS people at least, and intervals off the border. Suspicions about keys are
tested on every wrong option of the bank at once, so their interval is widened (Bonferroni; Dunn, O. J. 1961, JASA 56,
52-64) until even a bank of pure noise would raise FALSE_ALARMS_PER_BANK alarms on average.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from analytics.estimates import Estimate
from analytics.gain import Gain, gain
from analytics.items.intervals import Correlation, fisher_interval
from analytics.items.item_sums import ItemStatistics, OptionStatistics
from analytics.tables import number

MIN_FLAG_LEARNERS = 50
MIN_CHOSEN = 10
"""A wrong option chosen by fewer people is not evidence against the key (nor shown: it would speak of persons)."""
FALSE_ALARMS_PER_BANK = 0.5
MAX_ALPHA = 0.005
TOO_EASY, GUESS_MARGIN, DEAD, WEAK, DRIFT = 0.95, 0.05, 0.05, 0.10, 0.10
"""An option under 5% does not work: Haladyna, T. M. & Downing, S. M. (1993), Educational and Psychological Measurement 53."""

Kind = Literal["wrong_key", "negative", "ambiguous", "dif", "too_hard", "weak", "drift", "dead_option", "too_easy"]
KINDS: dict[Kind, str] = {
    "wrong_key": "Kunci mungkin keliru",
    "negative": "Soal berlawanan arah",
    "ambiguous": "Ada pilihan yang mungkin juga benar",
    "dif": "Berbeda bagi satu kelompok",  # found and worded in analytics/fairness
    "too_hard": "Terlalu sulit",
    "weak": "Kurang membedakan",
    "drift": "Berubah sejak versi sebelumnya",
    "dead_option": "Pengecoh tidak bekerja",
    "too_easy": "Terlalu mudah",
}
"""Most urgent first."""


@dataclass(frozen=True)
class Candidate:
    """One item version with what is needed to judge it. ``keys``: its best options, empty where options are not counted."""

    item_id: str
    version: str
    statistics: ItemStatistics
    keys: frozenset[str] = frozenset()
    guess: float = 0.0
    """What blind guessing earns, 0 to 1."""
    earlier: ItemStatistics | None = None
    """The same item before its text was changed."""


@dataclass(frozen=True)
class Figure:
    """What a flag rests on, with its interval, turned so that more is worse."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Flag:
    """``reason`` in Indonesian, with the figures it rests on; ``option``, or ``group``, is the one it is about.

    ``figure`` None: it cannot get worse (nobody chooses an option), or so few are counted that it is not told.
    """

    kind: Kind
    item_id: str
    version: str
    reason: str
    option: str | None = None
    figure: Figure | None = None
    group: str | None = None

    @property
    def title(self) -> str:
        return KINDS[self.kind]

    @property
    def about(self) -> str:
        """What it is told apart by from others of its kind on the same item; may be empty."""
        return self.option or self.group or ""


def flags(bank: Iterable[Candidate]) -> tuple[Flag, ...]:
    """Most urgent first, then by item. ``bank``: every item that is judged together."""
    judged = [c for c in bank if c.statistics.learners >= MIN_FLAG_LEARNERS]
    confidence = 1 - 2 * _alpha(sum(len(_wrong_options(c)) for c in judged))
    found = [flag for candidate in judged for flag in _flags_of(candidate, confidence)]
    urgency = list(KINDS)
    return tuple(sorted(found, key=lambda f: (urgency.index(f.kind), f.item_id, f.version, f.option or "")))


def _flags_of(candidate: Candidate, confidence: float) -> list[Flag]:
    of_key = _about_the_key(candidate, confidence)
    return [*of_key, *_about_difficulty(candidate, bool(of_key)), *_dead_options(candidate), *_drift(candidate)]


def _about_the_key(candidate: Candidate, confidence: float) -> list[Flag]:
    whole = candidate.statistics.item_rest
    if not isinstance(whole, Correlation):
        return []
    drawing = [o for o in _wrong_options(candidate) if o.chosen >= MIN_CHOSEN and _correlation(o) is not None]
    best = max(drawing, key=lambda o: (_correlation(o) or whole).value, default=None)
    found = _correlation(best) if best else None
    if best and found:
        strong = (
            f"{_chosen(best, candidate)} memilih '{best.option}', dan mereka justru lebih kuat pada soal lain "
            f"({_text(found)})"
        )
        if _suspects_key(candidate, best, found, whole, confidence):
            why = f"{strong}; nilai soal ini sendiri: {_text(whole)}. Periksa kunci dan rujukannya."
            return [_flag(candidate, "wrong_key", why, best.option, figure=_more(found))]
        if _low(found, confidence) > 0:
            why = f"{strong}, padahal pilihan itu dinilai kurang tepat. Perjelas pokok soal atau pilihannya."
            return [_flag(candidate, "ambiguous", why, best.option, figure=_more(found))]
    if fisher_interval(whole.value, whole.learners, confidence)[1] < 0:
        why = f"Yang bernilai tinggi pada soal ini lebih lemah pada soal lain ({_text(whole)}). Periksa kunci dan kalimatnya."
        return [_flag(candidate, "negative", why, figure=_less(whole))]
    return []


def _suspects_key(
    candidate: Candidate, best: OptionStatistics, found: Correlation, whole: Correlation, confidence: float
) -> bool:
    """A wrong option draws the strong, and either the marks pull the wrong way or the option beats the key.

    Where the key does worse than blind guessing, the plain interval is enough: that is evidence of its own.
    """
    keyed = [o.chosen for o in candidate.statistics.options if o.option in candidate.keys]
    beats_key = best.chosen > min(keyed, default=0)
    if _low(found, confidence) > 0:
        return whole.value < 0 or beats_key
    return beats_key and found.low > 0 and candidate.statistics.facility.high < candidate.guess


def _about_difficulty(candidate: Candidate, has_key_flag: bool) -> list[Flag]:
    facility, whole = candidate.statistics.facility, candidate.statistics.item_rest
    share = f"rata-rata nilainya {_percent(facility.value)} (rentang {_percent(facility.low)} sampai {_percent(facility.high)})"
    people = f"Dari {candidate.statistics.learners} orang, {share}"
    if facility.low > TOO_EASY:
        why = f"{people}; soal ini hampir tidak membedakan siapa pun."
        return [_flag(candidate, "too_easy", why, figure=_more(facility))]
    if not has_key_flag and facility.high < candidate.guess + GUESS_MARGIN:  # a wrong key makes any item hard
        guess = f"hampir sama dengan atau di bawah nilai menebak, {_percent(candidate.guess)}"
        why = f"{people}; {guess}. Periksa kunci, kalimat, dan materinya."
        return [_flag(candidate, "too_hard", why, figure=_less(facility))]
    if not has_key_flag and isinstance(whole, Correlation) and whole.high < WEAK:
        why = f"Nilai soal ini hampir tidak berkaitan dengan nilai soal lain ({_text(whole)})."
        return [_flag(candidate, "weak", why, figure=_less(whole))]
    return []


def _dead_options(candidate: Candidate) -> list[Flag]:
    """Not for two options, nor where nearly everybody is right: there is nobody left to choose them."""
    wrong = _wrong_options(candidate)
    if len(wrong) < 2 or candidate.statistics.facility.value > 1 - 2 * DEAD:
        return []
    return [
        _flag(
            candidate, "dead_option",
            f"Pilihan '{o.option}' hampir tidak ada yang memilih: {_chosen(o, candidate)}. Ganti dengan salah paham yang nyata.",
            o.option,
        )
        for o in wrong
        if o.share.high < DEAD
    ]  # fmt: skip


def _drift(candidate: Candidate) -> list[Flag]:
    now, before = candidate.statistics, candidate.earlier
    if before is None or before.learners < MIN_FLAG_LEARNERS:
        return []
    change = gain(before.facility, now.facility)
    if not isinstance(change, Gain) or not change.is_clear or abs(change.value) < DRIFT:
        return []
    word = "lebih mudah" if change.value > 0 else "lebih sulit"
    why = (
        f"Versi sekarang {word}: {_percent(before.facility.value)} dari {before.learners} orang dahulu, "
        f"{_percent(now.facility.value)} dari {now.learners} orang sekarang. Angka kedua versi tidak dapat disamakan."
    )
    return [_flag(candidate, "drift", why, figure=_more(change) if change.value > 0 else _less(change))]


def _alpha(tests: int) -> float:
    """One-sided chance of a false alarm that one test may have."""
    return min(MAX_ALPHA, FALSE_ALARMS_PER_BANK / max(1, tests))


def _wrong_options(candidate: Candidate) -> Sequence[OptionStatistics]:
    return [o for o in candidate.statistics.options if o.option not in candidate.keys] if candidate.keys else []


def _correlation(option: OptionStatistics) -> Correlation | None:
    return option.option_rest if isinstance(option.option_rest, Correlation) else None


def _low(found: Correlation, confidence: float) -> float:
    return fisher_interval(found.value, found.learners, confidence)[0]


def _flag(
    candidate: Candidate, kind: Kind, reason: str, option: str | None = None, *, figure: Figure | None = None
) -> Flag:
    return Flag(kind, candidate.item_id, candidate.version, reason, option, figure)


def _more(found: Correlation | Estimate | Gain) -> Figure:
    """The more, the worse."""
    return Figure(found.value, found.low, found.high)


def _less(found: Correlation | Estimate | Gain) -> Figure:
    """The less, the worse."""
    return Figure(-found.value, -found.high, -found.low)


def _chosen(option: OptionStatistics, candidate: Candidate) -> str:
    count = number(option.chosen) if option.chosen >= MIN_CHOSEN else f"kurang dari {MIN_CHOSEN}"
    return f"{count} dari {number(candidate.statistics.learners)} orang"


def _text(found: Correlation) -> str:
    return f"korelasi {_decimal(found.value)}, rentang {_decimal(found.low)} sampai {_decimal(found.high)}"


def _decimal(value: float) -> str:
    rounded = round(value, 2) + 0.0  # no minus sign before a zero
    return f"{rounded:.2f}".replace(".", ",").replace("-", "−")


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"
