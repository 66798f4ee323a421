"""The only maker of Scope: who may see which part of the tree, and who may do what."""

from __future__ import annotations

from dataclasses import InitVar, dataclass

from people.errors import NotAllowed
from people.models import Role, Viewer

_MAY: dict[str, frozenset[Role]] = {
    "study": frozenset({"learner", "supervisor", "author"}),
    "take_quiz": frozenset({"learner", "supervisor", "author"}),
    "supervise": frozenset({"supervisor"}),
    "assign": frozenset({"supervisor", "administrator"}),
    "read_content_problems": frozenset({"author", "administrator"}),
    "read_item_statistics": frozenset({"author", "administrator"}),
    "manage_own_account": frozenset({"learner", "supervisor", "author", "administrator", "auditor"}),
    "manage_accounts": frozenset({"administrator"}),
    "manage_people": frozenset({"administrator"}),
    "read_evidence": frozenset({"auditor"}),
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
    sees_numbers: bool = False
    """Whether NIPs and other numbers of these people may be shown beside their names."""

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotAllowed("make_scope")

    def covers(self, path: str) -> bool:
        return path.startswith(self.agency_path)


@dataclass(frozen=True)
class Assigner:
    """Proof that its holder may give and change assignments below ``scope``; ``actor`` is written in the audit trail."""

    scope: Scope
    actor: str
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotAllowed("assign")


@dataclass(frozen=True)
class Operator:
    """Proof that its holder may change agencies and people; ``actor`` is written in the audit trail."""

    actor: str
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotAllowed("manage_people")


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


def assigner_of(viewer: Viewer, agency_id: str, agency_path: str) -> Assigner:
    """A supervisor for their own agency, an administrator for any. Raises NotAllowed."""
    require(viewer, "assign")
    is_administrator = viewer.role == "administrator"
    if not is_administrator and agency_id != viewer.agency_id:
        raise NotAllowed("assign")
    scope = Scope(agency_id, agency_path, _SEAL, sees_numbers=is_administrator)
    return Assigner(scope, viewer.person_id, _SEAL)


def operator_of(viewer: Viewer) -> Operator:
    """An administrator as the one who changes the registry. Raises NotAllowed for anyone else."""
    require(viewer, "manage_people")
    return Operator(viewer.person_id, _SEAL)


def console_operator() -> Operator:
    """Whoever runs commands on the server: they hold the database file itself."""
    return Operator("konsol", _SEAL)
