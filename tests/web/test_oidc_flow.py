"""Rules of the cookie that a browser keeps while its owner is at the sign-in service."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOW
from web.oidc_flow import FLOW_LENGTH, MAX_TARGET, new_flow, seal, unseal

KEY, OTHER_KEY = "ab" * 32, "cd" * 32


def test_what_was_sealed_comes_back_whole_under_the_same_key_only() -> None:
    flow = new_flow("/kuis?id=pra-uji", NOW)
    assert unseal(seal(flow, KEY), KEY) == flow
    assert unseal(seal(flow, KEY), OTHER_KEY) is None


def test_nothing_of_it_can_be_read_or_guessed() -> None:
    flow, other = new_flow("/materi", NOW), new_flow("/materi", NOW)
    secrets = {flow.state, flow.nonce, flow.verifier, other.state, other.nonce, other.verifier}
    assert len(secrets) == 6 and min(map(len, secrets)) >= 43
    assert not any(secret in seal(flow, KEY) or secret in repr(flow) for secret in secrets)


def test_it_fits_a_cookie_whatever_the_way_back() -> None:
    assert new_flow("/" + "a" * MAX_TARGET, NOW).target == "/"
    longest = new_flow("/" + "😀" * (MAX_TARGET - 1), NOW)
    assert longest.target != "/" and len(seal(longest, KEY)) < 3_500
    assert new_flow("/", NOW).ends == int((NOW + FLOW_LENGTH).timestamp())


@given(st.text(max_size=300))
def test_anything_else_is_nothing(text: str) -> None:
    assert unseal(text, KEY) is None


@given(st.integers(min_value=0), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_changed_character_is_noticed(position: int, character: str) -> None:
    flow = new_flow("/materi", NOW)
    sealed = seal(flow, KEY)
    place = position % len(sealed)
    changed = sealed[:place] + character + sealed[place + 1 :]
    assert changed == sealed or unseal(changed, KEY) in (None, flow), "the last bits of base64 may carry nothing"
