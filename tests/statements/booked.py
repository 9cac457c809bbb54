"""What the statements of booked time need: a day in two weeks, and an appointment of today."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from practice.core.actor import acting
from practice.core.clock import now
from practice.core.links import Link, link_token
from practice.core.queries import places
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.series.moves import SeriesMoveData
from sessions.appointments.series.moving import look_at_moves
from sessions.appointments.series.services import SeriesData, asked_of
from sessions.appointments.series.views import mark_of, mark_of_moves
from sessions.waitlist.models import WaitlistOffer, WaitlistWish
from tests.booking import at, service_of, works
from tests.calendars import token_of
from tests.statements import mails
from tests.statements.classes import OF_CLASSES, TO_CLASSES
from tests.statements.scene import DAY, Scene


def booking(scene: Scene) -> None:
    """Somebody books Nora on a day that is free, in the hours of work."""
    works(scene.house, scene.house.practitioner)
    with acting(scene.house.boss) as boss:
        place, service = places(boss)[0], service_of(boss)
    scene.typed |= {
        "client": str(scene.nora.pk),
        "service": str(service.pk),
        "practitioner": str(scene.house.practitioner.pk),
        "place": str(place.pk),
        "day": (DAY + timedelta(days=16)).isoformat(),
        "time": "11:00",
    }


def moving(scene: Scene) -> None:
    """The same for a move, which names no client."""
    booking(scene)
    del scene.typed["client"], scene.typed["service"]


def of_today(scene: Scene) -> None:
    """Nora's appointment began a quarter of an hour ago."""
    ago = timedelta(minutes=15)
    begun = now() - ago
    with acting(scene.house.boss) as boss:
        rows: Any = Appointment.objects.visible_to(boss).filter(client=scene.nora, group_class=None)
        rows.update(
            starts_at=begun,
            ends_at=begun + timedelta(hours=1),
            blocked_from=begun,
            blocked_until=begun + timedelta(hours=1),
            local_date=DAY,
        )
    scene.typed |= {"verb": "arrive"}


def missed(scene: Scene) -> None:
    """Nobody came, as somebody pressed."""
    of_today(scene)
    with acting(scene.house.boss) as boss:
        rows: Any = Appointment.objects.visible_to(boss).filter(client=scene.nora, group_class=None)
        rows.update(state="no_show")
    scene.typed = {"words": "The wrong name."}


def missed_for_what(scene: Scene) -> None:
    """The same, and they told why."""
    missed(scene)
    scene.typed = {"why": "forgot"}


def just_booked_alone(scene: Scene) -> None:
    """Nora did it a moment ago herself."""
    just_booked(scene, by_client=True)


def just_booked(scene: Scene, *, by_client: bool = False, together: UUID | None = None) -> None:
    """The practitioner did it a moment ago."""
    with acting(scene.house.boss) as boss:
        found = Appointment.objects.visible_to(boss).get(client=scene.nora, group_class=None)
        step = AppointmentChange(
            practice_id=boss.practice_id,
            appointment=found,
            from_state="booked",
            to_state="booked",
            at=now(),
            made_by=None if by_client else scene.house.practitioner,
            together=together,
        )
        step.save(force_insert=True)


def several(scene: Scene) -> None:
    """Somebody asks for three days at once."""
    booking(scene)
    scene.typed |= {"every_weeks": "1", "times": "3"}


def looked_at(scene: Scene) -> None:
    """They saw the three days, and press to book them."""
    several(scene)
    day = DAY + timedelta(days=16)
    with acting(scene.house.actor(scene.house.practitioner)) as actor:
        data = SeriesData(
            service=service_of(actor),
            practitioner_id=scene.house.practitioner.pk,
            place=places(actor)[0],
            first=day,
            clock=time(11),
            every_weeks=1,
            times=3,
        )
        days = [(day + timedelta(weeks=n)).isoformat() for n in range(3)]
        scene.typed |= {"all_the_same": days}
        scene.typed |= {"book": "1", "mark": mark_of(asked_of(actor, scene.nora, data))}


