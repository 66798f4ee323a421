"""No action is left out: whatever asks for a proof has a row, whatever asks for none has a reason. By walking the code."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType

import pytest

import actions
from people import access
from people.models import Viewer
from store.database import Connection, Database
from tests.authorisation.matrix import ROWS, TABLES
from tests.authorisation.nobody import FROM_OUTSIDE, NEEDS_NOBODY

ROOT = Path(__file__).resolve().parents[2]
MODULES: tuple[ModuleType, ...] = tuple(
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(actions.__path__, "actions.")
    if not found.ispkg
)
SEALED = {
    found
    for found in vars(access).values()
    if inspect.isclass(found) and found.__module__ == "people.access" and "seal" in inspect.signature(found).parameters
}
"""Proofs: only people.access can make them."""
NOT_FOR_PAGES = {
    "console_operator": ("cli", "demo/"),
    "courier_scope": ("actions/mail/digests.py",),
    "console_scope": ("actions/reports/hand_over.py",),
}
"""Makers of proofs that ask nobody -> who may call them."""


def own(module: ModuleType, kind) -> Iterator[tuple[str, typing.Any]]:
    """Public things the module defines itself."""
    for name, found in vars(module).items():
        if kind(found) and not name.startswith("_") and found.__module__ == module.__name__:
            yield name, found


def carriers() -> set[type]:
    """Records that hold a proof: who has one has the proof."""
    classes = [found for module in MODULES for _, found in own(module, inspect.isclass) if is_dataclass(found)]
    return {found for found in classes if set(typing.get_type_hints(found).values()) & (SEALED | {Viewer})}


PROOFS = SEALED | carriers() | {Viewer}


def taken_by(function) -> set[object]:
    hints = dict(typing.get_type_hints(function))
    hints.pop("return", None)
    return set(hints.values())


FUNCTIONS = {
    f"{module.__name__.removeprefix('actions.')}.{name}": taken_by(found)
    for module in MODULES
    for name, found in own(module, inspect.isfunction)
}
PROVED = {name for name, taken in FUNCTIONS.items() if taken & PROOFS}
UNPROVED = {name for name, taken in FUNCTIONS.items() if taken & {Database, Connection} and not taken & PROOFS}


def test_the_proofs_are_found_by_their_seal() -> None:
    assert {found.__name__ for found in SEALED} == {"Scope", "Assigner", "Operator", "Postmaster"}
    assert {found.__name__ for found in carriers()} == {"Deed", "Change", "Occasion"}


def test_every_action_that_asks_for_a_proof_has_a_row() -> None:
    missing = PROVED - {name.partition("#")[0] for name in ROWS}
    assert not missing, (
        f"{sorted(missing)}: add a row to tests/authorisation/rows_*.py (who may, on which objects, and how it is called), "
        "then run: python -m tests.authorisation.document"
    )


def test_every_action_that_asks_for_none_has_a_reason() -> None:
    missing = UNPROVED - set(NEEDS_NOBODY)
    assert not missing, (
        f"{sorted(missing)}: let it ask for a Viewer, Scope, Assigner, Operator or Postmaster; or, if it returns nobody's "
        "data or is part of an action that asked, say so in tests/authorisation/nobody.py"
    )


def test_no_row_and_no_reason_is_left_of_an_action_that_is_gone() -> None:
    assert {name.partition("#")[0] for name in ROWS} <= PROVED
    assert set(NEEDS_NOBODY) <= UNPROVED
    assert sum(len(table.rows) for table in TABLES) == len(ROWS), "two rows of one name"


def test_the_walk_sees_every_function_with_a_database() -> None:
    for path in (ROOT / "actions").rglob("*.py"):
        module = ".".join(path.relative_to(ROOT / "actions").with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                taken = {ast.unparse(one.annotation) for one in node.args.args if one.annotation}
                if taken & {"Database", "Connection"}:
                    assert f"{module}.{node.name}" in PROVED | UNPROVED


# --- Nothing of it can be had another way ---------------------------------------------------


def used_in(path: Path) -> Iterator[str]:
    """``module.function`` of actions/ that a file names, however it imported it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or (node.module or "").partition(".")[0] != "actions":
            continue
        place = str(node.module).removeprefix("actions").removeprefix(".")
        if (ROOT / "actions" / place.replace(".", "/")).is_dir():
            inside = f"{place}." if place else ""
            modules |= {alias.asname or alias.name: inside + alias.name for alias in node.names}
        else:
            yield from (f"{place}.{alias.name}" for alias in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"


SCREENS = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "web").rglob("*.py"), ROOT / "app.py", ROOT / "screen.py"]


def test_pages_and_routes_call_nothing_that_asks_for_no_proof_but_doors() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in SCREENS
        for name in used_in(path)
        if name in NEEDS_NOBODY and NEEDS_NOBODY[name].kind not in FROM_OUTSIDE
    ]
    assert wrong == []
    assert any("find_viewer" in name for path in SCREENS for name in used_in(path)), "the walk must see something"


def test_the_desk_does_nothing_but_pass_on() -> None:
    """The routes' desk: each of its deeds is a call of an action that has a row or a reason."""
    tree = ast.parse((ROOT / "actions" / "signing_in" / "desk.py").read_text(encoding="utf-8"))
    (desk,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    for deed in (node for node in desk.body if isinstance(node, ast.FunctionDef)):
        names = {
            ast.unparse(node.func) for node in ast.walk(deed)
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] != "self"
        }  # fmt: skip
        known = PROVED | {name for name, reason in NEEDS_NOBODY.items() if reason.kind in FROM_OUTSIDE}
        known = {".".join(name.split(".")[-2:]) for name in known}  # the desk names modules without their rooms
        assert names & known and names <= known | {"Door", "operator_of", "FirstAdministrator"}, deed.name


@pytest.mark.parametrize("maker", NOT_FOR_PAGES)
def test_makers_of_proofs_that_ask_nobody_stay_where_they_belong(maker: str) -> None:
    folders = [*SCREENS, *ROOT.glob("*.py"), *(ROOT / "actions").rglob("*.py"), *(ROOT / "demo").glob("*.py")]
    users = {
        path.relative_to(ROOT).as_posix()
        for path in folders
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if maker in (getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None))
    }
    assert users and all(user.startswith(NOT_FOR_PAGES[maker]) for user in users), users
