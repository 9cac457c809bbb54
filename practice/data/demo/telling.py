"""How one person's story is told: the services of the product, on a clock that is set."""

from datetime import date

from clients.intake.models import IntakeSubmission
from clients.intake.rules import IntakeStep
from clients.intake.services import (
    accept_intake,
    ask_back,
    fill_in_together,
    save_step,
    sign_intake,
)
from clients.records.models import Client, Episode, Invitation
from clients.records.services import (
    ClientData,
    accept_with_new_login,
    ask_again,
    create_client,
    invite,
)
from clients.red_flags.queries import undecided_in
from clients.red_flags.rules import DecisionData
from clients.red_flags.services import decide
from practice.core.actor import acting, system_actor
from practice.core.clock import today_in
from practice.data.demo.answers import answers_of, told_again
from practice.data.demo.lessons import Course
from practice.data.demo.mailing import carry
from practice.data.demo.people import Person, Stage
from practice.data.demo.scene import Scene


class Teller:
    """Tells one person's months as far as their stage."""

    def __init__(self, scene: Scene, person: Person, password: str = "") -> None:
        self.scene = scene
        self.person = person
        self.password = password

    def tell(self) -> Client:
        """Tell it; returns the client."""
        client = self._arrive()
        stage = self.person.stage
        if stage >= Stage.INVITED:
            invitation = self._invite(client)
            if stage >= Stage.INTAKE_DRAFT:
                self._sign_in(client, invitation)
                self._fill_in(client)
            if self.person.asks_again:
                self._ask_for_another(invitation)
            if self.person.asked:
                self._ask_back(client, *self.person.asked)
        if stage >= Stage.ACCEPTED:
            episode = self._accept(client)
            Course(self.scene, self.person, episode.client, episode).tell()
        if self.person.again:
            self._tell_again(client)
        return client

    def _arrive(self) -> Client:
        person, rng = self.person, self.scene.rng
        born = date(person.born, rng.randint(1, 12), rng.randint(1, 28)) if person.born else None
        with self.scene.at(person.began), acting(self.scene.staff.owner) as owner:
            data = ClientData(
                given_name=person.given,
                family_name=person.family,
                preferred_name=person.called,
                pronouns=person.pronouns,
                email=person.email if person.stage >= Stage.INVITED else "",
                phone=person.phone,
                birth_date=born,
                timezone=person.zone,
                assigned_to_id=self.scene.teacher(person).membership_id,
            )
            return create_client(actor=owner, data=data)

    def _invite(self, client: Client) -> Invitation:
        is_new = self.person.began == 0  # made just now: the worker sends it
        with self.scene.at(self.person.began, *((23, 59) if is_new else (11, 0))):
            with acting(self.scene.staff.owner) as owner:
                invitation = invite(actor=owner, client=client)
            if not is_new:
                carry(owner)
        return invitation

    def _sign_in(self, client: Client, invitation: Invitation) -> None:
        with self.scene.at(self.person.began, 12), acting(self.scene.staff.owner) as owner:
            password = self.password or None
            client.user = accept_with_new_login(
                actor=owner, invitation=invitation, password=password
            )

    def _fill_in(self, client: Client) -> None:
        person = self.person
        with self.scene.at(person.began - 1, 7, 40), acting(Scene.as_client(client)) as actor:
            for step, part in answers_of(actor, person):
                save_step(actor=actor, step=step, part=part, seen=None)
            if person.stage >= Stage.INTAKE_SIGNED:
                sign_intake(actor=actor)

    def _ask_for_another(self, invitation: Invitation) -> None:
        """Open the mail too late, and ask for a new one."""
        with self.scene.at(1, 9), acting(system_actor(invitation.practice_id)) as actor:
            ask_again(actor=actor, invitation=invitation)

    def _tell_again(self, client: Client) -> None:
        """Tell it anew, together with who gives the lessons; it waits to be read."""
        person, whose = told_again(self.person), client.pk
        with self.scene.at(1, 15), acting(self.scene.teacher(self.person)) as actor:
            fill_in_together(actor=actor, client_id=whose)
            for step, part in answers_of(actor, person):
                save_step(actor=actor, step=step, part=part, seen=None, client_id=whose)
            sign_intake(actor=actor, client_id=whose)

    def _ask_back(self, client: Client, step: str, question: str) -> None:
        """Ask about one step; who has something to add tells it and signs again."""
        person = self.person
        with self.scene.at(person.began - 1, 16):
            with acting(self.scene.teacher(person)) as actor:
                intake = IntakeSubmission.objects.visible_to(actor).get(client=client)
                ask_back(actor=actor, submission_id=intake.pk, step=step, question=question)
            carry(self.scene.staff.owner)
        if not person.anew:
            return
        with self.scene.at(person.began - 2, 8, 20), acting(Scene.as_client(client)) as actor:
            signature = {name: intake.answers[name] for name in ("consents", "signature")}
            for part in ({"concern": person.anew}, signature):
                asked = IntakeStep.CONCERN if "concern" in part else IntakeStep.CONSENT
                save_step(actor=actor, step=asked, part=part, seen=None)
            sign_intake(actor=actor)

    def _accept(self, client: Client) -> Episode:
        with (
            self.scene.at(self.person.began - 2, 17),
            acting(self.scene.teacher(self.person)) as actor,
        ):
            rows = IntakeSubmission.objects.visible_to(actor).filter(client=client)
            episode = accept_intake(actor=actor, submission_id=rows.get().pk)
            undecided = undecided_in(actor, client.pk, episode.pk)
            waiting = {yes["code"]: yes["answer_id"] for yes in undecided}
            for code, choice, to_whom, reason in self.person.decided:
                said = DecisionData(
                    choice=choice,
                    decided_on=today_in(actor.zone),
                    to_whom=to_whom,
                    reason=reason,
                )
                decide(actor=actor, answer_id=waiting[code], said=said)
            return episode
