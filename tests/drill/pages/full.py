"""Pages as full as people fill them: everything told, every cell judged, years of lessons."""

from dataclasses import dataclass
from itertools import product

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser

from clients.files.services import LetterData, add_letter
from clients.intake.rules import RED_FLAGS_BY_CODE, IntakeStep
from clients.messages.rules import LONGEST, PAGE
from clients.messages.services import send_message
from clients.own_questions.rules import A_SCREEN, QUESTIONS_MOST
from clients.records.models import Client, Episode
from clients.records.services import ClientData, create_client, open_episode
from clients.red_flags.services import ask_anew
from clients.symptoms.rules import BODY_REGIONS
from practice.core.actor import acting
from practice.team.services import make_user
from sessions.notes.models import SessionNote
from sessions.notes.services import sign_note, start_lesson
from tests.cast import PASSWORD, House, build_house
from tests.clients.files.making import a_pdf
from tests.clients.intake.walking import signed
from tests.clients.own_questions.asking import asks
from tests.drill.pages.cards import fill_cards
from tests.drill.pages.demo import sign_in
from tests.drill.pages.findings import Findings
from tests.drill.pages.full_measures import measured
from tests.drill.pages.full_media import heard, practised
from tests.drill.pages.looking import Looker
from tests.drill.pages.serving import Server
from tests.full import (
    LINE,
    fill_intake,
    fill_note,
    fill_own,
    fill_phrases,
    full_questions,
    signed_answers,
)

LESSONS, LETTERS = 40, 30
TELLS, TOLD = "tells@full.example", "told@full.example"
A_LINE = 100  # letters: what is told in words weighs as much as it says


