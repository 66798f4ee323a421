"""A marked item in words: what was answered, what is right, why, and where to read it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from actions.learning.attempt_views import ReviewedItem
from content.checks import HISTORICAL
from content.library import Library
from quizzes.attempts import Result, TopicResult
from quizzes.marking import misconceptions_shown
from quizzes.models import JudgementItem, MatchingItem, MultipleItem, OrderingItem, Quiz, TrueFalseItem
from quizzes.responses import right_sides
from quizzes.shown import TRUE_FALSE_TEXTS
from ui.law import BASIS_TITLES, provision_title
from ui.learning.question import safe_label, safe_text
from ui.look import long_date

UNANSWERED = "Tidak dijawab"


@dataclass(frozen=True)
class CitedRule:
    """``label`` and ``basis`` are words; the ids are for the address of the regulation page."""

    label: str
    basis: str
    summary: str
    regulation_id: str
    provision_id: str


@dataclass(frozen=True)
class Advice:
    """A section worth reading again, and how many items lead there."""

    lesson_id: str
    section_id: str
    label: str
    item_count: int

    @property
    def place(self) -> tuple[str, str]:
        return self.lesson_id, self.section_id


def score_text(fraction: float) -> str:
    """0..1 on the scale of 100, never rounded up over a pass mark: 0.696 is ``69,6``."""
    tenths = int(fraction * 1000 + 1e-6)
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


def clock_text(moment: datetime) -> str:
    return f"{moment:%H.%M}"


def moment_text(moment: datetime) -> str:
    return f"{long_date(moment.date())} pukul {clock_text(moment)}"


def minutes_left(deadline_at: datetime, now: datetime) -> int:
    """Started minutes, so that the last one still reads 1."""
    return max(0, ceil((deadline_at - now).total_seconds() / 60))


def verdict(reviewed: ReviewedItem) -> str:
    if reviewed.mark >= 1:
        return "Tepat"
    if reviewed.response is None:
        return UNANSWERED
    return f"Sebagian tepat ({score_text(reviewed.mark)})" if reviewed.mark > 0 else "Belum tepat"


def pass_reasons(quiz: Quiz, result: Result) -> list[str]:
    """The overall mark and each critical topic against its pass mark, one sentence each."""
    overall = TopicResult("Nilai keseluruhan", result.score, len(result.marks), quiz.pass_mark)
    reasons = []
    for topic in (overall, *result.critical_topics):
        outcome = "✓\u00a0tercapai" if topic.passed else "✗\u00a0belum\u00a0tercapai"
        least = score_text(topic.pass_mark or 0)
        title = safe_label(topic.title) if topic is overall else f"Topik kritis, {safe_label(topic.title)}"
        reasons.append(f"{title}: **{score_text(topic.fraction)}**, batasnya {least} ({outcome})")
    return reasons


def reading_advice(library: Library, items: Sequence[ReviewedItem]) -> list[Advice]:
    """Sections behind the items that were not fully right, those behind most items first."""
    counts: Counter[str] = Counter()
    for reviewed in items:
        if reviewed.mark < 1:
            cures = {library.misconceptions[m].cure for m in _misconceptions(library, reviewed)}
            counts.update(cures | {reviewed.item.section})
    advice = [find_advice(library, reference, count) for reference, count in counts.most_common()]
    return [found for found in advice if found is not None]


def find_advice(library: Library, reference: str, item_count: int = 1) -> Advice | None:
    """None when the lesson or the section is no longer there."""
    lesson_id, _, section_id = reference.partition("#")
    lesson, section = library.find_lesson(lesson_id), library.find_section(reference)
    if lesson is None or section is None:
        return None
    return Advice(lesson_id, section_id, f"{section.title} (materi {lesson.title})", item_count)


def cited_rules(library: Library, reviewed: ReviewedItem) -> list[CitedRule | str]:
    """The rules behind the key; one that the library no longer holds is given as text."""
    rules: list[CitedRule | str] = []
    for citation in reviewed.item.citations:
        regulation_id, _, provision_id = citation.removesuffix(HISTORICAL).partition(":")
        try:
            regulation, provision = library.cited(citation)
        except KeyError:
            rules.append(f"{regulation_id} {provision_title(provision_id)} (tidak lagi ada di daftar peraturan)")
            continue
        label = f"{regulation.short_title}, {provision_title(provision.id)}"
        basis = BASIS_TITLES[provision.basis]
        rules.append(CitedRule(label, basis, provision.summary, regulation_id, provision_id))
    return rules


def review_text(library: Library, reviewed: ReviewedItem) -> str:
    """Everything about one item, as Markdown: stem, answers with feedback, wrong beliefs, explanation."""
    parts = [safe_text(reviewed.item.stem), *_answers(reviewed)]
    for misconception_id in _misconceptions(library, reviewed):
        misconception = library.misconceptions[misconception_id]
        parts.append(
            f"> **Salah paham yang sering terjadi:** “{safe_label(misconception.belief)}”\n>\n"
            f"> **Yang benar:** {safe_label(misconception.correction)}"
        )
    parts.append(f"**Pembahasan.** {safe_text(reviewed.item.explanation)}")
    return "\n\n".join(parts)


def _misconceptions(library: Library, reviewed: ReviewedItem) -> list[str]:
    shown = misconceptions_shown(reviewed.item, reviewed.response)
    return [m for m in dict.fromkeys(shown) if m in library.misconceptions]


def _answers(reviewed: ReviewedItem) -> list[str]:
    item = reviewed.item
    if isinstance(item, MultipleItem):
        return _answers_multiple(item, reviewed)
    if isinstance(item, MatchingItem):
        return _answers_matching(item, reviewed)
    if isinstance(item, OrderingItem):
        return _answers_ordering(item, reviewed)
    if isinstance(item, TrueFalseItem):
        key = "true" if item.key else "false"
        feedback = {"true": item.feedback_true, "false": item.feedback_false}
        return _answers_one(reviewed.response, key, TRUE_FALSE_TEXTS, feedback, "Jawaban yang tepat")
    texts = {option.id: option.text for option in item.options}
    feedback = {option.id: option.feedback for option in item.options}
    if isinstance(item, JudgementItem):
        best = max(item.options, key=lambda option: option.weight).id
        return _answers_one(reviewed.response, best, texts, feedback, "Tindakan terbaik menurut panel")
    return _answers_one(reviewed.response, item.key, texts, feedback, "Jawaban yang tepat")


def _answers_one(response: object, key: str, texts: dict[str, str], feedback: dict[str, str], title: str) -> list[str]:
    if response is None:
        mine = f"**Jawaban Anda:** {UNANSWERED}"
    else:
        chosen = str(response)
        sign = "✓" if chosen == key else "✗"
        mine = f"**Jawaban Anda:** {sign} {safe_label(texts[chosen])}  \n{safe_text(feedback[chosen])}"
        if chosen == key:
            return [mine]
    return [mine, f"**{title}:** {safe_label(texts[key])}  \n{safe_text(feedback[key])}"]


def _answers_multiple(item: MultipleItem, reviewed: ReviewedItem) -> list[str]:
    chosen = set(reviewed.response or ())
    lines = []
    for option in item.options:
        if option.id in chosen or option.id in item.keys:
            state = {
                (True, True): "✓ Anda centang, tepat",
                (True, False): "✗ Anda centang, seharusnya tidak",
                (False, True): "○ Terlewat, seharusnya dicentang",
            }[option.id in chosen, option.id in item.keys]
            lines.append(f"- **{state}:** {safe_label(option.text)}. {safe_label(option.feedback)}".replace("..", "."))
    return [*_nothing(reviewed), "\n".join(lines)]


def _answers_matching(item: MatchingItem, reviewed: ReviewedItem) -> list[str]:
    chosen = reviewed.response if isinstance(reviewed.response, dict) else {}
    sides = right_sides(item)
    lines = []
    for pair in item.pairs:
        mine = chosen.get(pair.id)
        if mine == pair.id:
            answer = f"✓ {safe_label(pair.right)}"
        else:
            wrong = f"✗ jawaban Anda: {safe_label(sides[str(mine)])}" if mine else "✗ tidak dijawab"
            answer = f"{safe_label(pair.right)} ({wrong})"
        lines.append(f"- **{safe_label(pair.left)}** → {answer}  \n  {safe_label(pair.feedback)}")
    return [*_nothing(reviewed), "**Pasangan yang tepat:**\n\n" + "\n".join(lines)]


def _answers_ordering(item: OrderingItem, reviewed: ReviewedItem) -> list[str]:
    chosen = reviewed.response if isinstance(reviewed.response, dict) else {}
    lines = []
    for place, step in enumerate(item.steps, start=1):
        mine = chosen.get(step.id)
        sign = "✓" if mine == place else "✗"
        answer = f"{sign} nomor Anda: {mine}" if mine else "✗ tidak diberi nomor"
        lines.append(f"{place}. **{safe_label(step.text)}** ({answer})  \n   {safe_label(step.feedback)}")
    return [*_nothing(reviewed), "**Urutan yang tepat:**\n\n" + "\n".join(lines)]


def _nothing(reviewed: ReviewedItem) -> list[str]:
    return [] if reviewed.response is not None else [f"**Jawaban Anda:** {UNANSWERED}"]
