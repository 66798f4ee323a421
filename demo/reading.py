"""Reading the lessons: which sections a simulated learner does, and when."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from content.models import Lesson
from content.sections import CheckSection
from demo.behaviour import (
    WITA,
    office_hour,
)
from demo.learners import Learner
from store.clock import to_text
from store.learning.progress import SectionDone


def sections_done(
    learner: Learner, lessons: Sequence[Lesson], days: Sequence[date], seed: int
) -> Iterator[SectionDone]:
    """What one learner reads, section by section, within working hours."""
    journey = learner.journey
    if journey.study_from is None or journey.study_until is None:
        return
    dice = random.Random(f"lessons:{seed}:{learner.person.id}")
    begun = [*lessons[: journey.lessons_read]]
    partly = None
    if journey.lessons_read < len(lessons) and journey.last_lesson_share:
        partly = lessons[journey.lessons_read]
        begun.append(partly)
    first, last = journey.study_from.astimezone(WITA).date(), journey.study_until.astimezone(WITA).date()
    between = [day for day in days if first < day < last]
    if between:
        starts = sorted(office_hour(dice, dice.choice(between)) for _ in begun)
    else:
        pause = (journey.study_until - journey.study_from) / (len(begun) + 1)
        starts = [journey.study_from + pause * n for n in range(len(begun))]
    for lesson, start in zip(begun, starts, strict=True):
        share = journey.last_lesson_share if lesson is partly else 1.0
        at = start
        for section in lesson.sections[: int(share * len(lesson.sections))]:
            at += timedelta(seconds=dice.randrange(5, 25))
            chosen = None
            if isinstance(section, CheckSection):
                options = [option.id for option in section.options]
                chosen = section.key if dice.random() < 0.7 else dice.choice(options)
            yield SectionDone(learner.person.id, lesson.id, section.id, chosen, to_text(at))
