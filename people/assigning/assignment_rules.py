"""Who an assignment is for, and why: everybody is in, exempt or out, with a reason in Indonesian. No clock, no database.

Two days matter: the reference day, on which the assignment opened (or today, while it has not), and the day asked about.
Whoever fits the rule only later is a joiner; whoever fitted and no longer does is a mover, or has left for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from people.assigning.windows import Window, long_date
from people.models import EMPLOYMENT_TITLES, Employment

Audience = Literal["pimpinan", "pppk", "non-asn", "desa"]
"""The same words as ``quizzes.models.Audience``; a test holds them together."""
AUDIENCE_TITLES: dict[Audience, str] = {
    "pimpinan": "pimpinan unit kerja", "pppk": "PPPK", "non-asn": "non-ASN", "desa": "kepala dan perangkat desa",
}  # fmt: skip
Joiners = Literal["included", "left-out"]
JOINER_TITLES: dict[Joiners, str] = {
    "included": "Yang masuk kemudian ikut ditugaskan",
    "left-out": "Yang masuk kemudian tidak ditugaskan",
}
Movers = Literal["kept", "moved-along", "released"]
MOVER_TITLES: dict[Movers, str] = {
    "kept": "Yang pindah tetap wajib, dihitung di unit lamanya",
    "moved-along": "Yang pindah tetap wajib, dihitung di unit barunya",
    "released": "Yang pindah keluar dari sasaran tidak wajib lagi",
}
Standing = Literal["in", "exempt", "out"]
Cause = Literal[
    "target", "joined", "kept", "moved-along", "exempt", "leave",
    "joined-late", "released", "left", "elsewhere", "employment", "audience",
]  # fmt: skip
CAUSE_TITLES: dict[Cause, str] = {
    "target": "Sasaran sejak awal", "joined": "Masuk kemudian", "kept": "Pindah, tetap di unit lama",
    "moved-along": "Pindah, ikut ke unit baru", "exempt": "Dikecualikan", "leave": "Cuti", "joined-late": "Masuk terlambat",
    "released": "Pindah keluar sasaran", "left": "Berhenti", "elsewhere": "Unit lain", "employment": "Jenis kepegawaian lain",
    "audience": "Di luar kelompok sasaran",
}  # fmt: skip
_LEADING_TITLES = ("kepala", "plt", "plh", "sekretaris", "direktur", "camat", "lurah", "inspektur", "asisten", "ketua")
"""First words of a post that leads a unit; offices write them in many ways, and plt and plh lead whatever the title."""
ALL_EMPLOYMENTS: frozenset[Employment] = frozenset(EMPLOYMENT_TITLES)


@dataclass(frozen=True)
class Rule:
    """Agencies' subtrees x kinds of employment x audience (None: everybody), and what becomes of joiners and movers."""

    agency_ids: frozenset[str]
    employments: frozenset[Employment] = ALL_EMPLOYMENTS
    audience: Audience | None = None
    joiners: Joiners = "included"
    movers: Movers = "released"


@dataclass(frozen=True)
class Given:
    """An assignment in force: what is due, for whom, and when."""

    id: str
    course_id: str
    title: str
    rule: Rule
    window: Window
    is_withdrawn: bool = False
    """Given by mistake and taken back: nobody's duty, but its results stay."""


@dataclass(frozen=True)
class Place:
    """Where somebody belonged on one day. ``path`` lists the agencies of that day from the root, each with a ``/``."""

    agency_id: str
    agency_name: str
    path: str
    employment: Employment
    leads: bool = False
    """Holds a post that leads a unit."""


@dataclass(frozen=True)
class Exemption:
    """In force from one day to another, both included (ISO text; without an end it lasts as long as the assignment)."""

    kind: Literal["exempt", "leave"]
    reason: str
    document: str
    from_day: str
    until_day: str | None

    def holds_on(self, day: str) -> bool:
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


class Facts(NamedTuple):
    """One person on the reference day (``then``) and on the day asked about (``now``); None: not a member of anything."""

    person_id: str
    name: str
    then: Place | None
    now: Place | None
    exemption: Exemption | None = None
    """Only one that holds on the day asked about."""


class Decision(NamedTuple):
    """``agency_id`` is where the person counts; None for those who are out of it, unless they left from there."""

    person_id: str
    name: str
    standing: Standing
    cause: Cause
    reason: str
    agency_id: str | None
    employment: Employment | None


def leads_a_unit(kind: str, title: str) -> bool:
    """Whether a post is its unit's head: every Plt and Plh, and titles that begin like a head's."""
    first = title.strip().lower().replace(".", " ").split(" ")[0]
    return kind in ("plt", "plh") or first in _LEADING_TITLES


