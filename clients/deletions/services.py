"""Writes of requests for deletion: asked once, taken back, answered by the owner with words."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.deletions.emails import ANSWER, KIND
from clients.deletions.models import DeletionRequest
from clients.deletions.queries import get_request, open_requests, told_of
from clients.deletions.rules import LONGEST, Outcome, tidy
from clients.guardians.queries import guarding_of, recipients_of
from clients.records.models import Client
from practice.core.actor import Actor, NotAllowed, system_actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.outbox.services import Planned, plan_messages


def _hold(actor: Actor, client_id: UUID) -> Client:
    """Hold the client, so that nobody asks twice at one moment. An archived one may ask too."""
    rows = Client.objects.visible_to(actor, "client.read").select_for_update()
    return rows.get(pk=client_id)


def _checked(said: str, field: str) -> str:
    words = tidy(said)
    if "\0" in words:
        raise DomainError(_("There is a sign in it that no text can hold."), field=field)
    if len(words) > LONGEST:
        told = _("This has %(length)s letters; %(most)s fit. Shorten it.")
        raise DomainError(told % {"length": len(words), "most": LONGEST}, field=field)
    return words


@transaction.atomic
def ask_for_deletion(*, actor: Actor, said: str = "") -> DeletionRequest:
    """Ask for the deletion of what is kept of the client whose pages are open.

    Asked again while one is open, that one stays as it is. The owner and whoever works with the
    client are told at once, by a mail that names nobody. Nothing is deleted.
    """
    actor.require("deletion_request.write")
    if actor.client_id is None:
        raise NotAllowed("deletion_request.write")
    words = _checked(said, "said")
    client = _hold(actor, actor.client_id)
    waiting = open_requests(actor).filter(client_id=client.pk).order_by("asked_at").first()
    if waiting is not None:
        return waiting
    asked = DeletionRequest(
        practice_id=actor.practice_id,
        client=client,
        guardian_id=actor.guardian_id,
        said=words,
        asked_at=now(),
    )
    asked.save(force_insert=True)
    _tell(actor, client, asked)
    return asked


def _tell(actor: Actor, client: Client, asked: DeletionRequest) -> None:
    """Planned for the practice: the list of mails is read by who may not know of whom it is."""
    system = system_actor(actor.practice_id)  # the portal knows nobody's login
    mails = [
        Planned(
            kind=KIND,
            person_id=actor.practice_id,
            subject_id=asked.pk,
            local_date=today_in(client.timezone),
            recipient_id=one.pk,
        )
        for one in told_of(system, client.assigned_to_id)
    ]
    plan_messages(actor=actor, planned=mails)


@transaction.atomic
def withdraw_request(*, actor: Actor, deletion_request_id: UUID) -> DeletionRequest:
    """Take a request back, as long as nobody answered it."""
    actor.require("deletion_request.write")
    asked = get_request(actor, deletion_request_id, "deletion_request.write")
    if asked.answered_at is not None:
        raise DomainError(_("It was answered meanwhile: read the answer below."))
    if asked.withdrawn_at is None:
        asked.withdrawn_at = now()
        asked.save(update_fields=["withdrawn_at"])
    return asked


@transaction.atomic
def answer_request(
    *, actor: Actor, deletion_request_id: UUID, outcome: Outcome, answer: str
) -> DeletionRequest:
    """Answer a request with words: that it was done, elsewhere; or that it is not, and why.

    A mail tells who asked that there is an answer, and nothing of it.
    """
    actor.require("deletion_request.answer")
    asked = get_request(actor, deletion_request_id, "deletion_request.answer")
    words = _checked(answer, "answer")
    if not words:
        raise DomainError(
            _("Say in words what was done, or why not: the client reads it."), field="answer"
        )
    if asked.withdrawn_at is not None:
        raise DomainError(_("They took it back meanwhile: nothing is asked any more."))
    if asked.answered_at is not None:
        raise DomainError(_("It was answered already. What was said stays."))
    asked.outcome, asked.answer = outcome.value, words
    asked.answered_at, asked.answered_by_id = now(), actor.membership_id
    asked.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    _tell_the_answer(actor, asked)
    return asked


def _tell_the_answer(actor: Actor, asked: DeletionRequest) -> None:
    """To the client, or to their guardians; planned for the practice, as the request was."""
    guarding = guarding_of(actor, asked.client_id)
    mails = [
        Planned(
            kind=ANSWER,
            person_id=actor.practice_id,
            subject_id=asked.pk,
            local_date=today_in(asked.client.timezone),
            recipient_id=to,
        )
        for to in recipients_of(guarding)
    ]
    plan_messages(actor=actor, planned=mails)
