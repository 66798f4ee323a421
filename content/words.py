"""The words every model of content is made of: identifiers, lines of text, citations, dates."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

INDICATORS = ("karier", "partai-politik", "kampanye", "pelayanan-publik")
"""The four neutrality indicators, in their fixed order: a frame for learning."""

INDICATOR_TITLES = {
    "karier": "Karier ASN",
    "partai-politik": "Partai politik",
    "kampanye": "Kampanye",
    "pelayanan-publik": "Pelayanan publik",
}


def _date_from_text(value: object) -> object:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


Indicator = Literal["karier", "partai-politik", "kampanye", "pelayanan-publik"]
Basis = Literal["primary", "secondary"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Text = Annotated[str, Field(min_length=1, max_length=6000)]
Date = Annotated[dt.date, BeforeValidator(_date_from_text)]
ProvisionId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$", max_length=120)]
Citation = Annotated[str, Field(pattern=r"^[a-z0-9-]+:[a-z0-9/-]+(@sejarah)?$", max_length=200)]
SectionRef = Annotated[str, Field(pattern=r"^[a-z0-9-]+#[a-z0-9-]+$", max_length=170)]


class Closed(BaseModel):
    """Frozen, and refusing any field it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
