"""The demo practices, asked from the running server by everybody who works or practises there."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext

from clients.files.models import ClientFile
from clients.intake.models import IntakeSubmission
from clients.measures.models import MeasureResponse
from clients.messages.models import ClientMessage
from clients.records.models import Client, ConsentDocument, Episode, Tag
from clients.sensing.models import SensationReport
from practice.core.actor import Actor, acting
from practice.core.models import Membership, Place, User
from practice.core.rules import Role
from practice.core.tenancy import TenantModel
from practice.data.demo.showing import SLUG
from practice.outbox.models import Message
from practice.team.models import ApiToken
from sessions.appointments.models import Appointment, GroupClass, Session
from sessions.credentials.models import Credential
from sessions.hours.models import Service
from sessions.movements.models import Movement, MovementMedia
from sessions.notes.models import SessionNote
from sessions.practice_logs.models import PracticeLog
from sessions.program_templates.models import ProgramTemplate
from sessions.programs.models import HomeProgram
from sessions.waitlist.models import WaitlistOffer, WaitlistWish
from tests.conftest import admin_connection
from tests.drill.pages.findings import Findings
from tests.drill.pages.looking import Looker
from tests.drill.pages.serving import Server
from tests.test_access_matrix import STAFF, TABLE, Address, addresses

PLAIN = {
    "slug": SLUG,
    "step": "concern",
    "instrument": "nprs",
    "rater": "client",
    "region": "front_groin_left_core",
    "text_code": "practice_reminder",
    "language": "en",
}
MODELS: dict[str, type[TenantModel]] = {
    "client_id": Client,
    "episode_id": Episode,
    "submission_id": IntakeSubmission,
    "session_id": Session,
    "note_id": SessionNote,
    "movement_id": Movement,
    "media_id": MovementMedia,
    "practised_media_id": MovementMedia,
    "template_id": ProgramTemplate,
    "home_program_id": HomeProgram,
    "log_id": PracticeLog,
    "place_id": Place,
    "service_id": Service,
    "membership_id": Membership,
    "teacher_id": Membership,
    "credential_id": Credential,
    "document_id": ConsentDocument,
    "tag_id": Tag,
    "token_id": ApiToken,
    "file_id": ClientFile,
    "client_message_id": ClientMessage,
    "message_id": Message,
    "appointment_id": Appointment,
    "class_id": GroupClass,
    "open_class_id": GroupClass,
    "wish_id": WaitlistWish,
    "offer_id": WaitlistOffer,
    "response_id": MeasureResponse,
    "report_id": SensationReport,
}
# Which of them a page is for, where not any will do.
SUCH: dict[str, dict[str, Any]] = {
    "client_id": {"state": "active"},
    "submission_id": {"state": "signed"},
    "episode_id": {"closed_on": None},
    "membership_id": {"role": "practitioner"},
    "teacher_id": {"role": "practitioner"},
    "credential_id": {"size__gt": 0},
}
# Answered with a redirect, each for its reason: no code was asked for, nothing waits for a choice,
# nothing is due, no tablet is lent.
ELSEWHERE = {
    *("account_confirm_login_code", "portal_choose", "portal_intake_step"),
    *("measure_answer", "portal_measure", "portal_check_in", "tablet"),
}


NO_PAGES = {
    *("healthz", "readyz", "metrics"),
    *("intake_paper", "portal_intake_paper", "note_paper", "work_paper"),
    *("program_paper", "portal_program_paper", "calendar_feed_link"),
    *("card_image", "portal_card_image", "credential_evidence"),
    *("file_content", "file_small", "portal_file_content", "portal_file_small"),
    *("media_content", "portal_media", "portal_media_page", "portal_worker", "portal_library"),
}


@dataclass
class Demo:
    """Linden of the demo: who signs in, and what each of them may open."""

    logins: dict[str, dict[str, str]]
    actors: dict[str, Actor]
    ids: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def build(cls, environment: dict[str, str]) -> "Demo":
        """Make the demo practices as bin/up does."""
        command = [sys.executable, "manage.py", "demo"]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        told = json.loads((Path(environment["SUPPLE_HOME"]) / "demo.json").read_text())
        people = (*STAFF, "client")
        with transaction.atomic():
            return cls(told, {who: _actor(told[who]["email"]) for who in people})

    def path(self, who: str, address: Address) -> str | None:
        """An address filled with what this person may open; None if they have none of it."""
        ids = self.ids.setdefault(who, {})
        for name in address.parameters:
            if name not in ids:
                ids[name] = PLAIN.get(name) or self._one(who, name)
        values = {name: ids[name] for name in address.parameters}
        return None if None in values.values() else reverse(address.name, kwargs=values)

    def _one(self, who: str, name: str) -> Any:
        with acting(self.actors[who]) as actor:
            if name == "teacher_id" and actor.role is not Role.OWNER:
                return actor.membership_id  # each writes their own
            such = SUCH.get(name, {})
            rows: Any = MODELS[name].objects.visible_to(actor)
            return rows.filter(**such).values_list("pk", flat=True).first()

    def walk(self, browser: Browser, server: Server, found: Findings) -> None:
        """Everybody opens everything that is theirs; whoever comes first looks the closest."""
        opened: set[str] = set()
        for who in ("anonymous", *STAFF, "client"):
            looker = Looker(browser, found)
            if who != "anonymous":
                sign_in(looker.context, server.base, self.logins[who])
            for address in addresses():
                if "GET" in address.needs and _may(who, address.needs["GET"]):
                    path = self._fill(who, address, found)
                    if path is None:
                        continue
                    name = f"demo: {address.name} as {who}"
                    found.page("demo", name)
                    looker.look(name, server.base + path, whole=address.name not in opened)
                    opened.add(address.name)
            looker.close()
        wanted = {
            a.name for a in addresses() if a.needs.get("GET", "link") not in {"link", "token"}
        }
        found.wanted |= wanted - NO_PAGES
        found.opened |= opened

    def _fill(self, who: str, address: Address, found: Findings) -> str | None:
        if address.name in {"account_logout", "account_login"} and who != "anonymous":
            return None  # the one ends the walk, the other leads on
        if address.name in ELSEWHERE | NO_PAGES or not set(address.parameters) <= {*MODELS, *PLAIN}:
            return None
        path = self.path(who, address)
        if path is None and who in {"owner", "client"} and address.name not in {"token_revoke"}:
            found.add("status", f"demo: {address.name} as {who}", "nothing to open it with")
        return path


def _actor(email: str) -> Actor:
    user = User.objects.get(email=email)
    name = str(connection.settings_dict["NAME"])
    with admin_connection(name) as admin:  # row security asks for the practice first
        members = "SELECT practice_id, role, id, NULL::uuid FROM practice_membership"
        clients = "SELECT practice_id, 'client', NULL::uuid, id FROM clients_client"
        query = f"{members} WHERE user_id = %(pk)s UNION ALL {clients} WHERE user_id = %(pk)s"
        [(practice_id, role, member_id, client_id)] = admin.execute(query, {"pk": user.pk})
    return Actor(
        practice_id=practice_id,
        role=Role(role),
        user_id=user.pk,
        membership_id=member_id,
        client_id=client_id,
        name=user.name,
        zone="America/Denver",
    )


def _may(who: str, needs: str) -> bool:
    if needs in {"link", "token"}:
        return False
    if needs == "public":
        return who == "anonymous"
    if needs == "account":
        return who in {"owner", "client"}
    if needs.startswith("portal:") is not (who == "client"):
        return False
    return who in TABLE["action"][needs.removeprefix("portal:")]


def sign_in(context: BrowserContext, base: str, login: dict[str, str]) -> None:
    """Through the page, as a person does."""
    page = context.new_page()
    page.goto(f"{base}/accounts/login/")
    page.fill("[name=login]", login["email"])
    page.fill("[name=password]", login["password"])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    page.close()
