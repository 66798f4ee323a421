"""One measured figure beside its baseline and its target, and the readable table of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_HEADERS = ("what", "ours", "baseline", "ours/baseline", "target", "met")


@dataclass(frozen=True)
class Row:
    """``at_most``/``at_least`` bound ``ours``; ``ratio_at_most`` bounds ours/baseline. Without bounds: a fact only."""

    what: str
    ours: float | None
    unit: str = ""
    baseline: float | None = None
    baseline_is: str = ""
    at_most: float | None = None
    at_least: float | None = None
    ratio_at_most: float | None = None
    note: str = ""
    """Why there is no figure, or what a reader must know."""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.baseline if self.ours is not None and self.baseline else None

    @property
    def is_met(self) -> bool | None:
        """None when nothing was measured or nothing was asked."""
        checks = []
        if self.ours is not None:
            checks += [self.ours <= self.at_most] if self.at_most is not None else []
            checks += [self.ours >= self.at_least] if self.at_least is not None else []
        if self.ratio is not None and self.ratio_at_most is not None:
            checks.append(self.ratio <= self.ratio_at_most)
        return all(checks) if checks else None


def absent(what: str, why: str) -> Row:
    return Row(what, None, note=why)


def markdown(rows: Sequence[Row]) -> str:
    """The table, padded so that it also reads well in a terminal."""
    cells = [_HEADERS, *(_cells(row) for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(_HEADERS))]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    notes = [f"- {row.what}: {row.note}" for row in rows if row.note]
    return "\n".join([*lines, "", *notes])


def _cells(row: Row) -> tuple[str, ...]:
    baseline = f"{_figure(row.baseline, row.unit)} ({row.baseline_is})" if row.baseline is not None else "-"
    targets = [
        f"<= {_figure(row.at_most, row.unit)}" if row.at_most is not None else "",
        f">= {_figure(row.at_least, row.unit)}" if row.at_least is not None else "",
        f"ratio <= {row.ratio_at_most:g}" if row.ratio_at_most is not None else "",
    ]
    met = {True: "yes", False: "NO", None: "-"}[row.is_met]
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else "-"
    return row.what, _figure(row.ours, row.unit), baseline, ratio, ", ".join(filter(None, targets)) or "-", met


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()
