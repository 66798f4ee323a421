"""However a roster is damaged: no wrong number is ever stored, and nothing ends in a traceback."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.registry.roster import Consent, RosterOptions, apply_roster, preview_roster
from people.access import console_operator
from people.registry.numbers import bare
from people.roster.models import Roster, RosterRefused
from people.roster.reading import read_roster
from people.roster.text_file import decode
from store.database import Database
from tests.builders import NOW
from tests.people.damage import broken_bytes, damaged_file
from tests.people.rosters import HEADERS, TODAY, as_csv, as_xlsx, lines, make_registry, person

ME = console_operator()


def import_damaged_files(seeds: Iterable[int]) -> None:
    """Every file into one registry, each as a file that removes nobody; then every NIP against the truth.

    An agency's own ids are left out: a CSV file that lost their zeros shows no trace of it.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = make_registry(Path(folder) / "netral.sqlite")
        truth: dict[str, set[str]] = {}
        for seed in seeds:
            data, people = damaged_file(seed)
            for number, name in people.items():
                truth.setdefault(number, set()).add(name)
            stored = _import(database, data)
            assert stored <= len(people), seed
        _compare(database, truth)
        database.close()


def _import(database: Database, data: bytes) -> int:
    options = RosterOptions(TODAY, TODAY, is_complete=False)
    try:
        preview = preview_roster(database, ME, "produksi", data, options)
    except RosterRefused as refusal:
        assert str(refusal).endswith((".", ". ")) and refusal.what_to_do
        return 0
    _is_told(preview.roster)
    report = apply_roster(database, ME, "produksi", preview, Consent(to_skip_refused=True), NOW)
    return report.new


def _is_told(roster: Roster) -> None:
    for row in roster.refused:
        assert row.place.row >= 1 and row.reasons and len(row.cells) == len(HEADERS)
        assert all(reason.message and reason.how_to_fix for reason in row.reasons)


def _compare(database: Database, truth: dict[str, set[str]]) -> None:
    with database.read() as connection:
        stored = connection.execute(
            "SELECT number, name FROM person_number JOIN person ON person.id = person_number.person_id WHERE kind <> 'own'"
        ).fetchall()
    assert len(stored) > 2 * len(truth) // 10
    wrong = [
        number
        for number, name in map(tuple, stored)
        if number not in truth or (name.startswith("Orang ") and name not in truth[number])
    ]
    assert wrong == []


def test_two_hundred_damaged_rosters_store_no_wrong_number() -> None:
    import_damaged_files(range(200))


def read_broken_bytes(seeds: Iterable[int]) -> int:
    """Files damaged as bytes: what is accepted stands in the file letter for letter. Returns how many rows were."""
    accepted = 0
    for seed in seeds:
        data = broken_bytes(seed)
        try:
            roster = read_roster(data, TODAY)
        except RosterRefused:
            continue
        _is_told(roster)
        accepted += len(roster.rows)
        if not data.startswith(b"PK"):
            text = bare(decode(data))
            assert all(row.number in text for row in roster.rows), seed
    return accepted


def test_two_hundred_broken_files_end_in_rows_or_a_sentence() -> None:
    assert read_broken_bytes(range(200)) > 100


CELL = st.one_of(
    st.text(max_size=30), st.integers(-(10**20), 10**20).map(float), st.booleans(),
    st.sampled_from(("198705152010011001", "1.98E+17", "PNS", "01.01", "NIP", "Nama", ";", '"')),
)  # fmt: skip
ROWS = st.lists(st.lists(CELL, max_size=10), max_size=8)


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_any_text_in_any_cell_of_a_csv_file_is_read_as_it_is_or_refused(rows: list[list[object]]) -> None:
    data = as_csv([*lines([person()]), *([str(cell) for cell in row] for row in rows)], "utf-8-sig")
    try:
        roster = read_roster(data, TODAY)
    except RosterRefused:
        return
    _is_told(roster)
    written = {bare(str(row[0])) for row in rows if row} | {bare(str(person()["number"]))}
    written |= {bare(cell) for row in rows for cell in map(str, row)}
    assert {row.number for row in roster.rows} <= written


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_any_value_in_any_cell_of_a_workbook_is_read_as_it_is_or_refused(rows: list[list[object]]) -> None:
    cleaned = [[_writable(cell) for cell in row] for row in rows]
    try:
        roster = read_roster(as_xlsx([*lines([person()]), *cleaned]), TODAY)
    except RosterRefused:
        return
    texts = {bare(cell) for row in cleaned for cell in row if isinstance(cell, str)} | {bare(str(person()["number"]))}
    assert {row.number for row in roster.rows} <= texts


def _writable(cell: object) -> object:
    """XML 1.0 holds no control characters, and a text that begins with ``=`` would be a formula here."""
    if isinstance(cell, str):
        text = "".join(c for c in cell if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF)
        return text.lstrip("=")
    return cell


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_roster_or_a_refusal(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"NIP;Nama;Jenis Kepegawaian;Kode Unit\n"):
        try:
            _is_told(read_roster(start + data, TODAY))
        except RosterRefused as refusal:
            assert str(refusal) and refusal.what_to_do
