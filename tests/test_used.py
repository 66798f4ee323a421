"""Every public function of the product is called by the product, or stands here with the reason why it is there."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.test_architecture import MODULES, name_of, tree_of

KEPT_FOR_A_REASON = {
    "analytics/hiding/suppression.py: solvable": "the tests ask it of finished files: does anything hidden there follow from what is shown?",
    "analytics/items/classical.py: quiz_statistics": "one fixed paper as Moodle has it: Moodle's own data and the figures of random papers are held against it",
    "analytics/items/classical.py: slot_statistics": "the same",
    "people/briefing_print.py: briefing_pictures": "the printed pages to look at, and to count",
    "store/registry/agencies.py: count_agencies": "what the tests of transactions see of a table",
    "store/registry/memberships.py: memberships_as_of": "who was where on a day: histories are proved with it",
    "store/registry/memberships.py: posts_as_of": "the same of posts",
    "store/registry/registry.py: successors_of": "the same of agencies that were merged or split",
    "web/icon_font.py: icon_names_of": "what the cut-down font can draw: the build is proved with it",
}  # fmt: skip


def names_in(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr
        elif isinstance(inner, ast.ImportFrom):  # under another name
            yield from (alias.name for alias in inner.names if alias.asname)


def public_functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Without those that something registers by decorating them: commands, migrations."""
    for node in tree_of(path).body:
        is_public = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        if is_public and all("cache" in ast.unparse(one) for one in node.decorator_list):
            yield node


def test_every_public_function_is_called_by_the_product_or_has_a_reason():
    named = Counter(name for path in MODULES for name in names_in(tree_of(path)))
    uncalled = {
        f"{name_of(path)}: {function.name}"
        for path in MODULES
        for function in public_functions(path)
        if named[function.name] <= sum(name == function.name for name in names_in(function))
    }
    assert uncalled == set(KEPT_FOR_A_REASON)
