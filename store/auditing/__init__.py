"""Statements about the audit trail and evidence."""
