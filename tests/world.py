"""One of everything that belongs to Nora of Linden, for walking every address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from clients.deletions.models import DeletionRequest
from clients.files.models import ClientFile
from clients.guardians.models import Guardian
from clients.hand_overs.models import HandedOver, HandOver
from clients.intake.models import ActivityGoal, IntakeSubmission, QuestionBack, RedFlagAnswer
from clients.intake.rules import empty_answers
from clients.mail_wishes.models import MailWish
from clients.measures.models import LentTablet, MeasureResponse, MeasureReview
from clients.merging.models import ClientMerge
from clients.merging.queries import said_by, stored
from clients.own_questions.models import OwnAnswer, OwnDraft, OwnForm, OwnQuestion
from clients.own_questions.rules import Question
from clients.person_notes.models import PersonNote, PersonNoteWording
from clients.records.models import (
    Client,
    ClientTag,
    ConsentDocument,
    ConsentRecord,
    Episode,
    Invitation,
    Tag,
)
from clients.records.services import ClientData, create_client
from clients.red_flags.models import RedFlagDecision, SafetyAsking
from clients.symptoms.services import add_symptom
from practice.core.actor import Actor, acting
from practice.core.clock import now
from practice.core.links import Link, link_token
from practice.core.queries import places
from practice.core.tenancy import TenantModel
from practice.outbox.models import Message
from practice.team.models import ApiToken, StaffInvitation
from practice.team.services import digest, make_user
from sessions.appointments.models import Session
from sessions.evaluations.models import PositionTransitionAssessment
from sessions.letters.models import DoctorLetter
from sessions.movements.models import Movement, MovementMedia
from sessions.notes.models import Phrase, SessionNote
from sessions.practice_logs.models import PracticeLog
from sessions.program_templates.models import ProgramTemplate
from sessions.program_templates.services import add_template
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.reminders.models import ReminderPlan
from tests.cast import PASSWORD, House
from tests.classes import put_booked
from tests.clients.files.making import a_pdf, a_picture, keep
from tests.felt import REGION, put_felt
from tests.messaging import put_messages
from tests.radar import put_snapshot
from tests.reminding import put_steps
from tests.sessions.movements.writing import in_library
from tests.sessions.program_templates.writing import data as own_template
from tests.shared import put_shared
from tests.taught import put_taught

STORY = "canary-story-quillwort"
NOTE_FIELDS = (
    "clients_words",
    "observed",
    "sensed_by_hand",
    "retest",
    "felt_change",
    "plan",
    "pattern",
)
FIELDS = (
    "said",
    *(*NOTE_FIELDS, "concern", "habits", "answers", "activity", "findings", "question", "line"),
    "content_hash",
    "reason",
    "title",
)
# What stands in each field that docs/roles.toml keeps from somebody.
CANARIES = {name: f"{STORY}-in-{name}-end" for name in FIELDS}
CANARIES["about"] = "canary-person-quillwort-in-about-end"  # no story: an assistant reads it

LETTER_TOLD: dict[str, Any] = {
    **dict.fromkeys(("title", "practice", "foot", "nothing", "close", "signed"), "Letter"),
    **dict.fromkeys(("found_title", "measures_title", "safety_title"), "Letter"),
    **{"facts": [["To", "Dr. Vale"]], "words": STORY, "found": [], "measures": [], "safety": []},
}


@dataclass
class World:
    """Nora's objects, by the names that addresses use for them."""

    house: House
    client: Client
    neighbour: Client
    ids: dict[str, Any]


def own_question() -> Question:
    """What the practice asks of its own."""
    return Question("q1", "text", "What else should we know?")


def put_own_question(put: Callable[..., Any], house: House, episode: Episode) -> OwnQuestion:
    """A question of the practice's own, published and answered."""
    asked = own_question()
    form = put(OwnForm, version=1, published_at=now(), published_by=house.owner)
    draft = {"questions": [asked.stored()], "revision": 1, "last_number": 1}
    put(OwnDraft, **draft, changed_at=now(), changed_by=house.owner)
    question: OwnQuestion = put(OwnQuestion, form=form, position=0, **asked.stored())
    told = {"client": episode.client, "episode": episode, "reported_on": episode.opened_on}
    put(OwnAnswer, question=question, code=question.code, words=f"{STORY}-in-words-end", **told)
    return question


