"""One person's lessons and programs, in the order of the days."""

from clients.guardians.queries import guarding_of
from clients.records.models import Client, Episode
from clients.records.queries import get_episode
from clients.records.rules import ClientState, EpisodeOutcome
from clients.records.services import close_episode, open_episode, set_client_state
from clients.symptoms.rules import Side
from clients.texts.queries import get_agreement
from clients.texts.rules import ConsentKind
from clients.texts.services import agree_aloud
from practice.core.actor import acting
from practice.core.rules import Role
from practice.data.demo.measuring import fall_back, measure_until_closed
from practice.data.demo.notes import lesson_note
from practice.data.demo.people import Fate, Person, Shape, Stage
from practice.data.demo.practising import Diary, Span
from practice.data.demo.programs import Programs
from practice.data.demo.scene import Scene
from sessions.letters.paper import covering_words
from sessions.letters.queries import course_of
from sessions.letters.services import make_letter
from sessions.notes.models import ReleaseMethod, SessionNote
from sessions.notes.queries import muscle_groups
from sessions.notes.services import (
    add_addendum,
    record_release,
    save_draft,
    sign_note,
    start_lesson,
)
from sessions.programs.models import HomeProgram
from sessions.programs.services import (
    activate_program,
    edit_program,
    end_program,
    pause_program,
)
from sessions.programs.templating import create_program_from

AFTER_FIRST = (0, 12, 25, 39, 58, 80)  # days between the first lesson and each
LATELY, STRETCHED_MOST = 12, 2.0
LESSONS = {
    Stage.FIRST_NOTE_OPEN: 1,
    Stage.FREEING: 2,
    Stage.RELEASED: 3,
    Stage.INTEGRATING: 4,
    Stage.MAINTAINING: 4,
    Stage.ARCHIVED: 1,
}
RESTING = (Stage.MAINTAINING, Stage.ARCHIVED)
ADDRESSEE = "Dr. Amara Vale\nOak Street Family Practice"
FLARED, PAUSED, AT_HOME_AFTER = 4, 7, 3  # days ago, days ago, days


