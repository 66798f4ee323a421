"""A person's number, and mostly their name and e-mail, stay out of everything that is kept, logged or addressed.

Everybody on this site carries unmistakable canaries. The walk goes over ui.frame.PAGES, so a new page is included by itself.
Where a canary may stand is written down below, with the reason; anything else fails.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from actions.assigning import assignment_status
from actions.privacy import data_rights, own_data
from actions.registry.supervision import assigner
from actions.site import Site
from people.access import may
from people.assigning.follow_up import whatsapp_text
from store.signing_in.accounts import add_number
from tests.ui.builders import PEOPLE, enter, make_site, now, viewer_of
from ui.frame import PAGES

ALLOWED_ON_PAGES: dict[tuple[str, str], str] = {
    ("pegawai", "email"): "an administrator sees the e-mail of the one person they opened",
    ("privasi", "email"): "an administrator corrects the e-mail of the one person they opened",
}
"""(page, canary) -> why it may be in the page's elements. Numbers may be nowhere; names of others see below."""
NAMES_OF_OTHERS: dict[str, str] = {
    "pegawai": "the administrator's list of people",
    "privasi": "an administrator looks after one person's data",
    "jejak": "the audit trail says who did what to whom",
    "penugasan": "supervisors follow up by name who has not finished; never a score",
}
"""Page -> why others' names may be shown there. One's own name is in the frame of every page."""

OPENED: dict[str, tuple[dict[str, str], ...]] = {
    "privasi": ({"orang": "sari"},),
    "pegawai": ({"orang": "sari"},),
    "jejak": ({"tentang": "sari"},),
    "penugasan": ({"tugas": "tugas-1"}, {"tugas": "tugas-1", "angka": "assigned"}),
    "peraturan": ({"id": "uu-20-2023"},),
}
"""Page -> addresses that open more of it, beside the plain one."""


def number_of(person_id: str) -> str:
    return f"19870515201001{7000 + sorted(PEOPLE).index(person_id):04}"


def name_of(person_id: str) -> str:
    return f"Zanari {person_id.title()} Burung"


def email_of(person_id: str) -> str:
    return f"{person_id}@burung-kenari.example"


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = make_site(tmp_path_factory.mktemp("kenari"))
    with site.database.write() as connection:
        for person_id in PEOPLE:
            add_number(connection, person_id, "nip", number_of(person_id))
            row = (name_of(person_id), email_of(person_id), person_id)
            connection.execute("UPDATE person SET name = ?, email = ?, origin = 'real' WHERE id = ?", row)
    data_rights.ask(site.database, viewer_of("sari"), "correction", "Mohon diperbaiki", now(), request_id="minta-1")
    return site


def walk() -> Iterator[tuple[str, str, dict[str, str]]]:
    """(page, person, address) for every page and everybody whose role may open it."""
    everybody = {role: person_id for person_id, (_, role, _) in PEOPLE.items() if person_id != "tamu"}
    for path, _, _, action, _ in PAGES:
        for person_id in everybody.values():
            if may(viewer_of(person_id), action):
                for query in ({}, *OPENED.get(path, ())):
                    yield path, person_id, query


