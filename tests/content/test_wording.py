"""Rules of wording: nonstandard words are found as whole words, quotations are left as they were said."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.placed import Placed, placed_texts
from content.wording import Wording, lint_wording, load_wording
from tests.builders import CONTENT, lesson_data, section_data, write_yaml

RULES = (
    Wording(wrong="resiko", right="risiko"),
    Wording(wrong="non ASN", right="non-ASN"),
    Wording(wrong="anda", right="Anda", exact_case=True),
    Wording(wrong="posting", right="unggah", note="kecuali kutipan."),
)


def fixes(text: str) -> list[str]:
    return [p.how_to_fix for p in lint_wording([Placed(text, "content/x.yaml")], RULES)]


@pytest.mark.parametrize("text", ["Resiko besar.", "resikonya besar", "Itu beresiko? resiko!"])
def test_a_nonstandard_word_is_found_in_any_case_and_with_its_particle(text: str) -> None:
    assert fixes(text) == ["Tulis 'risiko'."]


@pytest.mark.parametrize("text", ["risiko", "beresiko", "resiko-lah-lah", "Katanya, “resiko apa?”", "Andalah non-ASN"])
def test_other_words_and_quotations_are_left(text: str) -> None:
    assert fixes(text) == []


def test_two_words_count_as_one_entry() -> None:
    assert fixes("Tenaga non ASN") == ["Tulis 'non-ASN'."]


def test_a_form_of_address_is_compared_in_its_case() -> None:
    assert fixes("Bila anda ragu, Anda bertanya.") == ["Tulis 'Anda'."]


def test_a_note_says_when_the_word_may_stay() -> None:
    assert fixes("posting itu") == ["Tulis 'unggah' (kecuali kutipan)."]


def test_ids_and_citations_are_not_prose(tmp_path: Path) -> None:
    lesson = lesson_data(id="resiko", sections=[section_data(id="resiko", body="Ada resiko.")])
    write_yaml(tmp_path / "content" / "lessons" / "a.yaml", lesson)
    (found,) = lint_wording(placed_texts(tmp_path / "content", "lessons"), RULES)
    written = (tmp_path / "content" / "lessons" / "a.yaml").read_text().splitlines()
    assert "Ada resiko" in written[found.line - 1] and found.path == "content/lessons/a.yaml"


def test_a_folder_without_a_list_has_no_rules(tmp_path: Path) -> None:
    assert load_wording(tmp_path) == ((), [])


def test_a_broken_list_is_a_problem(tmp_path: Path) -> None:
    write_yaml(tmp_path / "wording.yaml", {"words": [{"wrong": "resiko"}]})
    words, problems = load_wording(tmp_path)
    assert words == () and any("wajib ada" in p.message for p in problems)


def test_our_own_list_says_each_word_once_and_never_advises_a_word_it_refuses() -> None:
    words, problems = load_wording(CONTENT)
    assert problems == [] and len(words) >= 120
    wrong = [word.wrong.casefold() for word in words]
    assert len(set(wrong)) == len(wrong)
    advice = [Placed(word.right, word.wrong) for word in words]
    assert [p.path for p in lint_wording(advice, words)] == []
