"""The client's own pages of booked time: what is to come, and booking it alone."""
