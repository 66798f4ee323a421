"""What supervisors are told: which agency has not understood what, how sure that is, and what to do."""
