"""Statements about the ids misconceptions had before, so that frozen items count for the misconception of today."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from quizzes.marking import misconceptions_possible
from quizzes.models import Item
from store.database import Connection, rows

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)

_READ = "SELECT formerly, misconception FROM belief_name"
_BODIES = "SELECT body FROM item_version"
_ADD = "INSERT INTO belief_name (formerly, misconception) VALUES (?, ?)"


def belief_names(connection: Connection) -> dict[str, str]:
    """Former id -> id of today."""
    return {row["formerly"]: row["misconception"] for row in rows(connection, _READ)}


def set_belief_names(connection: Connection, names: Mapping[str, str]) -> None:
    """What was counted under the former names must be counted again in the same transaction."""
    connection.execute("DELETE FROM belief_name")
    connection.executemany(_ADD, sorted(names.items()))


def written_beliefs(connection: Connection) -> set[str]:
    """Every misconception that some frozen item names, under the id it was written with."""
    bodies = (row["body"] for row in rows(connection, _BODIES))
    return {name for body in bodies for name in misconceptions_possible(_ITEM.validate_json(body))}
