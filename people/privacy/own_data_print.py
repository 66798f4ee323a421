"""The printed copy of somebody's own data: one A4 document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from people.paper import inputs_of, pdf_of


@dataclass(frozen=True)
class Part:
    """One table of the register with a person's rows in it; ``is_long``: on paper only how many they are."""

    table: str
    title: str
    group: str
    purpose: str
    basis: str
    kept: str
    hidden: tuple[str, ...]
    rows: tuple[Mapping[str, object], ...]
    is_long: bool = False


_TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: "Netral")
#set page(paper: "a4", margin: (x: 20mm, top: 22mm, bottom: 20mm), numbering: "1 / 1",
  header: text(8pt, fill: rgb("#46545A"))[Netral · Salinan data pribadi · #data.made_on])
#set text(font: "Libertinus Serif", size: 10pt, lang: "id", hyphenate: true)
#set par(leading: 0.6em)
#show heading.where(level: 1): set text(18pt, fill: rgb("#0F4C5C"))
#show heading.where(level: 2): it => block(above: 1.4em, below: 0.6em, text(13pt, fill: rgb("#0F4C5C"), it.body))
#show heading.where(level: 3): it => block(above: 1.1em, below: 0.45em, text(10.5pt, it.body))
= #data.title
#data.name \\
Dibuat pada #data.made_on

#data.lead
#for group in data.groups [
  == #group.title
  #text(9pt, fill: rgb("#46545A"))[*Tujuan:* #group.purpose \\ *Dasar:* #group.basis \\ *Masa simpan:* #group.kept]
  #for part in group.parts [
    === #part.title
    #if part.note != "" [#text(9pt, style: "italic")[#part.note]]
    #for row in part.rows [
      #block(breakable: true, above: 0.6em, below: 0.6em, inset: (left: 2.5mm), stroke: (left: 0.6pt + rgb("#C9C2B2")))[
        #table(columns: (38%, 1fr), stroke: none, inset: (x: 1mm, y: 0.7mm),
          ..row.map(pair => (text(9pt, fill: rgb("#46545A"))[#pair.at(0)], text(9pt)[#pair.at(1)])).flatten())
      ]
    ]
  ]
]
"""
_LEAD = (
    "Dokumen ini memuat data tentang Anda yang disimpan situs Netral, beserta tujuan, dasar, dan masa simpannya "
    "(UU 27/2022 Pasal 5, Pasal 7, dan Pasal 32). Bila ada yang keliru, ajukan perbaikan di halaman Data saya. "
    "Simpan dokumen ini baik-baik: isinya data pribadi."
)


def own_data_pdf(name: str, made_on: str, parts: Sequence[Part]) -> bytes:
    """The document as PDF. Raises nothing of its own."""
    groups = []
    for title in dict.fromkeys(part.group for part in parts):
        own = [part for part in parts if part.group == title]
        first = own[0]
        groups.append(
            {
                "title": title, "purpose": first.purpose, "basis": first.basis, "kept": first.kept,
                "parts": [_printed(part) for part in own],
            }
        )  # fmt: skip
    data = {"title": "Salinan data pribadi", "name": name, "made_on": made_on, "lead": _LEAD, "groups": groups}
    return pdf_of(_TEMPLATE, inputs_of(data))


def _printed(part: Part) -> dict[str, object]:
    """Rows as (label, words) pairs; what is not told on paper is said in the note."""
    notes = []
    if not part.rows:
        notes.append("Tidak ada.")
    elif part.is_long:
        notes.append(f"{len(part.rows)} baris; rinciannya ada di salinan JSON.")
    if part.hidden and part.rows:
        notes.append(f"Tidak ditampilkan demi keamanan: {', '.join(part.hidden)}.")
    rows = [] if part.is_long else [[[label, _words(value)] for label, value in row.items()] for row in part.rows]
    return {"title": part.title, "note": " ".join(notes), "rows": rows}


def _words(value: object) -> str:
    return "-" if value is None or value == "" else str(value)
