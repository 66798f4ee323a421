"""Whether a quiz treats groups and forms alike, and how sure its verdicts are: from a random sample of first attempts.

The sample is bounded, so the cost does not grow with the number of attempts, and nothing is kept at the submit. What is
told is about the whole bank: never a person or an office.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from actions.authoring.item_review import QuizReview, ReviewedVersion
from actions.courseware import Courseware
from actions.understanding.supervise import assignment_of
from analytics.fairness.equating import Equating
from analytics.fairness.groups import Comparison, compare_groups
from analytics.fairness.halves import equate_halves, link_halves
from analytics.fairness.link import Link
from analytics.fairness.sample import Drawn, Sample, pack_sample
from analytics.fairness.verdicts import Margins, margins
from analytics.fairness.words import dif_reason
from analytics.items.drawn import DrawnItem, drawn_items
from analytics.items.drawn_margins import drawn_margins
from analytics.items.flags import KINDS, Flag
from people.access import Scope, require
from people.errors import NotFound
from people.models import EMPLOYMENT_TITLES, Agency, Viewer
from quizzes.draw import form_of
from quizzes.models import Quiz
from store.clock import from_text
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning import first_attempt_samples as sample_store
from store.learning.first_attempt_samples import SampledAttempt
from store.registry import agencies as agency_store

SAMPLED_PER_KIND = 8_000
"""Of each kind of employment, so that small kinds are not lost: item by item some 750 people of a large kind."""
LINKED_PER_KIND = 2_000
"""For the Rasch scale, of each quiz of the pair: it asks for more work per answer and needs fewer of them."""
OFFICE_TITLES: Mapping[str, str] = {
    "instansi": "Pegawai sekretariat instansi",
    "perangkat-daerah": "Pegawai dinas, badan, dan kantor",
    "kecamatan": "Pegawai kecamatan",
    "desa": "Pegawai desa",
}
_MODE_TITLES = {"pretest": "prauji", "practice": "latihan", "posttest": "pascauji"}


@dataclass(frozen=True)
class Fairness:
    """``by_employment``, ``by_office``: of today's versions only. ``margins``: of the quiz; ``item_margins``: of each version."""

    quiz_id: str
    sampled: int
    pass_mark: float
    by_employment: tuple[Comparison, ...]
    by_office: tuple[Comparison, ...]
    item_ids: Mapping[str, str]
    margins: Margins | None
    drawn: tuple[DrawnItem, ...]
    """The classical statistics of the versions of today, of whole persons."""
    item_margins: Mapping[str, Mapping[str, float]]
    last_met: Mapping[str, datetime]
    """Former version -> when somebody of the sample last finished with it."""

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        return (*self.by_employment, *self.by_office)


@dataclass(frozen=True)
class Forms:
    """The two forms of a quiz. ``link``: over all quizzes it crosses over with, whose kinds ``linked`` names."""

    equating: Equating | None
    link: Link | None
    linked: tuple[str, ...]


def fairness(
    database: Database, courseware: Courseware, viewer: Viewer, quiz_id: str, *, at_most: int = SAMPLED_PER_KIND
) -> Fairness:
    """``at_most``: how many of each kind of employment are looked at. Raises NotAllowed, NotFound."""
    require(viewer, "read_item_statistics")
    quiz = _quiz(courseware, quiz_id)
    with database.read() as connection:
        sampled = _sampled(connection, quiz_id, at_most)
        sample = _packed(sampled, _offices(connection))
        item_ids = _item_ids(connection, (sample,))
    today = {version for version, item in item_ids.items() if courseware.bank.fingerprints.get(item) == version}
    return Fairness(
        quiz_id=quiz_id,
        sampled=len(sample),
        pass_mark=quiz.pass_mark,
        by_employment=_compared(compare_groups(sample, sample.employment), EMPLOYMENT_TITLES, today),
        by_office=_compared(compare_groups(sample, sample.office_kind), OFFICE_TITLES, today),
        item_ids=item_ids,
        margins=margins(sample, quiz.pass_mark),
        drawn=tuple(item for item in drawn_items(sample) if item.version in today),
        item_margins=drawn_margins(sample),
        last_met=_last_met(sampled, item_ids.keys() - today),
    )