def put_red_flag(
    put: Callable[..., Any], house: House, submission: IntakeSubmission
) -> RedFlagAnswer:
    """A safety question answered yes, and what was decided on it."""
    at = submission.signed_at
    yes = {"code": "osteoporosis", "level": "adapt", "answer": True, "answered_at": at}
    answer: RedFlagAnswer = put(
        RedFlagAnswer, client=submission.client, submission=submission, **yes
    )
    decided = {"decided_on": now().date(), "decided_by": house.practitioner, "decided_at": at}
    put(RedFlagDecision, answer=answer, choice="adapted", reason=CANARIES["reason"], **decided)
    asked = {"asked_by": house.practitioner, "asked_on": now().date(), "asked_at": at}
    put(SafetyAsking, client=submission.client, **asked)
    return answer


def put_files(
    put: Callable[..., Any], house: House, client: Client
) -> tuple[ClientFile, ClientFile]:
    """A letter that is the practice's own, and a posture photo that was agreed to."""
    texts = ConsentDocument._base_manager.filter(practice=house.practice, kind="photo")
    said = {"given": True, "typed_name": "Nora Ng", "answered_at": now()}
    put(ConsentRecord, client=client, document=texts[0], **said)
    kept = {"client": client, "added_at": now(), "added_by": house.practitioner, "size": 1}
    letter = put(
        ClientFile,
        kind="letter",
        title=CANARIES["title"],
        stored_as=keep(house, a_pdf()),
        content_type="application/pdf",
        **kept,
    )
    photo = put(
        ClientFile,
        kind="posture",
        title="Front",
        view="front",
        taken_on=now().date(),
        stored_as=keep(house, a_picture(), small=a_picture()),
        content_type="image/jpeg",
        small_state="made",
        **kept,
    )
    return letter, photo


def put_measures(put: Callable[..., Any], house: House, episode: Episode) -> MeasureResponse:
    """An answer about an activity, a review asked for, a tablet lent."""
    by, at, today = house.practitioner, now(), episode.opened_on
    whose = {"client": episode.client}
    put(MeasureReview, **whose, episode=episode, asked_on=today, asked_by=by, asked_at=at)
    put(LentTablet, **whose, lent_by=by, lent_at=at, expires_at=at + timedelta(hours=1))
    response: MeasureResponse = put(
        MeasureResponse,
        **whose,
        episode=episode,
        instrument="psfs",
        version="1995",
        language="en",
        rater="client",
        stage="weekly",
        asked_on=today,
        answers=[[CANARIES["activity"], 4]],
        mode="in_person",
        entered_by=by,
        is_baseline=True,
        answered_on=today,
        answered_at=at,
    )
    return response


def put_doctor_letter(put: Callable[..., Any], house: House, episode: Episode) -> DoctorLetter:
    """A letter to a doctor about the work, as it was made."""
    by, about = house.practitioner, {"client": episode.client, "episode": episode}
    made = {"made_by": by, "made_at": now(), "told": LETTER_TOLD}
    letter: DoctorLetter = put(DoctorLetter, **about, addressee="Dr. Vale", **made)
    return letter


def _tell_more(client: Client) -> None:
    """What they do again and again, and that they are under age."""
    client.habits, client.birth_date = CANARIES["habits"], date(2012, 5, 3)
    client.save(update_fields=["habits", "birth_date"])


def _library(boss: Actor, house: House) -> tuple[Movement, MovementMedia, ProgramTemplate]:
    movement, sound = in_library(boss, house)
    told = own_template(boss, movement=movement)
    return movement, sound, add_template(actor=boss, data=told)


