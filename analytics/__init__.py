"""What it means: from counts to estimates, groups, gains, figures and tables. Starts from counts; knows no content, no quizzes, no store."""
