"""How it is tested: items, blueprints, papers, marks and the life of an attempt."""
