"""No proof can be forged, widened, carried through a file or dressed up as another; a subtree ends where its path ends."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import access
from people.access import Assigner, Operator, Postmaster, Scope
from people.errors import NotAllowed
from people.models import Viewer
from tests.authorisation.test_completeness import SEALED

HEAD = Viewer("wati", "Wati", "supervisor", "pns", "dinas", "Dinas", False)
BOSS = dataclasses.replace(HEAD, role="administrator")
SCOPE = access.supervision_scope(HEAD, "pemkab/dinas/")
PROOFS = (
    SCOPE, access.assigner_of(HEAD, "dinas", "pemkab/dinas/"), access.operator_of(BOSS), access.postmaster_of(BOSS),
)  # fmt: skip
ARGUMENTS = {
    Scope: ("pemkab", "pemkab/"), Assigner: (SCOPE, "wati"), Operator: ("wati",), Postmaster: ("wati",),
}  # fmt: skip
every_proof = pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: type(proof).__name__)


def test_every_kind_of_proof_is_tried() -> None:
    assert {type(proof) for proof in PROOFS} == SEALED == set(ARGUMENTS)


@every_proof
@pytest.mark.parametrize("seal", [(), (None,), (object(),), (True,)], ids=["none", "None", "object", "True"])
def test_no_proof_is_made_without_the_seal(proof: object, seal: tuple[object, ...]) -> None:
    with pytest.raises(NotAllowed):
        type(proof)(*ARGUMENTS[type(proof)], *seal)


@every_proof
def test_no_proof_is_changed(proof: object) -> None:
    for field in dataclasses.fields(proof):  # type: ignore[arg-type]
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(proof, field.name, "x")
        with pytest.raises(NotAllowed):
            dataclasses.replace(proof, **{field.name: getattr(proof, field.name)})  # type: ignore[type-var]


@every_proof
def test_a_copy_is_the_proof_itself(proof: object) -> None:
    assert copy.copy(proof) is proof and copy.deepcopy(proof) is proof


@every_proof
def test_no_proof_goes_into_a_file_or_comes_out_of_one(proof: object) -> None:
    """Bytes can be edited: a path of the same length would be another subtree."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(NotAllowed):
            pickle.dumps(proof, protocol)


@every_proof
def test_no_class_pretends_to_be_a_proof(proof: object) -> None:
    """A subclass could leave the seal's check out."""
    with pytest.raises(TypeError):
        type("Forged", (type(proof),), {"__post_init__": lambda self, seal: None})
    with pytest.raises(TypeError):
        type("Forged", (type(proof), dict), {})


@every_proof
def test_the_seal_is_not_kept(proof: object) -> None:
    assert access._SEAL not in vars(proof).values() and "seal" not in vars(proof)


names = st.text("abc0129-", min_size=1, max_size=6)


@given(st.lists(names, min_size=1, max_size=4), st.lists(names, min_size=1, max_size=5))
def test_a_scope_covers_its_subtree_by_whole_names(own: list[str], other: list[str]) -> None:
    """A sibling whose id begins with one's own is a sibling."""
    scope = access.supervision_scope(HEAD, "/".join(own) + "/")
    assert scope.covers("/".join(other) + "/") == (other[: len(own)] == own)


@given(st.lists(names, max_size=3), names, names)
def test_a_sibling_that_begins_alike_is_not_covered(above: list[str], name: str, more: str) -> None:
    path = "/".join([*above, name])
    assert not access.supervision_scope(HEAD, f"{path}/").covers(f"{path}{more}/")
