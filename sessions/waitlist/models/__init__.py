"""Tables of who waits, of time that got free, and of what was offered of it."""

from sessions.waitlist.models.offers import FreedTime, WaitlistOffer
from sessions.waitlist.models.wishes import ENDED_WORDS, PART_WORDS, WaitlistWish

__all__ = ["ENDED_WORDS", "PART_WORDS", "FreedTime", "WaitlistOffer", "WaitlistWish"]
