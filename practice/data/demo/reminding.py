"""How reminders stand with some: kept as they are, paused, suggested, and left unanswered."""

from datetime import timedelta

from practice.core.actor import acting, system_actor
from practice.core.clock import today_in
from practice.data.demo.people import Person, Post
from practice.data.demo.scene import Scene
from practice.outbox.services import Planned, plan_messages
from sessions.reminders.fading import Stage
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.rules import KIND, slot_of
from sessions.reminders.services import PlanData, change_reminders, change_stage, suggest_stage

LEFT_UNANSWERED, PAUSED, SUGGESTED = "Otto", "Ingrid", "Rafael"
AWAY = timedelta(days=9)


def _plans(scene: Scene, people: tuple[Person, ...], *given: str) -> list[ReminderPlan]:
    """The plans that send of some people; the caller acts."""
    emails = [one.email for one in people if one.given in given]
    rows = ReminderPlan.objects.visible_to(scene.staff.owner)
    rows = rows.filter(client__email__in=emails, home_program__state="active", state=PlanState.ON)
    return list(rows.select_related("client", "home_program"))


def keep_some_daily(scene: Scene, people: tuple[Person, ...]) -> None:
    """Whose mails the story needs each day have said that they want them each day."""
    names = [one.given for one in people if one.post is not Post.TAKEN]
    with acting(scene.staff.owner):
        plans = _plans(scene, people, *names)
    for plan in plans:
        with acting(Scene.as_client(plan.client)) as actor:
            change_stage(actor=actor, plan_id=plan.pk, verb="freeze")


def plan_unanswered(scene: Scene, people: tuple[Person, ...]) -> bool:
    """A mail of today to who writes nothing down any more."""
    if all(one.given != LEFT_UNANSWERED for one in people):
        return False
    with acting(system_actor(scene.staff.owner.practice_id)) as actor:
        for plan in _plans(scene, people, LEFT_UNANSWERED):
            mail = Planned(
                kind=KIND,
                person_id=plan.client_id,
                subject_id=plan.home_program_id,
                local_date=today_in(plan.client.timezone),
                slot=slot_of(plan.home_program.times[0]),
            )
            plan_messages(actor=actor, planned=[mail])
    return True


def change_some(scene: Scene, people: tuple[Person, ...]) -> None:
    """Somebody is away for a while, and to somebody the practice suggests fewer."""
    with acting(scene.staff.owner) as owner:
        away = _plans(scene, people, PAUSED)
        for plan in _plans(scene, people, SUGGESTED):
            stage = Stage.WEEKLY if plan.stage != Stage.WEEKLY else Stage.SILENT
            suggest_stage(actor=owner, plan_id=plan.pk, stage=stage)
    for plan in away:
        until = today_in(plan.client.timezone) + AWAY
        with acting(Scene.as_client(plan.client)) as actor:
            change_reminders(
                actor=actor,
                plan=plan,
                on=True,
                days=plan.home_program.days,
                times=plan.home_program.times,
                detail=plan.detail,
                version=plan.home_program.version,
                more=PlanData(paused_until=until),
            )
