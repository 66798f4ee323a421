"""Deeds about people, one or many at once: what they do, what they refuse, and that each can be taken back whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from actions.deeds import take_back
from actions.registry.administrators import LastAdministrator, OwnAdministration
from actions.registry.people import Occasion, carry_out, preview
from actions.registry.person import (
    NewPerson,
    NewPost,
    add_person,
    begin_post,
    change_employment,
    come_back,
    correct_person,
    end_post,
)
from actions.signing_in.sign_in import add_session, find_viewer
from people.access import console_operator
from people.errors import NetralError, NotAllowed, NotFound
from people.registry.person_changes import Grant, Leave, Move, PersonRefused, Revoke, SelectionChanged
from tests.actions.bureau import Bureau
from tests.builders import NOW
from tests.people.rosters import TODAY, nip


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def place(bureau: Bureau, person_id: str) -> list[tuple[object, ...]]:
    return bureau.rows(
        f"SELECT agency_id, employment, valid_from, valid_to FROM membership WHERE person_id = '{person_id}' ORDER BY 3"
    )


# --- One person ------------------------------------------------------------------------------


def test_a_new_person_has_number_place_and_the_learners_role(bureau: Bureau) -> None:
    person_id, _ = bureau.add("  Sari   Dewi ", nip(7), email="sari@contoh.go.id")
    assert bureau.rows(f"SELECT name, email, origin FROM person WHERE id = '{person_id}'") == [
        ("Sari Dewi", "sari@contoh.go.id", "real")
    ]
    assert bureau.rows(f"SELECT kind, number FROM person_number WHERE person_id = '{person_id}'") == [("nip", nip(7))]
    assert place(bureau, person_id) == [(bureau.units["01.01"], "pns", "2026-02-01", None)]
    assert bureau.rows(f"SELECT role FROM role_grant WHERE person_id = '{person_id}'") == [("learner",)]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""}, {"name": "=cmd()"}, {"number": "12345"}, {"number": "198705152010011000"}, {"number": " "},
        {"employment": "non-asn", "number": "5171234567890123456789012345678901234"}, {"email": "bukan surel"}, {"day": "2026-11-23"},
        {"day": "1999-12-31"}, {"agency_id": "tidak-ada"},
    ],
)  # fmt: skip
def test_what_the_registry_cannot_hold_is_refused_and_nothing_is_kept(bureau: Bureau, changes: dict[str, str]) -> None:
    before = bureau.registry()
    fields = {
        "name": "Sari",
        "employment": "pns",
        "number": nip(7),
        "agency_id": bureau.units["01.01"],
        "day": "2026-02-01",
    }
    with pytest.raises(PersonRefused) as refused:
        add_person(bureau.database, bureau.at(), NewPerson(**(fields | changes)))  # type: ignore[arg-type]
    assert bureau.registry() == before
    assert fields["number"] not in str(refused.value)


def test_nobody_gets_a_number_that_somebody_has_or_had(bureau: Bureau) -> None:
    person_id, _ = bureau.add(number=nip(7))
    change_employment(bureau.database, bureau.at(), person_id, "pns", "2026-03-01", nip(8))
    for number in (nip(7), nip(8)):
        with pytest.raises(PersonRefused, match="milik orang lain"):
            bureau.add("Orang Lain", number)


def test_pppk_to_pns_keeps_the_person_and_remembers_the_old_number(bureau: Bureau) -> None:
    old, new = nip(7, since="202102"), nip(7, since="202601")
    person_id, _ = bureau.add(number=old, employment="pppk")
    change_employment(bureau.database, bureau.at(), person_id, "pns", "2026-06-01", new)
    assert bureau.rows("SELECT kind, number FROM person_number WHERE kind <> 'own'") == [("nip", new)]
    assert bureau.rows("SELECT kind, number, valid_to FROM former_number") == [("ni-pppk", old, "2026-06-01")]
    assert [row[1:] for row in place(bureau, person_id)] == [
        ("pppk", "2026-02-01", "2026-06-01"),
        ("pns", "2026-06-01", None),
    ]
    assert not [
        row for row in bureau.rows("SELECT before, after FROM audit_entry") if old in str(row) or new in str(row)
    ]


def test_another_kind_of_number_must_be_told(bureau: Bureau) -> None:
    person_id, _ = bureau.add(number=nip(7), employment="pppk")
    with pytest.raises(PersonRefused, match="nomor lain"):
        change_employment(bureau.database, bureau.at(), person_id, "pns", "2026-06-01")


def test_name_and_address_are_corrected_in_place(bureau: Bureau) -> None:
    bureau.hire("ani")
    correct_person(bureau.database, bureau.at(), "ani", "Ani Lestari, S.H.", "")
    assert bureau.rows("SELECT name, email FROM person WHERE id = 'ani'") == [("Ani Lestari, S.H.", None)]
    with pytest.raises(PersonRefused, match="sama"):
        correct_person(bureau.database, bureau.at(), "ani", "Ani Lestari, S.H.", "")
    with pytest.raises(NotFound):
        correct_person(bureau.database, bureau.at(), "tidak-ada", "Siapa", "")


def test_who_has_left_can_come_back_but_not_before_they_left(bureau: Bureau) -> None:
    bureau.hire("ani")
    bureau.do(Leave("2026-05-01"), "ani")
    with pytest.raises(PersonRefused, match="1 Mei 2026"):
        come_back(bureau.database, bureau.at(), "ani", bureau.units["01.02"], "non-asn", "2026-04-30")
    come_back(bureau.database, bureau.at(), "ani", bureau.units["01.02"], "non-asn", "2026-06-01")
    assert place(bureau, "ani")[-1] == (bureau.units["01.02"], "non-asn", "2026-06-01", None)
    with pytest.raises(PersonRefused, match="masih"):
        come_back(bureau.database, bureau.at(), "ani", bureau.units["01.02"], "non-asn", "2026-06-01")


def test_acting_posts_survive_a_move_and_definitive_ones_end(bureau: Bureau) -> None:
    bureau.hire("ani")
    for kind, unit in (("definitif", "01.01"), ("plt", "01.03")):
        begin_post(
            bureau.database, bureau.at(), "ani", NewPost(bureau.units[unit], kind, "Kepala Bidang", "2026-02-01")
        )  # type: ignore[arg-type]
    bureau.do(Move(bureau.units["01.02"], "2026-07-01"), "ani")
    assert bureau.rows("SELECT kind, valid_to FROM post ORDER BY kind") == [("definitif", "2026-07-01"), ("plt", None)]
    bureau.do(Leave("2026-08-01"), "ani")
    assert bureau.rows("SELECT kind, valid_to FROM post ORDER BY kind")[1] == ("plt", "2026-08-01")


def test_a_definitive_post_is_in_ones_own_unit_and_has_a_title(bureau: Bureau) -> None:
    bureau.hire("ani")
    for unit, title in (("01.02", "Kepala"), ("01.01", "  ")):
        with pytest.raises(PersonRefused):
            begin_post(
                bureau.database, bureau.at(), "ani", NewPost(bureau.units[unit], "definitif", title, "2026-02-01")
            )
    begin_post(bureau.database, bureau.at(), "ani", NewPost(bureau.units["01.01"], "definitif", "Kepala", "2026-02-01"))
    ((post_id,),) = bureau.rows("SELECT id FROM post")
    end_post(bureau.database, bureau.at(), str(post_id), "2026-03-01")
    with pytest.raises(NotFound):
        end_post(bureau.database, bureau.at(), str(post_id), "2026-03-01")


# --- Many at once ----------------------------------------------------------------------------


def test_a_preview_says_who_would_change_and_why_others_would_not(bureau: Bureau) -> None:
    for name, unit, since in (
        ("ani", "01.01", "2026-01-01"),
        ("budi", "01.02", "2026-01-01"),
        ("cici", "01.01", "2026-09-01"),
    ):
        bureau.hire(name, unit=unit, since=since)
    bureau.hire("dodi")
    bureau.do(Leave("2026-02-01"), "dodi")
    plan = preview(
        bureau.database, bureau.operator(), Move(bureau.units["01.02"], "2026-06-01"), ["ani", "budi", "cici", "dodi", "hantu"], TODAY
    )  # fmt: skip
    assert [one.id for one in plan.changed] == ["ani"]
    assert sorted(plan.reasons) == [
        "datanya yang terakhir berlaku sesudah tanggal itu", "sudah di unit itu", "tidak lagi menjadi pegawai"
    ]  # fmt: skip
    assert place(bureau, "ani")[0][3] is None, "a preview writes nothing"


def test_what_was_not_looked_at_is_not_done(bureau: Bureau) -> None:
    bureau.hire("ani")
    bureau.hire("budi")
    change = Move(bureau.units["01.02"], "2026-06-01")
    plan = preview(bureau.database, bureau.operator(), change, ["ani", "budi"], TODAY)
    bureau.do(Leave("2026-03-01"), "budi")
    with pytest.raises(SelectionChanged):
        carry_out(bureau.database, bureau.at(), change, ["ani", "budi"], plan.digest())
    assert place(bureau, "ani")[0][3] is None


def test_many_are_changed_as_one_deed_and_come_back_as_one(bureau: Bureau) -> None:
    names = [bureau.hire(f"orang{n}") for n in range(30)]
    before = bureau.registry()
    batch_id = bureau.do(Move(bureau.units["01.03"], "2026-06-01"), *names)
    assert bureau.rows(f"SELECT COUNT(*) FROM audit_entry WHERE batch_id = '{batch_id}'") == [(30,)]
    take_back(bureau.database, bureau.operator(), batch_id, bureau.at().now)
    assert bureau.registry() == before


# --- Administrators --------------------------------------------------------------------------


def test_nobody_takes_their_own_administration_away(bureau: Bureau) -> None:
    bureau.hire("lain", "administrator")
    for change in (Revoke("administrator"), Leave("2026-06-01")):
        with pytest.raises(PersonRefused):
            bureau.do(change, "admin")


def test_the_last_administrator_stays(bureau: Bureau) -> None:
    with pytest.raises(LastAdministrator):
        carry_out(
            bureau.database, Occasion(console_operator(), NOW, TODAY), Revoke("administrator"), ["admin"]
        )  # fmt: skip
    assert bureau.rows("SELECT person_id FROM role_grant WHERE role = 'administrator'") == [("admin",)]


def test_a_closed_account_does_not_count_as_an_administrator(bureau: Bureau) -> None:
    bureau.hire("lain", "administrator")
    with bureau.database.write() as connection:
        connection.execute("INSERT INTO account (person_id, disabled_at) VALUES ('lain', '2026-01-01T00:00:00Z')")
    with pytest.raises(LastAdministrator):
        carry_out(bureau.database, Occasion(console_operator(), NOW, TODAY), Revoke("administrator"), ["admin"])


def test_taking_back_cannot_shut_out_either(bureau: Bureau) -> None:
    bureau.hire("lain")
    granted = bureau.do(Grant("administrator"), "lain")
    with pytest.raises(OwnAdministration):
        take_back(bureau.database, bureau.operator("lain"), granted, bureau.at().now)
    bureau.do(Revoke("administrator"), "admin", by="lain")
    with pytest.raises(LastAdministrator):
        take_back(bureau.database, console_operator(), granted, bureau.at().now)


def test_a_role_taken_away_bites_on_the_next_action_and_the_next_deed(bureau: Bureau) -> None:
    bureau.hire("lain", "administrator")
    bureau.hire("ani")
    with bureau.database.write() as connection:
        token = add_session(connection, "lain", "administrator", NOW)
    assert find_viewer(bureau.database, token, NOW) is not None
    bureau.do(Revoke("administrator"), "lain")
    assert find_viewer(bureau.database, token, NOW) is None
    with pytest.raises(NotAllowed):
        bureau.do(Grant("author"), "ani", by="lain")
    assert bureau.rows("SELECT role FROM role_grant WHERE person_id = 'ani'") == [("learner",)]


# --- Undo, whatever was done -----------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_any_sequence_of_deeds_taken_back_in_reverse_leaves_everything_as_it_was(bureau: Bureau, seed: int) -> None:
    dice = random.Random(seed)
    people = [bureau.hire(f"orang{n}", unit=f"01.0{1 + n % 3}") for n in range(6)]
    states, batches = [bureau.registry()], []
    for step in range(14):
        try:
            batches.append(_random_deed(bureau, dice, people, step))
        except NetralError:
            assert bureau.registry() == states[-1], "a refused deed leaves no trace"
            continue
        states.append(bureau.registry())
    assert len(batches) >= 5
    for batch_id in reversed(batches):
        states.pop()
        take_back(bureau.database, bureau.operator(), batch_id, bureau.at().now)
        assert bureau.registry() == states[-1]


def _random_deed(bureau: Bureau, dice: random.Random, people: list[str], step: int) -> str:
    who, unit = dice.choice(people), bureau.units[f"01.0{dice.randint(1, 3)}"]
    some, when = dice.sample(people, 3), f"2026-{dice.randint(2, 11):02d}-01"
    role = dice.choice(["learner", "author", "supervisor", "auditor", "administrator"])
    database, at = bureau.database, bureau.at()
    posts = bureau.rows("SELECT id FROM post WHERE valid_to IS NULL ORDER BY id")
    deeds = [
        lambda: bureau.do(Move(unit, when), *some),
        lambda: bureau.do(Leave(when), who),
        lambda: bureau.do(Grant(role), *some),
        lambda: bureau.do(Revoke(role), *some),
        lambda: come_back(database, at, who, unit, "non-asn", when),
        lambda: correct_person(database, at, who, f"Nama {step}", ""),
        lambda: change_employment(database, at, who, "pppk", when, nip(100 + step)),
        lambda: begin_post(database, at, who, NewPost(unit, "plt", "Camat", when)),
        lambda: end_post(database, at, str(dice.choice(posts)[0]), when) if posts else bureau.do(Grant("author"), who),
        lambda: bureau.add(f"Baru {step}", nip(200 + step))[1],
    ]  # fmt: skip
    return dice.choice(deeds)()
