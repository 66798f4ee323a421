"""The schema of one rollup more: how many sections of each course a person has done, so that a funnel never scans reading.

Which sections make up a course stands in the content files; ``course_section`` holds them as the store last heard of them
(see ``store/summaries/studied.py``). Kept by triggers, in the transaction that marks a section.
"""

from __future__ import annotations

RECOUNT = (
    "SELECT part.course_id, done.person_id, COUNT(*) FROM section_progress AS done JOIN course_section AS part "
    "ON part.lesson_id = done.lesson_id AND part.section_id = done.section_id {which}GROUP BY 1, 2"
)
REBUILD = "INSERT INTO rollup_study (course_id, person_id, sections) " + RECOUNT
STUDY_ROLLUP = """
CREATE TABLE course_section (
    course_id TEXT NOT NULL, lesson_id TEXT NOT NULL, section_id TEXT NOT NULL,
    PRIMARY KEY (lesson_id, section_id, course_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_study (
    course_id TEXT NOT NULL, person_id TEXT NOT NULL, sections INTEGER NOT NULL CHECK (sections > 0),
    PRIMARY KEY (course_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rollup_study_does AFTER INSERT ON section_progress BEGIN
    INSERT INTO rollup_study (course_id, person_id, sections)
    SELECT course_id, NEW.person_id, 1 FROM course_section
    WHERE lesson_id = NEW.lesson_id AND section_id = NEW.section_id
    ON CONFLICT (course_id, person_id) DO UPDATE SET sections = rollup_study.sections + 1;
END;
CREATE TRIGGER rollup_study_undoes AFTER DELETE ON section_progress BEGIN
    DELETE FROM rollup_study WHERE person_id = OLD.person_id AND sections = 1 AND course_id IN (
        SELECT course_id FROM course_section WHERE lesson_id = OLD.lesson_id AND section_id = OLD.section_id);
    UPDATE rollup_study SET sections = sections - 1 WHERE person_id = OLD.person_id AND sections > 1 AND course_id IN (
        SELECT course_id FROM course_section WHERE lesson_id = OLD.lesson_id AND section_id = OLD.section_id);
END;
"""
