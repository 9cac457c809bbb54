"""Two records of one person, each with one of everything that a client can have."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from clients.deletions.models import DeletionRequest
from clients.files.models import ClientFile
from clients.guardians.models import Guardian, GuardianInvitation
from clients.hand_overs.models import HandedOver, HandOver
from clients.intake.models import (
    ActivityGoal,
    Circumstances,
    IntakeSubmission,
    PriorInjury,
    PriorTreatment,
    QuestionBack,
    RedFlagAnswer,
)
from clients.intake.rules import empty_answers
from clients.mail_wishes.models import MailWish
from clients.measures.models import LentTablet, MeasureResponse, MeasureReview
from clients.merging.models import ClientMerge
from clients.merging.services import merge_clients
from clients.own_questions.models import OwnAnswer, OwnForm, OwnQuestion
from clients.own_questions.rules import Question
from clients.person_notes.models import PersonNote
from clients.records import following
from clients.records.models import (
    Client,
    ClientTag,
    ConsentDocument,
    ConsentRecord,
    Episode,
    Invitation,
    Tag,
)
from clients.records.services import ClientData, add_tag, create_client, open_episode
from clients.red_flags.models import SafetyAsking
from clients.sensing.models import SensationReport
from clients.symptoms.models import RegionReport, SignReport, Symptom, SymptomReport
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import now
from practice.core.tenancy import TenantModel
from practice.outbox.addresses.models import SuppressedAddress
from practice.outbox.models import Message
from practice.team.services import digest, make_user
from sessions.appointments.models import Appointment
from sessions.check_ins.models import CheckIn
from sessions.evaluations.rules import CellData
from sessions.flares.models import Flare
from sessions.letters.models import DoctorLetter
from sessions.movements.models import Movement
from sessions.notes.models import SessionNote
from sessions.notes.rules import LineData, NoteData, ReleaseData
from sessions.notes.services import add_addendum, save_draft, sign_note, start_lesson
from sessions.practice_logs.models import EndedLinks, PracticeLog, PracticeLogItem
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.reminders.models import ReminderPlan
from tests.booking import put_appointment, put_offer, put_wish
from tests.calendars import put_feed
from tests.cast import PASSWORD, House
from tests.messaging import put_messages
from tests.radar import put_snapshot
from tests.reminding import put_steps
from tests.shared import put_shared

DAY = date(2026, 11, 23)
NOTE = NoteData(
    clients_words="Lighter.",
    cells=(CellData(side="left", place="lying", moment="before", tone=4),),
    lines=(LineData(technique="means_whereby", side="left"),),
    releases=(ReleaseData(side="left"),),
)


@dataclass
class Twice:
    """Nora, who is here twice: `kept` and `other`, each with a login and a signed note."""

    house: House
    kept: Client
    other: Client
    notes: dict[Any, SessionNote]

    def merge(self, *take: str) -> ClientMerge:
        with acting(self.house.boss) as boss:
            return merge_clients(actor=boss, client=self.kept, other=self.other, take=take)

    def now(self, client: Client) -> Client:
        """A record as it is stored."""
        with acting(self.house.boss) as boss:
            return Client.objects.visible_to(boss).get(pk=client.pk)


def put[M: TenantModel](actor: Actor, model: type[M], **fields: Any) -> M:
    row = model(practice_id=actor.practice_id, **fields)
    row.save(force_insert=True)
    return row


def signed_note(house: House, client: Client, episode: Episode) -> SessionNote:
    """A lesson's note, written and signed through the services."""
    with acting(house.actor(house.practitioner)) as actor:
        note = start_lesson(actor=actor, client=client, episode=episode)
        save_draft(actor=actor, note=note, data=NOTE, version=1)
        note = sign_note(actor=actor, note=note, version=2)
        add_addendum(actor=actor, note=note, reason="Late.", text="More.")
    return note


def own_question(boss: Actor) -> OwnQuestion:
    """A question of the practice's own, in a version of its own."""
    number = OwnForm.objects.visible_to(boss).count() + 1
    form = put(
        boss, OwnForm, version=number, published_at=now(), published_by_id=boss.membership_id
    )
    asked = Question("q1", "yes_no", "Do you ride?")
    return put(boss, OwnQuestion, form=form, position=0, **asked.stored())


def letter(house: House) -> dict[str, Any]:
    """A letter without its bytes."""
    kind = {"kind": "letter", "title": "A letter", "content_type": "application/pdf", "size": 1}
    return kind | {"stored_as": str(uuid4()), "added_by": house.owner, "added_at": now()}


