"""A record as a merge leaves it, or takes it back to."""

from collections.abc import Mapping
from typing import Any

from clients.records.models import Client
from clients.records.rules import fold
from clients.records.services.clients import Found, index_client


def refile(*, client: Client, values: Mapping[str, Any]) -> None:
    """Write these columns of a locked record, and what it is found by. The caller judged them."""
    before = Found.of(client)
    for name, value in values.items():
        setattr(client, name, value)
    client.sort_name = fold(f"{client.family_name} {client.given_name}")[:250]
    client.version += 1
    client.save()
    index_client(client, before)
