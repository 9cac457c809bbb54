"""Addresses under which another calendar reads somebody's booked time."""
