"""Every number a supervisor or an author sees has a definition within reach, and every definition a number and a proof.

Whoever adds a figure, a table or a measure hears from here what is missing: its line in ``ui.measure_links.SHOWN_WITH``, its
words in ``analytics.measures``, its test in PROOFS.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import astuple
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.items.item_measures import ITEM_MEASURES
from analytics.measures import MEASURES, help_of
from people.assigning.assignment_counts import MEASURE_TITLES
from ui.measure_links import ASKED, SHOWN_WITH, links_beside, measure_links

ROOT = Path(__file__).resolve().parents[2]
DRAWN = {"show_table": 2, "draw": 1}
"""What draws numbers by name -> which argument the name is."""
FIGURES = {*DRAWN, "st.metric", "look.table", "look.facts", "numbers_table", "numbers_facts", "st.plotly_chart"}
NO_MEASURE = {
    "figures.py": "draws what others hand it", "numbers_table.py": "the page above it cites the measures",
    "agency_forms.py": "a preview of a deed", "agency_import_view.py": "a preview of a deed",
    "stage_window_form.py": "a preview of a deed", "new_assignment.py": "a preview of a deed",
    "people_bulk.py": "a preview of a deed", "roster_import.py": "a preview of a deed",
    "supervision_form.py": "names and days", "withdrawal.py": "a preview of a deed", "mail_plan.py": "names and days",
    "outbox_list.py": "letters", "surat.py": "letters", "person_sheet.py": "one person's own record",
    "instansi.py": "the registry", "bukti.py": "evidence, row by row", "privacy_breach.py": "a record of its own kind",
    "privacy_person.py": "one person's own record", "privacy_retention.py": "a preview of a deed",
    "refresher_card.py": "the learner's own result", "report_mail.py": "letters",
    "privacy_requests.py": "one person's own record", "kuis.py": "the rules of a quiz", "peraturan.py": "facts of law", "materi.py": "a lesson",
    "prose.py": "a lesson", "sections.py": "a lesson", "dilemma_sheet.py": "a story", "dilema.py": "a story",
}  # fmt: skip
"""Files that draw tables or facts in which no statistic of people's results stands -> what does."""

