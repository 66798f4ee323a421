"""Draws a lesson section by its kind. Whatever would give an inline check away is drawn only after the answer."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from content.models import Lesson, Term
from content.sections import (
    CaseSection,
    CheckSection,
    DecisionTreeSection,
    DoDontSection,
    LadderSection,
    MatrixSection,
    MistakesSection,
    MondaySection,
    Section,
    TextSection,
    TimelineSection,
)
from ui import look, prose
from ui.law import BASIS_TITLES, provision_title
from ui.learning import section_html
from ui.learning.question import safe_label, safe_text
from ui.visit import Visit

KIND_TITLES = {
    "text": "Bacaan",
    "do_dont": "Boleh dan hindari",
    "case": "Kasus",
    "timeline": "Garis waktu",
    "ladder": "Tangga sanksi",
    "check": "Cek pemahaman",
    "decision_tree": "Pohon keputusan",
    "matrix": "Peta",
    "mistakes": "Yang sering keliru",
    "monday": "Mulai Senin",
}
VERDICTS: dict[str, tuple[str, look.Tone]] = {
    "pelanggaran": ("✕ Pelanggaran", "no"),
    "bukan-pelanggaran": ("✓ Bukan pelanggaran", "ok"),
    "bergantung": ("? Bergantung keadaan", "warn"),
}


def minutes_left(lesson: Lesson, position: int) -> int:
    """Rounded up: what the sections from ``position`` (counted from 0) on may still take."""
    count = len(lesson.sections)
    return -(-lesson.estimated_minutes * (count - position) // count)


def draw(visit: Visit, section: Section, *, revealed: bool, chosen: str | None) -> bool | str:
    """Draw it. Returns True when the reader asks for a case's answer, the option id when a check is answered."""
    library = visit.courseware.library
    match section:
        case TextSection():
            prose.draw(section.body, library.glossary)
        case DoDontSection():
            look.html(section_html.do_dont(section))
        case TimelineSection():
            look.html(section_html.timeline(section))
        case LadderSection():
            look.html(section_html.ladder(section))
        case DecisionTreeSection():
            look.html(section_html.decision_tree(section))
        case MatrixSection():
            look.html(section_html.matrix(section))
        case MistakesSection():
            look.html(section_html.mistakes(section, library.misconceptions))
        case MondaySection():
            look.html(section_html.monday(section))
        case CaseSection():
            return _case(section, revealed, library.glossary)
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


def _case(section: CaseSection, revealed: bool, glossary: Mapping[str, Term]) -> bool:
    with st.container(key="n-story"):
        look.html(f'<p class="n-eyebrow">Ceritanya</p>{prose.prose(section.story, glossary)}')
    look.html(f'<p class="n-title">{look.rich(section.question)}</p>')
    if not revealed:
        st.markdown("Pikirkan jawaban Anda sejenak, lalu cocokkan.")
        with st.container(key="n-case"):
            return st.button(
                "Tampilkan pembahasan", icon=":material/visibility:", type="primary", key=f"materi-bahas-{section.id}"
            )
    words, tone = VERDICTS[section.verdict]
    with st.container(key="n-verdict"):
        look.html(
            f'<p class="n-eyebrow">Putusan</p><p style="margin-bottom:.75rem">{look.badge(words, tone)}</p>'
            f"{prose.prose(section.analysis, glossary)}"
        )
    return False


def _check(section: CheckSection, chosen: str | None) -> str | bool:
    texts = {option.id: safe_label(option.text) for option in section.options}
    feedback = {option.id: option.feedback for option in section.options}
    ids = list(texts)
    with st.container(key="n-check"):
        st.markdown(safe_text(section.stem))
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
        verdict = "Tepat." if right else "Belum tepat."
        head = f"{'✓' if right else '✕'} {verdict}"
        why = look.rich(feedback[answer].removeprefix(verdict).lstrip())  # many authors begin with the verdict
        after = "" if right else " Anda boleh memilih lagi dan memeriksanya kembali."
        look.html(
            f'<div role="status">{look.note(f"<strong>{head}</strong> {why}{after}", "ok" if right else "no")}</div>'
        )
    return answer if pressed else False
