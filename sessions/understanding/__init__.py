"""What a client understands: short cards, and what comes after the first release."""
