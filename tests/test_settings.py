"""Rules of the settings: demo by default, and production only behind a guarded door."""

from __future__ import annotations

import pytest

from settings import SettingsRefused, load_settings

PRODUCTION = {"NETRAL_MODE": "produksi", "NETRAL_ALLOWED_HOSTS": "netral.contoh.go.id", "NETRAL_TLS": "1"}


def test_nothing_set_means_demo_on_this_computer() -> None:
    settings = load_settings({})
    assert settings.mode == "demo" and not settings.is_production
    assert settings.allowed_hosts == ("localhost", "127.0.0.1") and not settings.tls


@pytest.mark.parametrize("name", ["Mars/Kota", "", "../etc"])
def test_a_time_zone_that_does_not_exist_is_refused_before_anybody_meets_it(name) -> None:
    with pytest.raises(SettingsRefused, match="NETRAL_TIME_ZONE"):
        load_settings({"NETRAL_TIME_ZONE": name})


def test_production_behind_tls_under_a_named_host() -> None:
    settings = load_settings(PRODUCTION)
    assert settings.is_production and settings.tls and settings.public_url == "https://netral.contoh.go.id"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"NETRAL_ALLOWED_HOSTS": ""}, "NETRAL_ALLOWED_HOSTS"),
        ({"NETRAL_ALLOWED_HOSTS": " , "}, "NETRAL_ALLOWED_HOSTS"),
        ({"NETRAL_ALLOWED_HOSTS": "*"}, "NETRAL_ALLOWED_HOSTS"),
        ({"NETRAL_ALLOWED_HOSTS": "netral.contoh.go.id,*"}, "NETRAL_ALLOWED_HOSTS"),
        ({"NETRAL_TLS": "0"}, "NETRAL_TLS=1"),
        ({"NETRAL_TLS": ""}, "NETRAL_TLS=1"),
        ({"NETRAL_TLS": "0", "NETRAL_LOOPBACK": "1"}, "localhost"),
        ({"NETRAL_TLS": "0", "NETRAL_LOOPBACK": "1", "NETRAL_ALLOWED_HOSTS": "localhost,10.0.0.1"}, "localhost"),
        ({"NETRAL_MODE": "production"}, "produksi"),
        ({"NETRAL_MODE": ""}, "produksi"),
    ],
)
def test_production_refuses_an_open_door_and_says_what_to_set(change: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsRefused, match=says):
        load_settings(PRODUCTION | change)


def test_production_without_tls_only_on_this_computer_and_only_when_said_so() -> None:
    here = {"NETRAL_MODE": "produksi", "NETRAL_ALLOWED_HOSTS": "localhost, 127.0.0.1", "NETRAL_LOOPBACK": "1"}
    assert load_settings(here).public_url == "http://localhost:8501"
    assert load_settings(here | {"NETRAL_PUBLIC_URL": "http://localhost:9000/"}).public_url == "http://localhost:9000"


def test_a_wildcard_host_is_no_address_to_print() -> None:
    settings = load_settings(PRODUCTION | {"NETRAL_ALLOWED_HOSTS": "*.contoh.go.id,netral.contoh.go.id"})
    assert settings.public_url == "https://netral.contoh.go.id"


@pytest.mark.parametrize("name", ["", "Asia/Kabupaten", "Asia", "../../etc/passwd", "WITA"])
def test_a_time_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(SettingsRefused, match="NETRAL_TIME_ZONE"):
        load_settings({"NETRAL_TIME_ZONE": name})
