"""One run of one page: who is looking, at which site, with which courseware, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from actions.courseware import Courseware
from actions.signing_in.sign_in import find_viewer, keep_alive
from actions.site import Site
from people.models import Viewer
from store.database import Database
from web.session_cookie import session_cookie_name


@dataclass(frozen=True)
class Visit:
    """What every page function receives."""

    site: Site
    viewer: Viewer
    courseware: Courseware
    pages: Mapping[str, Any] = field(default_factory=dict)
    """URL path -> ``st.Page``, for links."""

    @property
    def database(self) -> Database:
        return self.site.database

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def local(self, moment: datetime) -> datetime:
        """The moment on the clock of the site's own time zone."""
        return moment.astimezone(ZoneInfo(self.site.settings.time_zone))

    def with_pages(self, pages: Mapping[str, Any]) -> Visit:
        return replace(self, pages=pages)


def visit_from_cookie(site: Site) -> Visit | None:
    """None when nobody is signed in, or the session has ended. Checked on every run, each a sign of life."""
    token = st.context.cookies.get(session_cookie_name(site.settings.tls))
    viewer = find_viewer(site.database, token, datetime.now(UTC)) if token else None
    if viewer is None:
        return None
    keep_alive(site.database, token, datetime.now(UTC))
    return Visit(site, viewer, site.source.present())
