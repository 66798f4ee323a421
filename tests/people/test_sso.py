"""Rules of reading what a sign-in service says about somebody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.signing_in.login_names import normal_login_name
from people.signing_in.sso import (
    SsoError,
    SsoNumberUnfit,
    SsoUnknown,
    find_claim,
    find_sso_error,
    is_strong_sign_in,
    number_of,
)

NIP = "198501012010011001"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON)
def test_only_text_is_ever_a_number_and_it_is_read_as_the_login_name_is(value: object) -> None:
    try:
        number = number_of({"nip": value}, "nip")
    except SsoNumberUnfit:
        assert value is not None and not isinstance(value, str)
    except SsoUnknown:
        assert value is None or not normal_login_name(str(value))
    else:
        assert isinstance(value, str) and number == normal_login_name(value) != ""


def test_a_refusal_does_not_repeat_the_number() -> None:
    with pytest.raises(SsoNumberUnfit) as refused:
        number_of({"nip": int(NIP)}, "nip")
    assert NIP not in str(refused.value) + refused.value.what_to_do + repr(refused.value)


@given(JSON)
def test_a_path_through_anything_finds_something_or_nothing(claims: object) -> None:
    assert find_claim({"a": claims}, "a.b.c") is None or isinstance(claims, dict)


def test_a_whole_name_comes_before_a_path() -> None:
    assert find_claim({"a.b": "utuh", "a": {"b": "dalam"}}, "a.b") == "utuh"
    assert find_claim({"a": {"b": "dalam"}}, "a.b") == "dalam"
    assert find_claim({"a": "bukan wadah"}, "a.b") is None


@given(st.dictionaries(st.sampled_from(["acr", "amr", "sub"]), JSON))
def test_nothing_is_strong_where_nothing_counts_as_strong(claims: dict[str, object]) -> None:
    assert not is_strong_sign_in(claims, frozenset(), frozenset(), False)
    assert is_strong_sign_in(claims, frozenset(), frozenset(), True)


def test_strong_is_what_the_settings_name() -> None:
    for claims, expected in (
        ({"acr": "emas"}, True), ({"acr": "perak"}, False), ({"acr": "otp"}, False), ({"acr": ["emas"]}, False),
        ({"amr": ["pwd", "otp"]}, True), ({"amr": ["emas"]}, False), ({"amr": "otp"}, False), ({}, False),
    ):  # fmt: skip
        assert is_strong_sign_in(claims, {"emas"}, {"otp"}, False) is expected, claims


def test_every_error_has_a_code_of_its_own_and_says_what_to_do() -> None:
    kinds = SsoError.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds) == 6
    for kind in kinds:
        error = find_sso_error(kind.code)
        assert type(error) is kind and error.what_to_do.endswith(".")
    assert find_sso_error("") is None and find_sso_error("<script>") is None
