"""The many rows one roster import writes, and an audit entry for each person it touches."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.deeds import Deed
from people.roster.lists import Show
from people.roster.plan import Difference, Known, RosterPlan, Wanted
from store.auditing import audit as audit_store
from store.auditing.audit import AuditEntry, as_json
from store.clock import to_text
from store.database import Connection
from store.ids import new_id
from store.registry import roster as roster_store

_BATCH = 5_000
_SAVING = "Menyimpan"
Row = dict[str, Any]


@dataclass
class _Heap:
    """Rows of a few thousand people, each list for one statement."""

    people: list[Row] = field(default_factory=list)
    set_people: list[Row] = field(default_factory=list)
    first_memberships: list[Row] = field(default_factory=list)
    next_memberships: list[Row] = field(default_factory=list)
    ended_memberships: list[Row] = field(default_factory=list)
    ended_posts: list[Row] = field(default_factory=list)
    posts: list[Row] = field(default_factory=list)
    audit: list[AuditEntry] = field(default_factory=list)

    def write(self, connection: Connection) -> None:
        roster_store.add_people(connection, self.people)
        roster_store.set_people(connection, self.set_people)
        roster_store.add_memberships(connection, self.first_memberships)
        roster_store.begin_memberships(connection, self.next_memberships)
        roster_store.end_memberships(connection, self.ended_memberships)
        roster_store.end_posts(connection, self.ended_posts)
        roster_store.add_posts(connection, self.posts)
        audit_store.add_audit_entries(connection, self.audit)


class _Writing:
    """One import: who, when, and the posts that stand now."""

    def __init__(self, doing: Deed, day: str) -> None:
        self._now, self._day = doing.now, day
        self._actor, self._moment = doing.by.actor, to_text(doing.now)
        self.batch_id = doing.batch_id
        self._post_ids = roster_store.present_post_ids(doing.connection)
        self._bits = secrets.randbits(73)

    def add(self, heap: _Heap, action: str, difference: Difference) -> None:
        before, after = difference.before, difference.after
        if before is None and after is not None:
            self._new(heap, after)
        elif before is not None and after is None:
            self._gone(heap, before)
        elif before is not None and after is not None:
            self._other(heap, action, before, after)

    def entry(self, action: str, kind: str, subject: str, before: Row | None, after: Row | None) -> AuditEntry:
        return AuditEntry(
            self._id(), self.batch_id, self._moment, self._actor, action, kind, subject,
            as_json(before), as_json(after),
        )  # fmt: skip

    def _id(self) -> str:
        """Rising ids: a table that grows at its end is three times as fast as one that grows everywhere."""
        self._bits += 1
        return new_id(self._now, self._bits)

    def _new(self, heap: _Heap, after: Wanted) -> None:
        person_id = self._id()
        heap.people.append(
            {
                "id": person_id,
                "name": after.name,
                "email": after.email,
                "kind": after.number_kind,
                "number": after.number,
            }
        )
        heap.first_memberships.append(_membership(person_id, after))
        self._add_posts(heap, person_id, after, after.posts, after.valid_from)
        heap.audit.append(self.entry("person.new", "person", person_id, None, _facts(after, after.valid_from)))

    def _gone(self, heap: _Heap, before: Known) -> None:
        day = max(self._day, before.since)
        heap.ended_memberships.append({"person_id": before.person_id, "day": day})
        self._end_posts(heap, before, before.posts, day)
        heap.audit.append(self.entry("person.gone", "person", before.person_id, _facts(before), {"since": day}))

    def _other(self, heap: _Heap, action: str, before: Known, after: Wanted) -> None:
        person_id = before.person_id
        if (before.name, before.email) != (after.name, after.email):
            heap.set_people.append({"id": person_id, "name": after.name, "email": after.email})
        has_moved = (before.agency_id, before.employment) != (after.agency_id, after.employment)
        day = after.valid_from if has_moved else max(self._day, before.since)
        if has_moved:
            heap.next_memberships.append(_membership(person_id, after))
        self._end_posts(heap, before, before.posts - after.posts, day)
        self._add_posts(heap, person_id, after, after.posts - before.posts, day)
        was, will_be = _facts(before), _facts(after, day)
        same = {key for key in was if was[key] == will_be[key]}
        heap.audit.append(self.entry(action, "person", person_id, _without(was, same), _without(will_be, same)))

    def _add_posts(self, heap: _Heap, person_id: str, after: Wanted, posts: Iterable[Any], day: str) -> None:
        for post in posts:
            row = {"agency_id": post.agency_id, "kind": post.kind, "title": post.title, "day": day}
            heap.posts.append(row | {"id": self._id(), "person_id": person_id})

    def _end_posts(self, heap: _Heap, before: Known, posts: Iterable[Any], day: str) -> None:
        for post in posts:
            for post_id in self._post_ids.get((before.person_id, post.agency_id, post.kind, post.title), ()):
                heap.ended_posts.append({"id": post_id, "day": day})


def write_plan(doing: Deed, plan: RosterPlan, day: str, file_hash: str, show: Show) -> None:
    """Everything the plan says."""
    roster_store.make_room(doing.connection)
    writing = _Writing(doing, day)
    done, total = 0, len(plan.differences)
    for part in _parts(_named(plan)):
        heap = _Heap()
        for action, difference in part:
            writing.add(heap, action, difference)
        heap.write(doing.connection)
        done += len(part)
        show(_SAVING, done, total)
    counts = {
        "new": len(plan.new), "changed": len(plan.changed), "moved": len(plan.moved), "gone": len(plan.gone),
        "refused": len(plan.refused), "file": file_hash,
    }  # fmt: skip
    audit_store.add_audit_entries(
        doing.connection, [writing.entry("roster.import", "roster", writing.batch_id, None, counts)]
    )  # fmt: skip


def _named(plan: RosterPlan) -> Iterator[tuple[str, Difference]]:
    yield from (("person.new" if one.before is None else "person.return", one) for one in plan.new)
    yield from (("person.change", one) for one in plan.changed)
    yield from (("person.move", one) for one in plan.moved)
    yield from (("person.gone", one) for one in plan.gone)


def _parts(named: Iterator[tuple[str, Difference]]) -> Iterator[Sequence[tuple[str, Difference]]]:
    part: list[tuple[str, Difference]] = []
    for one in named:
        part.append(one)
        if len(part) == _BATCH:
            yield part
            part = []
    if part:
        yield part


def _membership(person_id: str, after: Wanted) -> Row:
    return {
        "person_id": person_id, "day": after.valid_from, "agency_id": after.agency_id, "employment": after.employment,
    }  # fmt: skip


def _facts(person: Known | Wanted, since: str | None = None) -> Row:
    posts = sorted([post.kind, post.title, post.agency_id] for post in person.posts)
    return {
        "name": person.name, "email": person.email, "agency": person.agency_id, "employment": person.employment,
        "posts": posts, "since": since or (person.since if isinstance(person, Known) else person.valid_from),
    }  # fmt: skip


def _without(facts: Row, keys: set[str]) -> Row:
    return {key: value for key, value in facts.items() if key not in keys}
