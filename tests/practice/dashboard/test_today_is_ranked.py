"""Today's order: safety, then the work, then the desk; whoever comes today before the others."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from clients.intake.models import IntakeSubmission, RedFlagAnswer
from clients.messages.models import MessageThread
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from clients.red_flags.models import RedFlagDecision
from practice.core.actor import acting
from practice.core.clock import now
from practice.core.models import Practice
from practice.dashboard.narrowed import MOST, Narrowed, Waiting
from practice.dashboard.needs import Need, more_of, needs_of
from practice.dashboard.queries import today_of
from practice.dashboard.rules import ENDS_BY_WORD, GROUPS, Group, NeedKind
from practice.dashboard.waiting import people_waiting
from practice.outbox.models import Message
from tests.booking import booked, works
from tests.cast import House, sign_in
from tests.sessions.progress.radar.telling import Teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def teller(linden: House, nora: Client) -> Teller:
    """An active client of Linden."""
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=nora, state=ClientState.ACTIVE)
    return Teller(linden, nora)


MORNING = datetime(2026, 11, 24, 15, tzinfo=UTC)
STATES = {
    NeedKind.BACK: "touch",
    NeedKind.VISITOR: "UTC 2026-12-20 17:00:00+00",
    NeedKind.FLARE: str(UUID(int=9)),
    NeedKind.RADAR: "act:pain",
}


def waits(kind: NeedKind, n: int = 1, days: int = 1) -> Waiting:
    """One of a kind, of client number `n`, that began some days before."""
    at, who = MORNING - timedelta(days=days), UUID(int=n)
    return Waiting(kind, who, f"Client {n}", at, UUID(int=100 + n), who, days, STATES.get(kind, ""))


def order(house: House, *waiting: Waiting, **more: datetime) -> list[tuple[NeedKind, UUID]]:
    people = {kind: [one for one in waiting if one.kind is kind] for kind in NeedKind}
    comes_at = {UUID(int=int(name.removeprefix("client_"))): at for name, at in more.items()}
    needs = needs_of(house.boss, people, comes_at=comes_at)
    return [(need.kind, need.about) for need in needs]


TOLD = [kind for kind in NeedKind if kind is not NeedKind.MAIL]


def test_each_kind_stands_in_its_place(linden: House) -> None:
    told = [kind for kind, _about in order(linden, *[waits(kind) for kind in reversed(TOLD)])]
    assert told == [kind for kind in TOLD if kind in told]
    assert {NeedKind.FLAG, NeedKind.FLARE, NeedKind.BACK} == set(told[:3])
    assert GROUPS[told[-1]] is Group.DESK


def test_who_comes_today_stands_before_the_others_of_the_group(linden: House) -> None:
    first, second = MORNING + timedelta(hours=1), MORNING + timedelta(hours=2)
    found = order(
        linden,
        waits(NeedKind.RELEASE, 1, days=30),
        waits(NeedKind.INTAKE, 2),
        waits(NeedKind.MESSAGE, 3),
        waits(NeedKind.FLARE, 4),
        waits(NeedKind.NOTE, 5),
        client_2=second,
        client_3=first,
        client_5=first,
    )
    assert [about.int for _kind, about in found] == [4, 3, 2, 1, 5]


def test_of_one_kind_the_oldest_stands_first(linden: House) -> None:
    found = order(linden, waits(NeedKind.INTAKE, 1, days=2), waits(NeedKind.INTAKE, 2, days=5))
    assert [about.int for _kind, about in found] == [2, 1]


def test_it_says_that_somebody_comes_and_when(linden: House) -> None:
    people = {NeedKind.INTAKE: [waits(NeedKind.INTAKE)]}
    (need,) = needs_of(linden.boss, people, comes_at={UUID(int=1): MORNING})
    assert "Comes today at 08:00" in need.why


def test_a_clients_answers_are_one_need(linden: House) -> None:
    older, newer = waits(NeedKind.FLAG, days=4), waits(NeedKind.FLAG, days=1)
    need: Need
    (need,) = needs_of(linden.boss, {NeedKind.FLAG: [older, newer]})
    assert "2 safety answers to decide on" in need.title
    assert (need.since, need.newest) == (older.since, newer.since)
    assert need.is_safety


def test_what_a_person_must_do_ends_by_no_word(linden: House) -> None:
    assert not {kind for kind in ENDS_BY_WORD if GROUPS[kind] is Group.SAFETY}
    assert NeedKind.RELEASE not in ENDS_BY_WORD
    assert NeedKind.NOTE not in ENDS_BY_WORD


def _put_yes(house: House, client: Client) -> RedFlagAnswer:
    with acting(house.boss):
        submission = IntakeSubmission(
            practice=house.practice,
            client=client,
            form_version=1,
            state="signed",
            saved_at=now(),
            signed_at=now(),
            typed_signature="Nora Ng",
            answers={},
        )
        submission.save(force_insert=True)
        answer = RedFlagAnswer(
            practice=house.practice,
            client=client,
            submission=submission,
            code="osteoporosis",
            level="adapt",
            answer=True,
            answered_at=now(),
        )
        answer.save(force_insert=True)
    return answer


def test_a_yes_waits_until_somebody_decides(linden: House, nora: Client) -> None:
    answer = _put_yes(linden, nora)
    with acting(linden.boss) as boss:
        (waiting,) = people_waiting(boss)[NeedKind.FLAG]
        assert (waiting.object_id, waiting.about) == (answer.pk, nora.pk)
    page = sign_in("owner@linden.example").get("/").content.decode()
    assert f"/safety/{answer.pk}/" in page
    with acting(linden.boss):
        decision = RedFlagDecision(
            practice=linden.practice,
            answer=answer,
            choice="adapted",
            reason="Gently.",
            decided_on=now().date(),
            decided_by=linden.owner,
            decided_at=now(),
        )
        decision.save(force_insert=True)
    with acting(linden.boss) as boss:
        assert people_waiting(boss)[NeedKind.FLAG] == []


def test_who_waits_for_an_answer_is_named_with_a_way_to_it(linden: House, nora: Client) -> None:
    _put_thread(linden, nora)
    page = sign_in("practitioner@linden.example").get("/").content.decode()
    assert f'href="/clients/{nora.pk}/messages/"' in page
    assert "waits for an answer" in page
    assert "waits for an answer" not in sign_in("trainee@linden.example").get("/").content.decode()


def _put_thread(house: House, client: Client, since: datetime | None = None) -> None:
    at = since or now()
    with acting(house.boss):
        thread = MessageThread(practice=house.practice, client=client, last_at=at, waits_since=at)
        thread.save(force_insert=True)


@pytest.mark.parametrize(("who", "count"), [("owner", 0), ("practitioner", 1)])
def test_mine_are_my_clients(linden: House, nora: Client, who: str, count: int) -> None:
    _put_thread(linden, nora)
    member = {"owner": linden.owner, "practitioner": linden.practitioner}[who]
    with acting(linden.actor(member)) as actor:
        assert len(people_waiting(actor, Narrowed(mine=True))[NeedKind.MESSAGE]) == count
        assert len(people_waiting(actor)[NeedKind.MESSAGE]) == 1
    page = sign_in(f"{who}@linden.example").get("/?whose=mine").content.decode()
    assert ("waits for an answer" in page) is bool(count)
    assert 'aria-current="page"' in page


def test_the_radar_waits_with_what_leads_to_it(linden: House, teller: Teller) -> None:
    work = teller.work()
    for days, number in ((90, 8), (40, 4), (2, 8)):
        teller.answer(work, days, number)
    teller.judge(39)
    shot = teller.judge()
    with acting(linden.boss) as boss:
        found = people_waiting(boss)[NeedKind.RADAR]
        needs = needs_of(boss, {NeedKind.RADAR: found})
    assert shot.level in {"act", "watch"}
    assert [one.about for one in found] == [teller.client.pk]
    assert needs[0].why[0] == "Pain is back near where it began"


def test_who_stopped_logging_is_named_and_who_never_did_is_not(
    linden: House, teller: Teller
) -> None:
    program = teller.program(teller.work(), 60)
    teller.judge()
    with acting(linden.boss) as boss:
        assert people_waiting(boss)[NeedKind.SILENT] == []
    teller.log(program, 20)
    teller.judge()
    with acting(linden.boss) as boss:
        (silent,) = people_waiting(boss)[NeedKind.SILENT]
    assert (silent.day, silent.days) == (teller.ago(20), 20)
    teller.log(program, 3)
    teller.judge()
    with acting(linden.boss) as boss:
        assert people_waiting(boss)[NeedKind.SILENT] == []


def test_who_comes_today_is_not_cut_off_by_twenty_who_wait_for_longer(
    linden: House, nora: Client
) -> None:
    """The oldest of a kind are read; whoever comes today is read besides."""
    works(linden, linden.practitioner)
    with acting(linden.boss) as boss:
        people = [
            create_client(actor=boss, data=ClientData(given_name=f"Client {n}"))
            for n in range(MOST + 5)
        ]
    for older in people:
        _put_thread(linden, older, since=now() - timedelta(days=3))
    _put_thread(linden, nora)
    soon = now() + timedelta(minutes=5)
    booked(linden.boss, nora, linden.practitioner, soon, anyway=True)
    with acting(linden.boss) as boss:
        today = today_of(boss)
        needs = needs_of(boss, today.people, today.mails, today.booked.comes_at)
    messages = [need for need in needs if need.kind is NeedKind.MESSAGE]
    if today.booked.comes_at:  # five minutes before midnight nobody comes any more
        assert messages[0].client_id == nora.pk
        assert len(messages) == MOST + 1
    assert more_of(today.people) == [NeedKind.MESSAGE]
    page = sign_in("owner@linden.example").get("/").content.decode()
    assert "More waits than is shown here of: people who wait for an answer." in page


def test_a_practitioner_of_own_clients_alone_opens_today(linden: House, nora: Client) -> None:
    """Mails are of nobody's own: such a practitioner is shown none, and no error."""
    with acting(linden.boss):
        Practice.objects.filter(pk=linden.practice.pk).update(only_own_clients=True)
    _put_thread(linden, nora)
    for _again in range(2):
        answer = sign_in("practitioner@linden.example").get("/")
        assert answer.status_code == 200
        assert "waits for an answer" in answer.content.decode()


