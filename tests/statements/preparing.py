"""What is made ready before a visit; all of it is taken back afterwards."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import settings
from django.test import Client as Browser

from clients.guardians.models import Guardian
from clients.guardians.queries import get_guardian
from clients.guardians.services import withdraw_guardian_invitation
from clients.intake.rules import CORE_STEPS, STEP_PARTS, IntakeStep, mark_of
from clients.intake.services import (
    accept_intake,
    ask_back,
    fill_in_together,
    save_step,
    sign_intake,
)
from clients.merging.services import merge_clients
from clients.own_questions.rules import Question
from clients.own_questions.services import keep_question
from clients.records.emails import render_invitation
from clients.records.models import Client, ConsentRecord
from clients.records.services import ClientData, create_client, invite, withdraw_invitation
from clients.texts.queries import get_agreement
from clients.texts.services import agree, take_back
from practice.core.actor import Actor, acting
from practice.core.clock import now
from practice.core.links import Link, link_token
from practice.core.models import User
from practice.core.rules import Role
from practice.outbox.models import Message
from practice.team.emails import render_staff_invitation
from practice.team.models import SetupLink
from practice.team.services import digest, invite_colleague
from sessions.evaluations.rules import MATRIX_COLUMNS, CellData
from sessions.movements.models import Movement
from sessions.notes.models import SessionNote
from sessions.notes.rules import LineData, NoteData, ReleaseData
from sessions.notes.services import save_draft, sign_note
from sessions.programs.models import HomeProgram
from tests.clients.files.making import a_bomb, a_pdf, sent, with_place
from tests.clients.guardians.cast import sent_link
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.walking import answer_own, signed
from tests.reminding import of_another_program
from tests.sessions.programs import building
from tests.statements.scene import Scene

FULL = NoteData(
    clients_words="Lighter.",
    cells=tuple(
        CellData(side=side, place=place.value, moment=moment, tone=3, pain=2)
        for side in ("left", "right")
        for place in MATRIX_COLUMNS
        for moment in ("before", "after")
    ),
    lines=tuple(LineData(technique="means_whereby", side="left") for _ in range(12)),
    releases=(ReleaseData(side="left"), ReleaseData(side="right")),
    low_tone_choice="basic_control",
    low_tone_reason="Rising: learns to meet it.",
)


def another_question(scene: Scene) -> None:
    """The draft of the practice's own questions asks one more than is published."""
    with acting(scene.world.house.boss) as boss:
        question = Question("", "scale", "How easy is it?", low="hard", high="easy")
        keep_question(actor=boss, question=question, revision=1)


def nothing(_scene: Scene) -> None:
    """All is as it should be."""


def lent_tablet(scene: Scene) -> None:
    """The practitioner's tablet is lent to Nora: the browser that nobody is signed in to."""
    browser = Browser()
    browser.cookies = deepcopy(scene.browsers["practitioner"].cookies)
    lent = browser.post(scene.path("measure_lend"), {"moment": ""})
    assert lent["Location"] == scene.path("tablet")
    scene.browsers["anonymous"] = browser


def full_note(scene: Scene) -> None:
    """The note holds much; its version is 2."""
    with acting(scene.house.actor(scene.house.practitioner)) as actor:
        note = SessionNote.objects.visible_to(actor).get(pk=scene.ids["note_id"])
        save_draft(actor=actor, note=note, data=FULL, version=1)


def signed_note(scene: Scene) -> None:
    """The note is signed."""
    full_note(scene)
    with acting(scene.house.actor(scene.house.practitioner)) as actor:
        note = SessionNote.objects.visible_to(actor).get(pk=scene.ids["note_id"])
        sign_note(actor=actor, note=note, version=2)


def draft_program(scene: Scene) -> None:
    """The program was never started, and nothing reminds of it yet."""
    scene.change(HomeProgram, state="draft", started_on=None)
    with acting(scene.house.boss) as boss:
        of_another_program(boss)


def paused_program(scene: Scene) -> None:
    """The program rests."""
    scene.change(HomeProgram, state="paused")


def builder(scene: Scene) -> None:
    """One movement frees, one integrates for a reason."""
    with acting(scene.house.boss) as boss:
        chosen = [str(m.pk) for m in Movement.objects.visible_to(boss).order_by("position")[1:3]]
        rows: tuple[dict[str, Any], ...] = (
            {"movement": chosen[0], "phase": "free", "minutes": 5},
            {"movement": chosen[1], "phase": "integrate", "unlock_reason": "They asked."},
        )
        scene.typed |= building.form_data(boss, *rows)


