"""Rules of the database: durable, never half-written, and every failure a sentence."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from people.errors import NetralError
from store.clock import from_text, to_text
from store.database import (
    Database,
    EngineUnsafe,
    StorageBusy,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageNewer,
    StorageReadOnly,
    check_engine,
    open_database,
)
from store.ids import new_id
from store.registry import agencies
from tests.builders import NOW, ROOT, make_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = make_database(tmp_path / "netral.sqlite")
    yield database
    database.close()


def count(database: Database) -> int:
    with database.read() as connection:
        return agencies.count_agencies(connection)


INSERT = (
    "INSERT INTO agency (id, parent_id, name, kind, path, report_id) VALUES (:id, NULL, 'X', 'unit', :id || '/', 'x')"
)


def is_told(error: StorageError) -> None:
    assert isinstance(error, NetralError)
    assert str(error).endswith(".") and len(error.what_to_do) > 10


def test_every_connection_is_durable_and_keeps_references(database: Database) -> None:
    def pragmas(connection: sqlite3.Connection) -> tuple[object, ...]:
        return tuple(
            connection.execute(f"PRAGMA {p}").fetchone()[0] for p in ("journal_mode", "synchronous", "foreign_keys")
        )

    with database.write() as connection:
        assert pragmas(connection) == ("wal", 2, 1)
    with database.read() as one, database.read() as two, database.read() as three:
        assert one is not two and two is not three
        assert {pragmas(c) for c in (one, two, three)} == {("wal", 2, 1)}


def test_every_table_is_strict(database: Database) -> None:
    with database.read() as connection:
        tables = [r for r in connection.execute("PRAGMA table_list") if r["type"] == "table" and r["schema"] == "main"]
        ours = [r for r in tables if not r["name"].startswith(("sqlite_", "_sqlite"))]
        assert len(ours) >= 14 and all(r["strict"] for r in ours)


class LikeKeyboardInterrupt(BaseException):
    pass


@pytest.mark.parametrize("error", [ValueError, LikeKeyboardInterrupt, KeyboardInterrupt, GeneratorExit])
def test_whatever_interrupts_a_write_leaves_nothing_behind(database: Database, error: type[BaseException]) -> None:
    before = count(database)
    with pytest.raises(error), database.write() as connection:
        connection.execute(INSERT, {"id": "baru"})
        raise error()
    assert count(database) == before
    with database.write() as connection:  # and the lock is free
        connection.execute(INSERT, {"id": "baru"})
    assert count(database) == before + 1


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as connection:
        before = agencies.count_agencies(connection)
        with database.write() as writer:
            writer.execute(INSERT, {"id": "baru"})
        assert agencies.count_agencies(connection) == before
    assert count(database) == before + 1


def test_eight_threads_that_read_then_write_never_meet_a_lock(database: Database) -> None:
    errors: list[BaseException] = []
    start = threading.Barrier(8)

    def work(worker: int) -> None:
        try:
            start.wait()
            for n in range(10):
                with database.write() as connection:
                    seen = agencies.count_agencies(connection)
                    connection.execute(INSERT, {"id": f"t{worker}-{n}-{seen}"})
                count(database)
        except BaseException as error:  # reported below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(w,)) for w in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and count(database) == 3 + 80


def test_two_processes_that_write_at_once_queue(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    script = (
        "import sys; from pathlib import Path; from store.database import open_database\n"
        "db = open_database(Path(sys.argv[1]))\n"
        "for n in range(25):\n"
        "    with db.write() as c:\n"
        "        c.execute('SELECT COUNT(*) FROM agency').fetchone()\n"
        f"        c.execute({INSERT!r}, {{'id': sys.argv[2] + str(n)}})\n"
    )
    workers = [
        subprocess.Popen([sys.executable, "-c", script, str(database.path), name], cwd=ROOT) for name in ("a", "b")
    ]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert count(database) == 3 + 50


def test_many_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    for round_number in range(5):
        path = tmp_path / f"{round_number}.sqlite"
        errors: list[BaseException] = []
        start = threading.Barrier(6)

        def work(path: Path = path, start: threading.Barrier = start, errors: list[BaseException] = errors) -> None:
            try:
                start.wait()
                open_database(path).close()
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []


def schema(database: Database) -> list[tuple[object, ...]]:
    with database.read() as connection:
        return [tuple(r) for r in connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name")]


def test_migrating_again_changes_nothing(database: Database) -> None:
    before = schema(database)
    database.migrate()
    again = open_database(database.path)
    assert schema(again) == before and count(again) == 3
    again.close()


def test_a_migration_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "netral.sqlite"
    raw = sqlite3.connect(str(path))
    raw.execute("CREATE TABLE attempt_flag (x)")  # stands in the way of the second step
    raw.commit()
    raw.close()
    with pytest.raises(sqlite3.OperationalError):
        open_database(path)
    raw = sqlite3.connect(str(path))
    names = {row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert "response" not in names and "attempt" not in names
    raw.execute("DROP TABLE attempt_flag")
    raw.commit()
    raw.close()
    database = open_database(path)
    assert {"attempt", "response", "rollup_progress"} <= {name for _, name, _ in schema(database)}
    database.close()


@pytest.mark.parametrize("version", ["3.7.0", "3.40.1", "3.51.2"])
def test_an_engine_that_can_lose_answers_is_refused(version: str) -> None:
    with pytest.raises(EngineUnsafe, match=version) as caught:
        check_engine(version)
    is_told(caught.value)


@pytest.mark.parametrize("version", ["3.51.3", "3.53.4", "4.0.0"])
def test_a_safe_engine_is_accepted(version: str) -> None:
    check_engine(version)


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a" / "b" / "netral.sqlite")
    assert database.path.exists()
    database.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    for path in (tmp_path / "berkas" / "netral.sqlite", Path("/proc/netral/netral.sqlite")):
        with pytest.raises(StorageReadOnly) as caught:
            open_database(path)
        is_told(caught.value)
        assert str(path.parent) in str(caught.value)


def test_a_folder_that_cannot_be_written_is_told() -> None:
    with pytest.raises(StorageReadOnly) as caught:
        open_database(Path("/proc/self/netral.sqlite"))  # refuses new files, also from root
    is_told(caught.value)


@pytest.mark.parametrize("content", [b"bukan basis data" * 500, b"SQLite format 3\x00" + b"\xff" * 8000])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "netral.sqlite"
    path.write_bytes(content)
    with pytest.raises(StorageDamaged) as caught:
        open_database(path)
    is_told(caught.value)
    assert path.read_bytes() == content  # left for whoever repairs it


def test_a_lock_held_elsewhere_is_told_and_passes(tmp_path: Path) -> None:
    make_database(tmp_path / "netral.sqlite").close()
    database = Database(tmp_path / "netral.sqlite", busy_timeout_seconds=0.05)
    other = sqlite3.connect(str(database.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageBusy) as caught, database.write() as connection:
        connection.execute(INSERT, {"id": "baru"})
    is_told(caught.value)
    assert count(database) == 3  # reading goes on
    other.execute("ROLLBACK")
    with database.write() as connection:
        connection.execute(INSERT, {"id": "baru"})
    assert count(database) == 4
    other.close()
    database.close()


def test_a_full_disk_is_told_keeps_nothing_and_recovers(database: Database) -> None:
    with database.write() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with database.write() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages}")
    big = {"id": "baru" + "x" * 500_000}
    with pytest.raises(StorageFull) as caught, database.write() as connection:
        connection.execute(INSERT, {"id": "kecil"})
        connection.execute(INSERT, big)
    is_told(caught.value)
    said = (
        f"{caught.value} {caught.value.what_to_do}"  # it may be a learner, an office worker or a command that reads it
    )
    assert "penuh" in said and "jawaban" not in said.lower() and "halaman" not in said
    assert count(database) == 3
    with database.write() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
        connection.execute(INSERT, big)
    assert count(database) == 4


def test_a_broken_rule_of_the_schema_stays_what_it_is(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError) as caught, database.write() as connection:
        connection.execute(INSERT, {"id": "kab"})
    assert caught.value.__cause__ is None


def test_ids_sort_by_time_and_are_unique() -> None:
    moments = [NOW + timedelta(milliseconds=n) for n in range(300)]
    ids = [new_id(moment) for moment in moments]
    assert ids == sorted(ids)
    assert len({new_id(NOW) for _ in range(5000)}) == 5000
    assert all(len(i) == 26 and set(i) <= set("0123456789abcdefghjkmnpqrstvwxyz") for i in ids)
    assert new_id(NOW, 5) == new_id(NOW, 5)


def test_times_are_utc_text_of_one_width() -> None:
    makassar = datetime(2026, 11, 22, 11, 0, 0, 999, tzinfo=timezone(timedelta(hours=8)))
    assert to_text(makassar) == "2026-11-22T03:00:00Z"
    assert from_text(to_text(makassar)) == datetime(2026, 11, 22, 3, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_text(datetime(2026, 11, 22))


def test_a_database_of_a_newer_version_is_not_written_to(tmp_path: Path) -> None:
    """Whatever the newer version counts beside every answer would not be counted by this one."""
    database = make_database(tmp_path / "netral.sqlite")
    open_database(database.path).close()
    with database.write() as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('netral', 'count_tomorrow', 'x')"
        )
    with pytest.raises(StorageNewer) as caught:
        open_database(database.path)
    is_told(caught.value)
    database.close()
