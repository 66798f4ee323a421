"""The smallest valid things, each with one change away from another."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from actions.courseware import Courseware, load_courseware
from actions.registry.agencies import Change, NewAgency, Open, carry_out
from content.models import Misconception
from people.models import Agency, Person, Viewer
from quizzes.draw import PaperItem, choice_count
from quizzes.models import Item, Quiz, fingerprint
from store.assigning import assignments
from store.database import Database, open_database
from store.ids import new_id
from store.registry import agencies, people

ROOT = Path(__file__).resolve().parent.parent
CONTENT, QUIZZES = ROOT / "content", ROOT / "quizzes"
NOW = datetime(2026, 11, 22, 3, 0, 0, tzinfo=UTC)
PLACES = {
    "disdik": Agency("disdik", "kab", "Dinas Pendidikan", "perangkat-daerah", "kab/disdik/", "disdik"),
    "dinkes": Agency("dinkes", "kab", "Dinas Kesehatan", "perangkat-daerah", "kab/dinkes/", "dinkes"),
}

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_numbers = itertools.count()


def open_agency(database: Database, change: Change, new: NewAgency, parent_id: str | None) -> str:
    """A deed; the new agency's id."""
    return carry_out(database, change, Open(new, parent_id)).opened[0]


def write_yaml(path: Path, data: object) -> Path:
    """JSON is YAML: one object, one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def regulation_data(**changes: Any) -> dict[str, Any]:
    return {
        "id": "uu-9-2030", "kind": "uu", "number": "9", "year": 2030, "title": "Contoh", "short_title": "UU 9/2030",
        "issuer": "DPR", "status": "berlaku", "in_force_from": "2030-01-01", "checked_on": "2030-01-02",
        "provisions": [{"id": "pasal-1", "summary": "Wajib netral.", "basis": "primary"}],
    } | changes  # fmt: skip


def lesson_data(**changes: Any) -> dict[str, Any]:
    return {
        "id": "dasar", "title": "Dasar", "summary": "Ringkas.", "order": 1, "estimated_minutes": 5,
        "indicators": ["karier"], "checked_on": "2030-01-02",
        "objectives": [{"id": "tujuan-1", "text": "Menjelaskan.", "indicator": "karier"}],
        "sections": [section_data()],
    } | changes  # fmt: skip


def section_data(**changes: Any) -> dict[str, Any]:
    return {
        "id": "awal", "title": "Awal", "kind": "text", "body": "Isi.", "citations": ["uu-9-2030:pasal-1"],
    } | changes  # fmt: skip


def misconception_data(**changes: Any) -> dict[str, Any]:
    return {
        "id": "keliru", "belief": "Netral berarti golput.", "correction": "Tidak.", "indicator": "karier",
        "cure": "dasar#awal", "citations": ["uu-9-2030:pasal-1"],
    } | changes  # fmt: skip


def make_misconception(**changes: Any) -> Misconception:
    return Misconception.model_validate(misconception_data(**changes), strict=False)


def item_data(kind: str = "single", **changes: Any) -> dict[str, Any]:
    def option(letter: str, **more: Any) -> dict[str, Any]:
        return {"id": letter, "text": f"Pilihan {letter}", "feedback": f"Ulasan {letter}", **more}

    parts: dict[str, dict[str, Any]] = {
        "single": {"options": [option(c) for c in "abcd"], "key": "b"},
        "multiple": {"options": [option(c) for c in "abcde"], "keys": ["a", "c"]},
        "true_false": {"key": True, "feedback_true": "Ulasan ya", "feedback_false": "Ulasan tidak"},
        "matching": {
            "pairs": [
                {"id": f"p{n}", "left": f"Kiri {n}", "right": f"Kanan {n}", "feedback": f"Ulasan {n}"}
                for n in (1, 2, 3)
            ],
            "extra_rights": ["Kanan lain"],
        },
        "ordering": {
            "steps": [{"id": f"s{n}", "text": f"Langkah {n}", "feedback": f"Ulasan {n}"} for n in (1, 2, 3, 4)]
        },
        "judgement": {
            "options": [option("a", weight=1.0), option("b", weight=0.5), option("c", weight=0.0)],
        },
    }
    return {
        "id": "soal-1", "kind": kind, "indicator": "karier", "objectives": ["tujuan-1"], "difficulty": "mudah",
        "stem": "Apa yang tepat?", "explanation": "Pembahasan rahasia.", "citations": ["uu-9-2030:pasal-1"],
        "section": "dasar#awal",
    } | parts[kind] | changes  # fmt: skip


KINDS = ("single", "multiple", "true_false", "matching", "ordering", "judgement")


def make_item(kind: str = "single", **changes: Any) -> Item:
    return _ITEM.validate_json(json.dumps(item_data(kind, **changes)))


def quiz_data(**changes: Any) -> dict[str, Any]:
    return {
        "id": "kuis", "title": "Kuis", "summary": "Ringkas.", "mode": "posttest", "pass_mark": 0.5,
        "blueprint": [{"count": 6}],
    } | changes  # fmt: skip


def make_quiz(**changes: Any) -> Quiz:
    return Quiz.model_validate_json(json.dumps(quiz_data(**changes)))


def module_data(**changes: Any) -> dict[str, Any]:
    return {
        "id": "modul", "title": "Modul", "summary": "Ringkas.", "order": 1, "lessons": ["dasar"],
        "points": [{"text": f"Pokok {number}."} for number in range(1, 5)],
    } | changes  # fmt: skip


def course_data(**changes: Any) -> dict[str, Any]:
    return {
        "id": "kursus",
        "title": "Kursus",
        "summary": "Ringkas.",
        "modules": ["modul"],
        "posttest": "kuis",
    } | changes


def drawn_item(item: Item, order: Iterable[int] | None = None) -> PaperItem:
    return PaperItem(item.id, fingerprint(item), tuple(range(choice_count(item)) if order is None else order))


def write_courseware(
    root: Path,
    *,
    regulations: Iterable[Mapping[str, Any]] | None = None,
    lessons: Iterable[Mapping[str, Any]] | None = None,
    modules: Iterable[Mapping[str, Any]] | None = None,
    misconceptions: Iterable[Mapping[str, Any]] | None = None,
    items: Iterable[Mapping[str, Any]] | None = None,
    quizzes: Iterable[Mapping[str, Any]] | None = None,
    courses: Iterable[Mapping[str, Any]] | None = None,
) -> tuple[Path, Path]:
    """A whole small site on disk: the content folder and the quizzes folder. One item of each kind by default."""
    content, asked = root / "content", root / "quizzes"
    for data in [regulation_data()] if regulations is None else regulations:
        write_yaml(content / "regulations" / f"{data['id']}.yaml", data)
    taught = [lesson_data()] if lessons is None else list(lessons)
    for place, data in enumerate(taught):
        write_yaml(content / "lessons" / f"{place:02}.yaml", data)
    home = [module_data(lessons=list(dict.fromkeys(data["id"] for data in taught)))] if taught else []
    for data in home if modules is None else modules:
        write_yaml(content / "modules" / f"{data['id']}.yaml", data)
    wrong = [misconception_data()] if misconceptions is None else list(misconceptions)
    if wrong:
        write_yaml(content / "misconceptions" / "semua.yaml", {"misconceptions": wrong})
    bank = [item_data(kind, id=f"soal-{kind.replace('_', '-')}") for kind in KINDS] if items is None else list(items)
    write_yaml(asked / "bank" / "semua.yaml", {"items": bank})
    for data in [quiz_data()] if quizzes is None else quizzes:
        write_yaml(asked / "quizzes" / f"{data['id']}.yaml", data)
    for data in [course_data()] if courses is None else courses:
        write_yaml(asked / "courses" / f"{data['id']}.yaml", data)
    return content, asked


def make_courseware(root: Path, **parts: Any) -> Courseware:
    courseware = load_courseware(*write_courseware(root, **parts))
    assert courseware.problems == (), [str(p) for p in courseware.problems]
    return courseware


@cache
def shipped_courseware() -> Courseware:
    """What the project itself teaches and asks: read once per process, as nobody can change what was read."""
    return load_courseware(CONTENT, QUIZZES)


@cache
def _empty_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "netral.sqlite"
        open_database(path).close()
        return path.read_bytes()


def new_database(path: Path) -> Database:
    """A new database at ``path``. All migrations run once per process: for most tests they would be half of the work."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_empty_file())
    return open_database(path)


