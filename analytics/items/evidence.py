"""The evidence of flags, frozen when somebody decides about them, and whether today's has become clearly worse."""

from __future__ import annotations

import json
from collections.abc import Sequence

from analytics.items.flags import Figure, Flag


def frozen_evidence(flags: Sequence[Flag]) -> str:
    """The sentences as they are shown, and the figures behind them to two places: nothing that the screen does not tell."""
    return json.dumps(
        [{"about": flag.about, "reason": flag.reason, "figure": _rounded(flag.figure)} for flag in flags],
        ensure_ascii=False,
    )


def is_clearly_worse(flags: Sequence[Flag], evidence: str) -> bool:
    """Something was found that was not known then, or a figure whose whole interval lies beyond the one known then."""
    known = {found["about"]: found["figure"] for found in json.loads(evidence)}
    return any(flag.about not in known or _is_beyond(flag.figure, known[flag.about]) for flag in flags)


def _rounded(figure: Figure | None) -> list[float] | None:
    return None if figure is None else [round(end, 2) for end in (figure.value, figure.low, figure.high)]


def _is_beyond(figure: Figure | None, known: list[float] | None) -> bool:
    now = _rounded(figure)
    return now is not None and known is not None and now[1] > known[2]
