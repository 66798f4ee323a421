"""Whole-database work: online copies, the check of a file's health, and replacing the database.

A copy uses SQLite's backup interface under one read snapshot, so the site may go on writing meanwhile:
https://sqlite.org/backup.html
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from store.database import BUSY_TIMEOUT_SECONDS, StorageFull, StorageReadOnly, storage_error

Progress = Callable[[int, int], None]
"""(done, of how many)"""
PAGES_PER_STEP = 2_000
_SIDE_FILES = ("-wal", "-shm", "-journal")
NETRAL_TABLES = frozenset({"agency", "person", "membership", "attempt", "response", "item_version", "rollup_progress"})


class DatabaseInUse(Exception):
    """Another process has the database open."""


def copy_online(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Make ``target`` equal to ``source`` as it is now, in one transaction of the target.

    The source stays readable and writable. Whoever has the target open sees either the old or the new content.
    Raises StorageDamaged or StorageBusy for the source, OSError for the target.
    """
    with suppress(FileExistsError):
        os.close(
            os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        )  # everybody's data: not for other accounts
    try:
        _copy(source, target, progress)
    except sqlite3.DatabaseError as error:
        problem = storage_error(error, source)
        if isinstance(problem, StorageFull | StorageReadOnly):  # only the target is written to
            trouble = errno.ENOSPC if isinstance(problem, StorageFull) else errno.EROFS
            raise OSError(trouble, os.strerror(trouble), str(target)) from error
        raise problem from error


def _copy(source: Path, target: Path, progress: Progress | None) -> None:
    with closing(_open(source)) as reader, closing(_open(target)) as writer:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()  # takes the snapshot that the copy keeps

        def report(status: int, remaining: int, total: int) -> None:
            if progress is not None:
                progress(total - remaining, total)

        reader.backup(writer, pages=PAGES_PER_STEP, progress=report)
        reader.execute("ROLLBACK")


def make_single_file(path: Path) -> None:
    """Fold the WAL in and leave WAL mode, so that the one file is everything. Raises DatabaseInUse."""
    with closing(_open(path)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise DatabaseInUse() from error
            raise
    if mode != "delete":
        raise DatabaseInUse()


def find_fault(path: Path) -> str | None:
    """None when the file is an intact Netral database, else what is wrong with it, in Indonesian."""
    if not path.is_file():
        return "Berkas itu tidak ada."
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            return "Berkas itu bukan basis data SQLite."
    try:
        with closing(_open(path)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            if not tables >= NETRAL_TABLES:
                return "Berkas itu bukan basis data Netral."
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if verdict != "ok":
                return f"Isinya rusak ({verdict})."
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                return "Isinya rusak: ada baris yang kehilangan induknya."
    except sqlite3.DatabaseError as error:
        return f"Isinya tidak dapat dibaca ({error})."
    return None


def remove_database(path: Path) -> None:
    for suffix in ("", *_SIDE_FILES):
        with suppress(FileNotFoundError):
            os.remove(f"{path}{suffix}")


def replace_database(path: Path, new: Path, keep_as: Path) -> None:
    """Put ``new`` (a single file on the same disk) at ``path``; what was there stays readable at ``keep_as``.

    Raises DatabaseInUse. A reader of ``path`` finds the old file or the new one, never none.
    """
    if path.exists():
        try:
            make_single_file(path)
        except sqlite3.DatabaseError:
            # Damaged: keep it as it lies, with its side files, which would spoil the new database if left behind.
            for suffix in _SIDE_FILES:
                with suppress(FileNotFoundError):
                    os.replace(f"{path}{suffix}", f"{keep_as}{suffix}")
        try:
            os.link(path, keep_as)
        except OSError:  # a disk without hard links
            shutil.copy2(path, keep_as)
    for suffix in _SIDE_FILES:
        with suppress(FileNotFoundError):
            os.remove(f"{path}{suffix}")
    os.replace(new, path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut (on Windows folders cannot be opened, and need not be)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open(path: Path):
    connection = sqlite3.connect(str(path), timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    return connection
