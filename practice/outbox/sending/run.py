"""Send what is due: claim a batch, decide in chunks, deliver one by one, settle each at once."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import groupby
from time import monotonic
from uuid import UUID

from practice.core.clock import now
from practice.outbox.rules import (
    BATCH,
    CHUNK,
    MOST_REFUSALS,
    STILL_DECIDED,
    Outcome,
    State,
    retry_after,
    state_after_unknown,
)
from practice.outbox.sending.claims import Claim, claim_due, lease, release
from practice.outbox.sending.deciding import Ready, decide
from practice.outbox.sending.door import Door, open_door
from practice.outbox.sending.post import Result, ServerDown
from practice.outbox.sending.settling import Verdict, end_untried, found_out, note_data, settle
from practice.outbox.sending.sweeping import refusals

log = logging.getLogger(__name__)
Tally = Counter[str]


class _OutOfTime(Exception):
    """The task makes room, or the lease runs short; what is left is given back."""


def send_due(seconds: float, more: Callable[[], None] | None = None) -> Tally:
    """Send until nothing is due or the time is up; says how many ended how.

    `more` is called once, when so much is due that another sender would find work.
    """
    tally: Tally = Counter()
    stop_at = monotonic() + seconds
    pace = 0.0  # mails a second, of the last batch
    with open_door() as post:
        while (began := monotonic()) < stop_at and (claims := claim_due(BATCH, pace)):
            if more and len(claims) == BATCH:
                more()
                more = None
            left = _by_practice(claims)
            # Half the lease: a mail is never begun on a claim that a sweep may take meanwhile.
            batch_stops_at = min(stop_at, monotonic() + lease().total_seconds() / 2)
            try:
                while left:
                    _send_practice(left, post, batch_stops_at, tally)
            except ServerDown as error:
                log.warning("the mail server does not take mails: %s", error)
                _postpone([c for group in left for c in group], str(error))
                tally["server_down"] += 1
                break
            except _OutOfTime:
                end_untried(left[0])  # of the others none is decided, so none has an attempt
                release(c for group in left for c in group)
            pace = len(claims) / (monotonic() - began)
    return tally


def _by_practice(claims: Sequence[Claim]) -> list[list[Claim]]:
    groups: dict[UUID, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.practice_id, []).append(claim)
    return list(groups.values())


def _send_practice(left: list[list[Claim]], post: Door, stop_at: float, tally: Tally) -> None:
    """Send the first group's first chunk; `left` always says what has not been settled."""
    group = left[0]
    chunk = group[:CHUNK]
    decided_at = monotonic()
    ready = {r.claim: r for r in decide(chunk)}
    for place, claim in enumerate(chunk):
        if monotonic() > stop_at:
            raise _OutOfTime
        if place and monotonic() - decided_at > STILL_DECIDED:
            return
        if claim in ready:
            state = _send_one(ready[claim], post)
            tally[state.value] += 1
        else:
            tally["not_wanted"] += 1
        group.remove(claim)
    if not group:
        left.pop(0)


def _send_one(ready: Ready, post: Door) -> State:
    claim = ready.claim
    message_id = ready.envelope.message_id
    result = post.deliver(ready.envelope, lambda: note_data(claim, message_id))
    verdict = _verdict(ready, result)
    if not settle(claim.practice_id, [claim], verdict):
        log.warning("message %s was no longer ours", claim.id)
    elif result.bad_address:
        found_out(claim, ready.envelope.to, result.detail)
    return verdict.state


def _verdict(ready: Ready, result: Result) -> Verdict:
    state, wait = _next(ready, result)
    reason = ""
    if state is State.UNKNOWN:
        reason = "the mail server gave no answer"
    elif state is not State.SENT:
        reason = f"{result.code or ''} {result.detail}".strip()
    return Verdict(
        state=state,
        outcome=result.outcome,
        reason=reason,
        try_at=now() + wait if state is State.RETRY else None,
        message_id=ready.envelope.message_id,
        smtp_code=result.code,
        detail=result.detail,
        provider_id=result.provider_id,
    )


def _next(ready: Ready, result: Result) -> tuple[State, timedelta]:
    """Where the message goes, and how long it waits when it goes again."""
    attempt = ready.claim.attempt
    if result.outcome is Outcome.ACCEPTED:
        return State.SENT, timedelta(0)
    if result.outcome is Outcome.UNKNOWN:
        return state_after_unknown(ready.kind, attempt), timedelta(0)
    if result.permanent:
        return State.FAILED, timedelta(0)
    refused = result.outcome is Outcome.REFUSED
    if refused and attempt > MOST_REFUSALS and refusals(ready.claim) >= MOST_REFUSALS:
        return State.FAILED, timedelta(0)
    return State.RETRY, retry_after(attempt)


def _postpone(claims: Sequence[Claim], why: str) -> None:
    """The server takes nothing now: all of them wait, each as long as its attempts say."""

    def key(claim: Claim) -> tuple[str, int]:
        return str(claim.practice_id), claim.attempt

    reason = f"the mail server could not be reached ({why})"
    for (_practice, attempt), group in groupby(sorted(claims, key=key), key=key):
        same = list(group)
        try_at = now() + retry_after(attempt)
        verdict = Verdict(state=State.RETRY, reason=reason, try_at=try_at, detail=why)
        settle(same[0].practice_id, same, verdict)
