"""The same table on screen: pages that are not one's role's, and ids of others in the address, show a refusal and no data."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from actions.courseware import Courseware
from actions.site import site_of
from people.access import may
from people.models import ROLE_TITLES, Role, Viewer
from settings import load_settings
from tests.authorisation.screen import forbidden_to
from tests.authorisation.world import HOMES, ROLES, World, make_world, name_of, number_of, token_of
from ui import frame
from ui.visit import Visit

ROOT = Path(__file__).resolve().parents[2]
REFUSED = "Anda tidak berwenang"
IDS = {
    "id": "tutup-orang-kantor", "orang": "orang-kantor", "tentang": "orang-kantor", "surat": "surat-orang-kantor",
    "unit": "kantor", "instansi": "kantor", "tugas": "tugas-kantor", "wilayah": "kantor", "untuk": "kantor",
}  # fmt: skip
"""Parameter that names somebody or something -> what a stranger would try."""
NO_IDS: dict[str, str] = {
    "soal": "a number of a question", "bagian": "a section of a lesson", "bahas": "a section of a lesson",
    "ketentuan": "a provision", "langkah": "a number of a step", "per": "a day", "sebelum": "where a list goes on",
    "angka": "which number of a table", "tempat": "a part of a table", "kepegawaian": "a kind of employment",
    "kursus": "a course, which everybody may read", "tampilan": "a view", "indikator": "an indicator",
    "dilema": "a dilemma, which everybody may read", "bulan": "a month", "ukuran": "a measure of the catalogue, or which number of a month",
    "kuis": "a quiz of the bank", "butir": "an item of the bank, on the authors' page",
    "menurut": "what a map is drawn by", "halaman": "a page of a list", "adil": "a part of fairness",
    "kelompok": "a group that is compared", "alasan": "a kind of flag, on the authors' page",
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("dunia"))


Open = Callable[..., AppTest]


@pytest.fixture
def open_as(world: World, monkeypatch: pytest.MonkeyPatch) -> Open:
    """``open_as("peserta", "learner", "hasil", id="x")``; without a page: all pages that role may not open."""

    def open_it(who: str, role: Role, start: str = "", **query: str) -> AppTest:
        monkeypatch.setenv("NETRAL_DATA_DIR", str(world.folder))
        monkeypatch.setenv("NETRAL_CONTENT_DIR", str(world.folder / "situs" / "content"))
        monkeypatch.setenv("NETRAL_QUIZZES_DIR", str(world.folder / "situs" / "quizzes"))
        monkeypatch.setenv("NETRAL_TEST_TOKEN", token_of(who, role))
        app = AppTest.from_function(_screen, kwargs={"start": start}, default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_it


def _screen(start: str) -> None:
    from tests.authorisation import screen

    if start:
        screen.show_page(start)
    else:
        screen.show_forbidden_pages()


def viewer(role: Role, *, is_demo: bool = False) -> Viewer:
    return Viewer(ROLES[role], "", role, "pns", "dinas", "", is_demo)


def shown_by(app: AppTest) -> str:
    """Everything the page sent to the browser."""
    nodes = [node for root in (app.main, app.sidebar) for node in root]
    return "\n".join(str(node.proto) for node in nodes if getattr(node, "proto", None) is not None)


def of_the_sibling() -> list[str]:
    """Words that stand for the sibling agency, its people and its assignment."""
    people = [who for who, home in HOMES.items() if home == "kantor"]
    return ["Merpati Kantor", "Tugas kantor", *map(name_of, people), *map(number_of, people)]


@pytest.mark.parametrize("role", ROLE_TITLES)
def test_pages_of_other_roles_refuse_and_show_nothing(open_as: Open, role: Role) -> None:
    """Also when the address names somebody."""
    app = open_as(ROLES[role], role, **IDS)
    forbidden = forbidden_to(viewer(role))
    assert forbidden and not app.exception
    assert [REFUSED in error.value for error in app.error] == [True] * len(forbidden)
    assert [heading.value for heading in app.title] == [title for _, title, _, _, _ in forbidden]
    shown = shown_by(app)
    assert not [canary for who in HOMES for canary in (name_of(who), number_of(who)) if canary in shown]
    assert not [canary for canary in of_the_sibling() if canary in shown]


OWN_PAGES = [(role, page[0]) for role in ROLE_TITLES for page in frame.PAGES if may(viewer(role), page[3])]


@pytest.mark.parametrize(("role", "page"), OWN_PAGES, ids=str)
def test_pages_of_ones_own_role_are_drawn(open_as: Open, role: Role, page: str) -> None:
    """And nobody but an administrator is shown the sibling agency's people."""
    app = open_as(ROLES[role], role, page)
    shown = shown_by(app)
    assert not app.exception and not app.error and len(app.title) == 1 and len(shown) > 200
    if role != "administrator":
        assert not [who for who, home in HOMES.items() if home == "kantor" and name_of(who) in shown]


