"""Windows that follow election stages: counted again, after a look, when the days of a stage were set or changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from actions.assigning.assignment_status import given_in
from actions.assigning.assignments import changeable, check_window, may_change, note, stage_days
from actions.courseware import Courseware
from people.access import Assigner, Scope
from people.assigning.assignment_errors import AssignmentRefused
from people.assigning.assignment_rules import Given
from people.assigning.stage_windows import resolve, rule_in_words
from people.assigning.windows import Window
from store.assigning import assignment_rules as rule_store
from store.assigning import stage_windows as stage_window_store
from store.database import Database


@dataclass(frozen=True)
class Recount:
    """An assignment not open yet whose window would now be another one."""

    given: Given
    rule_words: str
    window: Window
    refusal: str | None
    """Why it cannot be counted again; None: it can."""


def stage_titles(courseware: Courseware) -> dict[str, str]:
    return {stage.id: stage.title for stage in courseware.library.stages.values()}


def rule_words_of(database: Database, courseware: Courseware, assignment_id: str) -> str | None:
    """What the window hangs on, in words; None: plain days."""
    with database.read() as connection:
        rule = stage_window_store.window_rules(connection).get(assignment_id)
    return rule_in_words(rule, stage_titles(courseware)) if rule else None


def recounts(database: Database, courseware: Courseware, scope: Scope, now: datetime) -> tuple[Recount, ...]:
    """Whatever the viewer may change and whose stage has other days than when its window was counted last."""
    reaching = given_in(database, courseware, scope)
    days, titles = stage_days(courseware), stage_titles(courseware)
    found = []
    with database.read() as connection:
        rules = stage_window_store.window_rules(connection)
        for given in reaching:
            rule = rules.get(given.id)
            if rule is None or given.is_withdrawn or now >= given.window.opens_at:
                continue
            window = resolve(rule, days, given.window.zone)
            if window != given.window and may_change(connection, scope, given):
                found.append(Recount(given, rule_in_words(rule, titles), window, _refusal(window, now)))
    return tuple(found)


def recount(
    database: Database, courseware: Courseware, by: Assigner, assignment_id: str, shown: Window, now: datetime
) -> None:
    """Give the assignment the window that was shown. Raises AssignmentRefused, NotAllowed, NotFound."""
    with database.write() as connection:
        given = changeable(connection, by.scope, assignment_id)
        rule = stage_window_store.window_rules(connection).get(assignment_id)
        if rule is None or resolve(rule, stage_days(courseware), given.window.zone) != shown:
            raise AssignmentRefused("Tanggal tahapan baru saja berubah.", "Lihat lagi tanggal barunya.")
        if now >= given.window.opens_at:
            raise AssignmentRefused("Penugasan ini sudah dibuka.", "Ubah batas waktunya pada halaman penugasannya.")
        check_window(shown, now)
        rule_store.set_window(connection, assignment_id, shown)
        before, after = _facts(given.window), _facts(shown)
        note(connection, by, now, "assignment.recount", ("assignment", assignment_id), before, after)


def _refusal(window: Window, now: datetime) -> str | None:
    try:
        check_window(window, now)
    except AssignmentRefused as refusal:
        return f"{refusal} Tetapkan tanggalnya sendiri pada halaman penugasannya."
    return None


def _facts(window: Window) -> dict[str, object]:
    if window.is_waiting:
        return {"opens_on": None, "due_on": None, "zone": window.zone}
    return {"opens_on": window.opens_on.isoformat(), "due_on": window.due_on.isoformat(), "zone": window.zone}
