"""The authors' view of fairness: how sure the verdicts are, items that differ for a group, and whether both forms are alike."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from actions.authoring.fairness import Fairness, forms_of_quiz
from actions.authoring.item_review import QuizReview
from analytics.charts.fairness import DifRow, dif_dots, worth_on_b
from analytics.fairness import words
from analytics.fairness.equating import Equating
from analytics.fairness.groups import MIN_OFFICES, Comparison, ItemDif
from analytics.fairness.link import MIN_FORM_LEARNERS
from analytics.fairness.measures import FAIRNESS_MEASURES
from analytics.fairness.verdicts import MIN_VERDICT_LEARNERS, Margins, error_near_cut
from analytics.items.dif import MIN_GROUP_LEARNERS
from analytics.items.paper_report import figures_of
from analytics.tables import Table, number, percent
from analytics.words.ranges import ANY, decimal_range, ends
from ui import keeper, look
from ui.asked_choice import segments, selection
from ui.authoring.figure_rows import HEADER, figure_row
from ui.figures import draw, ink, show_table
from ui.visit import Visit

_DRAWN = 12
"""Items drawn in the figure; the table has all."""
_Z90 = 1.645
PART, GROUP = "adil", "kelompok"
"""Query parameters: which part of fairness, and which group is compared."""


def show_fairness(visit: Visit, review: QuizReview, found: Fairness) -> None:
    st.subheader("Adil dan ajekkah kuis ini?", anchor=False)
    views: dict[str, Callable[[], None]] = {
        "Keputusan": lambda: _verdicts(visit, review, found),
        "Kelompok": lambda: _groups(visit, found),
        "Bentuk": lambda: _forms(visit, review),
    }
    titles = {view.lower(): view for view in views}
    view = segments(PART, "Bagian keadilan", titles, "keputusan", "adil-bagian", label_visibility="collapsed")
    views[titles[view]]()
    look.html(
        f'<p class="n-small">Dari contoh acak {number(found.sampled)} percobaan pertama pada seluruh instansi. '
        "Tidak ada angka tentang orang atau satu kantor.</p>"
    )
    _how_to_read()


# --- Verdicts --------------------------------------------------------------------------------


def _verdicts(visit: Visit, review: QuizReview, found: Fairness) -> None:
    report, margins = review.report, found.margins
    if report is None or report.decisions is None or margins is None or "consistency" not in margins.widths:
        look.html(
            look.note(
                f"Belum dapat dikatakan: paling sedikit {MIN_VERDICT_LEARNERS} orang harus selesai, dan nilainya harus berbeda-beda."
            )
        )
        return
    decides = visit.courseware.bank.quizzes[found.quiz_id].mode == "posttest"
    count = round(report.components.items_per_paper) if report.components else 0
    cut = words.cut_items(found.pass_mark, count)
    lines = [words.near_cut_sentence(error_near_cut(found.pass_mark, count), count, cut)]
    if decides:
        lines.insert(0, words.verdict_sentence(report.decisions.consistency, margins.widths["consistency"]))
    else:
        lines.append("Kuis ini tidak meluluskan siapa pun; angka keputusannya hanya untuk perbandingan.")
    look.html(look.note("".join(f"<p>{line}</p>" for line in lines), "accent"))
    show_table("Seberapa ajek kuis ini", verdict_table(review, margins, found.pass_mark), "keputusan", expanded=True)


def verdict_table(review: QuizReview, margins: Margins, pass_mark: float) -> Table:
    """Figures of everybody, with the widths found in the sample."""
    report = review.report
    assert report and report.components and report.decisions, "asked for only where there are figures"
    figures, count = figures_of(report), round(report.components.items_per_paper)
    names = ("dependability", "consistency", "accuracy", "wrongly_passed", "wrongly_failed", "kappa", "absolute_error")
    near = f"{words.decimal(error_near_cut(pass_mark, count))} soal"
    return Table(
        HEADER,
        (
            *(figure_row(name, figures, margins.widths) for name in names),
            (FAIRNESS_MEASURES["error_near_cut"].title, near, "bukan taksiran"),
        ),
    )


# --- Groups ----------------------------------------------------------------------------------


def _groups(visit: Visit, found: Fairness) -> None:
    if not found.comparisons:
        look.html(look.note(f"Belum ada kelompok yang dapat dibandingkan. {_who_is_shown()}"))
        return
    compared = {one.group.lower().replace(" ", "-"): one for one in found.comparisons}
    titles = {name: f"{one.group} dibandingkan dengan {words.inside(one.reference)}" for name, one in compared.items()}
    chosen = selection(GROUP, "Kelompok", titles, next(iter(titles)), f"adil-kelompok-{found.quiz_id}")
    one = compared[chosen]
    caution = f"<p>{words.CAUTION}</p>" if one.large else ""
    look.html(look.note(f"<p>{words.comparison_sentence(one)}</p>{caution}", "warn" if one.large else "ok"))
    ordered = sorted(one.items, key=lambda item: (-abs(item.dif.delta), item.version))
    rows = [_dif_row(visit, found, one, item) for item in ordered[:_DRAWN]]
    rows.sort(key=lambda row: -row.harder)
    st.caption(
        f"{len(rows)} soal yang paling berbeda; ke kanan berarti lebih sulit bagi {words.inside(one.group)}. Pita tengah: beda kecil (A); pita di sampingnya: sedang (B); di luarnya besar "
        "(C) bila jelas. Garis adalah rentang 90%."
    )
    draw(
        dif_dots(rows, ink=ink()),
        "dif",
        f"{words.comparison_sentence(one)} Angka yang sama ada pada tabel di bawahnya.",
    )
    show_table(f"Semua soal: {titles[chosen]}", dif_table(visit, found, one), "beda-kelompok")
    st.caption(_who_is_shown() + (" Jenis kantor mengikuti susunan unit hari ini." if one in found.by_office else ""))


def _who_is_shown() -> str:
    return (
        f"Dibandingkan jenis kepegawaian dan jenis kantor (instansi, perangkat daerah, kecamatan, desa) dengan kelompok terbesar. Kelompok di bawah "
        f"{MIN_GROUP_LEARNERS} orang pada suatu soal, dari kurang dari {MIN_OFFICES} kantor, atau yang hampir seluruhnya dari satu "
        "kantor tidak ditampilkan sama sekali."
    )


def _stem(visit: Visit, found: Fairness, item: ItemDif) -> str:
    return visit.courseware.bank.items[found.item_ids[item.version]].stem


def _dif_row(visit: Visit, found: Fairness, one: Comparison, item: ItemDif) -> DifRow:
    harder, half = -item.dif.delta, _Z90 * item.dif.delta_error
    hover = (
        f"<b>{found.item_ids[item.version]}</b><br>{one.group}: {percent(item.focal_right)} benar<br>"
        f"{one.reference} setara: {percent(item.expected_right)}<br>kelas {item.dif.dif_class}"
    )
    return DifRow(_stem(visit, found, item), harder, harder - half, harder + half, item.dif.dif_class, hover)


def dif_table(visit: Visit, found: Fairness, one: Comparison) -> Table:
    """Every item compared, the most different first."""
    ordered = sorted(one.items, key=lambda item: (-abs(item.dif.delta), item.version))
    return Table(
        ("Soal", "Pengenal", f"{one.group} benar", f"{one.reference} setara benar", "Lebih sulit (delta, rentang 90%)", "Kelas", "Orang"),
        tuple(
            (
                _stem(visit, found, item),
                found.item_ids[item.version],
                percent(item.focal_right),
                percent(item.expected_right),
                decimal_range(-item.dif.delta, ends(-item.dif.delta, _Z90 * item.dif.delta_error, ANY)),
                f"{item.dif.dif_class} ({words.CLASS_WORDS[item.dif.dif_class]})",
                f"{number(item.dif.focal)} / {number(item.dif.reference)}",
            )
            for item in ordered
        ),
    )  # fmt: skip


# --- Forms -----------------------------------------------------------------------------------


def _forms(visit: Visit, review: QuizReview) -> None:
    found = keeper.of_everybody(visit, keeper.about(review.learners), forms_of_quiz, visit.viewer, review.quiz_id)
    if found is None:
        look.html(look.note("Kuis ini tidak mempunyai dua bentuk sejajar."))
        return
    told = found.equating
    if told is None:
        look.html(
            look.note(f"Belum dapat dikatakan: paling sedikit {MIN_FORM_LEARNERS} orang per bentuk harus selesai.")
        )
        return
    lines = [words.equating_sentence(told), words.cut_sentence(told)]
    if found.link is not None:
        lines.append(words.link_sentence(found.link, found.linked))
    tone = "warn" if told.verdict == "different" else "ok" if told.verdict == "alike" else "plain"
    look.html(look.note("".join(f"<p>{line}</p>" for line in lines), tone))
    draw(
        worth_on_b(told.scores, told.cut, ink=ink()),
        "bentuk",
        f"{words.equating_sentence(told)} {words.cut_sentence(told)} Angka yang sama ada pada tabel di bawahnya.",
    )
    show_table("Nilai setara kedua bentuk di sekitar nilai lulus", equating_table(told), "bentuk", expanded=True)


def equating_table(told: Equating) -> Table:
    return Table(
        ("Nilai pada bentuk A", "Setara pada B (linear)", "Rentang 90%", "Setara (persentil)", "Setara (rata-rata)"),
        tuple(
            (
                f"{one.score} dari {told.item_count}" + (", nilai lulus" if one.score == told.cut else ""),
                words.decimal(one.linear.value),
                f"{words.decimal(one.linear.low)}–{words.decimal(one.linear.high)}",
                words.decimal(one.equipercentile),
                words.decimal(one.mean),
            )
            for one in told.scores
        ),
    )


def _how_to_read() -> None:
    with st.expander("Cara membaca angka keadilan"):
        look.html(
            "".join(
                f"<p><strong>{m.title}</strong> ({m.unit}). {m.definition} {m.counts} Sumber: {m.source}.</p>"
                for m in FAIRNESS_MEASURES.values()
            )
        )