@pytest.mark.parametrize(("role", "page"), OWN_PAGES, ids=str)
def test_a_page_has_one_title_also_when_its_address_names_nothing_there_is(
    open_as: Open, role: Role, page: str
) -> None:
    app = open_as(ROLES[role], role, page, **dict.fromkeys((*IDS, *NO_IDS), "tidak-ada"))
    assert not app.exception and len(app.title) == 1 and "<h1" not in shown_by(app)


@pytest.mark.parametrize("role", ROLE_TITLES)
def test_the_navigation_offers_what_the_role_may_and_nothing_else(world: World, role: Role) -> None:
    environment = {"NETRAL_DATA_DIR": str(world.folder)}
    for is_demo in (False, True):
        visit = Visit(site_of(load_settings(environment)), viewer(role, is_demo=is_demo), Courseware)  # type: ignore[arg-type]
        offered = {path for path, _, _, action, _ in frame.PAGES if frame._is_offered(visit, path, action)}
        allowed = {path for path, _, _, action, _ in frame.PAGES if may(visit.viewer, action)}
        assert offered == allowed - ({"akun"} if is_demo else set())
        assert frame.HOME_OF_ROLE[role] in offered


TRIED: tuple[tuple[str, Role, dict[str, str]], ...] = (
    ("hasil", "learner", {"id": "tutup-orang-kantor"}),
    ("hasil", "supervisor", {"id": "tutup-orang-bidang"}),
    ("pemahaman", "supervisor", {"wilayah": "kantor"}),
    ("pemahaman", "supervisor", {"wilayah": "pemkab"}),
    ("pemahaman", "supervisor", {"instansi": "kantor", "tugas": "tugas-pemkab"}),
    ("pemahaman", "supervisor", {"instansi": "pemkab", "tugas": "tugas-pemkab"}),
    ("penugasan", "supervisor", {"wilayah": "kantor"}),
    ("penugasan", "supervisor", {"untuk": "kantor"}),
    ("penugasan", "supervisor", {"tugas": "tugas-kantor"}),
    ("penugasan", "supervisor", {"tugas": "tugas-kantor", "unit": "dinas"}),
    ("penugasan", "supervisor", {"tugas": "tugas-pemkab", "unit": "kantor"}),
    ("penugasan", "supervisor", {"tugas": "tugas-pemkab", "unit": "kantor", "angka": "targeted"}),
    ("penugasan", "supervisor", {"tugas": "tugas-pemkab", "unit": "pemkab"}),
)
"""(page, role, address): somebody of one's own agency names the sibling's, the parent's, or another's."""


@pytest.mark.parametrize(("page", "role", "query"), TRIED, ids=str)
def test_an_address_that_names_what_is_not_ones_own_is_refused(
    open_as: Open, page: str, role: Role, query: dict[str, str]
) -> None:
    app = open_as(ROLES[role], role, page, **query)
    assert not app.exception
    assert len(app.error) == 1 and (REFUSED in app.error[0].value or "tidak ditemukan" in app.error[0].value)
    shown = shown_by(app)
    assert not [canary for canary in of_the_sibling() if canary in shown]
    assert not [who for who in HOMES if who.startswith("orang-") and name_of(who) in shown]


def test_a_strange_assignment_in_the_address_of_comprehension_is_not_shown(open_as: Open) -> None:
    """Chosen from a list of one's own; another id is as good as none."""
    app = open_as("penyelia", "supervisor", "pemahaman", tugas="tugas-kantor")
    assert not app.exception and not [canary for canary in of_the_sibling() if canary in shown_by(app)]


def test_the_walk_would_see_the_sibling(open_as: Open) -> None:
    app = open_as("penyelia-pindah", "supervisor", "penugasan", tugas="tugas-pemkab", unit="kantor")
    assert not app.error and "Merpati Kantor" in shown_by(app)


def parameters() -> Iterator[tuple[str, str]]:
    """(file, parameter) of every query parameter that a page reads."""
    for path in sorted((ROOT / "ui").rglob("*.py")):
        if path.name == "asked_choice.py":  # is told the parameter by those who call it
            continue
        module = importlib.import_module(path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            key = _key_of(node)
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield path.name, key.value
            elif isinstance(key, ast.Name):
                yield path.name, getattr(module, key.id)


def _key_of(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.query_params.get":
        return node.args[0]
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("segments", "selection", "asked_id", "keep_choice"):
        return node.args[0]
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "st.query_params":
        return node.slice
    if isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "st.query_params":
        return node.left
    return None


def test_every_parameter_of_an_address_is_known() -> None:
    found = set(parameters())
    unknown = {(file, name) for file, name in found if name not in IDS.keys() | NO_IDS.keys()}
    assert not unknown, (
        "does it name somebody or something? then try it with a stranger's id in TRIED; else say what it is"
    )
    assert set(IDS) <= {name for _, name in found}
    assert {name for _, _, query in TRIED for name in query} <= set(IDS) | {"angka"}
