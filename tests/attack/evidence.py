"""Who is behind the numbers: read from the answers themselves, never from what the screens are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from actions.understanding.supervise import has_items
from analytics.rollups import DIRECT
from people.access import Scope
from people.models import Agency
from quizzes.marking import misconceptions_possible
from quizzes.models import Item
from quizzes.topics import topics_of
from store.learning.sureness import said_of
from tests.attack.solving import Evidence, Leaf
from tests.attack.town import KINDS, Town

FILTERS = ("", *KINDS)
Found = dict[str, Evidence]
"""Measure -> what was shown of it."""
People = dict[str, Counter[Leaf]]
"""Measure -> people per leaf."""

_PEOPLE = """SELECT agency_id, employment, item.value, quiz_id, person_id FROM attempt, json_each('["' || replace(paper, ' ', '","') || '"]') AS item
WHERE state <> 'open' AND number = 1"""


def watchers(town: Town) -> Iterator[tuple[Scope, Agency]]:
    """Every scope with everything below it."""
    for head in town.agencies:
        scope = town.scope(head)
        yield from ((scope, agency) for agency in town.agencies if scope.covers(agency.path))


def leaves_below(town: Town, path: str, kind: str, paths: dict[str, str] | None = None) -> list[Leaf]:
    """Own people of every agency below ``path`` (or only of the last one, at its direct part)."""
    places = paths or {agency.id: agency.path for agency in town.agencies}
    return [
        (one, of) for one, at in places.items() if (at + DIRECT).startswith(path) for of in KINDS if kind in ("", of)
    ]


def with_items(town: Town) -> Iterator[tuple[Scope, Agency]]:
    return ((scope, agency) for scope, agency in watchers(town) if has_items(agency))


def first_answers(town: Town, quiz_id: str) -> Iterator[tuple[Leaf, str, str]]:
    """(leaf, person, item version)."""
    with town.database.read() as connection:
        for agency, kind, entry, quiz, person in connection.execute(_PEOPLE).fetchall():
            if quiz == quiz_id:
                yield (agency, kind), person, entry.partition(":")[0]


def people_by_indicator(town: Town, quiz_id: str) -> People:
    bank = town.courseware.bank
    indicator_of = {bank.fingerprints[item.id]: item.indicator for item in bank.items.values()}
    met = {(indicator_of[version], leaf, person) for leaf, person, version in first_answers(town, quiz_id)}
    return _count((indicator, leaf) for indicator, leaf, _ in met)


def pairs_by_indicator(town: Town) -> People:
    bank = town.courseware.bank
    indicator_of = {bank.fingerprints[item.id]: item.indicator for item in bank.items.values()}
    before = {(indicator_of[version], person) for _, person, version in first_answers(town, "pra")}
    after = {(indicator_of[version], person, leaf) for leaf, person, version in first_answers(town, "kuis")}
    return _count((indicator, leaf) for indicator, person, leaf in after if (indicator, person) in before)


def people_by_version(town: Town, quiz_id: str) -> People:
    return _count((version, leaf) for leaf, _, version in first_answers(town, quiz_id))


def people_by_belief(town: Town) -> People:
    """Everybody who answered an item that can show it."""
    query = (
        "SELECT DISTINCT attempt.agency_id, attempt.employment, attempt.person_id, attempt.paper, response.position "
        "FROM attempt JOIN response ON response.attempt_id = attempt.id "
        "WHERE attempt.quiz_id = 'kuis' AND response.value <> 'null'"
    )
    item_of = _items(town)
    met: set[tuple[str, Leaf, str]] = set()
    with town.database.read() as connection:
        for agency, kind, person, paper, position in connection.execute(query).fetchall():
            item = item_of[paper.split(" ")[position].partition(":")[0]]
            met |= {(belief, (agency, kind), person) for belief in misconceptions_possible(item)}
    return _count((belief, leaf) for belief, leaf, _ in met)


def sure_by_indicator(town: Town) -> People:
    """Everybody who was sure of an answer to an item of it."""
    met = {(item.indicator, leaf, person) for leaf, person, item in _sure_answers(town)}
    return _count((indicator, leaf) for indicator, leaf, _ in met)


def sure_by_belief(town: Town) -> People:
    """Everybody who was sure of an answer to an item that can show it."""
    met = {(b, leaf, person) for leaf, person, item in _sure_answers(town) for b in misconceptions_possible(item)}
    return _count((belief, leaf) for belief, leaf, _ in met)


def _sure_answers(town: Town) -> Iterator[tuple[Leaf, str, Item]]:
    query = (
        "SELECT attempt.id, attempt.agency_id, attempt.employment, attempt.person_id, attempt.paper, response.position "
        "FROM attempt JOIN response ON response.attempt_id = attempt.id "
        "WHERE attempt.quiz_id = 'kuis' AND response.value <> 'null'"
    )
    items = _items(town)
    with town.database.read() as connection:
        for attempt, agency, kind, person, paper, position in connection.execute(query).fetchall():
            if said_of(connection, attempt).get(position):
                yield (agency, kind), person, items[paper.split(" ")[position].partition(":")[0]]


def refreshed_by_indicator(town: Town) -> People:
    """Everybody whose post-test and refresher both asked about it; under the empty text, about anything."""
    query = (
        "SELECT after.agency_id, after.employment, before.paper, after.paper FROM refresher "
        "JOIN attempt AS before ON before.id = refresher.posttest_id JOIN attempt AS after ON after.id = refresher.attempt_id"
    )
    items = _items(town)
    found: list[tuple[str, Leaf]] = []
    with town.database.read() as connection:
        for agency, kind, *papers in connection.execute(query).fetchall():
            asked = [{items[one.partition(":")[0]].indicator for one in paper.split(" ")} for paper in papers]
            both = asked[0] & asked[1]
            found += [(indicator, (agency, kind)) for indicator in (*both, *[""] * bool(both))]
    return _count(found)


def people_by_month(town: Town) -> People:
    """Per indicator, everybody by the month (of WITA) in which their post-test ended: it stands behind their kind of employment."""
    query = "SELECT agency_id, employment, paper, substr(datetime(closed_at, '+8 hours'), 1, 7) FROM attempt WHERE quiz_id = 'kuis' AND number = 1"
    items = _items(town)
    found: list[tuple[str, Leaf]] = []
    with town.database.read() as connection:
        for agency, kind, paper, month in connection.execute(query).fetchall():
            asked = {items[one.partition(":")[0]].indicator for one in paper.split(" ")}
            found += [(indicator, (agency, f"{kind} {month}")) for indicator in asked]
    return _count(found)


def finished_where_they_work(town: Town) -> Counter[Leaf]:
    query = (
        "SELECT member.agency_id, member.employment FROM membership AS member JOIN attempt "
        "ON attempt.person_id = member.person_id AND attempt.quiz_id = 'kuis' AND attempt.state <> 'open' "
        "WHERE member.valid_to IS NULL"
    )
    with town.database.read() as connection:
        return Counter((agency, kind) for agency, kind in connection.execute(query).fetchall())


def people_by_subject(town: Town) -> People:
    """Everybody who met an item of it, per topic of ``quizzes.topics``."""
    items = _items(town)
    met = {
        (subject, leaf, person)
        for leaf, person, version in first_answers(town, "kuis")
        for subject in topics_of(items[version])
    }
    return _count((subject, leaf) for subject, leaf, _ in met)


def people_by_trail(town: Town) -> People:
    query = (
        "SELECT group_concat(choice.step_id, '/') OVER (PARTITION BY run.id ORDER BY choice.step_number), run.agency_id, "
        "run.employment FROM dilemma_run AS run JOIN dilemma_choice AS choice ON choice.run_id = run.id WHERE run.number = 1"
    )
    with town.database.read() as connection:
        return _count((trail, (agency, kind)) for trail, agency, kind in connection.execute(query).fetchall())


def _items(town: Town) -> dict[str, Item]:
    """Version -> item."""
    bank = town.courseware.bank
    return {version: bank.items[name] for name, version in bank.fingerprints.items() if name in bank.items}


def _count(rows: Iterable[tuple[str, Leaf]]) -> People:
    found: People = {}
    for name, leaf in rows:
        found.setdefault(name, Counter())[leaf] += 1
    return found
