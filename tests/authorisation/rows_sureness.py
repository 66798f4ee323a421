"""Rows of the matrix: saying how sure one is of an answer, and reading where people are sure and yet wrong."""

from __future__ import annotations

from actions.learning import say_sureness, take_quiz
from actions.understanding import sureness
from tests.authorisation.row import AGENCIES, MYSELF, PEOPLE, REACHED, SUBTREE
from tests.authorisation.rows_study import STUDY
from tests.authorisation.rows_supervision import UNDERSTANDING, WHOLE

STUDY.row(
    "learning.say_sureness.say_sureness",
    "Membuka, mengerjakan, dan mengumpulkan sebuah percobaan kuis",
    PEOPLE,
    lambda at: say_sureness.say_sureness(at.database, at.viewer, at.of_person("buka"), 0, True, at.now),
    learning=MYSELF,
)
STUDY.row(
    "learning.take_quiz.own_attempt",
    "Membuka, mengerjakan, dan mengumpulkan sebuah percobaan kuis",
    PEOPLE,
    lambda at: at.reading(lambda found, viewer=at.viewer: take_quiz.own_attempt(found, viewer, at.of_person("buka"))),
    learning=MYSELF,
)
UNDERSTANDING.row(
    "understanding.sureness.sureness_report",
    "Melihat pemahaman sebuah unit",
    AGENCIES,
    lambda at: sureness.sureness_report(at.database, at.courseware, at.scope, WHOLE, at.agency),
    supervisor=SUBTREE,
)
UNDERSTANDING.row(
    "understanding.sureness.sureness_report#penugasan",
    "Melihat pemahaman atas sebuah penugasan",
    AGENCIES,
    lambda at: sureness.sureness_report(
        at.database, at.courseware, at.scope, at.of_agency("tugas"), at.scope.agency_id
    ),
    supervisor=REACHED,
)
