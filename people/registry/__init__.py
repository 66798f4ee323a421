"""Rules of agencies and people: the tree, numbers, changes."""
