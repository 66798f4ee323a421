"""A whole attempt through the product's actions, without a screen: start, answer everything, submit."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from actions.courseware import Courseware
from actions.learning import take_quiz
from people.models import Viewer
from quizzes.shown import ShownAnswer, ShownItem
from store.database import Database
from store.ids import new_id


def finish_attempt(
    database: Database, courseware: Courseware, viewer: Viewer, quiz_id: str, dice: random.Random
) -> None:
    now = datetime.now(UTC)
    attempt_id = take_quiz.start_attempt(
        database, courseware, viewer, quiz_id, now, attempt_id=new_id(now), seed=dice.getrandbits(31)
    )
    view = take_quiz.view_attempt(database, viewer, attempt_id, now)
    for position, item in enumerate(view.items):
        take_quiz.save_answer(database, viewer, attempt_id, position, any_answer(item.shown, dice), now)
    take_quiz.submit(database, viewer, attempt_id, now)


def any_answer(item: ShownItem, dice: random.Random) -> ShownAnswer:
    """A complete answer of the right form, right or wrong."""
    places = list(range(len(item.choices)))
    if item.kind == "multiple":
        return tuple(sorted(dice.sample(places, 2)))
    if item.kind == "matching":
        return dict(enumerate(dice.sample(places, len(item.lefts))))
    if item.kind == "ordering":
        return dict(zip(places, dice.sample(range(1, len(places) + 1), len(places)), strict=True))
    return dice.choice(places)
