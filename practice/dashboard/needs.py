"""What waits for somebody, in words: what, why, and the one next step. The most pressing first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients.texts.rules import ConsentKind
from practice.core.actor import Actor
from practice.core.rules import Role
from practice.dashboard.narrowed import MOST, LateMail, Waiting
from practice.dashboard.rules import GROUPS, ORDER, Group, NeedKind
from sessions.notes.rules import NoteState
from sessions.notes.unsigned import age_in_words
from sessions.progress.radar.rules import Level, Signal

MAILS_NAMED = 3
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Need:
    """One thing that waits. It is put off by `about`, for all of it that began by `newest`."""

    kind: NeedKind
    about: UUID
    since: datetime
    newest: datetime
    title: str
    why: Sequence[str]
    url: str
    step: str
    client_id: UUID | None = None
    comes_at: datetime | None = None

    @property
    def is_safety(self) -> bool:
        """Whether nothing should go on before it is looked at."""
        return GROUPS[self.kind] is Group.SAFETY

    @property
    def rank(self) -> tuple[int, bool, datetime, int, datetime]:
        """Its group first; in it whoever comes today by when they come; then kind, then age."""
        group, kind = ORDER[self.kind]
        return group, self.comes_at is None, self.comes_at or _LONG_AGO, kind, self.since


MORE_WORDS: Mapping[NeedKind, Promise] = {
    NeedKind.FLAG: gettext_lazy("safety answers to decide on"),
    NeedKind.FLARE: gettext_lazy("flares"),
    NeedKind.BACK: gettext_lazy("agreements taken back"),
    NeedKind.RELEASE: gettext_lazy("releases that nothing integrates"),
    NeedKind.RADAR: gettext_lazy("people on the radar"),
    NeedKind.VISITOR: gettext_lazy("new people who booked"),
    NeedKind.INTAKE: gettext_lazy("intakes to read"),
    NeedKind.MESSAGE: gettext_lazy("people who wait for an answer"),
    NeedKind.DELETION: gettext_lazy("requests for deletion"),
    NeedKind.ASKING: gettext_lazy("people who ask for a new invitation"),
    NeedKind.NOTE: gettext_lazy("notes not signed"),
    NeedKind.SILENT: gettext_lazy("people who stopped logging practice"),
    NeedKind.UNHEARD: gettext_lazy("people who left reminders unanswered"),
}


def needs_of(
    actor: Actor,
    people: Mapping[NeedKind, Sequence[Waiting]],
    mails: Sequence[LateMail] = (),
    comes_at: Mapping[UUID, datetime] | None = None,
) -> list[Need]:
    """Everything that waits, as it is shown, the most pressing first. `comes_at`: who comes today,
    by client, and when."""
    come = comes_at or {}
    found = [
        need
        for kind, told in _TOLD.items()
        for need in told(actor, _once_a_client(_shown(people.get(kind, ()), come)))
    ]
    found += _mails(actor, mails)
    return sorted((_coming(need, come, actor.zone) for need in found), key=lambda need: need.rank)


def more_of(people: Mapping[NeedKind, Sequence[Waiting]]) -> list[NeedKind]:
    """Kinds of which more waits than is shown, in their order."""
    return [kind for kind in _TOLD if len(people.get(kind, ())) > MOST]


def _shown(waiting: Sequence[Waiting], comes_at: Mapping[UUID, datetime]) -> list[Waiting]:
    """The oldest, and those of whoever comes today."""
    return [*waiting[:MOST], *(one for one in waiting[MOST:] if one.client_id in comes_at)]


def _once_a_client(waiting: Sequence[Waiting]) -> list[Waiting]:
    """The oldest of each client's, with how many there are; of notes each one."""
    found: dict[UUID, Waiting] = {}
    for one in waiting:
        first = found.setdefault(one.about, replace(one, count=0))
        newest = max(first.newest or one.since, one.since)
        found[one.about] = replace(first, count=first.count + 1, newest=newest)
    return list(found.values())


