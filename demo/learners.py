"""The demo's learners: who they are, what they know before and after the lessons, and when they act."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from actions.courseware import Courseware
from actions.summaries.pair_rows import Half
from content.words import INDICATORS
from demo.behaviour import (
    AgencyClimate,
    Journey,
    Mind,
    after_lessons,
    all_misconceptions,
    make_climate,
    make_journey,
    make_mind,
    within,
)
from demo.organisation import Organisation
from people.models import Person

Progress = Callable[[str, int, int], None]
"""(what is being done, done, of how many)"""


@dataclass
class Learner:
    """A simulated person: who, how much they know before and after the lessons, and when they act."""

    person: Person
    report_id: str
    before: Mind
    after: Mind
    journey: Journey
    seen: dict[str, frozenset[str]] = field(default_factory=dict)
    """Quiz id -> items of earlier papers."""
    passed: set[str] = field(default_factory=set)
    half: Half | None = None
    """The first of pre-test and post-test to close, until the other does."""


def plan_learners(
    organisation: Organisation,
    courseware: Courseware,
    seed: int,
    lesson_count: int,
    days: list[date],
    progress: Progress,
) -> list[Learner]:
    """Everybody of the organisation, each from dice of their own."""
    misconceptions = all_misconceptions(courseware.bank.items.values())
    report_of = {agency.id: agency.report_id for agency in organisation.agencies}
    stories = {persona.person_id: persona.story for persona in organisation.personas}
    climates: dict[str, AgencyClimate] = {}
    learners = []
    for place, person in enumerate(organisation.people):
        report_id = report_of[person.agency_id]
        if report_id not in climates:
            climates[report_id] = make_climate(seed, report_id, INDICATORS, misconceptions)
        if person.agency_id not in climates:
            climates[person.agency_id] = within(climates[report_id], seed, person.agency_id)
        climate = climates[person.agency_id]
        dice = random.Random(f"person:{seed}:{person.id}")
        story = stories.get(person.id, "free")
        before = make_mind(dice, climate, person.employment)
        if story == "finished":
            before = Mind(2.0, before.by_indicator, frozenset())
        journey = make_journey(dice, climate, days, max(1, lesson_count), story)
        share_read = journey.lessons_read / max(1, lesson_count)
        after = after_lessons(before, dice, share_read)
        learners.append(Learner(person, report_id, before, after, journey))
        if place % 1000 == 0:
            progress("Menyusun pegawai", place, len(organisation.people))
    progress("Menyusun pegawai", len(learners), len(learners))
    return learners
