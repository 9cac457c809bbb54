"""A course of work measured by everything for years, with a review that both judged."""

from datetime import timedelta

from clients.intake.models import ActivityGoal
from clients.measures.models import MeasureResponse
from clients.measures.rules import INSTRUMENTS, Instrument, Rater, Stage
from clients.records.models import Client, Episode
from clients.sensing.models import SensationReport
from practice.core.actor import acting
from practice.core.clock import now
from tests.cast import House
from tests.felt import many_reports

TIMES = 60  # of each instrument
REPORTS = 500  # of what is felt
ACTIVITIES = 5
LONGEST = 200


def measured(house: House, client: Client) -> None:
    """Answers to every instrument, the newest today; activities as long as there is room."""
    with acting(house.boss) as boss:
        episode = Episode.objects.visible_to(boss).filter(client=client).latest("id")
        named = [f"{n} {'Walk up the hill. ' * 12}"[:LONGEST] for n in range(ACTIVITIES)]
        ActivityGoal._base_manager.bulk_create(
            ActivityGoal(
                practice=house.practice,
                client=client,
                episode=episode,
                position=n,
                activity=activity,
                ability=n,
                version=INSTRUMENTS["psfs"].version,
                direction="up",
                reported_on=episode.opened_on,
            )
            for n, activity in enumerate(named)
        )
        MeasureResponse._base_manager.bulk_create(
            _answer(house, episode, one, rater, named, ago)
            for one in INSTRUMENTS.values()
            for rater in Rater
            for ago in range(TIMES)
            if rater is Rater.CLIENT or one.code == "grc"
        )
        SensationReport._base_manager.bulk_create(
            SensationReport(practice=house.practice, **report)
            for report in many_reports(client.pk, REPORTS, "It moves with my breath. " * 4)
        )


def _answer(
    house: House, episode: Episode, one: Instrument, rater: Rater, named: list[str], ago: int
) -> MeasureResponse:
    on = episode.opened_on - timedelta(days=ago)
    items = named if one.by_activity else [item.code for item in one.items]
    stage = Stage.REVIEW if one.judges_change else Stage.WEEKLY
    # PGIC is said in place of GRC: each occasion is judged once.
    other = Stage.DISCHARGE if one.code == "pgic" else stage
    return MeasureResponse(
        practice=house.practice,
        client_id=episode.client_id,
        episode=episode,
        instrument=one.code,
        version=one.version,
        language="en",
        rater=rater,
        stage=other,
        asked_on=on,
        answers=[[item, one.low + (ago % (one.high - one.low))] for item in items],
        mode="in_person",
        entered_by=house.practitioner,
        is_baseline=False,
        answered_on=on,
        answered_at=now(),
    )
