"""Reasons as people read them: what, with its numbers, since when; and one next step for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.sensing.rules import STEPS
from clients.symptoms.rules import BODY_REGIONS_BY_CODE
from sessions.progress.radar.models import RadarSnapshot
from sessions.progress.radar.rules import (
    LAST_TOLD,
    Level,
    Number,
    Reason,
    Signal,
    State,
    WrongShape,
    leading,
    read_reasons,
)

NO_ANSWER_YET = gettext_lazy("It was never asked about, or never answered.")
ANSWERED_ONCE = gettext_lazy("It was answered at the beginning alone: nothing to compare yet.")
LONG_AGO = gettext_lazy("Last answered %(days)s days ago; answers hold for %(fresh)s.")
REWORDED = gettext_lazy("It was asked in other words since: the two cannot be compared.")
NO_COURSE = gettext_lazy("No course of work has begun.")
ENDED = gettext_lazy("The work has ended.")

SENTENCES: Mapping[str, str | Promise] = {
    "no_course": NO_COURSE,
    "discharged": ENDED,
    "no_release": gettext_lazy("No release is recorded."),
    "integrates": gettext_lazy("What let go on %(released_on)s is being integrated."),
    "release_is_new": gettext_lazy(
        "It let go %(days)s days ago; you give %(given)s days to integrate it."
    ),
    "release_stands": gettext_lazy(
        "For %(days)s days nothing has integrated what let go; you give it %(given)s."
    ),
    "never_answered": NO_ANSWER_YET,
    "once_answered": ANSWERED_ONCE,
    "answered_long_ago": LONG_AGO,
    "reworded": REWORDED,
    "other_activities": gettext_lazy(
        "Other activities were asked about last than at the beginning: nothing to compare."
    ),
    "pain_was_back": gettext_lazy(
        "Pain was back at %(now)s when it was last heard of, on %(heard_on)s; answers hold for"
        " %(fresh)s days."
    ),
    "gain_was_lost": gettext_lazy(
        "Activities had lost what they gained when they were last heard of, on %(heard_on)s;"
        " answers hold for %(fresh)s days."
    ),
    "pain_is_back": gettext_lazy(
        "Pain is at %(now)s. It began at %(began)s and had fallen to %(lowest)s (of 10)."
    ),
    "pain_is_lower": gettext_lazy("Pain is at %(now)s; it began at %(began)s (of 10)."),
    "pain_never_fell": gettext_lazy(
        "Pain is at %(now)s. From %(began)s it has not fallen far enough to come back from."
    ),
    "gain_is_lost": gettext_lazy(
        "Activities are at %(now)s. They had come from %(began)s to %(best)s (of 10)."
    ),
    "gain_holds": gettext_lazy(
        "Activities are at %(now)s; from %(began)s they had come to %(best)s (of 10)."
    ),
    "no_gain": gettext_lazy(
        "Activities are at %(now)s. From %(began)s they have not gained enough to lose."
    ),
    "nothing_felt": gettext_lazy("Nothing was said of how clearly a place is felt."),
    "felt_once": gettext_lazy("%(region)s: said once, nothing to compare yet."),
    "felt_long_ago": gettext_lazy(
        "%(region)s: last said %(days)s days ago; answers hold for %(fresh)s."
    ),
    "felt_less_numbers": gettext_lazy(
        "%(region)s: felt at %(now)s of 10; it was at %(best)s before."
    ),
    "felt_less_steps": gettext_lazy("%(region)s: felt “%(now)s”; it was “%(best)s” before."),
    "felt_as_clearly_numbers": gettext_lazy(
        "%(region)s: felt at %(now)s of 10; the most before was %(best)s."
    ),
    "felt_as_clearly_steps": gettext_lazy(
        "%(region)s: felt “%(now)s”; the most before was “%(best)s”."
    ),
    "no_program": gettext_lazy("No home program runs."),
    "program_rests": gettext_lazy("The home program rests."),
    "program_is_new": gettext_lazy("The home program has not run for %(days)s days yet."),
    "program_rested": gettext_lazy("The home program rested in these %(days)s days."),
    "never_logged": gettext_lazy("They never log a practice: nothing is known of it."),
    "no_days_planned": gettext_lazy("The home program has no days."),
    "practises": gettext_lazy("Logged on %(logged)s of %(planned)s planned days."),
    "practises_less": gettext_lazy("Logged on %(logged)s of %(planned)s planned days."),
    "never_seen": gettext_lazy("No lesson was held yet."),
    "is_booked": gettext_lazy("The next lesson is on %(next_on)s."),
    "seen_lately": gettext_lazy("The last lesson was %(days)s days ago."),
    "not_seen": gettext_lazy("The last lesson was %(days)s days ago, and none is booked."),
    "no_treatments": gettext_lazy("No earlier treatment was told of."),
    "held_not_said": gettext_lazy("How long earlier treatments held was not said."),
    "held_short": gettext_lazy(
        "Of %(told)s earlier treatments the one that held longest held %(longest)s days."
    ),
    "held_longer": gettext_lazy("An earlier treatment held %(longest)s days."),
    "never_asked": gettext_lazy("No intake has asked about it."),
    "asked_long_ago": gettext_lazy(
        "An intake last asked about it %(asked)s days ago; that holds for %(days)s."
    ),
    "no_event": gettext_lazy("The intake of these %(days)s days tells of none."),
    "event_injury": gettext_lazy("They told of an injury since."),
    "event_surgery": gettext_lazy("They told of an operation since."),
    "event_accident": gettext_lazy("They told of an accident since."),
    "event_onset": gettext_lazy("They told of a symptom that began after an injury or operation."),
    "event_stress": gettext_lazy("They told of a stress of %(number)s of 10, more than before."),
    "flare_is_open": gettext_lazy("Practice was too much, and the program rests."),
    "flare_is_open_worse": gettext_lazy("It was worse after practising, and the program rests."),
    "flare_is_open_sore": gettext_lazy(
        "Sore for %(hours)s hours after practising, and the program rests."
    ),
    "flare_was": gettext_lazy("Practice was too much. You have talked it over."),
    "flare_was_worse": gettext_lazy("It was worse after practising. You have talked it over."),
    "flare_was_sore": gettext_lazy(
        "Sore for %(hours)s hours after practising. You have talked it over."
    ),
    "nothing_heard": gettext_lazy(
        "No practice was logged and no check-in answered for %(days)s days."
    ),
    "no_flare": gettext_lazy("None was told of in %(days)s days."),
    "habit_never_asked": NO_ANSWER_YET,
    "habit_long_ago": LONG_AGO,
    "no_habit_yet": gettext_lazy("The habit questions come to %(habit)s of 7, below %(from)s."),
    "habit_not_integrated": gettext_lazy(
        "The habit questions come to %(habit)s of 7; they are not maintaining yet."
    ),
    "habit_holds": gettext_lazy("The habit questions come to %(habit)s of 7, and they maintain."),
}

# For the leading reason: what to do, and the page where it is done.
STEPS_OF: Mapping[Signal, tuple[str | Promise, str]] = {
    Signal.RELEASE: (gettext_lazy("Give an integrate item"), "program_add"),
    Signal.PAIN: (gettext_lazy("Look at the measures, and ask"), "measures_page"),
    Signal.FLARE: (gettext_lazy("Talk over what was too much"), "client_page"),
    Signal.ACTIVITIES: (gettext_lazy("Look at the measures, and ask"), "measures_page"),
    Signal.SENSING: (gettext_lazy("Sense it together"), "client_felt"),
    Signal.PRACTICE: (gettext_lazy("Ask what stands in the way"), "client_messages"),
    Signal.EVENT: (gettext_lazy("Ask the safety questions anew"), "safety_ask"),
    Signal.NOT_SEEN: (gettext_lazy("Offer a lesson"), "client_messages"),
    Signal.PRIOR: (gettext_lazy("Look back at what helped"), "client_page"),
}
ASK = (gettext_lazy("Ask how they are"), "measures_page")
# How the badge of each level is drawn.
KINDS: Mapping[str, str] = {
    Level.ACT.value: "act",
    Level.WATCH.value: "watch",
    Level.STEADY.value: "settled",
    Level.UNKNOWN.value: "unknown",
}


@dataclass(frozen=True)
class Step:
    """One next step: in words, and where."""

    words: str
    url: str


@dataclass(frozen=True)
class ToldReason:
    """One signal as it is read; `stands`: told before, and nobody asked about it again."""

    signal: Signal
    state: State
    name: str
    words: str
    points: int
    since: date | None
    stands: bool = False


@dataclass(frozen=True)
class ToldVerdict:
    """A client's verdict of a day, with what speaks first; `broken`: its reasons cannot be read."""

    shot: RadarSnapshot
    level: str
    kind: str
    reasons: list[ToldReason]
    step: Step | None
    broken: bool = False

    @property
    def speaking(self) -> list[ToldReason]:
        """What speaks, the most points first."""
        return [one for one in self.reasons if one.state is State.SPEAKS]

    @property
    def said(self) -> list[ToldReason]:
        """What a list says of somebody: what speaks, and what stands as it was last told."""
        return [*self.speaking, *(one for one in self.reasons if one.stands)]

    @property
    def silent(self) -> list[ToldReason]:
        """What is known, and does not speak."""
        return [one for one in self.reasons if one.state is State.SILENT]

    @property
    def unknown(self) -> list[ToldReason]:
        """What nobody can say, and why."""
        return [one for one in self.reasons if one.state is State.UNKNOWN]


