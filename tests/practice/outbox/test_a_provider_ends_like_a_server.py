"""By a provider too each attempt is not sent, refused, accepted or unknown, and known for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from anymail.backends.postmark import EmailBackend
from anymail.exceptions import AnymailConfigurationError as ConfigurationError
from anymail.exceptions import AnymailInvalidAddress

from practice.core.actor import acting
from practice.outbox.addresses.models import SuppressedAddress
from practice.outbox.sending import provider as sending
from practice.outbox.sending.run import send_due
from tests.cast import House
from tests.practice.outbox.live import (
    add_client,
    add_reminder,
    attempts,
    change,
    let_it_be_named,
    stored,
)
from tests.practice.outbox.provider import Provider, hang_up, stall
from tests.worded import put_worded


def by(settings: Any, name: str, url: str, key: str = "server_token") -> None:
    settings.SUPPLE_MAIL_PROVIDER = {
        "name": name,
        "options": {key: "secret", "api_url": url},
        "webhooks": {"webhook_secret": "supple:s3cret"},
    }
    settings.SUPPLE_SMTP = settings.SUPPLE_SMTP | {"timeouts": [1.0, 1.0, 0.5]}


@pytest.fixture
def postmark(settings: Any) -> Iterator[Provider]:
    provider = Provider()
    by(settings, "postmark", provider.url)
    yield provider
    provider.stop()


def test_an_accepted_mail_keeps_the_providers_name(mill: House, postmark: Provider) -> None:
    put_worded(mill)
    message = add_reminder(mill, add_client(mill, email="x@clients.example"))
    let_it_be_named(mill)
    assert send_due(5)["sent"] == 1
    attempt, [asked] = attempts(mill, message.pk)[-1], postmark.requests
    assert (attempt.outcome, attempt.provider_id) == ("accepted", "pm-1")
    assert attempt.data_at is not None
    assert asked["Subject"] == "Time for you, Nora"
    assert asked["To"] == "Nora <x@clients.example>"
    assert asked["TextBody"].startswith("Dear Nora,")
    assert "<h1" in asked["HtmlBody"]
    headers = {one["Name"]: one["Value"] for one in asked["Headers"]}
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"] == f"<{message.pk.hex}@127.0.0.1>"
    assert asked["Metadata"] == {"practice": str(mill.practice.pk), "mail": str(message.pk)}
    assert (asked["TrackOpens"], asked["TrackLinks"]) == (False, "None")


@pytest.mark.parametrize("fault", [hang_up, stall])
def test_no_answer_is_unknown_and_not_repeated(mill: House, postmark: Provider, fault: Any) -> None:
    message = add_reminder(mill, add_client(mill))
    postmark.answers = [fault]
    assert send_due(5)["unknown"] == 1
    assert stored(mill, message.pk).state == "unknown"
    assert attempts(mill, message.pk)[0].data_at is not None
    send_due(5)
    assert len(postmark.requests) == 1


@pytest.mark.parametrize("code", [500, 502, 504])
def test_a_stumble_is_unknown(mill: House, postmark: Provider, code: int) -> None:
    message = add_reminder(mill, add_client(mill))
    postmark.answers = [(code, {"Message": "oh"})]
    send_due(5)
    assert stored(mill, message.pk).state == "unknown"


@pytest.mark.parametrize("fault", [(500, {"Message": "oh"}), hang_up])
def test_three_stumbles_in_a_row_keep_the_others(
    mill: House, postmark: Provider, fault: Any
) -> None:
    messages = [add_reminder(mill, add_client(mill)) for _ in range(6)]
    postmark.answers = [fault, (200, postmark.took), fault, fault, fault, fault]
    tally = send_due(5)
    assert (tally["unknown"], tally["sent"], tally["server_down"]) == (4, 1, 1)
    left = [stored(mill, m.pk) for m in messages if stored(mill, m.pk).state == "retry"]
    assert len(left) == 1
    assert attempts(mill, left[0].pk)[0].data_at is None


def test_too_large_fails_alone(mill: House, postmark: Provider) -> None:
    first = add_reminder(mill, add_client(mill))
    second = add_reminder(mill, add_client(mill))
    postmark.answers = [(413, {"Message": "too large"})]
    tally = send_due(5)
    assert (tally["failed"], tally["sent"]) == (1, 1)
    assert {stored(mill, m.pk).state for m in (first, second)} == {"failed", "sent"}


@pytest.mark.parametrize("code", [400, 422])
def test_what_may_be_about_the_sender_is_asked_again(
    mill: House, postmark: Provider, code: int
) -> None:
    first = add_reminder(mill, add_client(mill))
    second = add_reminder(mill, add_client(mill))
    postmark.answers = [(code, {"ErrorCode": 300, "Message": "Invalid 'From' address."})]
    tally = send_due(5)
    assert (tally["retry"], tally["sent"]) == (1, 1)
    [waits] = [m for m in (first, second) if stored(mill, m.pk).state == "retry"]
    assert attempts(mill, waits.pk)[0].outcome == "refused"


@pytest.fixture
def slept(monkeypatch: Any) -> list[float]:
    """How long the sender paused; it does not really."""
    pauses: list[float] = []
    monkeypatch.setattr(sending, "sleep", pauses.append)
    return pauses


TOO_MANY: Any = (429, {"Message": "slower"})


@pytest.mark.parametrize(("told", "pause"), [({}, 1.0), ({"Retry-After": "3"}, 3.0)])
def test_too_many_is_asked_once_more_and_goes(
    mill: House, postmark: Provider, slept: list[float], told: Any, pause: float
) -> None:
    for _ in range(2):
        add_reminder(mill, add_client(mill))
    postmark.answers = [(*TOO_MANY, told)]
    assert send_due(5)["sent"] == 2
    assert slept == [pause]


@pytest.mark.parametrize(
    ("told", "asked"), [({}, 2), ({"Retry-After": "60"}, 1), ({"Retry-After": "0"}, 2)]
)
def test_too_many_again_waits_alone(
    mill: House, postmark: Provider, slept: list[float], told: Any, asked: int
) -> None:
    messages = [add_reminder(mill, add_client(mill)) for _ in range(3)]
    postmark.answers = [(*TOO_MANY, told)] * asked
    tally = send_due(5)
    assert (tally["retry"], tally["sent"], tally["server_down"]) == (1, 2, 0)
    [waits] = [m for m in messages if stored(mill, m.pk).state == "retry"]
    # No refusal of the mail: however often it is said, the mail does not fail by it.
    assert attempts(mill, waits.pk)[0].outcome == "not_sent"
    assert slept == [1.0] * (asked - 1)


def test_a_stop_wins_in_the_pause(mill: House, postmark: Provider, monkeypatch: Any) -> None:
    message = add_reminder(mill, add_client(mill))
    postmark.answers = [TOO_MANY]
    monkeypatch.setattr(sending, "sleep", lambda _: change(mill, message.pk, state="cancelled"))
    send_due(5)
    assert len(postmark.requests) == 1
    assert stored(mill, message.pk).state == "cancelled"


@pytest.mark.parametrize(
    ("error", "state"), [(AnymailInvalidAddress("x"), "failed"), (ConfigurationError("x"), "retry")]
)
def test_what_it_cannot_even_ask_was_not_sent(
    mill: House, postmark: Provider, monkeypatch: Any, error: Exception, state: str
) -> None:
    def fails(*_args: Any) -> None:
        raise error

    message = add_reminder(mill, add_client(mill))
    monkeypatch.setattr(EmailBackend, "build_message_payload", fails)
    send_due(5)
    [attempt] = attempts(mill, message.pk)
    assert stored(mill, message.pk).state == state
    assert attempt.data_at is None
    assert postmark.requests == []


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (401, {"ErrorCode": 10, "Message": "no such token"}),
        (422, {"ErrorCode": 405, "Message": "out of credits"}),
        (422, {"ErrorCode": 412, "Message": "account pending"}),
        (403, {"Message": "this sender is not verified"}),
        (503, {"Message": "later"}),
    ],
)
def test_what_is_about_us_lets_all_wait(
    mill: House, postmark: Provider, code: int, told: dict[str, Any]
) -> None:
    messages = [add_reminder(mill, add_client(mill)) for _ in range(3)]
    postmark.answers = [(code, told)] * 9
    assert send_due(5)["server_down"] == 1
    assert [stored(mill, m.pk).state for m in messages] == ["retry"] * 3
    assert len(postmark.requests) == 1


def test_nobody_there_lets_all_wait(mill: House, settings: Any) -> None:
    provider = Provider()
    provider.stop()
    by(settings, "postmark", provider.url)
    message = add_reminder(mill, add_client(mill))
    assert send_due(5)["server_down"] == 1
    assert stored(mill, message.pk).state == "retry"


def test_an_address_that_it_takes_no_mail_for_gets_none(mill: House, postmark: Provider) -> None:
    client = add_client(mill, email="x@clients.example")
    add_reminder(mill, client, slot="first")
    words = "Found inactive addresses: x@clients.example. Inactive recipients are ones that…"
    postmark.answers = [(422, {"ErrorCode": 406, "Message": words})]
    assert send_due(5)["failed"] == 1
    later = add_reminder(mill, client, slot="later")
    send_due(5)
    assert stored(mill, later.pk).state == "suppressed"
    with acting(mill.boss) as boss:
        assert SuppressedAddress.objects.visible_to(boss).get().address == "x@clients.example"


@pytest.fixture
def resend(settings: Any) -> Iterator[Provider]:
    provider = Provider({"id": "re-1"})
    by(settings, "resend", provider.url, key="api_key")
    yield provider
    provider.stop()


def test_a_key_makes_a_second_request_the_same_one(mill: House, resend: Provider) -> None:
    """Resend knows it again, so that what had no answer is simply asked once more."""
    message = add_reminder(mill, add_client(mill))
    resend.answers = [hang_up]
    send_due(5)
    assert stored(mill, message.pk).state == "retry"
    change(mill, message.pk, try_at=None)
    send_due(5)
    assert stored(mill, message.pk).state == "sent"
    assert resend.keys == [f"<{message.pk.hex}@127.0.0.1>"] * 2
    assert attempts(mill, message.pk)[1].provider_id == "re-1"


@pytest.mark.parametrize(
    ("code", "name", "state"),
    [
        (409, "invalid_idempotent_request", "unknown"),
        (409, "concurrent_idempotent_requests", "retry"),
        (429, "daily_quota_exceeded", "retry"),
    ],
)
def test_what_its_names_say(
    mill: House, resend: Provider, slept: list[float], code: int, name: str, state: str
) -> None:
    """Of a second request with another body nobody knows what became of the first."""
    message = add_reminder(mill, add_client(mill))
    resend.answers = [hang_up]
    send_due(5)
    change(mill, message.pk, try_at=None)
    resend.answers = [(code, {"statusCode": code, "name": name, "message": "…"})]
    send_due(5)
    assert stored(mill, message.pk).state == state
    assert (len(resend.requests), slept) == (2, [])
