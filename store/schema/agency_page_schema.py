"""An index that counts members of agencies on any day without touching the memberships themselves."""

from __future__ import annotations

AGENCY_COUNTS = """
DROP INDEX membership_by_agency;
CREATE INDEX membership_by_agency_and_days ON membership(agency_id, employment, valid_from, valid_to);
"""
