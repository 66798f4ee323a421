"""Tables of what learners said of their certainty, and the sums over first post-test attempts that supervisors read.

One row per attempt whose line of sayings only grows: the triggers refuse anything but adding to its end. A row for each
saying would repeat the attempt's id and cost 1.4 KiB where everything is said; the line costs 0.2.
"""

from __future__ import annotations

SURENESS = """
CREATE TABLE attempt_sureness (
    attempt_id TEXT PRIMARY KEY REFERENCES attempt(id), said TEXT NOT NULL CHECK (said <> '')
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sureness_is_only_added_to BEFORE UPDATE ON attempt_sureness
WHEN NEW.attempt_id <> OLD.attempt_id OR substr(NEW.said, 1, length(OLD.said) + 1) <> OLD.said || ' '
BEGIN SELECT RAISE(ABORT, 'sayings are append-only'); END;
CREATE TRIGGER sureness_is_never_deleted BEFORE DELETE ON attempt_sureness
BEGIN SELECT RAISE(ABORT, 'sayings are append-only'); END;
CREATE TRIGGER sureness_only_while_open BEFORE INSERT ON attempt_sureness
WHEN (SELECT state FROM attempt WHERE id = NEW.attempt_id) <> 'open'
BEGIN SELECT RAISE(ABORT, 'the attempt is closed'); END;
CREATE TRIGGER sureness_is_added_to_only_while_open BEFORE UPDATE ON attempt_sureness
WHEN (SELECT state FROM attempt WHERE id = NEW.attempt_id) <> 'open'
BEGIN SELECT RAISE(ABORT, 'the attempt is closed'); END;

CREATE TABLE rollup_sureness (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, agency_id TEXT NOT NULL, employment TEXT NOT NULL,
    indicator TEXT NOT NULL, learners INTEGER NOT NULL, erring INTEGER NOT NULL CHECK (erring BETWEEN 0 AND learners),
    answers INTEGER NOT NULL, wrong INTEGER NOT NULL CHECK (wrong BETWEEN 0 AND answers),
    answers_square INTEGER NOT NULL, answers_wrong INTEGER NOT NULL, wrong_square INTEGER NOT NULL,
    PRIMARY KEY (assignment_id, quiz_id, agency_id, employment, indicator)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_sure_belief (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, report_id TEXT NOT NULL, employment TEXT NOT NULL,
    misconception TEXT NOT NULL, met INTEGER NOT NULL, held INTEGER NOT NULL CHECK (held BETWEEN 0 AND met),
    PRIMARY KEY (assignment_id, quiz_id, report_id, employment, misconception)
) STRICT, WITHOUT ROWID;
"""
