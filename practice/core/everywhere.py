"""Work of the worker's that goes from practice to practice."""

import logging
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.db import OperationalError

from practice.core.actor import acting, system_actor

log = logging.getLogger(__name__)


def in_each(practices: Iterable[UUID], work: Callable[[UUID], int], *, what: str) -> Iterator[int]:
    """What `work` did in one practice after another; one practice's fault is its own.

    A practice whose work fails is logged by its id, with `what` was at hand there, and passed
    over. A database that is away ends the round: nothing could be done in the next one either.
    """
    for practice_id in practices:
        try:
            done = work(practice_id)
        except OperationalError:
            raise
        except Exception:
            log.exception("%s of practice %s: the work failed", what, practice_id)
            continue
        yield done


def in_one_transaction(work: Callable[..., int]) -> Callable[[UUID], int]:
    """`work(actor=…)` in a transaction of its own, as the worker inside that practice."""

    def within(practice_id: UUID) -> int:
        with acting(system_actor(practice_id)) as actor:
            return work(actor=actor)

    return within
