"""What the load asks for: signed-in requests to each entry, tried once and their SQL counted."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.records.models import Client
from clients.records.queries import PAGE
from practice.config.bench.accounts import LIBRARIAN, LOGINS, OWNER
from practice.config.bench.asking import Planned, SignedIn, Visit, measured_actor
from practice.config.bench.databases import SIZES
from practice.config.bench.load import filled
from practice.core.actor import Actor, acting
from practice.core.clock import today_in
from practice.team.rules import Scope
from practice.team.services import make_token
from sessions.appointments.queries.choices import bookable, choices_of
from sessions.notes.models import SessionNote
from sessions.programs.models import HomeProgram

# More than one client in four has a name that begins so: a full page at either size, with any of
# the filters below.
SHARED = "be"
SEARCHED = "client_search"
LONG_IN_LESSONS = "+49 30 0000011"  # the seed's: its lessons grow as the practice does
FORM = "application/x-www-form-urlencoded"
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
TEXT = "It is lighter in the morning and pulls again after an hour of sitting. " * 4


def _clients(actor: Actor) -> list[Client]:
    """Those with logins: eight who write, one who only looks, one with a long history."""
    rows = Client.objects.visible_to(actor).filter(user__email__in=LOGINS)
    return list(rows.select_related("user").order_by("user__email"))


def _last_page(actor: Actor) -> str:
    rows = Client.objects.visible_to(actor).exclude(state="archived")
    before = rows.order_by("-sort_name", "-id")[PAGE : PAGE + 1].get()
    return urlencode({"after": f"{before.sort_name}|{before.pk}"})


def _lists(actor: Actor, staff: SignedIn, someone: Client) -> Iterator[Planned]:
    """The client list: from both ends, narrowed, and searched."""
    asked = {
        "first page": "",
        "last page": _last_page(actor),
        "one state": "state=enquiry",
        "mine": f"practitioner={actor.membership_id}",
        "a family name": urlencode({"q": someone.family_name}),
        "two beginnings": urlencode({"q": f"{someone.given_name[:2]} {someone.family_name[:4]}"}),
        "an e-mail": urlencode({"q": someone.email}),
    }
    for variant, query in asked.items():
        yield Planned("client_list", variant, [staff.get(f"{reverse('client_list')}?{query}")])


def _searches(actor: Actor, staff: SignedIn) -> Iterator[Planned]:
    """Search and filters together, as somebody who looks for a group of people does."""
    last = Client.objects.visible_to(actor).filter(
        beginnings__practice_id=actor.practice_id,
        beginnings__text=SHARED,
        beginnings__is_archived=False,
    )
    backwards = list(last.order_by("-sort_name", "-id")[: PAGE + 1])
    before = backwards[-1]
    behind = f"{before.sort_name}|{before.pk}"
    asked: dict[str, dict[str, Any]] = {
        "two letters": {"q": SHARED},
        "last page": {"q": SHARED, "after": behind},
        "two letters, mine": {"q": SHARED, "practitioner": actor.membership_id},
        "two letters at a stage": {"q": SHARED, "stage": "integrate"},
        "at a stage": {"stage": "integrate"},
        "seen lately": {"seen": "within-14"},
        "silent": {"silent": "14"},
    }
    for variant, query in asked.items():
        address = f"{reverse('client_list')}?{urlencode(query)}"
        yield Planned(SEARCHED, variant, [staff.get(address)])


def _library(staff: SignedIn) -> Iterator[Planned]:
    """The library: all of it, and searched by what many have and by all that can be asked."""
    asked: dict[str, dict[str, Any]] = {
        "first page": {},
        "two letters": {"q": "ar"},
        "a muscle somewhere": {"muscle": "iliopsoas", "place": "standing"},
        "all at once": {"q": "le", "position": "lying", "phase": "free", "minutes": 4},
    }
    for variant, query in asked.items():
        address = f"{reverse('movement_list')}?{urlencode(query)}"
        yield Planned("movement_list", variant, [staff.get(address)])


def _builders(actor: Actor, staff: SignedIn) -> Iterator[Planned]:
    """The program builder beside that library: a new one, and what is practised."""
    running = HomeProgram.objects.visible_to(actor).filter(state="active").order_by("pk")[:1].get()
    asked = {
        "a new one": reverse("program_new", args=[running.client_id]),
        "what is practised": reverse("program_edit", args=[running.pk]),
    }
    for variant, address in asked.items():
        yield Planned("program_builder", variant, [staff.get(address)])


def _editors(actor: Actor, staff: SignedIn, client: Client) -> Iterator[Planned]:
    """A draft to write: of somebody with much practice, and of somebody with a hundred times the
    lessons that they have in the small practice (5 and 500)."""
    long = Client.objects.visible_to(actor).get(phone=LONG_IN_LESSONS)
    for variant, whose in (("30 lessons", client), ("500 lessons", long)):
        drafts = SessionNote.objects.visible_to(actor).filter(state="draft", client=whose)
        page = reverse("note_page", args=[drafts.values_list("pk", flat=True).get()])
        yield Planned("note_editor", variant, [staff.get(page)])


def _saves(actor: Actor, staff: SignedIn, clients: list[Client]) -> Planned:
    """Eight people's drafts, each saved as it grows."""
    notes = SessionNote.objects.visible_to(actor).filter(state="draft", client__in=clients[:8])
    return Planned(
        "note_save",
        "a sentence more",
        [
            staff.post(
                reverse("note_save", args=[pk]),
                200,
                version="{version}",
                clients_words=f"{TEXT}{{uuid}}",
                alone="1",
            )
            for pk in notes.order_by("client_id").values_list("pk", flat=True)
        ],
    )


