"""/readyz asks the broker that there is, whichever kind it is."""

import pytest

from practice.core.views import _broker

NOBODY = "127.0.0.1:1"


@pytest.mark.parametrize("kind", ["redis", "amqp"])
def test_it_is_said(settings: object, kind: str) -> None:
    settings.CELERY_BROKER_URL = f"{kind}://{NOBODY}//"  # type: ignore[attr-defined]
    assert _broker() == {"ok": False}
