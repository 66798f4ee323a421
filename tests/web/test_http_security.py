"""What every answer carries, and which doors stay shut."""

import pytest
from starlette.websockets import WebSocketDisconnect

from web.security import is_host_allowed

SOCKET = "ws://netral.test/_stcore/stream"


@pytest.mark.parametrize(
    "path",
    ["/", "/masuk", "/materi", "/sehat", "/static/none.js", "/aset/favicon.svg", "/_stcore/health", "/_stcore/broken"],
)
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and "object-src 'none'" in policy and "form-action 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


def test_only_tls_sites_promise_tls(client, tls_client):
    assert "strict-transport-security" not in client.get("/masuk").headers
    assert "max-age=31536000" in tls_client.get("/masuk").headers["strict-transport-security"]


def test_private_answers_are_not_stored(client):
    assert client.get("/masuk").headers["cache-control"] == "no-store"


def test_a_websocket_from_another_site_is_refused_before_streamlit(client):
    for origin in ("https://evil.example", "null", "http://netral.test.evil.example", "http://netral.test:81"):
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET, headers={"Origin": origin}):
            pytest.fail("accepted")


def test_a_websocket_under_an_unknown_host_name_is_refused(client):
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET, headers=headers):
        pytest.fail("accepted")


def test_a_websocket_from_our_own_page_is_let_through(client):
    with client.websocket_connect(SOCKET, headers={"Origin": "http://netral.test"}) as socket:
        assert "netral.test" in socket.receive_text()


def test_nobody_can_claim_an_identity_by_header(client):
    assert "x-auth-nip" not in client.get("/_stcore/health", headers={"X-Auth-Nip": "1"}).text
    with client.websocket_connect(SOCKET, headers={"X-Auth-Nip": "1"}) as socket:
        assert "x-auth-nip" not in socket.receive_text()


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/agent",
        "/_stcore/metrics",
    ],
)
def test_the_agent_api_and_the_metrics_are_closed(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_an_unexpected_error_shows_a_reference_and_no_detail(client):
    response = client.get("/_stcore/broken")
    assert response.status_code == 500
    assert "kode" in response.text and "secret detail" not in response.text


def test_an_unknown_host_name_is_not_served(client):
    assert client.get("/masuk", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/masuk", headers={"Host": "[1"}).status_code == 400


@pytest.mark.parametrize(
    ("host", "allowed", "expected"),
    [
        ("asn.example.id:8501", ("asn.example.id",), True),
        ("ASN.example.id.", ("asn.example.id",), True),
        ("a.example.id", ("*.example.id",), True),
        ("example.id", ("*.example.id",), False),
        ("evilexample.id", ("*.example.id",), False),
        ("x", ("*",), True),
        ("", ("localhost",), False),
        ("localhost.evil.id", ("localhost",), False),
    ],
)
def test_host_names_are_compared_whole(host, allowed, expected):
    assert is_host_allowed(host, allowed) is expected


def test_health_answers_get_and_head(client):
    assert client.get("/sehat").json() == {"status": "ok"}
    assert client.head("/sehat").status_code == 200