def test_an_archived_record_waits_for_nothing_but_an_answer_on_its_deletion(
    linden: House, nora: Client
) -> None:
    _put_yes(linden, nora)
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
        assert not any(people_waiting(boss).values())


def test_a_note_of_today_is_of_today(linden: House) -> None:
    (need,) = needs_of(linden.boss, {NeedKind.NOTE: [waits(NeedKind.NOTE, days=0)]})
    assert need.why == ["Lesson of today"]
    (need,) = needs_of(linden.boss, {NeedKind.NOTE: [waits(NeedKind.NOTE, days=3)]})
    assert need.why[0].endswith(", 3 days ago")


def test_a_mail_that_fails_later_comes_back(linden: House, nora: Client) -> None:
    owner = sign_in("owner@linden.example")
    sent, failed = (
        _put_mail(linden, nora, state, slot) for state, slot in (("sent", "a"), ("failed", "b"))
    )
    there = f"/needs/mail/{linden.practice.pk}/"
    assert owner.post(there, {"what": "done"}).status_code == 302
    assert there not in owner.get("/").content.decode()
    with acting(linden.boss):
        Message._base_manager.filter(pk=sent).update(state="failed", settled_at=now())
    assert there in owner.get("/").content.decode()
    assert failed


def _put_mail(house: House, client: Client, state: str, slot: str) -> UUID:
    with acting(house.boss):
        row = Message(
            practice=house.practice,
            kind="practice_reminder",
            person_id=client.pk,
            subject_id=client.pk,
            local_date=now().date(),
            slot=slot,
            due_at=now() - timedelta(hours=2),
            expires_at=now() + timedelta(hours=2),
            state=state,
            planned_at=now() - timedelta(hours=3),
            settled_at=now() - timedelta(hours=1),
        )
        row.save(force_insert=True)
    return row.pk
