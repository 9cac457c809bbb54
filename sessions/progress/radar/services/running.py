"""A night's run of one practice, in steps: each a transaction, and whoever comes next goes on."""

import logging
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import OperationalError, transaction
from django.db.models import Q

from practice.core.actor import Actor
from practice.core.clock import now
from sessions.progress.radar.models import RadarRun, RadarSnapshot
from sessions.progress.radar.queries import InForce, in_force, judged_clients, some_to_judge
from sessions.progress.radar.services.judging import judge_clients

AT_ONCE = 500  # clients one transaction judges
NIGHT = time(2)  # by the practice's clock: what was logged late in the evening has come
KEPT = timedelta(days=400)  # a year, and the four weeks that calibration looks at after a day

log = logging.getLogger(__name__)


class Step(NamedTuple):
    """What one transaction did: clients judged, and whether there are more."""

    judged: int
    goes_on: bool


def run_some(*, actor: Actor, at_once: int = AT_ONCE) -> Step:
    """Judge the next clients of the day's run, which begins in the night; nothing once it ended.

    A run that was killed goes on behind the last client whose verdict was kept. Of two workers one
    runs, the other leaves.
    """
    by = in_force(actor)
    if now().astimezone(ZoneInfo(by.zone)).time() < NIGHT:
        return Step(0, goes_on=False)
    run = _run(actor, by.today)
    if run is None or run.ended_at is not None:
        return Step(0, goes_on=False)
    clients = some_to_judge(actor, run.after, at_once)
    by = in_force(actor)  # whoever changes it begins the run anew, and waits for whoever holds it
    judged = _judge(actor, clients, by, run.day) if clients else 0
    run.done += judged
    run.after = clients[-1] if clients else run.after
    if len(clients) < at_once:
        run.total, run.ended_at = run.done, now()
        _forget(actor, run.day)
    run.save(update_fields=["done", "after", "total", "ended_at"])
    return Step(judged, goes_on=run.ended_at is None)


def _judge(actor: Actor, clients: Sequence[UUID], by: InForce, day: date) -> int:
    """All at once; one by one where that fails, and who fails then is passed over."""
    try:
        with transaction.atomic():
            return judge_clients(actor, clients, by, day)
    except OperationalError:  # the database is away: nothing more will go
        raise
    except Exception:
        log.exception("%s clients could not be judged at once", len(clients))
    return _one_by_one(actor, clients, by, day)


def _one_by_one(actor: Actor, clients: Sequence[UUID], by: InForce, day: date) -> int:
    """How many could be judged. Where none of several can be, it is no client's fault: raised."""
    judged, failed = 0, dict[UUID, Exception]()
    for client_id in clients:
        try:
            with transaction.atomic():
                judged += judge_clients(actor, [client_id], by, day)
        except OperationalError:
            raise
        except Exception as error:
            failed[client_id] = error
    if not judged and len(failed) > 1:
        raise next(iter(failed.values()))
    for client_id, why in failed.items():
        log.error("client %s could not be judged", client_id, exc_info=why)
    return judged


def _run(actor: Actor, day: date) -> RadarRun | None:
    """The day's run, held; begun if there is none. None while somebody else holds it."""
    rows = RadarRun.objects.visible_to(actor).filter(day=day)
    if not rows.exists():
        total = judged_clients(actor).count()
        begun = {"day": day, "total": total, "began_at": now()}
        run = RadarRun(practice_id=actor.practice_id, **begun)
        RadarRun._base_manager.bulk_create([run], ignore_conflicts=True)
    return rows.select_for_update(skip_locked=True, no_key=True).first()


def begin_anew(actor: Actor, day: date) -> None:
    """Let the day's run begin again, if it has begun: everybody is judged by what holds now."""
    total = judged_clients(actor).count()
    RadarRun.objects.visible_to(actor).filter(day=day).update(
        done=0, after=None, total=total, began_at=now(), ended_at=None
    )


def _forget(actor: Actor, day: date) -> None:
    """Let go of what is older than it is kept."""
    old = Q(practice_id=actor.practice_id, day__lt=day - KEPT)
    RadarSnapshot._base_manager.filter(old).delete()
    RadarRun._base_manager.filter(old).delete()
