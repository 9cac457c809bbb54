"""Every operation of the API under schemathesis, with a real token of each role."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import schemathesis
from django.db import transaction
from django.test import Client as Browser
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Err
from schemathesis.specs.openapi import checks

from clients.measures.rules import EASE, NPRS_NOW, Instrument, Mode, Rater, Stage
from clients.measures.services import AnswerData, Way, answer_measure
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from clients.sensing.services import SensationData, report_sensation
from practice.config.wsgi import application
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.team.rules import Scope
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.services import LogData, log_practice
from sessions.programs.models import HomeProgram
from sessions.progress.radar.services import look_again
from sessions.reminders.models import ReminderPlan
from tests.api.calling import token_for
from tests.booking import ids_of_booked
from tests.cast import House, build_house
from tests.digests import digest_of
from tests.drill.databases import own_database
from tests.drill.figures import Figure, at_least, exactly
from tests.felt import REGION
from tests.sessions.programs import building
from tests.world import build_world

ROLES = ("owner", "practitioner", "trainee", "assistant")
ZONE = "Europe/Berlin"
SCHEMA = "/api/v1/schema/?format=json"
# Of each operation: good requests, and requests that break the schema; half of it for who may less.
GOOD, BAD = 40, 20
FEWEST = 2_000
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
# What fits the schema and is refused for what it says, such as a contact of the other kind.
PLAIN = {
    "phase": "free",
    "days": [1, 3, 5],
    "times": ["07:30"],
    "card": None,
    "side": "",
    "minutes": 5,
    "starts_on": None,
    "ends_on": None,
    "variant": "",
    "places": 1,
    "begins": "09:00",
    "ends": "12:00",
    "first_time": None,
    "last_time": None,
    "timezone": ZONE,
    "birth_date": "1980-02-29",
    "contacts": [{"kind": "email", "label": "Work", "value": "omar@work.example"}],
}
# An optional body was left out: there is nothing in such a request to refuse.
NOTHING_WRONG = "Invalid component: positive test case"
Ids = dict[str, str]
type Operation = APIOperation[Any, Any, Any, Any]


def run() -> Iterator[Figure]:
    """Ask everything of Harbour's API, with Harbour's ids and Linden's; Linden stays as it is."""
    with own_database("api"):
        harbour = build_house("Harbour Movement", ZONE, "harbour.example")
        linden = build_house("Linden Somatics", "America/Denver", "linden.example")
        known = {"ours": _ours(harbour), "theirs": _theirs(linden)}
        before = _digest(linden)
        schema = schemathesis.openapi.from_wsgi(SCHEMA, application)
        _without_security(schema.raw_schema)
        operations = [_whole(result) for result in schema.get_all_operations()]
        found = _Found()
        for role in ROLES:
            with transaction.atomic():
                token = token_for(harbour, getattr(harbour, role))
            asker = _Asker(token, known, share=1 if role == ROLES[0] else 2)
            for operation in operations:
                _ask(operation, GenerationMode.POSITIVE, asker, found)
                _ask(operation, GenerationMode.NEGATIVE, asker, found)
        yield exactly("operations that said yes", len(found.said_yes), len(operations))
        for label in sorted({operation.label for operation in operations} - found.said_yes):
            yield exactly(f"{label}: answers of yes", 0, "1 or more")
        yield at_least("requests", found.requests, FEWEST)
        yield exactly("answers of 500 and above", found.faults, 0)
        yield exactly("answers that the schema does not know", found.violations.total(), 0)
        for words, times in found.violations.most_common(20):
            yield exactly(words, times, 0)
        changed = int(_digest(linden) != before)
        yield exactly("the other practice’s rows changed", changed, 0)
        yield exactly("answers that told of the other practice", found.told, 0)
        open_to = _open_to({}, operations, HTTPStatus.UNAUTHORIZED)
        yield exactly("operations that open without a token", len(open_to), 0)
        with transaction.atomic():
            token = token_for(harbour, harbour.owner, Scope.CLIENTS_READ)
        others = [o for o in operations if "/clients/" not in o.path]
        open_to = _open_to(_proof(token), others, HTTPStatus.FORBIDDEN)
        yield exactly("operations that open without their scope", len(open_to), 0)


@dataclass(frozen=True)
class _Asker:
    token: str
    known: dict[str, Ids]
    share: int  # 2 for half of the requests


@dataclass
class _Found:
    requests: int = 0
    faults: int = 0
    told: int = 0
    said_yes: set[str] = field(default_factory=set)
    violations: Counter[str] = field(default_factory=Counter)


def _ask(operation: Operation, mode: GenerationMode, asker: _Asker, found: _Found) -> None:
    good = mode is GenerationMode.POSITIVE
    if not good and not (operation.body or operation.query or operation.path_parameters):
        return  # nothing in it could be wrong

    @settings(
        max_examples=(GOOD if good else BAD) // asker.share,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(generation_mode=mode),
        whose=strategies.sampled_from(["ours", "ours", "theirs", "made up"]),
    )
    def ask(case: Case, whose: str) -> None:
        if good and whose in asker.known:
            _name(case, asker.known[whose], asker.token)
        _judge(case, asker.token, found, asker.known["theirs"])

    ask()


