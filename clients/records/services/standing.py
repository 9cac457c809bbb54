"""Where a course of work stands on the arc, as the rooms above keep it up to date."""

from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import BooleanField, Func, Q, Value
from django.db.models.expressions import Combinable

from clients.records.models import Episode
from clients.records.rules import EpisodeState


class _Differs(Func):
    """IS DISTINCT FROM: also tells a day from none."""

    template = "(%(expressions)s)"
    arg_joiner = " IS DISTINCT FROM "
    output_field = BooleanField()


def keep_standing(*, practice_id: UUID, episode_id: UUID, **facts: Combinable | bool) -> None:
    """Keep `started`, `runs_since`, `released_on` or `integrates`, told by whoever wrote the cause.

    A fact may be an expression over the room's own tables. One statement; a row that says so
    already is not written, so that its history holds changes only. Nor is one that is closed: how
    it stood is what its ending was judged by, whatever becomes of its program since.
    """
    told = {name: Value(v) if isinstance(v, bool) else v for name, v in facts.items()}
    changes = reduce(or_, (Q(_Differs(name, fact)) for name, fact in told.items()))
    rows = Episode._base_manager.filter(
        practice_id=practice_id, pk=episode_id, state=EpisodeState.OPEN
    )
    rows.filter(changes).update(**told)
