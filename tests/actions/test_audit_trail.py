"""Reading the audit trail: deed by deed, the latest first, filtered, paged and taken along; administrators only."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from actions.auditing import audit_trail
from actions.auditing.audit_trail import PAGE_LENGTH, TooManyCalled, TrailQuery, trail_csv, trail_page
from actions.deeds import take_back
from actions.signing_in import accounts
from people.errors import NotAllowed
from people.registry.person_changes import Grant, Leave, Move
from tests.actions.bureau import Bureau
from tests.builders import NOW
from tests.people.rosters import nip

ALL = TrailQuery("Asia/Makassar")


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    return Bureau(tmp_path)


def page(bureau: Bureau, **changes: object) -> audit_trail.TrailPage:
    return trail_page(bureau.database, bureau.viewer(), TrailQuery(**(vars(ALL) | changes)))  # type: ignore[arg-type]


def test_a_deed_is_told_in_a_sentence_with_names_before_and_after(bureau: Bureau) -> None:
    bureau.hire("ani")
    bureau.do(Move(bureau.units["01.02"], "2026-06-01"), "ani")
    (entry,) = page(bureau, action="person.move").deeds[0].entries
    assert entry.sentence == "Admin memindahkan Ani."
    assert ("unit", "Dinas 01.01", "Dinas 01.02") in entry.changes


def test_what_many_entries_did_together_is_one_deed_that_can_be_taken_back(bureau: Bureau) -> None:
    names = [bureau.hire(f"orang{n}") for n in range(40)]
    batch_id = bureau.do(Grant("author"), *names)
    (deed,) = page(bureau, action="role.grant").deeds
    assert (deed.id, deed.count, deed.is_undoable, len(deed.entries)) == (batch_id, 40, True, 30)
    take_back(bureau.database, bureau.operator(), batch_id, bureau.at().now)
    latest, former = page(bureau).deeds[:2]
    assert latest.entries[0].sentence == "Admin membatalkan perubahan “memberi peran kepada”."
    assert (former.id, former.is_undoable, former.is_taken_back) == (batch_id, False, True)


def test_pages_follow_each_other_without_loss(bureau: Bureau) -> None:
    bureau.hire("ani")
    made = []
    for step in range(PAGE_LENGTH + 5):
        made.append(bureau.do(Move(bureau.units[f"01.0{1 + (step + 1) % 2}"], "2026-06-01"), "ani"))
    first = page(bureau)
    second = page(bureau, before=first.next_before)
    found = [deed.id for deed in (*first.deeds, *second.deeds)]
    assert len(first.deeds) == PAGE_LENGTH and found[: len(made)] == made[::-1] and len(set(found)) == len(found)
    last = page(bureau, before=second.next_before) if second.next_before else second
    assert last.next_before is None


def test_filters_are_by_day_by_who_and_about_whom(bureau: Bureau) -> None:
    bureau.hire("wayan", "administrator")
    bureau.hire("ani")
    by_wayan = bureau.do(Grant("author"), "ani", by="wayan")
    _, about_sari = bureau.add("Sari Dewi", nip(5))
    assert [deed.id for deed in page(bureau, actor="wayan").deeds] == [by_wayan]
    assert [deed.id for deed in page(bureau, subject="sari dewi").deeds] == [about_sari]
    assert [deed.id for deed in page(bureau, subject_id="ani").deeds] == [by_wayan]
    assert page(bureau, actor="tidak ada").deeds == ()
    today = NOW.date()
    assert by_wayan in {deed.id for deed in page(bureau, first_day=today, last_day=today).deeds}
    assert page(bureau, first_day=today + timedelta(days=1)).deeds == ()
    assert page(bureau, last_day=date(2020, 1, 1)).deeds == ()


def test_a_day_begins_at_midnight_of_the_sites_own_zone(bureau: Bureau) -> None:
    bureau.hire("ani")
    bureau.do(Grant("author"), "ani")  # 03:00 UTC on the 22nd
    assert page(bureau, zone="Asia/Makassar", action="role.grant", last_day=date(2026, 11, 21)).deeds == ()
    assert page(bureau, zone="America/Los_Angeles", action="role.grant", last_day=date(2026, 11, 21)).deeds != ()


def test_the_sender_that_puts_a_code_into_a_letter_is_not_somebody_who_was_erased(bureau: Bureau) -> None:
    bureau.hire("ani")
    with bureau.database.write() as connection:
        accounts.add_code(connection, "ani", "surel", NOW)
    (deed,) = page(bureau, actor="pengirim").deeds
    assert deed.entries[0].sentence == "Pengirim surel membuat kode masuk untuk Ani."


def test_the_console_is_an_author_too(bureau: Bureau) -> None:
    assert {deed.actor for deed in page(bureau, actor="konsol").deeds} == {"Konsol server"}  # the units of the registry


def test_a_name_of_hundreds_is_refused(bureau: Bureau) -> None:
    for number in range(501):
        bureau.hire(f"orang{number}")
    with pytest.raises(TooManyCalled):
        page(bureau, subject="orang")


def test_the_export_has_every_entry_and_no_number(bureau: Bureau) -> None:
    bureau.add("Sari Dewi", nip(5))
    names = [bureau.hire(f"orang{n}") for n in range(35)]
    bureau.do(Leave("2026-06-01"), *names)
    text = trail_csv(bureau.database, bureau.viewer(), ALL).decode("utf-8")
    assert text.count("mencatat keluar") == 35 and "Sari Dewi" in text and nip(5) not in text


def test_only_administrators_read_it(bureau: Bureau) -> None:
    for role in ("learner", "supervisor", "author", "auditor"):
        with pytest.raises(NotAllowed):
            trail_page(bureau.database, bureau.viewer("admin", role), ALL)
        with pytest.raises(NotAllowed):
            trail_csv(bureau.database, bureau.viewer("admin", role), ALL)
