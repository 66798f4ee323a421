"""Dilema: the list of branching cases, and one case (``?id=``) played a step at a time (``&langkah=``)."""

from __future__ import annotations

from contextlib import suppress
from html import escape

import streamlit as st

from actions.dilemmas import (
    ChoiceIsFinal,
    DilemmaProgress,
    OpenStep,
    PastStep,
    RunView,
    dilemma_progress,
    find_run,
    make_choice,
    start_run,
    view_run,
)
from content.words import INDICATOR_TITLES
from people.access import require
from people.errors import NotFound
from store.ids import new_id
from ui import look, prose, session
from ui.law import provision_title
from ui.question import safe_label
from ui.visit import Visit

STEP = "langkah"
_REPORTED = (
    "Yang dihitung dalam laporan penyelia hanya percobaan pertama, sebagai jumlah orang tanpa nama. "
    "Percobaan berikutnya murni untuk Anda berlatih."
)


def show(visit: Visit) -> None:
    require(visit.viewer, "study")
    dilemma_id = st.query_params.get("id")
    if dilemma_id is None:
        _list(visit)
        return
    st.page_link(visit.pages["dilema"], label="Semua dilema", icon=":material/arrow_back:")
    if session.is_pressed(_start_key(dilemma_id)):
        start_run(visit.database, visit.courseware, visit.viewer, dilemma_id, visit.now, run_id=new_id(visit.now))
        run = find_run(visit.database, visit.viewer, dilemma_id)
        if run is not None:
            _turn(visit, run, len(run.path) + 1)
        return
    run = find_run(visit.database, visit.viewer, dilemma_id)
    if run is None:
        _cover(visit, dilemma_id)
    else:
        _obey(visit, run, _step_asked(run))


def _step_asked(run: RunView) -> int:
    """A step already taken may be looked at again; anything else is where the story is now."""
    asked, now = st.query_params.get(STEP, ""), len(run.path) + 1
    return int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked[:3]) <= now else now


# --- Presses ---------------------------------------------------------------------------------


def _start_key(dilemma_id: str) -> str:
    return f"dilema-mulai-{dilemma_id}"


def _key(run: RunView, deed: str, number: int) -> str:
    return f"dilema-{deed}-{run.run_id}-{number}"


def _obey(visit: Visit, run: RunView, number: int) -> None:
    """Do what the press that began this run asks at step ``number``, then draw where it leads: one run, one screen."""
    if session.is_pressed(_key(run, "lanjut", number)):
        _turn(visit, run, number + 1)
    elif session.is_pressed(_key(run, "mundur", number)):
        _turn(visit, run, number - 1)
    elif session.is_pressed(_key(run, "tetapkan", number)):
        _settle(visit, run, number)
    else:
        _draw(visit, run, number)


def _settle(visit: Visit, run: RunView, number: int) -> None:
    """Store the choice on screen. What another tab stored before stands, and is shown with a word about it."""
    values = session.widget_values([_key(run, "pilih", number)])
    place = values[0] if values else None
    if place is None:
        _draw(visit, run, number, "Pilih satu tindakan dahulu, lalu tekan Tetapkan pilihan.")
        return
    if run.step is not None and run.step.number == number:
        with suppress(ChoiceIsFinal):
            choice_id, _ = run.step.choices[place]
            make_choice(visit.database, visit.viewer, run.run_id, number, choice_id, visit.now)
        run = view_run(visit.database, visit.viewer, run.run_id)
    is_stored = run.path[number - 1].chosen_place == place
    _turn(visit, run, number, "" if is_stored else f"{ChoiceIsFinal()} Pilihan yang tersimpan ditampilkan di bawah.")


def _turn(visit: Visit, run: RunView, number: int, notice: str = "") -> None:
    with look.from_the_top():
        _draw(visit, run, number, notice)


def _draw(visit: Visit, run: RunView, number: int, notice: str = "") -> None:
    """The step with its choices, the consequence of a choice made, or the end; the address says which."""
    st.query_params.from_dict({"id": run.dilemma_id, STEP: str(number)})
    with st.container(key="n-head"):
        again = f" · percobaan ke-{run.number}" if run.number > 1 else ""
        look.html(f'<p class="n-eyebrow">Dilema{again}</p>')
        st.title(look.as_text(run.title), anchor=False)
    if notice:
        look.html(f'<div role="status">{look.note(escape(notice), "warn")}</div>')
    if number <= len(run.path):
        _consequence(visit, run, run.path[number - 1])
    elif run.step is not None:
        _decide(visit, run, run.step)
    else:
        _end(visit, run)


# --- The list and the cover ------------------------------------------------------------------


