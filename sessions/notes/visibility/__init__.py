"""Who reads a note: the practice, its author only, or the client too, part by part."""
