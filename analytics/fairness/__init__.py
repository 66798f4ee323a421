"""Whether a test treats people alike: groups of equal score item by item (DIF), and the two forms of one test (equating)."""
