"""Rules of the numbers people are known by: text in, the same text out, or a refusal without the number in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.registry.numbers import NumberRefused, bare, check_national, check_own
from tests.people.rosters import TODAY, nip

VALID = "198705152010011001"


@pytest.mark.parametrize(
    "typed",
    [VALID, "19870515 201001 1 001", "'198705152010011001", "  198705152010011001\n", "19870515\u00a0201001\u00a01\u00a0001",
     "\u200b198705152010011001\ufeff", "’19870515 201001 1 001"],
)  # fmt: skip
def test_spaces_and_a_leading_apostrophe_change_no_digit(typed: str) -> None:
    assert check_national(typed, TODAY) == VALID


def test_digits_13_and_14_of_an_ni_pppk_are_not_a_month() -> None:
    assert check_national("198705152023211001", TODAY) == "198705152023211001"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1.98705152010011E+17", "bilangan"),
        ("1,98705152010011E+17", "bilangan"),
        ("198705152010011001.0", "bilangan"),
        ("198705152010011000", "000"),
        ("19870515201001100", "17 angka"),
        ("1987051520100110011", "19 angka"),
        ("198713152010011001", "tanggal lahir"),
        ("198702302010011001", "tanggal lahir"),
        ("203005152010011001", "tanggal lahir"),
        ("190005152010011001", "tanggal lahir"),
        ("198705152010013001", "jenis kelamin"),
        ("19870515.201001.1.001", "selain angka"),
        ("１９８７０５１５２０１００１１００１", "selain angka"),
        ("١٩٨٧٠٥١٥٢٠١٠٠١١٠٠١", "selain angka"),
        ("''198705152010011001", "selain angka"),
        ('="198705152010011001"', "selain angka"),
        ("198705152010O11001", "selain angka"),
        ("", "selain angka"),
    ],
)
def test_anything_else_is_refused_and_the_refusal_does_not_quote_it(typed: str, why: str) -> None:
    with pytest.raises(NumberRefused, match=why) as caught:
        check_national(typed, TODAY)
    told = str(caught.value) + caught.value.how_to_fix + repr(caught.value)
    assert len(bare(typed)) < 5 or bare(typed) not in told


@pytest.mark.parametrize("typed", ["001", "DS-07/2024", "Kades.01", "'007", " 0 1 2 "])
def test_an_agencys_own_id_keeps_its_zeros_and_its_spelling(typed: str) -> None:
    assert check_own(typed) == bare(typed)


@pytest.mark.parametrize("typed", ["", "-", "a b;c", "=1+1", "1E+5", "x" * 33, "6472014505870001", "é1"])
def test_an_own_id_that_is_none_or_a_nik_is_refused(typed: str) -> None:
    with pytest.raises(NumberRefused):
        check_own(typed)


@given(st.text(max_size=40))
def test_whatever_is_accepted_is_what_was_typed(typed: str) -> None:
    for check in (lambda text: check_national(text, TODAY), check_own):
        try:
            assert check(typed) == bare(typed)
        except NumberRefused:
            continue


@given(st.dates(date(1945, 1, 1), date(2008, 12, 31)), st.integers(1, 999), st.sampled_from((1, 2)))
def test_every_plausible_nip_is_accepted(born: date, serial: int, sex: int) -> None:
    number = nip(serial, born=f"{born:%Y%m%d}", sex=sex)
    assert check_national(number, TODAY) == number


@given(st.integers(10**17, 10**18 - 1))
def test_no_number_that_went_through_a_float_is_accepted(number: int) -> None:
    """Excel keeps 15 digits: what comes back ends in 000 or is written with an exponent."""
    kept = number // 1000 * 1000
    for text in (str(kept), f"{number:.14E}", str(float(number))):
        with pytest.raises(NumberRefused):
            check_national(text, TODAY)
