"""Comprehension of agencies from first attempts: adjusted for the items drawn, partially pooled along the agency tree.

``pack(sittings)`` -> ``fit(answers, mix, members)`` -> ``shown(fit, ...)``. Formulas and reasons: docs/decisions/017-estimates.md.
"""
