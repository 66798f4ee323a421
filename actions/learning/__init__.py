"""What a learner does: studying, taking a quiz, going through a dilemma."""
