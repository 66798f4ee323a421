"""The product runs on Windows too: text files name their encoding, and nothing only POSIX has is called."""

from __future__ import annotations

import ast

from tests.test_architecture import name_of, ours

ONLY_POSIX = {"fcntl", "pwd", "grp", "resource", "fork", "getuid", "geteuid", "SIGKILL", "SIGHUP", "mkfifo", "uname"}
NODES = [(name_of(path), node) for path in ours() for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


def test_text_names_its_encoding() -> None:
    """Windows would read and write another alphabet."""
    texts = [
        (name, node.lineno, {keyword.arg for keyword in node.keywords})
        for name, node in NODES
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("read_text", "write_text")
    ]
    assert texts and [f"{name}:{line}" for name, line, given in texts if "encoding" not in given] == []


def test_nothing_is_called_that_only_posix_has() -> None:
    used = [
        (f"{name}: {word}")
        for name, node in NODES
        for word in (getattr(node, "attr", ""), getattr(node, "module", ""), getattr(node, "name", ""))
        if word in ONLY_POSIX
    ]
    assert used == []
