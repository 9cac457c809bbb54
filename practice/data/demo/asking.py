"""What the first practice of the demo asks of its own, and what its people answer."""

from typing import Any

from clients.intake.rules import IntakeStep
from clients.own_questions.queries import newest_form
from clients.own_questions.rules import Question
from clients.own_questions.services import keep_question, publish_questions
from practice.core.actor import Actor, acting
from practice.core.clock import today_in
from practice.data.demo.people import Person
from practice.data.demo.scene import Scene

_HALF_A_YEAR = 200  # days ago: before anybody tells anything
_QUESTIONS = (
    Question(
        "",
        "choice",
        "Where do you spend most of your day?",
        options=("At a desk", "On my feet", "Behind a wheel", "Looking after somebody"),
    ),
    Question(
        "",
        "scale",
        "How much time for yourself do you have?",
        help="At home, in an ordinary week.",
        low="none",
        high="as much as I like",
        needed=True,
    ),
    Question("", "yes_no", "Have you practised slow movement before?"),
)


def ask_own(scene: Scene) -> None:
    """Publish the practice's own questions."""
    with scene.at(_HALF_A_YEAR, 9), acting(scene.staff.owner) as owner:
        for revision, question in enumerate(_QUESTIONS):
            keep_question(actor=owner, question=question, revision=revision)
        publish_questions(actor=owner, revision=len(_QUESTIONS))


def own_part(actor: Actor, person: Person) -> list[tuple[IntakeStep, dict[str, Any]]]:
    """The step with what the person answers, where the practice asks something of its own."""
    form = newest_form(actor)
    if form is None:
        return []
    day, time, before = form.questions
    number = sum(map(ord, person.given + person.family)) + today_in(person.zone).year
    told: dict[str, Any] = {
        day.code: day.options[number % len(day.options)],
        time.code: 2 + number % 6,
        before.code: None if number % 7 == 0 else number % 3 == 0,
    }
    return [(IntakeStep.OWN, {"own": {"form": form.id, "answers": told}})]
