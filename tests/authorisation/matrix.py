"""The table: every public action that asks for a proof, in the order of the pages. A new action gets its row in a ``rows_*.py``."""

from __future__ import annotations

from tests.authorisation.row import Row, Table
from tests.authorisation.rows_accounts import ACCOUNTS
from tests.authorisation.rows_assigning import ASSIGNING
from tests.authorisation.rows_registry import REGISTRY, TREE
from tests.authorisation.rows_site import MAIL, PRIVACY, WATCH
from tests.authorisation.rows_study import OWN_ACCOUNT, STUDY
from tests.authorisation.rows_supervision import UNDERSTANDING

TABLES: tuple[Table, ...] = (
    STUDY, OWN_ACCOUNT, UNDERSTANDING, ASSIGNING, TREE, REGISTRY, ACCOUNTS, PRIVACY, MAIL, WATCH,
)  # fmt: skip
ROWS: dict[str, Row] = {row.action: row for table in TABLES for row in table.rows}
SUPERVISED: frozenset[str] = frozenset(row.action for table in TABLES if table.is_supervised for row in table.rows)
"""Actions in which a supervisor's subtrees decide."""
