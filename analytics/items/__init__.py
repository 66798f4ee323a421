"""How items and whole quizzes do: facility, discrimination, reliability, flags."""
