"""What would be wrong with the registry as a whole: an agency misplaced, or somebody or something in one that is closed."""

from __future__ import annotations

from store.database import Connection, rows

_MISPLACED = (
    "SELECT agency.id FROM agency LEFT JOIN agency AS up ON up.id = agency.parent_id "
    "WHERE agency.path <> COALESCE(up.path, '') || agency.id || '/' OR agency.report_id <> "
    "CASE WHEN up.parent_id IS NULL THEN agency.id ELSE up.report_id END"
)
_UNDER_A_CLOSED_ONE = (
    "SELECT below.agency_id AS id FROM agency_span AS span JOIN agency_parent AS below ON below.parent_id = span.agency_id "
    "WHERE span.closed_on IS NOT NULL AND (below.valid_to IS NULL OR below.valid_to > span.closed_on)"
)
_PEOPLE_IN_A_CLOSED_ONE = (
    "SELECT home.person_id AS id FROM agency_span AS span JOIN membership AS home ON home.agency_id = span.agency_id "
    "WHERE span.closed_on IS NOT NULL AND (home.valid_to IS NULL OR home.valid_to > span.closed_on)"
)
_POSTS_IN_A_CLOSED_ONE = (
    "SELECT post.id FROM agency_span AS span JOIN post ON post.agency_id = span.agency_id "
    "WHERE span.closed_on IS NOT NULL AND (post.valid_to IS NULL OR post.valid_to > span.closed_on)"
)


def faults(connection: Connection) -> frozenset[str]:
    """Ids of whatever stands where it cannot; the present tree with circles has misplaced agencies too."""
    statements = (_MISPLACED, _UNDER_A_CLOSED_ONE, _PEOPLE_IN_A_CLOSED_ONE, _POSTS_IN_A_CLOSED_ONE)
    return frozenset(row["id"] for statement in statements for row in rows(connection, statement))
