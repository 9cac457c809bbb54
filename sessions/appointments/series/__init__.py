"""Appointments that repeat: looked at one by one, booked at once, changed and told at once."""
