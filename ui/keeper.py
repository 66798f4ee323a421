"""What supervisors and authors look at, kept between runs: the one place that knows ``st.cache_data``.

What is kept: what a deed of ``actions/`` answered, which is figures of groups. Each run gets a copy of its own.
For how long: a minute, because people move between agencies and read lessons without an attempt; ten minutes for figures of
everybody, which one attempt more hardly changes. A refusal is never kept.
What makes it stale: another version (an attempt, an exemption, a new window) and any edit of the courseware.
How much memory: ``_MEMORY`` for each of the two, the least recently seen goes first; a figure takes 1 to 400 KiB.
Why nobody sees what was kept for another: the key is the whole question written out, with the proof (``Scope``, ``Viewer``) and
every argument as Python writes it, so that no id from an address can be read as a part of another question. And whether the
assignment reaches the scope is asked of the database each time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from actions.assigning.assignment_status import status_version
from actions.courseware import Courseware
from content.problems import Problem
from people.access import Scope
from quizzes.findings import find_warnings
from store.database import Database
from ui.visit import Visit

_MEMORY = "32MiB"
_WORDS = "Sedang menghitung…"
_P = ParamSpec("_P")
_T = TypeVar("_T")


def of_assignment(
    visit: Visit,
    deed: Callable[Concatenate[Database, Courseware, Scope, str, _P], _T],
    scope: Scope,
    assignment_id: str,
    *asked: _P.args,
    **named: _P.kwargs,
) -> _T:
    """What ``deed`` answers about an assignment. A moment among the arguments is a ``slot``. Raises NotFound, and what it raises."""
    version = status_version(visit.database, scope, assignment_id)
    return _for_a_minute(
        _question(visit, deed, scope, assignment_id, asked, named, version),
        lambda: deed(visit.database, visit.courseware, scope, assignment_id, *asked, **named),
    )


def of_everybody(
    visit: Visit, version: object, deed: Callable[Concatenate[Database, Courseware, _P], _T], *asked: _P.args, **named: _P.kwargs
) -> _T:  # fmt: skip
    """What ``deed`` answers to the proof in ``asked``, made anew with another ``version``. Raises what it raises."""
    return _for_ten_minutes(
        _question(visit, deed, asked, named, version),
        lambda: deed(visit.database, visit.courseware, *asked, **named),
    )


def content_warnings(visit: Visit) -> tuple[Problem, ...]:
    """What the check command would warn of; a second or two after every edit."""
    folders = visit.site.settings.content_dir, visit.site.settings.quizzes_dir
    return _for_ten_minutes(
        _question(visit, find_warnings, folders), lambda: find_warnings(*folders, visit.courseware.library)
    )


def slot(now: datetime) -> datetime:
    """The last five minutes' begin, as long as estimates of very many people may stand. Every day begins with one."""
    return now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)


def about(count: int) -> str:
    """The first three figures of a number: the version of a sample, which hardly changes before a hundredth more has come."""
    return f"{count:.2e}"


def _question(visit: Visit, deed: Callable[..., object], *parts: object) -> str:
    return repr((deed.__module__, deed.__qualname__, visit.database.path, hash(visit.courseware.folder_state), parts))


@st.cache_data(ttl=60, max_size=_MEMORY, show_spinner=_WORDS)
def _for_a_minute(question: str, _answer: Callable[[], Any]) -> Any:
    return _answer()


@st.cache_data(ttl=600, max_size=_MEMORY, show_spinner=_WORDS)
def _for_ten_minutes(question: str, _answer: Callable[[], Any]) -> Any:
    return _answer()
