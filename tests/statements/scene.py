"""Where a visit happens: Nora's world, who may come, and what an address is filled with."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.tenancy import TenantModel
from practice.outbox.secrets import unseal
from tests.cast import House
from tests.practice.team.test_a_mailed_code_signs_in_once import planned
from tests.test_access_matrix import url_table
from tests.world import World

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)  # in Denver it is eleven in the morning


@dataclass
class Scene:
    """`ids` fill an address, `typed` is added to what is sent: a preparation may change both."""

    world: World
    browsers: dict[str, Browser]
    ids: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)

    @property
    def house(self) -> House:
        return self.world.house

    @property
    def nora(self) -> Client:
        return self.world.client

    def afresh(self) -> "Scene":
        """The same world, with nothing prepared."""
        ids = {"step": "concern", "uidb36": "x", "key": "y", **self.world.ids}
        return Scene(self.world, dict(self.browsers), ids)

    def path(self, name: str) -> str:
        """The address, filled in."""
        return reverse(name, kwargs={parameter: self.ids[parameter] for parameter in NAMES[name]})

    def change(self, model: type[TenantModel], **values: Any) -> None:
        """Change Nora's rows of a model past the services."""
        with acting(self.house.boss) as boss:
            rows: Any = model._base_manager.filter(practice_id=boss.practice_id)
            rows.filter(client_id=self.nora.pk).update(**values)

    def mailed(self, what: str) -> str:
        """What the newest account mail carries."""
        message = planned(self.house.practice.pk)[-1]
        return str(json.loads(unseal(message.secret))[what])


NAMES = dict(url_table())
