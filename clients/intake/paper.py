"""A signed intake as a PDF, from the same answers that are read on the page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clients.intake.models import IntakeSubmission
from clients.intake.queries import documents_of
from clients.intake.rules import OWN, IntakeStep, known_zones, part_of, words_of
from clients.records.models import ConsentDocument
from practice.core.actor import Actor
from practice.core.locales import paper_size
from practice.core.paper import pdf_of

READ_APART = {IntakeStep.CONSENT}


def intake_pdf(actor: Actor, intake: IntakeSubmission) -> bytes:
    """The same bytes whenever and for whomever it is made, on the practice's paper: it says what
    was signed, and when."""
    documents = documents_of(actor, intake)
    told = paper_of(intake, documents, practice=actor.practice_name)
    told["paper"] = paper_size(actor.locale)
    return pdf_of("intake", told, at=cast(datetime, intake.signed_at))


def paper_of(
    intake: IntakeSubmission, documents: Sequence[ConsentDocument], *, practice: str
) -> dict[str, Any]:
    """Everything that stands on the paper, as words."""
    answers = intake.answers
    given, signed = answers.get("consents", {}), signed_words(intake)
    name = whose_words(intake)
    return {
        "title": _("Intake of %(name)s") % {"name": name},
        "practice": practice,
        "foot": _("Intake of %(name)s, signed %(at)s") % {"name": name, "at": signed},
        "facts": [
            [_("Practice"), practice],
            [_("Signed"), signed],
            [_("Form"), _("version %(n)s") % {"n": intake.form_version}],
            *_for_whom(intake),
            *_own(intake),
            *_together(intake),
        ],
        "sections": [
            {"title": step.label, "lines": words_of(answers, step)}
            for step in IntakeStep
            if step not in READ_APART and part_of(answers, step)
        ],
        "nothing": _("Nothing was told here."),
        "agreed": IntakeStep.CONSENT.label,
        "consents": [
            {
                "title": document.title,
                "version": _("version %(n)s") % {"n": document.version},
                "given": _("yes") if given.get(document.kind) is True else _("no"),
                "text": document.text,
            }
            for document in documents
        ],
        "signature_title": _("Signature"),
        "signature": intake.typed_signature,
        "signed": _signed_line(intake, signed),
    }


def whose_words(intake: IntakeSubmission) -> str:
    """Whose intake it is: the name they signed with, or of a client under age the one they told."""
    if intake.guardian_id is None:
        return intake.typed_signature
    contact = intake.answers.get("contact", {})
    told = (contact.get("given_name", ""), contact.get("family_name", ""))
    return " ".join(filter(None, told))


def _for_whom(intake: IntakeSubmission) -> list[list[str]]:
    if intake.guardian_id is None:
        return []
    by = {"name": intake.typed_signature, "relation": intake.signed_as}
    return [[_("Signed by"), _("%(name)s (%(relation)s), for the client under age") % by]]


def _signed_line(intake: IntakeSubmission, signed: str) -> str:
    if intake.guardian_id is None:
        return _("Typed and signed %(at)s") % {"at": signed}
    told = {"at": signed, "relation": intake.signed_as, "client": whose_words(intake)}
    return _("Typed and signed %(at)s, as %(relation)s, for %(client)s") % told


def signed_words(intake: IntakeSubmission) -> str:
    """When it was signed, by the clock that the client named; the same in every country."""
    return _at(intake, cast(datetime, intake.signed_at))


def _own(intake: IntakeSubmission) -> list[list[str]]:
    own = intake.answers.get(OWN)
    if own is None:
        return []
    return [[_("The practice’s own questions"), _("version %(n)s") % {"n": own["version"]}]]


def _together(intake: IntakeSubmission) -> list[list[str]]:
    if intake.filled_with is None:
        return []
    by = {"name": intake.filled_with.name, "at": _at(intake, cast(datetime, intake.filled_with_at))}
    return [[_("Filled in"), _("together with %(name)s, %(at)s") % by]]


def _at(intake: IntakeSubmission, at: datetime) -> str:
    told = intake.answers.get("contact", {}).get("timezone", "")
    zone = told if told in known_zones() else "UTC"
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"
