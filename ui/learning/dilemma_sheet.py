"""What a dilemma shows: a step with its choices, the consequence of a choice made, and the end with the way there.

Drawing only; ``ui/pages/dilema.py`` obeys the presses, known by the keys made here.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.learning.dilemmas import OpenStep, PastStep, RunView
from ui import look, prose
from ui.law import provision_title
from ui.learning.question import safe_label
from ui.visit import Visit

REPORTED = (
    "Yang dihitung dalam laporan penyelia hanya percobaan pertama, sebagai jumlah orang tanpa nama. "
    "Percobaan berikutnya murni untuk Anda berlatih."
)


def start_key(dilemma_id: str) -> str:
    return f"dilema-mulai-{dilemma_id}"


def press_key(run: RunView, deed: str, number: int) -> str:
    return f"dilema-{deed}-{run.run_id}-{number}"


def draw_step(visit: Visit, run: RunView, step: OpenStep) -> None:
    """The choices are known by the place they are shown at: the browser gets their texts and nothing else."""
    st.header(f"Langkah {step.number}", anchor=False)
    with st.container(key="n-story-keadaan"):
        prose.draw(step.situation, visit.courseware.library.glossary)
    labels = [safe_label(text) for _, text in step.choices]
    # A form: choosing alone calls nothing, so the page cannot move under the finger on its way to the button.
    with st.container(key="n-check-pilihan"), st.form(press_key(run, "langkah", step.number), border=False):
        st.radio(
            safe_label(step.question),
            range(len(labels)),
            index=None,
            format_func=labels.__getitem__,
            key=press_key(run, "pilih", step.number),
            width="stretch",
        )
        look.html('<p class="n-small">Setelah ditetapkan, pilihan ini tidak dapat diganti.</p>')
        st.form_submit_button(
            "Tetapkan pilihan", key=press_key(run, "tetapkan", step.number), type="primary", icon=":material/check:"
        )


def draw_consequence(visit: Visit, run: RunView, past: PastStep) -> None:
    st.header(f"Langkah {past.number}: akibat pilihan Anda", anchor=False)
    _chosen(past)
    with st.container(key="n-story-akibat"):
        look.html('<p class="n-eyebrow" role="status">Yang terjadi kemudian</p>')
        prose.draw(past.consequence, visit.courseware.library.glossary)
    _feedback(past)
    _citations(visit, past)
    is_last = run.step is None and past.number == len(run.path)
    with st.container(key="n-turn", horizontal=True, horizontal_alignment="distribute"):
        st.button(
            "Sebelumnya",
            key=press_key(run, "mundur", past.number),
            icon=":material/arrow_back:",
            disabled=past.number == 1,
        )
        st.button(
            "Lihat akhir cerita" if is_last else "Lanjut",
            key=press_key(run, "lanjut", past.number),
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
        )


def _chosen(past: PastStep) -> None:
    mark = look.badge("✓ tindakan terbaik", "ok") if past.is_best else look.badge("→ ada yang lebih baik", "warn")
    look.html(f"<p><strong>Pilihan Anda:</strong> {look.rich(past.chosen)}</p><p>{mark}</p>")


def _feedback(past: PastStep) -> None:
    with st.container(key=f"n-verdict-{past.number}"):
        look.html('<p class="n-eyebrow">Mengapa begitu</p>')
        prose.draw(past.feedback, {})


def _citations(visit: Visit, past: PastStep) -> None:
    """A citation of an older version may have left the library since; it is passed over."""
    library = visit.courseware.library
    known = [library.cited(c) for c in past.citations if c.removesuffix("@sejarah") in library.provisions]
    if not known:
        return
    with (
        st.expander(f"Dasar hukum: {len(known)} ketentuan", icon=":material/gavel:"),
        st.container(key=f"n-links-hukum-{past.number}"),
    ):
        for regulation, provision in known:
            st.page_link(
                visit.pages["peraturan"],
                label=f"{look.as_text(regulation.short_title)}, {look.as_text(provision_title(provision.id))}",
                query_params={"id": regulation.id, "ketentuan": provision.id},
            )


# --- The end ---------------------------------------------------------------------------------


def draw_end(visit: Visit, run: RunView) -> None:
    with st.container(key="n-hero-akhir"):
        look.html(f'<p class="n-eyebrow">Akhir cerita</p><h2 class="n-title">{escape(run.ending_title or "")}</h2>')
        prose.draw(run.ending_text or "", {})
    steps = len(run.path)
    look.html(
        look.facts(
            (("Tindakan terbaik", f"{run.best_count} dari {steps} langkah"), ("Nilai", look.percent(run.score or 0.0))),
            words=True,
        )
        + '<p class="n-small" style="margin-top:.5rem">Nilai adalah rata-rata bobot semua pilihan Anda: '
        "tindakan terbaik berbobot 100%.</p>"
    )
    st.header("Jalan yang Anda tempuh", anchor=False)
    for past in run.path:
        words = "tindakan terbaik" if past.is_best else "dapat lebih baik"
        with st.expander(f"Langkah {past.number}: {words}", expanded=not past.is_best):
            _look_back(visit, past)
    st.header("Selanjutnya", anchor=False)
    _lesson_link(visit, run.section)
    look.html(f'<p class="n-small">{REPORTED}</p>')
    with st.container(key="n-case-ulang"):
        st.button("Ulangi dari awal", key=start_key(run.dilemma_id), icon=":material/refresh:")


def _look_back(visit: Visit, past: PastStep) -> None:
    prose.draw(past.situation, {})
    _chosen(past)
    prose.draw(past.feedback, {})
    if past.best_text is not None:
        look.html(look.note(f"<strong>Yang terbaik di langkah ini:</strong> {look.rich(past.best_text)}", "ok"))
        prose.draw(past.best_feedback or "", {})


def _lesson_link(visit: Visit, reference: str) -> None:
    lesson_id, _, section_id = reference.partition("#")
    lesson = visit.courseware.library.find_lesson(lesson_id)
    section = visit.courseware.library.find_section(reference)
    if lesson is not None and section is not None:
        look.primary_link(
            visit.pages["materi"],
            f"Baca materinya: {look.as_text(section.title)}",
            "materi",
            {"id": lesson_id, "bagian": section_id},
        )
