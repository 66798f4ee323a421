"""Rows of the matrix: roles, accounts and supervised subtrees; an administrator's alone."""

from __future__ import annotations

from datetime import date

from actions.registry import supervision
from actions.signing_in import accounts, second_factor, slips
from tests.authorisation.row import AGENCIES, OTHERS, PEOPLE, Table
from tests.authorisation.world import TODAY

DAY = TODAY.isoformat()

ACCOUNTS = Table("Akun, peran, dan wilayah penyelia")
_ = ACCOUNTS.row
_(
    "signing_in.accounts.find_person_id",
    "Memberi kode masuk kepada seorang pegawai",
    PEOPLE,
    lambda at: accounts.find_person_id(at.database, at.viewer, at.number),
    administrator=PEOPLE,
)
_(
    "signing_in.accounts.issue_code",
    "Memberi kode masuk kepada seorang pegawai",
    PEOPLE,
    lambda at: accounts.issue_code(at.database, at.viewer, at.number, at.now),
    administrator=PEOPLE,
)
_(
    "signing_in.accounts.issue_code_to",
    "Memberi kode masuk kepada seorang pegawai",
    PEOPLE,
    lambda at: accounts.issue_code_to(at.database, at.viewer, at.person, at.now),
    administrator=PEOPLE,
)
_(
    "signing_in.second_factor.drop_second_factor",
    "Menghapus kode kedua seorang pegawai",
    PEOPLE,
    lambda at: second_factor.drop_second_factor(at.database, at.viewer, at.person, at.now),
    administrator=PEOPLE,
)
_(
    "signing_in.accounts.set_disabled",
    "Menutup akun dan mengakhiri sesi seorang pegawai",
    PEOPLE,
    lambda at: accounts.set_disabled(at.database, at.viewer, at.person, True, at.now),
    administrator=OTHERS,
)
_(
    "signing_in.accounts.end_sessions",
    "Menutup akun dan mengakhiri sesi seorang pegawai",
    PEOPLE,
    lambda at: accounts.end_sessions(at.database, at.viewer, at.person, at.now),
    administrator=OTHERS,
)
_(
    "signing_in.slips.count_newcomers",
    "Mencetak slip aktivasi sebuah unit",
    AGENCIES,
    lambda at: slips.count_newcomers(at.database, at.operator, at.agency),
    administrator=AGENCIES,
)
_(
    "signing_in.slips.make_slips_of",
    "Mencetak slip aktivasi sebuah unit",
    AGENCIES,
    lambda at: slips.make_slips_of(at.database, at.operator, at.agency, at.now),
    administrator=AGENCIES,
)
_(
    "signing_in.slips.make_slips",
    "Mencetak slip aktivasi sebuah unit",
    AGENCIES,
    lambda at: slips.make_slips(at.database, at.operator, at.unit_code, at.now),
    administrator=AGENCIES,
)
_(
    "registry.supervision.supervision_sheet",
    "Memberi dan mengakhiri wilayah penyelia",
    PEOPLE,
    lambda at: supervision.supervision_sheet(at.database, at.operator, at.person, TODAY),
    administrator=PEOPLE,
)
_(
    "registry.supervision.grant_supervision",
    "Memberi dan mengakhiri wilayah penyelia",
    AGENCIES,
    lambda at: supervision.grant_supervision(
        at.database, at.operator, "orang-dinas", (at.agency,), TODAY, TODAY, at.now
    ),
    administrator=AGENCIES,
)
_(
    "registry.supervision.end_supervision",
    "Memberi dan mengakhiri wilayah penyelia",
    OTHERS,
    lambda at: supervision.end_supervision(
        at.database, at.operator, f"wilayah-{at.person}-{at.thing}", date(2030, 1, 15), at.now
    ),
    administrator=OTHERS,
)
