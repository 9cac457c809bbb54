"""The reversion radar: points with their reasons, and never a number that hides them."""
