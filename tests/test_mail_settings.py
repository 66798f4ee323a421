"""Rules of the mail settings: none, whole, or refused with a sentence that names the variable."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from settings import SettingsRefused, load_settings

PRODUCTION = {"NETRAL_MODE": "produksi", "NETRAL_ALLOWED_HOSTS": "netral.contoh.go.id", "NETRAL_TLS": "1"}
MAIL = PRODUCTION | {"NETRAL_SMTP_HOST": "surel.contoh.go.id", "NETRAL_SMTP_FROM": "netral@contoh.go.id"}


def test_no_mail_server_means_no_mail() -> None:
    assert load_settings(PRODUCTION).mail is None
    assert load_settings(PRODUCTION | {"NETRAL_SMTP_HOST": " ", "NETRAL_SMTP_USER": ""}).mail is None


def test_the_least_that_is_needed() -> None:
    mail = load_settings(MAIL).mail
    assert mail is not None and (mail.port, mail.security, mail.per_minute) == (587, "starttls", 30)
    assert (mail.quiet_from, mail.quiet_until, mail.quiet_days) == (time(20), time(6), frozenset({7}))


def test_the_demo_writes_to_nobody() -> None:
    demo = {name: value for name, value in MAIL.items() if name.startswith("NETRAL_SMTP")}
    assert load_settings(demo).mail is None


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465)])
def test_each_way_of_encryption_has_its_port_unless_another_is_given(security: str, port: int) -> None:
    mail = load_settings(MAIL | {"NETRAL_SMTP_SECURITY": security}).mail
    assert mail is not None and mail.port == port
    mail = load_settings(MAIL | {"NETRAL_SMTP_SECURITY": security, "NETRAL_SMTP_PORT": "2525"}).mail
    assert mail is not None and mail.port == 2525


def test_a_password_may_come_from_a_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "sandi"
    file.write_text("rahasia sekali \n", encoding="utf-8")
    settings = load_settings(MAIL | {"NETRAL_SMTP_USER": "netral", "NETRAL_SMTP_PASSWORD_FILE": str(file)})
    assert settings.mail is not None and settings.mail.password == "rahasia sekali "
    assert "rahasia" not in repr(settings)
    assert hash(settings) == hash(replace(settings)), "the site is looked up by its settings"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"NETRAL_SMTP_HOST": ""}, "NETRAL_SMTP_FROM terisi"),
        ({"NETRAL_SMTP_HOST": "", "NETRAL_SMTP_FROM": "", "NETRAL_SMTP_PASSWORD": "x"}, "NETRAL_SMTP_PASSWORD terisi"),
        ({"NETRAL_SMTP_FROM": ""}, "NETRAL_SMTP_FROM"),
        ({"NETRAL_SMTP_FROM": "Netral <netral@contoh.go.id>"}, "NETRAL_SMTP_FROM"),
        ({"NETRAL_SMTP_FROM": "netral@contoh.go.id\nBcc: x@y.id"}, "NETRAL_SMTP_FROM"),
        ({"NETRAL_SMTP_USER": "netral"}, "NETRAL_SMTP_PASSWORD"),
        ({"NETRAL_SMTP_PASSWORD": "x"}, "NETRAL_SMTP_USER"),
        ({"NETRAL_SMTP_USER": "n", "NETRAL_SMTP_PASSWORD": "x", "NETRAL_SMTP_PASSWORD_FILE": "/y"}, "jangan keduanya"),
        ({"NETRAL_SMTP_USER": "n", "NETRAL_SMTP_PASSWORD_FILE": "/tidak/ada"}, "tidak dapat dibaca"),
        ({"NETRAL_SMTP_SECURITY": "ssl"}, "NETRAL_SMTP_SECURITY"),
        ({"NETRAL_SMTP_SECURITY": "none"}, "localhost"),
        ({"NETRAL_SMTP_PORT": "0"}, "NETRAL_SMTP_PORT"),
        ({"NETRAL_SMTP_PORT": "lima"}, "NETRAL_SMTP_PORT"),
        ({"NETRAL_SMTP_PORT": "70000"}, "NETRAL_SMTP_PORT"),
        ({"NETRAL_SMTP_CA_FILE": "/tidak/ada"}, "NETRAL_SMTP_CA_FILE"),
        ({"NETRAL_MAIL_QUIET": "malam"}, "NETRAL_MAIL_QUIET"),
        ({"NETRAL_MAIL_QUIET": "20.00-25.00"}, "NETRAL_MAIL_QUIET"),
        ({"NETRAL_MAIL_QUIET_DAYS": "ahad"}, "NETRAL_MAIL_QUIET_DAYS"),
        ({"NETRAL_MAIL_QUIET_DAYS": "senin,selasa,rabu,kamis,jumat,sabtu,minggu"}, "paling banyak enam"),
        ({"NETRAL_MAIL_PER_MINUTE": "0"}, "NETRAL_MAIL_PER_MINUTE"),
    ],
)
def test_what_is_half_filled_is_refused_by_name(change: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsRefused, match=says):
        load_settings(MAIL | change)


def test_quiet_times_can_be_changed_and_switched_off() -> None:
    mail = load_settings(MAIL | {"NETRAL_MAIL_QUIET": "18:30 - 7.15", "NETRAL_MAIL_QUIET_DAYS": "Sabtu, minggu"}).mail
    assert mail is not None and (mail.quiet_from, mail.quiet_until) == (time(18, 30), time(7, 15))
    assert mail.quiet_days == frozenset({6, 7})
    mail = load_settings(MAIL | {"NETRAL_MAIL_QUIET": "tidak", "NETRAL_MAIL_QUIET_DAYS": "tidak"}).mail
    assert mail is not None and mail.quiet_from == mail.quiet_until and mail.quiet_days == frozenset()


def test_without_encryption_only_to_this_computer() -> None:
    mail = load_settings(MAIL | {"NETRAL_SMTP_SECURITY": "none", "NETRAL_SMTP_HOST": "localhost"}).mail
    assert mail is not None and mail.port == 25
