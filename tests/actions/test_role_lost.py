"""An administrator whose role goes away between the page and the deed does nothing any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from actions.deeds import deed, take_back
from actions.privacy.erasure import WORD, erase
from actions.privacy.retention import apply_retention
from actions.registry import agencies
from actions.registry.roster import Consent, RosterOptions, apply_roster, preview_roster
from actions.registry.supervision import grant_supervision
from actions.signing_in import accounts, second_factor
from actions.signing_in.slips import make_slips, make_slips_of
from people.access import Operator
from people.errors import NotAllowed
from people.privacy.retention import RULES
from people.registry.person_changes import Grant, Revoke
from store.database import Database
from tests.actions.bureau import Bureau
from tests.people.rosters import TODAY, as_csv, lines, person

FILE = as_csv(lines([person()]))
OPTIONS = RosterOptions(TODAY, TODAY, is_complete=False)


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.hire("lain", "administrator")
    made.hire("ani", "supervisor")
    return made


def nothing(database: Database, by: Operator, now: datetime) -> None:
    with deed(database, by, now):
        pass


def deeds_of(bureau: Bureau) -> dict[str, Callable[[Database, Operator, datetime], object]]:
    root, granted = bureau.units["01"], bureau.do(Grant("author"), "ani")
    looked_at = preview_roster(bureau.database, bureau.operator(), "produksi", FILE, OPTIONS)
    viewer = bureau.viewer("lain")
    return {
        "any deed": nothing,
        "taking back": lambda at, by, now: take_back(at, by, granted, now),
        "agency": lambda at, by, now: agencies.carry_out(
            at, agencies.Change(by, now, TODAY, TODAY.isoformat()), agencies.Rename(root, "Lain")
        ),
        "supervision": lambda at, by, now: grant_supervision(at, by, "ani", (root,), TODAY, None, now),
        "roster": lambda at, by, now: apply_roster(at, by, "produksi", looked_at, Consent(), now),
        "slips of a unit": lambda at, by, now: make_slips_of(at, by, root, now),
        "slips by code": lambda at, by, now: make_slips(at, by, "01", now),
        "erasure": lambda at, by, now: erase(at, by, "ani", WORD, now),
        "retention": lambda at, by, now: apply_retention(at, by, RULES, WORD, now),
        "code": lambda at, by, now: accounts.issue_code_to(at, viewer, "ani", now),
        "closing": lambda at, by, now: accounts.set_disabled(at, viewer, "ani", True, now),
        "signing out": lambda at, by, now: accounts.end_sessions(at, viewer, "ani", now),
        "second factor": lambda at, by, now: second_factor.drop_second_factor(at, viewer, "ani", now),
    }


def everything(bureau: Bureau) -> tuple[object, ...]:
    codes = bureau.rows("SELECT person_id FROM entry_code"), bureau.rows("SELECT person_id, disabled_at FROM account")
    return bureau.registry(), bureau.rows("SELECT id FROM audit_entry"), codes


def test_what_was_begun_as_administrator_is_not_done_without_the_role(bureau: Bureau) -> None:
    begun, by = deeds_of(bureau), bureau.operator("lain")
    bureau.do(Revoke("administrator"), "lain")
    before = everything(bureau)
    done = []
    for name, do in begun.items():
        try:
            do(bureau.database, by, bureau.at().now)
            done.append(name)
        except NotAllowed:
            pass
    assert done == []
    assert everything(bureau) == before


@pytest.mark.parametrize("name", ["any deed", "roster", "code"])
def test_with_the_role_it_is_done(bureau: Bureau, name: str) -> None:
    deeds_of(bureau)[name](bureau.database, bureau.operator("lain"), bureau.at().now)
