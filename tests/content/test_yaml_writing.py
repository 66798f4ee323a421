"""Rules of YAML writing: what is written is read back equal by the strict reader, and looks like the files we keep."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.yaml_file import parse_yaml
from content.yaml_writing import WIDTH, write_yaml
from tests.content.test_yaml_file import YAMLISH
from tests.quizzes.workbooks import _ODD

KEYS = st.one_of(st.sampled_from(("id", "stem", "true", "no", "a b", "1", "<<x", "")), st.text(max_size=8)).filter(
    lambda key: key != "<<" and not any("\ud800" <= c <= "\udfff" for c in key)
)
WORDS = st.one_of(YAMLISH, st.text(st.characters(exclude_categories=("Cs",)), max_size=300), st.sampled_from(_ODD))
NUMBERS = st.one_of(
    st.integers(-(10**17), 10**17), st.integers(0, 10**6).map(lambda n: n / 10**6), st.booleans(), st.none()
)
VALUES = st.recursive(
    st.one_of(WORDS, NUMBERS),
    lambda inner: st.one_of(st.lists(inner, max_size=4).map(tuple), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_what_is_written_is_read_back(data: dict[str, object]) -> None:
    assert parse_yaml(write_yaml(data)).data == data


@pytest.mark.parametrize(
    "text",
    [
        "true", "no", "~", "null", "", "12", "-3", "1.5", "1e5", "010", "0x1F", ".5", "12:30", "2026-01-02", "1_000", ".inf", "=",
        "<<", "---", "- a", "? a", "a: b", "a #b", "a:", ":a", "#a", "&a", "*a", "!a", "|", ">", "@a", "`a", "%a", "{a", "[a", ",a",
        " a", "a ", "a\n", "a\n\n", "\na", "\n", "a\n b", " a\nb", "a\n\n\nb", "a\n \nb", "a\tb", "\ta", "a\r\nb", "\x85", "\u2028",
        "\ufeff", "\x00", "\ufffe", "😀", "é", "'", '"', "\\", "a" * 5000, "kata " * 900 + "akhir", "dua  spasi " * 30,
    ],
)  # fmt: skip
def test_every_odd_text_is_read_back(text: str) -> None:
    for data in ({"a": text}, {"a": (text, {"b": text})}):
        assert parse_yaml(write_yaml(data)).data == data


def test_it_looks_like_the_files_we_keep() -> None:
    long = "Seminggu sebelum pilkada, Rina, seorang PNS, mengumpulkan rekan sebidangnya dan berkata: pilih nomor satu. Tepatkah?"
    written = write_yaml(
        {
            "items": [
                {
                    "id": "a-1",
                    "tags": ["uu-7-2017:pasal-72"],
                    "stem": long,
                    "key": True,
                    "on": "2026-01-02",
                    "note": "dua\nbaris",
                }
            ]
        }
    )
    assert written == (
        "items:\n  - id: a-1\n    tags:\n      - uu-7-2017:pasal-72\n    stem: >-\n"
        "      Seminggu sebelum pilkada, Rina, seorang PNS, mengumpulkan rekan sebidangnya dan berkata: pilih nomor\n"
        "      satu. Tepatkah?\n    key: true\n    \"on\": '2026-01-02'\n    note: |-\n      dua\n      baris\n"
    )
    assert all(len(line) <= WIDTH for line in written.splitlines())


def test_a_number_strict_yaml_could_not_read_is_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        write_yaml({"a": 1e-20})
