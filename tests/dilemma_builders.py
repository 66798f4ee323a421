"""A small dilemma whose every text is a word of its own, so that a leak of one can be found by looking for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from actions.courseware import Courseware, load_courseware
from quizzes.models import Dilemma
from tests.builders import lesson_data, misconception_data, regulation_data, write_yaml

STORY: dict[str, dict[str, tuple[float, str]]] = {
    "satu": {"lapor": (1.0, "dua"), "diam": (0.4, "sulit"), "ikut": (0.0, "sulit")},
    "dua": {"tolak": (1.0, "tiga"), "tunda": (0.5, "tiga")},
    "sulit": {"mundur": (1.0, "tiga"), "terus": (0.0, "empat")},
    "empat": {"akui": (1.0, "tiga"), "sangkal": (0.2, "tiga")},
    "tiga": {"jelaskan": (1.0, "baik"), "lupakan": (0.3, "buruk")},
}
"""Step -> choice -> (weight, where it leads): three choices on the good path, four on the worst."""
PATHS = (("lapor", "tolak", "jelaskan"), ("diam", "mundur", "lupakan"), ("ikut", "terus", "sangkal", "lupakan"))


def dilemma_data(**changes: Any) -> dict[str, Any]:
    def choice(step: str, name: str, weight: float, leads_to: str) -> dict[str, Any]:
        return {
            "id": name, "text": f"Tindakan-{name}", "consequence": f"Akibat-{step}-{name}",
            "feedback": f"Ulasan-{step}-{name}", "weight": weight, "leads_to": leads_to,
            "misconception": "keliru" if name == "ikut" else None,
        }  # fmt: skip

    return {
        "id": "undangan", "title": "Undangan", "summary": "Sebuah undangan datang.", "order": 1, "indicator": "karier",
        "objectives": ["tujuan-1"], "section": "dasar#awal", "estimated_minutes": 4,
        "steps": [
            {
                "id": step, "situation": f"Keadaan-{step}", "question": f"Tanya-{step}?", "citations": ["uu-9-2030:pasal-1"],
                "choices": [choice(step, name, *rest) for name, rest in choices.items()],
            }
            for step, choices in STORY.items()
        ],
        "endings": [{"id": e, "title": f"Judul-{e}", "text": f"Penutup-{e}"} for e in ("baik", "buruk")],
    } | changes  # fmt: skip


def make_dilemma(**changes: Any) -> Dilemma:
    return Dilemma.model_validate_json(json.dumps(dilemma_data(**changes)))


def write_dilemma_site(root: Path, *dilemmas: dict[str, Any]) -> tuple[Path, Path]:
    """The smallest content and quizzes folders that hold these dilemmas (one by default), and no quiz."""
    content, asked = root / "content", root / "quizzes"
    write_yaml(content / "regulations" / "a.yaml", regulation_data())
    write_yaml(content / "lessons" / "a.yaml", lesson_data())
    write_yaml(content / "misconceptions" / "a.yaml", {"misconceptions": [misconception_data()]})
    asked.mkdir(parents=True, exist_ok=True)
    for data in dilemmas or (dilemma_data(),):
        write_yaml(asked / "dilemmas" / f"{data['id']}.yaml", data)
    return content, asked


def make_dilemma_courseware(root: Path, *dilemmas: dict[str, Any]) -> Courseware:
    courseware = load_courseware(*write_dilemma_site(root, *dilemmas))
    assert courseware.problems == (), [str(p) for p in courseware.problems]
    return courseware
