"""A report as the data its template draws: texts as on the screen, and where each mark stands on its axis."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import UTC
from math import ceil, floor

from actions.reports import words
from actions.reports.figures import AgencyReport
from actions.understanding.briefing import order_words, people_words
from actions.understanding.misconceptions import BeliefReport, BeliefView
from actions.understanding.supervise import AgencyRow, Overview
from analytics import tables
from analytics.charts.shades import HIGH, LOW, MARKS, UNCLEAR, shade_of
from analytics.crossover import Growth
from analytics.estimates import Comprehension, Estimate, NoData
from analytics.measures import MEASURES
from analytics.ranking import Group
from analytics.report_columns import FILE_MINIMUM
from analytics.words.sureness_words import sureness_text
from people.assigning.windows import long_date

Data = dict[str, object]
MOST_PARTS = 40
"""Rows of the map that one page holds; beyond them only who is clearly apart is printed."""
MOST_INTERVALS = 14
"""Parts whose intervals still find room under the map."""
INK = {"low": LOW, "unclear": UNCLEAR, "high": HIGH, "unknown": UNCLEAR}
_FEW = f"< {FILE_MINIMUM} orang"
_NO_NUMBER = {"few": _FEW, "protects": "dilindungi"}
_EXPLAINED = (
    "comprehension",
    "interval",
    "below_target",
    "group",
    "gain",
    "worse",
    "misconception",
    "sure_wrong",
    "weekly",
    "withheld_in_files",
)
"""Measures of the catalogue whose numbers a report holds."""


def sheet_of(report: AgencyReport) -> Data:
    found = report.overview
    data: Data = {
        "title": f"Laporan pemahaman netralitas ASN: {report.agency.name}",
        "agency": report.agency.name,
        "assignment": report.assignment.title,
        "made_on": long_date(report.made_at.date()),
        "moment": list(report.made_at.astimezone(UTC).timetuple()[:6]),
        "is_demo": report.is_demo,
        "answer": asdict(words.answer_of(report)),
        "steps": [asdict(step) for step in words.steps_of(report)],
        "indicators": _indicators(found),
        "funnel": _funnel(found),
        "parts": _parts(found) if _has_map(found) else None,
        "growth": _growth(report),
        "beliefs": _beliefs(report.beliefs),
        "sure": _sure(report),
        "weeks": _weeks(report),
        "method": [[MEASURES[one].title, f"{MEASURES[one].definition} {MEASURES[one].counts}"] for one in _EXPLAINED],
        "hidden": _hidden(found),
    }  # fmt: skip
    return data | {"facts": _facts(report, data)}


# --- Marks on an axis --------------------------------------------------------------------------


def _axis(shown: list[Estimate], target: float) -> tuple[int, int]:
    """In percent, whole tens."""
    low = min([target, *(one.low for one in shown)])
    high = max([target, *(one.high for one in shown)])
    return 10 * floor(10 * low), max(10 * ceil(10 * high), 10 * floor(10 * low) + 10)


def _mark(label: str, found: Comprehension, below: float | None, group: Group) -> Data:
    text = tables.estimate_text(found)
    mark: Data = {"label": f"{label} {MARKS[group]}".rstrip(), "text": text, "below": tables.chance_text(below), "ink": INK[group]}  # fmt: skip
    if isinstance(found, Estimate):
        mark |= {"value": 100 * found.value, "low": 100 * found.low, "high": 100 * found.high}
    return mark


def _plot(marks: list[Data], shown: list[Estimate], target: float) -> Data:
    left, right = _axis(shown, target)
    told = "; ".join(f"{mark['label']}: {mark['text']}, di bawah sasaran {mark['below']}" for mark in marks)
    return {
        "rows": marks, "left": left, "right": right, "target": 100 * target, "target_text": tables.percent(target),
        "alt": f"Titik dan rentang 90% pada garis {left} sampai {right} persen, sasaran {tables.percent(target)}. {told}.",
    }  # fmt: skip


def _indicators(found: Overview) -> Data:
    marks = [
        _mark(title, cell, below, "unknown" if not isinstance(cell, Estimate) else _against(cell, found.target))
        for title, cell, below in zip(found.indicator_titles, found.total, found.total_below_target, strict=True)
    ]
    return _plot(marks, [cell for cell in found.total if isinstance(cell, Estimate)], found.target)


def _against(cell: Estimate, target: float) -> Group:
    """Where the whole interval lies on one side of the target."""
    return "low" if cell.high < target else "high" if cell.low > target else "unclear"


# --- People ------------------------------------------------------------------------------------


def _funnel(found: Overview) -> list[Data]:
    people = found.people
    steps = [("assigned", people.assigned), ("started", people.started), ("finished", people.finished)]
    bars = [_bar(one, count, people.assigned) for one, count in steps]
    if found.passed_is_withheld:
        return [*bars, {"title": MEASURES["passed"].title, "count": "–", "share": 0, "beside": "disembunyikan"}]
    bar = _bar("passed", people.passed, people.assigned)
    return [*bars, bar | {"beside": f"dari {tables.number(people.finished)} yang selesai"}]


def _bar(measure: str, count: int, of: int) -> Data:
    beside = "" if measure == "assigned" else f"dari {tables.number(of)}"
    share = count / of if of else 0
    return {"title": MEASURES[measure].title, "count": tables.number(count), "share": share, "beside": beside}


# --- Parts -------------------------------------------------------------------------------------


def _has_map(found: Overview) -> bool:
    return any(not isinstance(cell, NoData) for row in found.rows for cell in row.cells)


def _parts(found: Overview) -> Data:
    rows = _printed(found)
    pressing = words.pressing_of(found)
    plot = None
    if pressing is not None:
        column = pressing.column
        measured = [row for row in found.rows if isinstance(row.cells[column], Estimate)]
        if 1 < len(measured) <= MOST_INTERVALS and len(found.rows) <= MOST_INTERVALS:
            whole = found.total[column]
            marks = [
                _mark(words.short(f"Seluruh {found.agency.name}"), whole, found.total_below_target[column], "unknown")
            ]
            marks += [
                _mark(words.short(r.name), r.cells[column], r.below_target[column], r.groups[column]) for r in measured
            ]
            shown = [cell for cell in (whole, *(r.cells[column] for r in measured)) if isinstance(cell, Estimate)]
            plot = _plot(marks, shown, found.target) | {"title": found.indicator_titles[column]}
    whole_groups: tuple[Group, ...] = tuple("unknown" for _ in found.total)
    return {
        "lead": words.parts_words(found),
        "columns": list(found.indicator_titles),
        "rows": [
            [words.short(f"Seluruh {found.agency.name}"), *_cells(found.total, whole_groups)],
            *([words.short(row.name), *_cells(row.cells, row.groups)] for row in rows),
        ],
        "left_out": len(found.rows) - len(rows),
        "plot": plot,
    }  # fmt: skip


def _printed(found: Overview) -> list[AgencyRow]:
    """All of them, or as many as fit: whoever is clearly apart first, then the others; always in the screen's order."""
    rank = {"low": 0, "high": 1}
    order = sorted(found.rows, key=lambda row: min(rank.get(group, 2) for group in row.groups))
    kept = {id(row) for row in order[:MOST_PARTS]}
    return [row for row in found.rows if id(row) in kept]


