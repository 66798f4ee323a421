"""Reports for all agencies into one folder: nobody is forgotten, nobody's failure costs another, nothing is half written."""

from __future__ import annotations

import csv
import io
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from actions.reports.file_names import report_name
from actions.reports.hand_over import (
    INDEX,
    ChooseAssignment,
    FolderRefused,
    assignment_to_report,
    hand_over,
)
from actions.reports.makers import MAKERS, Maker
from actions.reports.pdf import pdf_report
from actions.reports.report_file import ReportFile
from cli import app
from people.access import console_operator, console_scope, operator_of
from people.errors import NotAllowed, NotFound
from people.models import Viewer
from store.database import Database
from tests.analytics.region import ASSIGNMENT, make_region
from tests.builders import NOW, shipped_courseware
from tests.reports.paper import pages

ADMIN = Viewer("admin", "Admin", "administrator", "pns", "prov", "Provinsi Contoh", False)
CALLED: list[str] = []


def name_only(database, courseware, scope, assignment_id, agency_id, *, now) -> ReportFile:
    """A report that takes no time."""
    CALLED.append(agency_id)
    return ReportFile("laporan.txt", "text/plain", f"{agency_id} {now:%H.%M}".encode())


def stumbling(*asked, now) -> ReportFile:
    if asked[-1] == "d02":
        raise ValueError("198501012010011001")
    if asked[-1] == "d03":
        raise NotFound("Rumus itu", "Pilih yang lain.")
    return name_only(*asked, now=now)


QUICK = Maker("txt", "txt", "Teks", "Cepat.", name_only)


@pytest.fixture(scope="module")
def courseware():
    return shipped_courseware()


@pytest.fixture
def region(tmp_path, courseware) -> Database:
    CALLED.clear()
    return make_region(tmp_path / "netral.sqlite", courseware, offices=5)


def run(region, courseware, folder: Path, maker: Maker = QUICK, **more):
    more = {"now": NOW} | more
    return hand_over(region, courseware, console_operator(), [maker], ASSIGNMENT, folder, **more)


def index(folder: Path) -> list[list[str]]:
    text = (folder / INDEX).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_every_office_of_the_tree_gets_one_and_the_index_lists_them(region, courseware, tmp_path):
    seen: list[tuple[int, int]] = []
    made = run(region, courseware, tmp_path / "a" / "b", show=lambda done, total: seen.append((done, total)))
    assert CALLED == ["prov", "d00", "d01", "d02", "d03", "d04"]
    files = {path.name for path in (tmp_path / "a" / "b").iterdir()}
    assert files == {one.file for one in made} | {INDEX}
    assert [row[2] for row in index(tmp_path / "a" / "b")[1:]] == [one.file for one in made]
    assert seen[0] == (0, 6) and seen[-1] == (6, 6)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a" / "b").iterdir()} == {0o600}


def test_one_agency_may_be_a_unit_too(region, courseware, tmp_path):
    (made,) = run(region, courseware, tmp_path / "satu", agency_id="d01-u0")
    assert made.state == "made" and CALLED == ["d01-u0"]


def test_what_is_there_stays_until_it_is_to_be_replaced_or_the_day_is_over(region, courseware, tmp_path):
    folder = tmp_path / "laporan"
    first = run(region, courseware, folder)
    (folder / first[2].file).unlink()
    later = NOW + timedelta(minutes=5)
    again = run(region, courseware, folder, now=later)
    assert [one.state for one in again] == ["kept", "kept", "made", "kept", "kept", "kept"]
    assert (folder / first[0].file).read_text() == "prov 03.00"
    assert {row[3] for row in index(folder)[1:]} == {"dibuat", "sudah ada"}
    assert {one.state for one in run(region, courseware, folder, overwrite=True, now=later)} == {"made"}
    assert (folder / first[0].file).read_text() == "prov 03.05"
    assert {one.state for one in run(region, courseware, folder, now=NOW + timedelta(days=1))} == {"made"}


def test_a_run_that_is_cut_short_leaves_whole_files_and_goes_on_where_it_stopped(region, courseware, tmp_path):
    folder = tmp_path / "laporan"

    def stop(*asked, now):
        if len(CALLED) == 3:
            raise KeyboardInterrupt
        return name_only(*asked, now=now)

    with pytest.raises(KeyboardInterrupt):
        run(region, courseware, folder, Maker("txt", "txt", "", "", stop))
    assert len(index(folder)) == 4 and not list(folder.glob(".*"))
    assert [one.state for one in run(region, courseware, folder)].count("made") == 3


def test_whoever_fails_is_told_of_and_the_others_get_theirs(region, courseware, tmp_path):
    folder = tmp_path / "laporan"
    made = run(region, courseware, folder, Maker("txt", "txt", "", "", stumbling))
    assert [one.state for one in made] == ["made", "made", "made", "failed", "failed", "made"]
    why = [one.why for one in made if one.state == "failed"]
    assert "ValueError" in why[0] and why[1] == "Rumus itu tidak ditemukan. Pilih yang lain."
    assert "198501012010011001" not in (folder / INDEX).read_text()
    assert [row[2] for row in index(folder)[1:] if row[3] == "gagal"] == ["–", "–"]
    assert len(list(folder.iterdir())) == 5


