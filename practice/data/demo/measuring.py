"""What some of the demo were measured by, week by week: gaps, small steps back, a review."""

from random import Random

from clients.measures.queries import get_measured
from clients.measures.rules import Due, Mode, Rater
from clients.measures.services import AnswerData, Way, answer_measure, ask_for_review
from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.data.demo.scene import Scene
from sessions.check_ins.services import CheckInData, check_in

# Given name, share of the weeks they leave out, and how far they come: 1 is all the way.
MEASURED = (("Samuel", 0.15, 0.8), ("Noor", 0.3, 0.5), ("Ingrid", 0.1, 0.3))
WEEK, REVIEWED_AFTER = 7, 42
# Who fell back and is measured: after which share of the time it turned, how far they had come.
FELL_BACK = (("Marta", 0.6, 0.8), ("Zsófia", 0.7, 0.7))
TURNED, CAME, BACK_BY = 0.6, 0.8, 0.88
# Who answers every other week, until their work was closed or to this day: after which share of
# the time it turned, 1 where it holds.
UNTIL_CLOSED = {"Hannah": 1, "Bertrand": 1, "Talia": 0.7, "Gudrun": 1}
TO_THIS_DAY = {"Rafael": 1, "Otto": 1, "Yuki": 1, "Emeka": 1, "Saoirse": 0.8}
BEGAN = {"nprs": 7, "psfs": 3, "open_core": 3, "free_sleeve": 3, "srbai": 2}
ENDS = {"nprs": 1, "psfs": 9, "open_core": 8, "free_sleeve": 8, "srbai": 6, "grc": 4}


def measure(scene: Scene) -> None:
    """Let them answer what is due on one day a week, up to now."""
    for given, missed, reached in MEASURED:
        with scene.at(0), acting(scene.staff.owner) as owner:
            client = Client.objects.visible_to(owner).get(given_name=given)
            work = get_measured(owner, client.pk).work
        if work is None:
            continue
        weeks = (scene.now.date() - work.opened_on).days // WEEK
        for week in range(weeks + 1):
            days_ago = (weeks - week) * WEEK
            if week * WEEK == REVIEWED_AFTER:
                _review(scene, client, days_ago, reached)
            elif scene.rng.random() >= missed:
                _answer(scene, client, days_ago, reached * week / max(weeks, 1))


def measure_others(scene: Scene) -> None:
    """Let those answer every other week whose work goes on and is followed."""
    for given, turned in TO_THIS_DAY.items():
        with scene.at(0), acting(scene.staff.owner) as owner:
            client = Client.objects.visible_to(owner).get(given_name=given)
            work = get_measured(owner, client.pk).work
        if work is not None:
            began = (scene.now.date() - work.opened_on).days
            fall_back(scene, client, began, 0, turned=turned, every=2 * WEEK)


def measure_until_closed(scene: Scene, client: Client, began: int, last: int) -> None:
    """Answers of every other week from `began` to `last` days ago, of who was followed."""
    turned = UNTIL_CLOSED.get(client.given_name)
    if turned is not None:
        fall_back(scene, client, began, last, turned=turned, every=2 * WEEK)


def measure_returns(scene: Scene) -> None:
    """Let those answer, week by week, who felt better and whose old pattern came back."""
    for given, turned, came in FELL_BACK:
        with scene.at(0), acting(scene.staff.owner) as owner:
            client = Client.objects.visible_to(owner).get(given_name=given)
            work = get_measured(owner, client.pk).work
        if work is not None:
            began = (scene.now.date() - work.opened_on).days
            fall_back(scene, client, began, 0, turned=turned, came=came)


def fall_back(
    scene: Scene,
    client: Client,
    began: int,
    last: int,
    *,
    turned: float = TURNED,
    came: float = CAME,
    every: int = WEEK,
) -> None:
    """Answers of each week from `began` to `last` days ago: up to `came`, and back to nearly
    nothing after `turned`. With chance of its own, so that nothing else of the story changes."""
    rng = Random(f"{client.given_name} falls back")  # noqa: S311 - a story, no secret
    for days_ago in range(began, last - 1, -every):
        share = (began - days_ago) / max(began - last, 1)
        falls = (BACK_BY - share) / (BACK_BY - turned)
        up = came * (share / turned if share < turned else falls)
        _answer(scene, client, days_ago, max(up, 0), rng)


def _answer(
    scene: Scene, client: Client, days_ago: int, share: float, rng: Random | None = None
) -> None:
    with scene.at(days_ago, 19, 40), acting(Scene.as_client(client)) as actor:
        measured = get_measured(actor, client.pk)
        weekly, said = measured.checking_in(), {}
        for due in measured.due(by=Rater.CLIENT):
            work = measured.work_of(due.episode)
            activities = work.activities if work else []
            said[due] = _said(rng or scene.rng, due, share, activities)
        for due, data in said.items():
            if due not in weekly:
                way = Way(mode=Mode.PORTAL)
                answer_measure(actor=actor, client_id=client.pk, data=data, way=way)
        if weekly:
            week = CheckInData(answers=[said[due] for due in weekly], soreness_hours=0)
            check_in(actor=actor, data=week)


def _review(scene: Scene, client: Client, days_ago: int, reached: float) -> None:
    """Both look back, neither knowing what the other says."""
    teacher: Actor = scene.staff.owner
    with scene.at(days_ago, 11), acting(teacher) as actor:
        ask_for_review(actor=actor, client_id=client.pk)
        for due in get_measured(actor, client.pk).due(by=Rater.PRACTITIONER):
            said = _said(scene.rng, due, reached, [])
            way = Way(mode=Mode.IN_PERSON, entered_by_id=actor.membership_id)
            answer_measure(actor=actor, client_id=client.pk, data=said, way=way)
    _answer(scene, client, days_ago, reached / 2)


def _said(rng: Random, due: Due, share: float, activities: list[tuple[str, str]]) -> AnswerData:
    instrument = due.instrument
    began, ends = BEGAN.get(instrument.code, 0), ENDS.get(instrument.code, 0)
    items = [code for code, _words in activities]
    if not instrument.by_activity:
        items = [item.code for item in instrument.items]
    level = began + (ends - began) * share
    told = [round(level + rng.gauss(0, 0.7)) for _item in items]
    numbers = [min(instrument.high, max(instrument.low, number)) for number in told]
    return AnswerData(
        instrument=instrument.code,
        episode=due.episode,
        version=instrument.version,
        rater=due.rater,
        stage=due.stage,
        asked_on=due.asked_on,
        answers=list(zip(items, numbers, strict=True)),
    )
