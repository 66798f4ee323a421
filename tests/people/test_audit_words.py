"""The audit trail speaks Indonesian: every action that code writes has words, and facts are told as they were."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

from people.audit_words import ACTION_TITLES, action_title, changes, ids_in, sentence
from tests.test_architecture import ROOT, tree_of

_DOTTED = re.compile(
    r"(agency|person|role|post|roster|assignment|deed|supervision|mail|data-request|retention|breach|report|item)\.[a-z-]+"
)
_PLAIN = re.compile(r"[a-z]+(-[a-z]+)+|enabled|disabled")


def actions_in_the_code() -> Iterator[str]:
    """Every text in actions/ that is written to the trail as an action."""
    for path in sorted((ROOT / "actions").rglob("*.py")):
        named = _named_texts(tree_of(path))
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _DOTTED.fullmatch(node.value):
                yield node.value
            is_note = isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"note", "_note"}
            if not is_note:
                continue
            for part in ast.walk(node):
                text = named.get(part.id) if isinstance(part, ast.Name) else getattr(part, "value", None)
                if isinstance(text, str) and _PLAIN.fullmatch(text):
                    yield text


def _named_texts(tree: ast.Module) -> dict[str, str]:
    """Constants of a module: an action may be written under a name."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def test_every_action_that_is_written_has_a_title() -> None:
    found = set(actions_in_the_code())
    assert {"person.move", "code-issued", "disabled", "deed.take-back", "assignment.exempt"} <= found
    assert sorted(found - ACTION_TITLES.keys()) == []


def test_no_title_is_of_an_action_that_nobody_writes() -> None:
    assert sorted(ACTION_TITLES.keys() - set(actions_in_the_code())) == []


def test_an_unknown_action_can_still_be_read() -> None:
    assert action_title("bank.item-changed") == "bank: item changed"
    assert sentence("bank.item-changed", "Nyoman", "") == "Nyoman bank: item changed."


def test_a_move_is_told_with_names_and_dates() -> None:
    before = json.dumps({"agency": "a1", "since": "0001-01-01"})
    after = json.dumps({"agency": "a2", "since": "2026-06-01"})
    names = {"a1": "Dinas Lama", "a2": "Dinas Baru"}
    assert set(ids_in(before, after)) >= {"a1", "a2"}
    assert changes(before, after, names) == (("unit", "Dinas Lama", "Dinas Baru"), ("sejak", "awal", "1 Jun 2026"))


def test_posts_roles_and_kinds_are_told_in_words_and_the_files_hash_is_not() -> None:
    after = json.dumps({"post": ["plt", "Camat", "a1"], "role": "auditor", "kind": "ni-pppk", "file": "9f86d08"})
    assert changes(None, after, {"a1": "Kecamatan"}) == (
        ("jabatan", "-", "Plt Camat (Kecamatan)"), ("peran", "-", "Auditor"), ("jenis", "-", "NI PPPK"),
    )  # fmt: skip


def test_what_stayed_the_same_is_not_told() -> None:
    same = json.dumps({"name": "Ani", "email": None})
    assert changes(same, json.dumps({"name": "Ani", "email": "ani@x.id"}), {}) == (("surel", "-", "ani@x.id"),)
