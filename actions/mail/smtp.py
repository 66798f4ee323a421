"""Speaking SMTP to the site's mail server: one connection for a row of messages, and what became of each, in our words.

The standard library's smtplib, with timeouts, in the sender's own thread: a handful of messages a minute gains nothing
from asynchronous sending, and it is one dependency less between a password and a network.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

from actions.reports.report_file import ReportFile
from people.mail.outbox_rules import HeaderRefused
from settings import MailSettings

TIMEOUT_SECONDS = 20
"""For every single answer of the server."""
Kind = Literal["accepted", "later", "refused", "unknown", "halt", "lost"]
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_ENHANCED = re.compile(rb"\A([245]\.\d{1,3}\.\d{1,3})(\s|\Z)")
_DOT = b"\r\n.\r\n"


@dataclass(frozen=True)
class Outcome:
    """``later``: not taken now; ``refused``: never; ``unknown``: perhaps taken; ``halt``: the server cannot be used at all;
    ``lost``: the message is no longer ours to send. ``reason`` names nobody: the server's own words may."""

    kind: Kind
    reason: str = ""


ACCEPTED = Outcome("accepted")


def is_sendable(address: str) -> bool:
    """Plain ASCII and nothing that could be a second address or a header."""
    return len(address) <= 254 and _ADDRESS.fullmatch(address) is not None


def write_message(
    sender: str,
    recipient: str,
    subject: str,
    body: str,
    message_id: str,
    now: datetime,
    attachment: ReportFile | None = None,
) -> bytes:
    """The message as it goes over the line. Raises HeaderRefused."""
    for words in (sender, recipient, subject, message_id):
        if any(ord(letter) < 32 or ord(letter) == 127 or letter in "\x85\u2028\u2029" for letter in words):
            raise HeaderRefused()
    if not is_sendable(recipient):
        raise HeaderRefused()
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Netral <{sender}>"
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, charset="utf-8", cte="base64")
    if attachment is not None:
        kind, _, form = attachment.mime.partition("/")
        message.add_attachment(attachment.data, maintype=kind, subtype=form, filename=attachment.name)
    return message.as_bytes()


class Line:
    """A connection to the mail server, made with the first message and again whenever it broke."""

    def __init__(self, settings: MailSettings, own_name: str) -> None:
        """``own_name``: how this host calls itself; else the library would ask the DNS."""
        self._settings = settings
        self._own_name = own_name
        self._smtp: smtplib.SMTP | None = None

    def deliver(self, recipient: str, message: bytes, still_ours: Callable[[], bool]) -> Outcome:
        """``still_ours`` is asked at the last moment before the message itself is spoken."""
        try:
            smtp = self._ready()
        except smtplib.SMTPAuthenticationError as error:
            return self._broken(
                Outcome("halt", f"Server surel menolak nama atau sandi ({_code(error.smtp_code, error.smtp_error)}).")
            )
        except smtplib.SMTPNotSupportedError:
            return self._broken(Outcome("halt", "Server surel tidak mendukung STARTTLS atau cara masuk yang diminta."))
        except ssl.SSLError:
            return self._broken(Outcome("halt", "Sertifikat atau TLS server surel tidak dapat dipercaya."))
        except (OSError, smtplib.SMTPException):
            return self._broken(Outcome("halt", "Server surel tidak dapat dihubungi."))
        refusal = self._envelope(smtp, recipient)
        if refusal is not None:
            return refusal
        if not still_ours():
            return self._broken(Outcome("lost", "Giliran mengirim sudah diambil proses lain."))
        return self._content(smtp, message)

    def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def _ready(self) -> smtplib.SMTP:
        if self._smtp is not None:
            try:
                if self._smtp.rset()[0] == 250:
                    return self._smtp
            except (OSError, smtplib.SMTPException):
                pass  # a server may close a quiet connection whenever it likes: call again
            self._drop()
        self._smtp = self._connect()
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        wanted = self._settings
        trust = ssl.create_default_context()
        if wanted.ca_file is not None:
            trust.load_verify_locations(wanted.ca_file)
        address = {
            "host": wanted.host,
            "port": wanted.port,
            "local_hostname": self._own_name,
            "timeout": TIMEOUT_SECONDS,
        }
        smtp = smtplib.SMTP_SSL(**address, context=trust) if wanted.security == "tls" else smtplib.SMTP(**address)
        try:
            if wanted.security == "starttls":
                smtp.starttls(context=trust)
            if wanted.user:
                smtp.login(wanted.user, wanted.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _envelope(self, smtp: smtplib.SMTP, recipient: str) -> Outcome | None:
        """None when sender and recipient were taken. Nothing of the message was said yet, so nothing can be doubtful."""
        try:
            smtp.ehlo_or_helo_if_needed()
            code, words = smtp.mail(self._settings.sender)
            if not 200 <= code < 300:
                return self._broken(Outcome("halt", f"Server surel menolak alamat pengirim ({_code(code, words)})."))
            code, words = smtp.rcpt(recipient)
        except (OSError, smtplib.SMTPException):
            return self._broken(Outcome("halt", "Sambungan ke server surel terputus sebelum surat dikirim."))
        if code == 421:
            return self._broken(Outcome("halt", "Server surel menutup sambungan untuk sementara (421)."))
        if 200 <= code < 300:
            return None
        return _verdict(code, words, "penerima") if code >= 400 else self._confused()

    def _content(self, smtp: smtplib.SMTP, message: bytes) -> Outcome:
        """From the last bytes on until the answer to them nobody but the server knows whether the message was taken."""
        quoted = re.sub(rb"(?m)^\.", b"..", message)
        try:
            code, words = smtp.docmd("DATA")
        except (OSError, smtplib.SMTPException):
            return self._broken(Outcome("halt", "Sambungan ke server surel terputus sebelum surat dikirim."))
        if code != 354:
            return _verdict(code, words, "isi surat") if code >= 400 else self._confused()
        try:
            smtp.send(quoted.removesuffix(b"\r\n") + _DOT)
            code, words = smtp.getreply()
        except (OSError, smtplib.SMTPException):
            return self._broken(Outcome("unknown", "Sambungan terputus sebelum server surel menjawab."))
        if not 200 <= code < 600 or 300 <= code < 400:
            return self._broken(Outcome("unknown", "Jawaban server surel tidak dapat dipahami."))
        return _verdict(code, words, "isi surat")

    def _confused(self) -> Outcome:
        return self._broken(Outcome("halt", "Jawaban server surel tidak dapat dipahami."))

    def _broken(self, outcome: Outcome) -> Outcome:
        self._drop()
        return outcome

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _verdict(code: int, words: bytes | str, what: str) -> Outcome:
    if 200 <= code < 300:
        return ACCEPTED
    return Outcome("later" if code < 500 else "refused", f"Server surel menolak {what} ({_code(code, words)}).")


def _code(code: int, words: bytes | str) -> str:
    """``550 5.1.1`` without the words behind it, which often repeat the address."""
    found = _ENHANCED.match(words if isinstance(words, bytes) else words.encode())
    return f"{code} {found.group(1).decode()}" if found else str(code)
