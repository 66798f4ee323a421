"""The schema of administering people: numbers somebody had before, and the ways into the audit trail and the roles."""

from __future__ import annotations

PEOPLE_ADMINISTRATION = """
CREATE TABLE former_number (
    person_id TEXT NOT NULL REFERENCES person(id), kind TEXT NOT NULL CHECK (kind IN ('nip', 'ni-pppk', 'own')),
    number TEXT NOT NULL, valid_to TEXT NOT NULL, PRIMARY KEY (person_id, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX former_number_by_number ON former_number(upper(number));
CREATE INDEX role_grant_by_role ON role_grant(role, person_id);
CREATE INDEX account_disabled ON account(person_id) WHERE disabled_at IS NOT NULL;
CREATE INDEX audit_by_deed ON audit_entry(COALESCE(batch_id, id), action, actor);
"""
"""``former_number.valid_to``: the first day of the number that came after. An audit entry without a batch is its own deed."""
