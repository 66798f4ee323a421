"""What an auditor asks: who did what, and does the evidence still say what it said."""
