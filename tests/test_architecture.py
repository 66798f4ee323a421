"""Imports go downhill, each technique has one home, and every file says what it is."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {
    "content": set(),
    "quizzes": {"content"},
    "people": set(),
    "analytics": set(),
    "settings": {"mail_settings"},
    "mail_settings": set(),
    "console": set(),
    "store": {"content", "quizzes", "people"},
    "actions": {"store", "content", "quizzes", "people", "analytics", "settings"},
    "demo": {"actions", "console", "store", "content", "quizzes", "people", "analytics", "settings"},
    "web": {"people", "settings"},
    "ui": {"actions", "content", "quizzes", "people", "analytics", "settings", "web", "store"},
    "cli_words": {"content", "people", "settings"},
    "cli_site": {"actions", "settings", "store"},
    "cli_bank": {"actions", "content", "settings"},
    "cli_people": {"actions", "cli_site", "console", "people"},
    "cli_accounts": {"actions", "cli_site", "people", "web"},
    "cli_privacy": {"actions", "cli_site", "people", "settings", "store"},
    "cli_mail": {"actions", "cli_site", "settings"},
    "cli_report": {"actions", "cli_site", "console", "people"},
    "cli": {
        "cli_bank",
        "cli_privacy",
        "cli_accounts",
        "cli_mail",
        "cli_people",
        "cli_report",
        "cli_site",
        "cli_words",
        "actions",
        "console",
        "demo",
        "store",
        "content",
        "quizzes",
        "people",
        "settings",
        "web",
    },
    "screen": {"ui", "actions", "content", "quizzes", "people", "settings", "web"},
    "app": {"actions", "demo", "store", "people", "settings", "ui", "web"},
}
"""Who may import whom: our own folders and top modules."""

STORE_NAMES_FOR_UI = {
    "store.database": {"Database", "StorageError"},
    "store.clock": {"from_text", "to_text"},
    "store.ids": {"new_id"},
    "store.learning.attempts": {"AttemptSummary"},
    "store.assigning.assignments": {"Assignment"},
    "store.assigning.assignment_rules": {"NOTHING_EXTRA", "Accommodation", "Decided"},
}
"""A page may hand a Database on, catch what it raises, and read records, ids and times; it calls no statement."""

MAX_LINES = 300

HOMES = {
    "streamlit": ("ui/", "web/", "app.py", "screen.py"),
    "plotly": ("analytics/charts/",),
    "pysqlite3": ("store/",),
    "sqlite3": ("store/",),
    "sqlite_utils": ("store/",),
    "yaml": ("content/yaml_file.py",),
    "starlette": ("web/", "ui/", "app.py"),
    "argon2": ("actions/signing_in/passwords.py",),
    "pyotp": ("actions/signing_in/second_factor.py",),
    "segno": ("web/qr.py",),
    "authlib": ("web/oidc_provider.py", "web/oidc_token.py"),
    "joserfc": ("web/oidc_flow.py", "web/oidc_provider.py", "web/oidc_token.py"),
    "httpx2": ("web/oidc_provider.py",),
    "smtplib": ("actions/mail/smtp.py",),
    "python_calamine": ("people/roster/workbook.py", "quizzes/spreadsheet/"),
    "typst": ("people/paper.py",),
    "pyarrow": ("actions/reports/parquet.py",),
    "xlsxwriter": (
        "actions/reports/workbook.py",
        "people/export.py",
        "people/roster/writing.py",
        "quizzes/spreadsheet/",
    ),
    "numpy": (
        "analytics/items/classical.py",
        "analytics/comprehension/",
        "analytics/crossover.py",
        "analytics/items/decisions.py",
        "analytics/items/drawn.py",
        "analytics/items/drawn_margins.py",
        "analytics/items/jackknife.py",
        "analytics/fairness/",
        "analytics/items/paper_report.py",
        "analytics/items/reliability.py",
        "analytics/hiding/small_unions.py",
    ),
    "scipy": (
        "analytics/comprehension/",
        "analytics/crossover.py",
        "analytics/items/decisions.py",
        "analytics/items/dif.py",
        "analytics/items/jackknife.py",
        "analytics/sureness.py",
        "analytics/fairness/",
        "analytics/forgetting.py",
    ),
    "typer": ("cli",),
}
"""Package -> the only places that may import it."""


def ours() -> list[Path]:
    files = [ROOT / f"{name}.py" for name in FLOORS if (ROOT / f"{name}.py").exists()]
    for name in FLOORS:
        files += (ROOT / name).rglob("*.py") if (ROOT / name).is_dir() else ()
    return sorted(files)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


MODULES = ours()
every_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(line, module, names) of every import anywhere in the file, also inside functions."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ()
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: imports are absolute"
            yield node.lineno, node.module or "", tuple(alias.name for alias in node.names)


def floor_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def test_every_folder_of_code_has_a_floor() -> None:
    folders = {p.parent.relative_to(ROOT).parts[0] for p in ROOT.glob("*/*.py")} - {
        "tests",
        ".venv",
        "bench",
        "docs",
        "scripts",
    }
    tops = {p.stem for p in ROOT.glob("*.py")}
    assert folders | tops <= set(FLOORS)


@every_module
def test_imports_go_downhill(path: Path) -> None:
    floor = floor_of(path)
    wrong = [
        f"{name_of(path)}:{line} imports {module}"
        for line, module, _ in imports(path)
        if module.split(".")[0] in FLOORS and module.split(".")[0] not in FLOORS[floor] | {floor}
    ]
    assert wrong == []


def test_no_floor_is_above_itself() -> None:
    def reach(floor: str, seen: frozenset[str]) -> None:
        assert floor not in seen, f"{floor} imports itself by a detour"
        for below in FLOORS[floor]:
            reach(below, seen | {floor})

    for floor in FLOORS:
        reach(floor, frozenset())


@every_module
def test_each_package_has_one_home(path: Path) -> None:
    wrong = [
        f"{name_of(path)}:{line} imports {module}"
        for line, module, _ in imports(path)
        for package, homes in HOMES.items()
        if module.split(".")[0] == package and not name_of(path).startswith(homes)
    ]
    assert wrong == []


@every_module
def test_the_lower_floors_have_no_clock_and_no_network(path: Path) -> None:
    if floor_of(path) not in {"content", "quizzes", "people", "analytics"}:
        return
    banned = {"time", "secrets", "uuid", "socket", "urllib", "requests", "httpx", "subprocess", "threading", "asyncio"}
    assert [module for _, module, _ in imports(path) if module.split(".")[0] in banned] == []
    calls = {ast.unparse(n.func) for n in ast.walk(tree_of(path)) if isinstance(n, ast.Call)}
    assert not {
        c
        for c in calls
        if c.endswith((".now", ".utcnow", ".today")) or (c.startswith("random.") and c != "random.Random")
    }


@every_module
def test_a_page_touches_the_store_only_to_hand_it_on(path: Path) -> None:
    if floor_of(path) != "ui":
        return
    for line, module, names in imports(path):
        if module.split(".")[0] == "store":
            allowed = STORE_NAMES_FOR_UI.get(module, set())
            assert names and set(names) <= allowed, f"{name_of(path)}:{line} takes {names} from {module}"


def words_in(path: Path) -> Iterator[tuple[int, str]]:
    """Names, attributes and keyword arguments used by the code (comments and docstrings do not count)."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.value.lineno, node.arg


