"""Classes: planned, with a list of who comes."""
