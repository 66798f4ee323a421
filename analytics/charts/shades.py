"""The colours of shares and groups, the same on the screen and on paper. Nothing is told by colour alone."""

from __future__ import annotations

from analytics.ranking import Group

TEALS = ("#E3EFF1", "#C5DEE3", "#A3CBD3", "#80B7C2", "#5EA2B0", "#418C9C", "#2B7686", "#1B6070", "#0F4C5C", "#083642")
"""One hue from light to dark, so that lightness alone carries the value (readable without colour vision)."""
SCALE_FROM, SCALE_TO = 0.4, 1.0
"""Shares below 40 % get the lightest shade: chance alone earns about a quarter."""
MARKS: dict[Group, str] = {"low": "▼", "high": "▲", "unclear": "", "unknown": ""}
LOW, UNCLEAR, HIGH = "#C2540A", "#6B7F85", "#1F7F93"
"""The three groups of a ranking."""
_DARK_TEXT_UNTIL = 0.61
"""Of the scale: up to here dark text keeps 4.5:1 on the shade, beyond it white does."""


def shade_of(share: float) -> str:
    """The nearest of TEALS."""
    return TEALS[round(_place(share) * (len(TEALS) - 1))]


def text_on(share: float) -> str:
    """The colour of text that can be read on the share's shade."""
    return "#05090A" if _place(share) < _DARK_TEXT_UNTIL else "#FFFFFF"


def _place(share: float) -> float:
    return max(0.0, min(1.0, (share - SCALE_FROM) / (SCALE_TO - SCALE_FROM)))
