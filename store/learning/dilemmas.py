"""Statements about dilemma runs and the choices made in them. Choices are appended, never changed.

Only a person's FIRST run of a dilemma is reported; its choices are counted in the transaction that stores them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.models import Dilemma
from quizzes.models import fingerprint as fingerprint_of
from store.database import Connection, one, rows
from store.registry.agencies import end_of

_KEEP = (
    "INSERT INTO dilemma_version (fingerprint, dilemma_id, body) VALUES (:fingerprint, :dilemma_id, :body) "
    "ON CONFLICT (fingerprint) DO NOTHING"
)
_BODY = "SELECT body FROM dilemma_version WHERE fingerprint = :fingerprint"
_COLUMNS = "id, person_id, dilemma_id, dilemma_version, number, agency_id, employment, started_at, ended_at, ending"
_ADD_RUN = (
    f"INSERT INTO dilemma_run ({_COLUMNS}) VALUES (:id, :person_id, :dilemma_id, :dilemma_version, :number, "
    ":agency_id, :employment, :started_at, :ended_at, :ending)"
)
_END = "UPDATE dilemma_run SET ended_at = :ended_at, ending = :ending WHERE id = :id AND ended_at IS NULL"
_GET = f"SELECT {_COLUMNS} FROM dilemma_run WHERE id = :id"
_OF_PERSON = f"SELECT {_COLUMNS} FROM dilemma_run WHERE person_id = :person_id ORDER BY dilemma_id, number"
_ADD_CHOICE = (
    "INSERT INTO dilemma_choice (run_id, step_number, step_id, choice_id, weight, chosen_at) "
    "VALUES (:run_id, :step_number, :step_id, :choice_id, :weight, :chosen_at)"
)
_CHOICES = (
    "SELECT run_id, step_number, step_id, choice_id, weight, chosen_at FROM dilemma_choice "
    "WHERE run_id = :run_id ORDER BY step_number"
)
_SCORES = (
    "SELECT run.id AS run_id, AVG(choice.weight) AS score FROM dilemma_run AS run "
    "JOIN dilemma_choice AS choice ON choice.run_id = run.id WHERE run.person_id = :person_id GROUP BY run.id"
)
_COUNT = (
    "INSERT INTO rollup_choice (dilemma_version, trail, choice_id, report_id, employment, learners) "
    "VALUES (:dilemma_version, :trail, :choice_id, :report_id, :employment, :learners) "
    "ON CONFLICT (dilemma_version, trail, choice_id, report_id, employment) "
    "DO UPDATE SET learners = rollup_choice.learners + excluded.learners"
)
_RECOUNT = (
    "SELECT run.dilemma_version, walked.trail, walked.choice_id, agency.report_id, run.employment, COUNT(*) "
    "FROM dilemma_run AS run JOIN ("
    "SELECT run_id, choice_id, group_concat(step_id, '/') OVER (PARTITION BY run_id ORDER BY step_number) AS trail "
    "FROM dilemma_choice) AS walked ON walked.run_id = run.id "
    "JOIN agency ON agency.id = run.agency_id WHERE run.number = 1 GROUP BY 1, 2, 3, 4, 5"
)
_REBUILD = f"INSERT INTO rollup_choice (dilemma_version, trail, choice_id, report_id, employment, learners) {_RECOUNT}"
_VERSIONS = (
    "SELECT version.fingerprint FROM dilemma_version AS version WHERE version.dilemma_id = :dilemma_id "
    "AND EXISTS (SELECT 1 FROM rollup_choice WHERE rollup_choice.dilemma_version = version.fingerprint) "
    "ORDER BY version.fingerprint"
)
_READ = (
    "SELECT counted.trail, counted.choice_id, agency.path, counted.employment, counted.learners "
    "FROM rollup_choice AS counted JOIN agency ON agency.id = counted.report_id "
    "WHERE counted.dilemma_version = :dilemma_version AND agency.path >= :path AND agency.path < :path_end "
    "ORDER BY counted.trail, counted.choice_id, agency.path, counted.employment"
)


@dataclass(frozen=True)
class RunRecord:
    """One run, with the text it runs on and where its person belonged when it began. Times are UTC text."""

    id: str
    person_id: str
    dilemma_id: str
    dilemma_version: str
    number: int
    agency_id: str
    employment: str
    started_at: str
    ended_at: str | None = None
    ending: str | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True)
class ChoiceRecord:
    """``step_number`` counts from 1; ``weight`` is that of the version the run runs on."""

    run_id: str
    step_number: int
    step_id: str
    choice_id: str
    weight: float
    chosen_at: str


@dataclass(frozen=True)
class ChoiceRow:
    """How many people made this choice in their first run.

    ``trail``: the ids of the steps they came by, the one of the choice last, joined by ``/``.
    """

    dilemma_version: str
    trail: str
    choice_id: str
    report_id: str
    employment: str
    learners: int


@dataclass(frozen=True)
class ChoiceCount:
    """The same as read: ``path`` is that of the report agency."""

    trail: str
    choice_id: str
    path: str
    employment: str
    learners: int


def keep_dilemma(connection: Connection, dilemma: Dilemma) -> str:
    """Freeze the text a run runs on; returns its fingerprint."""
    version = fingerprint_of(dilemma)
    body = dilemma.model_dump_json()
    connection.execute(_KEEP, {"fingerprint": version, "dilemma_id": dilemma.id, "body": body})
    return version


def get_dilemma_version(connection: Connection, fingerprint: str) -> Dilemma:
    """KeyError when no run ever ran on this version."""
    if fingerprint not in _versions:
        row = one(connection, _BODY, fingerprint=fingerprint)
        if row is None:
            raise KeyError(fingerprint)
        _versions[fingerprint] = Dilemma.model_validate_json(row["body"])
    return _versions[fingerprint]


def add_runs(connection: Connection, runs: Iterable[RunRecord]) -> None:
    connection.executemany(_ADD_RUN, [vars(run) for run in runs])


def end_runs(connection: Connection, runs: Iterable[RunRecord]) -> None:
    """Writes ``ended_at`` and ``ending``; the first ending of a run stands."""
    connection.executemany(_END, [{"id": r.id, "ended_at": r.ended_at, "ending": r.ending} for r in runs])


def find_run(connection: Connection, run_id: str) -> RunRecord | None:
    row = one(connection, _GET, id=run_id)
    return RunRecord(**dict(row)) if row else None


def runs_of(connection: Connection, person_id: str) -> list[RunRecord]:
    """By dilemma, each from the first to the last."""
    return [RunRecord(**dict(row)) for row in rows(connection, _OF_PERSON, person_id=person_id)]


def scores_of(connection: Connection, person_id: str) -> dict[str, float]:
    """Run id -> mean weight of its choices; a run without choices is left out."""
    return {row["run_id"]: row["score"] for row in rows(connection, _SCORES, person_id=person_id)}


def add_choices(connection: Connection, choices: Iterable[ChoiceRecord]) -> None:
    connection.executemany(_ADD_CHOICE, [vars(choice) for choice in choices])


def choices_of(connection: Connection, run_id: str) -> list[ChoiceRecord]:
    return [ChoiceRecord(**dict(row)) for row in rows(connection, _CHOICES, run_id=run_id)]


def count_choices(connection: Connection, counted: Iterable[ChoiceRow]) -> None:
    connection.executemany(_COUNT, [vars(row) for row in counted])


def rebuild_choice_rollup(connection: Connection) -> None:
    """From runs and choices, into the rollup that was cleared before."""
    connection.execute(_REBUILD)


def recounted_choices(connection: Connection) -> list[tuple[object, ...]]:
    """What the rollup should hold, in no order."""
    return [tuple(row) for row in rows(connection, _RECOUNT)]


def reported_versions(connection: Connection, dilemma_id: str) -> list[str]:
    """Fingerprints of the versions with any first-run choice."""
    return [row["fingerprint"] for row in rows(connection, _VERSIONS, dilemma_id=dilemma_id)]


def read_choices(connection: Connection, dilemma_version: str, path: str) -> list[ChoiceCount]:
    """Of report agencies at or below ``path``: choices are not counted below that level."""
    found = rows(connection, _READ, dilemma_version=dilemma_version, path=path, path_end=end_of(path))
    return [ChoiceCount(*tuple(row)) for row in found]


_versions: dict[str, Dilemma] = {}
"""Versions are named by their fingerprint and never change, so a process parses each once."""
