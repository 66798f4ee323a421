"""Rules of activation slips: who gets one, what is on it, and that it works."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from actions.signing_in.accounts import CODE_LENGTH, choose_password
from actions.signing_in.slips import make_slips
from cli import app
from people.access import Operator, console_operator
from people.errors import NotAllowed, NotFound
from people.signing_in.account_errors import CodeRefused
from tests.actions.office import NEW_PASSWORD, NIP, Office
from tests.builders import NOW
from tests.test_privacy_commands import serve_for_real
from web.slip_page import render_slips

CONSOLE = console_operator()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.hire("ani", number=NIP, activated=False)
    office.hire("budi", number="KADES-01", activated=False)
    office.hire("citra")
    office.hire("dian", agency="dinkes", activated=False)
    return office


def test_a_slip_for_everybody_of_the_unit_who_has_no_password_yet(office: Office) -> None:
    batch = make_slips(office.database, CONSOLE, "disdik", NOW)
    assert [slip.name for slip in batch.slips] == ["Ani", "Budi"]
    assert [slip.name for slip in make_slips(office.database, CONSOLE, "kab", NOW).slips] == ["Dian", "Ani", "Budi"]


def test_a_slip_lets_its_person_in_and_nobody_else(office: Office) -> None:
    ani, budi = make_slips(office.database, CONSOLE, "disdik", NOW).slips
    with pytest.raises(CodeRefused):
        choose_password(office.database, NIP, budi.code, NEW_PASSWORD, NOW)
    choose_password(office.database, NIP, ani.code, NEW_PASSWORD, NOW + CODE_LENGTH - timedelta(seconds=1))
    assert [slip.name for slip in make_slips(office.database, CONSOLE, "disdik", NOW).slips] == ["Budi"]


def test_printing_again_makes_earlier_slips_void(office: Office) -> None:
    (first, _), (second, _) = (make_slips(office.database, CONSOLE, "disdik", NOW).slips for _ in range(2))
    with pytest.raises(CodeRefused):
        choose_password(office.database, NIP, first.code, NEW_PASSWORD, NOW)
    choose_password(office.database, NIP, second.code, NEW_PASSWORD, NOW)


def test_a_lost_slip_does_not_tell_the_nip(office: Office) -> None:
    batch = make_slips(office.database, CONSOLE, "disdik", NOW)
    page = render_slips(batch.agency_name, batch.slips, "https://netral.contoh.go.id", "06-12-2026")
    assert NIP not in page and NIP[-4:] in page and "KADES-01" in page
    assert all(slip.code in page and slip.code not in repr(batch) for slip in batch.slips)


def test_names_are_escaped_on_the_slips(office: Office) -> None:
    office.change("UPDATE person SET name = '<b>Ani</b>' WHERE id = 'ani'")
    batch = make_slips(office.database, CONSOLE, "disdik", NOW)
    assert "&lt;b&gt;Ani" in render_slips(batch.agency_name, batch.slips, "https://x", "x")


def test_only_an_operator_makes_slips() -> None:
    with pytest.raises(NotAllowed):
        Operator("ani")


def test_an_unknown_unit_is_refused(office: Office) -> None:
    with pytest.raises(NotFound):
        make_slips(office.database, CONSOLE, "tidak-ada", NOW)


def test_the_command_writes_a_file_only_its_owner_reads(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = office.database.path.parent
    serve_for_real(folder, monkeypatch)
    target = folder / "slip.html"
    done = CliRunner().invoke(app, ["activation-slips", "disdik", str(target)])
    assert done.exit_code == 0 and "2 slip" in done.stdout
    assert target.stat().st_mode & 0o077 == 0 and "Ani" in target.read_text(encoding="utf-8")
    again = CliRunner().invoke(app, ["activation-slips", "disdik", str(target)])
    assert again.exit_code == 1 and "sudah ada" in again.stderr
    assert CliRunner().invoke(app, ["activation-slips", "tidak-ada", str(folder / "lain.html")]).exit_code == 1
