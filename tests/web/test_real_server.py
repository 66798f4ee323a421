"""The real app on a real port, started both ways."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, build_opener

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.demo.small import seed_small

ROOT = Path(__file__).resolve().parents[2]
OWN_SERVER = [sys.executable, "-c", "import sys; from web.server import run_server; run_server(port=int(sys.argv[1]))"]
STREAMLIT_RUN = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port"]


@pytest.fixture(scope="module", params=[OWN_SERVER, STREAMLIT_RUN], ids=["own-server", "streamlit-run"])
def server(request, tmp_path_factory):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = tmp_path_factory.mktemp("data")
    seed_small(data / "netral.sqlite")[0].close()
    environment = {**os.environ, "NETRAL_DATA_DIR": str(data)}
    process = subprocess.Popen([*request.param, str(port)], cwd=ROOT, env=environment)
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/sehat", process)
        yield request.param, port
    finally:
        process.terminate()
        process.wait(20)


def wait_until_it_answers(url: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 90  # the very first start compresses Streamlit's files
    while time.monotonic() < deadline and process.poll() is None:
        try:
            build_opener().open(url, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not start")


def get(port: int, path: str):
    return build_opener().open(Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "br"}), timeout=10)


def test_a_stranger_ends_on_the_sign_in_page_with_security_headers(server):
    command, port = server
    response = get(port, "/materi")
    assert response.url.endswith("/masuk?tujuan=/materi")
    assert "script-src 'self' 'sha256-" in response.headers["content-security-policy"]
    assert b'lang="id"' in response.read()
    if command is OWN_SERVER:
        assert response.headers["server"] is None


def test_streamlits_bundle_travels_compressed(server):
    page = get(server[1], "/masuk").read().decode()
    script = page.split('<link rel="prefetch" href="')[1].split('"')[0]
    assert get(server[1], script).headers["content-encoding"] == "br"


def test_a_foreign_websocket_gets_403_at_once(server):
    began = time.monotonic()
    with pytest.raises(InvalidStatus) as refusal:
        connect(f"ws://127.0.0.1:{server[1]}/_stcore/stream", origin="https://evil.example", subprotocols=["streamlit"])
    assert refusal.value.response.status_code == 403
    assert time.monotonic() - began < 1, "Streamlit must not look up our address on the internet"


def test_our_own_websocket_is_accepted(server):
    origin = f"http://127.0.0.1:{server[1]}"
    with connect(f"ws://127.0.0.1:{server[1]}/_stcore/stream", origin=origin, subprotocols=["streamlit"]) as socket_:
        assert socket_.subprotocol == "streamlit"
