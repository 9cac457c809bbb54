"""Tables of the client record: client, search tokens, invitation, episode, consent, tags."""

from clients.records.models.agreements import (
    ConsentDocument,
    ConsentRecord,
)
from clients.records.models.people import (
    CLIENT_STATE_WORDS,
    EMERGENCY,
    FURTHER,
    LIKENESS_WORDS,
    Client,
    ClientBeginning,
    Invitation,
)
from clients.records.models.tags import (
    ClientTag,
    Tag,
)
from clients.records.models.work import (
    OUTCOME_WORDS,
    Episode,
)

__all__ = [
    "CLIENT_STATE_WORDS",
    "EMERGENCY",
    "FURTHER",
    "LIKENESS_WORDS",
    "OUTCOME_WORDS",
    "Client",
    "ClientBeginning",
    "ClientTag",
    "ConsentDocument",
    "ConsentRecord",
    "Episode",
    "Invitation",
    "Tag",
]
