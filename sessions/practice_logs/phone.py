"""What waited on a phone without a connection: each log by itself, with a token that only submits.

The token is all the proof there is: no cookie is asked for, so a page of somebody else's can make
a browser send nothing that would be believed, and no other form token is needed.
"""

import json
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from rest_framework import serializers

from clients.records.queries import people_of_login
from practice.core.actor import Actor, SuppleRequest, enter
from practice.core.clock import now
from practice.core.errors import DomainError, ReadOnly
from practice.core.links import Link, made_at
from practice.core.models import User
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.portal import PURPOSE, Opened, open_link
from sessions.practice_logs.queries import many_from_phones
from sessions.practice_logs.rules import PHONE_KEEPS, Practised, practised
from sessions.practice_logs.serializers import PracticeLogIn
from sessions.practice_logs.services import LogData, log_practice

SALT = "supple.phone"
TOKEN_LASTS = PHONE_KEEPS
MOST_BYTES = 16_000
MOST_MS = 10**13  # far away, and still an instant
MARK = 16  # of the hash that changes with the password

WORDS: dict[str, Promise] = {
    "unreadable": gettext_lazy("This could not be read."),
    "sign_in": gettext_lazy("Sign in and open your practice: then what waits here is sent."),
    "revoked": gettext_lazy(
        "Sending from this phone was ended. Sign in and open your practice: then what waits here is"
        " sent."
    ),
    "later": gettext_lazy("That was a lot at once. The rest is sent in an hour."),
    "clock": gettext_lazy(
        "By this phone’s clock this was on a day that cannot be. Set the clock right; then keep it"
        " for today, or leave it out."
    ),
    "not_running": gettext_lazy(
        "Your practice was resting or had ended by then, so this was not kept with it. Tell your"
        " practitioner, if it matters."
    ),
    "archived": gettext_lazy("Your work with us has ended for now, so nothing is added any more."),
}
STATUS = {
    "unreadable": HTTPStatus.BAD_REQUEST,
    "sign_in": HTTPStatus.UNAUTHORIZED,
    "revoked": HTTPStatus.UNAUTHORIZED,
    "later": HTTPStatus.TOO_MANY_REQUESTS,
    "not_running": HTTPStatus.GONE,
    "archived": HTTPStatus.GONE,
}


class Holder(NamedTuple):
    """Whose phone a token is on: which login, for which client, and as guardian or not."""

    practice_id: UUID
    home_program_id: UUID
    client_id: UUID
    user_id: UUID
    guardian_id: UUID | None
    mark: str


class _Refused(Exception):
    """Nothing is kept; the phone keeps it, with these words."""

    def __init__(self, code: str, words: str = "") -> None:
        self.code, self.words = code, words or str(WORDS[code])
        super().__init__(code)


class PhoneLogIn(PracticeLogIn):
    """A log as a phone kept it: with its own key, its own day and its own clock (ms)."""

    home_program = None  # type: ignore[assignment]
    items = None  # type: ignore[assignment]
    client_key = serializers.UUIDField()
    revision = serializers.IntegerField(min_value=1)
    day = serializers.DateField()
    at = serializers.IntegerField(min_value=0, max_value=MOST_MS)
    sent = serializers.IntegerField(min_value=0, max_value=MOST_MS)


def _mark(user: User) -> str:
    return user.get_session_auth_hash()[:MARK]


def phone_token(actor: Actor, user: User, home_program_id: UUID) -> str:
    """A token that submits logs of one program and opens nothing; ids only.

    It ends with time, with the password, with the login's way to the client, with the program, and
    when somebody ends it (`end_links`).
    """
    packed = [
        actor.practice_id.hex,
        home_program_id.hex,
        actor.client_id.hex if actor.client_id else "",
        user.pk.hex,
        actor.guardian_id.hex if actor.guardian_id else "",
        _mark(user),
    ]
    return signing.dumps(packed, salt=SALT, compress=False)


