"""Accepted, refused, not sent, unknown: each end of a conversation leads where it should."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from practice.core.clock import now
from practice.outbox.sending.run import send_due
from tests.cast import House
from tests.practice.outbox.live import add_client, add_reminder, attempts, change, stored
from tests.practice.outbox.sink import Sink, answer, hang_up, hang_up_after_keeping


def test_an_accepted_mail_is_sent_with_its_headers(mill: House, sink: Sink) -> None:
    client = add_client(mill, email="nora@clients.example")
    message = add_reminder(mill, client)
    assert send_due(5)["sent"] == 1
    kept, [attempt], [mail] = stored(mill, message.pk), attempts(mill, message.pk), sink.mails
    assert (kept.state, kept.attempt, kept.lease_until) == ("sent", 1, None)
    assert kept.settled_at is not None
    assert kept.message_id == mail["Message-ID"] == f"<{message.pk.hex}@127.0.0.1>"
    assert (attempt.outcome, attempt.smtp_code) == ("accepted", 250)
    assert attempt.data_at is not None
    assert mail["To"] == "Nora <nora@clients.example>"
    assert mail["From"] == "Mill Somatics <practice@127.0.0.1>"
    assert mail["Reply-To"] == "owner@mill.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/l/unsubscribe/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    text = mail.get_body(("plain",))
    assert text is not None
    assert "/l/practice/" in text.get_content()


def test_many_mails_take_one_connection_and_few_statements(mill: House, sink: Sink) -> None:
    for number in range(20):
        add_reminder(mill, add_client(mill, f"Client {number}"))
    with CaptureQueriesContext(connection) as queries:
        assert send_due(10)["sent"] == 20
    assert len(sink.mails) == 20
    assert sink.greetings == 1
    real = [q for q in queries if not q["sql"].startswith(("BEGIN", "COMMIT"))]
    assert len(real) / 20 <= 4, len(real)


def test_a_permanent_refusal_fails_alone(mill: House, sink: Sink) -> None:
    first = add_reminder(mill, add_client(mill))
    second = add_reminder(mill, add_client(mill))
    sink.at_rcpt = [answer("550 5.1.1 <nora@clients.example> unknown")]
    tally = send_due(5)
    assert (tally["failed"], tally["sent"]) == (1, 1)
    states = {stored(mill, m.pk).state for m in (first, second)}
    assert states == {"failed", "sent"}
    failed = next(m for m in (first, second) if stored(mill, m.pk).state == "failed")
    [attempt] = attempts(mill, failed.pk)
    assert (attempt.outcome, attempt.smtp_code, attempt.data_at) == ("refused", 550, None)
    assert "nora@" not in attempt.detail + stored(mill, failed.pk).reason


def test_a_refusal_after_the_dot_is_no_unknown(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    sink.at_end = [answer("554 5.7.1 not wanted")]
    send_due(5)
    assert stored(mill, message.pk).state == "failed"
    assert attempts(mill, message.pk)[0].outcome == "refused"


def test_a_temporary_refusal_waits_and_goes_later(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    sink.at_rcpt = [answer("451 4.7.1 come back later")]
    send_due(5)
    kept = stored(mill, message.pk)
    assert kept.state == "retry"
    assert kept.try_at is not None
    assert now() + timedelta(seconds=20) < kept.try_at < now() + timedelta(seconds=40)
    assert send_due(5).total() == 0
    change(mill, message.pk, try_at=now())
    send_due(5)
    assert stored(mill, message.pk).state == "sent"
    assert [a.outcome for a in attempts(mill, message.pk)] == ["refused", "accepted"]


def test_a_lost_connection_before_the_354_is_not_sent(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    sink.at_rcpt = [hang_up]
    send_due(5)
    assert stored(mill, message.pk).state == "retry"
    [attempt] = attempts(mill, message.pk)
    assert (attempt.outcome, attempt.data_at) == ("not_sent", None)


def test_a_lost_connection_after_the_354_is_unknown_and_shown(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    other = add_reminder(mill, add_client(mill))
    sink.at_end = [hang_up]
    tally = send_due(5)
    assert (tally["unknown"], tally["sent"]) == (1, 1)
    states = sorted(stored(mill, m.pk).state for m in (message, other))
    assert states == ["sent", "unknown"]
    assert send_due(5).total() == 0


def test_no_answer_after_the_dot_is_unknown(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    sink.stall, sink.at_end = 1.5, [answer("keep 250 OK")]
    send_due(5)
    kept, [attempt] = stored(mill, message.pk), attempts(mill, message.pk)
    assert (kept.state, attempt.outcome) == ("unknown", "unknown")
    assert attempt.data_at is not None
    assert sum(sink.copies().values()) == 1


def test_an_appointment_reminder_goes_once_more_and_no_oftener(mill: House, sink: Sink) -> None:
    from practice.outbox import kinds

    message = add_reminder(mill, add_client(mill))
    kinds.register("appointment_reminder", kinds.render_for("practice_reminder"))
    try:
        change(mill, message.pk, kind="appointment_reminder")
        sink.stall, sink.at_end = 1.5, [answer("keep 250 OK"), answer("keep 250 OK")]
        tally = send_due(8)
    finally:
        kinds._kinds.pop("appointment_reminder")
    assert (tally["retry"], tally["unknown"]) == (1, 1)
    assert set(sink.copies().values()) == {2}
    assert len({mail["Date"] for mail in sink.mails}) == 1
    assert stored(mill, message.pk).state == "unknown"


def test_the_mail_server_down_then_up(mill: House, sink: Sink) -> None:
    messages = [add_reminder(mill, add_client(mill)) for _ in range(12)]
    sink.stop()
    assert send_due(5)["server_down"] == 1
    for message in messages:
        assert stored(mill, message.pk).state == "retry"
        change(mill, message.pk, try_at=now())
    sink.start()
    assert send_due(5)["sent"] == 12
    assert set(sink.copies().values()) == {1}


def test_without_the_encryption_asked_for_nothing_is_said(
    mill: House, sink: Sink, settings: Any
) -> None:
    message = add_reminder(mill, add_client(mill))
    settings.SUPPLE_SMTP = settings.SUPPLE_SMTP | {"tls": True}
    assert send_due(5)["server_down"] == 1
    assert stored(mill, message.pk).state == "retry"
    assert sink.mails == []


def test_a_connection_lost_right_after_the_354_is_unknown(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    sink.at_354 = [hang_up]
    send_due(5)
    kept, [attempt] = stored(mill, message.pk), attempts(mill, message.pk)
    assert (kept.state, attempt.outcome) == ("unknown", "unknown")
    assert attempt.data_at is not None
    assert sink.mails == []


def test_a_server_that_says_nothing_before_the_354_is_not_sent(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    sink.stall, sink.at_rcpt = 2.5, [answer("wait 250 OK")]
    send_due(5)
    [attempt] = attempts(mill, message.pk)
    assert stored(mill, message.pk).state == "retry"
    assert (attempt.outcome, attempt.data_at) == ("not_sent", None)


def test_a_mail_that_was_taken_and_never_answered_for_is_unknown(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    sink.at_end = [hang_up_after_keeping]
    send_due(5)
    assert stored(mill, message.pk).state == "unknown"
    assert sum(sink.copies().values()) == 1
