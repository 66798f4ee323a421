"""One database as a server just started finds it: what the supervisor's figures cost, and the most memory they took.

A process of its own, because neither what is kept nor the peak of memory can be forgotten: ``python -m bench.supervisor_probe
<database>`` prints one JSON object.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from actions.courseware import Courseware, load_courseware
from actions.registry import supervision
from actions.reports.pdf import pdf_report
from actions.signing_in.sign_in import demo_personas, find_viewer, open_session
from actions.understanding import (
    agency_parts,
    forgetting,
    funnel,
    growth,
    item_report,
    over_time,
    supervise,
    sureness,
    then_and_now,
    topics,
)
from actions.understanding.misconceptions import misconception_report
from bench.many_people import MONTH
from bench.process import peak_memory_mib
from bench.servers import ROOT
from people.access import Scope
from store.database import Database, open_database
from store.registry import agencies as agency_store

_QUICKEST_OF = 5


def probe(path: Path) -> dict[str, float | None]:
    """Milliseconds of CPU, MiB, and how many people and attempts there are; empty where no supervisor has an assignment."""
    with supervised(path) as site:
        if site is None:
            return {}
        database, courseware, scope, assignment_id = site
        place = (database, courseware, scope, assignment_id, scope.agency_id)
        now = datetime.now(UTC)
        with database.read() as connection:
            found: dict[str, float | None] = {
                "attempts": connection.execute("SELECT COUNT(*) FROM attempt").fetchone()[0],
                "people": connection.execute("SELECT COUNT(*) FROM membership WHERE valid_to IS NULL").fetchone()[0],
                "memory before": peak_memory_mib(),
            }
        found["overview cold"] = cpu_ms(lambda: supervise.overview(*place, now=now))
        found["overview memory"] = peak_memory_mib()
        found["overview"] = _quickest_ms(lambda: supervise.overview(*place, now=now))
        found["funnel"] = _quickest_ms(lambda: funnel.funnel(*place, now=now))
        found["parts"] = _quickest_ms(lambda: agency_parts.agency_parts(*place, now=now))
        found["modules cold"] = cpu_ms(lambda: topics.topic_report(*place, "", "modul", now=now))
        found["objectives cold"] = cpu_ms(lambda: topics.topic_report(*place, "", "tujuan", now=now))
        found["items"] = _quickest_ms(lambda: item_report.item_views(*place))
        found["beliefs cold"] = cpu_ms(lambda: misconception_report(*place))
        found["sureness"] = _quickest_ms(lambda: sureness.sureness_report(*place))
        found["weeks"] = _quickest_ms(lambda: over_time.weekly(*place, now=now))
        found["changes"] = _quickest_ms(lambda: over_time.since_snapshot(*place, MONTH, now=now))
        found["then and now"] = _quickest_ms(lambda: then_and_now.then_and_now(*place, MONTH, now=now))
        found["forgetting"] = _quickest_ms(lambda: forgetting.forgetting_report(*place))
        found["growth cold"] = cpu_ms(lambda: growth.growths(*place, "", now=now))
        found["growth memory"] = peak_memory_mib()
        found["pdf cold"] = cpu_ms(lambda: pdf_report(*place, now=now))
        child = _child_of(database, scope.agency_id)
        found["pdf next"] = cpu_ms(lambda: pdf_report(database, courseware, scope, assignment_id, child, now=now))
        found["pdf memory"] = peak_memory_mib()
        return found


@contextmanager
def supervised(path: Path) -> Iterator[tuple[Database, Courseware, Scope, str] | None]:
    """A database with the supervisor who sees most in it and an assignment of theirs; None where there is none."""
    courseware = load_courseware(ROOT / "content", ROOT / "quizzes")
    database = open_database(path)
    try:
        found = _find_supervised(database, courseware)
        yield None if found is None else (database, courseware, *found)
    finally:
        database.close()


def _find_supervised(database: Database, courseware: Courseware) -> tuple[Scope, str] | None:
    """The supervisor who sees most, and the first assignment of theirs."""
    found = []
    now = datetime.now(UTC)
    for persona in demo_personas(database):
        viewer = find_viewer(database, open_session(database, persona.id, now), now)
        if viewer is not None and viewer.role == "supervisor":
            scope = supervision.scope_of(database, viewer, now.date())
            assignments = supervise.assignments_in(database, courseware, scope)
            if assignments:
                found.append((scope, assignments[0].id))
    return min(found, key=lambda pair: len(pair[0].agency_path), default=None)


def _child_of(database: Database, agency_id: str) -> str:
    """The first office below, or the agency itself where it has none."""
    with database.read() as connection:
        below = agency_store.children_of(connection, agency_id)
    return below[0].id if below else agency_id


def _quickest_ms(work: Callable[[], object]) -> float:
    return min(cpu_ms(work) for _ in range(_QUICKEST_OF))


def cpu_ms(work: Callable[[], object]) -> float:
    """Once only: what is kept afterwards cannot be forgotten."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    print(json.dumps(probe(Path(sys.argv[1]))))
