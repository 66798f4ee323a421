"""Rules of stale law: what changed after the last check is told, what was checked since or is history is not."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from content.library import Library
from content.models import Lesson, Regulation
from content.staleness import changes_after, explain, stale_sections, stale_word
from quizzes.models import Dilemma
from quizzes.staleness import checked_on, stale_dilemmas, stale_items
from tests.builders import lesson_data, make_item, regulation_data

OLD = "uu-9-2030:pasal-1"
CHANGE = {"changed_on": "2032-01-01", "changed_by": "uu-1-2032:pasal-1"}
REPEAL = {"status": "dicabut", "repealed_on": "2033-01-01", "repealed_by": "uu-1-2032"}
AMENDED = {"amended_by": ["uu-1-2032"], "status": "diubah"}


def make_library(
    provision: dict[str, Any] | None = None, lesson: dict[str, Any] | None = None, **changes: Any
) -> Library:
    """Pasal 1 of UU 9/2030 with these changes, a later UU 1/2032, and a lesson of 2 January 2030."""
    law = regulation_data(**changes)
    law["provisions"] = [law["provisions"][0] | (provision or {})]
    later = regulation_data(id="uu-1-2032", short_title="UU 1/2032", in_force_from="2032-01-01")
    laws = {data["id"]: Regulation.model_validate_json(json.dumps(data)) for data in (law, later)}
    return Library(
        regulations=laws,
        provisions={f"{law.id}:{p.id}": p for law in laws.values() for p in law.provisions},
        lessons=(Lesson.model_validate_json(json.dumps(lesson_data(**(lesson or {})))),),
    )


def on(year: int) -> dt.date:
    return dt.date(year, 1, 1)


@pytest.mark.parametrize(
    ("provision", "changes", "words"),
    [
        (CHANGE, {}, "UU 9/2030 pasal-1 diubah oleh UU 1/2032 (1 Januari 2032)"),
        ({}, REPEAL, "UU 9/2030 dicabut oleh UU 1/2032 (1 Januari 2033)"),
        (CHANGE, REPEAL, "UU 9/2030 dicabut oleh UU 1/2032 (1 Januari 2033)"),
    ],
)
def test_law_that_changed_after_the_check_is_stale(provision: Any, changes: Any, words: str) -> None:
    found = changes_after([OLD], on(2031), make_library(provision, **changes))
    assert explain(found) == words and stale_word(found) == "usang"


def test_law_checked_since_or_unchanged_is_not_stale() -> None:
    assert changes_after([OLD], on(2032), make_library(CHANGE)) == ()
    assert changes_after([OLD], on(2031), make_library()) == ()


def test_law_told_as_history_is_not_stale() -> None:
    assert changes_after([f"{OLD}@sejarah"], on(2031), make_library(CHANGE, **REPEAL)) == ()


@pytest.mark.parametrize(
    ("changed", "word"), [("pasal-1", "usang"), ("pasal-1/ayat-2/huruf-a", "perlu dicocokkan lagi")]
)
def test_a_change_of_the_whole_is_certain_and_of_a_part_is_to_be_looked_at(changed: str, word: str) -> None:
    law = regulation_data(
        provisions=[
            {"id": "pasal-1/ayat-2", "summary": "S", "basis": "primary"},
            {"id": changed, "summary": "S", "basis": "primary"} | CHANGE,
            {"id": "pasal-1/ayat-3", "summary": "S", "basis": "primary"},
        ]
    )
    library = make_library()
    parsed = Regulation.model_validate_json(json.dumps(law))
    library = replace(
        library,
        regulations={**library.regulations, law["id"]: parsed},
        provisions={**library.provisions, **{f"{parsed.id}:{p.id}": p for p in parsed.provisions}},
    )
    assert stale_word(changes_after(["uu-9-2030:pasal-1/ayat-2"], on(2031), library)) == word
    elsewhere = changes_after(["uu-9-2030:pasal-1/ayat-3"], on(2031), library)
    assert bool(elsewhere) == (changed == "pasal-1")


def test_an_amendment_that_names_no_provision_asks_softly() -> None:
    found = changes_after([OLD], on(2031), make_library(**AMENDED))
    assert stale_word(found) == "perlu dicocokkan lagi" and not found[0].is_certain
    assert changes_after([OLD], on(2032), make_library(**AMENDED)) == ()


def test_a_provision_said_to_be_changed_is_certain_although_its_law_was_amended() -> None:
    assert stale_word(changes_after([OLD], on(2031), make_library(CHANGE, **AMENDED))) == "usang"


def test_an_unknown_citation_is_not_judged() -> None:
    assert changes_after(["uu-8-2030:pasal-1", "uu-9-2030:pasal-7"], on(2031), make_library(CHANGE)) == ()


def test_a_section_is_as_old_as_its_lesson() -> None:
    assert set(stale_sections(make_library(CHANGE))) == {"dasar#awal"}
    assert stale_sections(make_library(CHANGE, lesson={"checked_on": "2032-01-01"})) == {}


def test_an_item_has_the_date_of_its_lesson_or_its_own() -> None:
    library = make_library(CHANGE)
    assert set(stale_items([make_item()], library)) == {"soal-1"}
    assert stale_items([make_item(checked_on="2032-06-01")], library) == {}
    assert checked_on(make_item(section="hilang#awal"), library) is None
    assert stale_items([make_item(section="hilang#awal")], library) == {}


def test_a_dilemma_is_stale_by_any_of_its_steps() -> None:
    choice = {"text": "T", "consequence": "K", "feedback": "F", "weight": 1.0, "leads_to": "baik"}

    def dilemma(*citations: str) -> Dilemma:
        steps = [
            {"id": f"s{n}", "situation": "S", "question": "Q?", "citations": [cited],
             "choices": [choice | {"id": "a"}, choice | {"id": "b"}]} for n, cited in enumerate(citations)
        ]  # fmt: skip
        endings = [{"id": name, "title": name, "text": "T"} for name in ("baik", "buruk")]
        return Dilemma.model_validate_json(json.dumps({
            "id": "dilema", "title": "D", "summary": "D", "order": 1, "indicator": "karier", "objectives": ["tujuan-1"],
            "section": "dasar#awal", "estimated_minutes": 5, "steps": steps, "endings": endings,
        }))  # fmt: skip

    library, later = make_library(CHANGE), "uu-1-2032:pasal-1"
    assert set(stale_dilemmas([dilemma(later, later, OLD)], library)) == {"dilema"}
    assert stale_dilemmas([dilemma(later, later, later)], library) == {}
