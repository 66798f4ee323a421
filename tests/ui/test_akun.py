"""Akun saya: what each finds there; and where an administrator and an auditor arrive."""

from __future__ import annotations

from tests.ui.conftest import words_of


def test_everybody_finds_their_sessions_password_and_roles(open_page) -> None:
    for person in ("budi", "nyoman", "putu"):
        words = words_of(open_page("akun", person))
        assert all(address in words for address in ('href="/sesi"', 'href="/kata-sandi"', 'href="/peran"')), person


def test_only_an_administrator_finds_the_entry_codes(open_page) -> None:
    assert 'href="/kode-masuk"' in words_of(open_page("akun", "nyoman"))
    for person in ("budi", "putu"):
        assert "/kode-masuk" not in words_of(open_page("akun", person))


def test_neither_administrator_nor_auditor_sees_what_is_not_theirs(open_page) -> None:
    for person in ("nyoman", "putu"):
        for page in ("kuis", "pemahaman", "beranda"):
            words = words_of(open_page(page, person))
            assert "tidak berwenang" in words, (person, page)


def test_the_site_as_a_whole_leads_them_to_their_work(open_page) -> None:
    for person, home in (("nyoman", "Pegawai"), ("putu", "Bukti")):
        app = open_page(None, person)
        assert not app.exception and app.title[0].value == home