def _name(case: Case, ids: Ids, token: str) -> None:
    """Let the request speak of things that there are, wherever it names one."""
    act = case.operation.path.rstrip("/").rpartition("/")[2]
    in_path = (case.path_parameters or {}).items()
    case.path_parameters = {k: ids.get(f"{k} {act}", ids.get(k, v)) for k, v in in_path}
    case.query = {k: ids.get(f"{k}_id", v) for k, v in (case.query or {}).items()}
    moved = (
        {"starts_at_id": ids["moved_to"]} if case.method == "PATCH" and "moved_to" in ids else {}
    )
    case.body = _named(case.body, ids | moved)
    if not isinstance(case.body, dict):
        return
    if "instrument" in case.body:
        case.body |= _answered(EASE)
        case.body.pop("episode", None)
        return
    of_week: dict[str, Any] = {
        name: case.body[name] for name in ("practitioner", "place") if case.body.get(name)
    }
    for name, asked in (("version", {}), ("mark", of_week)):
        if name in case.body:  # of the thing itself, whatever is done with it
            there = re.sub(r"(?<=[0-9a-f]{12}/)[a-z-]+/$", "", case.formatted_path)
            shown = Browser(headers=_proof(token)).get(there, asked)
            if shown.status_code == HTTPStatus.OK:
                case.body[name] = shown.json()[name]


def _answered(instrument: Instrument) -> dict[str, Any]:
    """An answer to the one question of an instrument, at the start of a lesson today."""
    return {
        "instrument": instrument.code,
        "version": instrument.version,
        "rater": Rater.CLIENT.value,
        "stage": Stage.SESSION_START.value,
        "asked_on": today_in(ZONE).isoformat(),
        "answers": [{"item": instrument.items[0].code, "number": 6}],
    }


def _named(body: Any, ids: Ids) -> Any:
    if isinstance(body, dict):
        named = {k: ids.get(f"{k}_id") or _named(v, ids) for k, v in body.items()}
        if "phase" in body and "movement_id" in ids:  # an item of a program is of something
            named |= {"movement": ids["movement_id"], "minutes": PLAIN["minutes"]}
        return named | {k: v for k, v in PLAIN.items() if k in body}
    if isinstance(body, list) and body and isinstance(body[0], dict):
        return [_named(body[0], ids)]  # one alone: the same movement twice would be refused
    return body


def _proof(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _whole(result: Any) -> Operation:
    """An operation of the schema; raises what schemathesis could not read of it."""
    if isinstance(result, Err):
        raise result.err()
    operation: Operation = result.ok()
    return operation


def _without_security(schema: dict[str, Any]) -> None:
    """The token is ours to give: no request is good or bad by a header of schemathesis's own."""
    for path in schema["paths"].values():
        for operation in path.values():
            operation.pop("security", None)


def _judge(case: Case, token: str, found: _Found, theirs: Ids) -> None:
    answer = case.call(headers=_proof(token))
    label = case.operation.label
    found.requests += 1
    found.faults += answer.status_code >= 500
    if 200 <= answer.status_code < 300:
        found.said_yes.add(label)
        found.told += any(one in answer.text for one in theirs.values())
    try:
        case.validate_response(answer, checks=CHECKS)
    except FailureGroup as group:
        for failure in group.exceptions:
            if NOTHING_WRONG in str(failure):
                continue
            found.violations[f"{label}: {failure.title} ({answer.status_code})"] += 1
            if os.environ.get("SUPPLE_DRILL_SHOWS"):
                print(label, answer.status_code, failure, case.as_curl_command(), sep="\n")


def _ours(house: House) -> Ids:
    """Somebody who practises: client, program, log and plan, by the names that addresses use."""
    with acting(house.boss) as boss:
        data = ClientData(given_name="Omar", email="omar@clients.example")
        client = create_client(actor=boss, data=data)
        program = building.running(boss, client)
        set_client_state(actor=boss, client=client, state=ClientState.ACTIVE)
        look_again(actor=boss, client_id=client.pk)
    return _ids_of(house, client, program) | ids_of_booked(house, client)


def _theirs(house: House) -> Ids:
    with acting(house.boss) as boss:
        client = create_client(actor=boss, data=ClientData(given_name="Nora"))
    world = build_world(house, client)
    return {name: str(value) for name, value in world.ids.items() if isinstance(value, UUID)}


def _ids_of(house: House, client: Client, program: HomeProgram) -> Ids:
    with acting(house.boss) as boss:
        plan = ReminderPlan.objects.visible_to(boss).get(home_program=program)
        logged = log_practice(
            actor=boss,
            home_program_id=program.pk,
            data=LogData(done=True),
            source=LogSource.API,
            client_key=uuid4(),
        )
        movement = building.movement(boss)
        told = answer_measure(
            actor=boss,
            client_id=client.pk,
            data=AnswerData(
                instrument=NPRS_NOW.code,
                version=NPRS_NOW.version,
                rater=Rater.CLIENT,
                stage=Stage.SESSION_START,
                asked_on=today_in(ZONE),
                answers=[(NPRS_NOW.items[0].code, 3)],
            ),
            way=Way(mode=Mode.IN_PERSON, entered_by_id=boss.membership_id),
        )
        felt = SensationData(region=REGION, clarity="unclear")
        report = report_sensation(actor=boss, client_id=client.pk, data=felt)
    return {
        "client_id": str(client.pk),
        "home_program_id": str(program.pk),
        "log_id": str(logged.log.pk),
        "plan_id": str(plan.pk),
        "movement_id": str(movement.pk),
        "response_id": str(told.pk),
        "report_id": str(report.pk),
        "assigned_to_id": str(house.owner.pk),
    }


def _digest(house: House) -> str:
    with transaction.atomic():
        return digest_of([house.practice.pk])


def _open_to(headers: dict[str, str], operations: list[Operation], wanted: int) -> list[str]:
    """The operations that answer anything but this status."""
    found = []
    for operation in operations:
        path = operation.path.replace("{", "").replace("}", "")
        for name in operation.path_parameters:
            path = path.replace(name.name, str(uuid4()))
        answer = Browser(headers=headers).generic(
            operation.method.upper(), path, "{}", content_type="application/json"
        )
        if answer.status_code != wanted:
            found.append(operation.label)
    return found
