"""Environment variables, read once into one frozen Settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from mail_settings import MailRefused, MailSettings, read_mail

ROOT = Path(__file__).resolve().parent
Mode = Literal["demo", "produksi"]
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class SettingsRefused(Exception):
    """A setting cannot be used; the message is an Indonesian sentence saying which and what to do."""


@dataclass(frozen=True)
class OidcSettings:
    """The agency's sign-in service (OpenID Connect), and what its answers mean to us."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: str
    nip_claim: str
    """Which claim carries the registry's number; dots lead into nested claims."""
    label: str
    """How the button calls the service."""
    strong_acr: frozenset[str]
    strong_amr: frozenset[str]
    is_always_strong: bool
    """The service asks everybody for a second factor, whether its answers say so or not."""


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
    oidc: OidcSettings | None = None
    retention: str = ""
    """Days for which kinds of personal data are kept, where they differ from ``people.privacy.retention.RULES``."""
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
        time_zone=_time_zone(env.get("NETRAL_TIME_ZONE", "Asia/Makassar")),
        public_url=env.get("NETRAL_PUBLIC_URL", "").rstrip("/") or _guessed_url(hosts, tls),
        oidc=_load_oidc(env) if mode == "produksi" else None,
        retention=env.get("NETRAL_RETENTION", ""),
        mail=_mail(env, mode),
    )


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name at all, or a folder of names
        raise SettingsRefused(
            f"NETRAL_TIME_ZONE='{name}' tidak dikenal. Isi misalnya dengan 'Asia/Jakarta', 'Asia/Makassar', atau 'Asia/Jayapura'."
        ) from None
    return name


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


_OIDC_NEEDED = ("NETRAL_OIDC_ISSUER", "NETRAL_OIDC_CLIENT_ID")


def _load_oidc(env: Mapping[str, str]) -> OidcSettings | None:
    """None when nothing of it is set; what is set by half would leave people before a button that does not work."""
    given = {name: value.strip() for name, value in env.items() if name.startswith("NETRAL_OIDC_") and value.strip()}
    if not given:
        return None
    missing = [name for name in _OIDC_NEEDED if name not in given]
    if missing:
        raise SettingsRefused(
            f"Pengaturan SSO belum lengkap: isi {' dan '.join(missing)}, atau hapus semua NETRAL_OIDC_*."
        )
    strong = [word.strip() for word in given.get("NETRAL_OIDC_STRONG", "").split(",") if word.strip()]
    unknown = [word for word in strong if word != "selalu" and not (word[:4] in ("acr=", "amr=") and word[4:])]
    if unknown:
        raise SettingsRefused(
            f"NETRAL_OIDC_STRONG='{unknown[0]}' tidak dikenal. Isi dengan 'selalu', 'acr=nilai', atau 'amr=nilai', "
            "dipisah koma."
        )
    scopes = given.get("NETRAL_OIDC_SCOPES", "openid profile").replace(",", " ").split()
    if "openid" not in scopes:
        raise SettingsRefused("NETRAL_OIDC_SCOPES harus memuat 'openid'.")
    return OidcSettings(
        issuer=_safe_issuer(given["NETRAL_OIDC_ISSUER"]),
        client_id=given["NETRAL_OIDC_CLIENT_ID"],
        client_secret=_client_secret(given),
        scopes=" ".join(scopes),
        nip_claim=given.get("NETRAL_OIDC_NIP_CLAIM", "nip"),
        label=given.get("NETRAL_OIDC_LABEL", "SSO instansi"),
        strong_acr=frozenset(word[4:] for word in strong if word.startswith("acr=")),
        strong_amr=frozenset(word[4:] for word in strong if word.startswith("amr=")),
        is_always_strong="selalu" in strong,
    )


def is_safe_address(address: str) -> bool:
    """Whether secrets may travel there: over HTTPS, or within this computer."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_HOSTS))


def _safe_issuer(issuer: str) -> str:
    parts = urlsplit(issuer) if is_safe_address(issuer) else None
    if parts is None or parts.query or parts.fragment or parts.username:
        raise SettingsRefused(
            f"NETRAL_OIDC_ISSUER='{issuer}' tidak dapat dipakai. Isi dengan alamat https:// penyedia SSO, persis seperti "
            "'issuer' pada .well-known/openid-configuration (http:// hanya untuk komputer ini sendiri)."
        )
    return issuer


def _client_secret(given: Mapping[str, str]) -> str:
    secret, path = given.get("NETRAL_OIDC_CLIENT_SECRET"), given.get("NETRAL_OIDC_CLIENT_SECRET_FILE")
    if bool(secret) == bool(path):
        raise SettingsRefused(
            "Isi salah satu: NETRAL_OIDC_CLIENT_SECRET, atau NETRAL_OIDC_CLIENT_SECRET_FILE dengan nama berkas rahasianya."
        )
    if secret:
        return secret
    try:
        text = Path(str(path)).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        text = ""
    if not text:
        raise SettingsRefused(f"NETRAL_OIDC_CLIENT_SECRET_FILE='{path}' tidak dapat dibaca atau kosong.")
    return text
