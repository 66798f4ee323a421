"""The quiz page of Budi, who is assigned the small site's course: opened, begun, read."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from actions.learning.take_quiz import history, start_attempt, submit, view_attempt
from tests.ui.builders import now, viewer_of

PRACTICE = "latihan-campuran"


def _script() -> None:
    """Streamlit runs the text of this function alone."""
    from tests.ui.builders import show_page

    show_page("kuis")


def quiz_page(quiz_id: str | None = None, soal: int | None = None) -> AppTest:
    at = AppTest.from_function(_script, default_timeout=20)
    if quiz_id:
        at.query_params["id"] = quiz_id
    if soal:
        at.query_params["soal"] = str(soal)
    at.run()
    assert not at.exception
    return at


def begin(site, quiz_id: str = PRACTICE, seed: int = 1, attempt_id: str = "a1", person: str = "budi") -> str:
    courseware = site.source.present()
    return start_attempt(site.database, courseware, viewer_of(person), quiz_id, now(), attempt_id=attempt_id, seed=seed)


def view_of(site, attempt_id: str = "a1"):
    return view_attempt(site.database, viewer_of("budi"), attempt_id, now())


def words_on(at: AppTest) -> str:
    parts = [
        e.value
        for kind in ("title", "header", "subheader", "markdown", "caption", "info", "error", "warning", "success")
        for e in at.get(kind)
    ]
    return "\n".join(map(str, parts)) + "\n".join(e.proto.body for e in at.get("html"))


def kind_at(site, kind: str) -> int:
    """Starts attempts with growing seeds until one holds this kind; returns its position."""
    bank = site.source.present().bank
    taken = len(history(site.database, viewer_of("budi")).get(PRACTICE, []))
    for seed in range(taken, taken + 200):
        begin(site, seed=seed, attempt_id=f"a{seed}")
        view = view_of(site, f"a{seed}")
        for position, item in enumerate(view.items):
            if item.shown.kind == kind:
                return position
        submit(site.database, viewer_of("budi"), f"a{seed}", now())
    raise AssertionError(f"no {kind} among {len(bank.items)} items")


def open_attempt_id(site) -> str:
    return next(a.id for a in history(site.database, viewer_of("budi"))[PRACTICE] if a.state == "open")
