"""Reports to hand over."""