def test_two_agencies_of_one_name_do_not_overwrite_each_other(region, courseware, tmp_path):
    with region.write() as connection:
        connection.execute("UPDATE agency SET name = 'Kantor?' WHERE id IN ('d01', 'd02')")
        connection.execute("UPDATE agency SET name = 'KANTOR' WHERE id = 'd03'")
    made = run(region, courseware, tmp_path / "laporan")
    assert len({one.file for one in made}) == 6
    assert [one.file for one in made if "kantor" in one.file] == [
        f"netral-laporan-kantor-{agency_id}-2026-11-22.txt" for agency_id in ("d01", "d02", "d03")
    ]


@given(st.text(max_size=300), st.text(max_size=50))
def test_any_name_becomes_a_file_name_that_windows_keeps(agency, tell_apart):
    name = report_name(agency, NOW.date(), "pdf", tell_apart)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") and len(name) < 160
    assert name.startswith("netral-laporan-") and name.endswith("-2026-11-22.pdf") and "--" not in name


def test_a_run_is_in_the_audit_trail_without_names_of_people(region, courseware, tmp_path):
    run(region, courseware, tmp_path / "laporan")
    with region.read() as connection:
        rows = connection.execute(
            "SELECT actor, subject_kind, subject_id, after FROM audit_entry WHERE action = 'report.make'"
        ).fetchall()
    assert [tuple(row) for row in rows] == [("konsol", "assignment", ASSIGNMENT, '{"formats":["txt"],"reports":6}')]


def test_only_the_console_reads_the_whole_site(region, courseware, tmp_path):
    operator = operator_of(ADMIN)
    with pytest.raises(NotAllowed):
        hand_over(region, courseware, operator, [QUICK], ASSIGNMENT, tmp_path / "laporan", now=NOW)
    with pytest.raises(NotAllowed):
        console_scope(operator, "prov", "prov/")
    with pytest.raises(NotAllowed):
        assignment_to_report(region, operator, None)
    assert not (tmp_path / "laporan").exists()
    assert console_scope(console_operator(), "prov", "prov/").sees_numbers is False


def test_the_assignment_may_stay_unsaid_only_while_there_is_one(region, courseware, tmp_path):
    operator = console_operator()
    assert assignment_to_report(region, operator, None) == ASSIGNMENT
    with pytest.raises(NotFound):
        assignment_to_report(region, operator, "lain")
    with region.write() as connection:
        connection.execute(
            "INSERT INTO assignment SELECT 'kedua', course_id, 'Yang kedua', opens_on, due_on FROM assignment"
        )
    with pytest.raises(ChooseAssignment) as refused:
        assignment_to_report(region, operator, None)
    assert "kedua  Yang kedua" in refused.value.what_to_do
    with pytest.raises(NotFound):  # it is for nobody yet
        hand_over(region, courseware, operator, [QUICK], "kedua", tmp_path / "laporan", now=NOW)


def test_a_folder_that_cannot_be_is_refused_before_anything_is_made(region, courseware, tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(FolderRefused):
        run(region, courseware, tmp_path / "berkas" / "laporan")
    assert CALLED == []


def test_a_head_and_the_console_get_the_same_figures_of_an_office(region, courseware, tmp_path):
    """Comprehension and people are hidden over the whole tree, whoever asks."""
    from tests.reports.paper import scope_of

    (made,) = run(region, courseware, tmp_path / "laporan", MAKERS["pdf"], agency_id="d01")
    console = pages((tmp_path / "laporan" / made.file).read_bytes())
    own = pages(pdf_report(region, courseware, scope_of(region, "d01"), ASSIGNMENT, "d01", now=NOW).data)
    assert console[:2] == own[:2]


# --- The command ----------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path, courseware, monkeypatch) -> Path:
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    make_region(tmp_path / "netral.sqlite", courseware, offices=3).close()
    return tmp_path


def test_the_command_makes_pdfs_and_says_where_the_list_is(site):
    done = CliRunner().invoke(app, ["report", "-o", str(site / "laporan")])
    assert done.exit_code == 0 and "4 dibuat, 0 sudah ada, 0 gagal" in done.stdout
    assert len(list((site / "laporan").glob("*.pdf"))) == 4
    one = CliRunner().invoke(app, ["report", "-o", str(site / "satu"), "--unit", "d01-u0", "--format", "pdf"])
    assert one.exit_code == 0 and len(list((site / "satu").glob("*.pdf"))) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "gambar"], "gambar"),
        (["--penugasan", "lain"], "Penugasan itu tidak ditemukan."),
        (["--unit", "lain"], "Unit dengan kode 'lain' tidak ditemukan."),
    ],
)
def test_a_strange_wish_is_refused_in_a_sentence(site, arguments, words):
    done = CliRunner().invoke(app, ["report", "-o", str(site / "laporan"), *arguments])
    assert done.exit_code != 0 and words in done.stderr and "Traceback" not in done.stderr
    assert not (site / "laporan").exists()
