"""GET /sehat: whether the server answers, for load balancers and people on call."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def health_routes() -> list[Route]:
    async def health(request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    return [Route("/sehat", health)]
