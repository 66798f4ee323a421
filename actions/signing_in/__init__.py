"""Getting in and staying in: accounts, sessions, passwords, the second step, the agency's own sign-in."""
