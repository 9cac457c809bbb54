"""When practice was too much: the program rests until it is talked over."""

FLARE_HOURS = 36  # soreness for a day or two can be normal; beyond 24 to 36 hours, stop (Gold)


def is_flare(soreness_hours: int | None, worse: bool) -> bool:
    """Sore for longer than 36 hours, or worse: the program pauses until it is talked over."""
    return worse or (soreness_hours is not None and soreness_hours > FLARE_HOURS)


def says_more(before: tuple[int | None, bool], soreness_hours: int | None, worse: bool) -> bool:
    """Whether something said anew says more than it did: a flare that was talked over is not told
    again by a word that is corrected beside it."""
    hours, was_worse = before
    return (worse and not was_worse) or (soreness_hours or 0) > (hours or 0)
