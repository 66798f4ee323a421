"""A file to hand over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportFile:
    """``name`` holds no personal data; ``mime`` as for a download."""

    name: str
    mime: str
    data: bytes
