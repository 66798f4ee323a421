"""Rules of passwords, login names and waiting, in plain words."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.signing_in.passwords import common_words
from people.signing_in.account_errors import PasswordRefused
from people.signing_in.login_names import normal_login_name
from people.signing_in.passwords import MAX_LENGTH, MIN_LENGTH, require_good_password
from people.signing_in.throttle import FREE_FAILURES, LONGEST_WAIT, wait_after

NIP = "198501012010011001"


def is_good(password: str, login_name: str = NIP) -> bool:
    try:
        require_good_password(password, login_name, common_words())
    except PasswordRefused:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    ["kuda nil berenang pelan", "lampu taman berderit", "Ux7#pL2!vQe9", "tujuh pisang di atap rumah", "pohonjambuberbuah",
     "keledai abu-abu menyanyi", "日本語のパスワードは長くてもよい"],
)  # fmt: skip
def test_a_passphrase_is_welcome_without_capitals_digits_or_signs(password: str) -> None:
    assert is_good(password)


@pytest.mark.parametrize(
    "password",
    ["bismillah123", "bismillah123456", "Bismillah12345!", "Indonesia2024!", "indonesiaraya", "rahasia-rahasia",
     "qwertyuiop123", "1q2w3e4r5t6y", "zxcvbnm12345", "123456789012", "aaaaaaaaaaaa", "abcdefghijkl", "P@ssw0rd1234",
     "Admin@123456", "sayangkamu123", "Pegawai12345", "Netral202620", "korpri19711129", "jakartajakarta", "000000000000",
     "passwordpassword", "merdeka17081945", "B1sm1ll4h2025", "asnnetral2026"],
)  # fmt: skip
def test_a_common_word_with_decorations_is_refused(password: str) -> None:
    with pytest.raises(PasswordRefused, match="mudah ditebak"):
        require_good_password(password, NIP, common_words())


def test_the_length_is_what_counts_first() -> None:
    assert MIN_LENGTH == 12
    with pytest.raises(PasswordRefused, match="terlalu pendek"):
        require_good_password("Ux7#pL2!vQe", NIP, common_words())
    with pytest.raises(PasswordRefused, match="terlalu panjang"):
        require_good_password("kuda nil " * 15, NIP, common_words())
    assert is_good("kuda nil berenang pelan sekali " * 4)


@pytest.mark.parametrize("password", [f"sandi {NIP} saya", "sandi 19850101 201001 1 001", "KADES-01 yang baik"])
def test_the_login_name_may_not_be_in_it(password: str) -> None:
    name = "KADES-01" if "KADES" in password else NIP
    with pytest.raises(PasswordRefused, match="NIP atau nama masuk"):
        require_good_password(password, name, common_words())


def test_three_random_uncommon_words_are_always_good_enough() -> None:
    chance = random.Random(42)
    syllables = ("lu", "pe", "ran", "gi", "tok", "bim", "sar", "wu", "ney", "cil", "dop", "jam")
    for _ in range(500):
        words = " ".join("".join(chance.sample(syllables, 3)) for _ in range(3))
        assert is_good(words), words


@given(st.text(max_size=MAX_LENGTH * 2), st.text(max_size=64))
def test_whatever_is_typed_the_answer_is_yes_or_a_sentence(password: str, name: str) -> None:
    is_good(password, normal_login_name(name))


def test_the_list_has_indonesian_words_and_none_that_would_refuse_everything() -> None:
    assert {"bismillah", "rahasia", "sayang", "indonesia", "netral", "pegawai"} <= common_words()
    assert len(common_words()) > 400 and min(map(len, common_words())) >= 3


@pytest.mark.parametrize(
    ("typed", "name"),
    [("19850101 201001 1 001", NIP), ("'198501012010011001", NIP), (" 198501012010011001\n", NIP),
     ("１９８５０１０１２０１００１１００１", NIP), ("kades-01", "KADES-01"), ("Kades  01 ", "KADES01"), ("", ""), ("   ", ""), ("x" * 65, ""),
     ("a\x00b", ""), ("O\u00af", "\u014c")],
)  # fmt: skip
def test_a_login_name_has_one_spelling(typed: str, name: str) -> None:
    assert normal_login_name(typed) == name


@given(st.text(max_size=80))
def test_spelling_a_login_name_twice_changes_nothing(typed: str) -> None:
    once = normal_login_name(typed)
    assert normal_login_name(once) == once


def test_the_wait_grows_and_never_becomes_a_lock() -> None:
    waits = [wait_after(failures) for failures in range(1, 200)]
    assert waits[:FREE_FAILURES] == [timedelta(0)] * FREE_FAILURES
    assert [wait.total_seconds() for wait in waits[FREE_FAILURES : FREE_FAILURES + 5]] == [1, 2, 4, 8, 16]
    assert waits == sorted(waits) and waits[-1] == LONGEST_WAIT