def invited(scene: Scene) -> None:
    """Lena has an invitation and no login."""
    with acting(scene.house.boss) as boss:
        data = ClientData(given_name="Lena", email="lena@clients.example")
        _invite(scene, create_client(actor=boss, data=data))


def withdrawn(scene: Scene) -> None:
    """Lena's invitation opens nothing any more."""
    invited(scene)
    with acting(scene.house.boss) as boss:
        client = Client.objects.visible_to(boss).get(pk=scene.ids["client_id"])
        withdraw_invitation(actor=boss, client=client)


def guardian_uninvited(scene: Scene) -> None:
    """Nora's guardian has no login yet."""
    scene.change(Guardian, user=None, email="gus@clients.example")


def invited_guardian(scene: Scene) -> None:
    """Nora's guardian is invited to a login of their own."""
    guardian_uninvited(scene)
    _invite_guardian(scene)


def invited_as_guardian(scene: Scene) -> None:
    """The neighbour's login is invited to be Nora's guardian."""
    scene.change(Guardian, user=None, email="nell@clients.example")
    _invite_guardian(scene)


def _invite_guardian(scene: Scene) -> None:
    with acting(scene.house.boss) as boss:
        guardian = get_guardian(boss, scene.ids["guardian_id"])
    scene.ids["token"] = sent_link(scene.house, guardian).split("/")[3]


def guardian_withdrawn(scene: Scene) -> None:
    """Their invitation opens nothing any more."""
    invited_guardian(scene)
    with acting(scene.house.boss) as boss:
        guardian = get_guardian(boss, scene.ids["guardian_id"])
        withdraw_guardian_invitation(actor=boss, guardian=guardian)


def guardian_asking(scene: Scene) -> None:
    """They ask for a new one."""
    guardian_withdrawn(scene)
    Browser().post(scene.path("guardian_invitation_accept"), {"again": "1"})


def guardian_ended(scene: Scene) -> None:
    """Nora's guardian is none any more."""
    scene.change(Guardian, ended_at=now())


def asking_again(scene: Scene) -> None:
    """Lena asks for a new one."""
    withdrawn(scene)
    Browser().post(scene.path("invitation_accept"), {"again": "1"})


def invited_with_login(scene: Scene) -> None:
    """The neighbour's login is invited for one more person."""
    with acting(scene.house.boss) as boss:
        data = ClientData(given_name="Ned", email="nell@clients.example")
        _invite(scene, create_client(actor=boss, data=data))


def merged(scene: Scene) -> None:
    """The neighbour became part of Nora."""
    with acting(scene.house.boss) as boss:
        merge = merge_clients(actor=boss, client=scene.nora, other=scene.world.neighbour)
    scene.ids["merge_id"] = merge.pk


def _invite(scene: Scene, client: Client) -> None:
    with acting(scene.house.boss) as boss:
        invitation = invite(actor=boss, client=client)
        message = Message.objects.visible_to(boss).get(subject_id=invitation.pk)
        text = render_invitation(boss, message).text
    scene.ids |= {
        "client_id": client.pk,
        "token": text.split("/l/invitation/")[1].split("/")[0],
    }


def invited_colleague(scene: Scene) -> None:
    """Somebody new is invited to work here."""
    with acting(scene.house.boss) as boss:
        invitation = invite_colleague(
            actor=boss,
            email="una@linden.example",
            name="Una",
            role=Role.TRAINEE,
            supervisor_id=scene.house.practitioner.pk,
        )
        message = Message.objects.visible_to(boss).get(subject_id=invitation.pk)
        text = render_staff_invitation(boss, message).text
    scene.ids["token"] = text.split("/l/team/")[1].split("/")[0]


def handing_over(scene: Scene) -> None:
    """The practitioner leaves: clients, a trainee and a token are theirs; the owner takes over."""
    scene.ids["membership_id"] = scene.house.practitioner.pk
    scene.typed["successor"] = str(scene.house.owner.pk)


def all_of_the_practitioners(scene: Scene) -> None:
    """The practitioner's clients go to the owner."""
    house = scene.house
    whose, to = str(house.practitioner.pk), str(house.owner.pk)
    scene.typed |= {"giver": whose, "everybody": "on", "to": to}


def unsubscribing(scene: Scene) -> None:
    """The link of a reminder's foot."""
    link = Link("unsubscribe", scene.house.practice.pk, scene.nora.pk)
    scene.ids["token"] = link_token(link)


def told_intake(scene: Scene) -> None:
    """Mara's intake is signed: a name to be called by, a phone, and another zone."""
    _tell(scene, _mara(scene))