def _cells(cells: tuple[Comprehension, ...], groups: tuple[Group, ...]) -> list[Data]:
    return [_cell(cell, group) for cell, group in zip(cells, groups, strict=True)]


def _cell(found: Comprehension, group: Group) -> Data:
    if isinstance(found, Estimate):
        text = f"{MARKS[group]} {words.estimate_words(found)}".lstrip()
        return {"text": text, "fill": shade_of(found.value), "apart": group in ("low", "high")}
    text = "belum ada" if isinstance(found, NoData) else _NO_NUMBER[found.reason]
    return {"text": text, "fill": "#FFFFFF", "apart": False}


def _hidden(found: Overview) -> str:
    cells = [*found.total, *(cell for row in found.rows for cell in row.cells)]
    hidden = sum(not isinstance(cell, (Estimate, NoData)) for cell in cells)
    return (
        f"{hidden} dari {len(cells)} angka pemahaman dalam laporan ini disembunyikan: yang bertanda “{_FEW}” karena "
        "kelompoknya terlalu kecil, yang bertanda “dilindungi” karena dari angkanya kelompok kecil dapat dihitung."
        if hidden
        else "Tidak ada angka pemahaman yang disembunyikan dalam laporan ini."
    )


# --- Growth, beliefs, weeks --------------------------------------------------------------------


