"""Guards of flares, check-ins and what is felt: told at once, kept once, never changed."""

from tests.drill.guards.guard import Guard

FLARES = "tests/sessions/flares"
TOLD = f"{FLARES}/test_the_practice_is_told_at_once.py"
GOES_ON = f"{FLARES}/test_only_the_practice_lets_it_go_on.py"
WEEK = "tests/sessions/check_ins/test_a_week_is_told_in_a_minute.py"
WITHDRAWN = "tests/clients/sensing/test_what_is_felt_can_be_withdrawn.py"
FELT = "tests/clients/sensing/test_what_is_felt_is_kept_beside.py"

GUARDS = (
    Guard(
        name="a flare waits for no cap and no pause of the mail",
        file="practice/outbox/rules.py",
        text='{"safety_answer", "program_paused"}',
        instead='{"safety_answer"}',
        tests=(TOLD,),
    ),
    Guard(
        name="a flare is told to the practice",
        file="sessions/flares/services.py",
        text="        _tell(actor, flare)\n",
        instead="",
        tests=(TOLD,),
    ),
    Guard(
        name="a flare that was talked over is mailed to nobody",
        file="sessions/flares/emails.py",
        text="flare.settled_at or ",
        instead="",
        tests=(TOLD,),
    ),
    Guard(
        name="a flare that was talked over does not pause again",
        file="sessions/practice_logs/services.py",
        text="    paused = is_more and _pause_if_flare(",
        instead="    paused = _pause_if_flare(",
        tests=(GOES_ON,),
    ),
    Guard(
        name="a flare comes first on Today",
        file="practice/dashboard/needs.py",
        text="    NeedKind.FLARE: _flares,\n",
        instead="",
        tests=(GOES_ON,),
    ),
    Guard(
        name="nobody settles a flare in the portal",
        sql="DROP POLICY settled_by_practice ON care_sessions_flare",
        tests=(GOES_ON,),
    ),
    Guard(
        name="a check-in that is too much pauses the program",
        file="sessions/check_ins/services.py",
        text="    flared = is_flare(data.soreness_hours, data.worse)\n",
        instead="    flared = False\n",
        tests=(WEEK,),
    ),
    Guard(
        name="a check-in is the client's own word",
        file="sessions/check_ins/services.py",
        text="    if not actor.in_portal:\n",
        instead="    if False:\n",
        tests=(WEEK,),
    ),
    Guard(
        name="activities of a check-in count together",
        file="sessions/check_ins/forms.py",
        text="            if given and not self.errors:\n",
        instead="            if False:\n",
        tests=(WEEK,),
    ),
    Guard(
        name="what was felt is never changed",
        sql="GRANT UPDATE, DELETE ON clients_sensationreport TO supple_app",
        tests=(FELT,),
    ),
    Guard(
        name="what cannot be felt has no number",
        file="clients/sensing/services.py",
        text="    if is_absent and data.felt is not None:\n",
        instead="    if False:\n",
        tests=(FELT,),
    ),
    Guard(
        name="what was felt is withdrawn by who said it",
        file="clients/sensing/services.py",
        text="    if not is_own(actor, report):\n",
        instead="    if False:\n",
        tests=(WITHDRAWN,),
    ),
    Guard(
        name="what was withdrawn is not shown in the portal",
        file="clients/sensing/queries.py",
        text="(actor.practice_id, code, not actor.in_portal)",
        instead="(actor.practice_id, code, True)",
        tests=(WITHDRAWN,),
    ),
    Guard(
        name="soreness is asked for a week after a practice",
        file="sessions/check_ins/rules.py",
        text="    return has_program or practised\n",
        instead="    return has_program\n",
        tests=(WEEK,),
    ),
)
