"""How simulated people say that they are sure or in doubt: most a little too sure, and surest of what they believe wrongly.

Pure, and with dice of its own: what people answer stays the same whether or not they are asked.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

from demo.behaviour import ItemProfile, Mind
from quizzes.attempts import Attempt
from quizzes.responses import Response
from quizzes.sureness import Saying

_SPEAKING_SHARE = 0.7
"""Of all sittings: in which the marks are used at all."""
_SAID_SHARE = 0.9
"""Of the answers in such a sitting."""
_CHANGED_SHARE = 0.03
"""Of what was said: changed a moment later."""
_OVERCONFIDENCE = 0.12
"""How far people think they know more than they do (Lichtenstein, Fischhoff & Phillips 1982 find most are too sure)."""
_SURE_OF_A_MISCONCEPTION = 0.8


def say(
    seed: int,
    attempt: Attempt,
    mind: Mind,
    profiles: Mapping[str, ItemProfile],
    responses: Mapping[int, Response | None],
    after_seconds: Mapping[int, int],
) -> list[Saying]:
    """What one person says of the answers of one sitting, in the order of time; ``after_seconds``: when each was given."""
    if not attempt.quiz.asks_sureness:
        return []
    dice = random.Random(f"sureness:{seed}:{attempt.person_id}:{attempt.quiz.id}:{attempt.number}")
    if dice.random() >= _SPEAKING_SHARE:
        return []
    own_excess = dice.gauss(_OVERCONFIDENCE, 0.12)
    said: list[Saying] = []
    for position, response in responses.items():
        chance = dice.random()
        if chance >= _SAID_SHARE:
            continue
        profile = profiles[attempt.paper[position].item_id]
        is_sure = dice.random() < _chance_of_sure(mind, profile, response, own_excess)
        if chance < _CHANGED_SHARE:
            said.append(Saying(position, not is_sure, after_seconds[position]))
        said.append(Saying(position, is_sure, after_seconds[position]))
    return said


def _chance_of_sure(mind: Mind, profile: ItemProfile, response: Response | None, own_excess: float) -> float:
    if profile.tempting and isinstance(response, str):
        for misconception, choices in profile.tempting.items():
            if response in choices and misconception in mind.misconceptions:
                return _SURE_OF_A_MISCONCEPTION
    edge = mind.ability + mind.by_indicator.get(profile.indicator, 0.0) - profile.difficulty
    return own_excess + 1 / (1 + math.exp(-1.2 * edge))