def measured(house: House, episode: Episode) -> None:
    """A measure that was answered, a review that was asked for, a tablet that was lent."""
    whose, at, by = {"client": episode.client}, now(), house.owner
    asked = {"stage": "intake", "asked_on": DAY, "answered_on": DAY, "answered_at": at}
    said = {"instrument": "nprs", "version": "1", "answers": [["average", 6]], "is_baseline": True}
    how = {"language": "en", "rater": "client", "mode": "in_person", "entered_by": by}
    lent = {"lent_by": by, "lent_at": at, "expires_at": at + timedelta(hours=1)}
    with acting(house.boss) as boss:
        put(boss, MeasureResponse, **whose, episode=episode, **asked, **said, **how)
        put(boss, MeasureReview, **whose, episode=episode, asked_on=DAY, asked_by=by, asked_at=at)
        put(boss, LentTablet, **whose, **lent)
        put_messages(partial(put, boss), house, episode.client)
        _booked(house, boss, episode.client)
        put_feed(partial(put, boss), episode.client)
        put(boss, DeletionRequest, **whose, said="", asked_at=at)
        put(boss, SafetyAsking, **whose, asked_by=by, asked_on=DAY, asked_at=at)
        made = {"made_by": by, "made_at": at, "told": {}}
        put(boss, DoctorLetter, **whose, episode=episode, addressee="Dr. Vale", **made)
        put_shared(partial(put, boss), house, episode.client)


def _booked(house: House, boss: Actor, client: Client) -> None:
    """Booked time of each record, at hours of its own: one practitioner gives one lesson."""
    made = put_appointment(partial(put, boss), house, client)
    wish = put_wish(partial(put, boss), made, ended_at=now(), ended_why="left")
    put_offer(partial(put, boss), wish, state="declined", settled_at=now())
    apart = Appointment._base_manager.filter(pk=made.pk)
    if client.given_name == "Norah":
        return
    hours = timedelta(hours=3)
    names = ("starts_at", "ends_at", "blocked_from", "blocked_until")
    apart.update(**{name: getattr(made, name) + hours for name in names})


def felt(house: House, boss: Actor, client: Client, program: HomeProgram) -> None:
    """What was felt, a week that was checked, practice that was too much, a note on the person."""
    whose, at = {"client": client}, now()
    place = {"region": "front_groin_left_core", "side": "left", "clarity": "absent"}
    told = {"felt_on": DAY, "reported_on": DAY, "reported_at": at, "source": "portal"}
    put(boss, SensationReport, **whose, **place, **told)
    too_much = {"source": "portal", "worse": True, "flared_on": DAY, "flared_at": at}
    put(boss, Flare, **whose, home_program=program, **too_much)
    put(boss, CheckIn, **whose, local_date=DAY, checked_at=at)
    put(boss, EndedLinks, **whose, ended_at=at)
    put_snapshot(partial(put, boss), client, DAY)
    before = DAY - timedelta(days=1 if client.given_name == "Norah" else 2)
    put_snapshot(partial(put, boss), client, before, is_newest=False)
    put(boss, PersonNote, **whose, about="A key.", author=house.owner, written_at=at)


def put_mail(boss: Actor, client: Client, program: HomeProgram, at: Any) -> None:
    """A mail that was sent and came back, so that its address is left alone."""
    whose = {"person_id": client.pk}
    mail = {"kind": "practice_reminder", "local_date": DAY, "slot": "0730", "due_at": at}
    sent = put(boss, Message, **whose, subject_id=program.pk, state="sent", **mail)
    bad = {"address": f"{client.pk}@clients.example", "why": "bounced", "since": at}
    put(boss, SuppressedAddress, **whose, message=sent, attempt=1, **bad)


