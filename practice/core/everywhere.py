"""Work of the worker's that goes from practice to practice."""

import logging
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.db import OperationalError

from practice.core.actor import acting, system_actor

log = logging.getLogger(__name__)
# It took too long, waited too long for a lock, or met another: the database itself is well.
# Source: PostgreSQL's "Error Codes", query_canceled, lock_not_available, deadlock_detected,
# serialization_failure.
ITS_OWN = frozenset({"57014", "55P03", "40P01", "40001"})


def in_each(practices: Iterable[UUID], work: Callable[[UUID], int], *, what: str) -> Iterator[int]:
    """What `work` did in one practice after another; one practice's fault is its own.

    A practice whose work fails is logged by its id, with `what` was at hand there, and passed
    over. A database that is away ends the round: nothing could be done in the next one either.
    """
    for practice_id in practices:
        try:
            done = work(practice_id)
        except Exception as error:
            if isinstance(error, OperationalError) and not _is_its_own(error):
                raise
            log.exception("%s of practice %s: the work failed", what, practice_id)
            continue
        yield done


def _is_its_own(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in ITS_OWN


def in_one_transaction(work: Callable[..., int]) -> Callable[[UUID], int]:
    """`work(actor=…)` in a transaction of its own, as the worker inside that practice."""

    def within(practice_id: UUID) -> int:
        with acting(system_actor(practice_id)) as actor:
            return work(actor=actor)

    return within