def build_world(house: House, client: Client) -> World:
    """Give `client` one of everything, and a neighbour in the same practice with a login."""
    practice = house.practice

    def put[M: TenantModel](model: type[M], **fields: Any) -> M:
        row = model(practice=practice, **fields)
        row.save(force_insert=True)
        return row

    with acting(house.boss) as boss:
        at, today = now(), date(2026, 11, 23)
        neighbour = create_client(actor=boss, data=ClientData(given_name="Nell"))
        neighbour.user = make_user(email="nell@clients.example", name="Nell", password=PASSWORD)
        neighbour.save(update_fields=["user"])
        _tell_more(client)
        episode = put(
            Episode,
            client=client,
            concern=CANARIES["concern"],
            opened_on=today,
            released_on=today,
        )
        put(
            IntakeSubmission,
            client=client,
            form_version=1,
            state="accepted",
            saved_at=at,
            signed_at=at,
            accepted_at=at,
            accepted_by=house.practitioner,
            episode=episode,
            answers=empty_answers(),
        )
        put(
            ActivityGoal,
            client=client,
            episode=episode,
            position=0,
            activity=CANARIES["activity"],
            version="1995",
            direction="up",
            reported_on=today,
        )
        response, report = put_measures(put, house, episode), put_felt(put, client, STORY)
        _shot, own = put_snapshot(put, client, today), put_own_question(put, house, episode)
        submission = put(
            IntakeSubmission,
            client=client,
            form_version=1,
            state="signed",
            saved_at=at,
            signed_at=at,
            typed_signature="Nora Ng",
            own_form=own.form,
            answers={
                **empty_answers(),
                "contact": {"given_name": "Nora", "timezone": client.timezone},
                "concern": CANARIES["answers"],
                "doctors": {"findings": CANARIES["findings"], "medication": ""},
                "own": {
                    "form": str(own.form_id),
                    "version": 1,
                    "questions": [own_question().stored()],
                    "answers": {own.code: f"{STORY}-in-own-end"},
                },
            },
        )
        put(
            QuestionBack,
            client=client,
            submission=submission,
            step="concern",
            question=CANARIES["question"],
            asked_by=house.practitioner,
            asked_at=at,
        )
        answer = put_red_flag(put, house, submission)
        session = put(
            Session,
            client=client,
            episode=episode,
            practitioner=house.practitioner,
            held_on=today,
            number=1,
        )
        assessment = put(PositionTransitionAssessment, client=client, session=session)
        note = put(
            SessionNote,
            client=client,
            session=session,
            assessment=assessment,
            author=house.practitioner,
            saved_at=at,
            **{name: CANARIES[name] for name in NOTE_FIELDS},
        )
        earlier = put(
            Session,
            client=client,
            episode=episode,
            practitioner=house.practitioner,
            held_on=today - timedelta(days=7),
            number=2,
        )
        signed_note = put(
            SessionNote,
            client=client,
            session=earlier,
            assessment=put(PositionTransitionAssessment, client=client, session=earlier),
            author=house.practitioner,
            saved_at=at,
            state="signed",
            signed_at=at,
            signed_by=house.practitioner,
            content_hash=CANARIES["content_hash"],
            **{name: CANARIES[name] for name in NOTE_FIELDS},
        )
        movement, sound, template = _library(boss, house)
        program = put(
            HomeProgram,
            client=client,
            episode=episode,
            state="active",
            days=[1, 2, 3, 4, 5, 6, 7],
            times=[time(7, 30)],
            started_on=today,
            created_at=at,
        )
        item = put(
            ProgramItem,
            home_program=program,
            movement=movement,
            phase="free",
            position=0,
            minutes=4,
            added_on=today,
        )
        log = put(
            PracticeLog,
            client=client,
            home_program=program,
            local_date=today,
            logged_at=at,
            client_key=uuid4(),
            source="portal",
            done=True,
            line=CANARIES["line"],
        )
        plan = put_steps(put, put(ReminderPlan, client=client, home_program=program, changed_at=at))
        message = put(
            Message,
            kind="practice_reminder",
            person_id=client.pk,
            subject_id=program.pk,
            local_date=today,
            due_at=at,
            state="held",
        )
        token = put(
            ApiToken,
            membership=house.owner,
            name="A program",
            digest=digest("never-used"),
            scopes=["clients:read"],
        )
        invitation = put(
            Invitation,
            client=neighbour,
            email="nell@clients.example",
            digest=digest("never-sent"),
            sent_at=at,
            expires_at=at + timedelta(hours=72),
        )
        staff_invitation = put(
            StaffInvitation,
            email="new@linden.example",
            name="Newt",
            role="practitioner",
            digest=digest("never-sent"),
            sent_at=at,
            expires_at=at + timedelta(hours=72),
        )
        place, deletion, to_doctor, shared, document = (
            places(boss)[0],
            put(DeletionRequest, client=client, said=CANARIES["said"], asked_at=at),
            put_doctor_letter(put, house, episode),
            put_shared(put, house, client),
            ConsentDocument.objects.visible_to(boss).order_by("id")[0],
        )
        put(
            ConsentRecord,
            client=client,
            document=document,
            given=True,
            typed_name="Nora Ng",
            answered_at=at,
        )
        tag = put(Tag, name="Runs", folded="runs")
        symptom = add_symptom(actor=boss, label="My jaw is tight", category="pain", sided=True)
        put(ClientTag, client=client, tag=tag)
        put(
            MailWish,
            client=client,
            about="intake",
            wanted=True,
            said_at=at,
            said_by=house.practitioner,
            by_client=False,
        )
        guardian = put(
            Guardian,
            client=client,
            name="Gina Ng",
            relation="mother",
            email="gina@clients.example",
            added_at=at,
            user=make_user(email="gina@clients.example", name="Gina", password=PASSWORD),
        )
        given = put(HandOver, given_from=house.owner, given_to=house.practitioner, given_at=at)
        put(HandedOver, hand_over=given, client=client)
        noted = {"about": CANARIES["about"], "author": house.practitioner, "written_at": at}
        person_note = put(PersonNote, client=client, version=2, **noted)
        put(PersonNoteWording, person_note=person_note, number=1, **noted)
        earlier_record = put(
            Client,
            given_name="Nonna",
            sort_name="nonna",
            timezone=client.timezone,
            state="archived",
            merged_into=client,
            created_at=at,
        )
        said = {**said_by(client), "habits": STORY, "contacts": []}
        merge = put(
            ClientMerge,
            client=client,
            other=earlier_record,
            values={**dict.fromkeys(("before", "other", "after"), stored(said)), "counts": {}},
            merged_at=at,
            merged_by=house.owner,
        )
        (letter, photo), booked, written = (
            put_files(put, house, client),
            put_booked(put, house, client),
            put_messages(put, house, client),
        )
        phrase = put(Phrase, part="observed", text="Head turns late.")
    return World(
        house,
        client,
        neighbour,
        {
            "client_id": client.pk,
            "episode_id": episode.pk,
            "other_id": neighbour.pk,
            "merge_id": merge.pk,
            **{"instrument": "nprs", "rater": response.rater, "region": REGION},
            **{"response_id": response.pk, "report_id": report.pk},
            **{"submission_id": submission.pk, "answer_id": answer.pk},
            **{"session_id": session.pk, "note_id": note.pk},
            "signed_note_id": signed_note.pk,
            **{"doctor_letter_id": to_doctor.pk, "shared_progress_id": shared.pk},
            "movement_id": movement.pk,
            "media_id": sound.pk,
            "practised_media_id": sound.pk,  # the same, in the portal
            **{"template_id": template.pk, "home_program_id": program.pk},
            "item_id": item.pk,
            "log_id": log.pk,
            "plan_id": plan.pk,
            "message_id": message.pk,
            **(written | booked),
            "token_id": token.pk,
            "invitation_id": invitation.pk,
            "staff_invitation_id": staff_invitation.pk,
            "membership_id": house.assistant.pk,
            "place_id": place.pk,
            "document_id": document.pk,
            **{"kind": "guarantee", "agreement": "touch", "need": "message", "about_id": client.pk},
            "guardian_id": guardian.pk,
            "deletion_request_id": deletion.pk,
            **{"letter_id": letter.pk, "file_id": photo.pk},
            **{"tag_id": tag.pk, "symptom_id": symptom.pk},
            **{"code": own.code, "version": own.form.version},
            "phrase_id": phrase.pk,
            **put_taught(house),
            "hand_over_id": given.pk,
            "person_note_id": person_note.pk,
            "token": link_token(Link("practice", practice.pk, program.pk, today.isoformat())),
        },
    )