def told_by_somebody_practising(scene: Scene) -> None:
    """The same from somebody with another phone, and with a program that reminds them."""
    mara = _mara(scene, phone="2")
    with acting(scene.house.boss) as boss:
        building.running(boss, mara)
    _tell(scene, mara)


def _mara(scene: Scene, phone: str = "") -> Client:
    data = ClientData(
        given_name="Mara",
        family_name="Ångström Lee",
        phone=phone,
        timezone="America/Denver",
    )
    with acting(scene.house.boss) as boss:
        return create_client(actor=boss, data=data)


def _tell(scene: Scene, client: Client) -> None:
    answers: Any = complete_answers()
    answers["contact"] |= {"preferred_name": "Mo", "phone": "1", "timezone": "Europe/Rome"}
    scene.ids["submission_id"] = signed(scene.house, client, answers).pk


def asked_back(scene: Scene) -> None:
    """The neighbour's intake is signed, and two things are asked back on."""
    answers: Any = complete_answers()
    scene.ids["submission_id"] = signed(scene.house, scene.world.neighbour, answers).pk
    with acting(scene.house.boss) as boss:
        for step in ("symptoms", "goals"):
            ask_back(
                actor=boss,
                submission_id=scene.ids["submission_id"],
                step=step,
                question="Which side?",
            )


def answered_anew(scene: Scene) -> None:
    """Both questions are answered, and the new version is signed."""
    asked_back(scene)
    answers: Any = complete_answers()
    with acting(scene.house.as_client(scene.world.neighbour)) as actor:
        for step in (IntakeStep.SYMPTOMS, IntakeStep.GOALS, IntakeStep.CONSENT):
            part = {name: answers[name] for name in STEP_PARTS[step] if name in answers}
            save_step(actor=actor, step=step, part=part, seen=None)
        scene.ids["submission_id"] = sign_intake(actor=actor).pk


def to_tell_again(scene: Scene) -> None:
    """The neighbour's intake is accepted."""
    answers: Any = complete_answers()
    submission = signed(scene.house, scene.world.neighbour, answers)
    scene.ids |= {"submission_id": submission.pk, "client_id": scene.world.neighbour.pk}
    with acting(scene.house.boss) as boss:
        accept_intake(actor=boss, submission_id=submission.pk)


def told_twice(scene: Scene) -> None:
    """The neighbour has told it again, together, and it waits to be read."""
    to_tell_again(scene)
    together_whole(scene)
    with acting(scene.house.boss) as boss:
        signed_again = sign_intake(actor=boss, client_id=scene.world.neighbour.pk)
    scene.ids["submission_id"] = signed_again.pk


def together(scene: Scene) -> None:
    """A colleague fills it in together with the neighbour."""
    scene.ids["client_id"] = scene.world.neighbour.pk
    with acting(scene.house.boss) as boss:
        fill_in_together(actor=boss, client_id=scene.world.neighbour.pk)


def together_whole(scene: Scene) -> None:
    """All of it is filled in."""
    together(scene)
    answers: Any = complete_answers()
    with acting(scene.house.boss) as boss:
        for step in CORE_STEPS:
            part = {name: answers[name] for name in STEP_PARTS[step] if name in answers}
            whose = scene.world.neighbour.pk
            save_step(actor=boss, step=step, part=part, seen=None, client_id=whose)
        answer_own(boss, scene.world.neighbour.pk)


def whole_draft(scene: Scene) -> None:
    """The neighbour has answered everything, and has not sent it."""
    answers: Any = complete_answers()
    with acting(scene.house.as_client(scene.world.neighbour)) as actor:
        for step in CORE_STEPS:
            part = {name: answers[name] for name in STEP_PARTS[step] if name in answers}
            save_step(actor=actor, step=step, part=part, seen=mark_of({}, step))
        answer_own(actor)


def frightening_draft(scene: Scene) -> None:
    """Every safety question has a yes: the page says the practice's words for an emergency."""
    answers: Any = complete_answers()
    flags = dict.fromkeys(answers["red_flags"], "yes")
    with acting(scene.house.as_client(scene.world.neighbour)) as actor:
        save_step(actor=actor, step=IntakeStep.RED_FLAGS, part={"red_flags": flags}, seen=None)


def agreed_to_reminders(scene: Scene) -> None:
    """Nora's guardian agreed to reminders, and one runs: taking it back turns it off."""
    scene.ids["agreement"] = "messaging"
    with acting(_gina(scene)) as actor:
        newest = get_agreement(actor, scene.nora.pk, "messaging").newest
        assert newest
        agree(actor=actor, kind="messaging", document_id=newest.pk, typed_name="Gina Ng")