def _logs(actor: Actor, people: list[SignedIn], clients: list[Client]) -> Planned:
    """Eight people at home, each with a program; their thanks are read now and then."""
    rows = HomeProgram.objects.visible_to(actor).filter(client__in=clients, state="active")
    programs = dict(rows.values_list("client_id", "pk"))
    posts = [
        person.post(
            reverse("portal_practice", args=[programs[client.pk]]),
            302,
            client_key="{uuid}",
            done="yes",
            minutes=10,
            ease_after=8,
            line="The left side took longer.",
        )
        for person, client in zip(people, clients, strict=True)
    ]
    settles = [person.get(reverse("portal_home")) for person in people]
    return Planned("practice_log", "done, with a line", posts, settles)


def _booked(
    actor: Actor, staff: SignedIn, people: list[SignedIn], clients: list[Client]
) -> Iterator[Planned]:
    """Somebody with 500 appointments to come and ten times the past of the small practice: their
    week, what a client sees of it that is free, and eight times booked of each week."""
    choices = choices_of(actor)
    lesson = next(one for one in choices.services if one.kind == "lesson")
    free = reverse("portal_appointment_new")
    yield Planned("free_slots", "two weeks, portal", [people[8].get(free)])
    week = f"{reverse('calendar')}?{urlencode({'view': 'week', 'with': actor.membership_id})}"
    yield Planned("week", "of one", [staff.get(week)])
    # Eight at browsers of their own, as people are.
    browsers = [SignedIn(OWNER) for _client in clients[:8]]
    posts = [
        browser.post(
            reverse("appointment_new"),
            302,
            key="{uuid}",
            client=client.pk,
            service=lesson.pk,
            practitioner=actor.membership_id,
            place=choices.places[0].pk,
            day="{week}",
            anyway="1",  # some of these weeks are more than a year off, which is asked about
            time=f"{8 + number * 75 // 60:02}:{number * 75 % 60:02}",
        )
        for number, (browser, client) in enumerate(zip(browsers, clients[:8], strict=True))
    ]
    yield Planned("booking", "by the practice", posts)


def _free_for_long(actor: Actor, client: Client, bearer: dict[str, str]) -> Planned:
    """What is free of that person in sixty days."""
    today = today_in(actor.zone)
    asked = {
        "service": next(one.pk for one in bookable(actor) if one.kind == "lesson"),
        "practitioner": actor.membership_id,
        "client": client.pk,
        "first": today,
        "last": today + timedelta(days=59),
    }
    there = f"{reverse('api_free_slots')}?{urlencode(asked)}"
    return Planned("free_slots", "60 days, API", [Visit(there, headers=bearer)])


def _with_a_large_library() -> Iterator[Planned]:
    """A practice of few clients and many movements, and its owner."""
    staff, actor = SignedIn(LIBRARIAN), measured_actor(LIBRARIAN)
    yield from _library(staff)
    with acting(actor):
        yield from _builders(actor, staff)


