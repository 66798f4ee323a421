"""Statements about rollups and snapshots: what supervisors read, so that no page scans answers."""
