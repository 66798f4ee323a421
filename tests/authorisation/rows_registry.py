"""Rows of the matrix: the agency tree and people; an administrator's alone."""

from __future__ import annotations

from actions import deeds
from actions.registry import (
    administrators,
    agencies,
    agency_changes,
    agency_directory,
    agency_import,
    agency_preview,
    directory,
    people,
    person,
    person_sheet,
    roster,
    roster_writing,
)
from actions.registry.agency_changes import NewAgency
from actions.registry.directory import DirectoryQuery
from actions.registry.people import Occasion
from actions.registry.person import NewPerson, NewPost
from actions.registry.roster import Consent, RosterOptions
from people.access import console_operator
from people.registry.person_changes import Leave, Move
from tests.authorisation.cell import Cell
from tests.authorisation.row import AGENCIES, OTHERS, PEOPLE, SITE, Table
from tests.authorisation.world import TODAY
from tests.people import rosters

DAY = TODAY.isoformat()
NEW = NewAgency("K-BARU", "Unit Baru", "unit")
AGENCY_FILE = b"Kode Unit;Nama Unit;Jenis Unit;Kode Induk\nK-LAGI;Unit Lagi;Unit;K-DINAS\n"
OPTIONS = RosterOptions(TODAY, TODAY, is_complete=False)

TREE = Table("Pohon instansi")
_ = TREE.row
_(
    "registry.agency_directory.look_at",
    "Melihat sebuah unit dan isinya",
    AGENCIES,
    lambda at: agency_directory.look_at(at.database, at.operator, TODAY, at.agency),
    administrator=AGENCIES,
)
_(
    "registry.agency_directory.search",
    "Mencari unit pada seluruh pohon",
    SITE,
    lambda at: agency_directory.search(at.database, at.operator, "Merpati"),
    administrator=SITE,
)
_(
    "registry.directory.units",
    "Mencari unit pada seluruh pohon",
    SITE,
    lambda at: directory.units(at.database, at.operator),
    administrator=SITE,
)
_(
    "registry.agency_import.current_rows",
    "Mengunduh dan mengimpor pohon instansi",
    SITE,
    lambda at: agency_import.current_rows(at.database, at.operator),
    administrator=SITE,
)
_(
    "registry.agency_import.preview_agencies",
    "Mengunduh dan mengimpor pohon instansi",
    SITE,
    lambda at: agency_import.preview_agencies(at.database, at.change, AGENCY_FILE),
    administrator=SITE,
)
_(
    "registry.agency_import.import_agencies",
    "Mengunduh dan mengimpor pohon instansi",
    SITE,
    lambda at: agency_import.import_agencies(at.database, at.change, AGENCY_FILE),
    administrator=SITE,
)
_CHANGING = "Membuka, mengubah, memindahkan, menggabungkan, memecah, dan menutup unit"
_(
    "registry.agencies.carry_out",
    _CHANGING,
    AGENCIES,
    lambda at: agencies.carry_out(at.database, at.change, agencies.Rename(at.agency, "Nama Lain")),
    administrator=AGENCIES,
)
_(
    "registry.agencies.carry_out_within",
    _CHANGING,
    AGENCIES,
    lambda at: at.within(
        lambda doing: agencies.carry_out_within(doing, at.change, agencies.Rename(at.agency, "Nama Lain"))
    ),
    administrator=AGENCIES,
)
_(
    "registry.agency_changes.open_within",
    _CHANGING,
    AGENCIES,
    lambda at: at.within(lambda doing: agency_changes.open_within(doing, at.change, NEW, at.agency)),
    administrator=AGENCIES,
)
_(
    "registry.agency_changes.rename_within",
    _CHANGING,
    AGENCIES,
    lambda at: at.within(lambda doing: agency_changes.rename_within(doing, at.change, at.agency, "Nama Lain")),
    administrator=AGENCIES,
)
_(
    "registry.agency_changes.move_within",
    _CHANGING,
    AGENCIES,
    lambda at: at.within(lambda doing: agency_changes.move_within(doing, at.change, at.of_agency("kosong"), None)),
    administrator=AGENCIES,
)
_(
    "registry.agency_changes.merge_within",
    _CHANGING,
    AGENCIES,
    lambda at: at.within(
        lambda doing: agency_changes.merge_within(doing, at.change, at.of_agency("kosong"), at.agency)
    ),
    administrator=AGENCIES,
)
_(
    "registry.agency_changes.split_within",
    _CHANGING,
    AGENCIES,
    lambda at: at.within(lambda doing: agency_changes.split_within(doing, at.change, at.of_agency("kosong"), [NEW])),
    administrator=AGENCIES,
)
_(
    "registry.agency_changes.close_within",
    _CHANGING,
    AGENCIES,
    lambda at: at.within(lambda doing: agency_changes.close_within(doing, at.change, at.of_agency("kosong"))),
    administrator=AGENCIES,
)
_(
    "registry.agency_preview.preview",
    _CHANGING,
    AGENCIES,
    lambda at: agency_preview.preview(at.database, at.change, agencies.Rename(at.agency, "Nama Lain")),
    administrator=AGENCIES,
)

