"""Environment variables, read once into one frozen Settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent


class SettingsRefused(Exception):
    """A setting cannot be used; the message is an Indonesian sentence saying which and what to do."""


@dataclass(frozen=True)
class Settings:
    """Where things are and how the site runs."""

    data_dir: Path
    content_dir: Path
    quizzes_dir: Path
    mode: str
    tls: bool
    allowed_hosts: tuple[str, ...]
    time_zone: str

    @property
    def database_path(self) -> Path:
        return self.data_dir / "netral.sqlite"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read NETRAL_* variables; raises SettingsRefused."""
    env = os.environ if environment is None else environment
    mode = env.get("NETRAL_MODE", "demo")
    if mode != "demo":
        raise SettingsRefused(
            f"NETRAL_MODE='{mode}' belum tersedia: versi ini hanya berjalan dalam mode demo. "
            "Hapus NETRAL_MODE atau isi dengan 'demo'."
        )
    return Settings(
        data_dir=Path(env.get("NETRAL_DATA_DIR", ROOT / "data")).resolve(),
        content_dir=Path(env.get("NETRAL_CONTENT_DIR", ROOT / "content")).resolve(),
        quizzes_dir=Path(env.get("NETRAL_QUIZZES_DIR", ROOT / "quizzes")).resolve(),
        mode=mode,
        tls=env.get("NETRAL_TLS", "0") == "1",
        allowed_hosts=tuple(h for h in env.get("NETRAL_ALLOWED_HOSTS", "localhost,127.0.0.1").split(",") if h),
        time_zone=env.get("NETRAL_TIME_ZONE", "Asia/Makassar"),
    )
