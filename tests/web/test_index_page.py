"""The document every page starts from."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from web.index_page import build_index_page
from web.own_files import FONT_URL
from web.static_files import StaticBundle


def test_every_page_address_gets_the_indonesian_document(learner):
    for path in ("/", "/materi", "/dasbor"):
        page = learner.get(path)
        assert page.status_code == 200
        assert '<html lang="id">' in page.text and "<title>Netral</title>" in page.text
        assert page.headers["cache-control"] == "no-cache"


def test_the_document_says_nothing_of_the_agent_api_and_nothing_in_english(learner):
    text = learner.get("/").text
    assert "_stcore/agent" not in text and "service-desc" not in text
    assert "You need to enable JavaScript" not in text and "Aktifkan JavaScript" in text
    assert "SourceSans" not in text


def test_every_file_the_document_names_exists(learner):
    urls = re.findall(r'(?:src|href)="(/[^"]+)"', learner.get("/").text)
    assert len(urls) > 40 and FONT_URL in urls
    for url in urls:
        assert learner.get(url).status_code == 200, url


def test_an_address_below_a_page_leads_home_and_not_to_streamlits_english_document(learner):
    response = learner.get("/materi/bab-1")
    assert response.status_code == 303 and response.headers["location"] == "/"
    assert learner.get("/_stcore/health").text.startswith("streamlit")
    assert learner.get("/media/abc.png").text.startswith("streamlit")


def test_every_script_and_style_streamlit_names_is_kept():
    names = StaticBundle().names
    index = build_index_page()
    assert len(index.bundle_urls) > 40
    assert {url.removeprefix("/static/") for url in index.bundle_urls} <= names
    assert any(url.endswith(".css") for url in index.bundle_urls)


def test_the_only_inline_script_is_the_one_the_policy_allows(learner):
    class Scripts(HTMLParser):
        def __init__(self):
            super().__init__()
            self.inline, self.is_inside = [], False

        def handle_starttag(self, tag, attrs):
            self.is_inside = tag == "script" and "src" not in dict(attrs)

        def handle_data(self, data):
            if self.is_inside and data.strip():
                self.inline.append(data)

    page = learner.get("/")
    parser = Scripts()
    parser.feed(page.text)
    (script,) = parser.inline
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["content-security-policy"]


def test_the_page_tells_streamlit_where_its_server_is(learner):
    assert "BACKEND_BASE_URL:location.origin" in learner.get("/materi").text


def test_our_font_is_kept_forever_and_its_licence_lies_beside_it(client):
    response = client.get(FONT_URL)
    assert response.headers["content-type"] == "font/woff2" and "immutable" in response.headers["cache-control"]
    assert client.get("/aset/fonts/%2e%2e/%2e%2e/shell.py").status_code == 404
    assert client.get("/aset/sign_in.html").status_code == 404