@dataclass
class Full:
    """A practice of two clients: one who tells all there is, one of whom all is known."""

    pages: dict[str, list[tuple[str, str]]]

    @classmethod
    def build(cls) -> "Full":
        """Make it by the services that people use."""
        with transaction.atomic():
            house = build_house("Full", "America/Denver", "full.example")
        with transaction.atomic():
            asks(house, *full_questions(A_LINE))
            tells, told = _client(house, TELLS), _client(house, TOLD)
            with acting(house.as_client(tells)) as actor:
                fill_intake(actor)
                fill_own(actor, A_LINE)
            intake = signed(house, told, signed_answers(told.given_name))
            draft = _lessons(house, told)
            _letters(house, tells, told)
            _messages(house, tells, told)
            measured(house, told)
            card = fill_cards(house)
            plan = practised(house, tells, _course(house, tells))
            media = heard(house)
        steps = [(f"step {s.value}", reverse("portal_intake_step", args=[s])) for s in IntakeStep]
        for screen in range(2, QUESTIONS_MOST // A_SCREEN + 1):
            there = f"{IntakeStep.OWN.value}-{screen}"
            steps.append((f"step {there}", reverse("portal_intake_step", args=[there])))
        steps.append(("all steps", reverse("portal_intake")))
        steps.append(("letters", reverse("portal_files")))
        steps.append(("messages", reverse("portal_messages")))
        steps.append(("cards", reverse("portal_cards")))
        steps.append(("a card", reverse("portal_card", args=[card.pk])))
        steps.append(("practice", reverse("portal_practice", args=[plan.pk])))
        steps.append(("what is said", reverse("portal_media_page", args=[media.pk])))
        note = reverse("note_page", args=[draft.pk])
        felt = BODY_REGIONS[0].code
        work = [
            ("draft note", note),
            ("draft note, a cell open", f"{note}?open=left-lying"),
            ("draft note, what was seen", reverse("note_seen", args=[draft.pk])),
            ("seen over time", reverse("client_over_time", args=[told.pk])),
            ("progress", reverse("client_progress", args=[told.pk])),
            ("progress to share", reverse("progress_share", args=[told.pk])),
            ("note to sign", f"{note}?review=1"),
            ("intake to read", reverse("intake_review", args=[intake.pk])),
            ("client", reverse("client_page", args=[told.pk])),
            ("files", reverse("client_files", args=[told.pk])),
            ("messages", reverse("client_messages", args=[told.pk])),
            ("inbox", reverse("message_list")),
            ("measures", reverse("measures_page", args=[told.pk])),
            ("answers", reverse("measure_course", args=[told.pk, "psfs", "client"])),
            ("felt", reverse("client_felt", args=[told.pk])),
            (
                "felt in one place",
                reverse("client_felt_region", args=[told.pk, felt]),
            ),
            ("improvement", reverse("improvement_page")),
            ("radar", reverse("client_radar", args=[told.pk])),
            ("how the radar counts", reverse("radar_settings")),
            ("dose", reverse("client_dose", args=[told.pk])),
            ("dose of the practice", reverse("practice_dose")),
            ("cards", reverse("card_list")),
            ("a card to change", reverse("card_edit", args=[card.pk])),
            ("next steps", reverse("next_steps")),
            ("home program", reverse("program_page", args=[plan.pk])),
            ("home program to change", reverse("program_edit", args=[plan.pk])),
            ("a movement", reverse("movement_page", args=[media.movement_id])),
            ("what is said", reverse("media_page", args=[media.pk])),
        ]
        return cls({TELLS: steps, "practitioner@full.example": work})

    def walk(self, browser: Browser, server: Server, found: Findings) -> None:
        """Open each as whoever fills or reads it."""
        for who, pages in self.pages.items():
            looker = Looker(browser, found)
            sign_in(looker.context, server.base, {"email": who, "password": PASSWORD})
            for what, path in pages:
                name = f"full: {what}"
                found.page("full", name)
                looker.look(name, server.base + path, whole=True)
            looker.close()


def _client(house: House, email: str) -> Client:
    with acting(house.boss) as boss:
        data = ClientData(
            given_name=email.split("@", maxsplit=1)[0],
            email=email,
            timezone="America/Denver",
            assigned_to_id=house.practitioner.pk,
        )
        client = create_client(actor=boss, data=data)
        client.user = make_user(email=email, name=client.given_name, password=PASSWORD)
        client.save(update_fields=["user"])
    return client


def _course(house: House, client: Client) -> Episode:
    with acting(house.boss) as boss:
        return open_episode(actor=boss, client=client, concern=LINE)


def _letters(house: House, *clients: Client) -> None:
    """More letters than a page holds, with names as long as there is room."""
    with acting(house.actor(house.practitioner)) as actor:
        for number, client in product(range(LETTERS), clients):
            said = LetterData(title=f"{number} {LINE * 4}", is_shared=True)
            kept = ContentFile(a_pdf(), name="a.pdf")
            add_letter(actor=actor, client=client, upload=kept, said=said)


def _messages(house: House, *clients: Client) -> None:
    """More than a page holds, each of a line, and a few as long as there is room."""
    words = (*(f"{n} {LINE}" for n in range(PAGE)), *(LINE[:1] * LONGEST for _n in range(3)))
    for said, client in product(words, clients):
        for actor in (house.as_client(client), house.actor(house.practitioner)):
            with acting(actor):
                send_message(actor=actor, client=client, said=said)


def _lessons(house: House, client: Client) -> SessionNote:
    """Signed notes, and the draft after them."""
    with acting(house.boss) as boss:
        fill_phrases(boss)
        episode = open_episode(actor=boss, client=client, concern="A pull in the groin.")
    with acting(house.actor(house.practitioner)) as actor:
        for _lesson in range(LESSONS):
            note = fill_note(actor, start_lesson(actor=actor, client=client, episode=episode))
            day, calm = note.session.held_on, dict.fromkeys(RED_FLAGS_BY_CODE, False)
            ask_anew(actor=actor, client_id=client.pk, answers=calm, asked_on=day)
            sign_note(actor=actor, note=note, version=note.version)
        return fill_note(actor, start_lesson(actor=actor, client=client, episode=episode))
