"""Reports to hand over: what the screen says of one agency and one assignment, as files."""
