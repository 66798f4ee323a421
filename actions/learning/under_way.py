"""What must stay back of a person's other attempts while one is open: the key of an item that they are answering now.

The same item may stand in an open post-test and in a practice quiz. Whoever could read its explanation there, or its stored
right answer in the copy of their data, would read the key of the test they are sitting.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Connection
from store.learning import attempts as attempt_store
from store.learning.attempts import AttemptSummary


def items_under_way(connection: Connection, attempts: Sequence[AttemptSummary]) -> frozenset[str]:
    """Ids of the items in those of a person's ``attempts`` that are open."""
    return items_of(connection, [one for one in attempts if one.state == "open"])


def attempts_held_back(connection: Connection, person_id: str) -> frozenset[str]:
    """Ids of the attempts whose answers would tell a key: the open ones, and those that share an item with one."""
    attempts = attempt_store.attempts_of(connection, person_id)
    under_way = items_under_way(connection, attempts)
    if not under_way:
        return frozenset()
    return frozenset(one.id for one in attempts if one.state == "open" or under_way & items_of(connection, [one]))


def items_of(connection: Connection, attempts: Sequence[AttemptSummary]) -> frozenset[str]:
    """Ids of the items in any of the attempts."""
    records = (attempt_store.find_attempt(connection, one.id) for one in attempts)
    return frozenset(drawn.item_id for record in records if record for drawn in record.attempt.paper)
