"""Rows of the matrix: whether quizzes treat groups and forms alike."""

from __future__ import annotations

from actions.authoring import fairness
from tests.authorisation.row import AGENCIES, REACHED, SITE, Table

FAIRNESS = Table("Keadilan kuis")
_ = FAIRNESS.row
_(
    "authoring.fairness.fairness",
    "Melihat apakah kuis adil bagi kelompok dan bentuk, tanpa nama",
    SITE,
    lambda at: fairness.fairness(at.database, at.courseware, at.viewer, "kuis"),
    author=SITE,
    administrator=SITE,
)
_(
    "authoring.fairness.forms_of_quiz",
    "Melihat apakah kuis adil bagi kelompok dan bentuk, tanpa nama",
    SITE,
    lambda at: fairness.forms_of_quiz(at.database, at.courseware, at.viewer, "kuis"),
    author=SITE,
    administrator=SITE,
)

FORMS = Table("Bentuk soal", is_supervised=True)
FORMS.row(
    "authoring.fairness.forms_of_assignment",
    "Melihat apakah kedua bentuk pascauji setara",
    AGENCIES,
    lambda at: fairness.forms_of_assignment(at.database, at.courseware, at.scope, at.of_agency("tugas")),
    supervisor=REACHED,
)
