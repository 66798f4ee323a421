"""Material for a gathering on paper: at most two A4 pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product

from people.paper import inputs_of, pdf_of, pictures_of, value_at

MAX_PAGES = 2
_SIZES = (13, 12, 11, 10, 9, 8.5)
"""In points; the largest that fits is taken, and below the smallest the last belief is left out."""


@dataclass(frozen=True)
class Point:
    """One wrong belief as it is told aloud."""

    belief: str
    how_common: str
    rule: str
    sources: str
    question: str
    lesson: str


@dataclass(frozen=True)
class Briefing:
    """``facts``: who, when and how many, as (label, words); ``cautions``: how sure we are. No names of people."""

    agency: str
    facts: tuple[tuple[str, str], ...]
    lead: str
    points: tuple[Point, ...]
    cautions: tuple[str, ...]
    made_on: str


_TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#let base = data.size * 1pt
#let teal = rgb("#0F4C5C")
#let quiet = rgb("#46545A")
#set document(title: "Bahan apel/pertemuan: " + data.agency, author: "Netral")
#set page(paper: "a4", margin: (x: 20mm, top: 20mm, bottom: 18mm),
  header: text(0.8em, fill: quiet)[Netral · Bahan apel/pertemuan · #data.made_on],
  footer: context text(0.8em, fill: quiet)[#h(1fr) Halaman #counter(page).display() dari #counter(page).final().first()])
#set text(font: "Libertinus Serif", size: base, lang: "id", hyphenate: false)
#set par(leading: 0.58em, spacing: 0.75em)
#show heading.where(level: 1): set text(1.75em, fill: teal)
#show heading.where(level: 2): it => block(above: 1.25em, below: 0.6em, text(1.15em, fill: teal, it.body))
= Bahan apel/pertemuan
#text(1.15em)[*#data.agency*]

#for (label, words) in data.facts [#text(fill: quiet)[#label:] #words #parbreak()]

#data.lead
#for (number, point) in data.points.enumerate(start: 1) [
  #block(breakable: false, width: 100%, above: 1.9em)[
    == #number. “#point.belief”
    #block(inset: (left: 3mm), stroke: (left: 1.5pt + rgb("#C2540A")))[
      #text(fill: quiet)[*Seberapa umum.*] #point.how_common
    ]
    *Yang benar.* #point.rule #if point.sources != "" [#text(0.88em, fill: quiet)[(Lihat #point.sources.)]]

    *Tanyakan.* #point.question

    #if point.lesson != "" [#text(0.88em, fill: quiet)[Baca lebih lanjut di situs: #point.lesson]]
  ]
]
#block(breakable: false, width: 100%, above: 1.6em, inset: 3mm, fill: rgb("#F4F1EA"))[
  == Seberapa yakin angka ini
  #for caution in data.cautions [- #caution
  ]
]
#context [#metadata(counter(page).final().first()) <pages>]
"""


def briefing_pdf(briefing: Briefing) -> bytes:
    """At most MAX_PAGES pages, whatever the texts' length. Raises nothing of its own."""
    return pdf_of(_TEMPLATE, fitted_inputs(briefing))


def briefing_pictures(briefing: Briefing, dots_per_inch: float = 80) -> Sequence[bytes]:
    """The same pages as PNG, to look at."""
    return pictures_of(_TEMPLATE, fitted_inputs(briefing), dots_per_inch)


def fitted_inputs(briefing: Briefing) -> dict[str, str]:
    """The data in the largest type that keeps to MAX_PAGES."""
    inputs: dict[str, str] = {}
    for count, size in product(range(len(briefing.points), -1, -1), _SIZES):
        inputs = _inputs(replace(briefing, points=briefing.points[:count]), size)
        if _page_count(inputs) <= MAX_PAGES:
            break
    return inputs


def _inputs(briefing: Briefing, size: float) -> dict[str, str]:
    return inputs_of(asdict(briefing) | {"size": size})


def _page_count(inputs: dict[str, str]) -> int:
    return int(value_at(_TEMPLATE, inputs, "<pages>"))