def decide(rule: Rule, facts: Facts) -> Decision:
    """Where one person stands, why, and where they count."""
    was_in, is_in = _misfit(rule, facts.then) is None, _misfit(rule, facts.now) is None
    if is_in:
        found = _present(rule, facts, was_in)
    elif was_in:
        found = _gone(rule, facts)
    else:
        found = _stranger(rule, facts)
    return _excused(found, facts.exemption) if found.standing == "in" else found


def reference_day(window: Window, day: str) -> str:
    """The earlier of the day it opens and the day asked about."""
    return min(window.opens_on.isoformat(), day)


def rule_in_words(rule: Rule, names: Mapping[str, str]) -> str:
    """``names``: agency id -> name."""
    where = ", ".join(sorted(names.get(agency_id, agency_id) for agency_id in rule.agency_ids))
    kinds = [title for kind, title in EMPLOYMENT_TITLES.items() if kind in rule.employments]
    who = "semua pegawai" if len(kinds) == len(EMPLOYMENT_TITLES) else ", ".join(kinds)
    group = f", hanya {AUDIENCE_TITLES[rule.audience]}" if rule.audience else ""
    return f"{where} dan unit di bawahnya; {who}{group}. {JOINER_TITLES[rule.joiners]}. {MOVER_TITLES[rule.movers]}."


def _misfit(rule: Rule, place: Place | None) -> Cause | None:
    """Why the place is not a target; None when it is."""
    if place is None:
        return "left"
    if rule.agency_ids.isdisjoint(place.path.split("/")):
        return "elsewhere"
    if place.employment not in rule.employments:
        return "employment"
    if rule.audience is not None and not _belongs(rule.audience, place):
        return "audience"
    return None


def _belongs(audience: Audience, place: Place) -> bool:
    if audience == "pimpinan":
        return place.leads
    if audience == "desa":
        return place.employment in ("kepala-desa", "perangkat-desa")
    return place.employment == audience


def _present(rule: Rule, facts: Facts, was_in: bool) -> Decision:
    now, then = facts.now, facts.then
    assert now is not None
    if not was_in:
        if rule.joiners == "left-out":
            return _decision(facts, "out", "joined-late", "Baru masuk sasaran setelah penugasan dibuka.", None)
        return _decision(facts, "in", "joined", f"Masuk {now.agency_name} setelah penugasan dibuka.", now)
    if then is not None and then.agency_id != now.agency_id and rule.movers == "kept":
        return _decision(facts, "in", "kept", f"Pindah di dalam sasaran; tetap dihitung di {then.agency_name}.", then)
    kind = EMPLOYMENT_TITLES[now.employment]
    return _decision(facts, "in", "target", f"{kind} di {now.agency_name}, termasuk sasaran.", now)


def _gone(rule: Rule, facts: Facts) -> Decision:
    """Was a target and is none now. Where somebody went is not told: the new unit may be nobody's business here."""
    now, then = facts.now, facts.then
    assert then is not None
    if now is None:
        return _decision(facts, "out", "left", "Tidak lagi terdaftar sebagai pegawai.", then)
    if rule.movers == "kept":
        return _decision(facts, "in", "kept", f"Pindah atau berubah status; tetap wajib di {then.agency_name}.", then)
    if rule.movers == "moved-along":
        return _decision(facts, "in", "moved-along", "Pindah atau berubah status; kewajibannya ikut ke unit baru.", now)
    return _decision(facts, "out", "released", "Pindah atau berubah status sehingga bukan sasaran lagi.", None)


def _stranger(rule: Rule, facts: Facts) -> Decision:
    why = _misfit(rule, facts.now) or "elsewhere"
    now = facts.now
    if now is None:
        return _decision(facts, "out", "left", "Bukan pegawai pada masa penugasan.", None)
    if why == "employment":
        reason = f"Jenis kepegawaian {EMPLOYMENT_TITLES[now.employment]} tidak termasuk sasaran."
    elif why == "audience" and rule.audience is not None:
        reason = f"Bukan {AUDIENCE_TITLES[rule.audience]}."
    else:
        reason = "Unit kerjanya tidak termasuk sasaran."
    return _decision(facts, "out", why, reason, None)


def _excused(found: Decision, exemption: Exemption | None) -> Decision:
    if exemption is None:
        return found
    until = f" sampai {_day_in_words(exemption.until_day)}" if exemption.until_day else ""
    word = "Cuti" if exemption.kind == "leave" else "Dikecualikan"
    reason = f"{word}{until}: {exemption.reason} ({exemption.document})."
    return Decision(
        found.person_id, found.name, "exempt", exemption.kind, reason, found.agency_id, found.employment
    )  # fmt: skip


def _decision(facts: Facts, standing: Standing, cause: Cause, reason: str, counted: Place | None) -> Decision:
    where = counted.agency_id if counted else None
    kind = counted.employment if counted else None
    return Decision(facts.person_id, facts.name, standing, cause, reason, where, kind)


def _day_in_words(day: str) -> str:
    return long_date(date.fromisoformat(day))
