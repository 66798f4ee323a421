"""The parts of a lesson that are drawn as HTML: every datum is escaped, every picture is made of words and boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from content.models import Misconception
from content.sections import (
    DecisionTreeSection,
    DoDontSection,
    Fork,
    LadderSection,
    MatrixSection,
    MistakesSection,
    MondaySection,
    TimelineSection,
)
from ui import look

_TONES: dict[str, tuple[str, look.Tone]] = {
    "aman": ("✓ Aman", "ok"),
    "hati-hati": ("! Hati-hati", "warn"),
    "dilarang": ("✕ Dilarang", "no"),
}


def do_dont(section: DoDontSection) -> str:
    def column(css: str, mark: str, title: str, lines: tuple[str, ...]) -> str:
        rows = "".join(
            f'<li><span class="n-mark" aria-hidden="true">{mark}</span><span>{look.rich(line)}</span></li>'
            for line in lines
        )
        return (
            f'<section class="{css}"><h2><span aria-hidden="true">{mark}</span> {title}</h2><ul>{rows}</ul></section>'
        )

    return (
        f'<div class="n-pair">{column("n-do", "✓", "Boleh", section.do)}'
        f"{column('n-dont', '✕', 'Hindari', section.dont)}</div>"
    )


def timeline(section: TimelineSection) -> str:
    return _ordered(
        "n-time",
        (
            f'<li><p class="n-when">{escape(e.when)}</p><h2>{look.rich(e.title)}</h2><p>{look.rich(e.text)}</p></li>'
            for e in section.events
        ),
    )


def ladder(section: LadderSection) -> str:
    def weight(severity: int) -> str:
        dots = "".join(f'<i class="{"on" if n <= severity else "off"}"></i>' for n in range(1, 6))
        return f'<p class="n-weight">{dots}<span>berat {severity} dari 5</span></p>'

    return _ordered(
        "n-ladder",
        (
            f'<li style="--grow:{step.severity * 2}%"><span class="n-step" aria-hidden="true">{number}</span>'
            f"<div><h2>{look.rich(step.title)}</h2><p>{look.rich(step.text)}</p>{weight(step.severity)}</div></li>"
            for number, step in enumerate(section.steps, start=1)
        ),
    )


def decision_tree(section: DecisionTreeSection) -> str:
    """Numbered questions; an answer names the question it leads to, or the outcome. Reads the same on paper."""
    numbers = {fork.id: number for number, fork in enumerate(section.forks, start=1)}
    return _ordered("n-tree", (_fork(fork, numbers) for fork in section.forks))


def _fork(fork: Fork, numbers: Mapping[str, int]) -> str:
    rows = []
    for branch in fork.branches:
        if branch.goes_to is not None:
            end = f'<span class="n-goes">lanjut ke pertanyaan {numbers[branch.goes_to]}</span>'
        else:
            words, tone = _TONES[branch.tone or "hati-hati"]
            end = f"{look.badge(words, tone)} {look.rich(branch.outcome or '')}"
        rows.append(f'<li><span class="n-answer">{look.rich(branch.answer)}</span><span>{end}</span></li>')
    return (
        f'<li><span class="n-step" aria-hidden="true">{numbers[fork.id]}</span>'
        f"<div><h2>{look.rich(fork.question)}</h2><ul>{''.join(rows)}</ul></div></li>"
    )


def matrix(section: MatrixSection) -> str:
    """A table on a wide screen; on a phone every row becomes a card whose cells name their column."""
    head = "".join(f'<th scope="col">{look.rich(column)}</th>' for column in section.columns)
    rows = "".join(
        f'<tr><th scope="row">{look.rich(row.title)}</th>'
        + "".join(
            f'<td data-column="{escape(column)}">{look.rich(cell)}</td>'
            for column, cell in zip(section.columns, row.cells, strict=True)
        )
        + "</tr>"
        for row in section.rows
    )
    return f'<table class="n-matrix"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>'


def mistakes(section: MistakesSection, misconceptions: Mapping[str, Misconception]) -> str:
    known = [misconceptions[i] for i in section.misconceptions if i in misconceptions]
    return "".join(
        '<section class="n-mistake">'
        f'<p class="n-belief"><span class="n-mark" aria-hidden="true">✕</span><q>{look.rich(m.belief)}</q></p>'
        f'<p class="n-correction"><span class="n-mark" aria-hidden="true">✓</span><span>{look.rich(m.correction)}</span></p>'
        "</section>"
        for m in known
    )


def monday(section: MondaySection) -> str:
    return look.bullet_list(section.actions, mark="☐")


def _ordered(css: str, lines: Iterable[str]) -> str:
    return f'<ol class="{css}">{"".join(lines)}</ol>'
