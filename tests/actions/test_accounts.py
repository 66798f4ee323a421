"""Rules of coming in with a number and a password."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import argon2
import pytest

from actions.signing_in import accounts
from actions.signing_in.accounts import Door, choose_password, issue_code, set_disabled
from actions.signing_in.sign_in import close_session, find_viewer
from actions.signing_in.throttle import sweep_tries
from people.errors import NetralError, NotAllowed, NotFound
from people.signing_in.account_errors import OldPasswordRefused, PasswordRefused, SignInRefused, TooManyTries
from people.signing_in.throttle import FREE_FAILURES, LONGEST_WAIT
from tests.actions.office import HERE, NEW_PASSWORD, NIP, PASSWORD, Office
from tests.builders import NOW
from tests.interrupted import Interrupted

SECOND = timedelta(seconds=1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def refusal(office: Office, name: str, password: str, **more) -> NetralError:
    with pytest.raises((SignInRefused, TooManyTries)) as caught:
        office.enter(name, password, **more)
    return caught.value


def test_a_learner_comes_in_with_nip_and_password(office: Office) -> None:
    office.hire("ani", number=NIP)
    entry = office.enter("19850101 201001 1 001")
    viewer = find_viewer(office.database, entry.token, NOW)
    assert viewer is not None and (viewer.person_id, viewer.role, viewer.is_demo) == ("ani", "learner", False)
    assert not entry.needs_second_factor
    close_session(office.database, entry.token)
    assert find_viewer(office.database, entry.token, NOW) is None


def test_somebody_without_nip_comes_in_with_an_id_of_the_agency(office: Office) -> None:
    office.hire("kades", number="KADES-01")
    assert office.enter("kades-01").roles == ("learner",)


def test_every_refusal_is_the_same_sentence(office: Office) -> None:
    office.hire("wrong")
    office.hire("fresh", activated=False)
    office.code_for("fresh")
    office.hire("closed")
    office.change("UPDATE account SET disabled_at = '2026-01-01T00:00:00Z' WHERE person_id = 'closed'")
    answers = {
        (type(e), str(e), e.what_to_do)
        for e in (
            refusal(office, office_number("wrong"), "kata sandi yang salah"),
            refusal(office, office_number("fresh"), PASSWORD),
            refusal(office, office_number("closed"), PASSWORD),
            refusal(office, "197001011990011999", PASSWORD),
            refusal(office, "", PASSWORD),
            refusal(office, "x" * 500, PASSWORD),
        )
    }
    assert len(answers) == 1


def office_number(name: str) -> str:
    from tests.actions.office import number_of

    return number_of(name)


def test_known_and_unknown_names_cost_exactly_one_hash(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    verify = argon2.PasswordHasher.verify

    def counted(self, hash, password):
        calls.append(argon2.extract_parameters(hash).__repr__())
        return verify(self, hash, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    office.hire("ani", number=NIP)
    office.hire("fresh", activated=False)
    for name in (NIP, "197001011990011999", office_number("fresh"), ""):
        refusal(office, name, "kata sandi yang salah")
    assert len(calls) == 4 and len(set(calls)) == 1, "one computation each, under the same parameters"


def test_passwords_are_kept_as_argon2id_with_the_owasp_parameters(office: Office) -> None:
    office.hire("ani")
    ((kept,),) = office.rows("SELECT password_hash FROM account")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$") and PASSWORD not in kept


def test_a_hash_with_older_parameters_is_renewed_at_the_next_sign_in(office: Office) -> None:
    office.hire("ani", number=NIP)
    older = argon2.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    office.change(f"UPDATE account SET password_hash = '{older}'")
    office.enter(NIP)
    ((kept,),) = office.rows("SELECT password_hash FROM account")
    assert "m=19456,t=2,p=1" in kept
    office.enter(NIP)


def test_after_a_few_free_slips_the_wait_doubles(office: Office) -> None:
    office.hire("ani", number=NIP)
    now = NOW
    for _ in range(FREE_FAILURES + 1):
        assert isinstance(refusal(office, NIP, "kata sandi yang salah", now=now), SignInRefused)
    waits = []
    for _ in range(5):
        problem = refusal(office, NIP, PASSWORD, now=now)
        assert isinstance(problem, TooManyTries), "not even the right password is looked at while waiting"
        waits.append(problem.wait.total_seconds())
        now += problem.wait
        assert isinstance(refusal(office, NIP, "kata sandi yang salah", now=now), SignInRefused)
    assert waits == [1, 2, 4, 8, 16]


def test_an_unknown_name_waits_exactly_like_a_known_one(office: Office) -> None:
    office.hire("ani", number=NIP)

    def story(name: str) -> list[str]:
        return [type(refusal(office, name, "kata sandi yang salah", now=NOW + SECOND * n)).__name__ for n in range(9)]

    assert story(NIP) == story("197001011990011999")


def test_the_right_password_ends_the_waiting(office: Office) -> None:
    office.hire("ani", number=NIP)
    for _ in range(FREE_FAILURES):
        refusal(office, NIP, "kata sandi yang salah")
    office.enter(NIP)
    for _ in range(FREE_FAILURES):
        assert isinstance(refusal(office, NIP, "kata sandi yang salah"), SignInRefused)


def test_an_account_is_never_locked_for_good(office: Office) -> None:
    office.hire("ani", number=NIP)
    now = NOW
    for _ in range(40):
        refusal(office, NIP, "kata sandi yang salah", now=now)
        now += LONGEST_WAIT
    assert office.enter(NIP, now=now)


def test_many_tries_at_once_do_not_slip_through_together(office: Office) -> None:
    office.hire("ani", number=NIP)
    with ThreadPoolExecutor(16) as pool:
        kinds = list(pool.map(lambda _: type(refusal(office, NIP, "kata sandi yang salah")), range(32)))
    assert kinds.count(SignInRefused) == FREE_FAILURES + 1


def test_an_attack_from_elsewhere_does_not_make_the_owner_wait_at_their_own_device(office: Office) -> None:
    office.hire("ani", number=NIP)
    known = office.enter(NIP).device_token
    for _ in range(10):
        refusal(office, NIP, "kata sandi yang salah")
    assert isinstance(refusal(office, NIP, PASSWORD), TooManyTries), "the attacker, or the owner elsewhere"
    assert office.enter(NIP, door=Door(known, "Chrome")).device_token == known
    office.hire("budi")
    assert isinstance(
        refusal(office, NIP, PASSWORD, door=Door(office.enter(office_number("budi")).device_token)), TooManyTries
    )


def test_a_known_device_has_a_wait_of_its_own(office: Office) -> None:
    office.hire("ani", number=NIP)
    door = Door(office.enter(NIP).device_token)
    kinds = [type(refusal(office, NIP, "kata sandi yang salah", door=door)) for _ in range(FREE_FAILURES + 2)]
    assert kinds[-1] is TooManyTries
    assert office.enter(NIP), "elsewhere nobody failed"


def test_500_honest_users_of_one_address_come_in_during_an_attack_on_one_account(office: Office) -> None:
    from actions.signing_in import passwords

    victim = office.hire("victim", number=NIP)
    numbers = [office.hire(f"orang-{n}", number=f"P-{n:03}") for n in range(500)]
    quick = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    office.change(f"UPDATE account SET password_hash = '{quick}' WHERE person_id <> 'victim'")
    passwords.decoy_hash()

    def act(number: int) -> str:
        if number % 2:
            return type(refusal(office, victim, f"tebakan nomor {number}")).__name__
        return "in" if office.enter(numbers[number // 2]).token else "out"

    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(act, range(1000)))
    assert ends.count("in") == 500
    assert ends.count("TooManyTries") >= 490


def test_old_failures_are_forgotten(office: Office) -> None:
    for _ in range(FREE_FAILURES + 1):
        refusal(office, "siapa-ini", PASSWORD)
    sweep_tries(office.database, NOW + timedelta(hours=23))
    assert len(office.rows("SELECT * FROM failed_try")) == 1
    sweep_tries(office.database, NOW + timedelta(hours=25))
    assert office.rows("SELECT * FROM failed_try") == []


def test_a_few_slips_are_forgotten_within_the_hour(office: Office) -> None:
    """Else somebody who types made-up names all day fills the disk."""
    refusal(office, "siapa-ini", PASSWORD)
    sweep_tries(office.database, NOW + timedelta(minutes=61))
    assert office.rows("SELECT * FROM failed_try") == []


def test_what_was_typed_as_a_name_is_not_kept(office: Office) -> None:
    """People type their password into the wrong field."""
    refusal(office, "rahasiaku-sekali", PASSWORD)
    office.database.close()
    for path in office.database.path.parent.iterdir():
        if path.is_file():
            assert b"rahasiaku" not in path.read_bytes().lower()


def test_a_new_password_ends_every_session_and_forgets_every_device(office: Office) -> None:
    office.hire("ani", number=NIP)
    entry = office.enter(NIP)
    choose_password(office.database, NIP, office.code_for("ani"), NEW_PASSWORD, NOW)
    assert find_viewer(office.database, entry.token, NOW) is None
    assert office.rows("SELECT * FROM known_device") == []
    refusal(office, NIP, PASSWORD)


def test_changing_ones_password_asks_for_the_old_one_and_keeps_only_this_session(office: Office) -> None:
    office.hire("ani", number=NIP)
    here, there = office.enter(NIP).token, office.enter(NIP).token
    viewer = find_viewer(office.database, here, NOW)
    assert viewer is not None
    with pytest.raises(OldPasswordRefused):
        accounts.change_password(office.database, viewer, here, "bukan kata sandinya", NEW_PASSWORD, NOW)
    for weak in ("bismillah123", f"sandi {NIP}", "pendek") * 3:
        with pytest.raises(PasswordRefused):
            accounts.change_password(office.database, viewer, here, PASSWORD, weak, NOW)
    accounts.change_password(office.database, viewer, here, PASSWORD, NEW_PASSWORD, NOW)
    assert find_viewer(office.database, here, NOW) is not None
    assert find_viewer(office.database, there, NOW) is None
    assert office.enter(NIP, NEW_PASSWORD)


def test_whoever_knows_the_old_password_is_too_late_when_its_owner_has_just_chosen_another(office: Office) -> None:
    office.hire("ani", number=NIP)
    token = office.enter(NIP).token
    viewer = find_viewer(office.database, token, NOW)
    code, theirs = office.code_for("ani"), "sepeda biru di gudang 7"
    assert viewer is not None
    slow = Interrupted(
        office.database.path, lambda: choose_password(office.database, NIP, code, theirs, NOW), at=3
    )  # while the thief's new password is being hashed
    with pytest.raises(OldPasswordRefused):
        accounts.change_password(slow, viewer, token, PASSWORD, NEW_PASSWORD, NOW)
    assert office.enter(NIP, theirs)


def test_only_an_administrator_issues_codes(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    administrator = office.administrator()
    learner = find_viewer(office.database, office.enter(office.hire("budi")).token, NOW)
    assert learner is not None
    with pytest.raises(NotAllowed):
        issue_code(office.database, learner, NIP, NOW)
    with pytest.raises(NotFound):
        issue_code(office.database, administrator, "197001011990011999", NOW)
    choose_password(office.database, NIP, issue_code(office.database, administrator, NIP, NOW).code, NEW_PASSWORD, NOW)


def test_whoever_has_no_role_becomes_a_learner_with_their_first_code(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    office.change("DELETE FROM role_grant")
    choose_password(office.database, NIP, office.code_for("ani"), NEW_PASSWORD, NOW)
    assert office.enter(NIP, NEW_PASSWORD).roles == ("learner",)


def test_disabling_an_account_bites_on_the_next_look_and_can_be_undone(office: Office) -> None:
    office.hire("ani", number=NIP)
    administrator = office.administrator()
    token = office.enter(NIP).token
    set_disabled(office.database, administrator, "ani", True, NOW)
    assert find_viewer(office.database, token, NOW) is None
    assert isinstance(refusal(office, NIP, PASSWORD), SignInRefused)
    set_disabled(office.database, administrator, "ani", False, NOW)
    assert find_viewer(office.database, token, NOW) is None
    assert office.enter(NIP, door=HERE)


def test_an_administrator_cannot_disable_their_own_account(office: Office) -> None:
    administrator = office.administrator()
    with pytest.raises(NotAllowed):
        set_disabled(office.database, administrator, "admin", True, NOW)


def test_what_happens_to_an_account_is_in_the_audit_trail(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    administrator = office.administrator()
    code = issue_code(office.database, administrator, NIP, NOW).code
    choose_password(office.database, NIP, code, NEW_PASSWORD, NOW)
    set_disabled(office.database, administrator, "ani", True, NOW)
    trail = office.rows("SELECT actor, action FROM audit_entry WHERE subject_kind = 'account' AND subject_id = 'ani'")
    assert sorted(trail) == [("admin", "code-issued"), ("admin", "disabled"), ("ani", "password-chosen")]
    everything = str(office.rows("SELECT * FROM audit_entry"))
    assert NIP not in everything and code not in everything


def test_finding_a_login_name_uses_the_registrys_index(office: Office) -> None:
    from store.signing_in.accounts import _FIND

    with office.database.read() as connection:
        plan = " ".join(row["detail"] for row in connection.execute("EXPLAIN QUERY PLAN " + _FIND, {"login_name": NIP}))
    assert "person_by_number" in plan and "SCAN" not in plan


def test_nothing_secret_is_in_the_repr_of_what_passes_through(office: Office) -> None:
    from actions.signing_in.setup import FirstAdministrator

    office.hire("ani", number=NIP)
    entry = office.enter(NIP)
    wanted = FirstAdministrator("kode", "Pemkab", "Ani", "pns", NIP, PASSWORD)
    told = f"{entry!r} {wanted!r} {Door(entry.device_token)!r}"
    assert not any(secret in told for secret in (entry.token, entry.device_token, NIP, PASSWORD))
