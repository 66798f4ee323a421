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
    "accounts.enter_by_password": Reason("door", "the password is the proof"),
    "accounts.choose_password": Reason("door", "the one-time code is the proof"),
    "second_factor.find_second_step": Reason("door", "the half-open session's token is the proof"),
    "second_factor.enter_second_step": Reason("door", "the token and the code are the proof"),
    "sso.enter_by_sso": Reason("door", "the identity service's signed answer was checked before"),
    "sso.sso_key": Reason("door", "the site's own key, for a visitor who is on the way to the service"),
    "post.request_reset": Reason("door", "tells nothing; the code goes to the owner's own address"),
    "setup.require_open_setup": Reason("door", "the set-up link's token is the proof"),
    "setup.set_up": Reason("door", "the set-up link's token is the proof"),
    "sign_in.open_session": Reason("door", "demo personas only: made-up people in a demo database"),
    "sign_in.demo_personas": Reason("door", "demo personas only: made-up people in a demo database"),
    "sign_in.close_session": Reason("door", "the token is the proof; it ends itself"),
    "sign_in.find_viewer": Reason("door", "the token is the proof; this is where a Viewer comes from"),
    "sign_in.keep_alive": Reason("door", "the token is the proof; it lengthens itself"),
    "sign_in.require_demo_database": Reason("site", "whether the database holds real people at all"),
    "setup.require_production_database": Reason("site", "whether the database holds demo people at all"),
    "setup.needs_agency": Reason("site", "whether there is any agency"),
    "setup.offer_setup": Reason("site", "at start, printed on the console; only while there is no administrator"),
    "stage_windows.rule_words_of": Reason(
        "site", "how a window is counted, in words; nobody's data, asked after status"
    ),
    "roster.require_real_site": Reason("site", "whether this site is a demo"),
    "digests.make_due_rounds": Reason("console", "the courier, by a schedule that an assigner chose"),
    "report_letters.make_due_reports": Reason("console", "the courier, by wishes of supervisors; it makes no report"),
    "report_letters.report_attachment": Reason(
        "console", "the courier; makes the receiver's own scope and asks the rights of that moment"
    ),
    "send_mail.send_due": Reason("console", "the courier"),
    "take_quiz.close_overdue_attempts": Reason("site", "the clock closes them, for everybody alike; returns a number"),
    "throttle.sweep_tries": Reason("site", "forgets old failures; returns nothing"),
    "backup.differing_rollups": Reason("console", "a command; names of tables"),
    "rollups.rebuild_rollups": Reason("console", "a command; returns nothing"),
    "sureness_rows.rows_of_sureness": Reason("part", "of closing an attempt and of rebuilding"),
    "rollups.rebuild_rollups_within": Reason("part", "of deeds that move agencies"),
    "accounts.open_full_session": Reason("part", "of signing in and of changing roles"),
    "accounts.add_code": Reason("part", "of issuing codes and slips"),
    "accounts.note": Reason("part", "the audit entry of an account's action"),
    "accounts.roles_of": Reason("part", "of signing in"),
    "accounts.open_entry": Reason("part", "of signing in"),
    "sign_in.add_session": Reason("part", "of signing in"),
    "administrators.administrators_guarded": Reason("part", "a guard around deeds"),
    "assigned.assigned_to": Reason("part", "of one's own courses"),
    "assigned.decision_of": Reason("part", "of starting a quiz and of excusing"),
    "deeds.is_taken_back": Reason("part", "of taking back"),
    "erasure.is_last_administrator": Reason("part", "a guard around erasing"),
    "evidence.evidence_key": Reason("part", "of the auditor's actions"),
    "people.require_open_unit": Reason("part", "a guard inside deeds about people"),
    "roster_writing.write_plan": Reason("part", "of applying a roster"),
    "standings.whom_of": Reason("part", "of following up; the scope's path is an argument"),
    "standings.judge": Reason("part", "of following up; the scope's path is an argument"),
    "comprehension.estimates_of": Reason("part", "of comprehension; the same for everybody, read through a scope"),
    "comprehension.estimates_until": Reason("part", "of freezing a month; the same for everybody, shown to nobody"),
    "frozen_comprehension.comprehension_at": Reason("part", "of freezing a month"),
    "refresher_rollups.rows_of_refresher": Reason("part", "of closing an attempt"),
    "report_masks.masks_of": Reason(
        "part", "of items and beliefs: only which cells are hidden, the same for everybody"
    ),
    "sittings.ended_before": Reason("part", "of freezing a month; the same for everybody, shown to nobody"),
    "sittings.everybody": Reason("part", "of growth; who looks through which scope is decided there"),
    "sittings.sample": Reason("part", "of comprehension; one number per measure comes of it"),
    "report_results.results_of": Reason("part", "of comprehension; the tree was made with a scope"),
    "snapshots.freeze_last_month": Reason("site", "the clock freezes a month that ended; returns a number"),
    "snapshots.freeze_month": Reason("console", "a command; returns a number"),
    "snapshots.indicators_at": Reason("part", "of freezing a month"),
    "snapshots.people_at": Reason("part", "of freezing a month"),
    "throttle.count_try": Reason("part", "of signing in"),
    "throttle.clear_tries": Reason("part", "of signing in"),
    "tokens.keyed_hash": Reason("part", "of codes and tries"),
}
