"""Draws a lesson section by its kind. Whatever would give an inline check away is drawn only after the answer."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from content.models import Lesson
from content.sections import (
    CaseSection,
    CheckSection,
    DoDontSection,
    LadderSection,
    Section,
    TextSection,
    TimelineSection,
)
from ui import look
from ui.visit import Visit

KIND_TITLES = {
    "text": "Bacaan",
    "do_dont": "Boleh dan hindari",
    "case": "Kasus",
    "timeline": "Garis waktu",
    "ladder": "Tangga sanksi",
    "check": "Cek pemahaman",
}
VERDICTS: dict[str, tuple[str, look.Tone]] = {
    "pelanggaran": ("✕ Pelanggaran", "no"),
    "bukan-pelanggaran": ("✓ Bukan pelanggaran", "ok"),
    "bergantung": ("? Bergantung keadaan", "warn"),
}
BASIS_TITLES = {"primary": "naskah peraturan", "secondary": "sumber sekunder"}


def minutes_left(lesson: Lesson, position: int) -> int:
    """Rounded up: what the sections from ``position`` (counted from 0) on may still take."""
    count = len(lesson.sections)
    return -(-lesson.estimated_minutes * (count - position) // count)


def how_checked(visit: Visit, lesson: Lesson) -> str:
    """How the law behind a lesson was read, counted over the provisions it cites."""
    cited = {citation for section in lesson.sections for citation in section.citations}
    bases = [visit.courseware.library.cited(citation)[1].basis for citation in cited]
    read, secondary = bases.count("primary"), bases.count("secondary")
    if not bases:
        return "tanpa rujukan ketentuan"
    if not secondary:
        return f"semua {read} ketentuan dari naskah peraturan"
    return f"{read} ketentuan dari naskah peraturan, {secondary} dari sumber sekunder"


def draw(section: Section, *, revealed: bool, chosen: str | None) -> bool | str:
    """Draw it. Returns True when the reader asks for a case's answer, the option id when a check is answered."""
    match section:
        case TextSection():
            st.markdown(section.body)
        case DoDontSection():
            look.html(_do_dont(section))
        case TimelineSection():
            look.html(_timeline(section))
        case LadderSection():
            look.html(_ladder(section))
        case CaseSection():
            return _case(section, revealed)
        case CheckSection():
            return _check(section, chosen)
    return False


def draw_citations(visit: Visit, section: Section) -> None:
    """The provisions behind a section, as links to the regulations page."""
    if not section.citations:
        return
    library = visit.courseware.library
    with (
        st.expander(f"Dasar hukum: {len(section.citations)} ketentuan", icon=":material/gavel:"),
        st.container(key=f"n-links-{section.id}"),
    ):
        for citation in section.citations:
            regulation, provision = library.cited(citation)
            marks = f":gray-badge[{BASIS_TITLES[provision.basis]}]"
            if provision.contested:
                marks += " :orange-badge[tafsir diperdebatkan]"
            if regulation.status == "dicabut":
                marks += " :orange-badge[sudah dicabut, untuk sejarah]"
            st.page_link(
                visit.pages["peraturan"],
                label=f"{look.as_text(regulation.short_title)}, {look.as_text(provision_title(provision.id))} {marks}",
                query_params={"id": regulation.id, "ketentuan": provision.id},
            )


def provision_title(provision_id: str) -> str:
    """``pasal-24/ayat-1/huruf-d`` as people say it: Pasal 24 ayat (1) huruf d."""
    words = []
    for part in provision_id.split("/"):
        kind, _, number = part.partition("-")
        match kind:
            case "pasal" | "lampiran":
                words.append(f"{kind.capitalize()} {number.upper()}".strip())
            case "ayat":
                words.append(f"ayat ({number})")
            case "huruf" | "angka" | "nomor" | "amar" | "etik" | "disiplin":
                words.append(f"{kind} {number}".strip())
            case "penjelasan":
                words.append("Penjelasan")
            case _:
                words.append(part.replace("-", " "))
    title = " ".join(words)
    return title[:1].upper() + title[1:]


