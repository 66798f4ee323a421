"""A hundred senders killed between claim, acceptance and note: no message leaves twice, none is lost from sight."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.mail.kills import BATCH, kill_senders

KILLS = int(os.environ.get("NETRAL_PROVE_KILLS", "100"))


@pytest.mark.prove
def test_nothing_is_sent_twice_over_many_kills(tmp_path: Path) -> None:
    tally = kill_senders(tmp_path, kills=KILLS, seed=11)
    print(tally)
    assert tally.sent + tally.unknown == KILLS * BATCH
    assert tally.doubtful_but_taken >= KILLS // 20, "some kills must come after acceptance and before the note"
