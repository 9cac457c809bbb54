"""Progress in a letter to a doctor: chosen parts, read as what is shared is read.

What the client said in their own words of what is felt is not in it, as it is not in the rest of
the letter.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.models import Episode
from practice.core.actor import Actor
from sessions.letters.chapters import Chapters
from sessions.progress.course.paper import parts_on_paper
from sessions.progress.course.parts import ProgressPart
from sessions.progress.course.queries import progress_to_hand_over

HOLDS: Mapping[ProgressPart, Promise] = {
    ProgressPart.SEVERITY: gettext_lazy(
        "pain of seven days, lessons, releases, phases and symptoms"
    ),
    ProgressPart.ACTIVITIES: gettext_lazy("each activity by the name they gave it, and their mean"),
    ProgressPart.MATRIX: gettext_lazy("tone and pain by position, lesson beside lesson"),
    ProgressPart.SENSATION: gettext_lazy("how clearly each place is felt, without their own words"),
    ProgressPart.PRACTICE: gettext_lazy("days that were planned, and those with a log"),
    ProgressPart.HABIT: gettext_lazy("how much practising goes by itself"),
    ProgressPart.RETENTION: gettext_lazy(
        "what was tried before as the intake told it, and this work"
    ),
    ProgressPart.CHANGE: gettext_lazy("as they and you judged it, where both did"),
}


def _choices() -> list[tuple[str, str]]:
    said = _("%(part)s: %(holds)s")
    return [
        (part.value, said % {"part": _(part.label), "holds": HOLDS[part]}) for part in ProgressPart
    ]


def _told(actor: Actor, episode: Episode, chosen: Sequence[str]) -> list[dict[str, Any]]:
    """The chosen parts of this course of work; what a part lacks, it says."""
    parts = [part for part in ProgressPart if part.value in chosen]
    found = progress_to_hand_over(
        actor,
        episode.client_id,
        period=str(episode.pk),
        parts=parts,
        own_words=False,
    )
    return parts_on_paper(found)


PROGRESS = Chapters(_choices, _told)
