"""Guards of flares: the practice is told, and it alone lets a program go on."""

from tests.drill.guards.guard import Guard

FLARES = "tests/sessions/flares"
TOLD = f"{FLARES}/test_the_practice_is_told_at_once.py"
GOES_ON = f"{FLARES}/test_only_the_practice_lets_it_go_on.py"

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
        text="        *_flares(actor, today.flares),\n",
        instead="",
        tests=(GOES_ON,),
    ),
    Guard(
        name="nobody settles a flare in the portal",
        sql="DROP POLICY settled_by_practice ON care_sessions_flare",
        tests=(GOES_ON,),
    ),
)
