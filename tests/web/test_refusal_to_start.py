"""A site that may not start says why in one sentence, without a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from settings import ROOT


def test_a_damaged_database_stops_the_server_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "netral.sqlite").write_text("bukan basis data " * 100)
    ended = subprocess.run(
        [sys.executable, "-c", "from web.server import run_server; run_server(port=0)"],
        cwd=ROOT,
        env=os.environ | {"NETRAL_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "rusak atau bukan basis data Netral" in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout


def test_a_missing_content_folder_is_the_one_problem_reported(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "cli.py", "check"],
        cwd=ROOT,
        env=os.environ | {"NETRAL_CONTENT_DIR": str(tmp_path / "tidak-ada"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "Folder materi 'tidak-ada' tidak ditemukan" in ended.stdout
    assert ended.stdout.count("galat") == 1
