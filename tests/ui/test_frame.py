"""The pages each role is offered, in the order of the navigation: daily work first, one's own affairs last."""

from __future__ import annotations

import pytest

from people.access import may
from tests.ui.builders import viewer_of
from ui.frame import HOME_OF_ROLE, PAGES

STUDY = ["beranda", "materi", "kuis", "dilema", "hasil", "peraturan"]
OWN = ["data-saya", "akun"]


@pytest.mark.parametrize(
    ("person_id", "offered"),
    [
        ("budi", [*STUDY, *OWN]),
        ("wati", [*STUDY, "pemahaman", "penugasan", "metode", *OWN]),
        ("adi", [*STUDY, "penyusun", *OWN]),
        ("nyoman", ["pegawai", "instansi", "penugasan", "surat", "jejak", "privasi", "penyusun", *OWN]),
        ("putu", ["bukti", *OWN]),
    ],
)
def test_each_role_finds_its_work_first_and_its_own_affairs_last(person_id: str, offered: list[str]) -> None:
    viewer = viewer_of(person_id)
    assert [path for path, _, _, action, _ in PAGES if may(viewer, action)] == offered
    assert HOME_OF_ROLE[viewer.role] in offered
