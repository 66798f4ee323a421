"""An office with an assignment under way, a supervisor who can ask for its report, and a mail server."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from actions.reports import report_mail
from people.mail.report_schedule import Wish
from people.models import Viewer
from store.registry import people as people_store
from store.registry.people import RoleGrant
from tests.actions.assigning import NAMES
from tests.mail.office import MORNING, MailOffice
from tests.mail.server import MailServer

WEEKLY, MONTHLY, DUE = Wish("weekly", "xlsx"), Wish("monthly", "xlsx"), Wish("due", "xlsx")
NIP = "198501012010011001"
SUNDAY = MORNING - timedelta(days=1)


class ReportOffice(MailOffice):
    """Sekda supervises Disdik, where 14 people of the school have finished and one has not."""

    def __init__(self, folder: Path, server: MailServer) -> None:
        super().__init__(folder, server)
        self.server = server
        self.assignment_id = self.assign("disdik", "dinkes")
        self.sekda = self.appoint_supervisor("sekda", "disdik")
        for number in range(14):
            self.finish(self.hire(f"guru{number}"))
        self.hire("tertinggal")
        self.number("tertinggal", NIP)
        self.now = SUNDAY

    def appoint_supervisor(self, name: str, agency: str) -> Viewer:
        self.hire(name, agency, employment="non-asn")
        with self.database.write() as connection:
            people_store.add_role(connection, RoleGrant(name, "", "supervisor", "", ""))
        return Viewer(name, name.title(), "supervisor", "non-asn", agency, NAMES[agency].name, False)

    def wish(self, wish: Wish | None = WEEKLY, viewer: Viewer | None = None) -> None:
        report_mail.choose_report_mail(
            self.database, self.settings, viewer or self.sekda, self.assignment_id, wish, self.now
        )

    def change(self, sql: str) -> None:
        with self.database.write() as connection:
            connection.execute(sql)

    def attachments(self) -> list[tuple[str, str, bytes]]:
        """(receiver, name, data) of every report the server has accepted."""
        return [
            (message["To"], part.get_filename(), part.get_content())
            for message in self.server.accepted
            for part in message.iter_attachments()
        ]
