"""docs/hak-akses.md says what the table says, and the table of the pages' actions leaves no action out."""

from __future__ import annotations

from people.access import ACTIONS
from people.models import ROLE_TITLES
from tests.authorisation.document import FILE, document, in_words
from tests.authorisation.matrix import TABLES
from ui.frame import PAGES

WITHOUT_A_PAGE = {
    "read_item_statistics": "a part of the author's page",
    "review_items": "forms on the author's page",
    "manage_accounts": "routes and forms of the administrator's page of people",
}
"""Action of people.access that is no page's own -> where it is asked."""


def test_the_page_is_written_from_the_table() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "run: python -m tests.authorisation.document"


def test_every_right_has_a_word() -> None:
    for table in TABLES:
        for row in table.rows:
            said = [in_words(row, role) for role in ROLE_TITLES]
            assert (set(said) == {"-"}) == table.is_console, (
                f"{row.action}: somebody must be allowed, or it is of no use"
            )


def test_nothing_is_said_twice_and_differently() -> None:
    said = [line.split(" | ")[0] for line in document().splitlines() if line.startswith("| ") and "---" not in line]
    actions = [words for words in said if words not in ("| Tindakan", "| Halaman")]
    assert len(actions) == len(set(actions))


def test_every_action_of_the_table_of_rights_has_a_page_or_a_reason() -> None:
    assert set(ACTIONS) == {page[3] for page in PAGES} | set(WITHOUT_A_PAGE)
