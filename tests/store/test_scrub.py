"""Looking for erased words in the bytes of a database: none is missed, and a busy file is said to be busy."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from store.database import open_database
from store.privacy.scrub import holds_any, rebuild, scrub

MEGABYTE = 1 << 20


@settings(max_examples=15, deadline=None)
@given(place=st.integers(MEGABYTE - 40, MEGABYTE + 5), suffix=st.sampled_from(["", "-wal"]))
def test_a_word_across_the_edge_of_two_reads_is_found(place: int, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sqlite"
        Path(f"{path}{suffix}").write_bytes(b"." * place + "Zanári Lestari".encode() + b"." * 99)
        assert holds_any(path, ["tidak", "Zanári Lestari"])
        assert not holds_any(path, ["Zanári Lestaru", "", "X" * 50])


def test_what_was_deleted_before_the_file_overwrote_it_goes_with_a_rebuild(tmp_path: Path) -> None:
    database = open_database(tmp_path / "netral.sqlite")
    with database.write() as connection:
        people = [(f"p{n}", f"Zanari Lestari {n:05}", "demo") for n in range(500)]
        connection.executemany("INSERT INTO person (id, name, origin) VALUES (?, ?, ?)", people)
    assert not scrub(database.path, ["Zanari Lestari 00007"]), "a present name is not scrubbed away"
    with database.write() as connection:
        connection.execute("DELETE FROM person")
    assert scrub(database.path, [name for _, name, _ in people])
    database.close()


def test_a_file_in_the_middle_of_a_write_is_not_rebuilt(tmp_path: Path) -> None:
    database = open_database(tmp_path / "netral.sqlite")
    with database.write() as connection:
        connection.execute("INSERT INTO person (id, name, origin) VALUES ('a', 'Zanari', 'demo')")
        assert not rebuild(database.path)
    assert rebuild(database.path)
    with database.read() as connection:
        assert connection.execute("SELECT name FROM person").fetchone()[0] == "Zanari"
    database.close()
