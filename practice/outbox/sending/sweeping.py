"""What dead senders left behind: judged by whether the 354 was committed."""

from collections import Counter
from itertools import groupby

from django.db.models import Q

from practice.core.actor import Actor, acting, system_actor
from practice.core.clock import now
from practice.outbox.models import DeliveryAttempt, Message
from practice.outbox.rules import Outcome, State, retry_after_crash, state_after_unknown
from practice.outbox.sending.claims import Claim, farthest_lease, lost_claims
from practice.outbox.sending.settling import Verdict, settle

MOST = 500


def sweep() -> Counter[str]:
    """Settle claims whose lease ran out; says how many went where."""
    tally: Counter[str] = Counter()
    lost = sorted(lost_claims(MOST), key=lambda claim: str(claim.practice_id))
    for practice_id, group in groupby(lost, key=lambda claim: claim.practice_id):
        with acting(system_actor(practice_id)) as actor:
            tally += _sweep_practice(actor, list(group))
    return tally


def _sweep_practice(actor: Actor, lost: list[Claim]) -> Counter[str]:
    # Locked and read again: a slow sender may have renewed its lease at its 354 just now.
    held = Message.objects.visible_to(actor).select_for_update(skip_locked=True, of=("self",))
    held = held.filter(pk__in=[c.id for c in lost], state=State.CLAIMED)
    held = held.filter(Q(lease_until__lte=now()) | Q(lease_until__gt=farthest_lease()))
    messages = list(held)
    tried = DeliveryAttempt.objects.visible_to(actor).filter(
        message_id__in=[m.pk for m in messages], data_at__isnull=False
    )
    begun = set(tried.values_list("message_id", "number"))
    tally: Counter[str] = Counter()
    for message in messages:
        verdict = _verdict(message, begun=(message.pk, message.attempt) in begun)
        claim = Claim(message.pk, message.practice_id, message.attempt)
        settle(message.practice_id, [claim], verdict)
        tally[verdict.state.value] += 1
    return tally


def _verdict(message: Message, *, begun: bool) -> Verdict:
    if not begun:
        try_at = now() + retry_after_crash(message.attempt)
        return Verdict(state=State.RETRY, try_at=try_at, detail="the sender died")
    state = state_after_unknown(message.kind, message.attempt)
    return Verdict(
        state=state,
        outcome=Outcome.UNKNOWN,
        reason="the sender died while handing it over",
        try_at=now() if state is State.RETRY else None,
        detail="the sender died",
    )


def refusals(claim: Claim) -> int:
    """How often the server refused this message until now."""
    with acting(system_actor(claim.practice_id)) as actor:
        tried = DeliveryAttempt.objects.visible_to(actor).filter(message_id=claim.id)
        return tried.filter(outcome=Outcome.REFUSED).count()
