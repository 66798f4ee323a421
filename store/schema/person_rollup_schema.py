"""The schema of one rollup more: how far each person is with each quiz of an assignment, so that status never scans attempts.

``progress``: 1 an attempt is open, 2 one is finished, 3 one is passed. Kept by triggers, in the transaction of the attempt.
"""

from __future__ import annotations

PROGRESS = "CASE WHEN {row}.passed THEN 3 WHEN {row}.state <> 'open' THEN 2 ELSE 1 END"

_KEEP = """
CREATE TRIGGER rollup_person_{name} AFTER {deed} ON attempt BEGIN
    INSERT INTO rollup_person (assignment_id, quiz_id, person_id, progress)
    VALUES (NEW.assignment_id, NEW.quiz_id, NEW.person_id, {progress})
    ON CONFLICT (assignment_id, quiz_id, person_id)
    DO UPDATE SET progress = excluded.progress WHERE excluded.progress > rollup_person.progress;
END;
"""
RECOUNT = (
    f"SELECT assignment_id, quiz_id, person_id, MAX({PROGRESS.format(row='attempt')}) FROM attempt GROUP BY 1, 2, 3"
)
REBUILD = f"INSERT INTO rollup_person (assignment_id, quiz_id, person_id, progress) {RECOUNT}"
PERSON_ROLLUP = (
    """
CREATE TABLE rollup_person (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, person_id TEXT NOT NULL,
    progress INTEGER NOT NULL CHECK (progress BETWEEN 1 AND 3), PRIMARY KEY (assignment_id, quiz_id, person_id)
) STRICT, WITHOUT ROWID;
"""
    + f"{REBUILD};\n"
    + _KEEP.format(name="starts", deed="INSERT", progress=PROGRESS.format(row="NEW"))
    + _KEEP.format(name="ends", deed="UPDATE OF state, passed", progress=PROGRESS.format(row="NEW"))
)
