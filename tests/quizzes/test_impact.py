"""Rules of impact: whatever cites the law, a part of it, or the whole it is part of, is listed; nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actions.courseware import Courseware
from content.citations import touches
from quizzes.impact import Impact, UnknownLaw, impact
from tests.builders import (
    course_data,
    item_data,
    lesson_data,
    make_courseware,
    misconception_data,
    module_data,
    quiz_data,
    regulation_data,
    section_data,
    write_courseware,
    write_yaml,
)

OTHER = "uu-8-2030:pasal-5/ayat-2"


@pytest.fixture
def courseware(tmp_path: Path) -> Courseware:
    """Two laws; the lesson 'dasar' and 'soal-1' stand on one, the lesson 'lain' and 'soal-2' on the other."""
    provision = {"summary": "S", "basis": "primary"}
    changed = provision | {"changed_on": "2029-01-01", "changed_by": "uu-9-2030:pasal-1"}
    laws = [
        regulation_data(provisions=[provision | {"id": "pasal-1"}, provision | {"id": "pasal-10"}]),
        regulation_data(id="uu-8-2030", short_title="UU 8/2030", provisions=[changed | {"id": "pasal-5/ayat-2"}]),
        regulation_data(id="uu-7-2030", short_title="UU 7/2030"),
        regulation_data(id="uu-6-2030", short_title="UU 6/2030", amends=["uu-5-2030"]),
        regulation_data(id="uu-5-2030", short_title="UU 5/2030", status="diubah", amended_by=["uu-6-2030"]),
    ]
    lessons = [
        lesson_data(),
        lesson_data(
            id="lain", order=2, objectives=[{"id": "tujuan-2", "text": "X", "indicator": "kampanye"}],
            sections=[section_data(citations=[OTHER])],
        ),
    ]  # fmt: skip
    second: dict[str, Any] = {"objectives": ["tujuan-2"], "indicator": "kampanye", "section": "lain#awal"}
    parts: dict[str, Any] = {
        "regulations": laws,
        "lessons": lessons,
        "modules": [module_data(), module_data(id="kedua", order=2, lessons=["lain"])],
        "misconceptions": [misconception_data(), misconception_data(id="keliru-2", cure="lain#awal"),
                           misconception_data(id="keliru-3", cure="lain#awal", citations=[OTHER])],
        "items": [item_data(), item_data(id="soal-2", citations=[OTHER], **second)],
        "quizzes": [quiz_data(blueprint=[{"count": 1, "indicator": i}], id=q) for i, q in (("karier", "kuis"), ("kampanye", "kuis-2"))],
        "courses": [
            course_data(),
            course_data(id="kursus-2", modules=["kedua"], posttest="kuis-2"),
            course_data(id="kursus-3", modules=["modul"], posttest="kuis-2"),
        ],
    }  # fmt: skip
    content, _ = write_courseware(tmp_path, **parts)
    terms = [{"id": "netral", "term": "netral", "definition": "Tidak memihak.", "citations": ["uu-9-2030:pasal-1"]}]
    write_yaml(content / "glossary" / "a.yaml", {"terms": terms})
    return make_courseware(tmp_path, **parts)


def of(courseware: Courseware, key: str) -> Impact:
    return impact(courseware.library, courseware.bank, key)


def test_a_law_touches_all_that_stands_on_it_and_nothing_else(courseware: Courseware) -> None:
    found = of(courseware, "uu-9-2030")
    assert (found.lessons, found.sections) == (("dasar",), ("dasar#awal",))
    assert (found.items, found.quizzes, found.courses) == (("soal-1",), ("kuis",), ("kursus-3", "kursus"))
    assert (found.terms, found.misconceptions) == (("netral",), ("keliru", "keliru-2"))
    assert found.regulations == ("uu-8-2030",) and found.title == "UU 9/2030"


def test_a_course_is_touched_by_its_lessons_or_by_its_quizzes(courseware: Courseware) -> None:
    assert of(courseware, "uu-8-2030").courses == ("kursus-2", "kursus-3")


def test_a_belief_is_touched_by_its_own_citations_and_by_its_cure(courseware: Courseware) -> None:
    assert of(courseware, "uu-9-2030").misconceptions == ("keliru", "keliru-2")
    assert of(courseware, "uu-8-2030").misconceptions == ("keliru-2", "keliru-3")


def test_laws_that_change_each_other_are_named(courseware: Courseware) -> None:
    assert of(courseware, "uu-6-2030").regulations == ("uu-5-2030",)
    assert of(courseware, "uu-5-2030").regulations == ("uu-6-2030",)


def test_a_provision_touches_what_cites_it(courseware: Courseware) -> None:
    assert of(courseware, OTHER).items == ("soal-2",)
    assert of(courseware, "uu-8-2030:pasal-5").items == ("soal-2",)
    assert of(courseware, "uu-9-2030:pasal-10").items == ()


def test_a_law_nobody_cites_touches_nothing(courseware: Courseware) -> None:
    assert all(ids == () for _, ids in of(courseware, "uu-7-2030").groups())


@pytest.mark.parametrize(
    ("citation", "key", "touched"),
    [
        ("uu-9-2030:pasal-1", "uu-9-2030:pasal-1", True),
        ("uu-9-2030:pasal-1/ayat-2", "uu-9-2030:pasal-1", True),
        ("uu-9-2030:pasal-1", "uu-9-2030:pasal-1/ayat-2", True),
        ("uu-9-2030:penjelasan/pasal-1/ayat-2", "uu-9-2030:pasal-1", True),
        ("uu-9-2030:pasal-1@sejarah", "uu-9-2030", True),
        ("uu-9-2030:pasal-10", "uu-9-2030:pasal-1", False),
        ("uu-9-2030:pasal-1/ayat-1", "uu-9-2030:pasal-1/ayat-2", False),
        ("uu-9-2031:pasal-1", "uu-9-2030", False),
    ],
)
def test_parts_wholes_and_explanations_are_touched(citation: str, key: str, touched: bool) -> None:
    assert touches(citation, key) == touched


@pytest.mark.parametrize("key", ["uu-9-2031", "uu-9-2030:pasal-11", "uu-9-2030:pasal-1/ayat-9"])
def test_an_unknown_key_is_refused_with_what_looks_like_it(courseware: Courseware, key: str) -> None:
    with pytest.raises(UnknownLaw) as refused:
        of(courseware, key)
    assert any(near.startswith("uu-9-2030") for near in refused.value.near)


def test_rubbish_has_no_near_match(courseware: Courseware) -> None:
    with pytest.raises(UnknownLaw) as refused:
        of(courseware, "???")
    assert refused.value.near == ()


def test_every_part_of_an_impact_is_shown(courseware: Courseware) -> None:
    found = of(courseware, "uu-9-2030")
    shown = [ids for _, ids in found.groups()]
    assert shown == [value for name, value in vars(found).items() if name not in ("key", "title")]
