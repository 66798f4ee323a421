"""Environment variables, read once into one frozen Settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from mail_settings import MailRefused, MailSettings, read_mail

ROOT = Path(__file__).resolve().parent
Mode = Literal["demo", "produksi"]
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class SettingsRefused(Exception):
    """A setting cannot be used; the message is an Indonesian sentence saying which and what to do."""


@dataclass(frozen=True)
class Settings:
    """Where things are and how the site runs."""

    data_dir: Path
    content_dir: Path
    quizzes_dir: Path
    mode: Mode
    tls: bool
    allowed_hosts: tuple[str, ...]
    time_zone: str
    public_url: str
    """How visitors reach the site, without a slash at the end; for links printed on the console."""
    mail: MailSettings | None = None
    """None: this site sends no mail."""

    @property
    def database_path(self) -> Path:
        return self.data_dir / "netral.sqlite"

    @property
    def is_production(self) -> bool:
        return self.mode == "produksi"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read NETRAL_* variables; raises SettingsRefused."""
    env = os.environ if environment is None else environment
    mode = env.get("NETRAL_MODE", "demo")
    if mode not in get_args(Mode):
        raise SettingsRefused(f"NETRAL_MODE='{mode}' tidak dikenal. Isi dengan 'demo' atau 'produksi'.")
    hosts = tuple(host.strip() for host in env.get("NETRAL_ALLOWED_HOSTS", "").split(",") if host.strip())
    tls = env.get("NETRAL_TLS", "0") == "1"
    if mode == "produksi":
        _require_a_guarded_door(hosts, tls, env.get("NETRAL_LOOPBACK", "0") == "1")
    hosts = hosts or ("localhost", "127.0.0.1")
    return Settings(
        data_dir=Path(env.get("NETRAL_DATA_DIR", ROOT / "data")).resolve(),
        content_dir=Path(env.get("NETRAL_CONTENT_DIR", ROOT / "content")).resolve(),
        quizzes_dir=Path(env.get("NETRAL_QUIZZES_DIR", ROOT / "quizzes")).resolve(),
        mode=mode,  # type: ignore[arg-type]
        tls=tls,
        allowed_hosts=hosts,
        time_zone=env.get("NETRAL_TIME_ZONE", "Asia/Makassar"),
        public_url=env.get("NETRAL_PUBLIC_URL", "").rstrip("/") or _guessed_url(hosts, tls),
        mail=_mail(env, mode),
    )


def _mail(env: Mapping[str, str], mode: str) -> MailSettings | None:
    """The demo's people are made up: it writes to nobody."""
    try:
        found = read_mail(env)
    except MailRefused as refusal:
        raise SettingsRefused(str(refusal)) from None
    return found if mode == "produksi" else None


def _require_a_guarded_door(hosts: tuple[str, ...], tls: bool, loopback: bool) -> None:
    """Passwords travel over TLS, or never leave this computer, and only under host names somebody wrote down."""
    if not hosts or "*" in hosts:
        raise SettingsRefused(
            "Mode produksi memerlukan NETRAL_ALLOWED_HOSTS: tulis nama host situs ini, misalnya netral.contoh.go.id."
        )
    if tls:
        return
    if not loopback:
        raise SettingsRefused(
            "Mode produksi memerlukan TLS: pasang proksi HTTPS di depan lalu isi NETRAL_TLS=1. "
            "Untuk mencoba di komputer ini saja, isi NETRAL_LOOPBACK=1."
        )
    if not set(hosts) <= LOOPBACK_HOSTS:
        raise SettingsRefused(
            "NETRAL_LOOPBACK=1 hanya untuk komputer ini sendiri: NETRAL_ALLOWED_HOSTS hanya boleh berisi "
            "localhost atau 127.0.0.1. Untuk host lain, pakai HTTPS dan NETRAL_TLS=1."
        )


def _guessed_url(hosts: tuple[str, ...], tls: bool) -> str:
    named = [host for host in hosts if "*" not in host] or ["localhost"]
    return f"https://{named[0]}" if tls else f"http://{named[0]}:8501"
