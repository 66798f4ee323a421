"""Rules of assignments: for whom, when, and how they are followed up."""