def told_verdict(shot: RadarSnapshot) -> ToldVerdict:
    """A stored verdict in words."""
    level = _(Level(shot.level).label)
    kind = KINDS[shot.level]
    try:
        reasons = read_reasons(shot.reasons)
    except WrongShape:
        return ToldVerdict(shot, level, kind, [], None, broken=True)
    told = [told_reason(one) for one in sorted(reasons, key=lambda one: -one.points)]
    return ToldVerdict(shot, level, kind, told, next_step(shot.client_id, reasons, shot.level))


def told_reason(reason: Reason) -> ToldReason:
    """One signal in words."""
    return ToldReason(
        reason.signal,
        reason.state,
        _(reason.signal.label),
        sentence(reason),
        reason.points,
        reason.since,
        reason.why in LAST_TOLD,
    )


def sentence(reason: Reason) -> str:
    """What it says, with its numbers; its own word where nobody knows the sentence any more."""
    words = SENTENCES.get(reason.why)
    if words is None:
        return _(reason.state.label)
    try:
        return str(words) % {name: _number(reason, name) for name in reason.numbers}
    except KeyError:
        return _(reason.state.label)


def _number(reason: Reason, name: str) -> str:
    value: Number = reason.numbers[name]
    if name == "region":
        region = BODY_REGIONS_BY_CODE.get(str(value))
        return region.name if region else str(value)
    if name.endswith("_on"):
        return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    if name in {"best", "now"} and reason.why.endswith("_steps"):
        return _(STEPS[int(value)].label)
    if isinstance(value, float) and value != int(value):
        return number_format(value, decimal_pos=1)
    return number_format(int(value)) if not isinstance(value, str) else value


def next_step(client_id: UUID, reasons: list[Reason], level: str) -> Step | None:
    """One step for the leading reason; to ask, where nothing is known; none where it is steady."""
    first = leading(reasons)
    warns = first is not None and level in {Level.ACT.value, Level.WATCH.value}
    if level != Level.UNKNOWN.value and not warns:
        return None
    words, view = STEPS_OF[first.signal] if first and warns else ASK
    return Step(str(words), reverse(view, kwargs={"client_id": client_id}))


def level_words(level: str) -> str:
    """A level in a word; "" stays empty."""
    return _(Level(level).label) if level else ""
