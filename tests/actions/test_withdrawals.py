"""Rules of withdrawing an assignment, and of excusing many people at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.assigning import assignments, excuses
from actions.learning import study, take_quiz
from actions.learning.assigned import assigned_to
from actions.understanding import supervise
from people.access import supervision_scope
from people.assigning.assignment_errors import AssignmentRefused
from people.assigning.assignment_rules import Exemption
from people.errors import NotAllowed, NotFound
from people.models import Viewer
from store.assigning.assignment_rules import NOTHING_EXTRA, Accommodation
from tests.actions.assigning import DURING, Region

AWAY = Exemption("leave", "Cuti besar", "SK 7/2026", "2026-11-01", "2026-11-30")


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return Region(tmp_path)


def assigned_ids(region: Region, person_id: str) -> list[str]:
    with region.database.read() as connection:
        return [one.given.id for one in assigned_to(connection, person_id, DURING)]


def withdraw(region: Region, assignment_id: str, reason: str = "Salah unit") -> None:
    assignments.withdraw(region.database, region.head(), assignment_id, reason, DURING)


def test_a_withdrawn_assignment_is_nobodys_and_comes_back_when_restored(region: Region) -> None:
    ani = region.hire("ani")
    assignment_id = region.assign()
    for _ in range(2):
        withdraw(region, assignment_id)
    assert region.count("assignment_withdrawal") == 1 and assigned_ids(region, "ani") == []
    assert study.course_progress(region.database, region.courseware, ani, DURING) == ()
    with pytest.raises(NotFound):
        region.start(ani)
    assignments.restore(region.database, region.head(), assignment_id, DURING)
    assert assigned_ids(region, "ani") == [assignment_id] and region.start(ani)
    assert region.count("assignment_withdrawal") == 2


def test_an_open_attempt_may_be_finished_and_stays_evidence(region: Region) -> None:
    ani = region.hire("ani")
    assignment_id = region.assign()
    attempt_id = region.start(ani)
    withdraw(region, assignment_id)
    assert assigned_ids(region, "ani") == [assignment_id]
    assert region.start(ani) == attempt_id
    take_quiz.submit(region.database, ani, attempt_id, DURING)
    assert region.status(assignment_id).total.counts.finished == 1
    with pytest.raises(NotFound):
        region.start(ani)


def test_a_withdrawal_says_why_by_whom_and_only_where_one_may_change(region: Region) -> None:
    region.hire("ani")
    assignment_id = region.assign("kab")
    with pytest.raises(AssignmentRefused):
        withdraw(region, assignment_id, "  ")
    with pytest.raises(NotAllowed):
        assignments.withdraw(region.database, region.head("disdik"), assignment_id, "Salah", DURING)
    withdraw(region, assignment_id)
    found = assignments.find_withdrawal(region.database, region.head().scope, assignment_id)
    assert found is not None and (found.reason, found.by, found.at) == ("Salah unit", "kepala-kab", DURING)
    with pytest.raises(NotAllowed):
        assignments.restore(region.database, region.head("disdik"), assignment_id, DURING)


def test_what_was_withdrawn_is_not_offered_to_supervisors_of_comprehension(region: Region) -> None:
    assignment_id = region.assign()
    head = Viewer("kepala", "Kepala", "supervisor", "pns", "kab", "Kabupaten", True)
    scope = supervision_scope(head, "kab/", "kab")
    assert [a.id for a in supervise.assignments_in(region.database, region.courseware, scope)] == [assignment_id]
    withdraw(region, assignment_id)
    assert supervise.assignments_in(region.database, region.courseware, scope) == ()


def test_a_withdrawal_is_never_changed_or_deleted(region: Region) -> None:
    withdraw(region, region.assign())
    for statement in ("DELETE FROM assignment_withdrawal", "UPDATE assignment_withdrawal SET reason = ''"):
        with pytest.raises(Exception, match="append-only"), region.database.write() as connection:
            connection.execute(statement)


def test_many_are_excused_at_once_or_nobody(region: Region) -> None:
    for name in ("ani", "budi", "citra"):
        region.hire(name)
    region.hire("dedi", "dinkes")
    assignment_id = region.assign("disdik")
    many = (region.database, region.head(), assignment_id)
    with pytest.raises(NotFound):
        excuses.exempt_all(*many, ["ani", "budi", "dedi"], AWAY, DURING)
    with pytest.raises(AssignmentRefused):
        excuses.exempt_all(*many, [], AWAY, DURING)
    assert region.count("assignment_exemption") == 0
    assert excuses.exempt_all(*many, ["ani", "budi", "ani"], AWAY, DURING) == 2
    assert excuses.exempt_all(*many, ["ani", "budi", "citra"], AWAY, DURING) == 1
    assert region.status(assignment_id).total.counts.on_leave == 3
    assert excuses.exempt_all(*many, ["ani", "citra"], None, DURING) == 2
    assert region.status(assignment_id).total.counts.on_leave == 1
    with region.database.read() as connection:
        batches = connection.execute("SELECT COUNT(*) FROM audit_entry GROUP BY batch_id ORDER BY 1").fetchall()
    assert [row[0] for row in batches] == [1, 1, 2, 2]  # the assignment itself, then one batch for each deed


def test_extra_time_for_many_shows_on_their_sheets_with_its_history(region: Region) -> None:
    for name in ("ani", "budi"):
        region.hire(name)
    assignment_id = region.assign("disdik")
    extra = Accommodation(30, 1, "Tunanetra", "Surat 12")
    many = (region.database, region.head(), assignment_id)
    assert excuses.accommodate_all(*many, ["ani", "budi"], extra, DURING) == 2
    assert excuses.accommodate_all(*many, ["budi"], NOTHING_EXTRA, DURING) == 1
    excuses.exempt_all(*many, ["ani"], AWAY, DURING)
    ani, budi = excuses.person_sheets(*many, ["ani", "budi"], DURING)
    assert (ani.extra, ani.exemption, ani.decision.standing) == (extra, AWAY, "exempt")
    assert {one.kind for one in ani.history} == {"leave", "extra"} and ani.history[0].at == DURING
    assert budi.extra == NOTHING_EXTRA and [one.extra_minutes for one in budi.history] == [0, 30]
