"""Writes of the client record."""

from clients.records.services.clients import (
    ClientData,
    close_episode,
    create_client,
    edit_client,
    open_episode,
    set_client_state,
)

__all__ = [
    "ClientData",
    "close_episode",
    "create_client",
    "edit_client",
    "open_episode",
    "set_client_state",
]
