"""A site in production mode with people who have addresses, and a mail server it can reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from actions.mail.digests import make_due_rounds
from actions.mail.post import draft_message
from actions.mail.send_mail import Report, send_due
from actions.reports.report_letters import make_due_reports, report_attachment
from people.access import Postmaster, postmaster_of
from people.mail.mail_texts import Text
from people.mail.outbox_rules import Kind
from people.models import Viewer
from settings import Settings, load_settings
from store.ids import new_id
from store.mail import outbox
from tests.actions.assigning import Region
from tests.mail.server import MailServer

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 09.00 in Makassar; H-7 of the assignments of ``tests.actions.assigning``."""
NIGHT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
"""Monday 22.00."""
ADMIN = Viewer("admin", "Admin", "administrator", "pns", "kab", "Kabupaten", False)


def mail_environment(folder: Path, port: int | None, **more: str) -> dict[str, str]:
    environment = {
        "NETRAL_MODE": "produksi", "NETRAL_ALLOWED_HOSTS": "netral.contoh.go.id", "NETRAL_TLS": "1",
        "NETRAL_DATA_DIR": str(folder),
    }  # fmt: skip
    if port is not None:
        environment |= {
            "NETRAL_SMTP_HOST": "127.0.0.1", "NETRAL_SMTP_PORT": str(port), "NETRAL_SMTP_SECURITY": "none",
            "NETRAL_SMTP_FROM": "netral@contoh.go.id", "NETRAL_MAIL_PER_MINUTE": "600",
        }  # fmt: skip
    return environment | {f"NETRAL_{name}": value for name, value in more.items()}


class MailOffice(Region):
    """The region of ``tests.actions.assigning`` with a mail server; ``now`` moves when a test says so."""

    def __init__(self, folder: Path, server: MailServer | None, **more: str) -> None:
        super().__init__(folder)
        self.now = MORNING
        self.settings: Settings = load_settings(mail_environment(folder, server.port if server else None, **more))

    def hire(self, name: str, agency: str = "sd", employment: str = "pns", since: str = "2026-01-01") -> Viewer:
        viewer = super().hire(name, agency, employment, since)
        self.set_address(name, f"{name}@contoh.go.id")
        return viewer

    def set_address(self, name: str, address: str | None) -> None:
        with self.database.write() as connection:
            connection.execute("UPDATE person SET email = ? WHERE id = ?", (address, name))

    def appoint(
        self, name: str, agency: str, kind: str = "definitif", title: str = "Kepala", since: str = "2026-01-01"
    ) -> None:
        with self.database.write() as connection:
            connection.execute(
                "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, NULL)",
                (new_id(MORNING), name, agency, kind, title, since),
            )

    def put(
        self,
        name: str,
        kind: Kind = "activation",
        key: str | None = None,
        subject: str = "Judul",
        days: float = 1,
        body: str = "Isi surat.\n",
    ) -> str:
        """A message to somebody; its id."""
        message = draft_message(
            self.settings, kind, name, Text(subject, body), key or new_id(self.now), self.now,
            self.now + timedelta(days=days),
        )  # fmt: skip
        with self.database.write() as connection:
            outbox.add_messages(connection, [message], "situs")
        return message.id

    def send(self) -> Report:
        attach = partial(report_attachment, self.database, self.courseware, self.settings)
        return send_due(self.database, self.settings, lambda: self.now, attach=attach)

    def make_reports(self) -> int:
        return make_due_reports(self.database, self.courseware, self.settings, self.now)

    def make_rounds(self) -> int:
        return make_due_rounds(self.database, self.courseware, self.settings, self.now)

    def state(self, message_id: str) -> str:
        with self.database.read() as connection:
            found = outbox.find_message(connection, message_id)
        assert found is not None
        return found.state

    def states(self) -> dict[str, int]:
        return dict(self.rows("SELECT state, COUNT(*) FROM outbox GROUP BY state"))

    def log(self, message_id: str) -> list[str]:
        return [
            row[0] for row in self.rows(f"SELECT state FROM outbox_log WHERE outbox_id = '{message_id}' ORDER BY seq")
        ]

    def rows(self, sql: str) -> list[tuple]:
        with self.database.read() as connection:
            return [tuple(row) for row in connection.execute(sql)]

    def postmaster(self) -> Postmaster:
        return postmaster_of(ADMIN)