def agreed_to_touch(scene: Scene) -> None:
    """Nora's guardian agreed to hands-on work."""
    scene.ids["agreement"] = "touch"
    with acting(_gina(scene)) as actor:
        newest = get_agreement(actor, scene.nora.pk, "touch").newest
        assert newest
        agree(actor=actor, kind="touch", document_id=newest.pk, typed_name="Gina Ng")


def took_touch_back(scene: Scene) -> None:
    """And took it back in the portal."""
    agreed_to_touch(scene)
    with acting(_gina(scene)) as actor:
        take_back(actor=actor, kind="touch")


def _gina(scene: Scene) -> Actor:
    hers = scene.house.as_client(scene.nora)
    return replace(hers, role=Role.GUARDIAN, guardian_id=scene.ids["guardian_id"])


def two_people(scene: Scene) -> None:
    """Nora's login is her child's too."""
    with acting(scene.house.boss) as boss:
        child = create_client(actor=boss, data=ClientData(given_name="Kit"))
        child.user_id = scene.nora.user_id
        child.save(update_fields=["user"])
    scene.typed["client"] = str(child.pk)


def chosen_practice(scene: Scene) -> None:
    """The practice one works in."""
    scene.typed["practice"] = str(scene.house.practice.pk)


def planned_message(scene: Scene) -> None:
    """The mail waits to go."""
    with acting(scene.house.boss) as boss:
        Message._base_manager.filter(practice_id=boss.practice_id).update(state="planned")


def asked_for_code(scene: Scene) -> None:
    """A code was mailed to Nora."""
    browser = scene.browsers["anonymous"] = Browser()
    browser.post("/accounts/login/code/", {"email": "nora@clients.example"})
    scene.typed["code"] = scene.mailed("code")


def asked_for_reset(scene: Scene) -> None:
    """The link of a reset was opened."""
    browser = scene.browsers["anonymous"] = Browser()
    browser.post("/accounts/password/reset/", {"email": "practitioner@linden.example"})
    found = re.search(r"/key/([^-]+)-([^/]+)/", scene.mailed("url"))
    assert found is not None
    scene.ids |= {"uidb36": found.group(1), "key": found.group(2)}


def reset_opened(scene: Scene) -> None:
    """The link of a reset was opened: its secret moved into the session."""
    asked_for_reset(scene)
    scene.browsers["anonymous"].get(scene.path("account_reset_password_from_key"))
    scene.ids["key"] = "set-password"


def unproved_address(scene: Scene) -> None:
    """A new address waits to be confirmed."""
    user = User.objects.get(email="practitioner@linden.example")
    address = EmailAddress.objects.create(user=user, email="new@linden.example", verified=False)
    scene.ids["key"] = EmailConfirmationHMAC(address).key


def no_password(scene: Scene) -> None:
    """Nora signs in by code only."""
    browser = scene.browsers["client"]
    user = User.objects.get(email="nora@clients.example")
    user.set_unusable_password()
    user.save()
    browser.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    seconds = int(now().timestamp())
    session = browser.session
    session.update({"kind": "client", "since": seconds, "seen": seconds})
    session["account_authentication_methods"] = [{"method": "code", "at": seconds}]
    session.save()


def setup_link(scene: Scene) -> None:
    """The link that the terminal printed."""
    at = now()
    secret = "never-printed"
    SetupLink(digest=digest(secret), made_at=at, expires_at=at + timedelta(hours=1)).save()
    scene.ids["token"] = secret


def practised(scene: Scene) -> None:
    """Which movement it was."""
    scene.typed["items"] = [str(scene.ids["item_id"])]


def plan(scene: Scene) -> None:
    """Whose reminders are changed."""
    scene.typed |= {"plan": str(scene.ids["plan_id"]), "version": 1}


def a_letter(scene: Scene) -> None:
    """The letter instead of the photo."""
    scene.ids["file_id"] = scene.ids["letter_id"]


def photos_taken_back(scene: Scene) -> None:
    """Nora agrees to photos no longer."""
    scene.change(ConsentRecord, given=False)


def chosen_letter(scene: Scene) -> None:
    """A PDF was chosen."""
    scene.typed["file"] = sent(a_pdf())


def chosen_picture_bomb(scene: Scene) -> None:
    """A picture of billions of dots was chosen."""
    scene.typed["file"] = sent(a_bomb())


def chosen_photo(scene: Scene) -> None:
    """A photo was chosen."""
    scene.typed["file"] = sent(with_place())
