"""Thirty more of everything that pages list, for one client and for the whole practice."""

from collections.abc import Callable, Iterable
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

from clients.files.models import ClientFile
from clients.guardians.models import Guardian
from clients.hand_overs.models import HandedOver, HandOver
from clients.intake.models import IntakeSubmission
from clients.intake.rules import empty_answers
from clients.mail_wishes.models import MailWish
from clients.measures.models import MeasureResponse
from clients.messages.models import ClientMessage, MessageThread
from clients.person_notes.models import PersonNote, PersonNoteWording
from clients.records.models import Client, ClientTag, Episode, Invitation, Tag
from clients.red_flags.models import RedFlagDecision, SafetyAsking
from clients.sensing.models import SensationReport
from clients.symptoms.models import MuscleGroup, Symptom
from practice.core.actor import Actor, acting
from practice.core.models import Place
from practice.core.tenancy import TenantModel
from practice.outbox.models import Message
from practice.team.models import ApiToken
from practice.team.services import digest
from sessions.appointments.models import Session
from sessions.credentials.models import Credential
from sessions.evaluations.models import PositionTransitionAssessment
from sessions.movements.models import Movement
from sessions.notes.models import Phrase, SessionNote
from sessions.practice_logs.models import PracticeLog, PracticeLogItem
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.progress.radar.models import RadarSnapshot
from sessions.reminders.models import ReminderPlan
from tests.felt import many_reports
from tests.radar import many_snapshots
from tests.statements.scene import DAY, NOON, Scene

MORE = 30


def _put[M: TenantModel](actor: Actor, model: type[M], rows: Iterable[dict[str, Any]]) -> list[M]:
    made = [model(practice_id=actor.practice_id, **row) for row in rows]
    return list(model._base_manager.bulk_create(made))


