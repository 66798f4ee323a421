"""Halaman hasil: past attempts, and one attempt's score, reasons, and every item explained."""

from __future__ import annotations

import streamlit as st

from actions.learning.attempt_views import ResultView, ReviewedItem
from actions.learning.take_quiz import history, view_result
from analytics.measures import help_of
from content.library import Library
from content.words import INDICATOR_TITLES
from store.clock import from_text
from store.learning.attempts import AttemptSummary
from ui import look
from ui.learning.calibration import (
    RIGHT_MEANS,
    calibration_advice,
    calibration_lines,
    calibration_of,
    surely_wrong,
    sureness_text,
)
from ui.learning.question import safe_label, safe_text
from ui.learning.refresher_card import show_faded
from ui.learning.review import (
    Advice,
    CitedRule,
    cited_rules,
    find_advice,
    moment_text,
    pass_reasons,
    reading_advice,
    review_text,
    score_text,
    verdict,
)
from ui.problem import problems_shown
from ui.visit import Visit

ALL, TO_STUDY = "Semua soal", "Perlu dipelajari"
ADVICE_COUNT = 5


def show(visit: Visit) -> None:
    attempt_id = st.query_params.get("id")
    if attempt_id is None:
        _list(visit)
    else:
        _result(visit, view_result(visit.database, visit.viewer, attempt_id))


# --- The list -------------------------------------------------------------------------------


def _list(visit: Visit) -> None:
    look.title("Hasil")
    closed = {
        quiz_id: done
        for quiz_id, summaries in history(visit.database, visit.viewer).items()
        if (done := [a for a in summaries if a.state != "open"])
    }
    if not closed:
        st.info("Belum ada hasil. Hasil muncul setelah kuis pertama Anda dikumpulkan.", icon=":material/info:")
        if "kuis" in visit.pages:
            st.page_link(visit.pages["kuis"], label="Buka daftar kuis", icon=":material/quiz:")
        return
    for quiz_id, summaries in closed.items():
        quiz = visit.courseware.bank.quizzes.get(quiz_id)
        with st.container(key=f"n-card-riwayat-{quiz_id}"):
            st.subheader(safe_label(quiz.title) if quiz else quiz_id, anchor=False)
            for summary in reversed(summaries):
                _line(visit, summary, decides=quiz is not None and quiz.mode == "posttest")


def _line(visit: Visit, summary: AttemptSummary, *, decides: bool) -> None:
    closed_at = visit.local(from_text(summary.closed_at or summary.started_at))
    outcome = (", lulus" if summary.passed else ", belum lulus") if decides else ""
    st.page_link(
        visit.pages["hasil"],
        label=f"Percobaan {summary.number}: nilai {score_text(summary.score or 0)} dari 100{outcome} · {moment_text(closed_at)}",
        icon=":material/task_alt:",
        query_params={"id": summary.id},
        width="stretch",
    )


# --- One result -----------------------------------------------------------------------------


def _result(visit: Visit, view: ResultView) -> None:
    attempt, result, quiz = view.attempt, view.result, view.attempt.quiz
    look.title(f"Hasil {safe_label(quiz.title)}")
    if attempt.closed_at is not None:
        ended = "Waktu habis" if attempt.state == "expired" else "Dikumpulkan"
        st.caption(f"Percobaan {attempt.number} · {ended} {moment_text(visit.local(attempt.closed_at))}")
    st.metric("Nilai", f"{score_text(result.score)} dari 100", border=True, help=help_of("score"))
    reasons = "\n".join(f"- {reason}" for reason in pass_reasons(quiz, result))
    if quiz.mode != "posttest":
        st.info(f"**Nilai ini tidak menentukan kelulusan.** Sebagai tolok ukur:\n\n{reasons}", icon=":material/info:")
    elif result.passed:
        st.success(f"**Selamat, Anda lulus.**\n\n{reasons}", icon=":material/verified:")
    else:
        st.warning(
            f"**Anda belum lulus.** Semua syarat berikut perlu tercapai:\n\n{reasons}", icon=":material/warning:"
        )
    st.caption("Pemahaman instansi dihitung dari percobaan pertama; kelulusan dari percobaan terbaik.")
    st.header("Per indikator", anchor=False)
    for indicator, topic in result.indicators.items():
        title = INDICATOR_TITLES.get(indicator, indicator)
        words = f"{score_text(topic.fraction)} dari 100 ({topic.item_count} soal)"
        look.html(look.progress(round(topic.fraction * 100), 100, title, words))
    show_faded(visit, attempt.id)
    _calibration(view)
    _advise(visit, view)
    _items(visit, view)
    if "kuis" in visit.pages:
        st.page_link(visit.pages["kuis"], label="Kembali ke daftar kuis", icon=":material/arrow_back:")


