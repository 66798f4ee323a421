"""Who is told about which unit: the head of each unit with unfinished people, or the nearest head above who can be reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from people.assigning.assignment_counts import Counts, Standing, count_by_path, measures_of
from people.models import Agency

_OF_A_PART = ("bidang", "bagian", "subbagian", "sub", "subbidang", "seksi", "subseksi", "urusan", "tata", "kelompok")
"""``Kepala Bidang X`` held at a dinas leads a part of it, not the dinas."""
_ACTING_FIRST = {"plh": 0, "plt": 1, "definitif": 2}
"""While somebody acts, the one acted for is away."""


class HeadPost(NamedTuple):
    """A post that leads something at an agency (``people.assigning.assignment_rules.leads_a_unit``), held by somebody with e-mail."""

    person_id: str
    name: str
    agency_id: str
    kind: str
    title: str


@dataclass(frozen=True)
class Late:
    """Somebody who must still finish: the name and the unit, nothing else."""

    person_id: str
    name: str
    unit: str


@dataclass(frozen=True)
class Part:
    """A unit with everything below it, as its status shows it."""

    agency_id: str
    name: str
    assigned: int
    late: tuple[Late, ...]


@dataclass(frozen=True)
class Letter:
    """What one head is told on one day. ``forwarded``: units (name, how many) without a head who can be written to."""

    agency_id: str
    agency_name: str
    head: HeadPost
    parts: tuple[Part, ...]
    forwarded: tuple[tuple[str, int], ...]

    @property
    def late(self) -> tuple[Late, ...]:
        return tuple(one for part in self.parts for one in part.late)


@dataclass(frozen=True)
class Round:
    """Everything there is to tell on one day. ``unreached``: units (name, how many) that nobody can be told about."""

    letters: tuple[Letter, ...]
    unreached: tuple[tuple[str, int], ...]
    late: tuple[Late, ...]


def choose_heads(posts: Iterable[HeadPost], names: Mapping[str, str]) -> dict[str, HeadPost]:
    """Agency -> the one to write to: the head of the whole before heads of parts, the one acting before the one acted for."""
    best: dict[str, HeadPost] = {}
    for post in posts:
        rival = best.get(post.agency_id)
        name = names.get(post.agency_id, "")
        if rival is None or _rank(post, name) < _rank(rival, name):
            best[post.agency_id] = post
    return best


def plan_round(
    standings: Sequence[Standing],
    tree: Iterable[Agency],
    target_paths: Iterable[str],
    heads: Mapping[str, HeadPost],
    silent: Collection[str] = (),
) -> Round:
    """Every unfinished person is in the letter of the head of each unit above them within the targets, or of a head above.

    ``silent``: people who count but are not written about, nor to.
    """
    agencies = {agency.id: agency for agency in tree}
    by_path = {agency.path: agency for agency in agencies.values()}
    counts = count_by_path(standings)
    unfinished = [one for one in standings if "unfinished" in measures_of(one) and one.decision.person_id not in silent]
    targets = tuple(target_paths)
    units = {unit.id: unit for standing in unfinished for unit in _units_of(standing.path, targets, by_path)}
    told_by: dict[str, list[Agency]] = defaultdict(list)
    unreached = []
    for unit in sorted(units.values(), key=lambda one: one.path):
        receiver = _reachable(unit, agencies, heads)
        if receiver is None:
            unreached.append((unit.name, counts[unit.path].unfinished))
        else:
            told_by[receiver.id].append(unit)
    names = {agency.id: agency.name for agency in agencies.values()}
    late_below = _late_below(unfinished, {unit.path for unit in units.values()}, names)
    letters = tuple(
        Letter(
            receiver_id,
            agencies[receiver_id].name,
            heads[receiver_id],
            tuple(_part(top, counts[top.path], late_below[top.path]) for top in _topmost(told)),
            tuple((unit.name, counts[unit.path].unfinished) for unit in told if unit.id != receiver_id),
        )
        for receiver_id, told in sorted(told_by.items(), key=lambda pair: agencies[pair[0]].path)
    )
    everybody = sorted((_late(one, names) for one in unfinished), key=lambda late: late.person_id)
    return Round(letters, tuple(unreached), tuple(everybody))


def _rank(post: HeadPost, agency_name: str) -> tuple[int, int, str, str]:
    title = " ".join(post.title.lower().replace(".", " ").split())
    words = [word for word in title.split() if word not in ("plt", "plh")]
    if agency_name and agency_name.lower() in title:
        height = 0
    elif words[:1] == ["sekretaris"] or words[:1] == ["asisten"] or (len(words) > 1 and words[1] in _OF_A_PART):
        height = 2
    else:
        height = 1
    return height, _ACTING_FIRST.get(post.kind, 3), title, post.person_id


def _units_of(path: str, targets: Sequence[str], by_path: Mapping[str, Agency]) -> list[Agency]:
    """The agencies from the target down to where somebody counts; only that one for who counts outside the targets."""
    above = [path]
    while "/" in above[-1].rstrip("/"):
        above.append(above[-1].rstrip("/").rpartition("/")[0] + "/")
    within = [one for one in above if any(one.startswith(target) for target in targets)] or [path]
    return [by_path[one] for one in within if one in by_path]


def _reachable(unit: Agency, agencies: Mapping[str, Agency], heads: Mapping[str, HeadPost]) -> Agency | None:
    place: Agency | None = unit
    while place is not None and place.id not in heads:
        place = agencies.get(place.parent_id or "")
    return place


def _topmost(units: Sequence[Agency]) -> list[Agency]:
    """Without those that lie below another one; ``units`` are ordered by path."""
    tops: list[Agency] = []
    for unit in units:
        if not any(unit.path.startswith(top.path) for top in tops):
            tops.append(unit)
    return tops


def _late_below(unfinished: Sequence[Standing], paths: set[str], names: Mapping[str, str]) -> dict[str, list[Late]]:
    found: dict[str, list[Late]] = {path: [] for path in paths}
    for standing in unfinished:
        parts = standing.path.rstrip("/").split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth]) + "/"
            if path in found:
                found[path].append(_late(standing, names))
    return found


def _part(unit: Agency, counts: Counts, late: Iterable[Late]) -> Part:
    by_unit = sorted(late, key=lambda one: (one.unit.casefold(), one.name.casefold(), one.person_id))
    return Part(unit.id, unit.name, counts.assigned, tuple(by_unit))


def _late(standing: Standing, names: Mapping[str, str]) -> Late:
    decision = standing.decision
    return Late(decision.person_id, decision.name, names.get(decision.agency_id or "", ""))
