"""What a practice words goes out as it says, beside what no mail goes without."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practice.core.actor import acting
from practice.outbox.models import Message
from practice.outbox.sending.run import send_due
from practice.outbox.texts.kinds import text_kinds
from practice.outbox.texts.models import MailText
from practice.outbox.texts.rules import OwnText
from tests.cast import House
from tests.practice.outbox.live import (
    add_client,
    add_reminder,
    found_house,
    let_it_be_named,
    make_due,
    states_of,
    stored,
)
from tests.practice.outbox.sink import Sink
from tests.worded import put_worded


def _texts(mail: Any) -> tuple[str, str]:
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    return plain.replace("\r\n", "\n"), html


def test_a_mail_says_it_as_text_and_as_html(mill: House, sink: Sink) -> None:
    body = "Dear {first_name},\n\nA <i>few</i> minutes & no more."
    put_worded(mill, text=OwnText("Time for you, {first_name}", body))
    add_reminder(mill, add_client(mill, "<b>Nora</b>"))
    let_it_be_named(mill)
    send_due(5)
    [mail] = sink.mails
    plain, html = _texts(mail)
    assert mail["Subject"] == "Time for you, <b>Nora</b>"
    assert plain.startswith("Dear <b>Nora</b>,\n\nA <i>few</i> minutes & no more.\n")
    assert "A &lt;i&gt;few&lt;/i&gt; minutes &amp; no more." in html
    assert "&lt;b&gt;Nora" in html
    assert "<b>Nora" not in html
    assert "the note you asked for" not in plain + html


def test_the_links_are_there_whatever_is_said(mill: House, sink: Sink) -> None:
    put_worded(mill, text=OwnText("Now", "Now."))
    add_reminder(mill, add_client(mill))
    send_due(5)
    [mail] = sink.mails
    plain, html = _texts(mail)
    for said in (plain, html):
        assert said.count("/l/") >= 2
    assert mail["List-Unsubscribe"].strip("<>") in plain
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_own_subject_names_nobody_to_whom_that_is_too_much(mill: House, sink: Sink) -> None:
    """Detail is off until somebody asks for it: then a locked screen says Supple's words alone."""
    put_worded(mill, text=OwnText("{practice} reminds {first_name}", "Dear {first_name}"))
    add_reminder(mill, add_client(mill))
    send_due(5)
    [mail] = sink.mails
    assert mail["Subject"] == "A few minutes for yourself"
    assert _texts(mail)[0].startswith("Dear Nora")


def test_half_of_it_may_stay_as_it_is(mill: House, sink: Sink) -> None:
    put_worded(mill, text=OwnText("Only another subject", ""))
    add_reminder(mill, add_client(mill))
    let_it_be_named(mill)
    send_due(5)
    plain, _html = _texts(sink.mails[0])
    assert sink.mails[0]["Subject"] == "Only another subject"
    assert "Here is the note you asked for." in plain


def test_what_cannot_be_filled_goes_out_in_supples_words(mill: House, sink: Sink) -> None:
    """A release may know fewer names than the one that a text was written under."""
    put_worded(mill)
    with acting(mill.boss) as boss:
        MailText.objects.visible_to(boss).update(body="Dear {nickname}")
    message = add_reminder(mill, add_client(mill))
    send_due(5)
    [mail] = sink.mails
    plain, _html = _texts(mail)
    assert mail["Subject"] == "A few minutes for yourself"
    assert "Here is the note you asked for." in plain
    assert stored(mill, message.pk).state == "sent"


def test_what_looks_like_a_mark_stays_and_the_mail_goes(mill: House, sink: Sink) -> None:
    """Words that were kept before such characters were refused."""
    put_worded(mill)
    with acting(mill.boss) as boss:
        MailText.objects.visible_to(boss).update(body="Dear {first_name}, \ue000x\ue001")
    add_reminder(mill, add_client(mill))
    assert send_due(5)["sent"] == 1
    assert _texts(sink.mails[0])[0].startswith("Dear Nora, \ue000x\ue001")


def test_another_language_has_its_own(mill: House, sink: Sink) -> None:
    put_worded(mill)
    with acting(mill.boss) as boss:
        MailText.objects.visible_to(boss).update(language="de")
    add_reminder(mill, add_client(mill))
    send_due(5)
    assert sink.mails[0]["Subject"] == "A few minutes for yourself"


def test_another_practices_words_stay_there(mill: House, sink: Sink) -> None:
    put_worded(found_house("Other", "UTC", "other.example"))
    add_reminder(mill, add_client(mill))
    send_due(5)
    assert sink.mails[0]["Subject"] == "A few minutes for yourself"


def test_own_words_cost_no_statement_a_mail(mill: House, sink: Sink) -> None:
    counts = []
    make_due(mill, 8)
    let_it_be_named(mill)
    for number in range(3):  # the first makes what later ones find
        if number == 2:
            put_worded(mill)
        with CaptureQueriesContext(connection) as seen:
            send_due(5)
        counts.append(len(seen))
        with acting(mill.boss) as boss:
            Message.objects.visible_to(boss).update(state="planned", settled_at=None)
    assert states_of(mill)["planned"] == 8
    assert counts[1] == counts[2]
    assert len(sink.mails) == 24
    assert sink.mails[-1]["Subject"].startswith("Time for you, ")


@pytest.mark.django_db
def test_what_is_shown_as_supples_is_what_goes_out(linden: House, nora: Any) -> None:
    """The words that one begins from are those of the mail."""
    with acting(linden.boss) as boss:
        for kind in text_kinds():
            mail = kind.preview(boss, nora.pk, OwnText())
            own = kind.preview(boss, nora.pk, kind.default)
            assert mail.subject == own.subject
            said = " ".join(own.text.split())
            for paragraph in own.text.split("\n\n")[:2]:
                assert " ".join(paragraph.split()) in " ".join(mail.text.split())
            assert "{" not in said
