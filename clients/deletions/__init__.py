"""Requests for deletion: that a client asks, and what the practice answers. Nothing is deleted."""
