"""What a practice shows to everybody, if it wants to, and who of it is shown there."""