REGISTRY = Table("Pegawai")
_ = REGISTRY.row
_(
    "registry.directory.list_people",
    "Melihat dan mencari pegawai",
    SITE,
    lambda at: directory.list_people(at.database, at.operator, DirectoryQuery("kenari")),
    administrator=SITE,
)
_(
    "registry.directory.ids_found",
    "Melihat dan mencari pegawai",
    SITE,
    lambda at: directory.ids_found(at.database, at.operator, DirectoryQuery("kenari"), 10),
    administrator=SITE,
)
_(
    "registry.person_sheet.person_sheet",
    "Membuka lembar seorang pegawai",
    PEOPLE,
    lambda at: person_sheet.person_sheet(at.database, at.operator, at.person, at.now),
    administrator=PEOPLE,
)
_(
    "registry.person.add_person",
    "Menambah pegawai pada sebuah unit",
    AGENCIES,
    lambda at: person.add_person(
        at.database, at.occasion, NewPerson("Sari Dewi", "pns", rosters.nip(900), at.agency, DAY)
    ),
    administrator=AGENCIES,
)
_CORRECTING = "Memperbaiki, memindahkan, dan memberhentikan seorang pegawai"
_(
    "registry.person.correct_person",
    _CORRECTING,
    PEOPLE,
    lambda at: person.correct_person(at.database, at.occasion, at.person, "Nama Lain", ""),
    administrator=PEOPLE,
)
_(
    "registry.person.change_employment",
    _CORRECTING,
    PEOPLE,
    lambda at: person.change_employment(at.database, at.occasion, at.person, "cpns", DAY),
    administrator=PEOPLE,
)
_("registry.person.come_back", _CORRECTING, OTHERS, lambda at: gone_and_back(at), administrator=OTHERS)
_(
    "registry.person.begin_post",
    _CORRECTING,
    PEOPLE,
    lambda at: person.begin_post(at.database, at.occasion, at.person, NewPost(at.agency, "plt", "Kepala Baru", DAY)),
    administrator=PEOPLE,
)
_(
    "registry.person.end_post",
    _CORRECTING,
    PEOPLE,
    lambda at: person.end_post(at.database, at.occasion, at.of_person("jabatan"), DAY),
    administrator=PEOPLE,
)
_(
    "registry.people.preview",
    _CORRECTING,
    PEOPLE,
    lambda at: people.preview(at.database, at.operator, Move("dinas2", DAY), [at.person], TODAY),
    administrator=PEOPLE,
)
_(
    "registry.people.carry_out",
    _CORRECTING,
    PEOPLE,
    lambda at: people.carry_out(at.database, at.occasion, Move("dinas2", DAY), [at.person]),
    administrator=PEOPLE,
)
_("registry.people.person_deed", "Memulai perubahan tentang pegawai", SITE, lambda at: begun(at), administrator=SITE)
_(
    "registry.administrators.require_still_administrator",
    "Memulai perubahan tentang pegawai",
    SITE,
    lambda at: at.reading(lambda found, by=at.operator: administrators.require_still_administrator(found, by)),
    administrator=SITE,
)
_("deeds.deed", "Membatalkan perubahan", SITE, lambda at: at.within(lambda doing: doing.batch_id), administrator=SITE)
_(
    "deeds.take_back",
    "Membatalkan perubahan",
    SITE,
    lambda at: deeds.take_back(at.database, at.operator, at.batch_id, at.now),
    administrator=SITE,
)
_("registry.roster.preview_roster", "Mengimpor daftar pegawai", SITE, lambda at: looked_at(at), administrator=SITE)
_(
    "registry.roster.apply_roster",
    "Mengimpor daftar pegawai",
    SITE,
    lambda at: roster.apply_roster(at.database, at.operator, "produksi", looked_at(at), Consent(), at.now),
    administrator=SITE,
)
_(
    "registry.roster_writing.write_plan",
    "Mengimpor daftar pegawai",
    SITE,
    lambda at: at.within(
        lambda doing: roster_writing.write_plan(doing, looked_at(at).plan, DAY, "", lambda step, done, total: None)
    ),
    administrator=SITE,
)


def gone_and_back(at: Cell) -> object:
    """Whoever is to come back must have left; the viewer's proof comes first, so that a refusal changes nothing."""
    occasion = at.occasion
    people.carry_out(at.database, Occasion(console_operator(), at.now, TODAY), Leave(DAY), [at.person])
    return person.come_back(at.database, occasion, at.person, at.agency, "pns", DAY)


def begun(at: Cell) -> object:
    with people.person_deed(at.database, at.occasion) as doing:
        return doing.batch_id


def looked_at(at: Cell) -> roster.RosterPreview:
    row = rosters.person(rosters.nip(901), unit="K-DINAS")
    return roster.preview_roster(at.database, at.operator, "produksi", rosters.as_csv(rosters.lines([row])), OPTIONS)
