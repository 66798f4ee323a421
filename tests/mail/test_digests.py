"""Digests: the head of each unit is told who has not finished, exactly as the status page counts, once a day and in time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from actions.assigning import assignments
from actions.mail import mail_plans
from actions.mail.digests import make_due_rounds, preview_round
from actions.mail.send_mail import send_due
from actions.privacy import data_rights
from actions.privacy.erasure import WORD, erase
from people.access import console_operator
from people.errors import NotAllowed
from people.mail.mail_times import MailPlan
from people.mail.outbox_rules import MailNotPossible, PlanRefused
from tests.actions.assigning import at_once
from tests.interrupted import Interrupted
from tests.mail.office import MORNING, NIGHT, MailOffice
from tests.mail.server import MailServer

NUMBER = "198501012010011001"
BEFORE_END = MailPlan(days_before=frozenset({7, 3, 1}))
AND_REMINDERS = MailPlan(days_before=frozenset({7}), reminders=True)


@pytest.fixture
def office(tmp_path: Path) -> MailOffice:
    """Disdik with its school; a head of each, and of the kabupaten. Ani and Budi teach, Citra sits at Disdik."""
    with MailServer() as server:
        office = MailOffice(tmp_path, server)
        for name, agency in (("ani", "sd"), ("budi", "sd"), ("citra", "disdik")):
            office.hire(name, agency)
        for name, agency in (("kepsek", "sd"), ("kadis", "disdik"), ("bupati", "kab")):
            office.hire(name, agency, employment="non-asn")
            office.appoint(name, agency)
        office.number("ani", NUMBER)
        office.server = server  # type: ignore[attr-defined]
        yield office  # type: ignore[misc]


def give(office: MailOffice, plan: MailPlan = BEFORE_END, **rule: object) -> str:
    """An assignment of the civil servants of Disdik, ending on 30 November, with this schedule."""
    assignment_id = office.assign("disdik", employments=frozenset({"pns"}), **rule)
    mail_plans.choose_plan(office.database, office.settings, office.head(), assignment_id, plan, office.now)
    return assignment_id


def letters(office: MailOffice) -> dict[str, str]:
    """Receiver -> body, of everything in the outbox."""
    return dict(office.rows("SELECT person_id, body FROM outbox ORDER BY id"))


def test_each_head_is_told_about_the_own_unit_and_below(office: MailOffice) -> None:
    give(office)
    assert office.make_rounds() == 2
    found = letters(office)
    assert set(found) == {"kepsek", "kadis"}
    assert "SD 1: 2 dari 2 orang belum selesai" in found["kepsek"] and "Citra" not in found["kepsek"]
    assert "Dinas Pendidikan: 3 dari 3 orang belum selesai" in found["kadis"]
    for words in ("30 November 2026 pukul 24.00 WITA", "7 hari lagi", "https://netral.contoh.go.id", "- Ani", "- Budi"):
        assert words in found["kepsek"]
    assert NUMBER not in str(found) and "nilai:" not in str(found)


def test_the_numbers_and_names_are_those_of_the_status_page(office: MailOffice) -> None:
    assignment_id = give(office)
    office.finish(office.hire("dedi"), office.now)
    office.make_rounds()
    for head, agency in (("kepsek", "sd"), ("kadis", "disdik")):
        total = office.status(assignment_id, agency, office.now).total
        body = letters(office)[head]
        assert f"{total.counts.unfinished} dari {total.counts.assigned} orang belum selesai" in body
        behind = office.names_behind(total.query("unfinished"), office.now)
        names = {line[2:].lower() for line in body.splitlines() if line.startswith("- ")}
        assert names == set(behind) and "dedi" not in names


def test_a_unit_without_a_reachable_head_is_told_through_the_one_above(office: MailOffice) -> None:
    give(office)
    office.set_address("kepsek", None)
    office.make_rounds()
    found = letters(office)
    assert set(found) == {"kadis"} and "- SD 1: 2 orang" in found["kadis"] and "mohon diteruskan" in found["kadis"]


def test_also_a_head_above_the_assignment_and_then_only_about_its_part(office: MailOffice) -> None:
    give(office)
    office.hire("elok", "dinkes")
    office.set_address("kepsek", None)
    office.set_address("kadis", None)
    office.make_rounds()
    found = letters(office)
    assert set(found) == {"bupati"}
    assert "Dinas Pendidikan: 3 dari 3" in found["bupati"] and "Elok" not in found["bupati"]


def test_units_that_nobody_can_be_told_about_are_listed(office: MailOffice) -> None:
    assignment_id = give(office)
    for head in ("kepsek", "kadis", "bupati"):
        office.set_address(head, None)
    found = preview_round(office.database, office.courseware, office.settings, office.head(), assignment_id, office.now)
    assert found.samples == () and found.unreached == (("Dinas Pendidikan", 3), ("SD 1", 2))
    assert office.make_rounds() == 0 and office.rows("SELECT unreached FROM mail_round") == [(2,)]


def test_who_acts_is_written_to_and_not_who_is_away_or_leads_a_part(office: MailOffice) -> None:
    give(office)
    office.hire("pelaksana", "sd", employment="non-asn")
    office.appoint("pelaksana", "sd", "plh", "Kepala")
    office.hire("kabid", "disdik", employment="non-asn")
    office.appoint("kabid", "disdik", "plt", "Kepala Bidang SMA")
    office.make_rounds()
    assert set(letters(office)) == {"pelaksana", "kadis"}


def test_nobody_is_chased_about_an_assignment_that_was_withdrawn_until_it_comes_back(office: MailOffice) -> None:
    assignment_id = give(office, AND_REMINDERS)
    assignments.withdraw(office.database, office.head(), assignment_id, "Salah unit", office.now)
    assert office.make_rounds() == 0 and letters(office) == {}
    assert mail_plans.running(office.database, office.courseware, office.head(), office.now) == ()
    assignments.restore(office.database, office.head(), assignment_id, office.now)
    assert office.make_rounds() > 0


def test_letters_that_waited_when_an_assignment_was_withdrawn_do_not_leave(office: MailOffice) -> None:
    assignment_id, other = give(office, AND_REMINDERS), office.assign("sd")
    mail_plans.choose_plan(office.database, office.settings, office.head(), other, AND_REMINDERS, office.now)
    office.make_rounds()
    kept = office.rows(f"SELECT COUNT(*) FROM outbox WHERE dedupe_key LIKE '%{other}%'")[0][0]
    assert 0 < kept < office.states()["waiting"]
    assignments.withdraw(office.database, office.head(), assignment_id, "Salah unit", office.now)
    assert office.send().counts == {"accepted": kept}


def test_an_assignment_withdrawn_while_its_letters_are_being_written_chases_nobody(office: MailOffice) -> None:
    """Planning them for a whole province takes a while; withdrawing cancels only what is in the outbox already."""
    assignment_id = give(office, AND_REMINDERS)
    meanwhile = Interrupted(
        office.database.path,
        lambda: assignments.withdraw(office.database, office.head(), assignment_id, "Salah unit", office.now),
    )
    assert make_due_rounds(meanwhile, office.courseware, office.settings, office.now) == 0
    meanwhile.close()
    assert office.states() == {} and office.send().counts == {}
    assignments.restore(office.database, office.head(), assignment_id, office.now)
    assert office.make_rounds() > 0


@pytest.mark.parametrize("deed", ["erased", "restricted"])
def test_nobody_is_named_who_was_erased_or_restricted_while_letters_were_being_written(
    office: MailOffice, deed: str
) -> None:
    give(office, AND_REMINDERS)

    def meanwhile() -> None:
        if deed == "erased":
            erase(office.database, console_operator(), "budi", WORD, office.now)
        else:
            data_rights.restrict(office.database, console_operator(), "budi", office.now)

    interrupted = Interrupted(office.database.path, meanwhile)
    make_due_rounds(interrupted, office.courseware, office.settings, office.now)
    interrupted.close()
    assert "Budi" not in str(office.rows("SELECT body FROM outbox"))
    office.make_rounds()
    assert "Ani" in letters(office)["kepsek"] and "Budi" not in str(letters(office))


def test_a_post_that_has_ended_or_not_begun_leads_nothing(office: MailOffice) -> None:
    give(office)
    with office.database.write() as connection:
        connection.execute("UPDATE post SET valid_to = '2026-11-23' WHERE person_id = 'kepsek'")
    office.appoint("ani", "sd", since="2026-11-24")
    office.make_rounds()
    assert set(letters(office)) == {"kadis"}


def test_once_a_day_however_often_it_is_tried_and_by_however_many(office: MailOffice) -> None:
    from store.database import open_database

    give(office)
    others = [open_database(office.database.path) for _ in range(3)]
    made = at_once(3, lambda n: make_due_rounds(others[n], office.courseware, office.settings, office.now))
    assert sum(made) == 2 and office.rows("SELECT COUNT(*) FROM outbox") == [(2,)]  # type: ignore[arg-type]
    assert office.rows("SELECT COUNT(*) FROM mail_round") == [(1,)]
    assert office.make_rounds() == 0
    office.now += timedelta(hours=5)
    assert office.make_rounds() == 0
    for other in others:
        other.close()


def test_only_on_the_days_of_the_schedule_and_never_after_the_end(office: MailOffice) -> None:
    give(office)
    days = []
    office.now = MORNING - timedelta(days=5)
    for _ in range(20):
        if office.make_rounds():
            days.append(office.now.date().isoformat())
        office.now += timedelta(days=1)
    # H-1 is Sunday the 29th, a quiet day: the letters leave on Saturday.
    assert days == ["2026-11-23", "2026-11-27", "2026-11-28"]


def test_nothing_is_made_in_the_night_nor_sent_after_the_end_of_its_day(office: MailOffice) -> None:
    give(office)
    office.now = NIGHT
    assert office.make_rounds() == 0
    office.now = MORNING
    assert office.make_rounds() == 2
    office.now = MORNING + timedelta(days=1)
    office.send()
    assert office.states() == {"cancelled": 2} and not office.server.accepted  # type: ignore[attr-defined]


def test_everybody_who_has_not_finished_is_reminded_when_wished(office: MailOffice) -> None:
    give(office, AND_REMINDERS)
    office.finish(office.hire("dedi"), office.now)
    office.set_address("budi", None)
    office.make_rounds()
    reminded = [row[0] for row in office.rows("SELECT person_id FROM outbox WHERE kind = 'reminder' ORDER BY 1")]
    assert reminded == ["ani", "citra"]
    assert "Budi" not in letters(office)["ani"], "nobody reads of others"


def test_a_restricted_person_is_neither_named_nor_reminded_but_still_counts(office: MailOffice) -> None:
    give(office, AND_REMINDERS)
    data_rights.restrict(office.database, console_operator(), "budi", office.now)
    office.make_rounds()
    bodies = [row[0] for row in office.rows("SELECT body FROM outbox")]
    assert bodies and not any("Budi" in body for body in bodies)
    assert not office.rows("SELECT id FROM outbox WHERE person_id = 'budi'")
    assert "1 dari 2 orang belum selesai" in letters(office)["kepsek"], "Ani alone is named; both are assigned"


def test_letters_that_name_a_restricted_person_and_wait_do_not_leave(office: MailOffice) -> None:
    give(office, AND_REMINDERS)
    office.make_rounds()
    office.put("budi", key="lain")
    naming = office.rows("SELECT person_id FROM outbox WHERE kind = 'digest' AND body LIKE '%Budi%' ORDER BY 1")
    assert naming == [("kadis",), ("kepsek",)]
    data_rights.restrict(office.database, console_operator(), "budi", office.now)
    office.send()
    left = office.rows("SELECT person_id, kind FROM outbox WHERE state = 'sent' ORDER BY 1")
    assert left == [("ani", "reminder"), ("budi", "activation"), ("citra", "reminder")]
    reasons = {row[0] for row in office.rows("SELECT last_error FROM outbox WHERE state = 'cancelled'")}
    assert reasons == {"Penerima, atau orang pada daftarnya, minta datanya dibatasi."}


def test_when_all_have_finished_nobody_is_written_to(office: MailOffice) -> None:
    give(office, AND_REMINDERS)
    for name, agency in (("ani", "sd"), ("budi", "sd"), ("citra", "disdik")):
        office.finish(_viewer(office, name, agency), office.now)
    assert office.make_rounds() == 0


def test_the_preview_is_what_is_sent(office: MailOffice) -> None:
    assignment_id = give(office)
    found = preview_round(office.database, office.courseware, office.settings, office.head(), assignment_id, office.now)
    office.make_rounds()
    assert sorted((one.text.subject, one.text.body) for one in found.samples) == sorted(
        office.rows("SELECT subject, body FROM outbox")
    )
    report = send_due(office.database, office.settings, lambda: office.now)
    assert report.counts == {"accepted": 2}


def test_a_name_with_a_line_break_or_a_number_makes_no_header_and_shows_no_number(office: MailOffice) -> None:
    with office.database.write() as connection:
        connection.execute("UPDATE agency SET name = 'SD 1' || char(13) || char(10) || 'Bcc: x@y.id' WHERE id = 'sd'")
        connection.execute(f"UPDATE person SET name = 'Ani {NUMBER}' WHERE id = 'ani'")
    give(office)
    office.make_rounds()
    office.send()
    assert office.states() == {"sent": 2}
    for message in office.server.accepted:  # type: ignore[attr-defined]
        assert "Bcc" not in message and NUMBER not in message.as_string() and NUMBER not in message.get_content()


def test_a_schedule_is_for_whoever_may_change_the_assignment(office: MailOffice) -> None:
    assignment_id = give(office)
    for deed in (
        lambda: mail_plans.choose_plan(
            office.database, office.settings, office.head("dinkes"), assignment_id, BEFORE_END, office.now
        ),
        lambda: preview_round(
            office.database, office.courseware, office.settings, office.head("dinkes"), assignment_id, office.now
        ),
        lambda: mail_plans.planned(office.database, office.settings, office.head("dinkes"), assignment_id, office.now),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_schedule_is_audited_and_can_be_switched_off(office: MailOffice) -> None:
    assignment_id = give(office)
    mail_plans.choose_plan(office.database, office.settings, office.head(), assignment_id, MailPlan(), office.now)
    assert office.make_rounds() == 0
    assert office.rows("SELECT COUNT(*) FROM audit_entry WHERE action = 'mail.plan'") == [(2,)]


def test_a_schedule_that_makes_no_sense_is_refused(office: MailOffice) -> None:
    assignment_id = give(office)
    with pytest.raises(PlanRefused):
        mail_plans.choose_plan(
            office.database, office.settings, office.head(), assignment_id, MailPlan(frozenset({9})), office.now
        )
    late = office.now + timedelta(days=30)
    with pytest.raises(PlanRefused):
        mail_plans.choose_plan(
            office.database, office.settings, office.head(), assignment_id, MailPlan(frozenset({1})), late
        )


def test_without_a_mail_server_there_is_no_schedule(tmp_path: Path) -> None:
    office = MailOffice(tmp_path, None)
    assignment_id = office.assign("disdik")
    with pytest.raises(MailNotPossible):
        mail_plans.choose_plan(office.database, office.settings, office.head(), assignment_id, BEFORE_END, office.now)


def _viewer(office: MailOffice, name: str, agency: str):
    from people.models import Viewer

    return Viewer(name, name.title(), "learner", "pns", agency, agency, True)  # type: ignore[arg-type]
