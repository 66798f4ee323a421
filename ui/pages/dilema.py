"""Dilema: the list of branching cases, and one case (``?id=``) played a step at a time (``&langkah=``)."""

from __future__ import annotations

from contextlib import suppress
from html import escape

import streamlit as st

from actions.learning.dilemmas import (
    ChoiceIsFinal,
    DilemmaProgress,
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
from ui import look, session
from ui.learning.dilemma_sheet import REPORTED, draw_consequence, draw_end, draw_step, press_key, start_key
from ui.visit import Visit

STEP = "langkah"


def show(visit: Visit) -> None:
    require(visit.viewer, "study")
    dilemma_id = st.query_params.get("id")
    if dilemma_id is None:
        _list(visit)
        return
    st.page_link(visit.pages["dilema"], label="Semua dilema", icon=":material/arrow_back:")
    if session.is_pressed(start_key(dilemma_id)):
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
    number = int(asked[:3]) if asked.isascii() and asked.isdigit() else now
    return number if 1 <= number <= now else now


# --- Presses ---------------------------------------------------------------------------------


def _obey(visit: Visit, run: RunView, number: int) -> None:
    """Do what the press that began this run asks at step ``number``, then draw where it leads: one run, one screen."""
    if session.is_pressed(press_key(run, "lanjut", number)):
        _turn(visit, run, number + 1)
    elif session.is_pressed(press_key(run, "mundur", number)):
        _turn(visit, run, number - 1)
    elif session.is_pressed(press_key(run, "tetapkan", number)):
        _settle(visit, run, number)
    else:
        _draw(visit, run, number)


def _settle(visit: Visit, run: RunView, number: int) -> None:
    """Store the choice on screen. What another tab stored before stands, and is shown with a word about it."""
    values = session.widget_values([press_key(run, "pilih", number)])
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
        look.title(look.as_text(run.title))
    if notice:
        look.html(f'<div role="status">{look.note(escape(notice), "warn")}</div>')
    if number <= len(run.path):
        draw_consequence(visit, run, run.path[number - 1])
    elif run.step is not None:
        draw_step(visit, run, run.step)
    else:
        draw_end(visit, run)


# --- The list and the cover ------------------------------------------------------------------


def _list(visit: Visit) -> None:
    look.title("Dilema")
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
    look.title(look.as_text(progress.title))
    look.html(
        f'<p class="n-lead">{escape(progress.summary)}</p>'
        + look.meta(f"{progress.estimated_minutes} menit", INDICATOR_TITLES[progress.indicator])
    )
    st.header("Cara mengerjakan", anchor=False)
    look.html(
        look.bullet_list(
            (
                "Bacalah keadaannya, lalu pilih tindakan yang akan Anda ambil. Setiap pilihan membawa cerita ke arah sendiri.",
                "Pilihan yang sudah ditetapkan **tidak dapat diganti**, seperti di tempat kerja. Setelah cerita selesai, "
                "Anda boleh mengulang dari awal.",
                "Sesudah memilih, Anda melihat akibatnya dan alasan aturannya.",
                REPORTED,
            )
        )
    )
    with st.container(key="n-case-mulai"):
        st.button("Mulai cerita", key=start_key(dilemma_id), type="primary", icon=":material/play_arrow:")
