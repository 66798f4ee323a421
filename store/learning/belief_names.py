"""Statements about the ids misconceptions had before, so that frozen items count for the misconception of today."""

from __future__ import annotations

from collections.abc import Mapping

from store.database import Connection, rows

_READ = "SELECT formerly, misconception FROM belief_name"
_ADD = "INSERT INTO belief_name (formerly, misconception) VALUES (?, ?)"


def belief_names(connection: Connection) -> dict[str, str]:
    """Former id -> id of today."""
    return {row["formerly"]: row["misconception"] for row in rows(connection, _READ)}


def set_belief_names(connection: Connection, names: Mapping[str, str]) -> None:
    """What was counted under the former names must be counted again in the same transaction."""
    connection.execute("DELETE FROM belief_name")
    connection.executemany(_ADD, sorted(names.items()))
