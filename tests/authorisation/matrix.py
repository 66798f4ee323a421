"""The table: every public action that asks for a proof, in the order of the pages. A new action gets its row in a ``rows_*.py``."""

from __future__ import annotations

from tests.authorisation import (  # noqa: F401  (their rows go into tables of others)
    rows_following_up,
    rows_sureness,
    rows_trends,
    rows_views,
)
from tests.authorisation.row import Row, Table
from tests.authorisation.rows_accounts import ACCOUNTS
from tests.authorisation.rows_assigning import ASSIGNING
from tests.authorisation.rows_fairness import FAIRNESS, FORMS
from tests.authorisation.rows_files import FILES, REPORT_MAIL
from tests.authorisation.rows_refresh import REFRESH, REFRESHERS
from tests.authorisation.rows_registry import REGISTRY, TREE
from tests.authorisation.rows_report_paper import CONSOLE_REPORTS, PAPER
from tests.authorisation.rows_reviewing import REVIEWING
from tests.authorisation.rows_site import MAIL, PRIVACY, WATCH
from tests.authorisation.rows_study import OWN_ACCOUNT, STUDY
from tests.authorisation.rows_supervision import UNDERSTANDING

TABLES: tuple[Table, ...] = (
    STUDY, OWN_ACCOUNT, REFRESHERS, UNDERSTANDING, REFRESH, FORMS, PAPER, FILES, FAIRNESS, REVIEWING, ASSIGNING, TREE,
    REGISTRY, ACCOUNTS, PRIVACY, MAIL, REPORT_MAIL, WATCH, CONSOLE_REPORTS,
)  # fmt: skip
ROWS: dict[str, Row] = {row.action: row for table in TABLES for row in table.rows}
SUPERVISED: frozenset[str] = frozenset(row.action for table in TABLES if table.is_supervised for row in table.rows)
"""Actions in which a supervisor's subtrees decide."""
