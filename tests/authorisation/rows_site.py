"""Rows of the matrix: personal data, mail, the audit trail, evidence and what the items tell."""

from __future__ import annotations

from datetime import timedelta

from actions.auditing import audit_trail, evidence, evidence_check
from actions.auditing.audit_trail import TrailQuery
from actions.authoring import item_review
from actions.mail import outbox, post
from actions.privacy import breach, data_rights, erasure, retention
from actions.privacy.erasure import WORD
from people.privacy.breach import BreachQuestion
from people.privacy.retention import RULES
from store.mail.outbox_lists import Filter
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, OTHERS, PEOPLE, SITE, Table
from tests.authorisation.world import LATER, NOW

ALL = TrailQuery("Asia/Makassar")
WAITING = Filter(state="waiting")

PRIVACY = Table("Data pribadi")
_ = PRIVACY.row
_(
    "privacy.data_rights.list_requests",
    "Melihat permohonan semua orang",
    SITE,
    lambda at: data_rights.list_requests(at.database, at.operator),
    administrator=SITE,
)
_(
    "privacy.data_rights.find_file",
    "Membuka data pribadi seseorang dan menjawab permohonannya",
    PEOPLE,
    lambda at: data_rights.find_file(at.database, at.operator, at.person),
    administrator=PEOPLE,
)
_(
    "privacy.data_rights.answer",
    "Membuka data pribadi seseorang dan menjawab permohonannya",
    PEOPLE,
    lambda at: data_rights.answer(at.database, at.operator, at.of_person("minta"), "done", "Sudah", at.now),
    administrator=PEOPLE,
)
_(
    "privacy.data_rights.restrict",
    "Memperbaiki, membatasi, dan memulihkan pemakaian data seseorang",
    PEOPLE,
    lambda at: data_rights.restrict(at.database, at.operator, at.person, at.now),
    administrator=PEOPLE,
)
_(
    "privacy.data_rights.lift_restriction",
    "Memperbaiki, membatasi, dan memulihkan pemakaian data seseorang",
    PEOPLE,
    lambda at: data_rights.lift_restriction(at.database, at.operator, at.person, at.now),
    administrator=PEOPLE,
)
_(
    "privacy.erasure.erasure_preview",
    "Melihat apa yang hilang bila identitas seseorang dihapus",
    PEOPLE,
    lambda at: erasure.erasure_preview(at.database, at.operator, at.person),
    administrator=PEOPLE,
)
_(
    "privacy.erasure.erase",
    "Menghapus identitas seseorang",
    PEOPLE,
    lambda at: erasure.erase(at.database, at.operator, at.person, WORD, at.now),
    administrator=OTHERS,
)
_(
    "privacy.erasure.erase_many",
    "Menghapus identitas seseorang",
    PEOPLE,
    lambda at: erasure.erase_many(at.database, at.operator, lambda _: [at.person], at.now),
    administrator=OTHERS,
)
_(
    "privacy.retention.preview_retention",
    "Menjalankan masa simpan data",
    SITE,
    lambda at: retention.preview_retention(at.database, at.operator, RULES, at.now),
    administrator=SITE,
)
_(
    "privacy.retention.apply_retention",
    "Menjalankan masa simpan data",
    SITE,
    lambda at: retention.apply_retention(at.database, at.operator, RULES, WORD, at.now),
    administrator=SITE,
)
_(
    "privacy.breach.agency_id_of",
    "Menghitung jangkauan kebocoran data",
    AGENCIES,
    lambda at: breach.agency_id_of(at.database, at.operator, at.unit_code),
    administrator=AGENCIES,
)
_(
    "privacy.breach.breach_scope",
    "Menghitung jangkauan kebocoran data",
    AGENCIES,
    lambda at: breach.breach_scope(at.database, at.operator, leaked(at), at.now),
    administrator=AGENCIES,
)

