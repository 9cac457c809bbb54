"""What is new in a client's program since they last practised it."""

from django.db.models import Q, Subquery

from practice.core.actor import Actor
from sessions.practice_logs.models import PracticeLog
from sessions.programs.changes import news_between
from sessions.programs.models import HomeProgram, HomeProgramRevision


def news_of(actor: Actor, home_program: HomeProgram) -> list[str]:
    """In words; nothing where it is as it was, or was never practised. One statement at most."""
    if home_program.revision == 1:
        return []
    logs = PracticeLog.objects.visible_to(actor).filter(home_program=home_program, done=True)
    practised = Subquery(logs.order_by("-logged_at", "-id").values("revision")[:1])
    rows = HomeProgramRevision.objects.visible_to(actor).filter(home_program=home_program)
    wanted = rows.filter(Q(number=home_program.revision) | Q(number=practised))
    found = list(wanted.order_by("number").values_list("items", flat=True))
    return news_between(*found) if len(found) == 2 else []
