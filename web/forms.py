"""Posted forms: only from our own pages, only small ones; how they are refused; and running slow deeds a few at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from people.errors import NetralError
from people.signing_in.account_errors import ServerBusy, TooManyTries
from web.sign_in import FOREIGN_FORM, is_own_form, is_small

MAX_WAITING = 1000
"""More people at the door than this are asked to come back: the queue would be longer than their patience."""


class RefusedForm(Exception):
    """Carries the answer to a form that is not even looked at."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


async def read_form(request: Request) -> Mapping[str, str]:
    """The text fields of the form; raises RefusedForm."""
    if not is_own_form(request):
        raise RefusedForm(PlainTextResponse(FOREIGN_FORM, 403))
    if not is_small(request):
        raise RefusedForm(PlainTextResponse("Formulir terlalu besar.", 413))
    fields = await request.form(max_files=0, max_fields=12)
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def refusal(page: str, problem: NetralError) -> Response:
    """The form again, telling what was wrong; after too many tries also when the next one is heard."""
    if isinstance(problem, TooManyTries):
        return HTMLResponse(page, 429, {"Retry-After": str(max(int(problem.wait.total_seconds()), 1))})
    return HTMLResponse(page, 400)


class SlowDeeds:
    """Deeds that hash a password, on threads of their own: a crowd that signs in must not hold up everything else."""

    def __init__(self, at_once: int = 2 * (os.cpu_count() or 1)) -> None:
        self._at_once = at_once
        self._limiter: CapacityLimiter | None = None

    async def run(self, deed: Callable[..., Any], *arguments: Any) -> Any:
        """The deed's result, after those who came before; raises ServerBusy, and what the deed raises."""
        if self._limiter is None:  # belongs to the running event loop
            self._limiter = CapacityLimiter(self._at_once)
        if self._limiter.statistics().tasks_waiting >= MAX_WAITING:
            raise ServerBusy()
        return await to_thread.run_sync(deed, *arguments, limiter=self._limiter)
