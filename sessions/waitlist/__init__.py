"""Waiting for time that gets free: who, for what, and when it suits them."""
