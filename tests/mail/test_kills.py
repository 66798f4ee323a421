"""The light form of the kills; the long one is in tests/prove."""

from __future__ import annotations

from pathlib import Path

from tests.mail.kills import BATCH, kill_senders


def test_a_killed_sender_never_makes_a_message_leave_twice(tmp_path: Path) -> None:
    tally = kill_senders(tmp_path, kills=10, seed=4)
    assert tally.sent + tally.unknown == 10 * BATCH, "nothing is lost"
    assert tally.doubtful_but_taken >= 1, "no kill came between acceptance and note: the test proves nothing"
