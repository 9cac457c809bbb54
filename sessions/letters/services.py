"""Making a letter: who made which, when, stays."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.services import claim_once
from sessions.appointments.services import writer_of
from sessions.letters.chapters import told as told_chapters
from sessions.letters.models import DoctorLetter
from sessions.letters.paper import told_of
from sessions.letters.queries import Course
from sessions.notes.queries import MuscleGroupName


def make_letter(
    *,
    actor: Actor,
    course: Course,
    groups: Iterable[MuscleGroupName],
    addressee: str,
    words: str,
    chapters: Sequence[str] = (),
    key: UUID | None = None,
) -> DoctorLetter:
    """Keep a letter as it goes on paper, with the `chapters` that were chosen by their codes.

    AlreadyDone, with its id, if `key` made one.
    """
    actor.require("note.write")
    require_present(actor=actor, client_id=course.episode.client_id)
    if not addressee.strip():
        raise DomainError(_("Say to whom it goes."), field="addressee")
    if not words.strip():
        raise DomainError(_("Say why you write."), field="words")
    once = claim_once(actor=actor, key=key, action="make_letter")
    further = told_chapters(actor, course.episode, chapters)
    letter_told = told_of(actor, course, groups, addressee=addressee.strip(), words=words.strip())
    letter = DoctorLetter(
        **once,
        practice_id=actor.practice_id,
        client_id=course.episode.client_id,
        episode_id=course.episode.pk,
        addressee=addressee.strip(),
        told={**letter_told, "further": further},
        made_by_id=writer_of(actor),
        made_at=now(),
    )
    letter.save(force_insert=True)
    return letter
