"""No sentence orders two whose intervals overlap: over random estimates, in every place that names where to begin."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from actions.reports.figures import AgencyReport
from actions.reports.words import answer_of, steps_of
from actions.understanding.supervise import AgencyRow, Lesson, Overview
from actions.understanding.sureness import SurenessReport, SureTotal
from actions.understanding.topics import Topic, TopicReport
from analytics.comprehension.results import chance_below
from analytics.estimates import Estimate, NoData, Withheld
from analytics.ranking import group_of, highest_band, lowest_band, most_pressing
from analytics.rollups import People
from analytics.sureness import SureShare
from analytics.words.view_words import map_words
from people.models import Agency
from store.assigning.assignments import Assignment
from tests.builders import NOW
from ui.understanding.advice import none_below, some_below
from ui.understanding.sureness_views import most_wrong, sentence
from ui.understanding.topic_views import weakest_words

TITLES = ("Karier", "Partai", "Kampanye", "Layanan")
OFFICE = Agency("r", None, "Kabupaten", "instansi", "r/", "r")


@st.composite
def estimates(draw) -> Estimate:
    low, width = draw(st.floats(0.05, 0.8)), draw(st.floats(0.005, 0.19))
    value = low + width * draw(st.floats(0.1, 0.9))
    return Estimate(value, low, low + width, 40, 200)


CELLS = st.one_of(estimates(), estimates(), estimates(), st.just(NoData()), st.just(Withheld("few")))
WHOLES = st.lists(CELLS, min_size=4, max_size=4)
PARTS = st.lists(WHOLES, max_size=9)


def overlap(one: Estimate, other: Estimate) -> bool:
    return one.low <= other.high and other.low <= one.high


def is_clearly_lowest(title: str, cells: dict[str, Estimate]) -> bool:
    return all(name == title or one.low > cells[title].high for name, one in cells.items())


def known(whole: list, titles=TITLES) -> dict[str, Estimate]:
    return {title: cell for title, cell in zip(titles, whole, strict=True) if isinstance(cell, Estimate)}


def below(cells: list) -> tuple[float | None, ...]:
    return tuple(chance_below(cell, 0.75) if isinstance(cell, Estimate) else None for cell in cells)


def seen(whole: list, parts: list[list]) -> Overview:
    rows = tuple(
        AgencyRow(
            f"a{n}", f"Dinas {n}", "unit", False, 40, tuple(cells),
            tuple(group_of(cell, of) for cell, of in zip(cells, whole, strict=True)), below(cells), tuple(cells),
        )
        for n, cells in enumerate(parts)
    )  # fmt: skip
    return Overview(
        Assignment("t", "k", "Tugas", "2026-01-01", "2026-12-31"), OFFICE, (OFFICE,), "", People(99, 99, 99, 50), False, (),
        TITLES, TITLES, tuple(whole), below(whole), rows, 0.75, (Lesson("m", "Materi"),) * 4, False,
        total_in_file=tuple(whole),
    )  # fmt: skip


@given(st.lists(CELLS, max_size=12))
def test_a_band_lies_apart_from_all_others_and_cannot_be_cut(cells: list) -> None:
    for band, lower in ((lowest_band(cells), True), (highest_band(cells), False)):
        inside = [cells[place] for place in band]
        outside = [cell for n, cell in enumerate(cells) if isinstance(cell, Estimate) and n not in band]
        assert bool(inside) == any(isinstance(cell, Estimate) for cell in cells)
        assert all(one.high < other.low if lower else one.low > other.high for one in inside for other in outside)
        for cut in range(1, len(inside)):
            order = sorted(inside, key=lambda one: one.low)
            assert max(one.high for one in order[:cut]) >= min(one.low for one in order[cut:])


@given(WHOLES, PARTS)
def test_the_advice_names_one_to_begin_with_only_when_it_lies_below_all_others(whole: list, parts: list[list]) -> None:
    found = seen(whole, parts)
    pressing = most_pressing(parts, whole)
    if pressing is None:
        return
    first = [found.rows[place] for place in pressing.first_parts]
    _, text = some_below(found, pressing, first) if first else none_below(found, pressing)
    cells = {f"Dinas {n}": parts[n][pressing.column] for n in pressing.low_parts}
    one = re.search(r"Mulailah dari \*\*(.+?)\*\*", text)
    if one:
        assert is_clearly_lowest(one[1], cells)
    if "jelas yang terlemah" in text:
        assert is_clearly_lowest(re.search(r"\*\*(.+?)\*\* jelas", text)[1], known(whole))
    if ", lalu yang lain: " in text:
        begin, rest = text.split(", lalu yang lain: ")
        early, late = (set(re.findall(r"Dinas \d", words)) for words in (begin, rest))
        assert all(not overlap(cells[a], cells[b]) for a in early for b in late)
    for group in re.findall(r"salah satu: (.+?) \(", text):
        names = re.findall(r"Dinas \d|Karier|Partai|Kampanye|Layanan", group)
        assert names == sorted(names) and len(names) > 1


@given(WHOLES, PARTS)
def test_the_report_on_paper_orders_nothing_that_overlaps(whole: list, parts: list[list]) -> None:
    report = AgencyReport(
        seen(whole, parts), (), None, None, SureTotal((), ()), "Kursus", None, "", "", False, False, NOW
    )  # type: ignore[arg-type]
    pressing = most_pressing(parts, whole)
    step, headline = steps_of(report)[0], answer_of(report).headline
    one = re.fullmatch(r"Mulai dari (Dinas \d)", step.title)
    if one:
        assert pressing is not None
        assert is_clearly_lowest(one[1], {f"Dinas {n}": parts[n][pressing.column] for n in pressing.low_parts})
    if "jelas yang terlemah" in headline:
        assert is_clearly_lowest(headline.partition(" jelas")[0], known(whole))


@given(WHOLES)
def test_maps_and_topics_call_one_the_weakest_only_when_it_is(whole: list) -> None:
    topics = tuple(Topic(title, title, frozenset({title})) for title in TITLES)
    report = TopicReport(OFFICE, topics, tuple(whole), below(whole), (), 0.75, 1, 2)
    told = weakest_words(report, "modul")
    if "jelas yang terlemah" in told:
        assert is_clearly_lowest(re.search(r"\*\*(.+?)\*\*", told)[1], known(whole))
    elif "belum ada modul yang jelas terlemah" in told:
        assert not any(is_clearly_lowest(title, known(whole)) for title in known(whole))
    words = map_words("Kabupaten", TITLES, whole, [], "indikator")
    if "yang paling lemah adalah" in words:
        named = set(re.findall("|".join(TITLES), words.partition("(")[0]))
        others = [cell for title, cell in known(whole).items() if title not in named]
        assert "lainnya" in words or not any(overlap(known(whole)[a], b) for a in named for b in others)


@given(WHOLES)
def test_the_surest_errors_are_called_highest_only_when_they_are(whole: list) -> None:
    total = tuple(
        SureShare(replace(cell, low=cell.low / 10, value=cell.value / 10, high=cell.high / 10), 5)
        if isinstance(cell, Estimate)
        else cell
        for cell in whole
    )
    report = SurenessReport(OFFICE, "", True, TITLES, TITLES, total, (), (None,) * 4, (), False, total)
    told = sentence(report, most_wrong(report))
    shares = {t: one.share for t, one in zip(TITLES, total, strict=True) if isinstance(one, SureShare)}
    if ". Yang tertinggi:" in told:
        top = re.search(r"yakin pada (.+?) ternyata", told)[1]
        assert all(name == top or one.high < shares[top].low for name, one in shares.items())
    elif "Salah satu yang tertinggi" in told:
        assert not any(all(n == t or o.high < s.low for n, o in shares.items()) for t, s in shares.items())


def test_where_to_begin_does_not_depend_on_the_order_of_the_parts() -> None:
    whole = [Estimate(0.7, 0.69, 0.71, 999, 999)] * 4
    low = [Estimate(value, value - 0.05, value + 0.05, 50, 250) for value in (0.3, 0.32, 0.5)]
    texts = set()
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        found = seen(whole, [[low[n]] * 4 for n in order])
        rows = tuple(replace(row, name=f"Dinas {n}") for row, n in zip(found.rows, order, strict=True))
        found = replace(found, rows=rows)
        pressing = most_pressing([row.cells for row in rows], whole)
        assert pressing is not None
        texts.add(some_below(found, pressing, [rows[place] for place in pressing.first_parts])[1])
    assert (
        len(texts) == 1 and "salah satu: Dinas 0 dan Dinas 1 (rentang 25–37%), lalu yang lain: Dinas 2." in texts.pop()
    )
