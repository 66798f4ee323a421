"""Stages of elections that windows of assignments may refer to: their days are written here, or not known yet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, TypeAdapter

from content.problems import Problem
from content.validation import read_entries
from content.words import Closed, Date, Line, Slug
from content.yaml_file import yaml_files


class Stage(Closed):
    """One stage; both days count. A day that is null is not fixed yet."""

    id: Slug = Field(description="Pengenal tahapan, mis. pilkada-masa-kampanye. Jangan diubah setelah dipakai.")
    title: Line = Field(description="Nama tahapan seperti dibaca di layar.")
    begins: Date | None = Field(description="Hari pertama (TTTT-BB-HH); null bila belum ditetapkan.")
    ends: Date | None = Field(description="Hari terakhir (TTTT-BB-HH); null bila belum ditetapkan.")
    source: Line | None = Field(
        default=None, description="Peraturan atau surat yang menetapkan tanggalnya; wajib bila ada tanggal."
    )


class StageFile(Closed):
    stages: tuple[Stage, ...] = Field(min_length=1, description="Tahapan, urut menurut waktu.")


def load_stages(root: Path, problems: list[Problem]) -> Mapping[str, Stage]:
    """Stages by id, from every file in ``root/stages``."""
    stages: dict[str, Stage] = {}
    for path in yaml_files(root / "stages"):
        entries, _, found = read_entries(path, root, "stages", TypeAdapter(Stage))
        relative = path.relative_to(root).as_posix()
        for line, stage in entries:
            errors = _errors(stage)
            if stage.id in stages:
                errors.append((f"Tahapan '{stage.id}' tertulis dua kali.", "Hapus salah satunya."))
            found += [Problem(relative, line, "error", message, fix) for message, fix in errors]
            if not errors:
                stages[stage.id] = stage
        problems += found
    return stages


def _errors(stage: Stage) -> list[tuple[str, str]]:
    found = []
    if (stage.begins or stage.ends) and not stage.source:
        found.append(("Tanggal tahapan tanpa sumber.", "Tulis peraturan atau surat yang menetapkannya pada source."))
    if stage.begins and stage.ends and stage.ends < stage.begins:
        found.append(("Hari terakhir tahapan mendahului hari pertamanya.", "Perbaiki salah satunya."))
    return found
