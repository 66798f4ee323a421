"""The tables of the outbox: messages, the log of what became of each, who sends just now, and the schedules of digests.

An e-mail address is not kept here: it is read from the person at the moment of sending.
"""

from __future__ import annotations

OUTBOX = """
CREATE TABLE outbox (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('digest', 'reminder', 'reset', 'activation', 'test')),
    person_id TEXT NOT NULL REFERENCES person(id), subject TEXT NOT NULL, body TEXT NOT NULL,
    dedupe_key TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL CHECK (rank IN (0, 1)),
    made_at TEXT NOT NULL, not_before TEXT NOT NULL, expires_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
    tries INTEGER NOT NULL, last_error TEXT NOT NULL, claim TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX outbox_waiting ON outbox(rank, id) WHERE state = 'waiting';
CREATE INDEX outbox_sending ON outbox(id) WHERE state = 'sending';
CREATE INDEX outbox_by_expiry ON outbox(expires_at) WHERE state = 'waiting';
CREATE INDEX outbox_by_state ON outbox(state, kind, id);
CREATE INDEX outbox_by_person ON outbox(person_id, kind, made_at);
CREATE INDEX outbox_with_body ON outbox(id) WHERE body <> '';
CREATE TABLE outbox_log (
    outbox_id TEXT NOT NULL REFERENCES outbox(id), seq INTEGER NOT NULL, happened_at TEXT NOT NULL,
    state TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (outbox_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_log_by_time ON outbox_log(happened_at, state);
CREATE TABLE outbox_sender (
    name TEXT PRIMARY KEY, owner TEXT NOT NULL, until_at TEXT NOT NULL, failures INTEGER NOT NULL,
    resume_at TEXT NOT NULL, trouble TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_sender (name, owner, until_at, failures, resume_at, trouble) VALUES ('surel', '', '', 0, '', '');
CREATE TABLE mail_plan (
    assignment_id TEXT PRIMARY KEY REFERENCES assignment(id), weekdays TEXT NOT NULL, days_before TEXT NOT NULL,
    reminders INTEGER NOT NULL CHECK (reminders IN (0, 1)), set_by TEXT NOT NULL, set_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE mail_round (
    assignment_id TEXT NOT NULL REFERENCES assignment(id), day TEXT NOT NULL, made_at TEXT NOT NULL,
    letters INTEGER NOT NULL, reminders INTEGER NOT NULL, unreached INTEGER NOT NULL, PRIMARY KEY (assignment_id, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER outbox_state_moves_forward BEFORE UPDATE OF state ON outbox WHEN NOT (
    (OLD.state = 'waiting' AND NEW.state IN ('sending', 'cancelled'))
    OR (OLD.state = 'sending' AND NEW.state IN ('sent', 'waiting', 'failed', 'unknown'))
    OR (OLD.state = 'unknown' AND NEW.state IN ('waiting', 'sent', 'cancelled'))
    OR (OLD.state = 'failed' AND NEW.state IN ('waiting', 'cancelled')))
BEGIN SELECT RAISE(ABORT, 'a message cannot go that way'); END;
CREATE TRIGGER outbox_is_only_ever_emptied BEFORE UPDATE ON outbox
WHEN NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.person_id <> OLD.person_id OR NEW.dedupe_key <> OLD.dedupe_key
    OR NEW.made_at <> OLD.made_at OR NEW.message_id <> OLD.message_id OR NEW.subject NOT IN ('', OLD.subject)
    OR NEW.body NOT IN ('', OLD.body)
BEGIN SELECT RAISE(ABORT, 'a message is not rewritten'); END;
CREATE TRIGGER outbox_is_never_deleted BEFORE DELETE ON outbox
BEGIN SELECT RAISE(ABORT, 'messages are append-only'); END;
CREATE TRIGGER outbox_log_is_never_changed BEFORE UPDATE ON outbox_log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER outbox_log_is_never_deleted BEFORE DELETE ON outbox_log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""
