"""A practice in which nothing fits: every address, in each state that tests/statements prepares."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import time_machine
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client as TestClient
from playwright.sync_api import Browser, Route

from clients.records.models import Client, ClientTag, Episode, Tag
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from practice.core.models import Membership, Place
from practice.core.rules import Role
from practice.team.services import add_member, found_practice, make_user
from sessions.credentials.models import Credential
from sessions.notes.models import Phrase, SessionNote
from sessions.practice_logs.models import PracticeLog
from tests.cast import PASSWORD, House, build_house, sign_in
from tests.drill.pages.cards import spoil_cards
from tests.drill.pages.demo import NO_PAGES
from tests.drill.pages.findings import Findings
from tests.drill.pages.looking import Looker
from tests.drill.pages.serving import Server
from tests.statements.growing import grow
from tests.statements.scene import NOON, Scene
from tests.statements.visits import Visit
from tests.test_access_matrix import STAFF
from tests.test_statements import ADDRESSES, opened, who_visits
from tests.world import build_world

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
WORD, LINE = LONG[:120], LONG[:200]
RIGHT_TO_LEFT = "عبد الرحمن بن محمد الأندلسي"
STORY = f"{LINE} and then {RIGHT_TO_LEFT}, which {WORD}. " * 12
NEW_TAGS = 200
FETCHED = re.compile(r'hx-get="([^"]+)" hx-trigger="load"')  # parts that a page asks for itself
OF_ONE = [
    *("today", "client_list", "client_new", "movement_list", "mail_list", "settings_home"),
    *("program_template_list", "message_list"),
    *("place_list", "team_list", "tag_list", "phrase_list", "text_list", "token_list"),
    *("own_question_list", "symptom_list", "improvement_page", "practice_dose"),
    *("radar", "radar_calibration", "radar_settings"),
    *("mail_text_list", "address_list"),
    *("technique_list", "protocol_list", "protocol_new", "muscle_group_list"),
    *("service_list", "service_new", "hours_page", "holiday_page"),
    *("calendar_feed", "busy_calendar_list", "public_page_settings", "own_public_profile"),
    *("card_list", "card_new", "next_steps"),
    "movement_new",
]
OF_TWO = ["today", "client_list", "settings_home", "team_list"]


@dataclass
class Nasty:
    """The practice, and browsers signed in to it."""

    scene: Scene

    @classmethod
    def build(cls) -> "Nasty":
        """Make it, and a practice of one beside it that is empty."""
        with time_machine.travel(NOON):
            with transaction.atomic():
                house = build_house(f"Linden {WORD}", "America/Denver", "linden.example")
            with transaction.atomic():
                scene = Scene(build_world(house, _nora(house)), {}).afresh()
                grow(scene)
                _spoil(scene)
            with transaction.atomic():
                _of_one()
            with transaction.atomic():
                _of_two(house)
            people = {role: f"{role}@linden.example" for role in STAFF}
            people |= {"client": "nora@clients.example", "other_client": "nell@clients.example"}
            people |= {"alone": "alone@empty.example", "both": "both@empty.example"}
            people["guardian"] = "gina@clients.example"
            scene.browsers |= {name: sign_in(email) for name, email in people.items()}
            scene.browsers["anonymous"] = TestClient()
            for client in scene.browsers.values():
                client.raise_request_exception = False
            return cls(scene)

    def walk(self, browser: Browser, server: Server, found: Findings) -> None:
        """Open everything; an address is looked at closely the first time."""
        looker, seen = Looker(browser, found), set[str]()
        alone = [Visit(name, who="alone", status=200) for name in OF_ONE]
        both = [Visit(name, who="both", status=200) for name in OF_TWO]
        for visit in (*opened(), *alone, *both):
            needs = ADDRESSES[visit.name].needs["GET"]
            who = visit.who or who_visits(visit, ADDRESSES[visit.name], "GET")
            name = f"nasty: {visit.name}{visit.query} {visit.step} {visit.before.__name__} as {who}"
            if visit.status == 302 or needs == "token" or visit.name in NO_PAGES:
                continue
            found.page("nasty", name)
            found.opened.add(visit.name)
            path, answers = self._render(visit, who)
            looker.context.route(server.base + "/**", _keeps_nothing)
            for part, answer in answers.items():
                looker.context.route(server.base + part, _giving(answer))
            whole = visit.name not in seen
            looker.look(name, server.base + path, whole=whole, status=visit.status)
            looker.context.unroute_all()
            seen.add(visit.name)
        looker.close()

    def _render(self, visit: Visit, who: str) -> tuple[str, dict[str, Any]]:
        """The answer as the product gives it, with those of the parts that the page fetches.

        What was prepared for it is taken back.
        """
        with time_machine.travel(NOON), transaction.atomic():
            here = Scene(self.scene.world, dict(self.scene.browsers)).afresh()
            here.ids |= {"step": visit.step} if visit.step else {}
            visit.before(here)
            path = here.path(visit.name) + visit.query
            answers = {path: here.browsers[who].get(path)}
            for part in FETCHED.findall(answers[path].content.decode(errors="replace")):
                answers[part] = here.browsers[who].get(part)
            transaction.set_rollback(True)
        return path, answers


def _keeps_nothing(route: Route) -> None:
    """What such a page sends by itself, as that something was read, reaches nobody."""
    if route.request.method == "POST":
        route.fulfill(status=204)
    else:
        route.fallback()


def _giving(answer: Any) -> Callable[[Route], None]:
    def give(route: Route) -> None:
        route.fulfill(status=answer.status_code, headers=dict(answer.items()), body=answer.content)

    return give


def _nora(house: House) -> Client:
    with acting(house.boss) as boss:
        nora = create_client(
            actor=boss,
            data=ClientData(
                given_name="Nora",
                email=f"nora.{LONG[:50]}@clients.example",
                phone="+1 303 555 0101 " * 2,
                timezone="America/Denver",
                assigned_to_id=house.practitioner.pk,
            ),
        )
        nora.user = make_user(email="nora@clients.example", name="Nora", password=PASSWORD)
        nora.save(update_fields=["user"])
    return nora


def _spoil(scene: Scene) -> None:
    """Names without a space, names from right to left, 200 tags, stories that do not end."""
    with acting(scene.house.boss) as boss:
        mine = {"practice_id": boss.practice_id}
        clients = Client._base_manager.filter(**mine)
        clients.update(family_name=RIGHT_TO_LEFT, pronouns=WORD[:40])
        clients.filter(pk=scene.nora.pk).update(given_name=WORD, family_name=WORD)
        tags = Tag._base_manager.bulk_create(
            Tag(name=f"{n:03} {WORD[:36]}", folded=f"{n:03} {WORD[:36]}".casefold(), **mine)
            for n in range(NEW_TAGS)
        )
        ClientTag._base_manager.bulk_create(
            ClientTag(client=scene.nora, tag=tag, **mine) for tag in tags
        )
        Episode._base_manager.filter(**mine).update(concern=STORY)
        spoil_cards(boss, WORD, LINE, STORY)
        Membership._base_manager.filter(**mine).update(name=LINE)
        shown = {"evidence_url": f"https://{WORD[:60]}.example/{WORD}"}
        Credential._base_manager.filter(**mine).update(name=LINE, issuer=RIGHT_TO_LEFT, **shown)
        Place._base_manager.filter(**mine).update(name=WORD)
        Phrase._base_manager.filter(**mine).update(text=Concat("text", Value(LINE)))
        PracticeLog._base_manager.filter(**mine).update(line=LINE)
        SessionNote._base_manager.filter(state="draft", **mine).update(
            clients_words=STORY, observed=STORY, sensed_by_hand=LINE, plan=RIGHT_TO_LEFT
        )


def _of_one() -> None:
    """An empty practice in which one person works."""
    found_practice(
        name=LINE,
        timezone="Pacific/Auckland",
        owner_email="alone@empty.example",
        owner_name=RIGHT_TO_LEFT,
        password=PASSWORD,
    )


def _of_two(house: House) -> None:
    """Somebody who works in two practices."""
    user = make_user(email="both@empty.example", name="Bo", password=PASSWORD)
    second = build_house("A second practice", "Europe/Berlin", "second.example")
    for each in (second, house):
        with acting(each.boss) as boss:
            add_member(actor=boss, user=user, role=Role.PRACTITIONER, name="Bo")
