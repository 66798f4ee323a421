"""Rows of what follows an assignment: who has not finished, excuses, letters to heads."""

from __future__ import annotations

from actions.assigning import excuses, standings
from actions.mail import digests, mail_plans
from people.assigning.assignment_rules import Exemption
from people.mail.mail_times import MailPlan
from store.assigning.assignment_rules import Accommodation, find_given
from tests.authorisation.cell import SELF, Cell
from tests.authorisation.row import AGENCIES, OTHERS, PEOPLE, SITE, SUBTREE
from tests.authorisation.rows_assigning import ASSIGNING
from tests.authorisation.rows_supervision import WHOLE

_EXEMPT = Exemption("leave", "Sakit", "SK 1", "2026-11-20", "2026-11-21")
_EXTRA = Accommodation(10, 1, "Rabun", "SK 2")

_ = ASSIGNING.row
_(
    "assigning.standings.standings_of",
    "Menghitung keadaan di wilayahnya sendiri",
    SITE,
    lambda at: standing(at, standings.standings_of),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "assigning.standings.unfinished_by_name",
    "Menghitung keadaan di wilayahnya sendiri",
    SITE,
    lambda at: standing(at, standings.unfinished_by_name),
    supervisor=SITE,
    administrator=SITE,
)
_(
    "assigning.excuses.person_sheets",
    "Mengecualikan seseorang atau memberinya tambahan waktu",
    PEOPLE,
    lambda at: excuses.person_sheets(at.database, at.by, at.of_agency("tugas"), [at.person], at.now),
    supervisor=SUBTREE,
    administrator=PEOPLE,
)
_(
    "assigning.excuses.exempt_all",
    "Mengecualikan orang lain atau memberinya tambahan waktu",
    PEOPLE,
    lambda at: excuses.exempt_all(at.database, at.by, at.of_agency("tugas"), [at.person], _EXEMPT, at.now),
    supervisor=SUBTREE - {SELF},
    administrator=OTHERS,
)
_(
    "assigning.excuses.accommodate_all",
    "Mengecualikan orang lain atau memberinya tambahan waktu",
    PEOPLE,
    lambda at: excuses.accommodate_all(at.database, at.by, at.of_agency("tugas"), [at.person], _EXTRA, at.now),
    supervisor=SUBTREE - {SELF},
    administrator=OTHERS,
)
_(
    "mail.mail_plans.planned",
    "Menjadwalkan surat kepada pimpinan unit",
    AGENCIES,
    lambda at: mail_plans.planned(at.database, at.settings, at.by, at.of_agency("tugas"), at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "mail.mail_plans.choose_plan",
    "Menjadwalkan surat kepada pimpinan unit",
    AGENCIES,
    lambda at: mail_plans.choose_plan(
        at.database, at.settings, at.by, at.of_agency("tugas"), MailPlan(frozenset({1})), at.now
    ),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)
_(
    "mail.digests.preview_round",
    "Menjadwalkan surat kepada pimpinan unit",
    AGENCIES,
    lambda at: digests.preview_round(at.database, at.courseware, at.settings, at.by, at.of_agency("tugas"), at.now),
    supervisor=SUBTREE,
    administrator=AGENCIES,
)


def standing(at: Cell, ask) -> object:
    scope = at.by.scope
    with at.database.read() as connection:
        given = find_given(connection, WHOLE)
        return ask(connection, scope, given, "kuis", at.now)