def _case(section: CaseSection, revealed: bool) -> bool:
    with st.container(key="n-story"):
        look.html('<p class="n-eyebrow">Ceritanya</p>')
        st.markdown(section.story)
    look.html(f'<p class="n-title">{look.rich(section.question)}</p>')
    if not revealed:
        st.markdown("Pikirkan jawaban Anda sejenak, lalu cocokkan.")
        with st.container(key="n-case"):
            return st.button(
                "Tampilkan pembahasan", icon=":material/visibility:", type="primary", key=f"materi-bahas-{section.id}"
            )
    words, tone = VERDICTS[section.verdict]
    with st.container(key="n-verdict"):
        look.html(f'<p class="n-eyebrow">Putusan</p><p>{look.badge(words, tone)}</p>')
        st.markdown(section.analysis)
    return False


def _check(section: CheckSection, chosen: str | None) -> str | bool:
    texts = {option.id: option.text for option in section.options}
    feedback = {option.id: option.feedback for option in section.options}
    ids = list(texts)
    with st.container(key="n-check"):
        st.markdown(section.stem)
        picked = st.radio(
            "Pilih satu jawaban",
            ids,
            index=ids.index(chosen) if chosen in texts else None,
            format_func=texts.__getitem__,
            key=f"materi-cek-{section.id}",
        )
        pressed = st.button("Periksa", type="primary", icon=":material/check:", key=f"materi-periksa-{section.id}")
    answer = picked if pressed else chosen
    if pressed and picked not in texts:
        look.html(look.note("Pilih satu jawaban dahulu, lalu tekan Periksa.", "warn"))
        return False
    if answer in texts and answer == picked:
        right = answer == section.key
        head = "✓ Tepat." if right else "✕ Belum tepat."
        after = "" if right else " Anda boleh memilih lagi dan memeriksanya kembali."
        look.html(
            f'<div role="status">{look.note(f"<strong>{head}</strong> {look.rich(feedback[answer])}{after}", "ok" if right else "no")}</div>'
        )
    return answer if pressed else False


def _do_dont(section: DoDontSection) -> str:
    def column(css: str, mark: str, title: str, lines: tuple[str, ...]) -> str:
        rows = "".join(
            f'<li><span class="n-mark" aria-hidden="true">{mark}</span><span>{look.rich(line)}</span></li>'
            for line in lines
        )
        return (
            f'<section class="{css}"><h3><span aria-hidden="true">{mark}</span> {title}</h3><ul>{rows}</ul></section>'
        )

    return (
        f'<div class="n-pair">{column("n-do", "✓", "Boleh", section.do)}'
        f"{column('n-dont', '✕', 'Hindari', section.dont)}</div>"
    )


def _timeline(section: TimelineSection) -> str:
    return _ordered(
        "n-time",
        (
            f'<li><p class="n-when">{escape(e.when)}</p><h3>{look.rich(e.title)}</h3><p>{look.rich(e.text)}</p></li>'
            for e in section.events
        ),
    )


def _ladder(section: LadderSection) -> str:
    def weight(severity: int) -> str:
        dots = "".join(f'<i class="{"on" if n <= severity else "off"}"></i>' for n in range(1, 6))
        return f'<p class="n-weight">{dots}<span>berat {severity} dari 5</span></p>'

    return _ordered(
        "n-ladder",
        (
            f'<li style="--grow:{step.severity * 2}%"><span class="n-step" aria-hidden="true">{number}</span>'
            f"<div><h3>{look.rich(step.title)}</h3><p>{look.rich(step.text)}</p>{weight(step.severity)}</div></li>"
            for number, step in enumerate(section.steps, start=1)
        ),
    )


def _ordered(css: str, lines: Iterable[str]) -> str:
    return f'<ol class="{css}">{"".join(lines)}</ol>'
