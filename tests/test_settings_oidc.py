"""Rules of the settings of SSO: complete, over HTTPS, in production only, and never printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import SettingsRefused, load_settings

PRODUCTION = {"NETRAL_MODE": "produksi", "NETRAL_ALLOWED_HOSTS": "netral.contoh.go.id", "NETRAL_TLS": "1"}
SSO = PRODUCTION | {
    "NETRAL_OIDC_ISSUER": "https://sso.contoh.go.id/realms/asn",
    "NETRAL_OIDC_CLIENT_ID": "netral",
    "NETRAL_OIDC_CLIENT_SECRET": "rahasia-sekali",
}


def test_nothing_set_means_no_sso_and_so_does_the_demo() -> None:
    assert load_settings(PRODUCTION).oidc is None
    assert load_settings(PRODUCTION | {"NETRAL_OIDC_ISSUER": " "}).oidc is None
    assert load_settings(SSO | {"NETRAL_MODE": "demo"}).oidc is None


def test_three_are_enough_and_the_rest_has_a_usual_value() -> None:
    oidc = load_settings(SSO).oidc
    assert oidc is not None
    assert (oidc.issuer, oidc.client_id) == ("https://sso.contoh.go.id/realms/asn", "netral")
    assert (oidc.scopes, oidc.nip_claim, oidc.label) == ("openid profile", "nip", "SSO instansi")
    assert not oidc.strong_acr and not oidc.strong_amr and not oidc.is_always_strong


def test_what_counts_as_strong_is_read_from_one_list() -> None:
    oidc = load_settings(SSO | {"NETRAL_OIDC_STRONG": "acr=emas, amr=otp,acr=urn:x=2"}).oidc
    assert oidc is not None and oidc.strong_acr == {"emas", "urn:x=2"} and oidc.strong_amr == {"otp"}
    always = load_settings(SSO | {"NETRAL_OIDC_STRONG": "selalu"}).oidc
    assert always is not None and always.is_always_strong


@pytest.mark.parametrize("issuer", ["http://localhost:8080/realms/asn", "http://127.0.0.1:9400", "http://[::1]:9400"])
def test_plain_http_within_this_computer(issuer: str) -> None:
    oidc = load_settings(SSO | {"NETRAL_OIDC_ISSUER": issuer}).oidc
    assert oidc is not None and oidc.issuer == issuer


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"NETRAL_OIDC_ISSUER": ""}, "NETRAL_OIDC_ISSUER"),
        ({"NETRAL_OIDC_ISSUER": "", "NETRAL_OIDC_CLIENT_ID": ""}, "NETRAL_OIDC_ISSUER dan NETRAL_OIDC_CLIENT_ID"),
        ({"NETRAL_OIDC_CLIENT_ID": ""}, "NETRAL_OIDC_CLIENT_ID"),
        ({"NETRAL_OIDC_CLIENT_SECRET": ""}, "NETRAL_OIDC_CLIENT_SECRET"),
        ({"NETRAL_OIDC_CLIENT_SECRET_FILE": "/ada/dua"}, "salah satu"),
        ({"NETRAL_OIDC_ISSUER": "http://sso.contoh.go.id"}, "https://"),
        ({"NETRAL_OIDC_ISSUER": "http://localhost.evil.example"}, "https://"),
        ({"NETRAL_OIDC_ISSUER": "sso.contoh.go.id"}, "https://"),
        ({"NETRAL_OIDC_ISSUER": "https://"}, "https://"),
        ({"NETRAL_OIDC_ISSUER": "https://[rusak"}, "https://"),
        ({"NETRAL_OIDC_ISSUER": "https://sso.contoh.go.id/?realm=asn"}, "https://"),
        ({"NETRAL_OIDC_ISSUER": "https://nama:sandi@sso.contoh.go.id"}, "https://"),
        ({"NETRAL_OIDC_SCOPES": "profile email"}, "openid"),
        ({"NETRAL_OIDC_STRONG": "otp"}, "NETRAL_OIDC_STRONG"),
        ({"NETRAL_OIDC_STRONG": "1"}, "NETRAL_OIDC_STRONG"),
        ({"NETRAL_OIDC_STRONG": "acr="}, "NETRAL_OIDC_STRONG"),
    ],
)
def test_what_cannot_work_is_refused_with_the_variable_to_change(change: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsRefused, match=says) as refused:
        load_settings(SSO | change)
    assert "rahasia-sekali" not in str(refused.value)


def test_the_secret_may_be_in_a_file_and_is_never_shown(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia"
    environment = {name: value for name, value in SSO.items() if name != "NETRAL_OIDC_CLIENT_SECRET"}
    environment["NETRAL_OIDC_CLIENT_SECRET_FILE"] = str(secret)
    with pytest.raises(SettingsRefused, match="tidak dapat dibaca"):
        load_settings(environment)
    secret.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsRefused, match="tidak dapat dibaca"):
        load_settings(environment)
    secret.write_text("dari-berkas\n")
    settings = load_settings(environment)
    assert settings.oidc is not None and settings.oidc.client_secret == "dari-berkas"
    assert "dari-berkas" not in repr(settings)