def make_database(path: Path, courses: Iterable[str] = ("kursus",)) -> Database:
    """A region with two offices, an assignment of each course to the whole region, and nobody in it."""
    database = new_database(path)
    with database.write() as connection:
        agencies.add_agencies(
            connection, [Agency("kab", None, "Kabupaten", "instansi", "kab/", "kab"), *PLACES.values()]
        )
        for course in courses:
            assignments.add_assignment(
                connection,
                assignments.Assignment(f"tugas-{course}", course, "Penugasan", "2026-01-01", "2026-12-31"),
                ["kab"],
            )
    return database


def add_learner(
    database: Database, person_id: str = "ani", agency_id: str = "disdik", employment: str = "pns"
) -> Viewer:
    with database.write() as connection:
        people.add_people(
            connection,
            [Person(person_id, person_id.title(), employment, agency_id)],
            "demo",
            "2026-01-01",  # type: ignore[arg-type]
        )
        people.add_role(connection, people.RoleGrant(person_id, person_id.title(), "learner", "Peserta", "Contoh"))
    return Viewer(person_id, person_id.title(), "learner", employment, agency_id, PLACES[agency_id].name, True)  # type: ignore[arg-type]


def fresh_id(now: datetime = NOW) -> str:
    return new_id(now, next(_numbers))
