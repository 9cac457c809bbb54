"""Writes of offers."""

from sessions.waitlist.offers.services.answering import (
    OfferClosed,
    call_instead,
    decline_offer,
    stop_mails,
    take_offer,
    withdraw_offer,
)
from sessions.waitlist.offers.services.offering import offer_freed, settle_offers

__all__ = [
    "OfferClosed",
    "call_instead",
    "decline_offer",
    "offer_freed",
    "settle_offers",
    "stop_mails",
    "take_offer",
    "withdraw_offer",
]
