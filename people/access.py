"""The only maker of Scope: who may see which part of the tree, and who may do what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import InitVar, dataclass
from typing import NoReturn, Self

from people.errors import NotAllowed
from people.models import Agency, Role, Viewer

_MAY: dict[str, frozenset[Role]] = {
    "study": frozenset({"learner", "supervisor", "author"}),
    "take_quiz": frozenset({"learner", "supervisor", "author"}),
    "supervise": frozenset({"supervisor"}),
    "assign": frozenset({"supervisor", "administrator"}),
    "read_content_problems": frozenset({"author", "administrator"}),
    "read_item_statistics": frozenset({"author", "administrator"}),
    "review_items": frozenset({"author", "administrator"}),
    "manage_own_account": frozenset({"learner", "supervisor", "author", "administrator", "auditor"}),
    "manage_own_data": frozenset({"learner", "supervisor", "author", "administrator", "auditor"}),
    "manage_personal_data": frozenset({"administrator"}),
    "manage_accounts": frozenset({"administrator"}),
    "manage_people": frozenset({"administrator"}),
    "read_evidence": frozenset({"auditor"}),
    "manage_outbox": frozenset({"administrator"}),
    "read_audit": frozenset({"administrator"}),
}
"""Action -> roles; the one table of who may do what."""

ACTIONS = tuple(_MAY)


class _Sealed:
    """What all proofs share: a copy is the proof itself, and neither a file nor a subclass can make another."""

    def __init_subclass__(cls) -> None:
        if cls.__bases__ != (_Sealed,):
            raise TypeError("a proof has no subclasses")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Bytes can be edited. Raises NotAllowed."""
        raise NotAllowed("carry_proof")


@dataclass(frozen=True)
class Scope(_Sealed):
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
class Assigner(_Sealed):
    """Proof that its holder may give and change assignments below ``scope``; ``actor`` is written in the audit trail."""

    scope: Scope
    actor: str
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotAllowed("assign")


@dataclass(frozen=True)
class Operator(_Sealed):
    """Proof that its holder may change agencies and people; ``actor`` is written in the audit trail."""

    actor: str
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotAllowed("manage_people")

    @property
    def is_console(self) -> bool:
        """Whoever holds the database file itself: no role can be taken away from them."""
        return self.actor == _CONSOLE


@dataclass(frozen=True)
class Postmaster(_Sealed):
    """Proof that its holder may look after the outbox; ``actor`` is written in its log."""

    actor: str
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotAllowed("manage_outbox")


_CONSOLE = "konsol"
_SEAL = object()


def may(viewer: Viewer, action: str) -> bool:
    return viewer.role in _MAY[action]


def require(viewer: Viewer, action: str) -> None:
    """Raises NotAllowed."""
    if not may(viewer, action):
        raise NotAllowed(action)


def supervision_scope(viewer: Viewer, agency_path: str, agency_id: str | None = None) -> Scope:
    """One subtree a supervisor answers for, their own agency's without an id. Raises NotAllowed for anyone else."""
    require(viewer, "supervise")
    return Scope(agency_id or viewer.agency_id, agency_path, _SEAL)


def supervision_scopes(viewer: Viewer, subtrees: Iterable[Agency]) -> tuple[Scope, ...]:
    """Every subtree a supervisor answers for; one that lies within another is not told apart from it, so that nobody
    is counted twice. Raises NotAllowed for anyone else.
    """
    require(viewer, "supervise")
    return tuple(supervision_scope(viewer, agency.path, agency.id) for agency in outermost(subtrees))


def outermost(subtrees: Iterable[Agency]) -> tuple[Agency, ...]:
    """Without those that lie within another."""
    found: list[Agency] = []
    for agency in sorted(set(subtrees), key=lambda agency: agency.path):
        if not found or not agency.path.startswith(found[-1].path):
            found.append(agency)
    return tuple(found)


def assigner_of(
    viewer: Viewer, agency_id: str, agency_path: str, supervised: Collection[str] | None = None
) -> Assigner:
    """A supervisor for a subtree of theirs (``supervised``: agency ids; None: their own agency), an administrator for any.

    Raises NotAllowed.
    """
    require(viewer, "assign")
    is_administrator = viewer.role == "administrator"
    if not is_administrator and agency_id not in ((viewer.agency_id,) if supervised is None else supervised):
        raise NotAllowed("assign")
    scope = Scope(agency_id, agency_path, _SEAL, sees_numbers=is_administrator)
    return Assigner(scope, viewer.person_id, _SEAL)


def operator_of(viewer: Viewer) -> Operator:
    """An administrator as the one who changes the registry. Raises NotAllowed for anyone else."""
    require(viewer, "manage_people")
    return Operator(viewer.person_id, _SEAL)


def console_operator() -> Operator:
    """Whoever runs commands on the server: they hold the database file itself."""
    return Operator(_CONSOLE, _SEAL)


def postmaster_of(viewer: Viewer) -> Postmaster:
    """An administrator as the one who looks after the outbox. Raises NotAllowed for anyone else."""
    require(viewer, "manage_outbox")
    return Postmaster(viewer.person_id, _SEAL)


def courier_scope(agency_id: str, agency_path: str) -> Scope:
    """The site itself, writing to heads about their own units by a schedule somebody chose; never numbers."""
    return Scope(agency_id, agency_path, _SEAL)


def console_scope(operator: Operator, agency_id: str, agency_path: str) -> Scope:
    """Whoever holds the database file reads a whole organisation; never numbers. Raises NotAllowed for anyone else."""
    if not operator.is_console:
        raise NotAllowed("supervise")
    return Scope(agency_id, agency_path, _SEAL)
