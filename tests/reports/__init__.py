"""Reports to hand over: files against the screen."""
