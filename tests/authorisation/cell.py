"""One cell of the matrix: somebody asks for something about an object; proofs are made the way the pages make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from actions.courseware import Courseware
from actions.deeds import Deed, deed
from actions.registry import supervision
from actions.registry.agency_changes import Change
from actions.registry.people import Occasion
from actions.signing_in.sign_in import find_viewer
from people.access import Assigner, Operator, Postmaster, Scope, operator_of, postmaster_of
from people.errors import NotAllowed
from people.models import Viewer
from settings import Settings
from store.database import Connection, Database
from tests.authorisation.world import HOMES, LATER, TODAY, name_of, number_of

SELF, OWN, PARENT, CHILD, SIBLING = "diri", "dinas", "pemkab", "bidang", "kantor"
"""The objects: oneself, and somebody or something of one's own agency, of its parent, its child and its sibling."""
HERE = "situs"
"""The one object of an action that names none: the whole site, or whatever lies in the viewer's subtree."""


@dataclass(frozen=True)
class Cell:
    """``road``: the subtree asked for by a supervisor or assigner; None: the first of theirs."""

    database: Database
    courseware: Courseware
    settings: Settings
    batch_id: str
    token: str
    who: str
    thing: str
    road: str | None = None

    # --- Who asks, and what they can prove ---

    @property
    def viewer(self) -> Viewer:
        """As checked on every run of a page."""
        found = find_viewer(self.database, self.token, LATER)
        if found is None:
            raise NotAllowed("sign_in")
        return found

    @property
    def scope(self) -> Scope:
        return supervision.scope_of(self.database, self.viewer, TODAY, self.road)

    @property
    def by(self) -> Assigner:
        return supervision.assigner(self.database, self.viewer, TODAY, self.road)

    @property
    def operator(self) -> Operator:
        return operator_of(self.viewer)

    @property
    def postmaster(self) -> Postmaster:
        return postmaster_of(self.viewer)

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.operator, LATER, TODAY)

    @property
    def change(self) -> Change:
        return Change(self.operator, LATER, TODAY, TODAY.isoformat())

    def within(self, work: Callable[[Deed], object]) -> object:
        """Inside a deed of the viewer."""
        with deed(self.database, self.operator, LATER) as doing:
            return work(doing)

    def reading(self, work: Callable[[Connection], object]) -> object:
        with self.database.read() as connection:
            return work(connection)

    def writing(self, work: Callable[[Connection], object]) -> object:
        with self.database.write() as connection:
            return work(connection)

    # --- What it is about ---

    @property
    def person(self) -> str:
        return self.who if self.thing in (SELF, HERE) else f"orang-{self.thing}"

    @property
    def agency(self) -> str:
        return HOMES[self.who] if self.thing in (SELF, HERE) else self.thing

    @property
    def number(self) -> str:
        return number_of(self.person)

    @property
    def name(self) -> str:
        return name_of(self.person)

    @property
    def unit_code(self) -> str:
        return f"K-{self.agency}".upper()

    def of_person(self, kind: str) -> str:
        """``buka`` (an open attempt), ``tutup`` (a closed one), ``jalan`` (a run), ``minta``, ``surat``, ``jabatan``, ``sesi``."""
        return f"{kind}-{self.person}"

    def of_agency(self, kind: str) -> str:
        """``tugas`` (an assignment), ``tarik`` (a withdrawn one), ``tahap`` (a coming one), ``kosong`` (an empty unit)."""
        return f"{kind}-{self.agency}"

    @property
    def now(self) -> datetime:
        return LATER
