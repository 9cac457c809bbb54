"""A client's progress: read once, told part by part."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from clients.measures.rules import GRC, NPRS, PGIC, PSFS, SRBAI
from clients.records.models import Episode
from clients.records.queries import get_client
from clients.records.rules import EpisodeState
from practice.core.actor import Actor
from practice.core.rules import Role
from sessions.progress.course.activities import activities_of
from sessions.progress.course.felt import sensation_of
from sessions.progress.course.given import EVERYTHING, Given, day_words
from sessions.progress.course.judged import change_on_the_whole
from sessions.progress.course.matrix import CHOSEN_MOST, matrix_of
from sessions.progress.course.measured import habit_of, severity_of
from sessions.progress.course.parts import (
    Period,
    Progress,
    ProgressPart,
    Told,
    ToldChange,
)
from sessions.progress.course.practised import practice_of
from sessions.progress.course.reading import (
    ANSWERS_MOST,
    answers_of,
    course_of,
    judged_by_both,
)
from sessions.progress.course.retained import retention_of

ALL = "all"
NAME = 60  # letters of a concern, where a course of work is chosen
_ANSWERED: Mapping[ProgressPart, tuple[str, ...]] = {
    ProgressPart.SEVERITY: (NPRS.code,),
    ProgressPart.ACTIVITIES: (PSFS.code,),
    ProgressPart.HABIT: (SRBAI.code,),
    ProgressPart.RETENTION: (NPRS.code,),
    ProgressPart.CHANGE: (GRC.code, PGIC.code),
}


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of it: a muscle group and two lessons of the matrix, and the part
    whose tables are shown whole, or "everything"."""

    group: str = ""
    lessons: Sequence[str] = ()
    everything: str = ""


def progress_of(
    actor: Actor,
    client_id: UUID,
    period: str = "",
    parts: Collection[ProgressPart] = tuple(ProgressPart),
    asked: Asked | None = None,
    *,
    curve: bool = True,
    own_words: bool = True,
) -> Progress:
    """The progress of a client in a period, in the order of its parts.

    `period` is "" for the course of work that goes on (or was last), the id of another one, or
    "all"; anything else is said in `note`. Of judgements of a change only those that client and
    practitioner have both given: a client can be shown it. `curve`: also that of the practice,
    which is made of everybody's. `own_words`: what the client said of what is felt, too. Http404
    out of reach, Moved when the record became part of another. Five statements at most, whatever
    there is of it.
    """
    asked = asked or Asked()
    course = course_of(actor, client_id)
    if not own_words:
        course = replace(course, sensed=[one._replace(words="") for one in course.sensed])
    periods = _periods(course.episodes)
    chosen = next((one for one in periods if one.key == (period or periods[0].key)), None)
    note = "" if chosen else _("There is no such time to choose: the newest is shown.")
    chosen = chosen or periods[0]
    episodes = [one for one in course.episodes if chosen.key in (ALL, str(one.pk))]
    given = Given(course, chosen, episodes, everything=asked.everything)
    codes = {code for part in parts for code in _ANSWERED.get(part, ())}
    if codes:
        given = replace(given, answers=answers_of(actor, list(given.ids), sorted(codes)))
    if len(given.answers) >= ANSWERS_MOST:
        words = _("Only the newest %(n)s answers are read: choose one course of work for the rest.")
        note = f"{note} {words % {'n': ANSWERS_MOST}}".strip()
    both = judged_by_both(given.answers)
    given = replace(given, answers=both, alone=len(given.answers) - len(both))
    told = {
        part: _told(actor, given, part, asked, curve=curve)
        for part in ProgressPart
        if part in parts
    }
    return Progress(
        client=course.client,
        today=course.today,
        period=chosen,
        periods=periods,
        parts=told,
        note=note,
        everything=asked.everything,
    )


def progress_to_hand_over(
    actor: Actor,
    client_id: UUID,
    period: str = "",
    parts: Collection[ProgressPart] = tuple(ProgressPart),
    *,
    own_words: bool = True,
) -> Progress:
    """A client's progress as far as anybody else may have it: read as the practice in general
    reads, so that what an author keeps to themselves is not in it, whoever hands it over; and
    nothing of other clients. `own_words`: with what the client said of what is felt. The client
    comes through the actor's door.

    Http404 out of reach, Moved for a record that became part of another. One statement more.
    """
    actor.require("note.read")
    client = get_client(actor, client_id, "note.read")
    general = replace(actor, role=Role.OWNER, membership_id=None, only_own_clients=False)
    asked = Asked(everything=EVERYTHING)  # no link leads on from what is handed over
    found = progress_of(
        general,
        client.pk,
        period=period,
        parts=parts,
        asked=asked,
        curve=False,
        own_words=own_words,
    )
    return replace(found, parts={part: _without_kept(told) for part, told in found.parts.items()})


def _without_kept(told: Told) -> Told:
    """Without words on what is kept."""
    return replace(told, kept="") if isinstance(told, ToldChange) else told


def _told(actor: Actor, given: Given, part: ProgressPart, asked: Asked, *, curve: bool) -> Told:
    if part is ProgressPart.MATRIX:
        chosen = [*asked.lessons][:CHOSEN_MOST]
        whole = given.whole(part)
        return matrix_of(actor, given.course.looked, given.ids, asked.group, chosen, whole=whole)
    if part is ProgressPart.RETENTION:
        return retention_of(actor, given, curve=curve)
    return {
        ProgressPart.SEVERITY: severity_of,
        ProgressPart.ACTIVITIES: activities_of,
        ProgressPart.SENSATION: sensation_of,
        ProgressPart.PRACTICE: practice_of,
        ProgressPart.HABIT: habit_of,
        ProgressPart.CHANGE: change_on_the_whole,
    }[part](given)


def _periods(episodes: Sequence[Episode]) -> list[Period]:
    """The one that goes on before those that ended, the newest first, and all of them together."""
    order = sorted(episodes, key=lambda one: one.state != EpisodeState.OPEN)
    found = [Period(str(one.pk), _name(one), one.opened_on, one.closed_on) for one in order]
    return [*found, Period(ALL, _("All of the time"))]


def _name(episode: Episode) -> str:
    said = {
        "concern": Truncator(episode.concern).chars(NAME),
        "first": day_words(episode.opened_on),
        "last": day_words(episode.closed_on) if episode.closed_on else _("today"),
    }
    return _("%(concern)s, %(first)s to %(last)s") % said
