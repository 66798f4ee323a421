"""Tests: rules in plain words."""
