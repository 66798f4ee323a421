"""What a report says in sentences: who has not understood what, how sure are we, and what to do on Monday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.reports.figures import AgencyReport
from actions.understanding.misconceptions import BeliefReport, BeliefView
from actions.understanding.supervise import Overview
from actions.understanding.sureness import SureTotal
from analytics import ranking, tables
from analytics.crossover import Growth
from analytics.estimates import Comprehension, Estimate, NoData, Withheld
from analytics.ranking import Pressing
from analytics.report_columns import FILE_MINIMUM
from analytics.sureness import RED_FLAG, SureShare
from analytics.words.listing import listed
from analytics.words.share_words import share_words
from analytics.words.sureness_words import flags_words
from analytics.words.view_words import span_words

NAMED = 3
"""So many names fit in a sentence."""
LONGEST_NAME = 72
"""Of a part, in letters: two lines of the map."""


@dataclass(frozen=True)
class Answer:
    """``lines``: (what is asked, the answer)."""

    headline: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """Something to do."""

    title: str
    text: str


def estimate_words(found: Comprehension) -> str:
    """``64% (58–70)``, as the screen writes it before how many people it rests on."""
    return tables.estimate_text(found).partition(", n ")[0]


def short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def names(every: Sequence[str]) -> str:
    """At most three, in words."""
    found = [short(name) for name in every]
    if len(found) > NAMED:
        return f"{', '.join(found[: NAMED - 1])}, dan {len(found) - NAMED + 1} lainnya"
    return listed(found)


def pressing_of(found: Overview) -> Pressing | None:
    return ranking.most_pressing([row.cells for row in found.rows], found.total)


# --- The answer --------------------------------------------------------------------------------


def answer_of(report: AgencyReport) -> Answer:
    found = report.overview
    pressing = pressing_of(found)
    if pressing is None:
        return _nothing_measured(found)
    whole = found.total[pressing.column]
    assert isinstance(whole, Estimate), "the column most in need is one with an estimate"
    low = [found.rows[place].name for place in pressing.low_parts]
    title = found.indicator_titles[pressing.column]
    sure = (
        f"{title}: {tables.estimate_text(whole)} orang. Kemungkinan seluruh {found.agency.name} di bawah sasaran "
        f"{tables.percent(found.target)}: {tables.chance_text(found.total_below_target[pressing.column])}."
    )
    lines = (
        ("Siapa, tentang apa", _who(found, pressing, low)),
        ("Seberapa yakin", sure),
        ("Hari Senin", _monday(found, pressing, low)),
    )
    return Answer(_headline(found, pressing, whole, low), lines)  # fmt: skip


def _headline(found: Overview, pressing: Pressing, whole: Estimate, low: list[str]) -> str:
    title, name = found.indicator_titles[pressing.column], found.agency.name
    if low:
        return f"Pada {title}, {len(low)} dari {pressing.measured} bagian yang terukur jelas di bawah rata-rata {name}."
    target = tables.percent(found.target)
    shown = [cell for cell in found.total if isinstance(cell, Estimate)]
    if all(cell.low >= found.target for cell in shown):
        return f"Pemahaman {name} jelas di atas sasaran {target} pada {_every(found, shown)}."
    if whole.high < found.target:
        return f"Pemahaman {name} tentang {title} jelas di bawah sasaran {target}."
    if len(pressing.alike) > 1:
        return f"Belum ada indikator yang jelas terlemah di {name}."
    return f"{title} jelas yang terlemah di {name}." if len(shown) > 1 else f"{title} yang terukur di {name}."


def _every(found: Overview, shown: list[Estimate]) -> str:
    return "semua indikator" if len(shown) == len(found.indicators) else "semua indikator yang dapat ditampilkan"


def _who(found: Overview, pressing: Pressing, low: list[str]) -> str:
    if low:
        return f"{names(low)}. Yang lain tidak jelas tertinggal pada indikator ini."
    if pressing.measured < 2:
        return f"Seluruh {found.agency.name}; bagiannya tidak dapat dibandingkan."
    return (
        f"Tidak satu pun dari {pressing.measured} bagian yang jelas tertinggal; yang lebih rendah dapat kebetulan saja."
    )


def _monday(found: Overview, pressing: Pressing, low: list[str]) -> str:
    lesson = found.lessons[pressing.column]
    whom = f"kepada {names(low)}" if low else "kepada semua pegawai"
    if lesson is None:
        return f"Bahas {found.indicator_titles[pressing.column]} {whom.replace('kepada', 'bersama')}."
    return f"Tugaskan materi “{lesson.title}” {whom}, lalu bahas bersama."


def _nothing_measured(found: Overview) -> Answer:
    people = found.people
    progress = (
        f"{tables.number(people.started)} dari {tables.number(people.assigned)} orang sudah mulai, "
        f"{tables.number(people.finished)} selesai."
    )
    if all(isinstance(cell, NoData) for cell in found.total):
        return Answer(
            f"Belum ada hasil pascauji {found.agency.name}.",
            (
                ("Siapa, tentang apa", progress),
                ("Seberapa yakin", f"Angka pemahaman dimuat setelah paling sedikit {FILE_MINIMUM} orang selesai."),
                ("Hari Senin", "Ingatkan peserta untuk menyelesaikan materi dan pascauji."),
            ),
        )
    return Answer(
        f"Hasil {found.agency.name} disembunyikan untuk melindungi kelompok kecil.",
        (
            ("Siapa, tentang apa", progress),
            ("Seberapa yakin", f"Laporan tidak memuat kelompok kurang dari {FILE_MINIMUM} orang, begitu pula kelompok yang dapat membocorkannya."),
            ("Hari Senin", "Baca hasil instansi di atasnya, dan bahas bersama tanpa menunjuk siapa pun."),
        ),
    )  # fmt: skip


# --- What to do --------------------------------------------------------------------------------


def steps_of(report: AgencyReport) -> tuple[Step, Step, Step]:
    """A lesson, a wrong belief, and who has not finished."""
    return _lesson_step(report.overview), _belief_step(report), _finish_step(report)


def _lesson_step(found: Overview) -> Step:
    pressing = pressing_of(found)
    if pressing is None and any(isinstance(cell, Withheld) for cell in found.total):
        return Step(
            "Baca tingkat di atasnya",
            "Hasil instansi di atasnya memuat kelompok ini tanpa menunjuk siapa pun; bahas dari situ.",
        )
    if pressing is None:
        return Step(
            "Beri waktu belajar",
            "Sediakan satu jam kerja pekan ini untuk materi dan pascauji; keduanya dapat di ponsel.",
        )
    indicator = found.indicator_titles[pressing.column]
    if not pressing.low_parts:
        return Step(f"Perkuat {indicator}", _monday(found, pressing, []))
    column, first = pressing.column, [found.rows[place] for place in pressing.first_parts]
    lesson = found.lessons[column]
    task = f" Tugaskan materi “{lesson.title}”." if lesson else ""
    if len(first) > 1:
        cells = [cell for row in first if isinstance(cell := row.cells[column], Estimate)]
        text = f"{names([row.name for row in first])}: {indicator} {span_words(cells)}, belum dapat dibedakan."
        return Step("Mulai dari salah satu yang tertinggal", text + task)
    text = (
        f"{indicator} di sana {estimate_words(first[0].cells[column])}; kemungkinan di bawah sasaran "
        f"{tables.chance_text(first[0].below_target[column])}."
    )
    return Step(f"Mulai dari {short(first[0].name)}", text + task)


def _belief_step(report: AgencyReport) -> Step:
    beliefs = report.beliefs.beliefs if report.beliefs else ()
    if not beliefs:
        return Step(
            "Bahas di apel",
            "Ambil bahan apel/pertemuan di halaman Pemahaman, tampilan Salah paham: dua halaman, tanpa nama orang.",
        )
    first = beliefs[0]
    lesson = f" Bacakan bagian “{first.cure.section_title}” dari materi {first.cure.title}." if first.cure else ""
    share = share_words(first.share)
    return Step(
        "Luruskan satu salah paham", f"{share[0].upper()}{share[1:]} pegawai keliru bahwa “{first.belief}”{lesson}"
    )


def _finish_step(report: AgencyReport) -> Step:
    people = report.overview.people
    left = people.assigned - people.finished
    if not people.assigned:
        return Step("Periksa sasaran", "Tidak ada orang yang wajib di sini; periksa penugasannya bersama admin.")
    if left <= 0:
        return Step("Rawat pemahaman", "Semua yang wajib sudah selesai. Ulangi yang terlemah dalam rapat bulan depan.")
    words = f"{tables.number(left)} dari {tables.number(people.assigned)} orang belum selesai."
    if report.is_over:
        return Step("Putuskan tindak lanjut", f"{words} Tenggatnya sudah lewat ({report.due_in_words}).")
    return Step(
        "Tuntaskan sebelum tenggat", f"{words} Ingatkan lewat atasan langsung; tenggatnya {report.due_in_words}."
    )


# --- The rest ----------------------------------------------------------------------------------


def parts_words(found: Overview) -> tuple[tuple[str, str], ...]:
    """(indicator, which parts are clearly apart); nothing of the others. One line without an indicator when none is."""
    lines = []
    for column, title in enumerate(found.indicator_titles):
        told = [
            f"{words} {names(apart)}"
            for group, words in (("low", "▼ Jelas di bawah:"), ("high", "▲ Jelas di atas:"))
            if (apart := [row.name for row in found.rows if row.groups[column] == group])
        ]
        if told:
            lines.append((title, f"{'. '.join(told)}."))
    if lines:
        return tuple(lines)
    if any(isinstance(cell, Estimate) for row in found.rows for cell in row.cells):
        return (
            (
                "",
                "Tidak ada bagian yang jelas berbeda dari keseluruhan; urutan di antara mereka tidak dapat dikatakan.",
            ),
        )
    return (("", "Belum ada bagian yang hasilnya dapat ditampilkan."),)


def growth_words(titles: Sequence[str], grown: Sequence[Growth | NoData | Withheld]) -> str:
    known = [(title, one) for title, one in zip(titles, grown, strict=True) if isinstance(one, Growth)]
    if not known:
        if any(isinstance(one, Withheld) for one in grown):
            return "Kemajuan disembunyikan untuk melindungi kelompok kecil."
        return "Belum ada orang yang menyelesaikan prauji dan pascauji dalam dua bentuk soal yang sejajar."
    up = [title for title, one in known if one.low > 0]
    down = [title for title, one in known if one.high < 0]
    unclear = [title for title, one in known if one.low <= 0 <= one.high]
    told = [("Jelas naik", up), ("jelas turun", down), ("belum jelas naik atau turun", unclear)]
    words = "; ".join(f"{word} pada {listed(found)}" for word, found in told if found)
    return f"{words[0].upper()}{words[1:]}."


def sure_words(sure: SureTotal) -> str:
    """Where people are clearly too sure, or that it is nowhere clear; empty where nobody was ever asked."""
    if not any(isinstance(cell, SureShare | Withheld) for cell in sure.cells):
        return ""
    flags = flags_words(sure.indicator_titles, sure.cells).replace("**", "")
    if flags:
        return f"Bendera merah: {flags} Yang yakin jarang bertanya: bahas bersama."
    if any(isinstance(cell, SureShare) for cell in sure.cells):
        return f"Tidak ada bendera merah: tidak jelas bahwa lebih dari {tables.percent(RED_FLAG)} jawaban yakin keliru."
    return "Angka keyakinan disembunyikan untuk melindungi kelompok kecil."


def beliefs_words(report: BeliefReport | None) -> str:
    """What is said where there is no list."""
    if report is None:
        return "Salah paham dihitung untuk seluruh wilayah dan instansi tepat di bawahnya; lihat laporan instansi di atasnya."
    if report.measured:
        return f"Dari {report.measured} salah paham yang terukur, tidak ada yang ditunjukkan sedikitnya satu dari sepuluh orang."
    if report.withheld:
        return "Angka salah paham disembunyikan untuk melindungi kelompok kecil."
    return "Belum ada hasil pascauji untuk dihitung."


def belief_places(view: BeliefView, report: BeliefReport) -> str:
    """Parts where the belief is clearly more common than in the whole; nothing of the others."""
    high = [name for name, group in zip(report.parts, view.groups, strict=True) if group == "high"]
    return f"Jelas lebih umum di {names(high)}." if high else ""
