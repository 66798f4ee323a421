"""Penyusun: what is wrong with the content files, how to mend it, and how well the item bank covers the course."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from analytics.measures import help_of
from content.problems import SEVERITY_TITLES, Problem
from content.words import INDICATOR_TITLES, INDICATORS
from people.access import require
from quizzes.bank import Bank, misconceptions_named
from quizzes.models import Quiz
from quizzes.panels import Panel, cut_score
from ui import keeper, look
from ui.authoring.item_review_views import items_to_review
from ui.visit import Visit

_DIFFICULTIES = ("mudah", "sedang", "sulit")
_KINDS = {
    "single": "Pilihan ganda",
    "multiple": "Pilihan majemuk",
    "true_false": "Benar/salah",
    "matching": "Menjodohkan",
    "ordering": "Mengurutkan",
    "judgement": "Penilaian situasi",
}


def show(visit: Visit) -> None:
    require(visit.viewer, "read_content_problems")
    look.title("Periksa konten")
    _problems(visit)
    _how_to_edit(visit)
    _counts(visit)
    items_to_review(visit)
    _coverage(visit)
    _cut_scores(visit)
    _misconceptions(visit)


def _counts(visit: Visit) -> None:
    library, bank = visit.courseware.library, visit.courseware.bank
    st.subheader("Isi situs", anchor=False)
    look.html(
        look.facts(
            (
                ("Modul", str(len(library.modules))),
                ("Materi", str(len(library.lessons))),
                ("Bagian", str(sum(len(lesson.sections) for lesson in library.lessons))),
                ("Peraturan", str(len(library.regulations))),
                ("Ketentuan", str(len(library.provisions))),
                ("Soal", str(len(bank.items))),
                ("Dilema", str(len(bank.dilemmas))),
                ("Kuis", str(len(bank.quizzes))),
                ("Kursus", str(len(bank.courses))),
                ("Salah paham", str(len(library.misconceptions))),
            )
        )
    )


# --- Problems --------------------------------------------------------------------------------


def _problems(visit: Visit) -> None:
    problems = tuple(dict.fromkeys((*visit.courseware.problems, *keeper.content_warnings(visit))))
    st.subheader("Masalah", anchor=False)
    if visit.courseware.is_last_good:
        look.html(
            look.note(
                "<strong>Versi terakhir yang baik sedang dipakai.</strong> Perubahan terbaru memuat galat, "
                "jadi peserta tetap melihat versi sebelumnya sampai galat di bawah diperbaiki.",
                "warn",
            )
        )
    if not problems:
        look.html(look.note("<strong>✓ Tidak ada masalah.</strong> Semua berkas terbaca dan saling cocok.", "ok"))
        return
    count = Counter(problem.severity for problem in problems)
    look.html(
        f'<p class="n-small">{count["error"]} galat dan {count["warning"]} peringatan. '
        "Bagian yang bergalat tidak ditampilkan kepada peserta; yang lain tetap berjalan.</p>"
        f'<ul class="n-laws" style="margin-top:.5rem">{"".join(map(_problem, sorted(problems, key=_worst_first)))}</ul>'
    )


def _worst_first(problem: Problem) -> tuple[bool, Problem]:
    return problem.severity != "error", problem


def _problem(problem: Problem) -> str:
    tone = "no" if problem.severity == "error" else "warn"
    title = SEVERITY_TITLES[problem.severity].capitalize()
    return (
        f"<li><h3>{look.badge(title, tone)} <code>{escape(problem.path)}:{problem.line}</code></h3>"
        f"<p>{escape(problem.message)}</p><p><strong>Perbaikan:</strong> {escape(problem.how_to_fix)}</p></li>"
    )


def _how_to_edit(visit: Visit) -> None:
    settings = visit.site.settings
    st.subheader("Cara mengubah", anchor=False)
    look.html(
        look.note(
            f"<p>Materi, peraturan, dan salah paham ada di <code>{escape(str(settings.content_dir))}</code>; "
            f"soal, kuis, dan kursus di <code>{escape(str(settings.quizzes_dir))}</code>.</p>"
            "<p>Sunting berkas YAML di sana lalu simpan: perubahan tampil dalam satu atau dua detik, tanpa menyalakan "
            "ulang. Muat ulang halaman ini untuk melihat hasil pemeriksaannya.</p>"
            "<p><strong>Hati-hati:</strong> perubahan yang lolos pemeriksaan langsung dilihat semua peserta. "
            "Jangan mengganti pengenal (<code>id</code>) yang sudah dipakai, karena riwayat jawaban bergantung padanya.</p>"
        )
    )


# --- Coverage --------------------------------------------------------------------------------


def _coverage(visit: Visit) -> None:
    items = visit.courseware.bank.items.values()
    st.subheader("Sebaran soal", anchor=False)
    if not items:
        look.html(look.note("Belum ada soal yang dapat dipakai."))
        return
    levels = Counter((item.indicator, item.difficulty) for item in items)
    kinds = Counter((item.indicator, item.kind) for item in items)
    total = Counter(item.indicator for item in items)
    look.html(
        look.table(
            "Banyak soal per indikator dan kesukaran",
            ("Indikator", *(level.capitalize() for level in _DIFFICULTIES), "Semua"),
            (
                (INDICATOR_TITLES[i], *(str(levels[i, level]) for level in _DIFFICULTIES), str(total[i]))
                for i in INDICATORS
            ),
        )
    )
    look.html(
        look.table(
            "Banyak soal per indikator dan bentuk",
            ("Indikator", *_KINDS.values()),
            ((INDICATOR_TITLES[i], *(str(kinds[i, kind]) for kind in _KINDS)) for i in INDICATORS),
        )
    )
    cells = Counter((item.indicator, item.difficulty, item.kind) for item in items)
    rows = [
        (f"{INDICATOR_TITLES[i]}, {level}", *(str(cells[i, level, kind]) for kind in _KINDS))
        for i in INDICATORS
        for level in _DIFFICULTIES
    ]
    with st.expander("Rincian: indikator, kesukaran, dan bentuk"):
        look.html(look.table("Banyak soal", ("Indikator, kesukaran", *_KINDS.values()), rows))


def _cut_scores(visit: Visit) -> None:
    bank = visit.courseware.bank
    st.subheader("Batas lulus menurut panel", anchor=False, help=help_of("panel_cut"))
    if not bank.panels:
        look.html(look.note("Belum ada panel yang menilai soal; nilai lulus kuis belum beralasan."))
    for panel in bank.panels.values():
        raters = "; ".join(f"{rater.title}{'' if rater.is_expert else ' (bukan pakar)'}" for rater in panel.raters)
        look.html(
            f'<p class="n-small"><strong>{escape(panel.title)}</strong>, metode Angoff, {look.long_date(panel.held_on)}. '
            f"Penilai: {escape(raters)}. {escape(panel.note)}</p>"
        )
        quizzes = (bank.quizzes.get(quiz_id) for quiz_id in panel.quizzes)
        rows = (_cut_row(quiz, bank, panel) for quiz in quizzes if quiz is not None)
        look.html(
            look.table(panel.title, ("Kuis", "Batas panel", "Simpangan antarpenilai", "Nilai lulus dipakai"), rows)
        )


def _cut_row(quiz: Quiz, bank: Bank, panel: Panel) -> tuple[str, ...]:
    try:
        cut = cut_score(quiz, bank.items, panel)
    except ValueError:  # the problems above say which cell waits
        return quiz.title, "belum dapat dihitung", "–", look.percent(quiz.pass_mark)
    points = (f"{value * 100:.1f}".replace(".", ",") for value in (cut.value, cut.spread))
    return quiz.title, *points, look.percent(quiz.pass_mark)


def _misconceptions(visit: Visit) -> None:
    misconceptions = visit.courseware.library.misconceptions
    if not misconceptions:
        return
    used = Counter(name for item in visit.courseware.bank.items.values() for name in set(misconceptions_named(item)))
    idle = sum(1 for name in misconceptions if not used[name])
    st.subheader("Salah paham dan soalnya", anchor=False)
    if idle:
        look.html(f'<p class="n-small">{idle} salah paham belum dipakai oleh soal mana pun.</p>')
    order = sorted(misconceptions.values(), key=lambda m: (used[m.id], m.id))
    rows = [(one.belief, str(used[one.id])) for one in order]
    with st.expander(f"Banyak soal per salah paham ({len(rows)})"):
        look.html(look.table("Banyak soal per salah paham", ("Salah paham", "Soal"), rows))