MAIL = Table("Surat keluar")
_ = MAIL.row
_(
    "mail.outbox.overview",
    "Melihat keadaan dan daftar surat keluar",
    SITE,
    lambda at: outbox.overview(at.database, at.postmaster, at.now),
    administrator=SITE,
)
_(
    "mail.outbox.list_messages",
    "Melihat keadaan dan daftar surat keluar",
    SITE,
    lambda at: outbox.list_messages(at.database, at.postmaster, Filter()),
    administrator=SITE,
)
_(
    "mail.outbox.details",
    "Membuka, mengirim lagi, dan membatalkan surat kepada seseorang",
    PEOPLE,
    lambda at: outbox.details(at.database, at.postmaster, at.of_person("surat"), at.now),
    administrator=PEOPLE,
)
_(
    "mail.outbox.decide",
    "Membuka, mengirim lagi, dan membatalkan surat kepada seseorang",
    PEOPLE,
    lambda at: outbox.decide(at.database, at.postmaster, at.of_person("surat"), "cancel", at.now),
    administrator=PEOPLE,
)
_(
    "mail.outbox.count_decidable",
    "Melihat keadaan dan daftar surat keluar",
    SITE,
    lambda at: outbox.count_decidable(at.database, at.postmaster, WAITING, "cancel", at.now),
    administrator=SITE,
)
_(
    "mail.outbox.decide_all",
    "Mengirim lagi atau membatalkan sebuah daftar surat",
    SITE,
    lambda at: outbox.decide_all(at.database, at.postmaster, WAITING, "cancel", at.now),
    administrator=SITE,
)
_(
    "mail.post.send_test",
    "Mengirim surat percobaan kepada diri sendiri",
    SITE,
    lambda at: post.send_test(at.database, at.settings, at.postmaster, at.now),
    administrator=SITE,
)
_(
    "mail.post.count_activations",
    "Mengirim surat aktivasi kepada sebuah unit",
    AGENCIES,
    lambda at: post.count_activations(at.database, at.postmaster, at.unit_code),
    administrator=AGENCIES,
)
_(
    "mail.post.send_activations",
    "Mengirim surat aktivasi kepada sebuah unit",
    AGENCIES,
    lambda at: post.send_activations(at.database, at.settings, at.postmaster, at.unit_code, at.now),
    administrator=AGENCIES,
)

WATCH = Table("Jejak audit, bukti, dan mutu soal")
_ = WATCH.row
_(
    "auditing.audit_trail.trail_page",
    "Melihat dan mengunduh jejak audit",
    SITE,
    lambda at: audit_trail.trail_page(at.database, at.viewer, ALL),
    administrator=SITE,
)
_(
    "auditing.audit_trail.trail_csv",
    "Melihat dan mengunduh jejak audit",
    SITE,
    lambda at: audit_trail.trail_csv(at.database, at.viewer, ALL),
    administrator=SITE,
)
_(
    "auditing.audit_trail.trail_xlsx",
    "Melihat dan mengunduh jejak audit",
    SITE,
    lambda at: audit_trail.trail_xlsx(at.database, at.viewer, ALL),
    administrator=SITE,
)
_(
    "auditing.evidence.assignment_counts",
    "Melihat bukti tanpa nama dan keputusan",
    SITE,
    lambda at: evidence.assignment_counts(at.database, at.viewer),
    auditor=SITE,
)
_(
    "auditing.evidence.decisions",
    "Melihat bukti tanpa nama dan keputusan",
    SITE,
    lambda at: evidence.decisions(at.database, at.viewer),
    auditor=SITE,
)
_(
    "auditing.evidence.evidence_page",
    "Melihat dan mengunduh bukti tanpa nama dari penugasan sebuah unit",
    AGENCIES,
    lambda at: evidence.evidence_page(at.database, at.viewer, at.of_agency("tugas")),
    auditor=AGENCIES,
)
_(
    "auditing.evidence.evidence_csv",
    "Melihat dan mengunduh bukti tanpa nama dari penugasan sebuah unit",
    AGENCIES,
    lambda at: evidence.evidence_csv(at.database, at.viewer, at.of_agency("tugas")),
    auditor=AGENCIES,
)
_(
    "auditing.evidence.evidence_xlsx",
    "Melihat dan mengunduh bukti tanpa nama dari penugasan sebuah unit",
    AGENCIES,
    lambda at: evidence.evidence_xlsx(at.database, at.viewer, at.of_agency("tugas")),
    auditor=AGENCIES,
)
_(
    "auditing.evidence_check.check_evidence",
    "Memeriksa keutuhan bukti",
    SITE,
    lambda at: evidence_check.check_evidence(at.database, at.viewer, lambda *_: None),
    auditor=SITE,
)
_(
    "authoring.item_review.reviewable_quizzes",
    "Melihat mutu soal, tanpa nama",
    SITE,
    lambda at: item_review.reviewable_quizzes(at.database, at.courseware, at.viewer),
    author=SITE,
    administrator=SITE,
)
_(
    "authoring.item_review.review_quiz",
    "Melihat mutu soal, tanpa nama",
    SITE,
    lambda at: item_review.review_quiz(at.database, at.courseware, at.viewer, "kuis"),
    author=SITE,
    administrator=SITE,
)


def leaked(at: Cell) -> BreachQuestion:
    return BreachQuestion("list", NOW - timedelta(days=2), LATER, LATER, agency_id=at.agency)
