"""Reads of own words: by whoever looks after them, and once a batch by the sender."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import get_language

from practice.core.actor import Actor
from practice.outbox.texts.kinds import TextKind, careful_names, text_kind, text_kinds
from practice.outbox.texts.models import MailText
from practice.outbox.texts.rules import (
    OwnText,
    OwnWords,
    Unfillable,
    has_loose_brace,
    named_in,
    unknown_in,
    words_of,
)

log = logging.getLogger(__name__)
type Texts = Mapping[str, OwnText]


def language() -> str:
    """The language that mails are written in now, without its country."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def worded_in(practice_id: Any) -> Any:
    """Own words of a practice in this language, as JSON: `told_texts` reads it."""
    rows = MailText._base_manager.filter(practice_id=practice_id, language=language())
    told = JSONObject(code="code", subject="subject_line", body="body")
    return rows.exclude(subject_line="", body="").values(told=told)


def told_texts(told: Iterable[Mapping[str, str]]) -> Texts:
    """What `worded_in` read."""
    return {t["code"]: OwnText(t["subject"], t["body"]) for t in told}


def own_words(texts: Texts, code: str, values: Mapping[str, str]) -> OwnWords | None:
    """The practice's own words for one mail; None: it has none, and Supple's go out.

    So do Supple's when its own cannot be filled, which a list that grew shorter may do: a mail in
    other words is better than none. The page of texts says so.
    """
    own = texts.get(code)
    if own is None:
        return None
    try:
        return words_of(own, values)
    except Unfillable:
        log.warning("own words of %s cannot be filled: the default goes out", code)
        return None


@dataclass(frozen=True)
class Shown:
    """A text as its page shows it; without a `row` it was never worded."""

    kind: TextKind
    language: str
    row: MailText | None

    @property
    def version(self) -> int:
        """Which version a change is made from; 0 before the first."""
        return self.row.version if self.row else 0

    @property
    def is_own(self) -> bool:
        """Whether anything of it is the practice's own."""
        return self.row is not None and self.row.own != OwnText()

    @property
    def is_broken(self) -> bool:
        """Whether Supple's words go out because these cannot be filled."""
        if self.row is None:
            return False
        both = f"{self.row.subject_line} {self.row.body}"
        return has_loose_brace(both) or bool(unknown_in(both, self.kind.placeholders))

    @property
    def text(self) -> OwnText:
        """How it reads now: the practice's own, and Supple's where that is empty."""
        own, default = self.row.own if self.row else OwnText(), self.kind.default
        return OwnText(own.subject or default.subject, own.body or default.body)


def all_texts(actor: Actor) -> list[Shown]:
    """Every text in every language. One statement."""
    rows = MailText.objects.visible_to(actor).select_related("changed_by")
    kept = {(row.code, row.language): row for row in rows}
    codes = [code for code, _word in settings.LANGUAGES]
    return [
        Shown(kind, code, kept.get((kind.code, code))) for kind in text_kinds() for code in codes
    ]


def get_text(actor: Actor, code: str, language: str, *, lock: bool = False) -> Shown:
    """The one door to a text, worded or not."""
    kind = text_kind(code)
    if kind is None or language not in dict(settings.LANGUAGES):
        raise Http404("text")
    rows = MailText.objects.visible_to(actor).filter(Q(code=code) & Q(language=language))
    if lock:
        rows = rows.select_for_update(of=("self",))
    return Shown(kind, language, rows.select_related("changed_by").first())


def careful_with(actor: Actor, text: OwnText) -> list[str]:
    """What a text names of movements and symptoms, which whoever sees the mail would read."""
    return named_in(f"{text.subject}\n{text.body}", careful_names(actor))
