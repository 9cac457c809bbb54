"""What every page's shell shows: who is signed in, and the way to the main pages."""

from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Way(NamedTuple):
    """One entry of the navigation: its url name, word, icon and the action it needs."""

    view: str
    word: Promise
    icon: str
    action: str


PRACTICE_WAYS = (
    Way("today", _("Today"), "sunrise", "today.read"),
    Way("calendar", _("Calendar"), "calendar-days", "appointment.read"),
    Way("client_list", _("Clients"), "users", "client.read"),
    Way("movement_list", _("Library"), "book-open", "movement.read"),
    Way("mail_list", _("Mails"), "mail", "mail.read"),
    Way("settings_home", _("Settings"), "sliders-horizontal", "settings.read"),
)
PORTAL_WAYS = (
    Way("portal_home", _("Today"), "house", "program.read"),
    Way("portal_measures", _("Progress"), "activity", "measure.read"),
    Way("portal_intake", _("Intake"), "clipboard-list", "intake.read"),
    Way("portal_reminders", _("Reminders"), "bell", "reminder.read"),
)
SETTINGS_WAYS = (
    Way("settings_home", _("Practice"), "", "settings.read"),
    Way("place_list", _("Places"), "", "settings.read"),
    Way("service_list", _("Services"), "", "service.read"),
    Way("hours_page", _("Hours"), "", "hours.read"),
    Way("public_page_settings", _("Public page"), "", "settings.read"),
    Way("calendar_feed", _("Your calendar"), "", "appointment.read"),
    Way("morning_mail", _("Today by mail"), "", "today.read"),
    Way("holiday_page", _("Holidays"), "", "hours.read"),
    Way("team_list", _("Team"), "", "settings.read"),
    Way("text_list", _("Texts"), "", "settings.read"),
    Way("mail_text_list", _("Mail texts"), "", "settings.read"),
    Way("own_question_list", _("Questions"), "", "settings.read"),
    Way("symptom_list", _("Symptoms"), "", "settings.read"),
    Way("improvement_page", _("Improvement"), "", "measure.read"),
    Way("radar_settings", _("Radar"), "", "settings.read"),
    Way("tag_list", _("Tags"), "", "settings.read"),
    Way("phrase_list", _("Phrases"), "", "settings.read"),
    Way("muscle_group_list", _("Muscle groups"), "", "settings.read"),
    Way("technique_list", _("Techniques"), "", "settings.read"),
    Way("protocol_list", _("Protocols"), "", "settings.read"),
    Way("card_list", _("Cards"), "", "understanding.read"),
    Way("next_steps", _("Next steps"), "", "understanding.read"),
    Way("token_list", _("Tokens"), "", "token.read"),
)
SETTINGS = "/settings/"


def _entries(
    request: HttpRequest, ways: Iterable[Way], *, whole: Container[str] = ("/", "/portal/")
) -> list[dict[str, Any]]:
    """Ways that are open to the actor; addresses in `whole` are current only as they stand."""
    actor = getattr(request, "actor", None)
    entries = []
    for way in ways:
        if actor is None or not actor.may(way.action):
            continue
        url = reverse(way.view)
        here = request.path == url or (url not in whole and request.path.startswith(url))
        entries.append({"name": way.word, "url": url, "icon": way.icon, "current": here})
    return entries


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for the shells: `nav`, `actor`, and on settings pages their `settings_tabs`."""
    ways = PORTAL_WAYS if request.path.startswith("/portal/") else PRACTICE_WAYS
    found = {"nav": _entries(request, ways), "actor": getattr(request, "actor", None)}
    if request.path.startswith(SETTINGS):
        found["settings_tabs"] = _entries(request, SETTINGS_WAYS, whole=(SETTINGS,))
    return found
