"""Addresses that take no mail, or whose owner wants none: what came back, and until when."""
