"""The variables of the mail server (NETRAL_SMTP_*, NETRAL_MAIL_*), read into one frozen MailSettings.

Half-filled variables are refused with an Indonesian sentence: a site that believes it sends mail and does not is worse
than one that knows it sends none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Literal, get_args

Security = Literal["starttls", "tls", "none"]
PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DAY_NUMBERS = {"senin": 1, "selasa": 2, "rabu": 3, "kamis": 4, "jumat": 5, "sabtu": 6, "minggu": 7}
"""ISO 8601 weekdays."""
_OTHERS = ("PORT", "USER", "PASSWORD", "PASSWORD_FILE", "FROM", "SECURITY", "CA_FILE")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_HOURS = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})")
MAX_PER_MINUTE = 600


class MailRefused(Exception):
    """A variable of the mail server cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class MailSettings:
    """How mail leaves this site. Between ``quiet_from`` and ``quiet_until`` and on ``quiet_days`` only urgent mail does."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    """Trusted besides the system's own authorities, for a mail server with a certificate of the agency's own."""
    quiet_from: time = time(20)
    quiet_until: time = time(6)
    quiet_days: frozenset[int] = frozenset({7})
    per_minute: int = 30


def read_mail(env: Mapping[str, str]) -> MailSettings | None:
    """None when no mail server is named at all. Raises MailRefused."""
    given = {name: env.get(f"NETRAL_SMTP_{name}", "").strip() for name in ("HOST", *_OTHERS)}
    if not given["HOST"]:
        stray = [f"NETRAL_SMTP_{name}" for name in _OTHERS if given[name]]
        if stray:
            raise MailRefused(
                f"{stray[0]} terisi tetapi NETRAL_SMTP_HOST kosong. Isi nama server surel, atau kosongkan semua."
            )
        return None
    security = _security(given["SECURITY"] or "starttls", given["HOST"])
    return MailSettings(
        host=given["HOST"],
        port=_number(given["PORT"] or str(PORTS[security]), "NETRAL_SMTP_PORT", 65535),
        security=security,
        sender=_sender(given["FROM"]),
        user=given["USER"],
        password=_password(given, env),
        ca_file=_ca_file(given["CA_FILE"], security),
        quiet_days=_days(env.get("NETRAL_MAIL_QUIET_DAYS", "minggu")),
        per_minute=_number(env.get("NETRAL_MAIL_PER_MINUTE", "30"), "NETRAL_MAIL_PER_MINUTE", MAX_PER_MINUTE),
        **_hours(env.get("NETRAL_MAIL_QUIET", "20.00-06.00")),
    )


def _security(text: str, host: str) -> Security:
    if text not in get_args(Security):
        raise MailRefused(f"NETRAL_SMTP_SECURITY='{text}' tidak dikenal. Isi dengan 'starttls', 'tls', atau 'none'.")
    if text == "none" and host not in LOOPBACK:
        raise MailRefused(
            "NETRAL_SMTP_SECURITY=none hanya untuk server surel di komputer ini (localhost). Untuk server lain, pakai "
            "'starttls' atau 'tls': surel berisi nama orang dan kode masuk."
        )
    return text  # type: ignore[return-value]


def _sender(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise MailRefused("NETRAL_SMTP_FROM harus satu alamat surel pengirim, misalnya netral@contoh.go.id.")
    return text


def _password(given: Mapping[str, str], env: Mapping[str, str]) -> str:
    if given["PASSWORD"] and given["PASSWORD_FILE"]:
        raise MailRefused("Isi NETRAL_SMTP_PASSWORD atau NETRAL_SMTP_PASSWORD_FILE, jangan keduanya.")
    password = env.get("NETRAL_SMTP_PASSWORD", "")
    if given["PASSWORD_FILE"]:
        try:
            password = Path(given["PASSWORD_FILE"]).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise MailRefused(
                "Berkas pada NETRAL_SMTP_PASSWORD_FILE tidak dapat dibaca. Periksa nama dan izinnya."
            ) from None
    if bool(given["USER"]) != bool(password):
        missing = (
            "sandinya (NETRAL_SMTP_PASSWORD atau NETRAL_SMTP_PASSWORD_FILE)" if given["USER"] else "NETRAL_SMTP_USER"
        )
        raise MailRefused(f"Masuk ke server surel memerlukan nama dan sandi; {missing} belum diisi.")
    return password


def _ca_file(text: str, security: Security) -> Path | None:
    if not text:
        return None
    if security == "none":
        raise MailRefused(
            "NETRAL_SMTP_CA_FILE tidak berguna bersama NETRAL_SMTP_SECURITY=none. Kosongkan salah satunya."
        )
    if not Path(text).is_file():
        raise MailRefused(
            "Berkas pada NETRAL_SMTP_CA_FILE tidak ditemukan. Tulis letak berkas sertifikat (PEM) yang benar."
        )
    return Path(text).resolve()


def _number(text: str, name: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise MailRefused(f"{name}='{text}' harus bilangan 1 sampai {most}.")
    return int(text)


def _hours(text: str) -> dict[str, time]:
    """``20.00-06.00``; ``tidak`` for none."""
    if text.strip().lower() == "tidak":
        return {"quiet_from": time(0), "quiet_until": time(0)}
    found = _HOURS.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        numbers = [int(part) for part in found.groups()]
        return {"quiet_from": time(*numbers[:2]), "quiet_until": time(*numbers[2:])}
    except ValueError:
        raise MailRefused(f"NETRAL_MAIL_QUIET='{text}' harus seperti '20.00-06.00', atau 'tidak'.") from None


def _days(text: str) -> frozenset[int]:
    """``sabtu,minggu``; ``tidak`` for none."""
    if text.strip().lower() == "tidak":
        return frozenset()
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    if not names or not set(names) <= set(DAY_NUMBERS) or len(set(names)) == len(DAY_NUMBERS):
        raise MailRefused(
            f"NETRAL_MAIL_QUIET_DAYS='{text}' harus nama hari dipisah koma (misalnya 'sabtu,minggu'), paling banyak enam, "
            "atau 'tidak'."
        )
    return frozenset(DAY_NUMBERS[name] for name in names)
