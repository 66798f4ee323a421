"""How simulated people learn and answer: abilities, misconceptions that cluster by agency, and when they sit down.

Pure. Nobody here writes a mark: a person only chooses among the choices of an item; the engine marks it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from demo.organisation import Story
from people.models import Employment
from quizzes.bank import misconceptions_named
from quizzes.models import Item, JudgementItem, MatchingItem, MultipleItem, OrderingItem, SingleItem
from quizzes.responses import Response, right_sides

WITA = timezone(timedelta(hours=8))
_AUTHORED_DIFFICULTY = {"mudah": -1.1, "sedang": -0.1, "sulit": 0.9}
_EMPLOYMENT_ABILITY: dict[Employment, float] = {
    "pns": 0.1, "pppk": -0.05, "non-asn": -0.4, "kepala-desa": -0.3, "perangkat-desa": -0.5,
}  # fmt: skip
START_SHARE, FINISH_SHARE = 0.84, 0.71
"""Of all people: who take the pre-test; who go on to start the post-test (a few of them never hand it in)."""
_ABANDON_PRETEST, _ABANDON_POSTTEST = 0.015, 0.03
_RETRY_SHARE = 0.33
"""Of those who failed and may try again."""
_LEARNING_GAIN = 1.3
_CURED_SHARE = 0.55
"""Chance that studying the lessons removes a misconception."""
_SKIPPED_SHARE = 0.012
_FALLS_FOR_IT = 0.8
"""Chance that someone who holds a misconception takes the choice that stands for it."""


@dataclass(frozen=True)
class AgencyClimate:
    """What the people of one agency have in common."""

    ability: float
    discipline: float
    """Shifts how many of them start and finish."""
    by_indicator: Mapping[str, float]
    prevalence: Mapping[str, float]
    """Misconception -> share of the agency's people who hold it before studying."""


@dataclass(frozen=True)
class Mind:
    """One person's knowledge at one moment."""

    ability: float
    by_indicator: Mapping[str, float]
    misconceptions: frozenset[str]


@dataclass(frozen=True)
class Journey:
    """When a person does what; None = never. Retries come from ``retry_at``."""

    pretest_at: datetime | None
    hands_in_pretest: bool
    lessons_read: int
    last_lesson_share: float
    """Of the sections of the first lesson not read to its end."""
    study_from: datetime | None
    study_until: datetime | None
    posttest_at: datetime | None
    hands_in_posttest: bool
    keeps_trying: bool


@dataclass(frozen=True)
class ItemProfile:
    """An item as a person meets it: its choices and what each tempts."""

    item: Item
    indicator: str
    difficulty: float
    kind: str
    best: str
    choices: tuple[str, ...]
    tempting: Mapping[str, tuple[str, ...]]
    """Misconception -> the choices that stand for it."""
    keys: frozenset[str]


def make_climate(seed: int, agency_id: str, indicators: Sequence[str], misconceptions: Sequence[str]) -> AgencyClimate:
    dice = random.Random(f"climate:{seed}:{agency_id}")
    prevalence = {m: dice.uniform(0.03, 0.14) for m in misconceptions}
    for held in dice.sample(sorted(misconceptions), min(len(misconceptions), dice.randrange(3, 8))):
        prevalence[held] = dice.uniform(0.45, 0.75)
    return AgencyClimate(
        ability=dice.gauss(0.0, 0.4),
        discipline=dice.gauss(0, 0.04),
        by_indicator={indicator: dice.gauss(0, 0.3) for indicator in indicators},
        prevalence=prevalence,
    )


def within(parent: AgencyClimate, seed: int, agency_id: str) -> AgencyClimate:
    """A unit shares its agency's misconceptions, but is a little stronger or weaker, keener or slower."""
    dice = random.Random(f"unit:{seed}:{agency_id}")
    return replace(
        parent, ability=parent.ability + dice.gauss(0, 0.25), discipline=parent.discipline + dice.gauss(0, 0.07)
    )


