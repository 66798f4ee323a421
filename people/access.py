"""The only maker of Scope: who may see which part of the tree, and who may do what."""

from __future__ import annotations

from dataclasses import InitVar, dataclass

from people.errors import NotAllowed
from people.models import Role, Viewer

_MAY: dict[str, frozenset[Role]] = {
    "study": frozenset({"learner", "supervisor", "author"}),
    "take_quiz": frozenset({"learner", "supervisor", "author"}),
    "supervise": frozenset({"supervisor"}),
    "read_content_problems": frozenset({"author"}),
}
"""Action -> roles; the one table of who may do what."""

ACTIONS = tuple(_MAY)


@dataclass(frozen=True)
class Scope:
    """Proof that its holder may read results of everyone below ``agency_path``. Only this module makes one."""

    agency_id: str
    agency_path: str
    seal: InitVar[object] = None
    """Not kept, so that ``dataclasses.replace`` cannot widen a scope."""

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotAllowed("make_scope")

    def covers(self, path: str) -> bool:
        return path.startswith(self.agency_path)


_SEAL = object()


def may(viewer: Viewer, action: str) -> bool:
    return viewer.role in _MAY[action]


def require(viewer: Viewer, action: str) -> None:
    """Raises NotAllowed."""
    if not may(viewer, action):
        raise NotAllowed(action)


def supervision_scope(viewer: Viewer, agency_path: str) -> Scope:
    """The subtree a supervisor answers for: their own agency's. Raises NotAllowed for anyone else."""
    require(viewer, "supervise")
    return Scope(viewer.agency_id, agency_path, _SEAL)
