"""A random sample of closed first attempts, the same at every reading until one is closed that belongs into it.

The first so many in the order of the random part of their ids: the smallest of random numbers are a random sample, and
reading it costs the same however many attempts there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from store.database import Connection, rows

_READ = (
    "SELECT person_id, agency_id, employment, paper, marks, closed_at FROM attempt WHERE quiz_id = :quiz_id "
    "AND employment = :employment AND number = 1 AND state <> 'open' ORDER BY substr(id, 15) LIMIT :at_most"
)


class SampledAttempt(NamedTuple):
    """``agency_id`` and ``employment`` of that moment; ``marks`` (0 to 1) stand beside the item ``versions``."""

    person_id: str
    agency_id: str
    employment: str
    versions: list[str]
    marks: list[float]
    closed_at: str


def sample_first_attempts(
    connection: Connection, quiz_id: str, employment: str, at_most: int
) -> Iterator[SampledAttempt]:
    """Those of one kind of employment, so that a small kind is not lost among a large one."""
    found = rows(connection, _READ, quiz_id=quiz_id, employment=employment, at_most=at_most)
    for person_id, agency_id, kind, paper, marks, closed_at in found:
        versions = [entry.partition(":")[0] for entry in paper.split(" ")]
        yield SampledAttempt(person_id, agency_id, kind, versions, json.loads(marks), closed_at)