def moved_together(scene: Scene) -> None:
    """They saw where each goes, and press to move them."""
    moving(scene)
    typed = scene.typed
    with acting(scene.house.actor(scene.house.practitioner)) as actor:
        rows = Appointment.objects.visible_to(actor).select_related("service", "place")
        found = rows.get(client=scene.nora, group_class=None)
        data = SeriesMoveData(
            day=date.fromisoformat(typed["day"]),
            clock=time(11),
            practitioner_id=scene.house.practitioner.pk,
            place=places(actor)[0],
        )
        moves = look_at_moves(actor, found, [found], data)
        typed |= {"scope": "all", "all_the_same": typed["day"], "move": "1"}
        typed["mark"] = mark_of_moves("all", moves)


def together(scene: Scene) -> None:
    """The practitioner did it a moment ago, with others of the series."""
    just_booked(scene, together=uuid4())


def alone(scene: Scene) -> None:
    """Nora books alone, on a day that is free in the hours of work."""
    booking(scene)
    place, day = scene.typed["place"], DAY + timedelta(days=16)
    scene.typed.clear()
    scene.typed["start"] = f"{at(day, 11).isoformat()}|{place}"


def another_service(scene: Scene) -> None:
    """Nora waits for a lesson already; this is for something else."""
    with acting(scene.house.boss) as boss:
        scene.typed |= {"service": str(service_of(boss, "check_in").pk)}


def with_an_address(scene: Scene) -> None:
    """The practitioner has an address that a calendar reads."""
    scene.ids["token"] = token_of(scene.house)


def an_offer(scene: Scene) -> None:
    """Nora has an offer before her, and the link of its mail; the practitioner works then."""
    with acting(scene.house.boss) as boss:
        rows = WaitlistOffer.objects.visible_to(boss).select_related("place")
        offer = rows.get(pk=scene.ids["offer_id"])
    works(scene.house, scene.house.practitioner, offer.place)
    scene.ids["token"] = link_token(Link("offer", scene.house.practice.pk, offer.pk))
    scene.typed["verb"] = "book"


def may_be_offered(scene: Scene) -> None:
    """Nora's offer was declined, any morning suits her, and the practitioner works."""
    an_offer(scene)
    with acting(scene.house.boss) as boss:
        WaitlistOffer.objects.visible_to(boss).filter(pk=scene.ids["offer_id"]).update(
            state="declined", settled_at=now()
        )
        wishes = WaitlistWish.objects.visible_to(boss).filter(pk=scene.ids["wish_id"])
        wishes.update(weekdays=list(range(7)), practitioner=scene.house.practitioner)
        place = places(boss)[0]
    works(scene.house, scene.house.practitioner)
    day = DAY + timedelta(days=5)
    scene.typed = {"start": f"{at(day, 9, zone=place.timezone).isoformat()}|{place.pk}"}