PROOFS = {
    "tests/actions/test_funnel.py::test_the_funnel_equals_the_status_over_random_people_rules_moves_and_excuses": (
        "assigned", "started", "finished", "passed",
    ),
    "tests/actions/test_assignment_status.py::test_every_denominator_has_its_people": (
        "targeted", "unfinished", "not_obliged",
    ),
    "tests/analytics/test_comprehension.py::test_the_whole_fit_equals_a_second_computation_by_dense_matrices": (
        "comprehension",
    ),
    "tests/analytics/test_comprehension_truth.py::test_about_nine_in_ten_intervals_hold_the_truth": ("interval",),
    "tests/analytics/test_comprehension.py::test_the_chance_of_being_below_agrees_with_the_interval": ("below_target",),
    "tests/analytics/test_estimates.py::test_groups_never_overlap": ("group",),
    "tests/analytics/test_crossover.py::test_form_effect_and_growth_worked_by_hand": ("gain",),
    "tests/analytics/test_crossover.py::test_normalised_gain_is_the_share_of_the_room_that_was_won": ("room",),
    "tests/analytics/test_crossover.py::test_who_gets_worse_is_told_beside_what_chance_alone_would_do": ("worse",),
    "tests/analytics/test_items.py::test_the_facility_is_the_mean_mark_and_the_worst_wrong_answer_is_named": (
        "facility", "wrong_answer",
    ),
    "tests/analytics/test_choices.py::test_choices_are_added_up_over_the_places_and_kinds_of_the_cell": ("dilemma_choice",),
    "tests/analytics/test_beliefs.py::test_each_cell_tells_of_its_people_or_why_not_whatever_the_order_of_rows": (
        "misconception",
    ),
    "tests/analytics/test_misconceptions.py::test_an_order_is_claimed_only_between_bands_that_do_not_overlap": (
        "common_misconception",
    ),
    "tests/actions/test_over_time.py::test_weeks_begin_on_monday_in_the_zone_of_the_assignment": ("weekly",),
    "tests/actions/test_over_time.py::test_then_and_every_change_come_to_now_over_random_histories": ("since_snapshot",),
    "tests/attack/test_small_groups.py::test_no_few_people_follow_from_all_screens_together": ("withheld",),
    "tests/quizzes/test_attempts.py::test_an_attempt_from_start_to_submission": ("score",),
    "tests/actions/test_funnel_view.py::test_having_read_means_every_section_of_every_lesson": ("studied",),
    "tests/actions/test_topics.py::test_of_an_objective_exactly_the_people_who_met_it_are_told": ("topic_comprehension",),
    "tests/actions/test_then_and_now.py::test_the_frozen_number_stays_while_todays_moves": ("comprehension_then",),
    "tests/actions/test_trends.py::test_every_month_of_the_trend_is_that_months_own_comparison": ("comprehension_by_month",),
    "tests/actions/test_trends.py::test_every_point_is_the_map_of_that_assignment_in_order_of_time": (
        "comprehension_by_assignment",
    ),
    "tests/actions/test_trends.py::test_each_part_grew_as_its_own_page_says": ("gain_of_parts",),
    "tests/analytics/test_forgetting.py::test_items_that_are_easier_are_taken_out": ("forgetting",),
    "tests/analytics/test_sureness.py::test_every_shown_cell_is_the_sum_of_its_people_and_no_hidden_one_follows": (
        "sure_wrong", "sure_belief",
    ),
    "tests/analytics/test_fair_forms.py::test_the_link_finds_how_much_harder_form_b_is": ("forms",),
    "tests/reports/test_tables_file.py::test_no_result_in_a_file_is_of_fewer_than_ten": ("withheld_in_files",),
    "tests/actions/test_item_places.py::test_it_is_the_authors_number_cut_to_one_decimal": ("item_separation",),
    "tests/analytics/test_item_place.py::test_every_item_has_its_region_in_words": ("item_place",),
    "tests/quizzes/test_bank.py::test_a_pass_mark_is_borne_out_by_its_panel": ("panel_cut",),
}  # fmt: skip
"""Test -> the measures it proves. One line for every measure."""


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def screens() -> list[Path]:
    return sorted(path for path in (ROOT / "ui").rglob("*.py"))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def texts(node: ast.AST) -> set[str]:
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def cited(path: Path) -> set[str]:
    """Measures a file names, if it uses a catalogue at all, or draws under a name that stands for measures."""
    names = {alias.name for n in ast.walk(tree_of(path)) if isinstance(n, ast.ImportFrom) for alias in n.names}
    found: set[str] = set()
    if names & {"MEASURES", "help_of", "ITEM_MEASURES", "measure_links", "figure_row"}:
        found |= texts(tree_of(path)) & (MEASURES.keys() | ITEM_MEASURES.keys())
    if names & {"links_beside", *DRAWN} or any(call in DRAWN for call, _ in calls(path)):
        found |= {one for name in texts(tree_of(path)) for one in SHOWN_WITH.get(name, ())}
    return found


# --- From the number to its definition -----------------------------------------------------------


@pytest.mark.parametrize("path", screens(), ids=lambda path: path.name)
def test_a_file_that_draws_numbers_cites_their_measures(path: Path) -> None:
    draws = {name for name, _ in calls(path)} & FIGURES
    if draws and path.name not in NO_MEASURE:
        assert cited(path), (
            f"{path.name} uses {sorted(draws)}: cite a measure, or say in NO_MEASURE what it shows instead"
        )


def test_no_exception_is_left_over() -> None:
    drawing = {path.name for path in screens() if {name for name, _ in calls(path)} & FIGURES}
    assert not NO_MEASURE.keys() - drawing - {path.name for path in screens()}


@pytest.mark.parametrize("path", screens(), ids=lambda path: path.name)
def test_every_figure_and_table_has_its_measures_beside_it(path: Path) -> None:
    for name, call in calls(path):
        if name in DRAWN and len(call.args) > DRAWN[name]:
            told = texts(call.args[DRAWN[name]])
            if not told and isinstance(call.args[DRAWN[name]], ast.Name):
                continue  # a helper that hands a name on; whoever calls it is walked too
            assert any(one.rstrip("-") in SHOWN_WITH for one in told), (
                f"{path.name}:{call.lineno}: say in ui.measure_links.SHOWN_WITH what {sorted(told)} shows"
            )


@pytest.mark.parametrize("path", screens(), ids=lambda path: path.name)
def test_a_large_number_has_its_definition_beside_it(path: Path) -> None:
    for name, call in calls(path):
        if name == "st.metric":
            helps = [ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == "help"]
            assert helps and helps[0].startswith("help_of("), f"{path.name}:{call.lineno}"


