"""The demo's client of the portal has a page to talk over, with pictures of what there is."""

from typing import Any

import pytest

from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.data.demo.talking import PARTS
from sessions.progress.sharing.models import SharedProgress
from tests.practice.data.conftest import AT, Demo


@pytest.fixture(autouse=True)
def _unblocked(demo: Demo, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock(), clock_at(AT):
        yield


def test_samuel_has_a_page_of_his_progress(demo: Demo) -> None:
    with acting(demo.owner) as owner:
        (shared,) = SharedProgress.objects.visible_to(owner).select_related("client")
        assert shared.client.given_name == "Samuel"
    assert shared.parts == [part.value for part in PARTS]
    for part in PARTS:
        assert "<svg" in shared.drawn[part.value], part