def _growth(report: AgencyReport) -> Data:
    titles = report.overview.indicator_titles
    rows = []
    for title, one in zip(titles, report.growths, strict=True):
        if isinstance(one, Growth):
            row: Data = {"before": 100 * one.before, "after": 100 * one.after, "points": tables.points(one.value)}
            row |= {"low": 100 * max(0.0, one.before + one.low), "high": 100 * min(1.0, one.before + one.high)}
            row |= {
                "from": tables.percent(one.before),
                "to": tables.percent(one.after),
                "worse": tables.worse_text(one),
            }
            rows.append(row | {"title": title, "text": tables.growth_text(one)})
    told = "; ".join(f"{row['title']}: dari {row['from']} ke {row['to']}, {row['text']}" for row in rows)
    return {"lead": words.growth_words(titles, report.growths), "rows": rows, "alt": f"Prauji dan pascauji orang yang sama. {told}."}  # fmt: skip


def _beliefs(report: BeliefReport | None) -> Data:
    if report is None or not report.beliefs:
        return {"lead": words.beliefs_words(report), "rows": []}
    lead = (
        f"Percobaan pertama pascauji, disesuaikan dengan soal yang didapat tiap orang. {order_words(report)}".rstrip()
    )
    return {"lead": lead, "rows": [_belief(view, report) for view in report.beliefs]}


def _belief(view: BeliefView, report: BeliefReport) -> Data:
    cure = view.cure
    return {
        "belief": view.belief,
        "people": f"{people_words(view.share)} {words.belief_places(view, report)}".rstrip(),
        "value": view.share.value, "low": view.share.low, "high": view.share.high,
        "rule": " ".join(view.correction.split()),
        "sources": view.sources,
        "lesson": f"{cure.title}, bagian “{cure.section_title}”" if cure else "",
    }  # fmt: skip


def _sure(report: AgencyReport) -> Data | None:
    lead = words.sure_words(report.sure)
    cells = zip(report.sure.indicator_titles, report.sure.cells, strict=True)
    return {"lead": lead, "rows": [[title, sureness_text(cell)] for title, cell in cells]} if lead else None


def _weeks(report: AgencyReport) -> Data | None:
    """Running totals at the ends of whole weeks; who passed only where the screen tells it."""
    periods = report.weekly.periods
    if len(periods) < 2:
        return None
    ends = [(period.last - periods[0].last).days for period in periods]
    lines = [("Mulai", 0, UNCLEAR), ("Selesai", 1, HIGH), ("Lulus", 2, LOW)]
    shown = lines[:2] if report.overview.passed_is_withheld else lines
    most = max(max(period.total) for period in periods) or 1
    told = "; ".join(
        f"sampai {long_date(p.last)}: " + ", ".join(f"{name} {tables.number(p.total[at])}" for name, at, _ in shown)
        for p in periods
    )
    totals = ", ".join(f"{tables.number(periods[-1].total[at])} orang {name.lower()}" for name, at, _ in shown)
    return {
        "lead": f"Sampai {long_date(periods[-1].last)}, akhir minggu terakhir yang sudah lengkap: {totals}.",
        "first": long_date(periods[0].last), "last": long_date(periods[-1].last), "most": tables.number(most),
        "at": [day / ends[-1] for day in ends],
        "lines": [
            {"name": name, "ink": ink, "heights": [p.total[at] / most for p in periods], "count": tables.number(periods[-1].total[at])}
            for name, at, ink in shown
        ],
        "alt": f"Jumlah orang pada akhir tiap masa. {told}.",
    }  # fmt: skip


# --- How the numbers were made -----------------------------------------------------------------


def _facts(report: AgencyReport, data: Data) -> list[list[str]]:
    moment = report.made_at
    content = hashlib.sha256(json.dumps({**data, "moment": None, "made_on": None}, sort_keys=True).encode()).hexdigest()
    return [
        ["Instansi", report.agency.name],
        ["Penugasan", f"{report.assignment.title}, kursus {report.course_title}"],
        ["Masa", f"{report.opens_in_words} sampai {report.due_in_words}"],
        ["Percobaan yang dihitung", "Pemahaman, salah paham: percobaan pertama pascauji. Lulus: percobaan terbaik."],
        ["Sasaran", f"{tables.percent(report.overview.target)}, batas lulus pascauji"],
        ["Data per", f"{long_date(moment.date())} pukul {moment:%H.%M} {moment.tzname()}, susunan unit hari itu"],
        ["Versi pascauji", report.quiz_version or "kuisnya sudah tidak ada di bank soal"],
        ["Sidik isi", f"{content[:16]} (dua laporan bersidik sama berisi angka yang sama)"],
    ]
