"""Writes of own words: wording a text, and going back to Supple's."""

import unicodedata
from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from practice.outbox.texts.kinds import TextKind
from practice.outbox.texts.models import MailText
from practice.outbox.texts.queries import Shown, get_text
from practice.outbox.texts.rules import (
    BODY_LENGTH,
    SUBJECT_LENGTH,
    OwnText,
    has_loose_brace,
    unknown_in,
)

FIELDS = {"subject": "subject_line", "body": "body"}
# Control characters, halves of a pair, and what is private: Supple marks places with those.
_UNSHOWN = frozenset({"Cc", "Cs", "Co"})


def tidied(text: OwnText, kind: TextKind) -> OwnText:
    """Without what Supple says anyway; ends of lines are one character."""
    subject, body = text.subject.strip(), text.body.replace("\r\n", "\n").replace("\r", "\n")
    body = "\n".join(line.rstrip() for line in body.strip().split("\n"))
    default = kind.default
    return OwnText(
        "" if subject == default.subject else subject, "" if body == default.body else body
    )


def check_text(kind: TextKind, text: OwnText) -> None:
    """Refuse what cannot be sent, beside the field that it stands in."""
    for name, said in asdict(text).items():
        most = SUBJECT_LENGTH if name == "subject" else BODY_LENGTH
        if len(said) > most:
            words = _("Keep it to %(n)s characters.") % {"n": most}
            raise DomainError(words, field=FIELDS[name])
        if name == "subject" and len(said.splitlines()) > 1:
            raise DomainError(_("A subject is one line."), field=FIELDS[name])
        if any(unicodedata.category(c) in _UNSHOWN and c not in "\n\r\t" for c in said):
            raise DomainError(_("It has characters that no mail can show."), field=FIELDS[name])
        _check_braces(kind, said, FIELDS[name])


def _check_braces(kind: TextKind, said: str, field: str) -> None:
    allowed = ", ".join(f"{{{name}}}" for name in kind.placeholders)
    if wrong := unknown_in(said, kind.placeholders):
        words = _("There is no %(wrong)s here. These there are: %(allowed)s")
        raise DomainError(words % {"wrong": ", ".join(wrong), "allowed": allowed}, field=field)
    if has_loose_brace(said):
        words = _("A brace opens or closes nothing. Braces stand around these only: %(allowed)s")
        raise DomainError(words % {"allowed": allowed}, field=field)


def _changed(shown: Shown) -> Stale:
    return Stale(_("Somebody changed this text in between."), current=shown)


@transaction.atomic
def word_text(*, actor: Actor, code: str, language: str, text: OwnText, version: int) -> Shown:
    """Say a text in the practice's own words from now on; empty parts are Supple's.

    Stale unless `version` is the stored one, 0 before the first.
    """
    actor.require("settings.write")
    shown = get_text(actor, code, language, lock=True)
    check_text(shown.kind, text)
    if shown.version != version:
        raise _changed(shown)
    kept = tidied(text, shown.kind)
    row = shown.row or MailText(
        practice_id=actor.practice_id, code=code, language=language, version=0
    )
    if shown.row is not None and kept == row.own:
        return shown
    row.subject_line, row.body = kept.subject, kept.body
    row.version += 1
    row.changed_at, row.changed_by_id = now(), actor.membership_id
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # somebody worded it first
        raise _changed(get_text(actor, code, language)) from None
    return Shown(shown.kind, language, row)


def back_to_default(*, actor: Actor, code: str, language: str, version: int) -> Shown:
    """Let Supple's words go out again; what the practice said stays in the history."""
    return word_text(actor=actor, code=code, language=language, text=OwnText(), version=version)
