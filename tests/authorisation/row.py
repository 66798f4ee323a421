"""A row of the matrix: one action, who may do it on which objects, and how it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from people.models import ROLE_TITLES, Role
from tests.authorisation.cell import CHILD, HERE, OWN, PARENT, SELF, SIBLING, Cell

Objects = frozenset[str]
PEOPLE: Objects = frozenset({SELF, OWN, PARENT, CHILD, SIBLING})
OTHERS: Objects = PEOPLE - {SELF}
"""Also the objects of an action about an agency: one's own, its parent, its child, its sibling."""
AGENCIES = OTHERS
MYSELF: Objects = frozenset({SELF})
SITE: Objects = frozenset({HERE})
SUBTREE: Objects = frozenset({SELF, OWN, CHILD})
"""What a supervisor answers for."""
REACHED: Objects = SUBTREE | {PARENT}
"""Assignments that touch a supervisor's subtree, also those given from above."""
NOBODY: Objects = frozenset()


@dataclass(frozen=True)
class Row:
    """``action``: ``module.function``, and ``#variant`` where the function is asked about another of its ids.

    ``about``: the objects it can be asked about. ``may``: role -> the objects on which it is allowed; nothing for the others.
    """

    action: str
    words: str
    about: Objects
    call: Callable[[Cell], object]
    may: dict[Role, Objects]

    def allowed(self, role: Role) -> Objects:
        return self.may.get(role, NOBODY) & self.about


class Table:
    """Collects rows; a role that is not named may nothing. ``is_supervised``: a supervisor's subtree decides.
    ``is_console``: nobody who signs in may; only whoever holds the server."""

    def __init__(self, title: str, *, is_supervised: bool = False, is_console: bool = False) -> None:
        self.title, self.is_supervised, self.is_console = title, is_supervised, is_console
        self.rows: list[Row] = []

    def row(
        self, action: str, words: str, about: Objects, call: Callable[[Cell], object], *,
        everybody: Objects = NOBODY, learning: Objects = NOBODY, learner: Objects = NOBODY, supervisor: Objects = NOBODY,
        author: Objects = NOBODY, administrator: Objects = NOBODY, auditor: Objects = NOBODY,
    ) -> None:  # fmt: skip
        """``learning``: whoever studies here, that is learners, supervisors and authors."""
        given: dict[Role, Objects] = {
            "learner": learner | learning, "supervisor": supervisor | learning, "author": author | learning,
            "administrator": administrator, "auditor": auditor,
        }  # fmt: skip
        self.rows.append(Row(action, words, about, call, {role: given[role] | everybody for role in ROLE_TITLES}))
