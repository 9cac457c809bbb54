"""Time that got free, offered to who waits for it."""
