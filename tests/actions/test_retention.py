"""Retention: a look changes nothing, what is due goes, what is not due stays, and no evidence is ever touched."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from actions.backup import differing_rollups
from actions.privacy.erasure import WordDiffers
from actions.privacy.retention import apply_retention, preview_retention
from people.privacy.retention import RULES, RetentionRefused, rules_of
from store.privacy.scrub import holds_any
from tests.actions.assigning import DURING
from tests.actions.household import BY, Household, somebody
from tests.actions.test_erasure import figures
from tests.interrupted import Interrupted

LONG_AFTER = DURING + timedelta(days=6 * 365)
EVIDENCE = ("attempt", "response", "dilemma_run", "dilemma_choice", "section_progress", "membership", "rollup_progress",
            "rollup_indicator", "rollup_response", "rollup_choice")  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Household:
    found = Household(tmp_path)
    for place in (1, 2):
        found.settle(somebody(place))
    found.region.move("orang-1", "2026-11-23", None)
    with found.database.write() as connection:
        connection.execute(
            "UPDATE data_request SET state = 'done', answer = 'x', closed_at = asked_at, closed_by = 'y'"
        )
    return found


def counts(home: Household, now=LONG_AFTER, text: str = "") -> dict[str, int]:
    return {one.rule.id: one.count for one in preview_retention(home.database, BY, rules_of(text), now).due}


def evidence(home: Household) -> dict[str, list[tuple]]:
    with home.database.read() as connection:
        return {
            table: [tuple(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
            for table in EVIDENCE
        }


def test_on_the_day_itself_nothing_is_due(home: Household) -> None:
    assert sum(counts(home, DURING).values()) == 0


def test_a_look_tells_counts_and_people_and_changes_nothing(home: Household) -> None:
    before = home.database.path.read_bytes()
    report = preview_retention(home.database, BY, RULES, LONG_AFTER)
    found = {one.rule.id: one.count for one in report.due}
    assert found["identity"] == 1 and [one.person_id for one in report.people] == ["orang-1"]
    assert all(found[rule] > 0 for rule in RULES if rule != "kept"), found
    assert home.database.path.read_bytes() == before


def test_what_is_due_goes_and_evidence_stays(home: Household) -> None:
    before, numbers = evidence(home), figures(home)
    done = {one.rule.id: one.count for one in apply_retention(home.database, BY, RULES, "HAPUS", LONG_AFTER)}
    assert done["identity"] == 1 and not holds_any(home.database.path, [somebody(1).number, somebody(1).email])
    assert holds_any(home.database.path, [somebody(2).number]), "whoever is still here stays"
    assert evidence(home) == before and figures(home) == numbers and differing_rollups(home.database) == ()
    assert sum(counts(home).values()) == 0, "nothing is due a second time"


def test_whoever_comes_back_while_it_is_looked_up_keeps_their_identity(home: Household) -> None:
    def come_back() -> None:
        with home.database.write() as connection:
            connection.execute(
                "INSERT INTO membership SELECT person_id, '2032-01-01', NULL, agency_id, employment FROM membership "
                "WHERE person_id = 'orang-1'"
            )

    slow = Interrupted(home.database.path, come_back)
    done = {one.rule.id: one.count for one in apply_retention(slow, BY, RULES, "HAPUS", LONG_AFTER)}
    assert done["identity"] == 0 and holds_any(home.database.path, [somebody(1).number])


def test_nothing_goes_without_the_word(home: Household) -> None:
    with pytest.raises(WordDiffers):
        apply_retention(home.database, BY, RULES, "ya", LONG_AFTER)
    assert counts(home)["identity"] == 1


def test_a_site_sets_its_own_days(home: Household) -> None:
    assert counts(home, DURING + timedelta(days=40), "identity=30")["identity"] == 1
    assert counts(home, DURING + timedelta(days=40))["identity"] == 0
    assert "audit" not in counts(home, text="audit=-1")


@pytest.mark.parametrize("text", ["nama=3", "undo", "undo=", "undo=x", "undo=-2", "undo=999999", "undo=1.5"])
def test_a_rule_that_cannot_be_read_is_refused_with_the_names(text: str) -> None:
    with pytest.raises(RetentionRefused) as refused:
        rules_of(text)
    assert "identity" in refused.value.what_to_do


def test_old_databases_of_a_restore_are_let_go_and_fresh_ones_kept(home: Household) -> None:
    old, fresh = (home.region.folder / f"netral.sqlite.sebelum-pulih-{name}" for name in ("20260101", "20261120"))
    for file, days in ((old, 40), (fresh, 2)):
        file.write_bytes(b"x")
        moment = (DURING - timedelta(days=days)).timestamp()
        os.utime(file, (moment, moment))
    assert counts(home, DURING)["kept"] == 1
    apply_retention(home.database, BY, RULES, "HAPUS", DURING)
    assert not old.exists() and fresh.exists()


def test_it_is_written_in_the_audit_trail_with_counts_only(home: Household) -> None:
    apply_retention(home.database, BY, RULES, "HAPUS", LONG_AFTER)
    with home.database.read() as connection:
        (after,) = connection.execute("SELECT after FROM audit_entry WHERE action = 'retention.apply'").fetchone()
    assert '"identity":1' in after and "orang-1" not in after