def _holder(token: str) -> Holder:
    try:
        *ids, guardian, mark = signing.loads(token, salt=SALT, max_age=TOKEN_LASTS)
        practice, program, client, user = map(UUID, ids)
        return Holder(practice, program, client, user, UUID(guardian) if guardian else None, mark)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise _Refused("sign_in") from error


def _open(request: SuppleRequest, holder: Holder) -> Opened:
    """Act as the client of the token, as long as its login still may."""
    user = User.objects.filter(pk=holder.user_id, is_active=True).first()
    if user is None or not constant_time_compare(holder.mark, _mark(user)):
        raise _Refused("sign_in")
    enter(practice_id=None, user_id=user.pk, request_id=request.request_id)
    mine = (one for one in people_of_login(user.pk) if one.client_id == holder.client_id)
    if not any(one.is_open for one in mine):
        raise _Refused("sign_in")
    day = now().date().isoformat()
    link = Link(PURPOSE, holder.practice_id, holder.home_program_id, day, holder.guardian_id)
    opened = open_link(request, link)
    if opened is None or not opened.is_theirs or opened.actor.client_id != holder.client_id:
        raise _Refused("sign_in")
    return opened


def _read(request: SuppleRequest) -> tuple[str, dict[str, Any]]:
    if request.content_type != "application/json":
        raise _Refused("unreadable")
    try:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            raise _Refused("unreadable")
        sent = json.loads(request.body)
        token, log = sent["token"], sent["log"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _Refused("unreadable") from error
    if not isinstance(token, str) or not isinstance(log, dict):
        raise _Refused("unreadable")
    return token, log


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _when(values: dict[str, Any], zone: str) -> Practised:
    when = practised(
        said=values.pop("day"),
        at=_instant(values.pop("at")),
        sent=_instant(values.pop("sent")),
        now=now(),
        zone=ZoneInfo(zone),
    )
    if when is None:
        raise _Refused("clock")
    return when


def _keep(request: SuppleRequest) -> JsonResponse:
    token, log = _read(request)
    holder = _holder(token)
    opened = _open(request, holder)
    if opened.is_ended(made_at(token)):
        raise _Refused("revoked")
    checked = PhoneLogIn(data=log)
    if not checked.is_valid():
        words = _("Something in it is not as it should be: %(fields)s.")
        raise _Refused("invalid", words % {"fields": ", ".join(checked.errors)})
    values = dict(checked.validated_data)
    when = _when(values, opened.actor.zone)
    if many_from_phones(opened.actor, holder.client_id):
        raise _Refused("later")
    logged = log_practice(
        actor=opened.actor,
        home_program_id=opened.home_program.pk,
        client_key=values.pop("client_key"),
        revision=values.pop("revision"),
        data=LogData(**values),
        source=LogSource.PHONE,
        day=when.day,
        practised_at=when.at,
    )
    day = date_format(logged.log.local_date, "WEEKDAY_DATE_FORMAT")
    words = _("Kept for %(day)s.") % {"day": day}
    if when.is_corrected:
        words = _("This phone’s clock is wrong. %(kept)s") % {"kept": words}
    told = {"kept": True, "is_new": logged.is_new, "is_corrected": when.is_corrected}
    answer = {**told, "day": logged.log.local_date, "paused": logged.paused, "words": words}
    return JsonResponse(answer, status=HTTPStatus.CREATED if logged.is_new else HTTPStatus.OK)


@csrf_exempt
@require_POST
def phone_log(request: SuppleRequest) -> HttpResponse:
    """Keep one log that waited on a phone. The same `client_key` is the same log."""
    try:
        return _keep(request)
    except ReadOnly:
        refused = _Refused("archived")
    except DomainError as error:
        code = error.code or "invalid"
        refused = _Refused(code, str(WORDS.get(code, error.message)))
    except _Refused as error:
        refused = error
    told = {"kept": False, "code": refused.code, "words": refused.words}
    return JsonResponse(told, status=STATUS.get(refused.code, HTTPStatus.UNPROCESSABLE_ENTITY))
