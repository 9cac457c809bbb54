"""The practice's tables, gathered from its features for Django."""

from practice.core.models import (
    AccessLog,
    Heartbeat,
    Membership,
    Once,
    Place,
    Practice,
    RowHistory,
    User,
)
from practice.dashboard.models import SetAside
from practice.dashboard.morning.models import MorningMail
from practice.outbox.addresses.models import SuppressedAddress
from practice.outbox.models import Brake, DatabaseOrigin, DeliveryAttempt, Message
from practice.outbox.texts.models import MailText
from practice.team.models import ApiToken, SetupLink, StaffInvitation

__all__ = [
    "AccessLog",
    "ApiToken",
    "Brake",
    "DatabaseOrigin",
    "DeliveryAttempt",
    "Heartbeat",
    "MailText",
    "Membership",
    "Message",
    "MorningMail",
    "Once",
    "Place",
    "Practice",
    "RowHistory",
    "SetAside",
    "SetupLink",
    "StaffInvitation",
    "SuppressedAddress",
    "User",
]