def test_the_measures_beside_a_figure_are_in_the_catalogue() -> None:
    assert {one for measures in SHOWN_WITH.values() for one in measures} <= MEASURES.keys()
    assert all(f"{ASKED}={one}" in links_beside(name) for name, measures in SHOWN_WITH.items() for one in measures)
    assert links_beside("tidak-ada") == ""
    assert links_beside("urutan-karier") == links_beside("urutan") and links_beside("urutankarier") == ""
    with pytest.raises(KeyError):
        measure_links(["tidak-ada"])


def open_method(**query: str) -> AppTest:
    def methods() -> None:
        from actions.site import present_site
        from people.models import Viewer
        from ui.pages.metode import show
        from ui.visit import Visit

        site = present_site()
        show(Visit(site, Viewer("dewi", "Dewi", "supervisor", "pns", "prov", "P", True), site.source.present()))

    app = AppTest.from_function(methods, default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def titles_in_order(app: AppTest) -> list[str]:
    words = "".join(str(block.proto.body) for block in app.get("html"))
    return sorted((m.title for m in MEASURES.values()), key=lambda title: words.find(f">{title}</h2>"))


@pytest.mark.usefixtures("region_site")
def test_the_page_of_methods_opens_at_the_measure_asked_for() -> None:
    assert titles_in_order(open_method())[0] == MEASURES["assigned"].title
    assert titles_in_order(open_method(ukuran="room"))[0] == MEASURES["room"].title
    assert titles_in_order(open_method(ukuran="'; tidak ada")) == titles_in_order(open_method())


@pytest.fixture
def region_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))


# --- From the definition to numbers and proofs ----------------------------------------------------


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_every_measure_is_defined_in_words(measure) -> None:
    assert MEASURES[measure.id] is measure
    assert all(astuple(measure)), "a title, a definition, a unit, what counts, a source"
    assert measure.definition.endswith(".") and measure.counts.endswith(".") and len(measure.definition) > 40
    assert help_of(measure.id).startswith(measure.definition)
    assert len([one for one in MEASURES.values() if one.title == measure.title]) == 1


def test_every_measure_is_shown_somewhere() -> None:
    shown = {one for path in screens() for one in cited(path) if path.name != "measure_links.py"}
    assert MEASURES.keys() - shown == set()


def test_every_measure_has_a_test_that_exists() -> None:
    proved = [measure for measures in PROOFS.values() for measure in measures]
    assert sorted(proved) == sorted(MEASURES), "one line in PROOFS for every measure"
    for proof in PROOFS:
        file, _, name = proof.partition("::")
        names = {node.name for node in ast.walk(tree_of(ROOT / file)) if isinstance(node, ast.FunctionDef)}
        assert name in names, proof


AUTHORS = ROOT / "ui" / "authoring"
BY_NAME = {"ITEM_MEASURES", "FAIRNESS_MEASURES", "figure_row"}
"""What a file that shows item statistics imports."""


def how_to_read(page: str) -> ast.FunctionDef:
    """What is told on that page about the figures of all of it."""
    functions = (n for n in ast.walk(tree_of(AUTHORS / page)) if isinstance(n, ast.FunctionDef))
    return next(one for one in functions if one.name == "_how_to_read")


def shown_to_authors() -> set[str]:
    files = [
        path for path in AUTHORS.glob("*.py")
        if BY_NAME & {a.name for n in ast.walk(tree_of(path)) if isinstance(n, ast.ImportFrom) for a in n.names}
    ]  # fmt: skip
    assert {"fairness_views.py", "item_numbers_view.py", "figure_rows.py"} <= {path.name for path in files}
    return {name for path in files for name in texts(tree_of(path)) & ITEM_MEASURES.keys()}


def test_every_item_statistic_on_screen_is_explained_beside_it_and_none_that_is_not_there() -> None:
    assert shown_to_authors() == texts(how_to_read("item_review_views.py")) & ITEM_MEASURES.keys()


def test_every_figure_of_fairness_is_explained_beside_it() -> None:
    assert "FAIRNESS_MEASURES.values()" in ast.unparse(how_to_read("fairness_views.py"))


def test_a_number_has_the_same_name_on_the_page_of_assignments() -> None:
    shared = MEASURE_TITLES.keys() & MEASURES.keys()
    assert "assigned" in shared
    assert {one: MEASURE_TITLES[one] for one in shared} == {one: MEASURES[one].title for one in shared}
