"""What a person of the demo answers in the intake."""

from dataclasses import replace
from typing import Any

from clients.intake.rules import RED_FLAGS, IntakeStep
from clients.texts.queries import consent_documents
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.data.demo.asking import own_part
from practice.data.demo.marks import body_of
from practice.data.demo.noticing import (
    doctors_of,
    goals_of,
    injuries_of,
    life_of,
    posture_of,
    sensing_of,
    symptoms_of,
    tried_by,
)
from practice.data.demo.people import Person, Stage


def told_again(person: Person) -> Person:
    """The same person after the lessons: another concern, and less of what they noticed."""
    eased = tuple(
        (code, side, severity and max(severity - 3, 0), place)
        for code, side, severity, place in person.symptoms
    )
    return replace(person, concern=person.again, symptoms=eased)


def answers_of(actor: Actor, person: Person) -> list[tuple[IntakeStep, dict[str, Any]]]:
    """Each step of the intake with what the person answers; two steps for a draft."""
    contact = {
        "given_name": person.given,
        "family_name": person.family,
        "preferred_name": person.called,
        "phone": person.phone,
        "timezone": person.zone,
    }
    started: list[tuple[IntakeStep, dict[str, Any]]] = [
        (IntakeStep.CONTACT, {"contact": contact}),
        (IntakeStep.CONCERN, {"concern": person.concern}),
    ]
    if person.stage < Stage.INTAKE_SIGNED:
        return started
    year = today_in(person.zone).year
    flags = {f.code: "yes" if f.code in person.red_flags else "no" for f in RED_FLAGS}
    documents = {d.kind: str(d.pk) for d in consent_documents(actor)}
    consent = {
        "consents": dict.fromkeys(documents, True),
        "consent_documents": documents,
        "signature": f"{person.given} {person.family}",
    }
    return [
        *started,
        (IntakeStep.BODY, {"body": body_of(person)}),
        (IntakeStep.SYMPTOMS, {"symptoms": symptoms_of(person, year)}),
        (IntakeStep.SENSING, {"sensing": sensing_of(person)}),
        (IntakeStep.POSTURE, {"posture": posture_of(person)}),
        (IntakeStep.EARLIER_TREATMENTS, {"earlier_treatments": tried_by(person, year)}),
        (IntakeStep.INJURIES, {"injuries": injuries_of(person, year)}),
        (IntakeStep.LIFE, {"life": life_of(person)}),
        (IntakeStep.DOCTORS, {"doctors": doctors_of(person)}),
        (IntakeStep.GOALS, {"goals": goals_of(person)}),
        (IntakeStep.RED_FLAGS, {"red_flags": flags}),
        *own_part(actor, person),
        (IntakeStep.CONSENT, consent),
    ]
