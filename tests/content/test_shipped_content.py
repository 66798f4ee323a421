"""Rules about the lessons and items that we ship."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from pydantic import TypeAdapter

from actions.courseware import Courseware
from content.checks import HISTORICAL, all_texts
from content.law_words import short_sources
from content.sections import CheckSection, MistakesSection
from content.words import INDICATORS
from quizzes.bank import misconceptions_named
from quizzes.findings import find_warnings
from quizzes.models import Item, MultipleItem, SingleItem, fingerprint
from quizzes.panels import cut_score
from tests.builders import CONTENT, KINDS, QUIZZES, shipped_courseware

ITEM: TypeAdapter[Item] = TypeAdapter(Item)


@pytest.fixture(scope="module")
def shipped() -> Courseware:
    return shipped_courseware()


def singles(shipped: Courseware) -> list[SingleItem]:
    return [item for item in shipped.bank.items.values() if isinstance(item, SingleItem)]


def test_there_are_no_problems(shipped: Courseware) -> None:
    assert [str(p) for p in shipped.problems] == []


def test_the_bank_can_carry_an_election_year(shipped: Courseware) -> None:
    items = shipped.bank.items.values()
    assert len(items) >= 300
    assert {item.kind for item in items} == set(KINDS)
    assert min(Counter(item.indicator for item in items)[indicator] for indicator in INDICATORS) >= 50
    home = Counter(shipped.library.module_of(item.section.partition("#")[0]).id for item in items)
    assert home["sanksi-dan-proses"] >= 40 and home["media-sosial"] >= 40 and home["bukan-hanya-pns"] >= 30
    assert sum(item.situational for item in items) >= len(items) / 2
    assert min(Counter(item.difficulty for item in items).values()) >= 0.2 * len(items)


def test_there_are_twelve_modules_and_ten_dilemmas(shipped: Courseware) -> None:
    assert [module.order for module in shipped.library.modules] == list(range(1, 13))
    assert len(shipped.bank.dilemmas) >= 10
    assert len(shipped.library.misconceptions) >= 60


def test_there_is_nothing_to_warn_of(shipped: Courseware) -> None:
    assert [str(p) for p in find_warnings(CONTENT, QUIZZES, shipped.library)] == []


def test_before_and_after_ask_by_one_blueprint_in_two_forms(shipped: Courseware) -> None:
    quizzes = shipped.bank.quizzes.values()
    pairs = {
        quiz.parallel: {q.mode for q in quizzes if q.parallel == quiz.parallel} for quiz in quizzes if quiz.parallel
    }
    assert pairs and all(modes == {"pretest", "posttest"} for modes in pairs.values())


def test_every_quiz_that_decides_has_a_panel_behind_its_pass_mark(shipped: Courseware) -> None:
    judged = {quiz_id for panel in shipped.bank.panels.values() for quiz_id in panel.quizzes}
    deciding = [quiz for quiz in shipped.bank.quizzes.values() if quiz.mode == "posttest"]
    assert {quiz.id for quiz in deciding} <= judged and all(quiz.critical_topics for quiz in deciding)
    for panel in shipped.bank.panels.values():
        for quiz_id in panel.quizzes:
            cut = cut_score(shipped.bank.quizzes[quiz_id], shipped.bank.items, panel)
            assert not cut.unrated and shipped.bank.quizzes[quiz_id].pass_mark == cut.pass_mark


def test_the_courses_for_some_people_are_there(shipped: Courseware) -> None:
    assert {course.audience for course in shipped.bank.courses.values()} >= {None, "pimpinan", "pppk", "desa"}


def test_the_keys_of_single_items_are_spread(shipped: Courseware) -> None:
    count = Counter(item.key for item in singles(shipped))
    assert len(count) >= 4 and max(count.values()) <= 0.4 * sum(count.values()), count


def test_true_and_false_are_both_keys(shipped: Courseware) -> None:
    keys = Counter(item.key for item in shipped.bank.items.values() if item.kind == "true_false")
    assert min(keys[True], keys[False]) >= 0.25 * keys.total(), keys


def test_ticking_everything_never_earns_much(shipped: Courseware) -> None:
    for item in shipped.bank.items.values():
        if isinstance(item, MultipleItem) and item.marking == "proportional":
            assert len(item.keys) / len(item.options) <= 0.75, item.id


def test_every_cure_and_every_citation_resolves(shipped: Courseware) -> None:
    library = shipped.library
    for misconception in library.misconceptions.values():
        assert library.find_section(misconception.cure) is not None, misconception.id
    for item in shipped.bank.items.values():
        for citation in item.citations:
            regulation, provision = library.cited(citation)
            assert not provision.contested, (item.id, citation)
            assert regulation.status != "dicabut" or citation.endswith(HISTORICAL), (item.id, citation)


CITED_FOR_THE_RULE_ALONE = {
    (
        "skb-sebelum-penetapan-etik",
        "skb-2-2022:lampiran-ii/disiplin-3",
    ): "the correction names both early items of the list",
    ("sp-hukum-dulu", "pp-94-2021:pasal-26/ayat-4"): "the one exception that the correction names",
}
"""(misconception, citation): why neither its curing section nor one of its items cites it."""


def test_the_law_beside_a_belief_is_cited_where_it_is_taught_or_asked(shipped: Courseware) -> None:
    taught = {
        m.id: set(shipped.library.find_section(m.cure).citations) for m in shipped.library.misconceptions.values()
    }
    for item in shipped.bank.items.values():
        for name in misconceptions_named(item):
            taught[name] |= set(item.citations)
    cited = {(m.id, citation) for m in shipped.library.misconceptions.values() for citation in m.citations}
    assert {(name, one) for name, one in cited if one not in taught[name]} == set(CITED_FOR_THE_RULE_ALONE)


def test_the_law_that_a_correction_names_is_among_its_citations(shipped: Courseware) -> None:
    for misconception in shipped.library.misconceptions.values():
        sources = short_sources(shipped.library, misconception.citations)
        for named in re.findall(r"Pasal \d+[A-Z]?", misconception.correction):
            assert re.search(rf"{named}\b", sources), (misconception.id, named, sources)
        assert not any(shipped.library.cited(one)[1].contested for one in misconception.citations), misconception.id


def test_most_misconceptions_are_looked_for_by_some_item(shipped: Courseware) -> None:
    named = {m for item in shipped.bank.items.values() for m in misconceptions_named(item)}
    assert len(named) >= 0.8 * len(shipped.library.misconceptions)


def test_every_objective_of_every_lesson_is_measured(shipped: Courseware) -> None:
    measured = {objective for item in shipped.bank.items.values() for objective in item.objectives}
    assert set(shipped.library.objectives()) <= measured


def right_texts(shipped: Courseware) -> Iterator[tuple[str, str]]:
    """(where, text) of everything stated as true: explanations, right options, corrections, lessons without wrong options."""
    for item in shipped.bank.items.values():
        yield item.id, item.explanation
        keys = (
            {item.key} if isinstance(item, SingleItem) else set(item.keys) if isinstance(item, MultipleItem) else set()
        )
        for option in getattr(item, "options", ()):
            yield item.id, option.feedback
            if option.id in keys or getattr(option, "weight", 0) == 1:
                yield item.id, option.text
    for misconception in shipped.library.misconceptions.values():
        yield misconception.id, misconception.correction
    for lesson in shipped.library.lessons:
        for section in lesson.sections:
            if isinstance(section, MistakesSection) or section.id.endswith("usang"):
                continue  # beliefs are looked at above; what is out of date is told as such
            wrong = (
                [o.text for o in section.options if o.id != section.key] if isinstance(section, CheckSection) else []
            )
            for text in all_texts(section):
                if text not in wrong:
                    yield f"{lesson.id}#{section.id}", text


def sentences_with(shipped: Courseware, pattern: str) -> list[tuple[str, str]]:
    found = []
    for where, text in right_texts(shipped):
        text = re.sub(r"[\"“][^\"”]*[\"”]", " ", text)  # what somebody says is not what we say
        text = re.sub(r"(?<!\n)\n(?![\n*-])", " ", text)  # one line break within a paragraph is a space
        found += [(where, s) for s in re.split(r"(?<=[.!?;])\s+|\n", text) if re.search(pattern, s, re.IGNORECASE)]
    return found


def test_nobody_is_told_to_report_to_kasn(shipped: Courseware) -> None:
    telling = r"\b(lapor\w*|adukan|sampaikan|kirim\w*|surati|hubungi|teruskan)\b[^.;]*\bKASN\b"
    gone = r"tidak ada|sudah tiada|bubar|jangan|bukan|dulu|lama|usang|keliru|dihapus|berakhir"
    found = [(w, s) for w, s in sentences_with(shipped, telling) if not re.search(gone, s, re.IGNORECASE)]
    # a list of what not to do names it too
    donts = {text for lesson in shipped.library.lessons for s in lesson.sections for text in getattr(s, "dont", ())}
    found = [(w, s) for w, s in found if not any(s in text for text in donts)]
    assert found == []


def test_imprisonment_is_never_told_as_the_present_penalty_of_the_election_articles(shipped: Courseware) -> None:
    gone = r"hapus|gugur|tanpa (ancaman )?kurungan|usang|dulu|dahulu|semula|lama|sebelum|tinggal|tidak lagi|bukan|ancaman kurungannya pun|masih menulis"
    found = [(w, s) for w, s in sentences_with(shipped, r"kurung") if not re.search(gone, s, re.IGNORECASE)]
    assert found == []


def test_the_old_law_is_named_only_with_its_end(shipped: Courseware) -> None:
    for item in shipped.bank.items.values():
        cites = [c for c in item.citations if c.startswith("uu-5-2014:")]
        assert all(c.endswith(HISTORICAL) for c in cites), item.id


def test_every_stem_is_asked_once(shipped: Courseware) -> None:
    stems = Counter(item.stem.casefold().strip() for item in shipped.bank.items.values())
    assert max(stems.values()) == 1


def test_an_item_comes_back_from_its_frozen_text_unchanged(shipped: Courseware) -> None:
    for item in shipped.bank.items.values():
        again = ITEM.validate_json(item.model_dump_json())
        assert again == item and fingerprint(again) == shipped.bank.fingerprints[item.id]
