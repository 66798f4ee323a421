"""Actions that touch the database without a proof, and why each may. ``door``: what is shown instead is a secret or a person at
the door; ``part``: runs inside a larger action that asked; ``console``: whoever runs commands holds the file; ``site``: nobody's data.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["door", "part", "console", "site"]


class Reason(NamedTuple):
    kind: Kind
    why: str


FROM_OUTSIDE: frozenset[Kind] = frozenset({"door", "site"})
"""What pages and routes may call by themselves; the others never."""

NEEDS_NOBODY: dict[str, Reason] = {
    "signing_in.accounts.enter_by_password": Reason("door", "the password is the proof"),
    "signing_in.accounts.choose_password": Reason("door", "the one-time code is the proof"),
    "signing_in.second_factor.find_second_step": Reason("door", "the half-open session's token is the proof"),
    "signing_in.second_factor.enter_second_step": Reason("door", "the token and the code are the proof"),
    "signing_in.sso.enter_by_sso": Reason("door", "the identity service's signed answer was checked before"),
    "signing_in.sso.sso_key": Reason("door", "the site's own key, for a visitor who is on the way to the service"),
    "mail.post.request_reset": Reason("door", "tells nothing; the code goes to the owner's own address"),
    "signing_in.setup.require_open_setup": Reason("door", "the set-up link's token is the proof"),
    "signing_in.setup.set_up": Reason("door", "the set-up link's token is the proof"),
    "signing_in.sign_in.open_session": Reason("door", "demo personas only: made-up people in a demo database"),
    "signing_in.sign_in.demo_personas": Reason("door", "demo personas only: made-up people in a demo database"),
    "signing_in.sign_in.close_session": Reason("door", "the token is the proof; it ends itself"),
    "signing_in.sign_in.find_viewer": Reason("door", "the token is the proof; this is where a Viewer comes from"),
    "signing_in.sign_in.keep_alive": Reason("door", "the token is the proof; it lengthens itself"),
    "signing_in.sign_in.require_demo_database": Reason("site", "whether the database holds real people at all"),
    "signing_in.setup.require_production_database": Reason("site", "whether the database holds demo people at all"),
    "signing_in.setup.needs_agency": Reason("site", "whether there is any agency"),
    "signing_in.setup.offer_setup": Reason(
        "site", "at start, printed on the console; only while there is no administrator"
    ),
    "assigning.stage_windows.rule_words_of": Reason(
        "site", "how a window is counted, in words; nobody's data, asked after status"
    ),
    "registry.roster.require_real_site": Reason("site", "whether this site is a demo"),
    "mail.digests.make_due_rounds": Reason("console", "the courier, by a schedule that an assigner chose"),
    "reports.report_letters.make_due_reports": Reason(
        "console", "the courier, by wishes of supervisors; it makes no report"
    ),
    "reports.report_letters.report_attachment": Reason(
        "console", "the courier; makes the receiver's own scope and asks the rights of that moment"
    ),
    "mail.send_mail.send_due": Reason("console", "the courier"),
    "learning.closing.close_overdue_attempts": Reason(
        "site", "the clock closes them, for everybody alike; returns a number"
    ),
    "signing_in.throttle.sweep_tries": Reason("site", "forgets old failures; returns nothing"),
    "backup.differing_rollups": Reason("console", "a command; names of tables"),
    "summaries.rollups.rebuild_rollups": Reason("console", "a command; returns nothing"),
    "summaries.sureness_rows.rows_of_sureness": Reason("part", "of closing an attempt and of rebuilding"),
    "summaries.rollups.rebuild_rollups_within": Reason("part", "of deeds that move agencies"),
    "learning.closing.close_if_overdue": Reason("part", "of looking at an attempt, whose owner was asked"),
    "learning.closing.close": Reason("part", "of submitting, and of the clock's closing"),
    "learning.under_way.items_of": Reason("part", "of beginning an attempt and of its result"),
    "learning.under_way.items_under_way": Reason("part", "of beginning an attempt and of its result"),
    "learning.under_way.attempts_held_back": Reason("part", "of the copy of one's own data"),
    "signing_in.accounts.open_full_session": Reason("part", "of signing in and of changing roles"),
    "signing_in.accounts.add_code": Reason("part", "of issuing codes and slips"),
    "signing_in.accounts.note": Reason("part", "the audit entry of an account's action"),
    "signing_in.accounts.roles_of": Reason("part", "of signing in"),
    "signing_in.accounts.open_entry": Reason("part", "of signing in"),
    "signing_in.sign_in.add_session": Reason("part", "of signing in"),
    "registry.administrators.administrators_guarded": Reason("part", "a guard around deeds"),
    "learning.assigned.assigned_to": Reason("part", "of one's own courses"),
    "learning.assigned.decision_of": Reason("part", "of starting a quiz and of excusing"),
    "deeds.is_taken_back": Reason("part", "of taking back"),
    "privacy.erasure.is_last_administrator": Reason("part", "a guard around erasing"),
    "auditing.evidence.evidence_key": Reason("part", "of the auditor's actions"),
    "registry.people.require_open_unit": Reason("part", "a guard inside deeds about people"),
    "assigning.standings.whom_of": Reason("part", "of following up; the scope's path is an argument"),
    "assigning.standings.judge": Reason("part", "of following up; the scope's path is an argument"),
    "understanding.comprehension.estimates_of": Reason(
        "part", "of comprehension; the same for everybody, read through a scope"
    ),
    "understanding.comprehension.estimates_until": Reason(
        "part", "of freezing a month; the same for everybody, shown to nobody"
    ),
    "understanding.frozen_comprehension.comprehension_at": Reason("part", "of freezing a month"),
    "summaries.refresher_rollups.rows_of_refresher": Reason("part", "of closing an attempt"),
    "summaries.belief_names.follow_belief_names": Reason(
        "site", "the clock, and the reports of beliefs before they read; counts again and returns nothing"
    ),
    "summaries.pair_rows.rows_of_pair": Reason("part", "of closing an attempt"),
    "summaries.pair_rows.rows_of_pair_again": Reason("part", "of rebuilding and of checking"),
    "understanding.reference.members_of": Reason("part", "of estimates; counts of people as weights, shown to nobody"),
    "understanding.report_masks.masks_of": Reason(
        "part", "of items and beliefs: only which cells are hidden, the same for everybody"
    ),
    "understanding.report_masks.shares_of": Reason(
        "part", "of beliefs; the same for everybody, and a report takes from it the cells of an agency in scope"
    ),
    "understanding.sure_cells.sure_table_of": Reason(
        "part",
        "of sure and wrong answers; the same for everybody, a report takes from it the cells of an agency in scope",
    ),
    "understanding.sittings.ended_before": Reason(
        "part", "of freezing a month; the same for everybody, shown to nobody"
    ),
    "understanding.sittings.sample": Reason("part", "of comprehension; one number per measure comes of it"),
    "understanding.report_results.results_of": Reason("part", "of comprehension; the tree was made with a scope"),
    "understanding.snapshots.freeze_last_month": Reason(
        "site", "the clock freezes a month that ended; returns a number"
    ),
    "understanding.snapshots.freeze_month": Reason("console", "a command; returns a number"),
    "understanding.snapshots.indicators_at": Reason("part", "of freezing a month"),
    "understanding.snapshots.people_at": Reason("part", "of freezing a month"),
    "signing_in.throttle.count_try": Reason("part", "of signing in"),
    "signing_in.throttle.clear_tries": Reason("part", "of signing in"),
    "signing_in.tokens.keyed_hash": Reason("part", "of codes and tries"),
}
