"""Progress in a letter to a doctor: chosen parts, read as what is shared is read."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from clients.records.models import Episode
from practice.core.actor import Actor
from sessions.letters.chapters import Chapters
from sessions.progress.course.paper import parts_on_paper
from sessions.progress.course.parts import ProgressPart
from sessions.progress.course.queries import progress_to_hand_over


def _choices() -> list[tuple[str, str]]:
    return [(part.value, _(part.label)) for part in ProgressPart]


def _told(actor: Actor, episode: Episode, chosen: Sequence[str]) -> list[dict[str, Any]]:
    """The chosen parts of this course of work; what a part lacks, it says."""
    parts = [part for part in ProgressPart if part.value in chosen]
    found = progress_to_hand_over(actor, episode.client_id, period=str(episode.pk), parts=parts)
    return parts_on_paper(found)


PROGRESS = Chapters(_choices, _told)
