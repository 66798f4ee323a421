"""The register of personal data is complete: every table and column of the schema is in it, and in the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from people.privacy.personal_data import GROUPS
from store.database import Database, open_database
from store.privacy import own_data
from store.privacy.impersonal_tables import IMPERSONAL
from store.privacy.personal_tables import HOLDINGS
from tests.builders import ROOT

REGISTER = (ROOT / "docs" / "pelindungan-data" / "catatan-pemrosesan.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return open_database(tmp_path_factory.mktemp("skema") / "netral.sqlite")


def schema(database: Database) -> dict[str, set[str]]:
    with database.read() as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")} for table in tables}


def test_every_table_is_personal_or_says_why_not(database: Database) -> None:
    personal = {holding.table for holding in HOLDINGS}
    assert not personal & set(IMPERSONAL)
    assert set(schema(database)) - {"sqlite_sequence"} == personal | set(IMPERSONAL), (
        "a new table goes into store/privacy/personal_tables.py, in HOLDINGS or in IMPERSONAL"
    )


def test_every_column_of_a_personal_table_is_in_the_register(database: Database) -> None:
    found = schema(database)
    for holding in HOLDINGS:
        assert set(holding.columns) == found[holding.table], holding.table
        assert holding.hidden <= set(holding.columns) and set(holding.emptied) <= set(holding.columns)
        assert holding.group in GROUPS


def test_a_table_with_a_person_in_it_is_not_called_impersonal(database: Database) -> None:
    words = ("person", "email", "number", "password", "given_by", "decided_by", "actor")
    allowed = {("setup_token", "token_hash")}
    for table in IMPERSONAL:
        for column in schema(database)[table]:
            assert (table, column) in allowed or not any(word in column for word in words), (table, column)


def test_secrets_are_never_shown() -> None:
    for holding in HOLDINGS:
        for column in holding.columns:
            if any(word in column for word in ("hash", "secret")):
                assert column in holding.hidden, (holding.table, column)


def test_every_statement_made_from_the_register_runs(database: Database) -> None:
    with database.read() as connection:
        kept = own_data.everything_about(connection, "tidak-ada")
        assert [one.rows for one in kept] == [()] * len(HOLDINGS)
        assert [own_data.people_of(connection, holding) for holding in HOLDINGS] == [set()] * len(HOLDINGS)


def test_the_written_register_names_every_table_and_every_column(database: Database) -> None:
    for holding in HOLDINGS:
        for column in schema(database)[holding.table]:
            assert f"`{holding.table}.{column}`" in REGISTER, f"{holding.table}.{column}"
    for table in IMPERSONAL:
        assert f"`{table}`" in REGISTER, table


def test_the_written_register_names_nothing_that_is_gone(database: Database) -> None:
    import re

    known = {f"{table}.{column}" for table, columns in schema(database).items() for column in columns}
    assert set(re.findall(r"`([a-z_]+\.[a-z_]+)`", REGISTER)) - {"penghapusan.json"} <= known


def test_the_written_part_made_from_the_code_is_up_to_date() -> None:
    from actions.privacy.processing_register import register_part

    assert register_part() in REGISTER, "run: python cli.py privacy-register"


def test_the_documents_lie_where_the_guide_says() -> None:
    folder = Path(ROOT / "docs" / "pelindungan-data")
    assert {"catatan-pemrosesan.md", "dpia.md", "pemberitahuan-kegagalan.md", "salinan-data.md"} <= {
        file.name for file in folder.iterdir()
    }
