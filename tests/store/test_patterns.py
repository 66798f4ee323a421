"""A name is found by any part of it, however that is typed; what stands in the part is never a wildcard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite3

from store.patterns import containing

ENGINE = sqlite3.connect(":memory:", check_same_thread=False)
APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
PARTS = st.text(st.sampled_from("aAbB*?[]^-!%_éÉßİ'’ \\"), max_size=5)


def is_found(name: str, typed: str) -> bool:
    return bool(ENGINE.execute("SELECT lower(?) GLOB ?", (name, containing(typed))).fetchone()[0])


def plain(text: str) -> str:
    """One letter for each letter, so that parts stay parts."""
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text.translate(APOSTROPHES))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ni Luh Ayu", "luh a"), ("NI LUH AYU", "Luh"), ("ANDRÉ", "ANDRÉ"), ("ANDRÉ", "andré"), ("André", "ANDRÉ"),
        ("Ma'ruf", "ma’ruf"), ("Ma’ruf", "ma'ruf"), ("100% Netral", "100%"), ("UPT [lama]", "[la"), ("Apa?", "a?"), ("Ani", ""),
    ],
)  # fmt: skip
def test_a_name_is_found(name: str, typed: str) -> None:
    assert is_found(name, typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Andre", "andré"),
        ("Ani", "a*i"),
        ("Ani", "a?i"),
        ("Ani", "[a]ni"),
        ("Ani", "a_i"),
        ("Ani", "a%"),
        ("Ani", "nia"),
    ],
)
def test_another_is_not(name: str, typed: str) -> None:
    assert not is_found(name, typed)


@given(PARTS, PARTS, PARTS)
def test_every_part_of_a_name_finds_it(before: str, part: str, after: str) -> None:
    for typed in (part, part.swapcase()) if part.isascii() else (part,):
        assert is_found(before + part + after, typed)


@given(PARTS, PARTS)
def test_what_is_found_holds_the_part(name: str, typed: str) -> None:
    assert is_found(name, typed) == (plain(typed) in plain(name))
