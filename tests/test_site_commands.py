"""Rules of the commands about a site's database: backups that come back whole, summaries, frozen months."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner

from actions.backup import SiteStillRunning, back_up, differing_rollups, restore
from cli import app
from store.backup import copy_online
from store.database import Database, open_database
from store.registry import people
from store.registry.agencies import Agency, add_agencies
from store.summaries.rollups import ProgressRow, add_to_rollups
from tests.demo.small import NOW, seed_small

runner = CliRunner()


def logical_dump(path: Path) -> list[str]:
    """The schema and every row of every table, as text in a fixed order."""
    database = Database(path)
    with database.read() as connection:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
        lines = [str(tuple(row)) for row in schema]
        for kind, name, _ in (tuple(row) for row in schema):
            if kind == "table":
                lines += sorted(f"{name} {tuple(row)}" for row in connection.execute(f'SELECT * FROM "{name}"'))
    database.close()
    return lines


@pytest.fixture(scope="module")
def seeded_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("site") / "netral.sqlite"
    database, _ = seed_small(path)
    database.close()
    return path


@pytest.fixture
def site(seeded_file, tmp_path, monkeypatch) -> Path:
    """A site of its own with the seeded database; the command line finds it."""
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "data" / "netral.sqlite"
    path.parent.mkdir()
    path.write_bytes(seeded_file.read_bytes())
    return path


def rename_root(path: Path, name: str) -> None:
    database = open_database(path)
    with database.write() as connection:
        connection.execute("UPDATE agency SET name = ? WHERE id = 'prov'", (name,))
    database.close()


def test_a_backup_restores_to_the_same_rows(site, tmp_path) -> None:
    before = logical_dump(site)
    assert runner.invoke(app, ["backup", str(tmp_path / "cadangan.sqlite")]).exit_code == 0
    rename_root(site, "Berubah")
    result = runner.invoke(app, ["restore", str(tmp_path / "cadangan.sqlite"), "--yes"])
    assert result.exit_code == 0, result.output
    assert "0 sesi diakhiri" in result.output and "tidak berlaku lagi" in result.output
    assert logical_dump(site) == before
    (kept,) = site.parent.glob("*.sebelum-pulih-*")
    assert any("Berubah" in line for line in logical_dump(kept))


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder cannot be opened")
def test_a_backup_is_called_done_only_when_file_and_folder_are_on_the_disk(site, tmp_path, monkeypatch) -> None:
    """A power cut after the command ended must not take the file, nor its new name."""
    target, synced = tmp_path / "cadangan.sqlite", []
    really_sync = os.fsync

    def sync(handle: int) -> None:
        names = {path.stat().st_ino: path.name for path in (tmp_path, *tmp_path.iterdir())}
        synced.append(names.get(os.fstat(handle).st_ino, "another file"))
        really_sync(handle)

    monkeypatch.setattr(os, "fsync", sync)
    back_up(site, target)
    assert synced == ["cadangan.sqlite.belum-selesai", tmp_path.name]
    assert target.exists()


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_copies_of_everybodys_data_are_not_readable_by_other_accounts(site, tmp_path) -> None:
    back_up(site, tmp_path / "cadangan.sqlite")
    fresh = tmp_path / "baru" / "netral.sqlite"
    restore(fresh, tmp_path / "cadangan.sqlite", NOW)
    open_database(tmp_path / "lain" / "netral.sqlite").close()
    for path in (tmp_path / "cadangan.sqlite", fresh, tmp_path / "lain"):
        assert path.stat().st_mode & 0o077 == 0


def test_restoring_into_an_empty_folder_works(site, tmp_path) -> None:
    back_up(site, tmp_path / "cadangan.sqlite")
    fresh = tmp_path / "baru" / "netral.sqlite"
    assert restore(fresh, tmp_path / "cadangan.sqlite", NOW).kept_as is None
    assert logical_dump(fresh) == logical_dump(site)


def test_a_backup_taken_while_others_write_is_one_moment_of_the_site(site, tmp_path) -> None:
    """Each write adds two agencies at once: a backup must never hold just one of them."""
    stop = threading.Event()
    written = []

    def keep_writing() -> None:
        writer = open_database(site)
        number = 0
        while not stop.is_set():
            number += 1
            pair = [Agency(f"n{number}{x}", "prov", "Baru", "unit", f"prov/n{number}{x}/", "prov") for x in "ab"]
            with writer.write() as connection:
                add_agencies(connection, pair)
            written.append(number)
        writer.close()

    thread = threading.Thread(target=keep_writing)
    thread.start()
    try:
        for n in range(5):
            back_up(site, tmp_path / f"cadangan-{n}.sqlite")
    finally:
        stop.set()
        thread.join()
    assert len(written) > 5
    for n in range(5):
        copy = open_database(tmp_path / f"cadangan-{n}.sqlite")
        with copy.read() as connection:
            halves = connection.execute("SELECT COUNT(*) FROM agency WHERE name = 'Baru'").fetchone()[0]
        copy.close()
        assert halves % 2 == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"bukan basis data", "bukan basis data SQLite"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "Isinya"),
        (None, "tidak ada"),
    ],
)
def test_restore_refuses_rubbish_and_changes_nothing(site, tmp_path, content, words) -> None:
    rubbish = tmp_path / "sampah.sqlite"
    if content is not None:
        rubbish.write_bytes(content)
    before = site.read_bytes()
    result = runner.invoke(app, ["restore", str(rubbish), "--yes"])
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert site.read_bytes() == before
    assert list(site.parent.iterdir()) == [site]


def test_restore_refuses_a_foreign_database_and_a_cut_off_one(site, tmp_path, seeded_file) -> None:
    foreign = Database(tmp_path / "lain.sqlite")
    with foreign.write() as connection:
        connection.execute("CREATE TABLE resep (id TEXT)")
    foreign.close()
    cut_off = tmp_path / "terpotong.sqlite"
    cut_off.write_bytes(seeded_file.read_bytes()[:-40_960])
    for path in (tmp_path / "lain.sqlite", cut_off):
        assert runner.invoke(app, ["restore", str(path), "--yes"]).exit_code == 1
    assert logical_dump(site) == logical_dump(seeded_file)


def test_restore_refuses_while_the_site_runs(site, tmp_path) -> None:
    back_up(site, tmp_path / "cadangan.sqlite")
    running = open_database(site)
    with running.read() as connection:
        people.count_people(connection)
    with pytest.raises(SiteStillRunning):
        restore(site, tmp_path / "cadangan.sqlite", NOW)
    with running.read() as connection:
        assert people.count_people(connection)
    running.close()


def test_restore_replaces_a_damaged_database_and_keeps_it(site, tmp_path) -> None:
    back_up(site, tmp_path / "cadangan.sqlite")
    healthy = logical_dump(site)
    site.write_bytes(b"rusak")
    restored = restore(site, tmp_path / "cadangan.sqlite", NOW)
    assert restored.kept_as is not None and restored.kept_as.read_bytes() == b"rusak"
    assert logical_dump(site) == healthy


def test_a_backup_that_fails_leaves_the_earlier_backup_and_no_scraps(site, tmp_path) -> None:
    target = tmp_path / "cadangan.sqlite"
    target.write_bytes(b"cadangan lama")
    os.remove(site)
    result = runner.invoke(app, ["backup", str(target)])
    assert result.exit_code == 1
    assert "Belum ada basis data" in result.stderr
    assert target.read_bytes() == b"cadangan lama"
    assert not list(tmp_path.glob("*.belum-selesai*"))


def test_backing_up_a_damaged_database_is_a_sentence_and_keeps_the_earlier_backup(site, tmp_path) -> None:
    target = tmp_path / "cadangan.sqlite"
    target.write_bytes(b"cadangan lama")
    site.write_bytes(b"rusak")
    result = runner.invoke(app, ["backup", str(target)])
    assert result.exit_code == 1 and "rusak" in result.stderr and "restore" in result.stderr
    assert target.read_bytes() == b"cadangan lama" and not list(tmp_path.glob("*.belum-selesai*"))


def test_a_copy_that_cannot_be_written_is_the_trouble_of_the_target_not_of_the_database(site, tmp_path) -> None:
    target = tmp_path / "tidak-ada" / "cadangan.sqlite"
    with pytest.raises(OSError) as caught:
        copy_online(site, target)
    assert caught.value.filename == str(target)


def test_a_wrong_rollup_is_found_and_mended(site) -> None:
    assert runner.invoke(app, ["check-rollups"]).exit_code == 0
    database = open_database(site)
    with database.write() as connection:
        add_to_rollups(connection, [ProgressRow("x", "y", "prov", "pns", 1, 1, 1)])
    assert differing_rollups(database) == ("rollup_progress",)
    database.close()
    assert runner.invoke(app, ["check-rollups"]).exit_code == 1
    assert runner.invoke(app, ["rebuild-rollups"]).exit_code == 0
    assert runner.invoke(app, ["check-rollups"]).exit_code == 0


def test_a_month_is_frozen_once_and_one_that_is_not_over_is_refused_in_a_sentence(site) -> None:
    assert runner.invoke(app, ["snapshot"]).exit_code == 0
    assert "Tidak ada yang perlu dibekukan" in runner.invoke(app, ["snapshot"]).stdout
    refused = runner.invoke(app, ["snapshot", "--bulan", "2999-01"])
    assert refused.exit_code == 1 and "tidak dapat dibekukan" in refused.stderr


def test_seeding_a_site_with_people_says_so(site) -> None:
    result = runner.invoke(app, ["seed-demo"])
    assert result.exit_code == 0
    assert "sudah berisi" in result.output
