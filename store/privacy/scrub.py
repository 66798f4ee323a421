"""Making sure that what was erased is not left in free pages or in the write-ahead log of the database file.

With ``secure_delete`` SQLite overwrites what it deletes (https://sqlite.org/pragma.html#pragma_secure_delete), but pages
that were rearranged may keep old bytes, and the log keeps old pages until it is folded in and cut off. So: fold in, look
at the bytes, and rebuild the file only if something is still there. What the disk itself keeps of overwritten blocks is
outside our reach.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing, suppress
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from store.database import BUSY_TIMEOUT_SECONDS

_CHUNK = 1 << 20
_FILES = ("", "-wal")


def scrub(path: Path, words: Collection[str]) -> bool:
    """True when none of the words is in the database's files any more; False while others keep it busy."""
    with closing(sqlite3.connect(str(path), timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        for rebuild in (False, True):
            with suppress(sqlite3.OperationalError):  # busy or no room to rebuild: look what is left
                if rebuild:
                    connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            if not holds_any(path, words):
                return True
    return False


def rebuild(path: Path) -> bool:
    """Write the file anew and cut off the log, whatever is in it; False while others keep it busy or there is no room."""
    with closing(sqlite3.connect(str(path), timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)) as connection:
        try:
            connection.execute("VACUUM")
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError:
            return False
    return not busy


def holds_any(path: Path, words: Collection[str]) -> bool:
    """Whether the bytes of a word stand anywhere in the database file or its log."""
    needles = [word.encode() for word in words if word]
    return any(_holds(Path(f"{path}{suffix}"), needles) for suffix in _FILES)


def _holds(file: Path, needles: list[bytes]) -> bool:
    if not needles or not file.exists():
        return False
    overlap = max(map(len, needles)) - 1
    tail = b""
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            if any(needle in window for needle in needles):
                return True
            tail = window[-overlap:] if overlap else b""
    return False
