"""What a client said at home, in the timeline of their page: soreness, and what is newly felt."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.sensing.queries import Discovery
from practice.dashboard.timeline import Entry
from sessions.check_ins.queries import ToldSoreness


def discovery_entries(client_id: UUID, discoveries: Sequence[Discovery]) -> Iterator[Entry]:
    """What is felt now that was not before, in their words, by the day it speaks of."""
    for one in discoveries:
        if one.region is None:
            continue
        there = {"client_id": client_id, "region": one.region.code}
        title = _("Newly felt: %(region)s") % {"region": one.region.name}
        yield Entry(one.day, "", title, reverse("client_felt_region", kwargs=there), "", one.words)


def soreness_entries(said: Sequence[ToldSoreness]) -> Iterator[Entry]:
    """How sore practising left them, as their check-ins said it."""
    for one in said:
        by = _(", in a check-in")
        if one.said_by:
            by = _(", in a check-in by %(name)s") % {"name": one.said_by}
        yield Entry(one.local_date, "", _sore(one), "", by)


def _sore(one: ToldSoreness) -> str:
    if one.soreness_hours is None:
        return _("Worse than before practising")
    if one.soreness_hours == 0:
        return _("Not sore, and worse than before") if one.worse else _("Not sore")
    sore = ngettext("Sore for %(n)s hour", "Sore for %(n)s hours", one.soreness_hours)
    sore %= {"n": one.soreness_hours}
    return _("%(sore)s, and worse than before") % {"sore": sore} if one.worse else sore
