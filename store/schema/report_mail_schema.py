"""Reports by mail: who wants one when, on which days they were made, and which report goes with which message.

SQLite cannot change a CHECK, so the outbox is built anew around its rows: a message may now be a report.
"""

from __future__ import annotations

from store.schema.outbox_schema import OUTBOX

_BEGIN, _END = OUTBOX.index("CREATE TABLE outbox ("), OUTBOX.index("CREATE TABLE outbox_sender")
_TRIGGERS = OUTBOX[OUTBOX.index("CREATE TRIGGER") :]
_OLD_KINDS, _NEW_KINDS = "'activation', 'test')", "'activation', 'test', 'report')"
_TABLES = OUTBOX[_BEGIN:_END].replace(_OLD_KINDS, _NEW_KINDS)

REPORT_MAIL = f"""
CREATE TEMP TABLE kept_outbox AS SELECT * FROM outbox;
CREATE TEMP TABLE kept_outbox_log AS SELECT * FROM outbox_log;
DROP TABLE outbox_log;
DROP TABLE outbox;
{_TABLES}
INSERT INTO outbox SELECT * FROM kept_outbox;
INSERT INTO outbox_log SELECT * FROM kept_outbox_log;
DROP TABLE kept_outbox;
DROP TABLE kept_outbox_log;
{_TRIGGERS}
CREATE TABLE outbox_report (
    outbox_id TEXT PRIMARY KEY REFERENCES outbox(id), assignment_id TEXT NOT NULL REFERENCES assignment(id),
    agency_id TEXT NOT NULL REFERENCES agency(id), form TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE report_mail (
    person_id TEXT NOT NULL REFERENCES person(id), assignment_id TEXT NOT NULL REFERENCES assignment(id),
    rhythm TEXT NOT NULL CHECK (rhythm IN ('weekly', 'monthly', 'due')), form TEXT NOT NULL,
    set_by TEXT NOT NULL, set_at TEXT NOT NULL, PRIMARY KEY (person_id, assignment_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE report_mail_round (
    person_id TEXT NOT NULL REFERENCES person(id), assignment_id TEXT NOT NULL REFERENCES assignment(id),
    day TEXT NOT NULL, made_at TEXT NOT NULL, PRIMARY KEY (person_id, assignment_id, day)
) STRICT, WITHOUT ROWID;
"""
