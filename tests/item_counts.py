"""Item answers counted without anybody sitting: as if so many people had chosen each option."""

from __future__ import annotations

from collections.abc import Mapping

from quizzes.marking import mark
from quizzes.models import Item, Quiz, fingerprint
from quizzes.responses import encode_response
from store.database import Database
from store.learning.attempts import keep_versions
from store.summaries.item_rollups import ItemAnswerRow, PaperRow
from store.summaries.rollups import add_to_rollups

MICRO = 1_000_000


def count_answers(database: Database, quiz: Quiz, item: Item, choices: Mapping[str | None, tuple[int, float]]) -> None:
    """Option (None: unanswered) -> people and their mean on the other items; half of them 0.2 above it, half below."""
    version, rows = fingerprint(item), []
    for option, (count, rest) in choices.items():
        earned = round(mark(item, option).fraction * MICRO)
        for side, people in ((0.2, count // 2), (-0.2, count - count // 2)):
            own = round((rest + side) * MICRO)
            rows.append(
                ItemAnswerRow(
                    quiz.id, version, encode_response(option), earned, people, people * own, people * own * own
                )
            )
            rows.append(PaperRow(quiz.id, 2, own + earned, people))
    with database.write() as connection:
        keep_versions(connection, quiz, [(version, item)])
        add_to_rollups(connection, rows)
