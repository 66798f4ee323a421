"""One database as a server just started finds it: what the authors' review of items and the fairness of a quiz cost.

A process of its own, because neither what is kept nor the peak of memory can be forgotten: ``python -m bench.authors_probe
<database>`` prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from actions.authoring import fairness, item_review
from actions.courseware import load_courseware
from actions.signing_in.sign_in import demo_personas, find_viewer, open_session
from bench.process import peak_memory_mib
from bench.servers import ROOT
from bench.supervisor_probe import cpu_ms
from people.models import Viewer
from store.database import Database, open_database


def probe(path: Path) -> dict[str, float | None]:
    """Of the quiz that most people finished: milliseconds of CPU, and MiB; empty without an author or a finished quiz."""
    courseware = load_courseware(ROOT / "content", ROOT / "quizzes")
    database = open_database(path)
    try:
        author = _author(database)
        quizzes = item_review.reviewable_quizzes(database, courseware, author) if author else {}
        if author is None or not quizzes:
            return {}
        place = (database, courseware, author, max(quizzes, key=lambda quiz_id: quizzes[quiz_id]))
        return {
            "review cold": cpu_ms(lambda: item_review.review_quiz(*place)),
            "review memory": peak_memory_mib(),
            "fairness cold": cpu_ms(lambda: fairness.fairness(*place)),
            "forms cold": cpu_ms(lambda: fairness.forms_of_quiz(*place)),
            "fairness memory": peak_memory_mib(),
        }
    finally:
        database.close()


def _author(database: Database) -> Viewer | None:
    now = datetime.now(UTC)
    viewers = [
        find_viewer(database, open_session(database, persona.id, now), now) for persona in demo_personas(database)
    ]
    return next((viewer for viewer in viewers if viewer is not None and viewer.role == "author"), None)


if __name__ == "__main__":
    print(json.dumps(probe(Path(sys.argv[1]))))
