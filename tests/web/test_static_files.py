"""Static files: the right encoding, the same bytes, and nothing outside the bundle."""

import gzip
import shutil

import brotli
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

import web.static_cache
from web.static_cache import prepare_static_cache
from web.static_files import StaticBundle, StaticFilesMiddleware

SCRIPT = b"export const greeting = 'halo';\n" * 200


@pytest.fixture
def source(tmp_path):
    """A small bundle shaped like Streamlit's."""
    folder = tmp_path / "bundle"
    (folder / "js").mkdir(parents=True)
    (folder / "media").mkdir()
    (folder / "js" / "index.abc123.js").write_bytes(SCRIPT)
    (folder / "media" / "photo.def456.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


def make_client(bundle: StaticBundle) -> TestClient:
    return TestClient(Starlette(middleware=[Middleware(StaticFilesMiddleware, bundle=bundle)]))


@pytest.fixture
def client(source, tmp_path):
    bundle = StaticBundle(source)
    bundle.prepare(tmp_path / "cache")
    return make_client(bundle)


def raw(client, path, **headers):
    """The answer and its bytes as they travel, not decompressed by the client."""
    with client.stream("GET", path, headers=headers) as response:
        return response, b"".join(response.iter_raw())


@pytest.mark.parametrize(
    ("accepted", "encoding", "decompress"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_the_best_accepted_encoding_carries_exactly_the_original_bytes(client, accepted, encoding, decompress):
    response, body = raw(client, "/static/js/index.abc123.js", **{"Accept-Encoding": accepted})
    assert response.status_code == 200
    assert response.headers.get("content-encoding") == encoding
    assert decompress(body) == SCRIPT
    assert int(response.headers["content-length"]) == len(body)
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["content-type"].startswith("text/javascript")


def test_hashed_names_are_kept_forever(client):
    assert client.get("/static/js/index.abc123.js").headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_held_copy_is_not_sent_again(client):
    etag = client.get("/static/js/index.abc123.js").headers["etag"]
    response = client.get("/static/js/index.abc123.js", headers={"If-None-Match": etag})
    assert response.status_code == 304 and response.content == b""


def test_head_says_the_length_and_sends_nothing(client):
    response = client.head("/static/js/index.abc123.js", headers={"Accept-Encoding": "identity"})
    assert response.headers["content-length"] == str(len(SCRIPT)) and response.content == b""


def test_images_are_not_compressed_again(client):
    response, body = raw(client, "/static/media/photo.def456.png", **{"Accept-Encoding": "br"})
    assert body == b"\x89PNG" and "content-encoding" not in response.headers


@pytest.mark.parametrize(
    "path",
    ["/static/../secret.txt", "/static/%2e%2e/secret.txt", "/static/js/..%2f..%2fsecret.txt", "/static//etc/passwd",
     "/static/..\\secret.txt", "/static/", "/static/js", "/static/js/none.js", "/static/js/index.abc123.js.br"],
)  # fmt: skip
def test_nothing_outside_the_bundle_is_served(client, path):
    response = client.get(path)
    assert response.status_code == 404 and "secret" not in response.text


def test_only_reading_is_allowed(client):
    assert client.post("/static/js/index.abc123.js").status_code == 405


def test_without_a_writable_folder_files_are_served_uncompressed(source, tmp_path):
    blocked = tmp_path / "file-in-the-way"
    blocked.write_text("")
    bundle = StaticBundle(source)
    bundle.prepare(blocked / "cache")
    response, body = raw(make_client(bundle), "/static/js/index.abc123.js", **{"Accept-Encoding": "br"})
    assert body == SCRIPT and "content-encoding" not in response.headers


def test_a_cache_emptied_while_running_costs_only_compression(client, tmp_path):
    shutil.rmtree(tmp_path / "cache")
    response, body = raw(client, "/static/js/index.abc123.js", **{"Accept-Encoding": "br"})
    assert body == SCRIPT and "content-encoding" not in response.headers


def test_an_interrupted_preparation_leaves_nothing_that_looks_finished(source, tmp_path, monkeypatch):
    def disk_full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(web.static_cache, "_fill", disk_full)
    assert prepare_static_cache(tmp_path / "cache", source) is None
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_second_start_finds_the_first_ones_work(source, tmp_path):
    first = prepare_static_cache(tmp_path / "cache", source)
    made_at = (first / "js" / "index.abc123.js.br").stat().st_mtime_ns
    assert prepare_static_cache(tmp_path / "cache", source) == first
    assert (first / "js" / "index.abc123.js.br").stat().st_mtime_ns == made_at
