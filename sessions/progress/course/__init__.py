"""A client's course told in parts: each a figure with its numbers, or words where there is none."""