def forms_of_quiz(
    database: Database, courseware: Courseware, viewer: Viewer, quiz_id: str, *, at_most: int = SAMPLED_PER_KIND
) -> Forms | None:
    """None for a quiz without parallel forms. Raises NotAllowed, NotFound."""
    require(viewer, "read_item_statistics")
    quiz = _quiz(courseware, quiz_id)
    if quiz.parallel is None:
        return None
    pair = sorted(
        (one for one in courseware.bank.quizzes.values() if one.parallel == quiz.parallel),
        key=lambda one: (one.mode != "pretest", one.id),
    )
    with database.read() as connection:
        sample = _sample(connection, quiz_id, at_most)
        linked = [_sample(connection, one.id, min(at_most, LINKED_PER_KIND)) for one in pair]
        of_b = _of_b(_item_ids(connection, (sample, *linked)))
    return Forms(
        equate_halves(sample, of_b, quiz.pass_mark),
        link_halves(linked, of_b),
        tuple(_MODE_TITLES[one.mode] for one in pair),
    )


def forms_of_assignment(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, *, at_most: int = SAMPLED_PER_KIND
) -> Equating | None:
    """How the two forms of the post-test compare over everybody who sat it, whoever asks. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        quiz = courseware.bank.quizzes.get(course.posttest)
        if quiz is None or quiz.parallel is None:
            return None
        sample = _sample(connection, quiz.id, at_most)
        item_ids = _item_ids(connection, (sample,))
    return equate_halves(sample, _of_b(item_ids), quiz.pass_mark)


def with_dif_flags(review: QuizReview, found: Fairness) -> QuizReview:
    """The authors' list with the items that work differently for a group joined in, the most urgent still first."""
    raised: dict[str, list[Flag]] = {}
    for comparison in found.comparisons:
        for item in comparison.large:
            item_id = found.item_ids[item.version]
            flag = Flag(
                "dif", item_id, item.version, dif_reason(comparison, item), figure=item.figure,
                group=f"{comparison.group} / {comparison.reference}",
            )  # fmt: skip
            raised.setdefault(item_id, []).append(flag)
    items = (replace(one, flags=(*one.flags, *raised.get(one.item.id, ()))) for one in review.items)
    return replace(review, items=tuple(sorted(items, key=_urgency)))


def _urgency(version: ReviewedVersion) -> tuple[int, str]:
    urgency = list(KINDS)
    return min((urgency.index(flag.kind) for flag in version.flags), default=len(urgency)), version.item.id


def _quiz(courseware: Courseware, quiz_id: str) -> Quiz:
    quiz = courseware.bank.quizzes.get(quiz_id)
    if quiz is None:
        raise NotFound("Kuis")
    return quiz


def _offices(connection: Connection) -> dict[str, tuple[str, str]]:
    """Agency id -> the office it belongs to and that office's kind, as the tree stands today: a unit is a part of the one above."""
    found: dict[str, tuple[str, str]] = {}
    for root in agency_store.root_agencies(connection):
        for agency in agency_store.agencies_below(connection, root.path):  # parents first
            found[agency.id] = _office(agency, found)
    return found


def _office(agency: Agency, above: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    is_part = agency.kind == "unit" and agency.parent_id in above
    if is_part and agency.parent_id:
        return above[agency.parent_id]
    return agency.id, agency.kind if agency.kind in OFFICE_TITLES else ""


def _item_ids(connection: Connection, samples: Iterable[Sample]) -> dict[str, str]:
    """Version -> item."""
    versions = {version for sample in samples for version in sample.versions}
    return {version: item.id for version, item in attempt_store.item_versions(connection, versions).items()}


def _sample(connection: Connection, quiz_id: str, at_most: int) -> Sample:
    """Of nobody's office."""
    return _packed(_sampled(connection, quiz_id, at_most), {})


def _sampled(connection: Connection, quiz_id: str, at_most: int) -> list[SampledAttempt]:
    return [
        one
        for employment in EMPLOYMENT_TITLES
        for one in sample_store.sample_first_attempts(connection, quiz_id, employment, at_most)
    ]


def _packed(sampled: Iterable[SampledAttempt], offices: Mapping[str, tuple[str, str]]) -> Sample:
    return pack_sample(
        Drawn(one.person_id, one.employment, *offices.get(one.agency_id, ("", "")), one.versions, one.marks)
        for one in sampled
    )


def _last_met(sampled: Iterable[SampledAttempt], former: set[str]) -> dict[str, datetime]:
    found: dict[str, str] = {}
    for one in sampled if former else ():
        for version in former.intersection(one.versions):
            found[version] = max(found.get(version, ""), one.closed_at)
    return {version: from_text(at) for version, at in found.items()}


def _compared(found: tuple[Comparison, ...], titles: Mapping[str, str], today: set[str]) -> tuple[Comparison, ...]:
    """With titles, and only the versions of today."""
    kept = (replace(one, items=tuple(item for item in one.items if item.version in today)) for one in found)
    return tuple(replace(one, group=titles[one.group], reference=titles[one.reference]) for one in kept if one.items)


def _of_b(item_ids: Mapping[str, str]) -> frozenset[str]:
    return frozenset(version for version, item in item_ids.items() if form_of(item) == "B")
