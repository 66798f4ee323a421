"""Rules of quizzes."""
