"""Rules of strict YAML: what is refused, what stays text, and on which line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.yaml_file import MAX_BYTES, MAX_DEPTH, YamlFile, YamlRefused, parse_yaml, read_yaml


def refused(text: str) -> YamlRefused:
    with pytest.raises(YamlRefused) as caught:
        parse_yaml(text)
    assert caught.value.message and caught.value.how_to_fix
    return caught.value


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "no",
        "on",
        "off",
        "010",
        "12:30",
        "2026-01-02",
        "1e5",
        "0x1F",
        "1_000",
        ".inf",
        ".5",
        "+1",
        "NULL",
        "True",
    ],
)
def test_what_other_readers_would_convert_stays_text(written: str) -> None:
    assert parse_yaml(f"a: {written}").data == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-12", -12), ("1.5", 1.5)],
)
def test_only_true_false_null_integers_and_decimals_are_not_text(written: str, value: object) -> None:
    found = parse_yaml(f"a: {written}").data["a"]
    assert found == value and type(found) is type(value)


def test_a_number_with_more_digits_than_any_count_stays_text() -> None:
    assert parse_yaml("nip: 1985030120100110055").data == {"nip": "1985030120100110055"}


def test_quoted_values_stay_text() -> None:
    assert parse_yaml("a: '1.10'\nb: \"true\"\nc: |\n  5\n").data == {"a": "1.10", "b": "true", "c": "5\n"}


def test_a_repeated_key_is_refused_and_both_lines_are_named() -> None:
    refusal = refused("a: 1\nb: 2\na: 3\n")
    assert refusal.line == 3 and "baris 1" in refusal.message


def test_a_repeated_key_deep_inside_is_refused() -> None:
    assert refused("x:\n  - a: 1\n    a: 2\n").line == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &x 1\n", 1), ("a: 1\nb: *x\n", 2), ("a: !!python/object:os.system x\n", 1), ("a: !rahasia 1\n", 1),
        ("a: ! 1\n", 1), ("<<: {a: 1}\n", 1), ("a: 1\n---\nb: 2\n", 2), ("? [a]\n: 1\n", 1), ("a: [1\nb: 2\n", 2),
        ("a:\n\t- b\n", 2), ('a: "x\n', 1), ("a: b: c\n", 1),
    ],
)  # fmt: skip
def test_each_surprise_of_yaml_is_refused_on_its_line(text: str, line: int) -> None:
    assert refused(text).line == line


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\ud800", "\ufffe"])
def test_control_characters_are_refused(character: str) -> None:
    refused(f"a: x{character}y\n")


def test_the_greatest_depth_is_accepted_and_one_more_is_refused() -> None:
    parse_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 1_000_000,
        "{a: " * 300_000,
        "a: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n",
        "\n".join(f"k{n}: 1" for n in range(60_000)) + "\nk0: 2\n",
    ],
)
def test_bombs_are_refused_within_a_second_or_two(bomb: str) -> None:
    started = time.process_time()
    refused(bomb)
    assert time.process_time() - started < 2.5


def test_lines_count_from_one_and_point_at_the_value() -> None:
    file = parse_yaml("# judul\nid: a\nlist:\n  - x: 1\n    y: 2\n  - x: 3\nteks: |\n  panjang\n")
    assert [
        file.line_of(place)
        for place in [("id",), ("list",), ("list", 0, "y"), ("list", 1), ("list", 1, "x"), ("teks",)]
    ] == [2, 3, 5, 6, 6, 7]


def test_parts_that_are_not_in_the_data_are_skipped() -> None:
    file = parse_yaml("sections:\n  - kind: text\n    body: 3\n")
    assert file.line_of(("sections", 0, "text", "body")) == 3
    assert file.line_of(("sections", 0, "text", "tidak-ada")) == 2
    assert file.line_of(()) == 1


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    file = read_yaml(path)
    assert file.data == {"a": 1, "b": 2} and file.line_of(("b",)) == 2


@pytest.mark.parametrize("content", [b"a: \xff\xfe", "a: é".encode("cp1252"), "a: 1".encode("utf-16")])
def test_text_that_is_not_utf8_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(YamlRefused):
        read_yaml(path)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(YamlRefused, match="MB"):
        read_yaml(path)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(YamlRefused, match="tidak dapat dibaca"):
        read_yaml(tmp_path / "tidak-ada.yaml")


def test_an_empty_file_holds_nothing() -> None:
    for text in ("", "\n\n", "# komentar\n", "---\n"):
        assert parse_yaml(text).data is None


YAMLISH = st.text(alphabet="ab: -\n\t[]{}&*!|>'\"#%@`,?0179.~\u2028\x00é", max_size=80)


@settings(max_examples=250, deadline=None)
@given(st.one_of(st.text(max_size=80), YAMLISH))
def test_parsing_any_text_gives_data_or_a_refusal(text: str) -> None:
    try:
        file = parse_yaml(text)
    except YamlRefused as refusal:
        assert refusal.line >= 1
    else:
        assert isinstance(file, YamlFile)
