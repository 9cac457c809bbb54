"""Services and hours: what can be booked, when somebody works and where, and what is free."""
