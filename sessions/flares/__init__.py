"""Flares: practice was too much; the program rests until it is talked over."""