class Course:
    """Tells one course of work: lessons, releases, programs and what is logged between."""

    def __init__(self, scene: Scene, person: Person, client: Client, episode: Episode) -> None:
        self.scene = scene
        self.person = person
        self.client = client
        self.episode = episode
        self.programs = Programs(person, scene.rng)
        self.lessons = person.lessons or LESSONS.get(person.stage, 0)
        self.releases = dict(person.releases)
        if not self.releases and Stage.RELEASED <= person.stage < Stage.ARCHIVED:
            self.releases = {3: person.side}
        self.program: HomeProgram | None = None
        self.next_log = 0
        closes = person.stage in RESTING or person.shape is Shape.REVERSION
        self.span = Span(person.began - 3, person.closed if closes else 0)
        self.diary = Diary(scene, person, client, self.span)

    def tell(self) -> None:
        """Lesson after lesson, then what became of it."""
        for number in range(1, self.lessons + 1):
            day = self.scene.workday(self._day_of(number))
            if number == 1:
                self._agree_to_touch(day)
            self._lesson(number, day)
            if number == self.lessons and self.person.addendum:
                self._write_to_a_doctor(day)
        self._practise_until(self.span.last)
        self._come_to_rest()

    def _day_of(self, number: int) -> int:
        """Who still comes has lessons until lately, further apart."""
        stretch, first = 1.0, self.person.began - 3
        if self.person.stage is Stage.INTEGRATING:
            fits = (first - LATELY) / AFTER_FIRST[self.lessons - 1]
            stretch = min(max(fits, stretch), STRETCHED_MOST)
        return max(first - round(AFTER_FIRST[number - 1] * stretch), 0)

    def _lesson(self, number: int, day: int) -> None:
        self._practise_until(day)
        note = self._note(number, day)
        if number == 1 and self.person.addendum:
            self._add(note, day)
        if number == 1 and self.person.stage >= Stage.FREEING:
            self._begin_program(day)
        if number == 2:
            self._second_thoughts(day)
        if self.releases and number == min(self.releases) + 1:
            self._integrate(day)
        if self.person.at_home and number in self.releases:
            self._release_at_home(self.releases[number], max(day - AT_HOME_AFTER, 0))

    def _note(self, number: int, day: int) -> SessionNote:
        words = self.person.words
        released = "" if self.person.at_home else self.releases.get(number, "")
        with self.scene.at(day, 9 + number), acting(self.scene.teacher(self.person)) as actor:
            note = start_lesson(actor=actor, client=self.client, episode=self.episode)
            data = lesson_note(
                self.person,
                number,
                self.lessons,
                said=words[-1] if self.span.again else words[(number - 1) % len(words)],
                released=released,
                rng=self.scene.rng,
            )
            note = save_draft(actor=actor, note=note, data=data, version=note.version)
            trainee = actor.role is Role.TRAINEE
            if trainee or self.person.stage is not Stage.FIRST_NOTE_OPEN:
                note = sign_note(actor=actor, note=note, version=note.version)
        if trainee and number < self.lessons:
            self._sign_too(note, day)
        return note

    def _sign_too(self, note: SessionNote, day: int) -> None:
        """The supervisor signs what the trainee signed."""
        with self.scene.at(max(day - 1, 0), 17), acting(self.scene.staff.owner) as owner:
            sign_note(actor=owner, note=note, version=note.version)

    def _add(self, note: SessionNote, day: int) -> None:
        with self.scene.at(day, 20), acting(self.scene.teacher(self.person)) as actor:
            words = self.person.addendum
            add_addendum(actor=actor, note=note, reason="Heard after signing", text=words)

    def _begin_program(self, day: int) -> None:
        with self.scene.at(day, 16), acting(self.scene.teacher(self.person)) as actor:
            data = self.programs.first(actor)
            begun = self.programs.begun(actor)
            program = create_program_from(
                actor=actor, begun=begun, reason="", episode=self.episode, data=data
            )
            program.client = self.client
            self.program = activate_program(actor=actor, home_program=program)
        self.next_log = day - 1

    def _second_thoughts(self, day: int) -> None:
        """A second revision, or another program in its place."""
        if self.program is None:
            return
        if self.person.fate is Fate.RENEWED:
            self._end_program(day)
            self._begin_program(day)
        elif self.person.fate is Fate.CHANGED:
            self._change(day, integrate=False)

    def _integrate(self, day: int) -> None:
        self._change(day, integrate=True)

    def _change(self, day: int, *, integrate: bool) -> None:
        if (program := self.program) is None:
            return
        with self.scene.at(day, 17), acting(self.scene.teacher(self.person)) as actor:
            data = self.programs.integrating(actor) if integrate else self.programs.grown(actor)
            edit_program(actor=actor, home_program=program, data=data, version=program.version)

    def _release_at_home(self, side: str, day: int) -> None:
        with self.scene.at(day, 9), acting(self.scene.teacher(self.person)) as actor:
            record_release(
                actor=actor,
                episode=self.episode,
                muscle_group="iliopsoas",
                side=Side(side),
                method=ReleaseMethod.AT_HOME,
                evidence="felt",
            )

    def _agree_to_touch(self, day: int) -> None:
        """Who has said nothing of touch yet is asked as the first lesson begins, and agrees."""
        kind = ConsentKind.TOUCH.value
        with self.scene.at(day, 8), acting(self.scene.teacher(self.person)) as actor:
            agreement = get_agreement(actor, self.client.pk, kind)
            is_minor = guarding_of(actor, self.client.pk).is_minor
            if agreement.last is None and agreement.newest is not None and not is_minor:
                text = agreement.newest.pk
                agree_aloud(actor=actor, client_id=self.client.pk, kind=kind, document_id=text)

    def _write_to_a_doctor(self, day: int) -> None:
        """A letter about what the lessons found, after the last of them."""
        with self.scene.at(day, 18), acting(self.scene.teacher(self.person)) as actor:
            course = course_of(actor, get_episode(actor, self.episode.pk))
            make_letter(
                actor=actor,
                course=course,
                groups=muscle_groups(actor),
                addressee=ADDRESSEE,
                words=covering_words(course),
            )

    def _practise_until(self, day: int) -> None:
        """Log the days up to `day`, unless something stops it before."""
        if self.program is None:
            return
        stops = {Shape.FLARE: FLARED + 1, Shape.REVERSION: self.person.closed + 1}
        last = max(day, stops.get(self.person.shape, 0) if not self.span.again else 0)
        if self.person.fate is Fate.PAUSED:
            last = max(last, PAUSED + 1)
        if self.person.stage in RESTING:
            last = max(last, self.person.closed + 1)
        self.diary.keep(self.program, self.next_log, last)
        self.next_log = min(self.next_log, last - 1)

    def _come_to_rest(self) -> None:
        person, program = self.person, self.program
        if person.stage in RESTING:
            self._close()
        elif person.shape is Shape.REVERSION and not self.span.again:
            self._begin_again()
        elif program is not None and person.shape is Shape.FLARE:
            self.diary.flare(program, FLARED)
        elif program is not None and person.fate is Fate.PAUSED:
            with self.scene.at(PAUSED, 11), acting(self.scene.teacher(person)) as actor:
                pause_program(actor=actor, home_program=program)

    def _end_program(self, day: int) -> None:
        if self.program is None:
            return
        with self.scene.at(day, 15), acting(self.scene.teacher(self.person)) as actor:
            end_program(actor=actor, home_program=self.program)
        self.program = None

    def _close(self) -> None:
        met = self.person.stage is Stage.MAINTAINING
        began, last = self.person.began - 3, self.person.closed + 1
        measure_until_closed(self.scene, self.client, began, last)
        self._close_as(
            EpisodeOutcome.MET if met else EpisodeOutcome.MOVED_ON,
            "" if met else "Moved to another town.",
        )
        with self.scene.at(self.person.closed, 18), acting(self.scene.staff.owner) as actor:
            state = ClientState.MAINTAINING if met else ClientState.ARCHIVED
            set_client_state(actor=actor, client=self.client, state=state)

    def _close_as(self, outcome: EpisodeOutcome, reason: str) -> None:
        day = self.person.closed
        with self.scene.at(day, 14), acting(self.scene.teacher(self.person)) as actor:
            close_episode(
                actor=actor,
                episode=self.episode,
                outcome=outcome,
                reason=reason,
            )
        self._end_program(day)

    def _begin_again(self) -> None:
        """Ease fell again, as was measured too: that course of work ends, and a new one begins."""
        fall_back(self.scene, self.client, self.person.began - 3, self.person.closed + 1)
        self._close_as(EpisodeOutcome.PARTLY, "Ease fell again after the move. We begin anew.")
        day = self.scene.workday(self.person.closed - 3)
        with self.scene.at(day, 10), acting(self.scene.teacher(self.person)) as actor:
            words = self.person.returned
            self.episode = open_episode(actor=actor, client=self.client, concern=words)
        self.span = Span(day, 0, again=True)
        self.diary = Diary(self.scene, self.person, self.client, self.span)
        self.releases = {}
        self._note(1, day)
        self._begin_program(day)
        self._practise_until(0)