def _coming(need: Need, comes_at: Mapping[UUID, datetime], zone: str) -> Need:
    at = comes_at.get(need.client_id) if need.client_id else None
    if at is None:
        return need
    comes = _("Comes today at %(time)s") % {"time": _at(at, zone, "TIME_FORMAT")}
    return replace(need, why=[*need.why, comes], comes_at=at)


def _need(item: Waiting, what: str, why: Sequence[str], url: str, step: str) -> Need:
    title = f"{item.name}\N{NO-BREAK SPACE}· {what}"  # no line begins with the point
    newest = item.newest or item.since
    return Need(item.kind, item.about, item.since, newest, title, why, url, step, item.client_id)


def _at(at: datetime, zone: str, form: str) -> str:
    return date_format(at.astimezone(ZoneInfo(zone)), form)


def _since(item: Waiting, zone: str) -> str:
    return _at(item.since, zone, "MONTH_DAY_FORMAT")


def _day(item: Waiting) -> str:
    """Of what is kept by day, in whatever zone."""
    return date_format(item.day, "MONTH_DAY_FORMAT")


def _flags(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    told = _("Answered yes on %(day)s; nobody has decided on it")
    waits = _("Until then no note of a lesson can be signed.")
    for item in waiting:
        what = ngettext(
            "a safety answer to decide on", "%(n)s safety answers to decide on", item.count
        ) % {"n": item.count}
        url = reverse("red_flag_page", kwargs={"answer_id": item.object_id})
        why = [told % {"day": _since(item, actor.zone)}, waits]
        yield _need(item, what, why, url, _("Decide"))


def _flares(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("practice was too much, the program rests"), _("Look at the program")
    told = _("Told on %(day)s; they were asked to be in touch")
    rests = _("It rests until one of you lets it go on.")
    for item in waiting:
        when = told % {"day": _since(item, actor.zone)}
        url = reverse("program_page", kwargs={"home_program_id": item.state})
        yield _need(item, what, [when, rests], url, step)


def _taken_back(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, why, step = _("an agreement taken back"), _("%(what)s, on %(day)s"), _("Look at it")
    for item in waiting:
        told = {"what": ConsentKind(item.state).label, "day": _since(item, actor.zone)}
        keys = {"client_id": item.client_id, "agreement": item.state}
        url = reverse("client_agreement", kwargs=keys)
        yield _need(item, what, [why % told], url, step)


def _deletions(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    answers = actor.may("deletion_request.answer")
    what, why = _("asks for deletion"), _("Asked on %(day)s; nothing was deleted")
    step = _("Read and answer") if answers else _("Read the request")
    for item in waiting:
        url = reverse("client_deletion", kwargs={"client_id": item.client_id})
        yield _need(item, what, [why % {"day": _since(item, actor.zone)}], url, step)


def _messages(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("waits for an answer"), _("Read and answer")
    why = _("Since %(day)s")
    for item in waiting:
        url = reverse("client_messages", kwargs={"client_id": item.client_id})
        yield _need(item, what, [why % {"day": _since(item, actor.zone)}], url, step)


def _radar(_actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    words = {Level.ACT.value: _("it may be coming back"), Level.WATCH.value: _("worth a look")}
    for item in waiting:
        level, _colon, leading = item.state.partition(":")
        why = [_("So since %(day)s") % {"day": _day(item)}]
        if leading:
            why.insert(0, str(Signal(leading).label))
        url = reverse("client_radar", kwargs={"client_id": item.client_id})
        yield _need(item, words[level], why, url, _("See why"))


def _silent(_actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("has stopped logging practice"), _("Write to them")
    why = _("Last practised on %(day)s, %(age)s ago; it may have gone on without a word")
    for item in waiting:
        url = reverse("client_messages", kwargs={"client_id": item.client_id})
        told = why % {"day": _day(item), "age": age_in_words(item.days)}
        yield _need(item, what, [told], url, step)


def _new_people(_actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("new, booked on your public page"), _("Look at them")
    for item in waiting:
        url = reverse("client_page", kwargs={"client_id": item.client_id})
        zone, _space, starts_at = item.state.partition(" ")
        day = _at(datetime.fromisoformat(starts_at), zone, "MONTH_DAY_FORMAT")
        why = _("Comes on %(day)s") % {"day": day}
        yield _need(item, what, [why], url, step)


def _intakes(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, why, step = _("an intake to read"), _("Signed on %(day)s"), _("Read the intake")
    for item in waiting:
        day = _since(item, actor.zone)
        url = reverse("intake_review", kwargs={"submission_id": item.object_id})
        yield _need(item, what, [why % {"day": day}], url, step)


def _releases(_actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("released, nothing to integrate it"), _("Choose a movement")
    back = _("Without integration the old pattern tends to return.")
    for item in waiting:
        since = ngettext(
            "Released on %(day)s, %(days)s day ago",
            "Released on %(day)s, %(days)s days ago",
            item.days,
        )
        told = since % {"day": _day(item), "days": item.days}
        url = reverse("client_page", kwargs={"client_id": item.client_id})
        yield _need(item, what, [told, back], url, step)


def _notes(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    why, step = _("Lesson on %(day)s, %(age)s ago"), _("Open the note")
    co_sign = _("a note to co-sign")
    if actor.role is Role.TRAINEE:
        co_sign = _("a note that waits for a co-signature")
    words = {NoteState.AWAITING_CO_SIGNATURE.value: co_sign}
    unsigned = _("a note not signed")
    for item in waiting:
        what = words.get(item.state, unsigned)
        url = reverse("note_page", kwargs={"note_id": item.object_id})
        told = why % {"day": _day(item), "age": age_in_words(item.days)}
        told = told if item.days else _("Lesson of today")
        yield _need(item, what, [told], url, step)


def _asking(actor: Actor, asking: Sequence[Waiting]) -> Iterator[Need]:
    what, why = _("asks for a new invitation"), _("The former one no longer opened, on %(day)s")
    guardian = _("%(name)s, a guardian, asks for a new invitation")
    for one in asking:
        day = _since(one, actor.zone)
        url = reverse("client_page", kwargs={"client_id": one.client_id})
        said = guardian % {"name": one.state} if one.state else what
        yield _need(one, said, [why % {"day": day}], url, _("Send a new one"))


def _unheard(actor: Actor, waiting: Sequence[Waiting]) -> Iterator[Need]:
    what, step = _("no answer to ten reminders"), _("Look at the reminders")
    why = _("They were asked on %(day)s whether these still help")
    stopped = _("None go until they say so.")
    for item in waiting:
        url = reverse("client_reminders", kwargs={"client_id": item.client_id})
        asked = why % {"day": _since(item, actor.zone)}
        yield _need(item, what, [asked, stopped], url, step)


def _mails(actor: Actor, mails: Sequence[LateMail]) -> Iterator[Need]:
    if not mails:
        return
    title = ngettext(
        "%(n)s mail did not go as planned", "%(n)s mails did not go as planned", len(mails)
    )
    why = []
    for mail in mails[:MAILS_NAMED]:
        told = f"{mail.state}, {_at(mail.due_at, actor.zone, 'DAY_TIME_FORMAT')}"
        why.append(f"{told}: {mail.reason}" if mail.reason else told)
    n = f"{MOST}+" if len(mails) >= MOST else len(mails)
    went = [mail.went_at for mail in mails]
    yield Need(
        NeedKind.MAIL,
        actor.practice_id,
        min(went),
        max(went),
        title % {"n": n},
        why,
        reverse("mail_list"),
        _("Look at the mails"),
    )


_TOLD: Mapping[NeedKind, Callable[[Actor, Sequence[Waiting]], Iterator[Need]]] = {
    NeedKind.FLAG: _flags,
    NeedKind.FLARE: _flares,
    NeedKind.BACK: _taken_back,
    NeedKind.RELEASE: _releases,
    NeedKind.RADAR: _radar,
    NeedKind.VISITOR: _new_people,
    NeedKind.INTAKE: _intakes,
    NeedKind.MESSAGE: _messages,
    NeedKind.DELETION: _deletions,
    NeedKind.ASKING: _asking,
    NeedKind.NOTE: _notes,
    NeedKind.SILENT: _silent,
    NeedKind.UNHEARD: _unheard,
}
