"""Which course to assign so that a lesson is read: the least that holds it."""

from __future__ import annotations

from dataclasses import dataclass

from actions.courseware import Courseware


@dataclass(frozen=True)
class CourseChoice:
    """The course to assign for a lesson: for everybody, and with the fewest lessons beside it.

    The course that was measured comes last: its post-test allows only so many attempts, and people have used some.
    """

    course_id: str
    title: str


def course_with(courseware: Courseware, lesson_id: str, measured: str) -> CourseChoice | None:
    """None when every course that holds the lesson is for one group only."""
    lessons_of = courseware.library.lessons_of
    holding = [
        (course.id == measured, len(lessons_of(course.modules)), course.id, course.title)
        for course in courseware.bank.courses.values()
        if course.audience is None and any(one.id == lesson_id for one in lessons_of(course.modules))
    ]
    if not holding:
        return None
    *_, course_id, title = min(holding)
    return CourseChoice(course_id, title)
