"""Signing in and out over HTTP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.sign_in import safe_target

ORIGIN = "http://netral.test"
OURS = {"Origin": ORIGIN}


def test_a_stranger_is_sent_to_sign_in_and_back(client):
    response = client.get("/materi?bagian=2")
    assert response.status_code == 303
    assert response.headers["location"] == "/masuk?tujuan=/materi%3Fbagian%3D2"
    assert client.get("/").headers["location"] == "/masuk"
    page = client.get(response.headers["location"])
    assert 'name="tujuan" value="/materi?bagian=2"' in page.text


def test_an_ended_session_counts_as_a_stranger(learner, sessions):
    assert learner.get("/materi").status_code == 200
    sessions.tokens.clear()
    assert learner.get("/materi").status_code == 303


def test_the_page_lists_people_by_role_and_escapes_their_names(client):
    page = client.get("/masuk").text
    assert '<html lang="id">' in page
    assert page.index("Peserta") < page.index("Penyelia")
    assert "Masuk sebagai Made &lt;Ayu&gt;" in page and "<Ayu>" not in page
    assert "Mode demo." in page
    assert "<script" not in page


def test_an_empty_database_says_what_to_do(client, sessions):
    sessions.personas = ()
    assert "seed-demo" in client.get("/masuk").text


def test_signing_in_sets_a_cookie_that_scripts_cannot_read(client):
    response = client.post("/masuk", data={"persona": "made.learner", "tujuan": "/materi"}, headers=OURS)
    assert response.status_code == 303
    assert response.headers["location"] == "/materi"
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("netral=token-of-made.learner;")
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie and "Max-Age" not in cookie
    assert client.get("/materi").status_code == 200


def test_with_tls_the_cookie_is_secure_and_bound_to_the_host(tls_client):
    response = tls_client.post("/masuk", data={"persona": "made.learner"}, headers={"Origin": "https://netral.test"})
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-netral=") and "Secure" in cookie and "Domain" not in cookie


def test_an_unknown_persona_gets_a_sentence_and_no_cookie(client):
    response = client.post("/masuk", data={"persona": "nobody.learner"}, headers=OURS)
    assert response.status_code == 400
    assert "tidak terdaftar" in response.text
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/masuk", "/keluar"])
def test_a_form_on_another_site_cannot_sign_anyone_in_or_out(learner, sessions, path, headers):
    before = set(sessions.tokens)
    response = learner.post(path, data={"persona": "dewi.supervisor"}, headers=headers)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers
    assert sessions.tokens == before


def test_signing_out_ends_the_session_itself(learner, sessions):
    response = learner.post("/keluar", headers=OURS)
    assert response.status_code == 303 and response.headers["location"] == "/masuk"
    assert 'netral=""' in response.headers["set-cookie"] and "Max-Age=0" in response.headers["set-cookie"]
    assert not sessions.tokens


def test_changing_person_ends_the_former_session(learner, sessions):
    learner.post("/masuk", data={"persona": "dewi.supervisor"}, headers=OURS)
    assert sessions.tokens == {"token-of-dewi.supervisor"}


def test_an_oversized_form_is_refused_unread(client):
    response = client.post("/masuk", data={"persona": "x" * 20_000}, headers=OURS)
    assert response.status_code == 413
    unsized = (chunk for chunk in [b"persona=made.learner"])
    assert client.post("/masuk", content=unsized, headers=OURS).status_code == 413


def test_signing_out_is_not_a_link(client):
    assert client.get("/keluar").status_code != 200


@pytest.mark.parametrize(
    "text",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "",
     "materi", "/materi\r\nSet-Cookie: a=b", "/\t/evil.example", "/masuk", "/masuk/kode", "/keluar?x=1", "///evil.example"],
)  # fmt: skip
def test_the_way_back_cannot_leave_the_site(text, client):
    assert safe_target(text) == "/"
    response = client.post("/masuk", data={"persona": "made.learner", "tujuan": text}, headers=OURS)
    assert response.headers["location"] == "/"


@pytest.mark.parametrize("text", ["/", "/materi", "/kuis?id=pra-uji&soal=2"])
def test_the_way_back_keeps_a_path_on_this_site(text):
    assert safe_target(text) == text


@given(st.text())
def test_whatever_is_asked_the_way_back_is_a_single_slash_path(text):
    target = safe_target(text)
    assert target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
