"""How one person's story is told: the services of the product, on a clock that is set."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from clients.intake.models import IntakeSubmission
from clients.intake.services import accept_intake, save_step, sign_intake
from clients.records.models import Client, Episode
from clients.records.rules import ClientState, EpisodeOutcome
from clients.records.services import (
    ClientData,
    accept_with_new_login,
    close_episode,
    create_client,
    invite,
    set_client_state,
)
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting
from practice.core.clock import clock_at
from practice.core.rules import Role
from practice.data.demo.answers import answers_of
from practice.data.demo.notes import lesson_note
from practice.data.demo.people import Person, Stage
from practice.outbox.services import cancel_messages
from sessions.movements.models import Movement
from sessions.notes.services import save_draft, sign_note, start_lesson
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.services import LogData, log_practice
from sessions.programs.models import HomeProgram
from sessions.programs.services import (
    ItemData,
    ProgramData,
    activate_program,
    create_program,
    edit_program,
    end_program,
)

LESSON_EVERY = 13  # days
LESSONS = {
    Stage.FIRST_NOTE_OPEN: 1,
    Stage.FREEING: 2,
    Stage.RELEASED: 3,
    Stage.INTEGRATING: 4,
    Stage.MAINTAINING: 4,
    Stage.ARCHIVED: 1,
}
LINES = (
    "Slower today, and it answered sooner.",
    "The left side came along by itself.",
    "I fell asleep in the rest.",
    "Easier after a warm shower.",
    "I felt the floor under the low back.",
)
FREE_CODES = ("arch_and_flatten", "four_minute_release")
INTEGRATE_CODES = ("rise_to_stand", "shift_to_walk")


@dataclass
class Staff:
    """Who gives the lessons in a demo practice."""

    owner: Actor
    practitioner: Actor
    trainee: Actor | None = None


class Teller:
    """Tells one person's months. `today` is the practice's date; nothing happens after it."""

    def __init__(self, staff: Staff, today: datetime, seed: str, password: str = "") -> None:
        self.staff = staff
        self.now = today
        self.rng = Random(seed)  # noqa: S311 - the same story each time
        self.password = password

    @contextmanager
    def at(self, days_ago: int, hour: int = 10, minute: int = 0) -> Iterator[datetime]:
        """Set the clock to an hour of the practice's day, never later than now."""
        zone = ZoneInfo(self.staff.owner.zone)
        day = self.now.astimezone(zone).date() - timedelta(days=days_ago)
        instant = min(datetime.combine(day, time(hour, minute), zone), self.now)
        with clock_at(instant):
            yield instant

    def teacher(self, person: Person) -> Actor:
        """Who works with this person."""
        return (
            self.staff.trainee if person.trainee and self.staff.trainee else self.staff.practitioner
        )

    def tell(self, person: Person) -> Client:
        """Tell a whole story as far as the person's stage."""
        client = self._arrive(person)
        if person.stage >= Stage.INTAKE_DRAFT:
            client = self._sign_in(person, client)
            self._fill_in(person, client)
        if person.stage >= Stage.ACCEPTED:
            episode = self._accept(person, client)
            self._lessons(person, client, episode)
        return client

    def _arrive(self, person: Person) -> Client:
        teacher = self.teacher(person)
        with self.at(person.began), acting(self.staff.owner) as owner:
            data = ClientData(
                given_name=person.given,
                family_name=person.family,
                preferred_name=person.called,
                pronouns=person.pronouns,
                email=person.email if person.stage >= Stage.INVITED else "",
                phone=person.phone,
                timezone=person.zone,
                assigned_to_id=teacher.membership_id,
            )
            return create_client(actor=owner, data=data)

    def _sign_in(self, person: Person, client: Client) -> Client:
        with self.at(person.began, 11), acting(self.staff.owner) as owner:
            invitation = invite(actor=owner, client=client)
            invitation.client = client
            password = self.password or None
            user = accept_with_new_login(actor=owner, invitation=invitation, password=password)
            client.user = user
            # Nobody sent it then; what is old leaves no mail behind.
            words = "accepted before it was sent"
            cancel_messages(actor=owner, subject_id=invitation.pk, reason=words)
        return client

    def invite(self, client: Client) -> None:
        """Invite somebody whose answer is awaited."""
        with self.at(0, 8), acting(self.staff.owner) as owner:
            invite(actor=owner, client=client)

    def as_client(self, client: Client) -> Actor:
        """The person, in the portal."""
        return Actor(
            practice_id=client.practice_id,
            role=Role.CLIENT,
            user_id=client.user_id,
            client_id=client.pk,
            name=client.called,
            zone=client.timezone,
        )

    def _fill_in(self, person: Person, client: Client) -> None:
        with self.at(person.began - 1, 7, 40), acting(self.as_client(client)) as actor:
            for step, part in answers_of(actor, person):
                save_step(actor=actor, step=step, part=part, seen=None)
            if person.stage >= Stage.INTAKE_SIGNED:
                sign_intake(actor=actor)

    def _accept(self, person: Person, client: Client) -> Episode:
        with self.at(person.began - 2, 17), acting(self.teacher(person)) as actor:
            rows = IntakeSubmission.objects.visible_to(actor).filter(client=client)
            return accept_intake(actor=actor, submission_id=rows.get().pk)

    def _lessons(self, person: Person, client: Client, episode: Episode) -> None:
        lessons = LESSONS.get(person.stage, 0)
        program: HomeProgram | None = None
        releasing = 3 if lessons >= 3 else 0
        for number in range(1, lessons + 1):
            day = max(person.began - 3 - (number - 1) * LESSON_EVERY, 0)
            last = number == lessons
            self._lesson(person, client, episode, number, lessons, day, number == releasing, last)
            if number == 1 and person.stage >= Stage.FREEING:
                program = self._begin_program(person, episode, day)
            if number == 4 and program is not None:
                self._integrate(program, person, day)
        if program is not None:
            self._practise(person, client, program)
        self._close(person, client, episode, program)

    def _lesson(
        self,
        person: Person,
        client: Client,
        episode: Episode,
        number: int,
        lessons: int,
        days_ago: int,
        releases: bool,
        last: bool,
    ) -> None:
        with self.at(days_ago, 9 + number), acting(self.teacher(person)) as actor:
            note = start_lesson(actor=actor, client=client, episode=episode)
            data = lesson_note(person, number, lessons, releases=releases, rng=self.rng)
            note = save_draft(actor=actor, note=note, data=data, version=note.version)
            is_open = last and person.stage in {Stage.FIRST_NOTE_OPEN}
            if not is_open or person.trainee:
                sign_note(actor=actor, note=note, version=note.version)

    def _items(self, actor: Actor, integrate: bool) -> list[ItemData]:
        rows = Movement.objects.visible_to(actor)
        by_code = {m.built_in_code: m for m in rows}
        items = [
            ItemData(movement=by_code[code], phase=Phase.FREE, minutes=by_code[code].minutes)
            for code in FREE_CODES
        ]
        if integrate:
            items = items[:1] + [
                ItemData(
                    movement=by_code[code], phase=Phase.INTEGRATE, minutes=by_code[code].minutes
                )
                for code in INTEGRATE_CODES
            ]
        return items

    def _data(self, actor: Actor, person: Person, integrate: bool) -> ProgramData:
        times = [time(7, 30), time(21, 0)] if person.twice_a_day else [time(7, 30)]
        return ProgramData(
            items=self._items(actor, integrate),
            days=[1, 2, 3, 4, 5, 6, 7],
            times=times,
            cue="After waking, before coffee",
            note_to_client="Slower than you think. Less is enough.",
        )

    def _begin_program(self, person: Person, episode: Episode, days_ago: int) -> HomeProgram:
        with self.at(days_ago, 12), acting(self.teacher(person)) as actor:
            program = create_program(
                actor=actor, episode=episode, data=self._data(actor, person, False)
            )
            program.client = episode.client
            return activate_program(actor=actor, home_program=program)

    def _integrate(self, program: HomeProgram, person: Person, days_ago: int) -> None:
        with self.at(days_ago, 15), acting(self.teacher(person)) as actor:
            data = self._data(actor, person, True)
            edit_program(actor=actor, home_program=program, data=data, version=program.version)

    def _practise(self, person: Person, client: Client, program: HomeProgram) -> None:
        first = person.began - 4
        for days_ago in range(first, 0, -1):
            if self.rng.random() > person.practises:
                if self.rng.random() < 0.2:
                    self._skip(client, program, days_ago)
                continue
            progress = 1 - days_ago / max(first, 1)
            for hour in (7, 21) if person.twice_a_day else (7,):
                self._log(client, program, days_ago, hour, progress)

    def _log(
        self, client: Client, program: HomeProgram, days_ago: int, hour: int, progress: float
    ) -> None:
        ease = min(10, max(1, round(3 + 5 * progress + self.rng.choice((-1, 0, 1)))))
        data = LogData(
            done=True,
            slowness=min(10, ease + self.rng.choice((0, 1))),
            attention=self.rng.choice((5, 7, 8, None)),
            ease_after=ease,
            effort=max(1, 8 - ease),
            pain_during=max(0, round(4 - 4 * progress)),
            line=self.rng.choice(LINES) if self.rng.random() < 0.15 else "",
        )
        self._keep(client, program, days_ago, hour, data)

    def _skip(self, client: Client, program: HomeProgram, days_ago: int) -> None:
        reason = self.rng.choice(("no_time", "forgot", "away", "tired"))
        self._keep(client, program, days_ago, 20, LogData(done=False, skip_reason=reason))

    def _keep(
        self, client: Client, program: HomeProgram, days_ago: int, hour: int, data: LogData
    ) -> None:
        with self.at(days_ago, hour, 45), acting(self.as_client(client)) as actor:
            log_practice(
                actor=actor,
                home_program=program,
                data=data,
                source=LogSource.PORTAL,
                client_key=UUID(int=self.rng.getrandbits(128), version=4),
            )

    def _close(
        self, person: Person, client: Client, episode: Episode, program: HomeProgram | None
    ) -> None:
        if person.stage not in {Stage.MAINTAINING, Stage.ARCHIVED}:
            return
        with self.at(20, 18), acting(self.staff.practitioner) as actor:
            if program is not None:
                end_program(actor=actor, home_program=program)
            met = person.stage is Stage.MAINTAINING
            close_episode(
                actor=actor,
                episode=episode,
                outcome=EpisodeOutcome.MET if met else EpisodeOutcome.MOVED_ON,
                reason="" if met else "Moved to another town.",
                release_stands_without_integration=False,
            )
            state = ClientState.MAINTAINING if met else ClientState.ARCHIVED
            set_client_state(actor=actor, client=client, state=state)
