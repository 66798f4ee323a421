"""Everything an administrator sees about one person. Results of quizzes are not among it: they are the supervisor's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from people.access import Operator
from people.errors import NotFound
from people.models import Employment, Role
from store.clock import to_text
from store.database import Database
from store.privacy.data_requests import restricted_since
from store.privacy.erasure import is_erased
from store.registry import person_sheet as store
from store.registry.person_sheet import AccountLine, AttemptLine, MembershipLine, NumberLine, PostLine


@dataclass(frozen=True)
class PersonSheet:
    id: str
    name: str = field(repr=False)
    email: str | None = field(repr=False)
    numbers: tuple[NumberLine, ...]
    memberships: tuple[MembershipLine, ...]
    posts: tuple[PostLine, ...]
    roles: tuple[Role, ...]
    account: AccountLine
    attempts: tuple[AttemptLine, ...]
    restricted_since: str | None
    is_erased: bool

    @property
    def home(self) -> MembershipLine | None:
        """Where they belong now; None for somebody who has left."""
        return next((line for line in self.memberships if line.valid_to is None), None)

    @property
    def employment(self) -> Employment | None:
        """Now, or when they left."""
        return self.memberships[0].employment if self.memberships else None


def person_sheet(database: Database, operator: Operator, person_id: str, now: datetime) -> PersonSheet:
    """Raises NotFound."""
    with database.read() as connection:
        found = store.find_name(connection, person_id)
        if found is None:
            raise NotFound("Orang itu", "Kembali ke daftar pegawai dan pilih lagi.")
        return PersonSheet(
            person_id,
            *found,
            store.numbers_of(connection, person_id),
            store.memberships_of(connection, person_id),
            store.posts_of(connection, person_id),
            store.roles_of(connection, person_id),
            store.account_of(connection, person_id, to_text(now)),
            store.attempts_of(connection, person_id),
            restricted_since(connection, person_id),
            is_erased(connection, person_id),
        )