def fill(house: House, client: Client, tags: list[Tag]) -> SessionNote:
    """One of everything; returns the signed note."""
    with acting(house.boss) as boss:
        at, whose = now(), {"client": client}
        episode = open_episode(actor=boss, client=client, concern="A pull.", opened_on=DAY)
        told = {"form_version": 1, "saved_at": at, "answers": empty_answers()}
        signed = {"state": "signed", "signed_at": at, "typed_signature": "Nora"}
        intake = put(boss, IntakeSubmission, **whose, **told, **signed)
        asked, tried = (
            {"code": "fever", "level": "ask", "answer": False, "answered_at": at},
            {"approach": "massage", "relief_extent": "some"},
        )
        put(boss, RedFlagAnswer, **whose, submission=intake, **asked)
        put(boss, PriorTreatment, **whose, episode=episode, **tried)
        symptom = Symptom.objects.visible_to(boss).order_by("position")[0]
        reported = {"side": "left", "reported_on": DAY, "reported_at": at}
        put(boss, SymptomReport, **whose, episode=episode, symptom=symptom, **reported)
        seen = {"episode": episode, "reported_on": DAY}
        put(boss, SignReport, **whose, **seen, symptom=symptom, grade="a_little")
        where = {"region": "left_groin", "layer": "core", "side": "left", "mark": "held"}
        put(boss, RegionReport, **whose, **seen, **where)
        put(boss, Circumstances, **whose, **seen)
        put(boss, PriorInjury, **whose, episode=episode, kind="accident")
        wanted = {"position": 0, "activity": "Run", "version": "1995", "direction": "up"}
        put(boss, ActivityGoal, **whose, **seen, **wanted)
        put(boss, OwnAnswer, **whose, **seen, question=own_question(boss), code="q1", yes=True)
        document = ConsentDocument.objects.visible_to(boss).order_by("id")[0]
        agreed = {"given": True, "typed_name": "Nora", "answered_at": at}
        put(boss, ConsentRecord, **whose, document=document, **agreed)
        for tag in tags:
            put(boss, ClientTag, **whose, tag=tag)
        sent = {"sent_at": at, "expires_at": at + timedelta(hours=72), "digest": digest("x")}
        put(boss, Invitation, **whose, email=client.email, accepted_at=at, **sent)
        put(boss, Invitation, **whose, email=client.email, **sent)
        program = put(
            boss,
            HomeProgram,
            **whose,
            episode=episode,
            state="active",
            days=[1, 2, 3, 4, 5, 6, 7],
            times=[time(7, 30)],
            started_on=DAY,
            created_at=at,
        )
        movement = Movement.objects.visible_to(boss).order_by("position")[0]
        planned = {"phase": "free", "position": 0, "minutes": 4, "added_on": DAY}
        item = put(boss, ProgramItem, home_program=program, movement=movement, **planned)
        kept = {"local_date": DAY, "logged_at": at, "client_key": uuid4(), "source": "portal"}
        log = put(boss, PracticeLog, **whose, home_program=program, done=True, **kept)
        put(boss, PracticeLogItem, log=log, item=item)
        put_steps(
            partial(put, boss),
            put(boss, ReminderPlan, **whose, home_program=program, changed_at=at),
        )
        following.changed(actor=boss, client=client)
        put_mail(boss, client, program, at)
        asked = {"step": "concern", "question": "Since when?", "asked_at": at}
        for one in (intake, put(boss, IntakeSubmission, **whose, **told)):
            put(boss, QuestionBack, **whose, submission=one, asked_by=house.practitioner, **asked)
        given = put(boss, HandOver, given_to=house.practitioner, given_at=at)
        put(boss, HandedOver, **whose, hand_over=given)
        put(
            boss,
            GuardianInvitation,
            **whose,
            guardian=put(boss, Guardian, **whose, name="Gina", relation="mother", added_at=at),
            email="g@x.example",
            **sent,
        )
        put(boss, MailWish, **whose, about="intake", wanted=True, said_at=at, by_client=True)
        put(boss, ClientFile, **whose, **letter(house))
        felt(house, boss, client, program)
        put(
            boss,
            Client,
            given_name="Before",
            state="archived",
            timezone="UTC",
            created_at=at,
            sort_name="before",
            merged_into=client,
        )
    measured(house, episode)
    return signed_note(house, client, episode)


def twice(house: House) -> Twice:
    """Both records, made through the services where there are some."""
    both = []
    with acting(house.boss) as boss:
        shared = add_tag(actor=boss, name="Runs")
        tags = [[shared, add_tag(actor=boss, name=name)] for name in ("Choir", "Swims")]
        for given, email in (("Nora", "nora@clients.example"), ("Norah", "norah@work.example")):
            data = ClientData(
                given_name=given,
                family_name="Ng",
                email=email,
                phone="+1 303 555 0100" if given == "Nora" else "+1 720 555 0199",
                birth_date=date(1980, 4, 2),
                timezone="America/Denver",
                assigned_to_id=house.practitioner.pk,
                habits=f"Rows as {given}.",
            )
            client = create_client(actor=boss, data=data)
            client.user = make_user(email=email, name=given, password=PASSWORD)
            client.save(update_fields=["user"])
            both.append(client)
    notes = {c.pk: fill(house, c, mine) for c, mine in zip(both, tags, strict=True)}
    kept, other = both
    return Twice(house, kept, other, notes)


@pytest.fixture
def pair(linden: House) -> Twice:
    return twice(linden)


@pytest.fixture
def stored(linden: House) -> Callable[[], dict[str, list[dict[str, Any]]]]:
    """Every row of the practice, table by table, past every guard of the code."""
    return lambda: everything(linden)


# What an act always counts up, or works out anew from the record.
COUNTED_UP = {
    "clients_client": ["version"],
    "clients_clientbeginning": ["id"],
    "care_sessions_reminderplan": ["changed_at"],
}


def everything(house: House) -> dict[str, list[dict[str, Any]]]:
    from django.apps import apps

    enter_as(house.boss)
    found = {}
    for model in apps.get_models():
        table = model._meta.db_table
        if issubclass(model, TenantModel) and model is not ClientMerge:
            without = COUNTED_UP.get(table, [])
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT to_jsonb(r) - %s::text[] FROM {table} r"  # noqa: S608
                    " ORDER BY to_jsonb(r) - %s::text[]",
                    [without, without],
                )
                found[table] = [json.loads(row[0]) for row in cursor.fetchall()]
    return found
