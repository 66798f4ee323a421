"""Rows of the matrix: studying, quizzes, dilemmas, and one's own account and data."""

from __future__ import annotations

from actions.learning import assigned, dilemmas, study, take_quiz
from actions.privacy import data_rights, own_data
from actions.signing_in import accounts, my_sessions
from tests.actions.office import NEW_PASSWORD, PASSWORD
from tests.authorisation.cell import Cell
from tests.authorisation.row import MYSELF, PEOPLE, SITE, Table

STUDY = Table("Belajar")
_ = STUDY.row
_(
    "learning.study.course_progress",
    "Melihat kursus dan kemajuan sendiri",
    SITE,
    lambda at: study.course_progress(at.database, at.courseware, at.viewer, at.now),
    learning=SITE,
)
_(
    "learning.study.lessons_progress",
    "Melihat kursus dan kemajuan sendiri",
    SITE,
    lambda at: study.lessons_progress(at.database, at.courseware, at.viewer),
    learning=SITE,
)
_(
    "learning.study.sections_done",
    "Melihat kursus dan kemajuan sendiri",
    SITE,
    lambda at: study.sections_done(at.database, at.viewer, "dasar"),
    learning=SITE,
)
_(
    "learning.study.mark_section_done",
    "Menandai materi selesai dibaca",
    SITE,
    lambda at: study.mark_section_done(at.database, at.courseware, at.viewer, "dasar", "awal", at.now),
    learning=SITE,
)
_("learning.assigned.assignment_to_start", "Memulai kuis", SITE, lambda at: assigned_to_start(at), learning=SITE)
_(
    "learning.take_quiz.start_attempt",
    "Memulai kuis",
    SITE,
    lambda at: take_quiz.start_attempt(
        at.database, at.courseware, at.viewer, "kuis", at.now, attempt_id=at.of_person("baru"), seed=1
    ),
    learning=SITE,
)
_(
    "learning.take_quiz.history",
    "Melihat daftar hasil sendiri",
    SITE,
    lambda at: take_quiz.history(at.database, at.viewer),
    learning=SITE,
)
_(
    "learning.take_quiz.view_attempt",
    "Membuka, mengerjakan, dan mengumpulkan sebuah percobaan kuis",
    PEOPLE,
    lambda at: take_quiz.view_attempt(at.database, at.viewer, at.of_person("buka"), at.now),
    learning=MYSELF,
)
_(
    "learning.take_quiz.save_answer",
    "Membuka, mengerjakan, dan mengumpulkan sebuah percobaan kuis",
    PEOPLE,
    lambda at: take_quiz.save_answer(at.database, at.viewer, at.of_person("buka"), 0, None, at.now),
    learning=MYSELF,
)
_(
    "learning.take_quiz.set_flag",
    "Membuka, mengerjakan, dan mengumpulkan sebuah percobaan kuis",
    PEOPLE,
    lambda at: take_quiz.set_flag(at.database, at.viewer, at.of_person("buka"), 0, True),
    learning=MYSELF,
)
_(
    "learning.take_quiz.submit",
    "Membuka, mengerjakan, dan mengumpulkan sebuah percobaan kuis",
    PEOPLE,
    lambda at: take_quiz.submit(at.database, at.viewer, at.of_person("buka"), at.now),
    learning=MYSELF,
)
_(
    "learning.take_quiz.view_result",
    "Melihat hasil dan kunci sebuah percobaan kuis",
    PEOPLE,
    lambda at: take_quiz.view_result(at.database, at.viewer, at.of_person("tutup")),
    learning=MYSELF,
)
_(
    "learning.dilemmas.dilemma_progress",
    "Menjalani dilema",
    SITE,
    lambda at: dilemmas.dilemma_progress(at.database, at.courseware, at.viewer),
    learning=SITE,
)
_(
    "learning.dilemmas.start_run",
    "Menjalani dilema",
    SITE,
    lambda at: dilemmas.start_run(
        at.database, at.courseware, at.viewer, "undangan", at.now, run_id=at.of_person("jalan-baru")
    ),
    learning=SITE,
)
_(
    "learning.dilemmas.find_run",
    "Menjalani dilema",
    SITE,
    lambda at: dilemmas.find_run(at.database, at.viewer, "undangan"),
    learning=SITE,
)
_(
    "learning.dilemmas.view_run",
    "Membuka dan melanjutkan jalan sebuah dilema",
    PEOPLE,
    lambda at: dilemmas.view_run(at.database, at.viewer, at.of_person("jalan")),
    learning=MYSELF,
)
_(
    "learning.dilemmas.make_choice",
    "Membuka dan melanjutkan jalan sebuah dilema",
    PEOPLE,
    lambda at: dilemmas.make_choice(at.database, at.viewer, at.of_person("jalan"), 1, "lapor", at.now),
    learning=MYSELF,
)

OWN_ACCOUNT = Table("Akun dan data sendiri")
_ = OWN_ACCOUNT.row
_(
    "signing_in.accounts.change_password",
    "Mengganti kata sandi sendiri",
    SITE,
    lambda at: accounts.change_password(at.database, at.viewer, at.token, PASSWORD, NEW_PASSWORD, at.now),
    everybody=SITE,
)
_(
    "signing_in.my_sessions.my_sessions",
    "Melihat dan mengakhiri sesi masuk",
    SITE,
    lambda at: my_sessions.my_sessions(at.database, at.viewer, at.token, at.now),
    everybody=SITE,
)
_(
    "signing_in.my_sessions.end_my_other_sessions",
    "Melihat dan mengakhiri sesi masuk",
    SITE,
    lambda at: my_sessions.end_my_other_sessions(at.database, at.viewer, at.token),
    everybody=SITE,
)
_(
    "signing_in.my_sessions.end_my_session",
    "Mengakhiri sebuah sesi masuk",
    PEOPLE,
    lambda at: my_sessions.end_my_session(at.database, at.viewer, at.of_person("sesi")),
    everybody=MYSELF,
)
_(
    "signing_in.my_sessions.my_roles",
    "Melihat dan berganti peran yang dimiliki",
    SITE,
    lambda at: my_sessions.my_roles(at.database, at.viewer),
    everybody=SITE,
)
_(
    "signing_in.my_sessions.change_role",
    "Melihat dan berganti peran yang dimiliki",
    SITE,
    lambda at: my_sessions.change_role(at.database, at.viewer, at.token, "learner", at.now),
    everybody=SITE,
)
_(
    "privacy.own_data.my_data",
    "Melihat dan mengunduh data sendiri",
    SITE,
    lambda at: own_data.my_data(at.database, at.viewer, at.now),
    everybody=SITE,
)
_(
    "privacy.data_rights.ask",
    "Mengajukan permohonan atas data sendiri",
    SITE,
    lambda at: data_rights.ask(
        at.database, at.viewer, "correction", "Mohon diperbaiki", at.now, request_id="minta-baru"
    ),
    everybody=SITE,
)
_(
    "privacy.data_rights.my_requests",
    "Mengajukan permohonan atas data sendiri",
    SITE,
    lambda at: data_rights.my_requests(at.database, at.viewer),
    everybody=SITE,
)


def assigned_to_start(at: Cell) -> object:
    return at.reading(
        lambda connection: assigned.assignment_to_start(connection, at.courseware, at.viewer, "kuis", at.now)
    )
