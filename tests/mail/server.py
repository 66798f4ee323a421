"""A real SMTP server on loopback that keeps what it accepts, and answers as a test tells it."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "netral", "sandi surel: rahasia"


class MailServer:
    """Use as a context manager. ``rcpt`` and ``data`` may answer otherwise: address -> reply, message -> reply."""

    def __init__(
        self,
        *,
        certificate: tuple[Path, Path] | None = None,
        tls: bool = False,
        needs_login: bool = False,
        port: int = 0,
    ) -> None:
        self.accepted: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.rcpt: Callable[[str], str] = lambda address: "250 OK"
        self.data: Callable[[EmailMessage], str] = lambda message: "250 OK"
        self.after: Callable[[], None] = lambda: None
        """Runs between acceptance and the answer."""
        self.hangs_up = False
        """Instead of answering to a message."""
        self._lock = threading.Lock()
        context = None
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*certificate)
        more: dict = {}
        if needs_login:
            more = {
                "authenticator": _authenticate,
                "auth_required": True,
                "auth_require_tls": context is not None and not tls,
            }
        if tls:
            more["ssl_context"] = context
        elif context:
            more |= {"tls_context": context, "require_starttls": True}
        self.port = port or _free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **more)

    def __enter__(self) -> MailServer:
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()

    @property
    def copies(self) -> Counter[str]:
        """Message-ID -> how often it was accepted."""
        with self._lock:
            return Counter(message["Message-ID"] for message in self.accepted)

    def bodies(self) -> list[str]:
        return [message.get_content() for message in self.accepted]

    async def handle_RCPT(self, server, session: Session, envelope: Envelope, address: str, options) -> str:
        answer = self.rcpt(address)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session: Session, envelope: Envelope) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        if self.hangs_up:
            server.transport.abort()
        answer = self.data(message)
        if answer.startswith("2"):
            with self._lock:
                self.accepted.append(message)
                self.recipients += envelope.rcpt_tos
            self.after()
        return answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _authenticate(server, session, envelope, mechanism, data) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def make_certificate(folder: Path, name: str = "127.0.0.1") -> tuple[Path, Path]:
    """(certificate, key) of a mail server nobody but the test trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.fromtimestamp(time.time(), UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    files = folder / "surel.pem", folder / "surel.key"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    kind = serialization.PrivateFormat.PKCS8
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption()))
    return files
