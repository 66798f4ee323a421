"""Parts of lessons, quizzes, dilemmas and results."""
