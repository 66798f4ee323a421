"""Keeping the database safe: back up while the site runs, restore, and prove that the rollups follow from the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from actions.privacy.erasure import erase_again, find_erased, write_list
from actions.summaries.rollups import rebuild_rollups
from content.disk_words import disk_words
from people.errors import NetralError
from store.backup import (
    DatabaseInUse,
    Progress,
    copy_online,
    find_fault,
    make_single_file,
    remove_database,
    replace_database,
    sync_file,
    sync_folder,
)
from store.database import Database, open_database, require_database
from store.signing_in import entry_codes
from store.signing_in.sessions import end_all_sessions
from store.summaries import rollups as rollup_store


class BackupDamaged(NetralError):
    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(f"Salinan '{path}' tidak dapat dipercaya: {fault}")
        self.what_to_do = "Pakai cadangan lain; basis data yang sekarang tidak diubah."


class BackupNotWritten(NetralError):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Berkas '{path}' tidak dapat ditulis ({reason}).")
        self.what_to_do = "Periksa folder tujuan, izin tulis, dan ruang kosongnya."


class SiteStillRunning(NetralError):
    def __init__(self) -> None:
        super().__init__("Basis data sedang dipakai, jadi tidak dapat diganti.")
        self.what_to_do = "Hentikan servernya dahulu, lalu ulangi."


@dataclass(frozen=True)
class Restored:
    """Where the database of before is kept; None when there was none. ``erased_again``: people whose identity was erased
    after the backup was made, and who were erased from it once more."""

    kept_as: Path | None
    erased_again: int = 0
    sessions_ended: int = 0
    codes_voided: int = 0


def back_up(database_path: Path, target: Path, progress: Progress | None = None) -> int:
    """Copy the database as it is now into ``target`` and check the copy; returns its size in bytes.

    The target appears whole or not at all, and is on the disk when this returns. Raises NoDatabaseYet, StorageError, BackupDamaged, BackupNotWritten.
    """
    require_database(database_path)
    if target.resolve() == database_path.resolve():
        raise BackupNotWritten(target, "tujuannya basis data itu sendiri")
    unfinished = target.with_name(target.name + ".belum-selesai")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_database(unfinished)
        _copy_checked(database_path, unfinished, progress)
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise BackupNotWritten(target, disk_words(error)) from error
    finally:
        remove_database(unfinished)
    return target.stat().st_size


def restore(database_path: Path, backup: Path, now: datetime, progress: Progress | None = None) -> Restored:
    """Put the backup in the database's place; the present database is kept beside it under another name.

    Erasures the backup does not know of are applied to it first. Its sessions and unused codes end with it: some of them
    were ended or used since.

    Raises BackupDamaged (nothing was changed), SiteStillRunning (nothing was changed), BackupNotWritten.
    """
    fault = find_fault(backup)
    if fault is not None:
        raise BackupDamaged(backup, fault)
    incoming = database_path.with_name(database_path.name + ".dipulihkan")
    kept_as = database_path.with_name(f"{database_path.name}.sebelum-pulih-{now:%Y%m%d-%H%M%S}")
    had_one = database_path.exists()
    try:
        database_path.parent.mkdir(parents=True, exist_ok=True)
        remove_database(incoming)
        _copy_checked(backup, incoming, progress)
        erased = find_erased(database_path)
        erased_again = erase_again(incoming, erased)
        sessions_ended, codes_voided = _close_doors(incoming)
        make_single_file(incoming)
        sync_file(incoming)
        replace_database(database_path, incoming, kept_as)
        if erased:
            write_list(database_path.parent, erased)
    except DatabaseInUse:
        raise SiteStillRunning() from None
    except OSError as error:
        raise BackupNotWritten(database_path, disk_words(error)) from error
    finally:
        remove_database(incoming)
    return Restored(kept_as if had_one else None, erased_again, sessions_ended, codes_voided)


def differing_rollups(database: Database, progress: Progress | None = None) -> tuple[str, ...]:
    """Names of the rollup tables that a rebuild would change; worked out on a copy, so the site is not disturbed."""
    copy_path = database.path.with_name(database.path.name + ".diperiksa")
    remove_database(copy_path)
    try:
        copy_online(database.path, copy_path, progress)
        copy = open_database(copy_path)
        try:
            with copy.read() as connection:
                kept = rollup_store.dump_rollups(connection)
            rebuild_rollups(copy)
            with copy.read() as connection:
                rebuilt = rollup_store.dump_rollups(connection)
        finally:
            copy.close()
    finally:
        remove_database(copy_path)
    return tuple(table for table in kept if kept[table] != rebuilt[table])


def _close_doors(path: Path) -> tuple[int, int]:
    """How many sessions ended and how many unused codes are void. Nobody is using that database yet."""
    database = open_database(path)
    try:
        with database.write() as connection:
            entry_codes.clear_setup_tokens(connection)
            return end_all_sessions(connection), entry_codes.void_all_codes(connection)
    finally:
        database.close()


def _copy_checked(source: Path, target: Path, progress: Progress | None) -> None:
    copy_online(source, target, progress)
    make_single_file(target)
    fault = find_fault(target)
    if fault is not None:
        raise BackupDamaged(source, fault)
    sync_file(target)
