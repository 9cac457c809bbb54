"""Guards of reminders: nights, pauses, fading, and what the client alone decides."""

from tests.drill.guards.guard import Guard

NIGHTS = "tests/sessions/reminders/test_nights_and_pauses_are_kept.py"
STEPS = "tests/sessions/reminders/test_steps_are_taken_and_told.py"
FEWER = "tests/sessions/reminders/test_reminders_grow_fewer.py"
TRIED = "tests/sessions/reminders/test_one_is_sent_as_a_test.py"
AHEAD = "tests/sessions/reminders/test_what_would_be_sent.py"
QUESTION = "tests/sessions/reminders/test_the_question_arrives_and_is_answered.py"
JUDGED = "sessions/reminders/judging.py"
STEPPED = "sessions/reminders/services/stepping.py"

GUARDS = (
    Guard(
        name="no reminder in quiet hours",
        file=JUDGED,
        text="        (plan.quiet.holds(local), Why.QUIET),\n",
        tests=(NIGHTS,),
    ),
    Guard(
        name="no reminder in a pause",
        file=JUDGED,
        text="        (plan.paused_until is not None and day < plan.paused_until, Why.PAUSED),\n",
        tests=(NIGHTS,),
    ),
    Guard(
        name="a late mail does not leave in the night",
        file="sessions/reminders/rules.py",
        text="    return begins if quiet.are_kept and instant < begins < ends else ends\n",
        instead="    return ends\n",
        tests=(NIGHTS,),
    ),
    Guard(
        name="a time in quiet hours is refused",
        file="sessions/reminders/services/changing.py",
        text="        if quiet.holds(at) and at not in stored:\n",
        instead="        if False:\n",
        tests=(NIGHTS,),
    ),
    Guard(
        name="three tests a day",
        file="sessions/reminders/services/trying.py",
        text="    if sent >= TESTS_A_DAY:\n",
        instead="    if False:\n",
        tests=(TRIED,),
    ),
    Guard(
        name="a stage leaves days out",
        file=JUDGED,
        text="        (not _stage_reminds(plan, day, slot), Why.FADING),\n",
        tests=(STEPS,),
    ),
    Guard(
        name="who keeps a stage keeps it",
        file="sessions/reminders/fading.py",
        text="    if frozen or known.since is None or known.since > known.today:\n",
        instead="    if known.since is None or known.since > known.today:\n",
        tests=(FEWER,),
    ),
    Guard(
        name="who never logs has no lapse",
        file="sessions/reminders/fading.py",
        text="    if not known.practised or known.today in known.practised:\n",
        instead="    if known.today in known.practised:\n",
        tests=(FEWER,),
    ),
    Guard(
        name="ten without an answer are the last",
        file=STEPPED,
        text="        plan.state, plan.stopped_at, plan.asked_at = PlanState.OFF, at, at\n",
        instead="        plan.stopped_at, plan.asked_at = at, at\n",
        tests=(STEPS,),
    ),
    Guard(
        name="how often is the client's to change",
        file=STEPPED,
        text="    if not actor.in_portal:\n",
        instead="    if False:\n",
        tests=(STEPS,),
    ),
    Guard(
        name="looking at the question answers nothing",
        file="sessions/reminders/views.py",
        text='    if request.method == "POST" and request.POST.get("answer") in {"yes", "no"}:\n',
        instead="    if True:\n",
        tests=(STEPS,),
    ),
    Guard(
        name="the question's link ends with the links of earlier mails",
        file="sessions/reminders/views.py",
        text="    if ended is not None and made_at(token) <= ended:\n",
        instead="    if False:\n",
        tests=(QUESTION,),
    ),
    Guard(
        name="no question in quiet hours",
        file=JUDGED,
        text="    return Why.QUIET if plan.quiet.holds(local) else None\n",
        instead="    return None\n",
        tests=(QUESTION,),
    ),
    Guard(
        name="a question that was answered does not go",
        file=JUDGED,
        text="    if plan.asked_at is None:\n        return Why.ANSWERED\n",
        tests=(STEPS,),
    ),
    Guard(
        name="what would be sent says that an address takes no mail",
        file="sessions/reminders/ahead.py",
        text="one.why or brakes.mute or enough",
        instead="one.why or enough",
        tests=(f"{AHEAD}::test_an_address_that_takes_no_mail_is_said",),
    ),
    Guard(
        name="what would be sent counts the mails of a day",
        file="sessions/reminders/ahead.py",
        text="one.why or brakes.mute or enough",
        instead="one.why or brakes.mute",
        tests=(f"{AHEAD}::test_the_fourth_of_a_day_to_come_is_kept_back_too",),
    ),
)