type Row = tuple[str, dict[str, Any]]
BOOKS = "the client and who gives it are held, hours, buffers and days between are looked at"
AGAIN = f"{BOOKS}; who is reminded again is found"
TELLS = "it is kept, and whoever should know is found and told"
WAITS = "the client is held, what can be chosen is read, and what they wait for already"
NOTES = "it says that they are here, and begins the lesson, its matrix and its note"
GETS: tuple[Row, ...] = (
    ("calendar_feed_link", {"before": with_an_address, "who": "anonymous"}),
    ("portal_appointments", {"who": "guardian"}),
    ("portal_appointment_new", {"before": alone}),
    ("portal_appointment_move", {"before": alone}),
    ("calendar", {}),
    ("calendar", {"query": "?view=week"}),
    ("calendar", {"query": "?view=month"}),
    ("calendar", {"query": "?day=2026-12-02&view=day"}),
    ("appointment_page", {"who": "assistant"}),
    ("appointment_page", {"before": of_today}),
    ("appointment_new", {"query": "?q=nor"}),
    ("appointment_series_new", {"query": "?q=nor"}),
    *OF_CLASSES,
    ("waitlist", {}),
    ("client_wish_new", {}),
    ("wish_edit", {}),
    ("wish_end", {}),
    ("wish_offer", {}),
    ("portal_waitlist", {}),
    ("portal_wish_new", {}),
    ("portal_wish_edit", {}),
    ("offer_link", {"before": an_offer, "who": "anonymous"}),
    ("offers_off_link", {"before": mails.of_offers, "who": "anonymous"}),
    ("appointment_reminders_off_link", {"before": mails.of_appointments, "who": "anonymous"}),
    ("check_ins_off_link", {"before": mails.of_check_ins, "who": "anonymous"}),
)
_HERE, _THERE = {"stands_on": "appointment_page"}, {"stands_on": "portal_appointments"}
_MANY, _BACK = {"most": 26, "because": BOOKS}, {"most": 20, "because": AGAIN}
_MADE = {"typed": {"names": "none"}, "status": 200, "who": "practitioner"}
_WORK = {"typed": {"why": "work"}}
POSTS: tuple[Row, ...] = (
    *TO_CLASSES,
    ("calendar_feed", _MADE),
    ("calendar_feed_end", {"stands_on": "calendar_feed", "who": "practitioner"}),
    ("portal_calendar_feed", {"status": 200}),
    ("portal_calendar_feed_end", {"stands_on": "portal_calendar_feed"}),
    ("appointment_new", {"before": booking}),
    ("appointment_move", {"before": moving, **_MANY}),
    ("appointment_cancel", {**_WORK, "most": 14, "because": TELLS}),
    ("appointment_series_new", {"before": several, **_MANY, "status": 200}),
    ("appointment_series_new", {"before": looked_at, **_MANY}),
    (
        "appointment_series_move",
        {"before": moving, "typed": {"scope": "all"}, **_MANY, "status": 200},
    ),
    ("appointment_series_move", {"before": moved_together, **_MANY}),
    (
        "appointment_series_cancel",
        {"typed": {"why": "work", "scope": "all"}, "most": 18, "because": TELLS},
    ),
    ("appointment_series_undo", {"before": together, **_HERE, **_BACK}),
    (
        "client_wish_new",
        {
            "before": another_service,
            "stands_on": "client_wish_new",
            "most": 14,
            "because": WAITS,
        },
    ),
    ("wish_edit", {"most": 13, "because": WAITS}),
    ("wish_end", {"typed": {"why": "They moved away."}}),
    ("portal_wish_new", {"before": another_service}),
    ("portal_wish_edit", {}),
    ("portal_wish_leave", {"stands_on": "portal_waitlist"}),
    ("offer_step", {"before": an_offer, "stands_on": "waitlist", **_MANY}),
    ("wish_offer", {"before": may_be_offered, "most": 22, "because": BOOKS}),
    ("portal_offer", {"before": an_offer, **_THERE, **_MANY}),
    ("offer_link", {"before": an_offer, "who": "anonymous", **_MANY}),
    ("offers_off_link", {"before": mails.of_offers, "who": "anonymous", "status": 200}),
    (
        "check_ins_off_link",
        {"before": mails.of_check_ins, "who": "anonymous", "status": 200},
    ),
    (
        "appointment_reminders_off_link",
        {"before": mails.of_appointments, "who": "anonymous", "status": 200},
    ),
    ("appointment_step", {"before": of_today, **_HERE}),
    ("appointment_put_right", {"before": missed, **_BACK}),
    ("appointment_why", {"before": missed_for_what}),
    ("appointment_undo", {"before": just_booked, **_HERE, **_BACK}),
    ("appointment_note", {"before": of_today, **_HERE, "most": 16, "because": NOTES}),
    ("portal_appointment_new", {"before": alone}),
    ("portal_appointment_move", {"before": alone, **_MANY}),
    ("portal_appointment_confirm", {**_THERE}),
    ("portal_appointment_cancel", {**_WORK, "most": 14, "because": TELLS}),
    ("portal_appointment_undo", {"before": just_booked_alone, **_THERE, **_BACK}),
)
