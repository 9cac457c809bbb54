"""The page to talk over: chosen parts of a client's progress, shared as they were that day."""
