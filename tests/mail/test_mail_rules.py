"""Rules that hold for any clock, any schedule and any tree: quiet times, days, dedupe, who is told, and the life of a message."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite3

from people.assigning.assignment_counts import Standing, count_by_path
from people.assigning.assignment_rules import Decision
from people.assigning.windows import Window, offset_of
from people.mail.digest import HeadPost, choose_heads, plan_round
from people.mail.mail_texts import line_of_name, one_line
from people.mail.mail_times import DAYS_BEFORE, MAX_TRIES, MailPlan, QuietTimes, mail_days, pause_after, retry_after
from people.mail.outbox_rules import DECISIONS, NEXT, RESULT_OF, MailState
from people.models import Agency
from store.clock import to_text
from tests.mail.office import MORNING, MailOffice

DAYS = st.frozensets(st.integers(1, 7), max_size=6)
QUIET = st.builds(QuietTimes, st.times(), st.times(), DAYS)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda at: at.replace(tzinfo=offset_of("WITA"))
)


@given(MOMENTS)
def test_by_default_nights_and_sundays_are_quiet(at: datetime) -> None:
    quiet = QuietTimes(time(20), time(6), frozenset({7}))
    assert quiet.is_quiet(at) == (at.isoweekday() == 7 or not 6 <= at.hour < 20)


WINDOWS = st.builds(
    lambda opens, length, zone: Window(opens, opens + timedelta(days=length), zone),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 120), st.sampled_from(["WIB", "WITA", "WIT"]),
)  # fmt: skip
PLANS = st.builds(
    MailPlan, st.frozensets(st.integers(1, 7)), st.frozensets(st.sampled_from(DAYS_BEFORE)), st.booleans()
)


@given(PLANS, WINDOWS, DAYS)
def test_mail_days_lie_within_the_window_and_never_on_a_quiet_day(
    plan: MailPlan, window: Window, quiet: frozenset[int]
) -> None:
    days = mail_days(plan, window, quiet)
    assert all(window.opens_on <= day <= window.due_on and day.isoweekday() not in quiet for day in days)
    length = (window.due_on - window.opens_on).days
    for before in plan.days_before:
        day = window.due_on - timedelta(days=before)
        if before <= length and day.isoweekday() not in quiet:
            assert day in days
    assert plan.is_on or not days


def test_waits_grow_and_end() -> None:
    waits = [retry_after(tries) for tries in range(1, MAX_TRIES)]
    assert waits == sorted(waits) and retry_after(MAX_TRIES) is None  # type: ignore[type-var]
    pauses = [pause_after(failures) for failures in range(1, 50)]
    assert pauses[0] == timedelta(minutes=1) and pauses == sorted(pauses) and pauses[-1] == timedelta(hours=1)


@given(st.text())
def test_a_name_never_breaks_a_line_or_hides_a_letter(words: str) -> None:
    line = one_line(words)
    assert "\n" not in line and "\r" not in line and line.isprintable()


@st.composite
def trees(draw) -> tuple[list[Agency], list[Standing], list[str], dict[str, HeadPost]]:
    agencies = [Agency("0", None, "Unit 0", "instansi", "0/", "0")]
    for number in range(1, draw(st.integers(1, 9))):
        parent = draw(st.sampled_from(agencies))
        agencies.append(Agency(str(number), parent.id, f"Unit {number}", "unit", f"{parent.path}{number}/", parent.id))
    standings = []
    for number in range(draw(st.integers(0, 14))):
        home = draw(st.sampled_from(agencies))
        standing = draw(st.sampled_from(["in", "exempt", "out"]))
        decision = Decision(
            f"p{number}", f"Orang {number}", standing, "target" if standing == "in" else "exempt", "", home.id, "pns"
        )
        standings.append(
            Standing(decision, draw(st.sampled_from(["not-started", "open", "finished", "passed"])), home.path)
        )
    targets = [one.path for one in draw(st.lists(st.sampled_from(agencies), min_size=1, max_size=3))]
    posts = [HeadPost(f"k{one.id}", "Kepala", one.id, "definitif", "Kepala") for one in agencies if draw(st.booleans())]
    return agencies, standings, targets, choose_heads(posts, {one.id: one.name for one in agencies})


@settings(max_examples=300)
@given(trees())
def test_every_unfinished_person_is_told_of_or_listed_and_every_number_is_the_status(case) -> None:
    agencies, standings, targets, heads = case
    made = plan_round(standings, agencies, targets, heads)
    unfinished = {
        s.decision.person_id for s in standings if s.decision.standing == "in" and s.state in ("not-started", "open")
    }
    assert {one.person_id for one in made.late} == unfinished
    paths = {one.id: one.path for one in agencies}
    by_path = count_by_path(standings)
    for letter in made.letters:
        assert letter.head is heads[letter.agency_id], "told by its own head, or the head of a unit above"
        for part in letter.parts:
            assert paths[part.agency_id].startswith(paths[letter.agency_id])
            counts = by_path[paths[part.agency_id]]
            assert (len(part.late), part.assigned) == (counts.unfinished, counts.assigned)
        assert len({one.person_id for one in letter.late}) == len(letter.late), "nobody is counted twice"
    told = {one.person_id for letter in made.letters for one in letter.late}
    if "0" in heads:
        assert told == unfinished and made.unreached == ()
    homes = {s.decision.person_id: s.path for s in standings}
    unreached = {name.removeprefix("Unit ") for name, _ in made.unreached}
    for person in unfinished - told:
        assert homes[person].rstrip("/").split("/")[-1] in unreached
    assert len({letter.agency_id for letter in made.letters}) == len(made.letters), (
        "one letter a unit, for the dedupe key"
    )


@settings(max_examples=20, deadline=None)
@given(keys=st.lists(st.sampled_from(["a", "b", "c"]), max_size=8))
def test_a_dedupe_key_makes_one_message_however_often_it_is_used(
    tmp_path_factory: pytest.TempPathFactory, keys: list[str]
) -> None:
    office = MailOffice(
        tmp_path_factory.mktemp("site"), None, **{"SMTP_HOST": "localhost", "SMTP_FROM": "n@contoh.go.id"}
    )
    office.hire("ani")
    for key in keys:
        office.put("ani", key=key)
    assert office.rows("SELECT COUNT(*) FROM outbox") == [(len(set(keys)),)]
    assert office.rows("SELECT COUNT(*) FROM outbox_log") == [(len(set(keys)),)]


@pytest.mark.parametrize(("was", "to"), list(product(get_args(MailState), repeat=2)))
def test_the_table_lets_a_message_go_only_the_ways_that_are_written_down(
    tmp_path: Path, was: MailState, to: MailState
) -> None:
    office = MailOffice(tmp_path, None, **{"SMTP_HOST": "localhost", "SMTP_FROM": "n@contoh.go.id"})
    office.hire("ani")
    message = office.put("ani")
    ways = {"waiting": [], "sending": ["sending"], "cancelled": ["cancelled"]}
    for step in ways.get(was, ["sending", was]):
        _set_state(office, message, step)
    if to in NEXT[was]:
        _set_state(office, message, to)
    else:
        with pytest.raises(sqlite3.IntegrityError, match="cannot go that way"):
            _set_state(office, message, to)


def test_what_an_administrator_may_decide_is_a_way_that_is_written_down() -> None:
    for state, decisions in DECISIONS.items():
        assert {RESULT_OF[decision] for decision in decisions} <= NEXT[state]


@pytest.mark.parametrize(
    "wrong",
    [
        "DELETE FROM outbox", "DELETE FROM outbox_log", "UPDATE outbox_log SET reason = 'x'",
        "UPDATE outbox SET body = 'lain'", "UPDATE outbox SET person_id = 'budi'", "UPDATE outbox SET dedupe_key = 'x'",
    ],
)  # fmt: skip
def test_messages_and_their_log_are_never_rewritten(tmp_path: Path, wrong: str) -> None:
    office = MailOffice(tmp_path, None, **{"SMTP_HOST": "localhost", "SMTP_FROM": "n@contoh.go.id"})
    office.hire("ani")
    office.hire("budi")
    office.put("ani")
    with pytest.raises(sqlite3.IntegrityError), office.database.write() as connection:
        connection.execute(wrong)


def test_the_words_of_old_messages_are_forgotten(tmp_path: Path) -> None:
    from store.ids import new_id
    from store.mail import outbox

    office = MailOffice(tmp_path, None, **{"SMTP_HOST": "localhost", "SMTP_FROM": "n@contoh.go.id"})
    office.hire("ani")
    old = office.put("ani")
    _set_state(office, old, "cancelled")
    office.now = MORNING + timedelta(days=31)
    fresh = office.put("ani")
    _set_state(office, fresh, "cancelled")
    with office.database.write() as connection:
        assert outbox.empty_bodies_before(connection, new_id(office.now - timedelta(days=30), 0)) == 1
    assert dict(office.rows("SELECT id, body FROM outbox")) == {old: "", fresh: "Isi surat.\n"}


def test_an_erased_persons_messages_and_name_are_forgotten(tmp_path: Path) -> None:
    from store.mail import outbox

    office = MailOffice(tmp_path, None, **{"SMTP_HOST": "localhost", "SMTP_FROM": "n@contoh.go.id"})
    office.hire("ani")
    office.hire("budi")
    letters = {name: office.put("ani", subject=name) for name in ("waiting", "sending", "sent")}
    about = office.put("budi", "digest", body="Unit:\n- Ani\n- Budi\n")
    other = office.put("budi", "digest", body="Unit:\n- Anita\n- Ani Sari\n")
    _set_state(office, letters["sending"], "sending")
    _set_state(office, letters["sent"], "sending")
    _set_state(office, letters["sent"], "sent")
    with office.database.write() as connection:
        outbox.forget_person(connection, "ani", {line_of_name("Ani")}, to_text(office.now), "admin")
    for message in (*letters.values(), about):
        assert office.rows(f"SELECT subject, body FROM outbox WHERE id = '{message}'") == [("", "")]
    assert [office.state(letters[name]) for name in letters] == ["cancelled", "sending", "sent"]
    assert office.state(about) == "cancelled" and office.log(about) == ["waiting", "cancelled"]
    assert office.state(other) == "waiting" and office.rows(f"SELECT body FROM outbox WHERE id = '{other}'") != [("",)]


def test_a_message_whose_words_are_forgotten_never_leaves_again(tmp_path: Path) -> None:
    from store.mail import outbox

    office = MailOffice(tmp_path, None, **{"SMTP_HOST": "localhost", "SMTP_FROM": "n@contoh.go.id"})
    office.hire("ani")
    hers = office.put("ani")
    _set_state(office, hers, "sending")
    with office.database.write() as connection:
        outbox.forget_person(connection, "ani", set(), to_text(office.now), "admin")
    _set_state(office, hers, "waiting")
    with office.database.read() as connection:
        assert outbox.next_message(connection, to_text(office.now), only_urgent=False) is None


def _set_state(office: MailOffice, message: str, state: str) -> None:
    with office.database.write() as connection:
        connection.execute("UPDATE outbox SET state = ? WHERE id = ?", (state, message))
