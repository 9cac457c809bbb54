"""Guards of reasons: which can be given for a step, who gives them, and who reads them."""

from tests.drill.guards.guard import Guard

SAYS = "tests/sessions/appointments/test_a_move_and_a_no_show_say_why.py"
OVER = "tests/sessions/appointments/test_a_class_is_over_for_each.py"
STEPS = "sessions/appointments/services/steps.py"

GUARDS = (
    Guard(
        name="the database knows each reason",
        sql="ALTER TABLE care_sessions_appointmentchange DROP CONSTRAINT change_why_known",
        tests=(f"{SAYS}::test_the_database_knows_every_word_and_no_other",),
    ),
    Guard(
        name="each step has its own reasons",
        file=STEPS,
        text="    if not is_unsaid and why not in whys(verb, in_portal=actor.in_portal):\n",
        instead="    if False:\n",
        tests=(f"{SAYS}::test_each_step_has_its_own_words",),
    ),
    Guard(
        name="a client does not speak for the practice",
        file="sessions/appointments/rules.py",
        text=" if not (in_portal and why is Why.PRACTICE))",
        instead=")",
        tests=(f"{SAYS}::test_a_client_does_not_speak_for_the_practice",),
    ),
    Guard(
        name="why somebody was missed is said by the practice",
        file=STEPS,
        text='the newest holds."""\n    if actor.in_portal:\n',
        instead='the newest holds."""\n    if False:\n',
        tests=(f"{SAYS}::test_a_client_says_it_of_nobody",),
    ),
    Guard(
        name="who reads no stories reads no reasons",
        file="templates/sessions/appointments/trail.html",
        text="{% if may_read and step.why %}",
        instead="{% if step.why %}",
        tests=(f"{SAYS}::test_who_reads_no_stories_reads_no_reasons",),
    ),
    Guard(
        name="whoever came to a class that is over has had theirs",
        file=STEPS,
        text="        is_over = verb is Verb.ARRIVE and is_of_a_class_over(actor, appointment)\n",
        instead="        is_over = False\n",
        tests=(f"{OVER}::test_the_end_asks_of_whom_it_is_still_to_be_said",),
    ),
)
