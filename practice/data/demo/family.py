"""A client under age whose mother signs in for her; terms and a symptom of the practice."""

from datetime import date
from typing import Any

from clients.guardians.models import Guardian, GuardianInvitation
from clients.guardians.services import (
    GuardianData,
    accept_with_new_login,
    add_guardian,
    invite_guardian,
)
from clients.intake.rules import IntakeStep
from clients.intake.services import save_step, sign_intake
from clients.records.models import Client
from clients.symptoms.models import Symptom
from clients.symptoms.services import add_symptom
from clients.texts.rules import ConsentKind
from clients.texts.services import publish_text
from practice.core.actor import Actor, acting
from practice.core.rules import Role
from practice.data.demo.answers import answers_of
from practice.data.demo.mailing import carry
from practice.data.demo.people import Person, Stage
from practice.data.demo.scene import Scene

MOTHER, MOTHERS_ADDRESS = "Petra Winterbourne", "petra.winterbourne@demo.example"
_BORN = date(2013, 2, 11)
_TERMS = (
    "Come for three lessons. If nothing eased by then that you can feel yourself, we look at it"
    " together, and you do not pay for the third."
)
_DAUGHTER = Person(
    given="Alma",
    family="Winterbourne",
    stage=Stage.INTAKE_SIGNED,
    began=4,
    phone="+1 505 555 0114",
    concern="My back is tight after cello, and one hip sits higher in the mirror.",
    symptoms=(("tight_hamstrings", "both", 3, None),),
    goals=("sit_with_ease", "easy_balance", "Playing a whole rehearsal"),
)


def tell_family(scene: Scene, password: str) -> None:
    """Terms and a symptom of the practice's own; then somebody under age, told by her mother."""
    with scene.at(1, 9), acting(scene.staff.owner) as owner:
        publish_text(
            actor=owner,
            text_id=None,
            kind=ConsentKind.GUARANTEE,
            title="Three lessons",
            text=_TERMS,
            required=False,
        )
        own = add_symptom(
            actor=owner, label="One shoulder creeps up", category="movement", sided=True
        )
        client = _daughter(owner)
    with scene.at(1, 11), acting(scene.staff.owner) as owner:
        mother, invitation = _mother(owner, client)
        carry(owner)
    with scene.at(1, 18), acting(scene.staff.owner) as owner:
        user = accept_with_new_login(actor=owner, invitation=invitation, password=password)
    with scene.at(1, 19), acting(_as_mother(client, mother, user.pk)) as actor:
        for step, part in answers_of(actor, _DAUGHTER):
            save_step(actor=actor, step=step, part=_told(step, part, own), seen=None)
        sign_intake(actor=actor)


def _daughter(owner: Actor) -> Client:
    rows = Client.objects.visible_to(owner)
    client = rows.get(given_name=_DAUGHTER.given, family_name=_DAUGHTER.family)
    client.birth_date = _BORN
    client.version += 1
    client.save(update_fields=["birth_date", "version"])
    return client


def _mother(owner: Actor, client: Client) -> tuple[Guardian, GuardianInvitation]:
    data = GuardianData(name=MOTHER, relation="mother", email=MOTHERS_ADDRESS)
    mother = add_guardian(actor=owner, client=client, data=data)
    return mother, invite_guardian(actor=owner, guardian=mother)


def _as_mother(client: Client, mother: Guardian, user_id: Any) -> Actor:
    return Actor(
        practice_id=client.practice_id,
        role=Role.GUARDIAN,
        user_id=user_id,
        client_id=client.pk,
        guardian_id=mother.pk,
        name=mother.name,
        zone=client.timezone,
    )


def _told(step: IntakeStep, part: dict[str, Any], own: Symptom) -> dict[str, Any]:
    """Two sides that differ, the practice's own symptom, and the mother's name below it."""
    if step is IntakeStep.CONSENT:
        return {**part, "signature": MOTHER}
    if step is not IntakeStep.SYMPTOMS:
        return part
    first, *others = part["symptoms"]
    hers = {**first, "side": "left", "severity": 2, "code": own.built_in_code}
    return {"symptoms": [{**first, "severity": 3, "severity_right": 6}, *others, hers]}