def _calibration(view: ResultView) -> None:
    found = calibration_of(view.items)
    lines = calibration_lines(found)
    if lines:
        st.header("Yakin dan ragu", anchor=False)
        st.markdown("\n".join(f"- {line}" for line in lines) + f"\n\n{calibration_advice(found)}")
        st.caption(f"{RIGHT_MEANS} Tanda yakin dan ragu tidak mengubah nilai.")


def _advise(visit: Visit, view: ResultView) -> None:
    library = visit.courseware.library
    first = reading_advice(library, surely_wrong(view.items))
    others = [one for one in reading_advice(library, view.items) if one.place not in {sure.place for sure in first}]
    if not first and not others:
        return
    st.header("Saran belajar", anchor=False)
    if first:
        st.subheader("Yakin tetapi keliru", anchor=False)
        st.markdown("Mulailah dari sini: Anda menandai yakin, tetapi jawabannya keliru.")
        for section in first:
            _section_link(visit, section, f"{section.label} · {section.item_count} soal")
        if others:
            st.subheader("Setelah itu", anchor=False)
    if others:
        st.markdown("Bacalah lagi bagian ini, mulai dari yang paling banyak berkaitan dengan soal yang belum tepat.")
    for section in others[:ADVICE_COUNT]:
        _section_link(visit, section, f"{section.label} · {section.item_count} soal")


@st.fragment
def _items(visit: Visit, view: ResultView) -> None:
    with problems_shown():
        st.header("Pembahasan soal", anchor=False)
        _held_back(view)
        if not view.items:
            return
        to_study = [reviewed for reviewed in view.items if reviewed.mark < 1]
        titles = {TO_STUDY: f"{TO_STUDY} ({len(to_study)})", ALL: f"{ALL} ({len(view.items)})"}
        chosen = st.segmented_control(
            "Tampilkan",
            (TO_STUDY, ALL),
            default=TO_STUDY if to_study else ALL,
            required=True,
            format_func=titles.__getitem__,
            key=f"saring-{view.attempt.id}",
        )
        listed = to_study if chosen == TO_STUDY else view.items
        if not listed:
            st.success("Semua soal sudah tepat.", icon=":material/check_circle:")
        for reviewed in listed:
            _reviewed(visit, view.attempt.id, reviewed)


def _held_back(view: ResultView) -> None:
    if view.held_back:
        numbers = ", ".join(str(position + 1) for position in view.held_back)
        st.info(
            f"**Pembahasan soal {numbers} ditahan dahulu.** Soal yang sama ada di kuis yang sedang Anda kerjakan. "
            "Kumpulkan kuis itu, lalu buka halaman ini lagi.",
            icon=":material/lock:",
        )


def _reviewed(visit: Visit, attempt_id: str, reviewed: ReviewedItem) -> None:
    number = reviewed.position + 1
    icon = "check_circle" if reviewed.mark >= 1 else "info" if reviewed.mark > 0 else "cancel"
    box = st.expander(
        f"**Soal {number} · {verdict(reviewed)}** · {_shortened(reviewed.item.stem)}",
        icon=f":material/{icon}:",
        on_change="rerun",
        key=f"bahas-{attempt_id}-{number}",
    )
    if not box.open:  # twenty items in full would be heavy on a phone
        return
    library = visit.courseware.library
    with box:
        said = sureness_text(reviewed.is_sure) if reviewed.response is not None else ""
        st.markdown(f"{review_text(library, reviewed)}\n\n{said}", anchors=False)
        _rules(visit, library, reviewed)
        section = find_advice(library, reviewed.item.section)
        if section is not None:
            _section_link(visit, section, f"Baca lagi: {section.label}")


def _rules(visit: Visit, library: Library, reviewed: ReviewedItem) -> None:
    st.markdown("**Dasar aturan**")
    for rule in cited_rules(library, reviewed):
        if isinstance(rule, CitedRule) and "peraturan" in visit.pages:
            st.page_link(
                visit.pages["peraturan"],
                label=f"{safe_label(rule.label)} · {rule.basis}",
                icon=":material/gavel:",
                query_params={"id": rule.regulation_id, "ketentuan": rule.provision_id},
            )
        else:
            st.markdown(safe_text(rule if isinstance(rule, str) else f"{rule.label} · {rule.basis}"))


def _section_link(visit: Visit, section: Advice, label: str) -> None:
    if "materi" in visit.pages:
        st.page_link(
            visit.pages["materi"],
            label=safe_label(label),
            icon=":material/menu_book:",
            query_params={"id": section.lesson_id, "bagian": section.section_id},
        )
    else:
        st.markdown(safe_text(label))


def _shortened(stem: str) -> str:
    words = " ".join(stem.split())
    return safe_label(words if len(words) <= 70 else words[:70].rsplit(" ", 1)[0] + " …")
