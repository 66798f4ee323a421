"""From what learners do to the rollup rows that supervisors read."""
