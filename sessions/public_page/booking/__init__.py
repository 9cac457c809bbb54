"""Booking by somebody who is no client yet: the address is confirmed first, then time is booked."""
