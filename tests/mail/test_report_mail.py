"""Reports by mail: on their day, to whoever asked and may still see, made as they leave, and never twice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from actions.deeds import take_back
from actions.mail.outbox import details
from actions.privacy import erasure
from actions.registry.supervision import scope_of
from actions.reports import report_mail
from actions.reports.report_letters import make_due_reports
from actions.reports.tables_file import figures_xlsx_report
from people.access import console_operator, operator_of
from people.errors import NotAllowed, NotFound
from people.mail.outbox_rules import MailNotPossible, PlanRefused
from people.mail.report_schedule import Wish
from people.models import Viewer
from store.database import open_database
from tests.actions.assigning import at_once
from tests.mail.office import ADMIN, MORNING, NIGHT, MailOffice
from tests.mail.report_office import DUE, MONTHLY, NIP, SUNDAY, WEEKLY, ReportOffice
from tests.mail.server import MailServer
from tests.reports.reading import sheets_of, xlsx_tables


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReportOffice]:
    with MailServer() as server:
        yield ReportOffice(tmp_path, server)


def test_a_report_leaves_on_its_day_as_the_screen_has_it_then(office: ReportOffice) -> None:
    office.wish()
    assert office.make_reports() == 0, "not on the day it was asked for"
    office.now = MORNING
    assert office.make_reports() == 1
    office.finish(office.hire("terlambat"), MORNING)
    office.send()
    ((receiver, name, data),) = office.attachments()
    assert receiver == "sekda@contoh.go.id" and name == "netral-laporan-dinas-pendidikan-2026-11-23.xlsx"
    scope = scope_of(office.database, office.sekda, date(2026, 11, 23))
    screen = figures_xlsx_report(
        office.database, office.courseware, scope, office.assignment_id, "disdik", now=office.now
    )
    assert data == screen.data
    people = xlsx_tables(data)["orang"][0]
    assert people[4:7] == (17, 15, 15), "the one who finished after the message was made is in it"
    (message,) = office.server.accepted
    body = message.get_body().get_content()
    assert (
        "Dinas Pendidikan" in body
        and "Netralitas akhir tahun" in body
        and "Jadwal surat ini: tiap minggu, hari Senin." in body
    )
    assert message["Subject"] == "Laporan pemahaman Dinas Pendidikan: Netralitas akhir tahun"


def test_nobodys_name_or_number_leaves_by_mail(office: ReportOffice) -> None:
    office.wish()
    office.now = MORNING
    office.make_reports()
    office.send()
    ((_, _, data),) = office.attachments()
    assert "Belum selesai" not in sheets_of(data)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        everything = b"".join(book.read(name) for name in book.namelist())
    assert NIP.encode() not in everything and b"Tertinggal" not in everything and b"Guru1" not in everything
    assert not [row for row in office.rows("SELECT * FROM outbox") if NIP in str(row) or r"PK\x03" in str(row)]


def test_no_report_is_kept_in_the_database(office: ReportOffice) -> None:
    office.wish()
    office.now = MORNING
    office.make_reports()
    before = office.rows("SELECT SUM(LENGTH(subject) + LENGTH(body)) FROM outbox")
    office.send()
    assert office.rows("SELECT SUM(LENGTH(subject) + LENGTH(body)) FROM outbox") == before
    assert office.rows("SELECT agency_id, form FROM outbox_report") == [("disdik", "xlsx")]


@pytest.mark.parametrize(
    "loses",
    [
        "DELETE FROM role_grant WHERE person_id = 'sekda' AND role = 'supervisor'",
        "UPDATE membership SET valid_to = '2026-11-22' WHERE person_id = 'sekda'",
        "INSERT INTO account (person_id, disabled_at) VALUES ('sekda', '2026-11-22T00:00:00.000000Z')",
        "INSERT INTO supervision VALUES ('s1', 'sekda', 'dinkes', '2026-11-01', NULL, 'admin', '2026-11-01')",
        "INSERT INTO supervision VALUES ('s1', 'sekda', 'disdik', '2026-11-01', '2026-11-22', 'admin', '2026-11-01')",
    ],
    ids=["role", "job", "account", "another subtree", "subtree ended"],
)
def test_whoever_lost_the_right_between_making_and_leaving_gets_nothing(office: ReportOffice, loses: str) -> None:
    office.wish()
    office.now = MORNING
    assert office.make_reports() == 1
    office.change(loses)
    office.send()
    assert office.server.accepted == [] and office.states() == {"failed": 1}
    ((reason,),) = office.rows("SELECT last_error FROM outbox")
    assert "tidak diminta lagi" in reason and "sekda" not in reason.lower()


@pytest.mark.parametrize(
    "loses", ["DELETE FROM role_grant WHERE person_id = 'sekda'", "UPDATE person SET email = NULL"]
)
def test_whoever_lost_the_right_or_the_address_before_is_not_written_to(office: ReportOffice, loses: str) -> None:
    office.wish()
    office.change(loses)
    office.now = MORNING
    assert office.make_reports() == 0 and office.states() == {}


def test_a_supervisor_of_several_units_gets_one_report_for_each_the_assignment_reaches(office: ReportOffice) -> None:
    office.wish()
    for number, agency in enumerate(("disdik", "dinkes", "sd")):
        office.change(
            f"INSERT INTO supervision VALUES ('s{number}', 'sekda', '{agency}', '2026-11-01', NULL, 'a', '2026-11-01')"
        )
    office.now = MORNING
    assert office.make_reports() == 2, "the school lies within Disdik"
    office.send()
    titles = [xlsx_tables(data)["orang"][0][1] for _, _, data in office.attachments()]
    assert sorted(titles) == ["Seluruh Dinas Kesehatan", "Seluruh Dinas Pendidikan"]


def test_each_gets_what_lies_in_the_own_scope_only(office: ReportOffice) -> None:
    head = office.appoint_supervisor("kepsek", "sd")
    office.wish()
    office.wish(viewer=head)
    office.now = MORNING
    assert office.make_reports() == 2
    office.send()
    found = {receiver: xlsx_tables(data)["orang"] for receiver, _, data in office.attachments()}
    assert {row[1] for row in found["kepsek@contoh.go.id"]} == {"Seluruh SD 1"}
    assert {row[1] for row in found["sekda@contoh.go.id"]} >= {"Seluruh Dinas Pendidikan", "SD 1"}


def test_once_for_each_day_however_often_and_by_however_many_it_is_tried(office: ReportOffice) -> None:
    office.wish()
    office.now = MORNING
    others = [open_database(office.database.path) for _ in range(3)]
    made = at_once(3, lambda n: make_due_reports(others[n], office.courseware, office.settings, office.now))
    assert sum(made) == 1 and office.rows("SELECT COUNT(*) FROM outbox") == [(1,)]  # type: ignore[arg-type]
    for hours in (1, 5, 30, 60):
        office.now = MORNING + timedelta(hours=hours)
        assert office.make_reports() == 0
    office.now = MORNING + timedelta(days=7)
    assert office.make_reports() == 1
    for other in others:
        other.close()


def test_a_line_that_breaks_after_the_report_makes_it_unknown_and_never_sends_it_again(office: ReportOffice) -> None:
    office.wish()
    office.now = MORNING
    office.make_reports()
    office.server.hangs_up = True
    office.send()
    assert office.states() == {"unknown": 1} and len(office.attachments()) == 1
    office.server.hangs_up = False
    for _ in range(3):
        office.now += timedelta(hours=2)
        office.send()
    assert office.states() == {"unknown": 1} and len(office.attachments()) == 1
    ((message_id,),) = office.rows("SELECT id FROM outbox")
    assert details(office.database, office.postmaster(), message_id, office.now).decisions == (
        "again",
        "sent",
        "cancel",
    )


def test_a_sender_that_dies_while_it_makes_the_report_leaves_it_unknown(office: ReportOffice) -> None:
    from actions.mail.send_mail import send_due

    def die(message, now):
        raise KeyboardInterrupt

    office.wish()
    office.now = MORNING
    office.make_reports()
    with pytest.raises(KeyboardInterrupt):
        send_due(office.database, office.settings, lambda: office.now, attach=die)
    assert office.states() == {"sending": 1}, "claimed before it is made"
    office.now += timedelta(minutes=10)
    office.send()
    assert office.states() == {"unknown": 1} and office.server.accepted == []


def test_a_sender_that_cannot_make_reports_leaves_them_waiting_and_sends_the_others(office: ReportOffice) -> None:
    from actions.mail.send_mail import send_due

    office.wish()
    office.now = MORNING
    office.make_reports()
    other = office.put("tertinggal")
    assert send_due(office.database, office.settings, lambda: office.now).counts == {"accepted": 1}
    assert office.state(other) == "sent" and office.states() == {"sent": 1, "waiting": 1}
    office.send()
    assert office.states() == {"sent": 2} and len(office.attachments()) == 1


def test_quiet_times_hold_reports_and_the_next_morning_makes_them(office: ReportOffice) -> None:
    office.wish()
    office.now = NIGHT
    assert office.make_reports() == 0
    office.now = MORNING + timedelta(days=1)
    assert office.make_reports() == 1


def test_a_wish_taken_back_stops_also_what_waits(office: ReportOffice) -> None:
    office.wish()
    office.now = MORNING
    office.make_reports()
    office.wish(None)
    office.send()
    assert office.server.accepted == [] and office.states() == {"failed": 1}
    office.now += timedelta(days=7)
    assert office.make_reports() == 0


def test_a_withdrawn_assignment_and_restricted_data_stop_reports(office: ReportOffice) -> None:
    office.wish()
    other = office.appoint_supervisor("lain", "disdik")
    office.wish(viewer=other)
    office.change("INSERT INTO person_restriction VALUES ('lain', '2026-11-22', 'admin')")
    office.now = MORNING
    assert office.make_reports() == 1
    office.change(
        "INSERT INTO assignment_withdrawal SELECT id, 1, 'withdrawn', 'salah', 'admin', '2026-11-23' FROM assignment"
    )
    office.send()
    assert office.server.accepted == []
    office.now += timedelta(days=7)
    assert office.make_reports() == 0


def test_the_report_after_the_deadline_holds_everything(office: ReportOffice) -> None:
    office.wish(DUE)
    made = []
    for day in range(15):
        office.now = SUNDAY + timedelta(days=day)
        if office.make_reports():
            made.append(office.now.date().isoformat())
    assert made == ["2026-12-01"]


# --- Choosing -------------------------------------------------------------------------------


def test_choosing_is_written_down_and_shown_with_the_next_day(office: ReportOffice) -> None:
    asked = report_mail.report_wish(office.database, office.settings, office.sekda, office.assignment_id, office.now)
    assert asked.wish is None and asked.next_day is None and asked.has_address
    office.wish(MONTHLY)
    asked = report_mail.report_wish(office.database, office.settings, office.sekda, office.assignment_id, office.now)
    assert asked.wish == MONTHLY and asked.next_day == date(2026, 12, 1)
    office.wish(MONTHLY)
    entries = office.rows("SELECT actor, subject_id, after FROM audit_entry WHERE action = 'mail.report'")
    assert len(entries) == 1 and entries[0][:2] == ("sekda", "sekda") and "monthly" in entries[0][2]


def test_only_supervisors_choose_and_only_assignments_that_reach_them(office: ReportOffice) -> None:
    learner = Viewer("sekda", "Sekda", "learner", "non-asn", "disdik", "", False)
    elsewhere = office.assign("dinkes")
    for viewer, assignment_id, error in (
        (learner, office.assignment_id, NotAllowed), (office.sekda, elsewhere, NotFound), (office.sekda, "x", NotFound),
    ):  # fmt: skip
        with pytest.raises(error):
            report_mail.choose_report_mail(office.database, office.settings, viewer, assignment_id, WEEKLY, office.now)
    assert office.rows("SELECT * FROM report_mail") == []


@pytest.mark.parametrize("form", ["csv", "parquet", "exe", ""])
def test_only_forms_that_may_leave_by_mail_can_be_chosen(office: ReportOffice, form: str) -> None:
    with pytest.raises(PlanRefused):
        office.wish(Wish("weekly", form))
    with pytest.raises(PlanRefused):
        office.wish(Wish("hourly", "xlsx"))  # type: ignore[arg-type]


def test_without_a_mail_server_nothing_can_be_chosen_but_an_end(tmp_path: Path) -> None:
    with MailServer() as server:
        office = ReportOffice(tmp_path, server)
    office.wish()
    settings, office.settings = office.settings, MailOffice(tmp_path / "lain", None).settings
    with pytest.raises(MailNotPossible):
        office.wish(MONTHLY)
    office.wish(None)
    assert office.rows("SELECT * FROM report_mail") == [] and settings.mail is not None


def test_an_administrator_chooses_for_a_supervisor_and_takes_it_back(office: ReportOffice) -> None:
    office.hire("admin")
    office.change("INSERT INTO role_grant VALUES ('admin', 'administrator', '', '')")
    operator = operator_of(ADMIN)
    asked = (office.database, office.settings, operator)
    batch_id = report_mail.set_report_mail(*asked, "sekda", office.assignment_id, WEEKLY, office.now)
    (line,) = report_mail.report_wishes(office.database, operator)
    assert (line.person_id, line.rhythm, line.title) == ("sekda", "weekly", "Netralitas akhir tahun")
    assert [one.id for one in report_mail.report_readers(office.database, operator)] == ["sekda"]
    office.now = MORNING
    assert office.make_reports() == 1
    take_back(office.database, operator, batch_id, office.now)
    office.send()
    assert report_mail.report_wishes(office.database, operator) == () and office.server.accepted == []
    with pytest.raises(PlanRefused):
        report_mail.set_report_mail(*asked, "tertinggal", office.assignment_id, WEEKLY, office.now)


def test_whoever_is_erased_gets_no_more_reports(office: ReportOffice) -> None:
    office.wish()
    office.now = MORNING
    office.make_reports()
    office.change("UPDATE membership SET valid_to = '2026-11-23' WHERE person_id = 'sekda'")
    erasure.erase_many(office.database, console_operator(), lambda _: ["sekda"], office.now)
    office.send()
    assert office.rows("SELECT * FROM report_mail") == [] and office.server.accepted == []