def make_mind(dice: random.Random, climate: AgencyClimate, employment: Employment) -> Mind:
    ability = climate.ability + _EMPLOYMENT_ABILITY[employment] + dice.gauss(0, 0.75)
    held = frozenset(m for m, share in climate.prevalence.items() if dice.random() < share)
    return Mind(ability, climate.by_indicator, held)


def after_lessons(mind: Mind, dice: random.Random, share_read: float) -> Mind:
    gain = max(0.0, dice.gauss(_LEARNING_GAIN, 0.35)) * share_read
    kept = frozenset(m for m in sorted(mind.misconceptions) if dice.random() >= _CURED_SHARE * share_read)
    return Mind(mind.ability + gain, mind.by_indicator, kept)


def working_days(first: date, last: date) -> tuple[date, ...]:
    """Monday to Friday, both ends included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < 5)


def make_journey(
    dice: random.Random, climate: AgencyClimate, days: Sequence[date], lesson_count: int, story: Story = "free"
) -> Journey:
    start_share = START_SHARE + climate.discipline
    starts = dice.random() < start_share
    finishes = dice.random() < (FINISH_SHARE + climate.discipline) / start_share
    abandons_pretest, abandons_posttest = dice.random() < _ABANDON_PRETEST, dice.random() < _ABANDON_POSTTEST
    lessons_read = lesson_count if dice.random() < 0.45 else dice.randrange(lesson_count)
    early = int((len(days) - 2) * 0.8 * dice.betavariate(1.2, 2.2))
    late = early + 1 + int((len(days) - 1 - early) * dice.betavariate(1.1, 2.6))
    late = min(late, len(days) - 1)
    pretest_at, study_until, posttest_at = (
        office_hour(dice, days[early]), office_hour(dice, days[late]), office_hour(dice, days[late]),
    )  # fmt: skip
    if story in ("midcourse", "ready", "finished"):
        starts, finishes, abandons_pretest, abandons_posttest = True, story == "finished", False, False
        lessons_read = 2 if story == "midcourse" else lesson_count
    if story == "never" or not starts:
        return Journey(None, False, 0, 0.0, None, None, None, False, False)
    if not finishes and story == "free":
        lessons_read = min(lessons_read, dice.randrange(lesson_count))
    study_from = pretest_at + timedelta(minutes=40)
    # The last section is read at least an hour before the post-test.
    study_until = max(study_from + timedelta(minutes=20), min(study_until, posttest_at) - timedelta(hours=1))
    posttest_at = max(posttest_at, study_until + timedelta(minutes=15))
    return Journey(
        pretest_at=pretest_at,
        hands_in_pretest=not abandons_pretest,
        lessons_read=0 if abandons_pretest else lessons_read,
        last_lesson_share=0.0 if story != "free" or abandons_pretest else dice.random(),
        study_from=study_from,
        study_until=study_until,
        posttest_at=posttest_at if finishes and not abandons_pretest else None,
        hands_in_posttest=not abandons_posttest,
        keeps_trying=dice.random() < _RETRY_SHARE and not abandons_posttest,
    )


def office_hour(dice: random.Random, day: date) -> datetime:
    """Between 08.00 and 15.30 local time."""
    return datetime.combine(day, time(8), WITA) + timedelta(seconds=dice.randrange(int(7.5 * 3600)))


def retry_at(dice: random.Random, closed_at: datetime, days: Sequence[date]) -> datetime | None:
    """A working day or a few after the failed attempt; None when the simulated time ends first."""
    later = [day for day in days if day > closed_at.astimezone(WITA).date()][: dice.randrange(1, 6)]
    return office_hour(dice, later[-1]) if later else None


def seconds_per_answer(dice: random.Random, kind: str) -> int:
    pace = 75 if kind in ("matching", "ordering", "multiple") else 42
    return max(6, int(dice.lognormvariate(math.log(pace), 0.45)))


def make_profile(item: Item, seed: int) -> ItemProfile:
    """The authored difficulty with some noise: authors are not always right."""
    noise = random.Random(f"item:{seed}:{item.id}").gauss(0, 0.45)
    tempting: dict[str, tuple[str, ...]] = {}
    best, choices, keys = "", (), frozenset()
    if isinstance(item, (SingleItem, MultipleItem, JudgementItem)):
        choices = tuple(option.id for option in item.options)
        for option in item.options:
            if option.misconception:
                tempting[option.misconception] = (*tempting.get(option.misconception, ()), option.id)
        if isinstance(item, SingleItem):
            best, keys = item.key, frozenset({item.key})
        elif isinstance(item, MultipleItem):
            keys = frozenset(item.keys)
        else:
            best = max(item.options, key=lambda option: option.weight).id
            keys = frozenset({best})
    elif isinstance(item, MatchingItem):
        choices = tuple(right_sides(item))
    elif isinstance(item, OrderingItem):
        choices = tuple(step.id for step in item.steps)
    else:
        best, choices = ("true" if item.key else "false"), ("true", "false")
        wrong = "false" if item.key else "true"
        tempting = {named: (wrong,) for named in misconceptions_named(item)}
        keys = frozenset({best})
    difficulty = _AUTHORED_DIFFICULTY[item.difficulty] + noise
    return ItemProfile(item, item.indicator, difficulty, item.kind, best, choices, tempting, keys)


def all_misconceptions(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(sorted({named for item in items for named in misconceptions_named(item)}))


def answer(dice: random.Random, mind: Mind, profile: ItemProfile) -> Response | None:
    """What this person does with this item; None = left unanswered."""
    chance = dice.random()
    if chance < _SKIPPED_SHARE:
        return None
    edge = 1.5 * (mind.ability + mind.by_indicator.get(profile.indicator, 0.0) - profile.difficulty)
    knows_share = 1 / (1 + math.exp(-edge))
    fallen: tuple[str, ...] = ()
    for misconception, choices in profile.tempting.items():
        if misconception in mind.misconceptions and dice.random() < _FALLS_FOR_IT:
            fallen += choices
    if profile.kind == "multiple":
        return _answer_multiple(dice, profile, knows_share, fallen)
    if profile.kind == "matching":
        return _answer_matching(dice, profile, knows_share)
    if profile.kind == "ordering":
        return _answer_ordering(dice, profile, knows_share)
    if fallen:
        return fallen[0] if len(fallen) == 1 else dice.choice(fallen)
    return profile.best if dice.random() < knows_share else dice.choice(profile.choices)


def _answer_multiple(
    dice: random.Random, profile: ItemProfile, knows_share: float, fallen: tuple[str, ...]
) -> tuple[str, ...]:
    sure = 0.5 + 0.5 * knows_share
    ticked = {c for c in profile.choices if (c in profile.keys) == (dice.random() < sure)} | set(fallen)
    return tuple(sorted(ticked)) or (dice.choice(profile.choices),)


def _answer_matching(dice: random.Random, profile: ItemProfile, knows_share: float) -> dict[str, str]:
    assert isinstance(profile.item, MatchingItem)
    lefts = [pair.id for pair in profile.item.pairs]
    chosen = {left: left for left in lefts if dice.random() < knows_share}
    rest = [right for right in profile.choices if right not in chosen]
    dice.shuffle(rest)
    for left in lefts:
        if left not in chosen:
            chosen[left] = rest.pop()
    return chosen


def _answer_ordering(dice: random.Random, profile: ItemProfile, knows_share: float) -> dict[str, int]:
    order = list(profile.choices)
    if dice.random() >= knows_share:
        for _ in range(dice.randrange(1, len(order))):
            place = dice.randrange(len(order) - 1)
            order[place], order[place + 1] = order[place + 1], order[place]
    return {step: place for place, step in enumerate(order, start=1)}
