"""Saran tindakan: what to do first, in words that order nothing whose intervals overlap."""

from __future__ import annotations

from actions.understanding.supervise import AgencyRow, Lesson, Overview
from analytics import tables
from analytics.estimates import MIN_LEARNERS, Comprehension, Estimate, NoData
from analytics.ranking import Pressing
from analytics.words.view_words import names_words, span_words

_KINDS = {
    "instansi": "instansi",
    "perangkat-daerah": "perangkat daerah",
    "unit": "unit",
    "kecamatan": "kecamatan",
    "desa": "desa",
}


def nothing_measured(found: Overview) -> tuple[str, str]:
    started, assigned = tables.number(found.people.started), tables.number(found.people.assigned)
    if all(isinstance(cell, NoData) for cell in found.total):
        return (
            "Belum ada hasil pascauji.",
            f"{started} dari {assigned} orang sudah mulai. Ingatkan peserta untuk menyelesaikan materi dan pascauji; "
            f"angka pemahaman tampil setelah paling sedikit {MIN_LEARNERS} orang selesai.",
        )
    way_out = " atau tampilkan semua pegawai" if found.employment else ""
    return (
        "Hasil di sini disembunyikan untuk melindungi kelompok kecil.",
        f"Kelompok kurang dari {MIN_LEARNERS} orang tidak ditampilkan, begitu pula kelompok yang dapat membocorkannya. "
        f"Lihat hasil instansi di atasnya{way_out}.",
    )


def some_below(found: Overview, pressing: Pressing, first: list[AgencyRow]) -> tuple[str, str]:
    """``first``: where to begin; nothing tells them apart, so they are named without an order."""
    column, low = pressing.column, [found.rows[i] for i in pressing.low_parts]
    title = (
        f"{len(low)} dari {pressing.measured} {_part_word(found)} jelas di bawah rata-rata "
        f"{found.agency.name} pada {found.indicator_titles[column]}."
    )
    if len(first) == 1:
        start = first[0]
        chance = _chance_words(found, start.below_target[column])
        text = f"Mulailah dari **{start.name}** ({_short(start.cells[column])}; {chance})"
    else:
        cells = [cell for row in first if isinstance(cell := row.cells[column], Estimate)]
        text = f"Mulailah dari salah satu: {names_words([row.name for row in first])} ({span_words(cells)})"
    others = names_words([row.name for row in low if row not in first])
    text += f", lalu yang lain: {others}." if others else "."
    return title, text + _lesson_words(found.lessons[column])


def none_below(found: Overview, pressing: Pressing) -> tuple[str, str]:
    title, text = _weakest_words(found, pressing)
    text = f"{text}{_lesson_words(found.lessons[pressing.column])}"
    return (title, text) if pressing.measured < 2 else (f"Tidak ada {_part_word(found)} yang jelas tertinggal.", text)


def _weakest_words(found: Overview, pressing: Pressing) -> tuple[str, str]:
    """The indicator to begin with, as the weakest only where its interval lies below all others."""
    indicator = found.indicator_titles[pressing.column]
    known = [cell for cell in found.total if isinstance(cell, Estimate)]
    if len(pressing.alike) > 1:
        alike = [cell for place in pressing.alike if isinstance(cell := found.total[place], Estimate)]
        names = names_words([found.indicator_titles[place] for place in pressing.alike])
        return (
            "Belum ada indikator yang jelas terlemah.",
            f"Perkuat salah satu: {names} ({span_words(alike)}); di antara mereka belum ada yang jelas terlemah.",
        )
    value = f"{_short(found.total[pressing.column])}; {_chance_words(found, found.total_below_target[pressing.column])}"
    clearly = "jelas yang terlemah" if len(known) > 1 else "satu-satunya yang terukur"
    return f"Indikator yang perlu diperkuat: {indicator}.", f"**{indicator}** {clearly}: {value}."


def _chance_words(found: Overview, chance: float | None) -> str:
    return f"kemungkinan di bawah sasaran {tables.percent(found.target)}: {tables.chance_text(chance)}"


def _lesson_words(lesson: Lesson | None) -> str:
    return f" Tugaskan materi **{lesson.title}**, lalu bahas bersama." if lesson else ""


def _part_word(found: Overview) -> str:
    kinds = {row.kind for row in found.rows if row.agency_id}
    return _KINDS.get(next(iter(kinds)), "unit kerja") if len(kinds) == 1 else "unit kerja"


def _short(cell: Comprehension) -> str:
    if not isinstance(cell, Estimate):
        return tables.estimate_text(cell)
    return f"{tables.percent(cell.value)}, rentang {tables.percent(cell.low)}–{tables.percent(cell.high)}"
