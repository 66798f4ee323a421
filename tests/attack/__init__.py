"""Hostile supervisors: what everything on their screens together determines about few people."""