def open_as(monkeypatch: pytest.MonkeyPatch, site: Site, path: str, person_id: str, query: dict[str, str]) -> AppTest:
    enter(monkeypatch, site, person_id)
    app = AppTest.from_function(_screen, kwargs={"start": path}, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def _screen(start: str) -> None:
    from tests.ui.builders import show_page

    show_page(start)


class Shown:
    """What a page sent to the browser: the text of its elements apart from its ids and addresses."""

    def __init__(self, app: AppTest) -> None:
        protos = [node.proto for node in _nodes(app) if getattr(node, "proto", None) is not None]
        self.elements = "\n".join(str(proto) for proto in protos)
        ids = [
            getattr(proto, field, "")
            for proto in protos
            for field in ("id", "form_id", "url", "element_id", "query_string")
        ]
        keys = [str(getattr(node, "key", "")) for node in _nodes(app)]
        self.addresses = "\n".join(map(str, [*ids, *keys, dict(app.query_params)]))


def _nodes(app: AppTest) -> Iterator[object]:
    for root in (app.main, app.sidebar):
        yield from root


@pytest.mark.parametrize(("path", "person_id", "query"), list(walk()), ids=lambda one: str(one))
def test_no_page_lets_a_canary_out(canaries, monkeypatch, caplog, capfd, path, person_id, query) -> None:
    caplog.set_level(logging.DEBUG)
    app = open_as(monkeypatch, canaries, path, person_id, query)
    if path == "data-saya":
        app.button(key="data-saya-siapkan").click().run()
    assert not app.exception and not app.error
    shown, out = Shown(app), capfd.readouterr()
    logs = caplog.text + out.out + out.err
    assert len(shown.elements) > 200, "the walk must see something"
    for other in PEOPLE:
        for kind, canary in (("number", number_of(other)), ("name", name_of(other)), ("email", email_of(other))):
            assert canary not in logs and canary not in shown.addresses, (path, kind)
            if kind == "name" and (other == person_id or path in NAMES_OF_OTHERS):
                continue
            assert canary not in shown.elements or (path, kind) in ALLOWED_ON_PAGES, (path, person_id, kind)
        assert number_of(other)[:14] not in shown.elements + shown.addresses + logs


@pytest.mark.parametrize("part", ["permohonan", "orang", "retensi", "kebocoran"])
def test_no_part_of_the_page_of_personal_data_shows_a_number(canaries, monkeypatch, caplog, part: str) -> None:
    caplog.set_level(logging.DEBUG)
    app = open_as(monkeypatch, canaries, "privasi", "nyoman", {})
    app.radio(key="privasi-bagian").set_value(part).run()
    if part == "kebocoran":
        app.button(key="kebocoran-hitung").click().run()
    shown = Shown(app)
    assert not app.exception and not app.error
    for person_id in PEOPLE:
        assert number_of(person_id)[:14] not in shown.elements + shown.addresses + caplog.text
        assert email_of(person_id) not in shown.elements + shown.addresses + caplog.text
        assert name_of(person_id) not in shown.addresses + caplog.text


@pytest.mark.parametrize(("path", "key"), [("pegawai", "pegawai-cari"), ("privasi", "privasi-cari")])
def test_a_number_typed_to_search_is_only_in_the_field_it_was_typed_into(
    canaries, monkeypatch, caplog, path, key
) -> None:
    caplog.set_level(logging.DEBUG)
    app = open_as(monkeypatch, canaries, path, "nyoman", {})
    if path == "privasi":
        app.radio(key="privasi-bagian").set_value("orang").run()
    app.text_input(key=key).set_value(number_of("sari")).run()
    shown = Shown(app)
    assert name_of("sari") in shown.elements and name_of("budi") not in shown.elements
    assert number_of("sari") not in shown.addresses + caplog.text
    others = [
        str(node.proto) for node in _nodes(app) if getattr(node, "proto", None) and getattr(node, "key", "") != key
    ]
    assert not any(number_of("sari") in text for text in others)


def text_of_xlsx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_only_an_administrators_follow_up_file_has_numbers_and_as_text(canaries: Site) -> None:
    site = canaries
    for person_id, sees in (("wati", False), ("nyoman", True)):
        scope = assigner(site.database, viewer_of(person_id), now().date()).scope
        arguments = (site.database, site.source.present(), scope, "tugas-1", scope.agency_id, now())
        text = text_of_xlsx(assignment_status.follow_up_file(*arguments))
        assert (number_of("budi") in text) == sees and name_of("budi") in text
        assert f"<v>{number_of('budi')}</v>" not in text, "a number that is not text loses its last digits"
        assert number_of("budi") not in whatsapp_text(assignment_status.follow_up(*arguments))


def test_ones_own_copy_is_the_place_where_ones_own_number_stands(canaries: Site) -> None:
    data = own_data.my_data(canaries.database, viewer_of("budi"), now())
    text = own_data.as_json(data).decode()
    assert number_of("budi") in text and number_of("sari") not in text and name_of("sari") not in text


def test_no_number_is_in_the_audit_trail_and_no_canary_in_the_name_of_a_file_that_is_kept(canaries: Site) -> None:
    with canaries.database.read() as connection:
        entries = [str(tuple(row)) for row in connection.execute("SELECT * FROM audit_entry")]
    assert not any(number_of(one) in entry for one in PEOPLE for entry in entries)
    names = [str(file) for file in Path(canaries.settings.data_dir).rglob("*")]
    for name in names:
        assert not any(word in name for one in PEOPLE for word in (number_of(one), name_of(one), email_of(one)))


def test_the_walk_covers_every_page_there_is() -> None:
    assert {path for path, _, _ in walk()} == {page[0] for page in PAGES}
    assert set(OPENED) | set(NAMES_OF_OTHERS) | {page for page, _ in ALLOWED_ON_PAGES} <= {page[0] for page in PAGES}


def test_the_walk_would_find_a_canary(canaries: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with canaries.database.write() as connection:
        connection.execute("UPDATE agency SET name = ? WHERE id = 'dinas'", (f"Dinas {number_of('budi')}",))
    try:
        shown = Shown(open_as(monkeypatch, canaries, "pegawai", "nyoman", {}))  # a page that keeps nothing for a minute
        assert number_of("budi") in shown.elements
    finally:
        with canaries.database.write() as connection:
            connection.execute("UPDATE agency SET name = 'Dinas Contoh' WHERE id = 'dinas'")
