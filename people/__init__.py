"""Who: the agency tree, people, their employment, their roles, and what each may see."""
