"""Fills an empty database with the two demo practices."""

from datetime import datetime
from typing import TypedDict

from practice.core.actor import Actor, acting, enter
from practice.core.clock import now
from practice.core.models import Membership, Practice
from practice.core.rules import Role
from practice.data.demo.asking import ask_own
from practice.data.demo.booking import book_days
from practice.data.demo.classes import plan_classes
from practice.data.demo.family import MOTHERS_ADDRESS, tell_family
from practice.data.demo.judging import judge_days
from practice.data.demo.keeping import hand_over_some, keep_words, note_persons, say_wishes
from practice.data.demo.looking import look
from practice.data.demo.mailing import remind
from practice.data.demo.measuring import measure, measure_others, measure_returns
from practice.data.demo.people import OTHERS, PEOPLE, Person
from practice.data.demo.picturing import keep_pictures
from practice.data.demo.scene import Scene, Staff
from practice.data.demo.sensing import sense
from practice.data.demo.showing import show_ourselves
from practice.data.demo.talking import share_some
from practice.data.demo.telling import Teller
from practice.data.demo.working import work
from practice.data.demo.writing import ANSWERS_WITHIN, write_messages
from practice.team.services import add_member, found_practice, make_user

SEED = "supple demo 1"
PORTAL_CLIENT = ("Samuel", "Oduya-Brandt")
OTHER_CLIENT = ("Greta", "Nyholm")


class Login(TypedDict):
    """Who somebody of the demo signs in as."""

    email: str
    password: str


def _actor(practice: Practice, member: Membership) -> Actor:
    return Actor(
        practice_id=practice.pk,
        role=Role(member.role),
        user_id=member.user_id,
        membership_id=member.pk,
        name=member.name,
        practice_name=practice.name,
        zone=practice.timezone,
    )


def _join(owner: Actor, boss: Membership, role: Role, login: Login, name: str) -> Membership:
    user = make_user(email=login["email"], name=name, password=login["password"])
    supervisor = boss if role is Role.TRAINEE else None
    return add_member(actor=owner, user=user, role=role, name=name, supervisor=supervisor)


def _tell(
    people: tuple[Person, ...], staff: Staff, at: datetime, portal: tuple[str, str], password: str
) -> None:
    for person in people:
        scene = Scene(staff, at, f"{SEED} {person.given} {person.family}")
        mine = password if (person.given, person.family) == portal else ""
        Teller(scene, person, mine).tell()
    remind(Scene(staff, at, SEED), people)


def build_first(logins: dict[str, Login], at: datetime) -> None:
    """Linden Somatics in Santa Fe: four people at work, forty clients."""
    practice, boss = found_practice(
        name="Linden Somatics",
        timezone="America/Denver",
        owner_email=logins["owner"]["email"],
        owner_name="Olive Marchetti",
        password=logins["owner"]["password"],
        place="The studio on Juniper Lane",
        locale="en-us",
        is_demo=True,
    )
    owner = _actor(practice, boss)
    with acting(owner):
        practice.contact_phone, practice.currency = "+1 505 555 0100", "USD"
        practice.answers_within = ANSWERS_WITHIN
        practice.save(update_fields=["contact_phone", "currency", "answers_within"])
        names = {"practitioner": "Kara Lindholm", "trainee": "Ravi Menon", "assistant": "June Park"}
        members = {
            role: _join(owner, boss, Role(role), logins[role], name) for role, name in names.items()
        }
    staff = Staff(
        owner,
        _actor(practice, members["practitioner"]),
        _actor(practice, members["trainee"]),
    )
    ask_own(Scene(staff, at, SEED))
    work(Scene(staff, at, SEED))
    show_ourselves(Scene(staff, at, SEED))
    _tell(PEOPLE, staff, at, PORTAL_CLIENT, logins["client"]["password"])
    keep_words(owner)
    note_persons(Scene(staff, at, SEED))
    say_wishes(Scene(staff, at, SEED))
    write_messages(Scene(staff, at, SEED))
    look(Scene(staff, at, SEED))
    book_days(Scene(staff, at, SEED))
    plan_classes(Scene(staff, at, SEED))
    hand_over_some(Scene(staff, at, SEED))
    keep_pictures(Scene(staff, at, SEED))
    measure(Scene(staff, at, SEED))
    measure_returns(Scene(staff, at, SEED))
    measure_others(Scene(staff, at, SEED))
    sense(Scene(staff, at, SEED))
    tell_family(Scene(staff, at, SEED), logins["guardian"]["password"])
    share_some(Scene(staff, at, SEED))
    judge_days(Scene(staff, at, SEED))


def build_second(logins: dict[str, Login], at: datetime) -> None:
    """Harbour Movement in Hamburg: another tenant, another zone."""
    practice, boss = found_practice(
        name="Harbour Movement",
        timezone="Europe/Berlin",
        owner_email="owner@harbour-demo.example",
        owner_name="Frieda Holm",
        password=logins["other_practitioner"]["password"],
        place="Speicher 4",
        locale="en-150",
        is_demo=True,
    )
    owner = _actor(practice, boss)
    with acting(owner):
        login = logins["other_practitioner"]
        member = _join(owner, boss, Role.PRACTITIONER, login, "Jonas Petersen")
    staff = Staff(owner, _actor(practice, member))
    _tell(OTHERS, staff, at, OTHER_CLIENT, logins["other_client"]["password"])


def build_demo(logins: dict[str, Login]) -> None:
    """Build both practices up to now, with these logins. Leaves nobody entered."""
    at = now()
    build_first(logins, at)
    enter(practice_id=None)
    build_second(logins, at)
    enter(practice_id=None)


def emails() -> dict[str, str]:
    """Who signs in with which address."""
    by_name = {(p.given, p.family): p.email for p in (*PEOPLE, *OTHERS)}
    staff = {
        role: f"{role}@linden-demo.example"
        for role in ("owner", "practitioner", "trainee", "assistant")
    }
    return staff | {
        "client": by_name[PORTAL_CLIENT],
        "guardian": MOTHERS_ADDRESS,
        "other_practitioner": "practitioner@harbour-demo.example",
        "other_client": by_name[OTHER_CLIENT],
    }
