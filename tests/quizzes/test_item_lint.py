"""Rules of item writing for one item: each with something that breaks it and something close that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from content.placed import Placed, placed_entries
from content.problems import Problem
from quizzes.lint import lint_item, question_of
from quizzes.models import Item
from tests.builders import KINDS, item_data, make_item, write_yaml


def options(*texts: str, **weights: float) -> list[dict[str, Any]]:
    rows = zip("abcde", texts, strict=False)
    return [
        {"id": letter, "text": text, "feedback": f"Karena pilihan {letter} diatur demikian."}
        | ({"weight": weights[letter]} if weights else {})
        for letter, text in rows
    ]


def linted(kind: str = "single", **changes: Any) -> list[Problem]:
    return list(lint_item(Placed(make_item(kind, **changes), "quizzes/bank/semua.yaml")))


def judged(*texts: str, key: str = "a", kind: str = "single", **changes: Any) -> list[Problem]:
    return linted(kind, options=options(*texts), key=key, **changes)


CALM = ("Menerima undangan itu", "Menolak undangan itu", "Menunda jawaban itu", "Meneruskan pesan itu")


def test_a_calm_item_has_no_findings() -> None:
    assert judged(*CALM) == []


@pytest.mark.parametrize("word", ["selalu", "tidak pernah", "hanya", "semua", "pasti", "sama sekali", "siapa pun"])
def test_an_absolute_word_in_a_distractor_is_a_cue(word: str) -> None:
    (found,) = judged(*CALM[:3], f"Itu {word} boleh")
    assert f"kata mutlak '{word}'" in found.message and "'d'" in found.message


@pytest.mark.parametrize("text", ["Itu tidak semua boleh", "Bukan hanya kantor itu", 'Menjawab "pasti menang" itu'])
def test_a_denied_or_quoted_absolute_is_no_cue(text: str) -> None:
    assert judged(*CALM[:3], text) == []


def test_absolutes_in_the_key_too_are_no_cue() -> None:
    assert judged("Itu selalu boleh", "Hanya pimpinan boleh", "Meneruskan pesan itu") == []


@pytest.mark.parametrize(
    "text",
    ["Semua benar", "Semua jawaban di atas benar", "a dan b", "Tidak ada yang benar", "Tidak ada jawaban yang tepat"],
)
def test_no_option_points_at_other_options(text: str) -> None:
    assert any("menunjuk pilihan lain" in p.message for p in judged(*CALM[:3], text))


def test_two_names_of_offices_are_not_two_options() -> None:
    assert judged("BKN dan Bawaslu", "Camat dan lurah", "Bupati dan camat") == []


@pytest.mark.parametrize(
    "stem",
    [
        "Tindakan mana yang tidak tepat?",
        "Rina diundang. Apa yang sebaiknya tidak dilakukan?",
        "Manakah yang bukan bentuk dukungan?",
        "Berikut ini bentuk dukungan, kecuali ...",
        "Pernyataan mana yang keliru?",
    ],
)
def test_asking_for_the_exception_is_marked(stem: str) -> None:
    assert ["pengecualian" in p.message for p in judged(*CALM, stem=stem)] == [True]


@pytest.mark.parametrize(
    "stem",
    [
        "Tindakan mana yang TIDAK tepat?",
        "Ia tidak hadir. Apa yang sebaiknya dilakukan?",
        "Apa tindakan yang tepat bagi staf jika atasan tidak menjawab?",
        "Mengapa hal itu tidak dilarang?",
        "Ada daftar yang tidak boleh dibagikan. Apa tindakan yang tepat?",
        'Apa jawaban atas "siapa yang tidak setuju" itu?',
        'Katanya, "Mana yang tidak boleh?" Apa jawaban yang tepat?',
    ],
)
def test_a_denial_in_the_story_is_not_an_exception(stem: str) -> None:
    assert judged(*CALM, stem=stem) == []


def test_the_question_is_the_last_sentence() -> None:
    assert question_of("Ia berkata, “Ayo!” Lalu pergi. Apa akibatnya?") == "Apa akibatnya?"


def test_one_option_does_not_contain_another() -> None:
    (found,) = judged("Hukuman disiplin", "Hukuman disiplin berat", "Sanksi moral")
    assert "'a' sudah termasuk dalam pilihan 'b'" in found.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Boleh hadir", "Tidak boleh hadir"),
        ("Pilkada 7 hari; Pemilu 7 hari kerja", "Pilkada 9 hari; Pemilu 7 hari kerja"),
    ],
)
def test_opposites_and_other_numbers_do_not_overlap(one: str, other: str) -> None:
    assert judged(one, other, "Camat boleh menunda rapat itu" if "7" in one else "Ikut saja") == []


def test_options_have_like_lengths() -> None:
    (found,) = judged("Menolak", "Menerima undangan itu sesudah bertanya", "Menunda jawaban itu sampai besok pagi")
    assert "lebih dari 1,6 kali" in found.message


def test_short_options_are_not_measured() -> None:
    assert judged("Rp6 juta", "Rp12 juta paling banyak", "Kurungan") == []


def test_the_key_is_not_told_by_its_length() -> None:
    texts = ("Menolak undangan itu dengan surat", "Menerima undangan itu", "Menunda jawaban undangan")
    assert any("jauh lebih panjang" in p.message for p in judged(*texts, key="a"))
    assert judged(*texts, key="b") == []


def test_the_answer_of_a_judgement_is_the_action_of_the_highest_weight() -> None:
    texts = ("Menolak undangan itu dengan surat", "Menerima undangan itu", "Menunda jawaban undangan")
    found = linted("judgement", options=options(*texts, a=1.0, b=0.0, c=0.5))
    assert ["'a'" in p.message for p in found] == [True]


def test_with_two_best_actions_length_tells_nothing() -> None:
    texts = ("Menolak undangan itu dengan surat", "Menerima undangan itu", "Menunda jawaban undangan")
    assert linted("judgement", options=options(*texts, a=1.0, b=0.0, c=1.0)) == []


def test_feedback_explains() -> None:
    silent = options(*CALM)
    silent[2]["feedback"] = "Keliru."
    (found,) = linted(options=silent, key="a")
    assert "'c' baru 1 kata (paling sedikit 4)" in found.message


def test_each_answer_has_its_own_feedback() -> None:
    same = options(*CALM)
    same[1]["feedback"] = same[0]["feedback"]
    (found,) = linted(options=same, key="a")
    assert "'a' dan 'b' sama" in found.message
    twice = {"feedback_true": "Aturan ini tetap berlaku.", "feedback_false": "Aturan ini tetap berlaku!"}
    assert ["sama" in p.message for p in linted("true_false", **twice)] == [True]


def test_a_statement_is_not_given_away_by_an_absolute() -> None:
    told = {
        "feedback_true": "Ada beberapa pengecualian di sana.",
        "feedback_false": "Tepat, ada beberapa pengecualiannya.",
    }
    assert linted("true_false", stem="PNS boleh hadir sebagai pemilih.", **told) == []
    assert len(linted("true_false", stem="PNS sama sekali tidak boleh hadir.", **told)) == 1


def test_an_item_is_not_its_own_enemy() -> None:
    assert judged(*CALM, enemies=["soal-2"]) == []
    assert ["dirinya sendiri" in p.message for p in judged(*CALM, enemies=["soal-1"])] == [True]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_item_can_be_looked_at(kind: str) -> None:
    assert all("umpan balik" in p.message for p in linted(kind))  # the builder's feedback is two words


def test_a_finding_names_file_and_line(tmp_path: Path) -> None:
    items = [
        item_data(id="satu", options=options(*CALM)),
        item_data(id="dua", options=options(*CALM[:3], "Pasti boleh")),
    ]
    path = write_yaml(tmp_path / "quizzes" / "bank" / "x.yaml", {"items": items})
    adapter: TypeAdapter[Item] = TypeAdapter(Item)
    found = [p for placed in placed_entries(tmp_path / "quizzes", "bank", "items", adapter) for p in lint_item(placed)]
    assert [p.path for p in found] == ["quizzes/bank/x.yaml"]
    here = path.read_text().splitlines()[found[0].line - 1 :]
    assert here[0].strip() == "{" and '"id": "d"' in here[1]
