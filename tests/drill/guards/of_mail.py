"""Guards on the way of a mail: once, wanted, in time."""

from tests.drill.guards.guard import Guard

DECIDED = "tests/practice/outbox/test_what_is_decided_at_sending.py"
ONE_SENDER = "tests/practice/outbox/test_one_sender_a_mail.py"
ENDS = "tests/practice/outbox/test_every_end_has_its_class.py"
ABOUT = f"{DECIDED}::test_what_it_is_about_is_looked_at_again"
STOPS = "tests/practice/outbox/test_a_stop_wins_until_the_354.py"
NOT_BEGUN = f"{STOPS}::test_what_was_decided_and_not_begun_does_not_leave"
CLOCK = "tests/practice/outbox/test_hours_and_nights_by_a_set_clock.py"
BAD = "tests/practice/outbox/test_bad_input_ends_alone.py"
PERSON = f"{DECIDED}::test_the_person_is_looked_at_again"

GUARDS = (
    Guard(
        name="one message an occasion",
        sql=(
            "ALTER TABLE practice_message DROP CONSTRAINT one_message_an_occasion;"
            " ALTER TABLE practice_message ADD CONSTRAINT one_message_an_occasion UNIQUE"
            " (practice_id, kind, person_id, subject_id, local_date, slot, channel, id)"
        ),
        tests=(f"{DECIDED}::test_an_occasion_has_one_message",),
    ),
    Guard(
        name="one sender a mail",
        file="practice/outbox/sending/claims.py",
        text="_WAITS = \"m.state IN ('planned', 'retry')",
        instead="_WAITS = \"m.state IN ('planned', 'retry', 'claimed')",
        tests=(f"{ONE_SENDER}::test_what_is_claimed_is_nobody_elses",),
    ),
    Guard(
        name="a lost claim does not begin the body",
        file="practice/outbox/sending/settling.py",
        text="AND attempt = %(attempt)s AND state = 'claimed'\n  RETURNING id)",
        instead="AND attempt >= %(attempt)s RETURNING id)",
        tests=(f"{ONE_SENDER}::test_a_lost_claim_may_neither_send_nor_settle",),
    ),
    Guard(
        name="a lost claim does not say how it ended",
        file="practice/outbox/sending/settling.py",
        text=" AND m.attempt = claims.attempt\n    AND m.state = 'claimed' RETURNING m.id)",
        instead=" RETURNING m.id)",
        tests=(f"{ONE_SENDER}::test_a_lost_claim_may_neither_send_nor_settle",),
    ),
    Guard(
        name="the 354 is committed before the body",
        file="practice/outbox/sending/post.py",
        text="            if not before_body():\n",
        instead="            if False:\n",
        tests=(f"{ENDS}::test_an_accepted_mail_is_sent_with_its_headers",),
    ),
    Guard(
        name="what died after the 354 is unknown, not sent again",
        file="practice/outbox/sending/sweeping.py",
        text="    if not begun:\n",
        instead="    if True:\n",
        tests=(f"{ONE_SENDER}::test_a_claim_that_died_after_data_is_unknown",),
    ),
    Guard(
        name="an unknown reminder is held",
        file="practice/outbox/rules.py",
        text="    if kind in RESEND_WHEN_UNKNOWN and attempt < 2:\n",
        instead="    if attempt < 2:\n",
        tests=(f"{ENDS}::test_no_answer_after_the_dot_is_unknown",),
    ),
    Guard(
        name="nothing leaves after its time",
        file="practice/outbox/sending/deciding.py",
        text="    if message.expires_at and message.expires_at <= now():\n",
        instead="    if False:\n",
        tests=(f"{DECIDED}::test_what_expired_is_settled_and_stays",),
    ),
    Guard(
        name="three mails a day",
        file="practice/outbox/sending/deciding.py",
        text="    if known.sent[_day(message)] >= DAILY_CAP:\n",
        instead="    if False:\n",
        tests=(f"{DECIDED}::test_a_person_gets_three_mails_a_day",),
    ),
    Guard(
        name="secrets are wiped",
        file="practice/outbox/sending/settling.py",
        text="secret = CASE WHEN %(over)s THEN '' ELSE m.secret END",
        instead="secret = m.secret",
        tests=(f"{DECIDED}::test_a_secret_is_wiped_when_its_mail_is_over",),
    ),
    Guard(
        name="an opt-out is looked at when a mail leaves",
        file="sessions/reminders/judging.py",
        text="        (client.mail_stopped_at is not None, Why.OFF),\n",
        tests=(PERSON,),
    ),
    Guard(
        name="a plan that was turned off reminds nobody",
        file="sessions/reminders/judging.py",
        text="        (plan.state != PlanState.ON, Why.OFF),\n",
        tests=(ABOUT,),
    ),
    Guard(
        name="a program that does not run reminds nobody",
        file="sessions/reminders/judging.py",
        text="        (program.state != HomeProgramState.ACTIVE, Why.RESTS),\n",
        tests=(ABOUT,),
    ),
    Guard(
        name="an archived client is not reminded",
        file="sessions/reminders/judging.py",
        text="        (client.state == ClientState.ARCHIVED, Why.ARCHIVED),\n",
        tests=(PERSON,),
    ),
    Guard(
        name="who practised today is not reminded",
        file="sessions/reminders/judging.py",
        text="        (logs > place_in_day(slot, plan.home_program.times), Why.LOGGED),\n",
        tests=(f"{DECIDED}::test_as_many_as_answered_today_are_left_out",),
    ),
    Guard(
        name="only they turn reminders on that they turned off",
        file="clients/records/services/clients.py",
        text="    if not stopped and not actor.in_portal:\n",
        instead="    if False:\n",
        tests=("tests/sessions/reminders/test_an_opt_out_wins_every_race.py",),
    ),
    Guard(
        name="looking at the unsubscribe page changes nothing",
        file="clients/mail_wishes/stopping.py",
        text='    done = request.method == "POST"\n',
        instead="    done = True\n",
        tests=("tests/sessions/reminders/test_one_click_turns_reminders_off.py",),
    ),
    Guard(
        name="a stop takes a mail from its sender",
        file="practice/outbox/services.py",
        text="""        kind__in=[kind] if isinstance(kind, str) else kind,
    )
    return _cancel(rows.filter(_NOT_BEGUN | Q(state__in=MAY_BE_CANCELLED)), reason)
""",
        instead="""        kind__in=[kind] if isinstance(kind, str) else kind,
    )
    return _cancel(rows.filter(state__in=MAY_BE_CANCELLED), reason)
""",
        tests=(NOT_BEGUN,),
    ),
    Guard(
        name="a new address is the one that is written to",
        file="clients/records/services/clients.py",
        text="        decide_again(actor=actor, person_id=current.pk)\n",
        tests=(NOT_BEGUN,),
    ),
    Guard(
        name="what is begun is not cancelled",
        file="practice/outbox/services.py",
        text='_NOT_BEGUN = Q(state=State.CLAIMED, message_id="")',
        instead="_NOT_BEGUN = Q(state=State.CLAIMED)",
        tests=(f"{STOPS}::test_what_is_begun_is_on_its_way",),
    ),
    Guard(
        name="a zone that is gone stops nobody else",
        file="practice/core/zones.py",
        text="        return value if value is None else known_zone(value)\n",
        instead="        return value\n",
        tests=(f"{BAD}::test_a_zone_that_is_gone_fails_by_name_and_stops_nobody",),
    ),
    Guard(
        name="a claim of a clock that went back is swept",
        file="practice/outbox/sending/claims.py",
        text="(lease_until <= %s OR lease_until > %s)",
        instead="(lease_until <= %s AND lease_until IS DISTINCT FROM %s)",
        tests=(f"{BAD}::test_what_a_dead_sender_held_is_found_after_the_clock_went_back",),
    ),
    Guard(
        name="what was too late is not sent when the mail server is back",
        file="practice/outbox/sending/deciding.py",
        text="    if message.expires_at and message.expires_at <= now():\n",
        instead="    if False:\n",
        tests=(f"{CLOCK}::test_what_outlasts_its_day_is_said_and_the_rest_leaves_once",),
    ),
    Guard(
        name="what a mail server that is away did not take waits",
        file="practice/outbox/sending/run.py",
        text="Verdict(state=State.RETRY, reason=reason, ",
        instead="Verdict(state=State.SENT, reason=reason, ",
        tests=(f"{CLOCK}::test_what_outlasts_its_day_is_said_and_the_rest_leaves_once",),
    ),
    Guard(
        name="a time that a night skips is the first minute after",
        file="sessions/reminders/rules.py",
        text="    return _end_of_gap(meant, zone)\n",
        instead="    return first\n",
        tests=(f"{CLOCK}::test_each_comes_once_at_its_minute_while_clocks_change",),
    ),
    Guard(
        name="a time that a night repeats is its first",
        file="sessions/reminders/rules.py",
        text="    first = meant.replace(tzinfo=zone).astimezone(UTC)\n",
        instead="    first = meant.replace(tzinfo=zone, fold=1).astimezone(UTC)\n",
        tests=(f"{CLOCK}::test_each_comes_once_at_its_minute_while_clocks_change",),
    ),
)
