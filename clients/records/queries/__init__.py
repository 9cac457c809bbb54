"""Reads of the client record."""

from clients.records.queries.finding import PAGE, Asked, ClientPage, clients_where, list_clients
from clients.records.queries.likeness import (
    PARTICULARS,
    Alike,
    Known,
    known_like,
    pairs_alike,
)
from clients.records.queries.logins import ClientOfLogin, client_actor, people_of_login
from clients.records.queries.people import (
    OpenInvitation,
    asking_again,
    client_names,
    earlier_ways,
    episodes_of,
    get_client,
    get_client_and_invitation,
    get_episode,
    invitation_behind,
    kept_id,
    open_episode_of,
    read_only,
    refuse_archived,
    state_of,
)
from clients.records.queries.tags import TagBeside, get_tag, tags_beside, tags_of

__all__ = [
    "PAGE",
    "PARTICULARS",
    "Alike",
    "Asked",
    "ClientOfLogin",
    "ClientPage",
    "Known",
    "OpenInvitation",
    "TagBeside",
    "asking_again",
    "client_actor",
    "client_names",
    "clients_where",
    "earlier_ways",
    "episodes_of",
    "get_client",
    "get_client_and_invitation",
    "get_episode",
    "get_tag",
    "invitation_behind",
    "kept_id",
    "known_like",
    "list_clients",
    "open_episode_of",
    "pairs_alike",
    "people_of_login",
    "read_only",
    "refuse_archived",
    "state_of",
    "tags_beside",
    "tags_of",
]
