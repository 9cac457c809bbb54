"""The mails of the last days: decided and settled as in real life, only that none leaves."""

from collections.abc import Mapping
from dataclasses import dataclass

from practice.core.actor import Actor, acting, system_actor
from practice.data.demo.people import Person, Post
from practice.data.demo.reminding import change_some, keep_some_daily, plan_unanswered
from practice.data.demo.scene import Scene
from practice.outbox.rules import BATCH, CROWD, Outcome, State
from practice.outbox.sending.claims import claim_due, release
from practice.outbox.sending.deciding import Ready, decide
from practice.outbox.sending.settling import Verdict, found_out, note_data, settle
from sessions.reminders.fading import UNANSWERED_MOST
from sessions.reminders.services import plan_due_reminders

DAYS = 4  # of reminders before today
TROUBLE_ON = {Post.REFUSED: 3, Post.UNANSWERED: 2, Post.HELD: 1}  # days ago


@dataclass(frozen=True)
class Answer:
    """What a mail server said, and what follows from it."""

    state: State
    outcome: Outcome
    code: int | None = None
    reason: str = ""


ANSWERS: Mapping[Post, Answer] = {
    Post.TAKEN: Answer(State.SENT, Outcome.ACCEPTED, 250),
    Post.REFUSED: Answer(
        State.FAILED, Outcome.REFUSED, 550, "550 5.1.1 There is no such mailbox here"
    ),
    Post.UNANSWERED: Answer(State.UNKNOWN, Outcome.UNKNOWN, None, "the mail server gave no answer"),
    Post.HELD: Answer(State.HELD, Outcome.NOT_SENT, None, CROWD),
}


def carry(actor: Actor, posts: Mapping[str, Post] | None = None) -> None:
    """Settle what is due now in this practice; `posts` says by address what was not taken."""
    claims = claim_due(BATCH)
    release(c for c in claims if c.practice_id != actor.practice_id)
    ours = [c for c in claims if c.practice_id == actor.practice_id]
    for ready in decide(ours) if ours else []:
        _settle(ready, ANSWERS[(posts or {}).get(ready.envelope.to, Post.TAKEN)])


def _settle(ready: Ready, answer: Answer) -> None:
    if answer.outcome in {Outcome.ACCEPTED, Outcome.UNKNOWN}:
        note_data(ready.claim, ready.envelope.message_id)
    verdict = Verdict(
        state=answer.state,
        outcome=answer.outcome,
        reason=answer.reason,
        message_id=ready.envelope.message_id,
        smtp_code=answer.code,
        detail=answer.reason.removeprefix(f"{answer.code} "),
    )
    settle(ready.claim.practice_id, [ready.claim], verdict)
    if answer.state is State.FAILED:
        found_out(ready.claim, ready.envelope.to, answer.reason.partition(" ")[2])


def remind(scene: Scene, people: tuple[Person, ...]) -> None:
    """A few mornings of reminders; then today's are planned by the worker, as every day."""
    actor = system_actor(scene.staff.owner.practice_id)
    for days_ago in range(DAYS + UNANSWERED_MOST, DAYS, -1):
        with scene.at(days_ago, 9):
            if plan_unanswered(scene, people):
                carry(actor)
    with scene.at(DAYS + 1, 20):
        keep_some_daily(scene, people)
    for days_ago in range(DAYS, 0, -1):
        posts = {p.email: p.post for p in people if TROUBLE_ON.get(p.post) == days_ago}
        with scene.at(days_ago, 9):
            _round(actor, posts)
    with scene.at(1, 20):
        change_some(scene, people)
    with scene.at(0, 0, 5):
        _round(actor, {})


def _round(actor: Actor, posts: Mapping[str, Post]) -> None:
    with acting(actor):
        plan_due_reminders(actor=actor)
    carry(actor, posts)
