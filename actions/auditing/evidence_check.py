"""Does the evidence still say what it said? Every closed attempt marked again, every summary counted again, the file itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import astuple, dataclass

from actions.auditing.evidence import code_of, evidence_key
from actions.summaries.pair_rows import rows_of_pair_again
from actions.summaries.refresher_rollups import rows_of_refresher
from actions.summaries.rollups import rows_of_close
from actions.summaries.sureness_rows import rows_of_sureness
from people.access import require
from people.models import Viewer
from quizzes.attempts import Result, grade
from quizzes.models import Item
from store.auditing import evidence as store
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning import dilemmas as dilemma_store
from store.learning import sureness as sureness_store
from store.learning.attempts import AttemptRecord
from store.learning.refreshers import ChangeRow, RefreshedItemRow
from store.summaries import rollups as rollup_store
from store.summaries import studied as studied_store
from store.summaries import weeks as week_store
from store.summaries.item_rollups import ItemAnswerRow, PaperRow
from store.summaries.misconception_rollups import MisconceptionRow
from store.summaries.pairs import PairRow
from store.summaries.rollups import IndicatorRow, ProgressRow, ResponseRow, RollupRow
from store.summaries.seats import SeatRow
from store.summaries.sureness_rollups import SureBeliefRow, SurenessRow

Show = Callable[[str, int, int], None]
"""Stage, how many are done, of how many."""
_TABLES: dict[type, tuple[str, int]] = {
    ProgressRow: ("rollup_progress", 4), IndicatorRow: ("rollup_indicator", 5), ResponseRow: ("rollup_response", 6),
    ItemAnswerRow: ("rollup_item_answer", 4), PaperRow: ("rollup_paper", 3), SeatRow: ("rollup_seat", 5),
    MisconceptionRow: ("rollup_misconception", 5), SurenessRow: ("rollup_sureness", 5),
    SureBeliefRow: ("rollup_sure_belief", 5), ChangeRow: ("rollup_refresher", 6),
    RefreshedItemRow: ("rollup_refresher_item", 6), PairRow: ("rollup_pair", 13),
}  # fmt: skip
"""Kind of summary row -> its table, and how many of its columns say what is counted; the others are sums."""
_ALTERED = {"item": "Naskah soal berubah", "quiz": "Susunan kuis berubah", "dilemma": "Naskah dilema berubah"}
_EVERY = 200
MAX_FAULTS = 100
Table = dict[tuple[object, ...], list[int]]


@dataclass(frozen=True)
class Fault:
    """``what`` is wrong, ``where``: a code and number of an attempt, a table, or a fingerprint."""

    what: str
    where: str


@dataclass(frozen=True)
class EvidenceCheck:
    """``faults``: at most a hundred of them; ``fault_count``: how many in all."""

    attempts: int
    versions: int
    faults: tuple[Fault, ...]
    fault_count: int


class _Faults:
    def __init__(self) -> None:
        self.first: list[Fault] = []
        self.count = 0

    def add(self, what: str, where: str) -> None:
        self.count += 1
        if len(self.first) < MAX_FAULTS:
            self.first.append(Fault(what, where))


def check_evidence(database: Database, viewer: Viewer, show: Show) -> EvidenceCheck:
    """Reads one unchanging picture of everything; others go on working meanwhile. Raises NotAllowed."""
    require(viewer, "read_evidence")
    with database.write() as connection:
        key = evidence_key(connection)
    faults = _Faults()
    with database.read() as connection:
        show("Memeriksa berkas basis data", 0, 1)
        for fault in store.file_faults(connection):
            faults.add("Berkas basis data rusak", fault)
        versions = _check_versions(connection, faults)
        attempts = _check_attempts(connection, key, faults, show)
    return EvidenceCheck(attempts, versions, tuple(faults.first), faults.count)


def _check_versions(connection: Connection, faults: _Faults) -> int:
    count = 0
    for kind, fingerprint, is_true in store.checked_versions(connection):
        count += 1
        if not is_true:
            faults.add(_ALTERED[kind], fingerprint)
    return count


def _check_attempts(connection: Connection, key: bytes, faults: _Faults, show: Show) -> int:
    """Marks every closed attempt again, and adds up on the way what the summaries should say."""
    total = store.count_closed(connection)
    tables: dict[str, Table] = {name: defaultdict(list) for name, _ in _TABLES.values()}
    for *place, started in store.started_counts(connection):
        _count(tables, ProgressRow(*place, started, 0, 0))
    passed: set[tuple[str, str]] = set()
    for done, (attempt_id, person_id, quiz_id, number) in enumerate(store.closed_attempts(connection)):
        if done % _EVERY == 0:
            show("Menilai ulang percobaan", done, total)
        where = f"{code_of(key, person_id)}, {quiz_id}, percobaan {number}"
        try:
            _check_attempt(connection, attempt_id, where, faults, tables, passed)
        except (ValueError, TypeError, LookupError):  # a text, an answer or a number that no site writes
            faults.add("Percobaan tidak dapat dibaca", where)
    show("Menilai ulang percobaan", total, total)
    _compare(connection, tables, faults)
    return total


def _check_attempt(
    connection: Connection,
    attempt_id: str,
    where: str,
    faults: _Faults,
    tables: dict[str, Table],
    passed: set[tuple[str, str]],
) -> None:
    record = attempt_store.find_attempt(connection, attempt_id)
    assert record is not None, "listed in the same snapshot"
    attempt = record.attempt
    items = attempt_store.items_of(connection, attempt.paper)
    responses = attempt_store.decoded_responses(connection, attempt.id, items)
    result = grade(attempt.quiz, items, responses)
    if not _is_as_stored(record, items, result):
        faults.add("Nilai tersimpan tidak sama dengan penilaian ulang", where)
    person_and_quiz = (attempt.person_id, attempt.quiz.id)
    report_id = attempt_store.report_id_of(connection, record.agency_id)
    for row in rows_of_close(record, items, responses, result, report_id, passed_before=person_and_quiz in passed):
        _count(tables, row)
    for row in rows_of_refresher(connection, record, items, result):
        _count(tables, row)
    for row in rows_of_pair_again(connection, record, items, [mark.fraction for mark in result.marks]):
        _count(tables, row)
    if _is_sureness_sound(connection, record):
        for row in rows_of_sureness(connection, record, items, responses, result, report_id):
            _count(tables, row)
    else:
        faults.add("Catatan yakin dan ragu tidak cocok dengan percobaannya", where)
    if result.passed:
        passed.add(person_and_quiz)


def _is_as_stored(record: AttemptRecord, items: list[Item], result: Result) -> bool:
    fractions = tuple(round(mark.fraction, 6) for mark in result.marks)
    return (record.score, record.passed, record.mark_fractions) == (round(result.score, 6), result.passed, fractions)


def _is_sureness_sound(connection: Connection, record: AttemptRecord) -> bool:
    """Readable, about items of the paper, and nothing at all where the quiz did not ask."""
    try:
        said = sureness_store.all_sayings(connection, record.attempt.id)
    except ValueError:
        return False
    return not said or (
        record.attempt.quiz.asks_sureness and all(one.position < len(record.attempt.paper) for one in said)
    )


def _count(tables: dict[str, Table], row: RollupRow) -> None:
    name, width = _TABLES[type(row)]
    values = astuple(row)
    sums = tables[name].setdefault(values[:width], [0] * (len(values) - width))
    for place, value in enumerate(values[width:]):
        sums[place] += value


def _compare(connection: Connection, tables: dict[str, Table], faults: _Faults) -> None:
    kept = rollup_store.dump_rollups(connection)
    for name, table in tables.items():
        if {(*key, *sums) for key, sums in table.items()} != set(kept[name]):
            faults.add("Ringkasan tidak sama dengan hitungan ulang", name)
    recounted = {
        "rollup_choice": dilemma_store.recounted_choices(connection),
        "rollup_person": rollup_store.recounted_progress(connection),
        "rollup_study": studied_store.recounted_study(connection),
        "rollup_week": week_store.recounted_weeks(connection),
    }
    assert tables.keys() | recounted.keys() == kept.keys(), "every summary is counted again"
    for name, found in recounted.items():
        if set(found) != set(kept[name]):
            faults.add("Ringkasan tidak sama dengan hitungan ulang", name)
