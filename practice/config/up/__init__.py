"""`bin/up`, from the moment its Python exists: starts every part of Supple and keeps it running."""


class CannotStart(Exception):
    """Why Supple does not start, in words for the person at the terminal."""


def say(words: str) -> None:
    """Print a line at once; a closed terminal is no reason to stop serving."""
    try:
        print(words, flush=True)
    except OSError:
        return