def _list(visit: Visit) -> None:
    st.title("Dilema", anchor=False)
    found = dilemma_progress(visit.database, visit.courseware, visit.viewer)
    if not found:
        look.html(look.note("<strong>Belum ada dilema.</strong> Penyusun sedang menyiapkannya; silakan kembali nanti."))
        return
    look.html(
        '<p class="n-lead">Cerita pendek yang bercabang. Di setiap langkah Anda memutuskan, lalu melihat akibatnya. '
        "Tidak ada lulus atau gagal di sini.</p>"
    )
    for progress in found:
        with look.card(progress.dilemma_id):
            st.page_link(
                visit.pages["dilema"],
                label=look.as_text(progress.title),
                icon=f":material/{'check_circle' if progress.is_done else 'alt_route'}:",
                query_params={"id": progress.dilemma_id},
                width="stretch",
            )
            look.html(
                f"<p>{escape(progress.summary)}</p>"
                + look.meta(
                    f"{progress.estimated_minutes} menit",
                    INDICATOR_TITLES[progress.indicator],
                    progress_words(progress),
                )
            )


def progress_words(progress: DilemmaProgress) -> str:
    if progress.run_count == 0:
        return "belum dimulai"
    if progress.has_open_run:
        return "sedang berjalan" if progress.run_count == 1 else "sedang diulang"
    return f"selesai, nilai percobaan pertama {look.percent(progress.first_score or 0.0)}"


def _cover(visit: Visit, dilemma_id: str) -> None:
    found = dilemma_progress(visit.database, visit.courseware, visit.viewer)
    progress = next((p for p in found if p.dilemma_id == dilemma_id), None)
    if progress is None:
        raise NotFound("Dilema itu", "Kembali ke daftar dilema dan pilih dari sana.")
    st.title(look.as_text(progress.title), anchor=False)
    look.html(
        f'<p class="n-lead">{escape(progress.summary)}</p>'
        + look.meta(f"{progress.estimated_minutes} menit", INDICATOR_TITLES[progress.indicator])
    )
    st.subheader("Cara mainnya", anchor=False)
    look.html(
        look.bullet_list(
            (
                "Bacalah keadaannya, lalu pilih tindakan yang akan Anda ambil. Setiap pilihan membawa cerita ke arah sendiri.",
                "Pilihan yang sudah ditetapkan **tidak dapat diganti**, seperti di tempat kerja. Setelah cerita selesai, "
                "Anda boleh mengulang dari awal.",
                "Sesudah memilih, Anda melihat akibatnya dan alasan aturannya.",
                _REPORTED,
            )
        )
    )
    with st.container(key="n-case-mulai"):
        st.button("Mulai cerita", key=_start_key(dilemma_id), type="primary", icon=":material/play_arrow:")


# --- A step ----------------------------------------------------------------------------------


def _decide(visit: Visit, run: RunView, step: OpenStep) -> None:
    """The choices are known by the place they are shown at: the browser gets their texts and nothing else."""
    st.subheader(f"Langkah {step.number}", anchor=False)
    with st.container(key="n-story-keadaan"):
        prose.draw(step.situation, visit.courseware.library.glossary)
    labels = [safe_label(text) for _, text in step.choices]
    with st.container(key="n-check-pilihan"):
        st.radio(
            safe_label(step.question),
            range(len(labels)),
            index=None,
            format_func=labels.__getitem__,
            key=_key(run, "pilih", step.number),
            width="stretch",
        )
        look.html('<p class="n-small">Setelah ditetapkan, pilihan ini tidak dapat diganti.</p>')
        st.button("Tetapkan pilihan", key=_key(run, "tetapkan", step.number), type="primary", icon=":material/check:")


def _consequence(visit: Visit, run: RunView, past: PastStep) -> None:
    st.subheader(f"Langkah {past.number}: akibat pilihan Anda", anchor=False)
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
            key=_key(run, "mundur", past.number),
            icon=":material/arrow_back:",
            disabled=past.number == 1,
        )
        st.button(
            "Lihat akhir cerita" if is_last else "Lanjut",
            key=_key(run, "lanjut", past.number),
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


def _end(visit: Visit, run: RunView) -> None:
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
    st.subheader("Jalan yang Anda tempuh", anchor=False)
    for past in run.path:
        words = "tindakan terbaik" if past.is_best else "dapat lebih baik"
        with st.expander(f"Langkah {past.number}: {words}", expanded=not past.is_best):
            _look_back(visit, past)
    st.subheader("Selanjutnya", anchor=False)
    _lesson_link(visit, run.section)
    look.html(f'<p class="n-small">{_REPORTED}</p>')
    with st.container(key="n-case-ulang"):
        st.button("Ulangi dari awal", key=_start_key(run.dilemma_id), icon=":material/refresh:")


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
