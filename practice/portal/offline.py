"""What a phone needs to lead through a practice without a connection.

The shell and the library are the same for everybody and name nobody, so a phone may keep them.
What it knows of a program is codes, doses and an opaque id (docs/decisions says why).
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from practice.core.actor import SuppleRequest
from practice.portal.queries import PlannedItem
from practice.portal.ways import ways_of
from sessions.movements.library import MOVEMENTS
from sessions.movements.models import Movement
from sessions.movements.queries import shown
from sessions.movements.rules import BuiltInMovement, Dosed, StepKind, Variant
from sessions.practice_logs.forms import OfflineLogForm
from sessions.practice_logs.phone import phone_token
from sessions.programs.models import HomeProgram

FILES = (
    "css/supple.css",
    *(f"css/pages/{page}.css" for page in ("player", "library", "log", "portal-practice")),
    "css/pages/portal-home.css",
    *(f"js/{name}.js" for name in ("form", "pacer", "pacer-sound", "phone", "phone-store")),
    "js/offline.js",
    "django_htmx/htmx-2.min.js",
    "img/mark.svg",
    "img/icon-192.png",
    "site.webmanifest",
)
WORKER = ("js/phone-store.js", "js/worker.js")


@dataclass(frozen=True)
class Known:
    """A movement of the library as the player's part of a page wants it; the phone has the dose."""

    shown: Any
    ways: Any
    rounds: int = 1
    variant: str = ""
    sides: str = ""
    media: tuple[Any, ...] = ()
    item: Any = None


def _row(movement: BuiltInMovement) -> Movement:
    """As a practice has it in its library, without being stored."""
    return Movement(
        name=movement.name,
        start_position=movement.position,
        variants=list(movement.variants),
        sides=movement.sides,
        minutes=movement.minutes,
        cycles=movement.cycles,
        start=movement.start,
        steps=[{"kind": s.kind, "words": s.words, "seconds": s.seconds} for s in movement.steps],
        frees=movement.release,
        integrates=movement.integration,
        drawing=movement.drawing,
    )


def _drawn(movement: BuiltInMovement) -> str:
    ways = ways_of(movement.variants, "")
    one = Known(
        shown(_row(movement)), ways, item=SimpleNamespace(minutes=movement.minutes, note="")
    )
    return render_to_string("portal/movement.html", {"each": one, "number": "0"})


@cache
def _library(_language: str) -> dict[str, Any]:
    return {
        "movements": {movement.code: _drawn(movement) for movement in MOVEMENTS},
        "kinds": {kind.value: str(_(kind.label)) for kind in StepKind},
        "sides": {side.value: str(_(side.label)) for side in Dosed},
        "variants": {variant.value: str(_(variant.label)) for variant in Variant},
    }


@require_safe
def portal_library(request: HttpRequest) -> HttpResponse:
    """The built-in movements, drawn for the player: nobody's in particular."""
    return _for_everybody(JsonResponse(_library(get_language() or "")))


def _shell() -> str:
    return render_to_string("portal/offline.html", {"form": OfflineLogForm()})


@require_safe
def portal_offline(request: HttpRequest) -> HttpResponse:
    """The page that a phone shows without a connection: the player, and a log that waits."""
    return _for_everybody(HttpResponse(_shell()))


@require_safe
def portal_worker(request: HttpRequest) -> HttpResponse:
    """What stands between the portal's pages and the network, and which files it keeps."""
    shell, library = reverse("portal_offline"), reverse("portal_library")
    files = [shell, library, *(staticfiles_storage.url(name) for name in FILES)]
    content = json.dumps([files, _shell(), _library(get_language() or "")])
    version = hashlib.sha256(content.encode()).hexdigest()[:16]
    told = json.dumps({"version": version, "shell": shell, "files": files})
    scripts = ", ".join(json.dumps(staticfiles_storage.url(name)) for name in WORKER)
    script = f"self.SUPPLE = {told};\nimportScripts({scripts});\n"
    return _for_everybody(HttpResponse(script, content_type="text/javascript; charset=utf-8"))


def _for_everybody(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-cache"  # asked for anew, and the same for all
    return response


def phone_keeps(request: SuppleRequest, program: HomeProgram, planned: list[PlannedItem]) -> str:
    """What the phone may keep of a program that runs, as JSON: no name, no word to the client."""
    mark = salted_hmac("supple.phone.whose", str(request.user.pk), algorithm="sha256")
    kept = {
        "id": str(program.pk),
        "revision": program.revision,
        "whose": mark.hexdigest()[:16],
        "token": phone_token(request.actor, request.user, program.pk),  # type: ignore[arg-type]
        "items": [_dose(one) for one in planned],
    }
    return json.dumps(kept)


def _dose(one: PlannedItem) -> dict[str, Any]:
    movement, item = one.shown.movement, one.item
    dose = {
        "code": movement.built_in_code,
        "minutes": item.minutes,
        "rounds": one.rounds,
        "side": item.side,
        "variant": item.variant,
    }
    if movement.is_own:
        dose["steps"] = [[step.kind, step.seconds] for step in one.shown.steps]
    return dose
