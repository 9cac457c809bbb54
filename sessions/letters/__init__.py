"""Letters to a doctor: what lessons found, in plain words, from one course of work."""
