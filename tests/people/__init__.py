"""Tests of agencies, people and rosters."""