def _planned() -> Iterator[Planned]:
    yield from _of_the_measured()
    yield from _with_a_large_library()


def _of_the_measured() -> Iterator[Planned]:
    actor = measured_actor()
    staff = SignedIn(OWNER)
    people = [SignedIn(login) for login in LOGINS]
    with acting(actor):
        clients = _clients(actor)
        scopes = [Scope.CLIENTS_READ, Scope.APPOINTMENTS_READ]
        _token, secret = make_token(actor=actor, name="bench", scopes=scopes, expires_at=None)
        bearer = {"Authorization": f"Bearer {secret}"}
        pages = [staff.get(reverse("client_page", args=[client.pk])) for client in clients[8:]]
        home = reverse("portal_home")
        insert = staff.post(reverse("bench_insert"), 302, name="{uuid}", timezone="Europe/Berlin")
        api, nothing = reverse("api_client_list"), reverse("bench_emptyapi")
        yield Planned("empty", "", [staff.get(reverse("bench_empty"))])
        yield Planned("plain50", "", [staff.get(reverse("bench_plain50"))])
        yield Planned("insert", "", [insert])
        yield Planned("emptyapi", "", [Visit(nothing, headers=bearer)])
        yield Planned("dashboard", "Today", [staff.get(reverse("today"))])
        yield from _lists(actor, staff, clients[0])
        yield from _searches(actor, staff)
        yield Planned("client_page", "200 logs", pages[:1])
        yield Planned("client_page", "long history", pages[1:])
        measures = staff.get(reverse("measures_page", args=[clients[9].pk]))
        yield Planned("measures_page", "500 answers", [measures])
        yield from _editors(actor, staff, clients[8])
        yield _saves(actor, staff, clients)
        yield _logs(actor, people[:8], clients[:8])
        yield from _booked(actor, staff, people, clients)
        yield _free_for_long(actor, clients[8], bearer)
        paper = HomeProgram.objects.visible_to(actor).filter(client=clients[0], state="active")
        printed = reverse("program_paper", args=[paper.values_list("pk", flat=True)[:1].get()])
        yield Planned("program_paper", "to print", [staff.get(printed)])
        yield Planned("portal_home", "200 logs", [people[8].get(home)])
        yield Planned("portal_home", "long history", [people[9].get(home)])
        yield Planned("api_clients", "first page", [Visit(api, headers=bearer)])
        yield Planned(
            "api_clients",
            "searched",
            [Visit(f"{api}?search={clients[0].family_name}", headers=bearer)],
        )


def ask(visit: Visit, version: int = 1) -> Any:
    """Ask once, in this process. The drafts of a fresh database are at version 1."""
    browser = Browser(SERVER_NAME="127.0.0.1", headers=visit.headers, enforce_csrf_checks=True)
    body = filled(visit.body, version - 1)
    answer = browser.generic(visit.method, visit.path, body, FORM)
    away = str(answer.headers.get("Location", ""))
    if answer.status_code != visit.status or reverse(settings.LOGIN_URL) in away:
        words = answer.content.decode()[:600]
        raise RuntimeError(f"{visit.method} {visit.path}: {answer.status_code} {away}\n{words}")
    return answer


def _tried(planned: Planned) -> Planned:
    """Asked twice, since a process reads some things only once; neither is kept."""
    for _time in range(2):
        with transaction.atomic(), CaptureQueriesContext(connection) as seen:
            answer = ask(planned.visits[0])
            transaction.set_rollback(True)
    if planned.entry == SEARCHED:
        _require_full(planned, answer)
    asked = [query["sql"] for query in seen if not query["sql"].startswith(TRANSACTION)]
    planned.queries = len(asked)
    planned.kilobytes = round(len(answer.content) / 1024, 1)
    return planned


def _require_full(planned: Planned, answer: Any) -> None:
    """Growth compares pages of one size: one that is not full would pass for a quick one."""
    shown = answer.content.count(b'<th scope="row">')
    with acting(measured_actor()) as actor:
        is_tiny = Client.objects.visible_to(actor).count() < SIZES[0]
    if shown < PAGE and not is_tiny:
        raise RuntimeError(f"{planned.entry} ({planned.variant}) shows {shown} of {PAGE}")


def planned_visits() -> list[dict[str, Any]]:
    """Everything to ask this database, each tried before."""
    return [asdict(_tried(planned)) for planned in list(_planned())]
