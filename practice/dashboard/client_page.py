"""One client's page: what every room knows of them, gathered in few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.deletions.queries import ToldRequests, requests_beside, told_requests
from clients.files.queries import files_beside, told_files
from clients.guardians.queries import (
    Guarding,
    ToldGuardian,
    can_open_mails,
    guarding_beside,
    mailed_guardians,
    told_guarding,
)
from clients.intake.queries import ToldIntake, intakes_beside, told_intakes
from clients.intake.rules import Goal, goals_of
from clients.mail_wishes.queries import Wish, told_wishes, wishes_beside
from clients.measures.queries import measured_days_beside, told_days
from clients.merging.queries import merged_beside, merges_beside, told_merged
from clients.messages.queries import NO_THREAD, ToldThread, messages_beside, told_messages
from clients.person_notes.queries import (
    person_notes_beside,
    told_person_notes,
)
from clients.records.models import Episode
from clients.records.queries import (
    OpenInvitation,
    episodes_beside,
    get_client_and_invitation,
    told_episodes,
)
from clients.records.rules import EpisodeState
from clients.red_flags.queries import (
    askings_beside,
    decided_beside,
    flags_beside,
    left_out,
    told_askings,
    told_decided,
    told_flags,
)
from clients.sensing.queries import discoveries_beside, told_discoveries
from clients.symptoms.queries import marks_in_words
from clients.symptoms.rules import BodyMark, Contraindication, Phase
from clients.texts.queries import said_beside, told_said, waits_to_be_noted
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.dashboard.happenings import WORDS
from practice.dashboard.history import MOST, MOST_EARLIER, History
from practice.dashboard.timeline import Kind
from practice.outbox.addresses.queries import told_unreachable, unreachable_beside
from sessions.appointments.queries.told import (
    ToldAppointment,
    appointments_beside,
    told_appointments,
)
from sessions.check_ins.queries import soreness_beside, told_soreness
from sessions.flares.queries import ToldFlare, flares_beside, told_flares
from sessions.letters.queries import letters_beside, told_letters
from sessions.notes.told import (
    notes_beside,
    releases_beside,
    told_notes,
    told_releases,
)
from sessions.practice_logs.queries import logs_beside, told_logs
from sessions.programs.queries import ToldProgram, programs_beside, told_programs
from sessions.programs.rules import HomeProgramState
from sessions.progress.queries import arc_of_episode
from sessions.reminders.queries import told_unheard, unheard_beside
from sessions.waitlist.queries import ToldWish, told_waits, waits_beside

MOST_CLOSED = 5
LOGS_A_LINE = 3  # at least: a line tells of a week of practice


@dataclass(frozen=True, kw_only=True)
class ClientPage(History):
    """Everything the page shows. What the role may not see is empty."""

    invitation: OpenInvitation | None
    today: date = date.min
    wishes: Sequence[Wish] = field(default_factory=list)
    unreachable: str = ""
    guarding: Guarding | None = None
    unheard: datetime | None = None
    messages: ToldThread = NO_THREAD
    appointments: Sequence[ToldAppointment] = field(default_factory=list)
    waits: Sequence[ToldWish] = field(default_factory=list)
    deletions: ToldRequests | None = None

    @property
    def left_out(self) -> Sequence[Contraindication]:
        """What movements must not ask of this body, as was decided."""
        return left_out(self.flags)

    @property
    def taken_back(self) -> list[dict[str, Any]]:
        """Agreements that were taken back and that somebody has to take note of."""
        told: Any = self.client
        return [said for said in told.agreements or () if waits_to_be_noted(said)]

    @property
    def mailed_guardians(self) -> Sequence[ToldGuardian]:
        """Who gets the mails of a client under age."""
        return mailed_guardians(self.guarding) if self.guarding else []

    @property
    def can_open_mails(self) -> bool:
        """Whether a mail leads somebody to their pages."""
        return self.guarding is not None and can_open_mails(self.client, self.guarding)

    @cached_property
    def episode(self) -> Episode | None:
        """The open course of work, or the last one."""
        still_open = (e for e in self.episodes if e.state == EpisodeState.OPEN)
        return next(still_open, next(iter(self.episodes), None))

    @property
    def closed(self) -> Sequence[Episode]:
        """Courses of work that came to an end, the newest first, with how they ended."""
        ended = [e for e in self.episodes if e.state == EpisodeState.CLOSED]
        return ended[:MOST_CLOSED]

    @cached_property
    def running(self) -> ToldProgram | None:
        """The program that is active or paused."""
        states = {HomeProgramState.ACTIVE, HomeProgramState.PAUSED}
        return next((p for p in self.programs if p.state in states), None)

    @property
    def ahead(self) -> list[ToldAppointment]:
        """Appointments that are to come, the next first."""
        return [one for one in self.appointments if one.is_ahead]

    @property
    def been(self) -> list[ToldAppointment]:
        """The last few that were, the newest first."""
        return [one for one in self.appointments if not one.is_ahead]

    @property
    def flare(self) -> ToldFlare | None:
        """That practice was too much, while nobody has talked it over."""
        return next((one for one in self.flares if one.settled_at is None), None)

    @cached_property
    def to_review(self) -> ToldIntake | None:
        """A signed intake that nobody has accepted yet."""
        return next((i for i in self.intakes if i.state == "signed"), None)

    @cached_property
    def marks(self) -> Mapping[BodyMark, Sequence[str]]:
        """Where they feel it, as the last intake told it that was accepted."""
        return marks_in_words(self.accepted.marks if self.accepted else ())

    @cached_property
    def goals(self) -> Sequence[Goal]:
        """What the work is for, and how well it went when it began."""
        return goals_of({"goals": self.accepted.goals if self.accepted else ()})

    @cached_property
    def accepted(self) -> ToldIntake | None:
        """The last intake that was accepted: the baseline of the work."""
        return next((i for i in self.intakes if i.state == "accepted"), None)

    @cached_property
    def intake(self) -> ToldIntake | None:
        """The newest intake that is still asked for, or was answered."""
        return next((i for i in self.intakes if i.state != "withdrawn"), None)

    @property
    def may_tell_again(self) -> bool:
        """Whether a new intake can begin, or a draft be taken up together."""
        return self.intake is None or self.intake.state in {"draft", "accepted"}

    @cached_property
    def draft(self) -> ToldProgram | None:
        """A program that waits to be started."""
        return next((p for p in self.programs if p.state == HomeProgramState.DRAFT), None)

    @cached_property
    def stands_since(self) -> int | None:
        """For how many days a release has stood with nothing to integrate it."""
        since = self.episode.standing_release if self.episode else None
        return (self.today - since).days if since else None

    @cached_property
    def arc(self) -> list[dict[str, str]]:
        """The four stones of the arc, as the picture draws them."""
        days = self._days_of_the_arc()
        stones = arc_of_episode(self.episode, self.client.state).stones
        return [
            {"label": s.phase.label, "state": s.state.value, "note": days.get(s.phase, "")}
            for s in stones
        ]

    def _days_of_the_arc(self) -> dict[Phase, str]:
        days: dict[Phase, str] = {}
        episode = self.episode
        if episode is not None:
            days[Phase.UNDERSTAND] = date_format(episode.opened_on, "SHORT_DAY_FORMAT")
            if episode.released_on is not None:
                days[Phase.FREE] = date_format(episode.released_on, "SHORT_DAY_FORMAT")
        if self.stands_since is not None:
            days[Phase.INTEGRATE] = _("open, day %(n)s") % {"n": self.stands_since}
        return days

    @cached_property
    def integrate_url(self) -> str:
        """Where an integrate movement is chosen, when a release waits for one."""
        if self.stands_since is None or self.episode is None or self.episode.closed_on:
            return ""
        if self.running is not None:
            return reverse("program_edit", kwargs={"home_program_id": self.running.home_program_id})
        return reverse("program_new", kwargs={"client_id": self.client.pk})

    @cached_property
    def told_paper(self) -> ToldIntake | None:
        """The newest intake that is signed, to be printed."""
        return next((i for i in self.intakes if i.signed_at), None)

    @property
    def has_begun(self) -> bool:
        """Whether anything happened yet, beside what somebody noted of the person."""
        return bool(self.intakes or self.notes or self.releases or self.logs)


def client_page_of(
    actor: Actor, client_id: UUID, *, earlier: bool = False, kind: str = ""
) -> ClientPage:
    """Gather one client's page, with what was `earlier` too; Http404 outside the actor's reach.

    The timeline tells of one `kind` only, or of all of them when there is no such kind.
    """
    most = MOST_EARLIER if earlier else MOST
    client, invitation = get_client_and_invitation(
        actor,
        client_id,
        told_person=person_notes_beside(actor, most, WORDS),
        told_mail=wishes_beside(actor),
        told_mute=unreachable_beside(actor, "clients_client.email"),
        told_unheard=unheard_beside(actor),
        told_flags=flags_beside(actor),
        told_files=files_beside(actor, most),
        told_thread=messages_beside(actor),
        told_booked=appointments_beside(actor),
        told_waiting=waits_beside(actor),
        told_deletions=requests_beside(actor),
        told_measured=measured_days_beside(actor, most),
        told_decided=decided_beside(actor, most),
        told_asked=askings_beside(actor, most),
        told_said=said_beside(actor, most),
        told_merged=merged_beside(actor, most),
        merges=merges_beside(actor),
        told_notes=notes_beside(actor, most, WORDS),
        told_works=episodes_beside(actor),
        told_intakes=intakes_beside(actor, most),
        told_programs=programs_beside(actor, most),
        told_letters=letters_beside(actor, most),
        told_flares=flares_beside(actor, most),
        told_soreness=soreness_beside(actor, most),
        told_discoveries=discoveries_beside(actor, most),
        told_releases=releases_beside(actor, most),
        told_logs=logs_beside(actor, client_id, most * LOGS_A_LINE),
        **guarding_beside(actor),
    )
    told: Any = client
    return ClientPage(
        client=client,
        invitation=invitation,
        person_notes=told_person_notes(told.told_person),
        wishes=told_wishes(told.told_mail),
        unreachable=told_unreachable(told.told_mute),
        unheard=told_unheard(told.told_unheard),
        flags=told_flags(told.told_flags, actor.zone),
        files=told_files(told.told_files),
        messages=told_messages(told.told_thread),
        appointments=told_appointments(told.told_booked),
        waits=told_waits(told.told_waiting),
        deletions=told_requests(told.told_deletions),
        measured=told_days(told.told_measured),
        decided=told_decided(told.told_decided),
        asked=told_askings(told.told_asked),
        said=told_said(told.told_said),
        merged=told_merged(told.told_merged),
        letters=told_letters(told.told_letters),
        guarding=told_guarding(told),
        episodes=told_episodes(client, told.told_works),
        intakes=told_intakes(told.told_intakes),
        programs=told_programs(told.told_programs),
        flares=told_flares(told.told_flares),
        soreness=told_soreness(told.told_soreness),
        discoveries=told_discoveries(told.told_discoveries),
        releases=told_releases(told.told_releases),
        logs=told_logs(told.told_logs),
        notes=told_notes(told.told_notes),
        today=today_in(actor.zone),
        tells=actor.may("note.read"),
        zone=actor.zone,
        most=most,
        kind=Kind(kind) if kind in set(Kind) else None,
    )