@every_module
def test_session_state_has_one_owner(path: Path) -> None:
    if name_of(path) != "ui/session.py":
        assert [line for line, word in words_in(path) if word == "session_state"] == []


@every_module
def test_no_html_is_passed_through(path: Path) -> None:
    assert [line for line, word in words_in(path) if word in ("unsafe_allow_html", "unsafe_allow_javascript")] == []


@every_module
def test_the_seal_of_scopes_stays_in_its_module(path: Path) -> None:
    if name_of(path) != "people/access.py":
        assert not any("_SEAL" in names for _, _, names in imports(path))
        assert [line for line, word in words_in(path) if word == "_SEAL"] == []
        assert not any(
            isinstance(n, ast.Call) and ast.unparse(n.func).split(".")[-1] == "Scope" for n in ast.walk(tree_of(path))
        )


@every_module
def test_sql_is_written_in_the_store_only(path: Path) -> None:
    if floor_of(path) == "store":
        return
    import re

    sql = re.compile(
        r"\b(SELECT\b.+\bFROM|INSERT\s+(OR\s+\w+\s+)?INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|PRAGMA\s+\w+|BEGIN\s+IMMEDIATE)\b",
        re.DOTALL,
    )
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [n.lineno for n in texts if id(n) not in docstrings and sql.search(n.value)] == []


@every_module
def test_a_file_is_one_idea(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MAX_LINES, f"{name_of(path)}: {lines} lines"


@every_module
def test_a_file_says_what_it_is_in_its_first_line(path: Path) -> None:
    words = ast.get_docstring(tree_of(path))
    assert words and len(words.splitlines()[0]) > 10, name_of(path)
    assert path.read_text(encoding="utf-8").startswith('"""')


def test_importing_the_lower_floors_loads_neither_streamlit_nor_plotly() -> None:
    import subprocess

    code = (
        "import sys, actions.learning.take_quiz, actions.learning.study, actions.signing_in.sign_in, actions.courseware, content.schemas, quizzes.schemas\n"
        "assert not {'streamlit', 'plotly'} & set(sys.modules), sorted(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0