def _each(build: Callable[[int], dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return (build(number) for number in range(MORE))


def grow(scene: Scene) -> None:
    """Thirty more clients, each with an intake to review, and thirty of all that is Nora's."""
    with acting(scene.house.boss) as boss:
        clients = _put(
            boss,
            Client,
            _each(
                lambda n: {
                    "given_name": f"C{n}",
                    "sort_name": f"c{n:02}",
                    "email": f"c{n}@x.example",
                    "timezone": "Europe/Rome",
                    "state": "active",
                    "assigned_to": scene.house.practitioner,
                    "created_at": NOON,
                }
            ),
        )
        for client in clients:
            _of_a_neighbour(boss, client)
            judged = ({**one, "is_newest": True} for one in many_snapshots(client, 1))
            _put(boss, RadarSnapshot, judged)
        _of_nora(boss, scene)
        _put(boss, Phrase, _each(lambda n: {"part": "plan", "text": f"P{n}"}))
        own = {"kind": "symptom", "category": "pain", "source": "the practice", "position": 99}
        named = {"built_in_version": 0, "ask_at_intake": True}
        _put(
            boss,
            Symptom,
            _each(
                lambda n: (
                    own | named | {"built_in_code": f"own_{n}", "label": f"S{n}", "folded": f"s{n}"}
                )
            ),
        )
        groups = {"built_in_version": 0, "layer": "core", "position": 99}
        _put(
            boss,
            MuscleGroup,
            _each(
                lambda n: groups | {"built_in_code": f"own_{n}", "name": f"G{n}", "folded": f"g{n}"}
            ),
        )
        tags = _put(boss, Tag, _each(lambda n: {"name": f"T{n}", "folded": f"t{n}"}))
        _put(boss, ClientTag, ({"client": scene.nora, "tag": tag} for tag in tags))
        held = {"member": scene.house.practitioner, "is_public": True, "expires_on": DAY}
        _put(boss, Credential, _each(lambda n: held | {"position": n, "name": f"C{n}"}))
        _put(boss, Place, _each(lambda n: {"name": f"Room {n}", "timezone": "Europe/Rome"}))
        _put(
            boss,
            ApiToken,
            _each(
                lambda n: {
                    "membership": scene.house.owner,
                    "name": f"T{n}",
                    "digest": digest(f"{n}"),
                    "scopes": ["clients:read"],
                }
            ),
        )


def _of_a_neighbour(boss: Actor, client: Client) -> None:
    """What Today lists: an intake to review, an open invitation, a log; a thread for the inbox."""
    _put(boss, MessageThread, [{"client": client, "last_at": NOON}])
    intake = {"form_version": 1, "state": "signed", "saved_at": NOON, "signed_at": NOON}
    answers = empty_answers()
    _put(boss, IntakeSubmission, [intake | {"client": client, "answers": answers}])
    times = {"sent_at": NOON, "expires_at": NOON + timedelta(hours=72)}
    digested = {"email": client.email, "digest": digest(client.email)}
    _put(boss, Invitation, [{"client": client} | times | digested])


def _of_nora(boss: Actor, scene: Scene) -> None:
    nora, house = scene.nora, scene.house
    given = {"given_from": house.owner, "given_to": house.practitioner, "given_at": NOON}
    for made in _put(boss, HandOver, _each(lambda _n: given)):
        _put(boss, HandedOver, [{"hand_over": made, "client": nora}])
    guards = {"client": nora, "relation": "aunt", "added_at": NOON}
    _put(boss, Guardian, _each(lambda n: {"name": f"G{n}"} | guards))
    kept = {"client": nora, "kind": "posture", "view": "front", "title": "Front", "taken_on": DAY}
    kept |= {"content_type": "image/jpeg", "size": 1, "added_at": NOON, "added_by": house.owner}
    _put(boss, ClientFile, _each(lambda n: {"stored_as": f"{nora.pk}/{n}"} | kept))
    said = {"client": nora, "about": "intake", "said_at": NOON, "by_client": True}
    _put(boss, MailWish, _each(lambda n: {"wanted": n % 2 == 0} | said))
    wrote = {"client": nora, "said": "Slowly.", "author": house.owner, "sent_at": NOON}
    _put(boss, ClientMessage, _each(lambda n: wrote))
    noted = {"about": "Early.", "author": house.owner, "written_at": NOON}
    _put(boss, PersonNote, _each(lambda n: {"client": nora} | noted))
    worded = {"person_note_id": scene.ids["person_note_id"]} | noted
    _put(boss, PersonNoteWording, _each(lambda n: {"number": n + 2} | worded))
    decided = {"answer_id": scene.ids["answer_id"], "choice": "adapted", "reason": "As before."}
    decided |= {"decided_on": DAY, "decided_by": house.owner, "decided_at": NOON}
    _put(boss, RedFlagDecision, _each(lambda n: decided))
    asked = {"client": nora, "asked_by": house.owner, "asked_on": DAY, "asked_at": NOON}
    _put(boss, SafetyAsking, _each(lambda n: asked))
    episodes = _put(
        boss,
        Episode,
        _each(lambda n: {"client": nora, "concern": f"A pull {n}", "opened_on": DAY}),
    )
    _put(
        boss,
        IntakeSubmission,
        _each(
            lambda n: {
                "client": nora,
                "form_version": 1,
                "state": "signed",
                "saved_at": NOON,
                "signed_at": NOON,
                "answers": empty_answers(),
            }
        ),
    )
    told: dict[str, Any] = {
        "instrument": "ease",
        "version": "1",
        "language": "en",
        "rater": "client",
    }
    told |= {"answers": [["ease", 4]], "stage": "session_end", "mode": "portal"}
    told |= {"client": nora, "is_baseline": False, "answered_at": NOON, "answered_on": DAY}
    _put(
        boss,
        MeasureResponse,
        _each(lambda n: told | {"episode": episodes[-1], "asked_on": DAY - timedelta(days=n)}),
    )
    sessions = _put(
        boss,
        Session,
        _each(
            lambda n: {
                "client": nora,
                "episode": episodes[n],
                "practitioner": house.practitioner,
                "held_on": DAY,
                "number": 1,
            }
        ),
    )
    matrices = _put(
        boss,
        PositionTransitionAssessment,
        _each(lambda n: {"client": nora, "session": sessions[n]}),
    )
    _put(
        boss,
        SessionNote,
        _each(
            lambda n: {
                "client": nora,
                "session": sessions[n],
                "assessment": matrices[n],
                "author": house.practitioner,
                "saved_at": NOON,
            }
        ),
    )
    _programs(boss, scene, episodes)


def _programs(boss: Actor, scene: Scene, episodes: list[Episode]) -> None:
    """Running programs, each reminded of; and more in Nora's first one."""
    nora, first = scene.nora, scene.ids["home_program_id"]
    programs = _put(
        boss,
        HomeProgram,
        _each(
            lambda n: {
                "client": nora,
                "episode": episodes[n],
                "state": "active",
                "days": [1],
                "times": [time(7)],
                "started_on": DAY,
                "created_at": NOON,
            }
        ),
    )
    _put(
        boss,
        ReminderPlan,
        _each(lambda n: {"client": nora, "home_program": programs[n], "changed_at": NOON}),
    )
    movements = list(Movement.objects.visible_to(boss).order_by("position"))
    items = _put(
        boss,
        ProgramItem,
        (
            {
                "home_program_id": first,
                "movement": movement,
                "phase": "integrate",
                "position": 9,
                "minutes": 2,
                "added_on": DAY,
                "unlock_reason": "Asked.",
            }
            for movement in movements
        ),
    )
    _put(
        boss,
        HomeProgramRevision,
        _each(
            lambda n: {
                "home_program_id": first,
                "number": n + 2,
                "items": [],
                "made_by": scene.house.owner,
                "made_at": NOON,
            }
        ),
    )
    logs = _put(
        boss,
        PracticeLog,
        _each(
            lambda n: {
                "client": nora,
                "home_program_id": first,
                "local_date": DAY,
                "logged_at": NOON,
                "client_key": uuid4(),
                "source": "portal",
                "done": True,
            }
        ),
    )
    _put(boss, SensationReport, many_reports(nora.pk, 200, "It moves."))
    _put(boss, RadarSnapshot, many_snapshots(nora, 60))
    _put(boss, PracticeLogItem, _each(lambda n: {"log": logs[n], "item": items[0]}))
    _put(
        boss,
        PracticeLogItem,
        ({"log_id": scene.ids["log_id"], "item": item} for item in items),
    )
    _put(
        boss,
        Message,
        _each(
            lambda n: {
                "kind": "practice_reminder",
                "person_id": nora.pk,
                "subject_id": programs[n].pk,
                "local_date": DAY,
                "due_at": NOON,
                "state": "held",
            }
        ),
    )
