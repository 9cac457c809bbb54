"""Today by mail: how many come and how many things wait. It names nobody."""

from collections import Counter
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practice.core.actor import Actor
from practice.core.links import Link, absolute, link_token
from practice.core.models import Practice
from practice.core.queries import get_practice
from practice.dashboard.day import Day, day_of
from practice.dashboard.morning.queries import acting_as, wish_of
from practice.dashboard.needs import more_of, needs_of
from practice.dashboard.queries import waits_for
from practice.dashboard.rules import NeedKind
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.written import written

NO_MORNING = "no_morning"  # the purpose of the link that turns it off


def render_morning(actor: Actor, message: Message) -> Mail:
    """To the colleague who wanted it; NotWanted where nobody comes and nothing waits."""
    wish = wish_of(actor, message.person_id)
    if wish is None or wish.next_at is None or not wish.reaches:
        raise NotWanted(_("they want no mails of this kind"))
    practice = get_practice(actor)
    reader = acting_as(practice, wish.member)
    booked = day_of(reader)
    people, mails = waits_for(reader)
    needs, more = needs_of(reader, people, mails, booked.comes_at), more_of(people)
    if not needs and not booked.comers:
        raise NotWanted(_("nothing waits today"))
    stop = absolute(
        "morning_off_link", token=link_token(Link(NO_MORNING, practice.pk, wish.member_id))
    )
    context = {
        "practice_name": practice.name,
        "called": wish.member.name,
        "day": _day_words(booked, practice),
        "waits": [
            _counted(kind, n, is_more=kind in more)
            for kind, n in Counter(need.kind for need in needs).items()
        ],
        "url": absolute("today"),
        "stop_url": stop,
    }
    return Mail(
        to_name=wish.member.name,
        to_address=wish.member.user.email,
        from_name=practice.sender_name,
        reply_to="",
        unsubscribe_url=stop,
        **written("morning", context),
    )


def _day_words(booked: Day, practice: Practice) -> str:
    """How many come, and when the first."""
    if not booked.comers:
        return _("Nobody comes today.")
    first = booked.comers[0].booked.starts_at.astimezone(ZoneInfo(practice.timezone))
    told = {"n": len(booked.comers), "time": date_format(first, "TIME_FORMAT")}
    return (
        ngettext(
            "%(n)s appointment today, at %(time)s.",
            "%(n)s appointments today, the first at %(time)s.",
            len(booked.comers),
        )
        % told
    )


def _counted(kind: NeedKind, n: int, *, is_more: bool) -> str:
    words = {
        NeedKind.FLAG: ngettext(
            "%(n)s person with safety answers to decide on",
            "%(n)s people with safety answers to decide on",
            n,
        ),
        NeedKind.FLARE: ngettext("%(n)s flare", "%(n)s flares", n),
        NeedKind.BACK: ngettext("%(n)s agreement taken back", "%(n)s agreements taken back", n),
        NeedKind.RELEASE: ngettext(
            "%(n)s release that nothing integrates", "%(n)s releases that nothing integrates", n
        ),
        NeedKind.RADAR: ngettext(
            "%(n)s to look at on the radar", "%(n)s to look at on the radar", n
        ),
        NeedKind.VISITOR: ngettext("%(n)s new person who booked", "%(n)s new people who booked", n),
        NeedKind.INTAKE: ngettext("%(n)s intake to read", "%(n)s intakes to read", n),
        NeedKind.MESSAGE: ngettext(
            "%(n)s person waits for an answer", "%(n)s people wait for an answer", n
        ),
        NeedKind.DELETION: ngettext("%(n)s request for deletion", "%(n)s requests for deletion", n),
        NeedKind.ASKING: ngettext(
            "%(n)s person asks for a new invitation", "%(n)s people ask for a new invitation", n
        ),
        NeedKind.NOTE: ngettext("%(n)s note not signed", "%(n)s notes not signed", n),
        NeedKind.MAIL: _("mails that did not go as planned"),  # one need, however many
        NeedKind.SILENT: ngettext(
            "%(n)s person stopped logging practice", "%(n)s people stopped logging practice", n
        ),
        NeedKind.UNHEARD: ngettext(
            "%(n)s person left ten reminders unanswered",
            "%(n)s people left ten reminders unanswered",
            n,
        ),
    }
    return words[kind] % {"n": f"{n}+" if is_more else n}
