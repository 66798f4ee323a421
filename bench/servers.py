"""Servers under measurement: ours, the bare page under the same uvicorn options, and the bare page as shipped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 90
"""The very first start of ours compresses Streamlit's files (10 s on a quiet machine)."""

_OWN_WAY = [sys.executable, "-c", "import sys; from web.server import run_server; run_server(port=int(sys.argv[1]))"]
_STOCK_WAY = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", "--server.port"]


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def our_server(data_dir: Path) -> Iterator[Server]:
    with _running(_OWN_WAY, ROOT, {"NETRAL_DATA_DIR": str(data_dir)}, "/sehat") as server:
        yield server


@contextmanager
def bare_server(folder: Path) -> Iterator[Server]:
    """The same uvicorn options and config.toml: ``app`` is found in the present folder before it is found in ours."""
    _put_bare_app(folder)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit", dirs_exist_ok=True)
    with _running(_OWN_WAY, folder, {"PYTHONPATH": str(ROOT)}, "/_stcore/health") as server:
        yield server


@contextmanager
def stock_server(folder: Path) -> Iterator[Server]:
    """``streamlit run`` with nothing set: uncompressed files, Streamlit's own look."""
    _put_bare_app(folder)
    with _running(_STOCK_WAY, folder, {}, "/_stcore/health") as server:
        yield server


def _put_bare_app(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(__file__).with_name("bare_app.py"), folder / "app.py")


@contextmanager
def _running(command: list[str], folder: Path, environment: dict[str, str], health: str) -> Iterator[Server]:
    port = _free_port()
    log_path = folder / f"server-{port}.log" if folder != ROOT else Path(environment["NETRAL_DATA_DIR"]) / "server.log"
    with log_path.open("w") as log:
        process = subprocess.Popen(
            [*command, str(port)], cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log
        )
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}{health}", process, log_path)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(url: str, process: subprocess.Popen, log_path: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urlopen(url, timeout=2).close()
            return
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start; its log says:\n{log_path.read_text()[-2000:]}")
