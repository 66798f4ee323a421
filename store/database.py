"""Opening the database safely, and the two ways in: ``read()`` and ``write()``.

One writer connection behind a lock and a few pooled readers per process. Every write is ``BEGIN IMMEDIATE``,
so that two writers queue instead of failing; WAL with ``synchronous=FULL``, so that an acknowledged answer
survives a power cut. See docs/decisions/002-storage.md.
"""

from __future__ import annotations

import errno
import os
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlite_utils
from pysqlite3 import dbapi2 as sqlite3

from people.errors import NetralError

Connection = sqlite3.Connection
BUSY_TIMEOUT_SECONDS = 5.0
READER_COUNT = 4
FIRST_SAFE_VERSION = (3, 51, 3)
"""Earlier engines can lose committed writes in WAL mode (the WAL-reset bug): https://sqlite.org/wal.html#walresetbug"""

_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "secure_delete": 1}


class StorageError(NetralError):
    """The database cannot do its work; nothing of the present action was kept."""


class StorageFull(StorageError):
    def __init__(self) -> None:
        super().__init__("Belum tersimpan: ruang penyimpanan server penuh.")
        self.what_to_do = "Kosongkan ruang di server, atau beri tahu admin; lalu coba lagi."


class StorageBusy(StorageError):
    def __init__(self) -> None:
        super().__init__("Belum tersimpan: basis data sedang dipakai proses lain.")
        self.what_to_do = "Tunggu sebentar lalu coba lagi; yang sudah tersimpan tetap aman."


class StorageReadOnly(StorageError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"Folder data '{path.parent}' tidak dapat ditulisi.")
        self.path = path
        self.what_to_do = "Beri izin tulis pada folder itu, atau atur NETRAL_DATA_DIR ke folder lain."


class StorageDamaged(StorageError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"Berkas basis data '{path}' rusak atau bukan basis data Netral.")
        self.path = path
        self.what_to_do = "Hentikan server dan pulihkan cadangan terakhir: python cli.py restore <berkas-cadangan>."


class StorageNewer(StorageError):
    """A newer version keeps more in it than this one knows of: what this one wrote would be missing there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Basis data '{path}' berasal dari versi Netral yang lebih baru.")
        self.path = path
        self.what_to_do = "Perbarui Netral, lalu jalankan lagi; atau pulihkan cadangan yang dibuat versi ini."


class NoDatabaseYet(StorageError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"Belum ada basis data di '{path}'.")
        self.what_to_do = "Jalankan situsnya dahulu, atau periksa NETRAL_DATA_DIR."


class EngineUnsafe(StorageError):
    def __init__(self, version: str) -> None:
        super().__init__(f"Mesin SQLite {version} dapat kehilangan data yang sudah tersimpan.")
        self.version = version
        self.what_to_do = "Pasang ulang paket: pip install -r requirements.txt (butuh SQLite 3.51.3 atau lebih baru)."


def check_engine(version: str = sqlite3.sqlite_version) -> None:
    """Raises EngineUnsafe."""
    if tuple(int(part) for part in version.split(".")) < FIRST_SAFE_VERSION:
        raise EngineUnsafe(version)


class Database:
    """A database file and its connections; share one per process, from any thread."""

    def __init__(self, path: Path, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS) -> None:
        check_engine()
        self.path = path
        self._busy_timeout_seconds = busy_timeout_seconds
        self._write_lock = threading.RLock()
        self._writer: Connection | None = None
        self._readers: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._reader_slots = threading.Semaphore(READER_COUNT)
        with self._translated():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # a folder that is there keeps its own rights
            self._writer = self._connect()

    def close(self) -> None:
        with self._write_lock:
            while not self._readers.empty():
                self._readers.get_nowait().close()
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction with the write lock taken first; committed at the end, rolled back on any exception."""
        with self._translated(), self._write_lock:
            connection = self._writer
            if connection is None:
                connection = self._writer = self._connect()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent snapshot for reading."""
        with self._translated(), self._reader_slots:
            try:
                connection = self._readers.get_nowait()
            except queue.Empty:
                connection = self._connect()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                self._readers.put(connection)

    def migrate(self) -> None:
        """Bring the schema up to date; safe to call at every start. Raises StorageNewer."""
        from store.migrations import MIGRATIONS, steps_unknown

        with self.write() as connection:  # the lock first: two servers may start at once
            database = sqlite_utils.Database(connection)
            if steps_unknown(database):
                raise StorageNewer(self.path)
            MIGRATIONS.apply(database)

    def _connect(self) -> Connection:
        connection = sqlite3.connect(
            str(self.path), timeout=self._busy_timeout_seconds, check_same_thread=False, isolation_level=None
        )
        connection.row_factory = sqlite3.Row
        _use_wal(connection, self._busy_timeout_seconds)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Without it INSERT OR REPLACE slips past the append-only triggers.
        connection.execute("PRAGMA recursive_triggers = ON")
        # What is deleted is overwritten, so that an erased name does not stay in free space.
        connection.execute("PRAGMA secure_delete = ON")
        for pragma, wanted in _PRAGMAS.items():
            if connection.execute(f"PRAGMA {pragma}").fetchone()[0] != wanted:
                raise StorageReadOnly(self.path)
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            translated = storage_error(error, self.path)
            if translated is error:
                raise
            raise translated from error
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise StorageFull() from error
            raise StorageReadOnly(self.path) from error


def storage_error(error: sqlite3.DatabaseError, path: Path) -> Exception:
    """What the engine's error means here; the error itself when it is none of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    text = str(error)
    if code == 13 or "disk is full" in text:  # SQLITE_FULL
        return StorageFull()
    if code in (5, 6) or "locked" in text:  # SQLITE_BUSY, SQLITE_LOCKED
        return StorageBusy()
    if code in (8, 14) or "readonly" in text or "unable to open" in text:  # SQLITE_READONLY, SQLITE_CANTOPEN
        return StorageReadOnly(path)
    if code in (11, 26) or "malformed" in text or "not a database" in text:  # SQLITE_CORRUPT, SQLITE_NOTADB
        return StorageDamaged(path)
    if code == 10 or "disk I/O" in text:  # SQLITE_IOERR: a full or failing disk
        return StorageFull() if _is_full(path.parent) else StorageDamaged(path)
    return error


def _use_wal(connection: Connection, seconds: float) -> None:
    """Waits its turn: whoever turns a new file to WAL at the same moment is refused at once, without the busy timeout."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= deadline:
                raise
            time.sleep(0.01)


def _is_full(folder: Path) -> bool:
    import shutil

    return shutil.disk_usage(folder).free < 1_000_000


def require_database(path: Path) -> None:
    """Raises NoDatabaseYet: a mistyped folder must not become a new, empty site."""
    if not path.exists():
        raise NoDatabaseYet(path)


def open_database(path: Path) -> Database:
    """Open (or create) the database and bring its schema up to date; raises StorageError."""
    if path.exists() and not os.access(path, os.W_OK):
        raise StorageReadOnly(path)
    database = Database(path)
    database.migrate()
    return database


def one(connection: Connection, sql: str, **parameters: Any) -> Any:
    """The first row, or None."""
    return connection.execute(sql, parameters).fetchone()


def rows(connection: Connection, sql: str, **parameters: Any) -> list[Any]:
    return connection.execute(sql, parameters).fetchall()
