"""Guards of home programs: the gate, the caps, what a decision leaves out, their days."""

from tests.drill.guards.guard import Guard

PROGRAMS = "tests/sessions/programs"
CHECKS = "sessions/programs/services/checks.py"
RULES = "sessions/programs/rules.py"
RUNNING = "sessions/programs/running.py"
BEGINS = f"{PROGRAMS}/test_a_program_begins_on_its_first_day.py"
ALONE = f"{PROGRAMS}/test_programs_end_one_by_one.py"
DAYS = f"{PROGRAMS}/test_a_program_keeps_its_days.py"
REASONS = f"{PROGRAMS}/test_a_program_asks_for_reasons.py"
AGAIN = f"{PROGRAMS}/test_a_program_is_judged_again_before_it_runs.py"
GIVEN_FOR = f"{PROGRAMS}/test_a_reason_answers_what_it_was_given_for.py"
GATE = f"{PROGRAMS}/test_nothing_goes_around_the_gate.py"

GUARDS = (
    Guard(
        name="integrating waits for a release",
        file=RULES,
        text="    return [] if is_released else [Lock.RELEASE_TO_INTEGRATE]\n",
        instead="    return []\n",
        tests=(
            f"{PROGRAMS}/test_integrate_is_locked_until_release.py",
            f"{PROGRAMS}/test_integrate_waits_for_a_release.py",
        ),
    ),
    Guard(
        name="a stale change of a program overwrites nothing",
        file="sessions/programs/services/keeping.py",
        text="written = rows.filter(version=version).update(**values)",
        instead="written = rows.update(**values)",
        tests=(f"{PROGRAMS}/test_a_program_is_built_on_its_page.py",),
    ),
    Guard(
        name="maintaining waits for a habit",
        file=RULES,
        text="Lock.HABIT_TO_MAINTAIN: not is_automatic}",
        instead="Lock.HABIT_TO_MAINTAIN: False}",
        tests=(REASONS,),
    ),
    Guard(
        name="maintaining waits for a release",
        file=RULES,
        text="{Lock.RELEASE_TO_MAINTAIN: not is_released,",
        instead="{Lock.RELEASE_TO_MAINTAIN: False,",
        tests=(GATE,),
    ),
    Guard(
        name="the habit of another course of work opens nothing",
        file="sessions/programs/grounds.py",
        text="        AND response.episode_id = %s AND response.instrument",
        instead="        AND %s::uuid IS NOT NULL AND response.instrument",
        tests=(GATE,),
    ),
    Guard(
        name="what frees nothing goes through the gate in any phase",
        file=RULES,
        text="(phase is Phase.FREE and only)\n",
        instead="False\n",
        tests=(GATE,),
    ),
    Guard(
        name="what was planned is judged again before it runs",
        file="sessions/programs/services/moving.py",
        text="        check_stored(home_program, items_of(actor, home_program), grounds)\n",
        instead="        pass\n",
        tests=(AGAIN,),
    ),
    Guard(
        name="a program begins within a year",
        file=RULES,
        text="    if starts_on and starts_on > today + STARTS_WITHIN and starts_on != stood[0]:\n",
        instead="    if False:\n",
        tests=(REASONS,),
    ),
    Guard(
        name="the last answers say whether it is a habit",
        file="sessions/programs/grounds.py",
        text="ORDER BY response.answered_on DESC, response.id DESC LIMIT 1",
        instead="ORDER BY response.answered_on, response.id LIMIT 1",
        tests=(REASONS,),
    ),
    Guard(
        name="many movements want a reason",
        file=CHECKS,
        text="    if is_many(new, len(movements)) and not serves(",
        instead="    if False and not serves(",
        tests=(REASONS,),
    ),
    Guard(
        name="at most three new ones without a reason",
        file=RULES,
        text="    return new > NEW_SOFT_CAP or in_all > TOTAL_SOFT_CAP\n",
        instead="    return in_all > TOTAL_SOFT_CAP\n",
        tests=(REASONS,),
    ),
    Guard(
        name="at most four in all without a reason",
        file=RULES,
        text="    return new > NEW_SOFT_CAP or in_all > TOTAL_SOFT_CAP\n",
        instead="    return new > NEW_SOFT_CAP\n",
        tests=(REASONS,),
    ),
    Guard(
        name="what a decision leaves out wants a reason",
        file=CHECKS,
        text="    if against:\n",
        instead="    if False:\n",
        tests=(REASONS,),
    ),
    Guard(
        name="a reason answers what it was given for",
        file=RULES,
        text="if not reason.strip() or one.value not in answers]",
        instead="if not reason.strip()]",
        tests=(GIVEN_FOR,),
    ),
    Guard(
        name="a reason that stood answers nothing that is asked since",
        file="sessions/programs/services/reasons.py",
        text="    if stood:\n",
        instead="    if False:\n",
        tests=(GIVEN_FOR,),
    ),
    Guard(
        name="a reason for so many is none for more",
        file=RULES,
        text="    return bool(reason.strip()) and in_all <= given_for\n",
        instead="    return bool(reason.strip())\n",
        tests=(GIVEN_FOR,),
    ),
    Guard(
        name="a decision after the program is said on its page",
        file="sessions/programs/cautions.py",
        text="    told = [*unreasoned, *plain]\n",
        instead="    told = plain\n",
        tests=(REASONS,),
    ),
    Guard(
        name="a retired movement comes nowhere new",
        file=CHECKS,
        text="    if what and what.retired_at and what.pk not in standing:\n",
        instead="    if False:\n",
        tests=(REASONS,),
    ),
    Guard(
        name="a movement is given on the sides it has",
        file="sessions/programs/services/data.py",
        text="    if item.side and item.side not in GIVEN_ON[movement.sides]:\n",
        instead="    if False:\n",
        tests=(REASONS,),
    ),
    Guard(
        name="a program begins today or later",
        file=RULES,
        text="    if starts_on and starts_on < today and starts_on != stood[0]:\n",
        instead="    if False:\n",
        tests=(REASONS,),
    ),
    Guard(
        name="a program ends after its start",
        file=RULES,
        text="    if starts_on and ends_on and ends_on < starts_on:\n",
        instead="    if False:\n",
        tests=(REASONS,),
    ),
    Guard(
        name="a log keeps the revision of its time",
        file="sessions/practice_logs/services.py",
        text="        revision=_practised(home_program, revision),\n",
        instead="",
        tests=("tests/sessions/practice_logs/test_a_log_keeps_its_revision.py",),
    ),
    Guard(
        name="a log is of a revision that there has been",
        file="sessions/practice_logs/services.py",
        text="    if not 1 <= revision <= home_program.revision:\n",
        instead="    if False:\n",
        tests=("tests/sessions/practice_logs/test_a_log_keeps_its_revision.py",),
    ),
    Guard(
        name="a changed log keeps what was practised then",
        file="sessions/practice_logs/portal.py",
        text="practised_at(actor, log.home_program, log.revision, kept())",
        instead="practised_at(actor, log.home_program, log.home_program.revision)",
        tests=("tests/sessions/practice_logs/test_a_log_keeps_its_revision.py",),
    ),
    Guard(
        name="a program ends when its last day is over where they live",
        file=RUNNING,
        text="ends_on__lt=client_today())",
        instead='ends_on__gt="1900-01-01")',
        tests=(DAYS,),
    ),
    Guard(
        name="what is over is listed as ended before anybody ends it",
        file=RUNNING,
        text="    return rows.filter(~is_over(), state=state)\n",
        instead="    return rows.filter(state=state)\n",
        tests=("tests/api/test_programs_that_are_over_have_ended.py",),
    ),
    Guard(
        name="before its first day a program integrates nothing",
        file=RUNNING,
        text=".exclude(started_on__gt=client_today())",
        instead="",
        tests=(BEGINS,),
    ),
    Guard(
        name="what was ended before its first day never began",
        file=RUNNING,
        text='    return came.exclude(ended_on__lt=F("started_on"))\n',
        instead="    return came\n",
        tests=(BEGINS,),
    ),
    Guard(
        name="what they have not begun is not known to them",
        file="sessions/programs/grounds.py",
        text="        AND program.started_on <= (%s AT TIME ZONE clients_client.timezone)::date\n",
        instead="        AND program.started_on IS NOT NULL AND %s::timestamptz IS NOT NULL\n",
        tests=(BEGINS,),
    ),
    Guard(
        name="of a faulty program nothing is half done",
        file="sessions/programs/services/moving.py",
        text="            with transaction.atomic():\n                work(home_program)\n",
        instead="            if True:\n                work(home_program)\n",
        tests=(ALONE,),
    ),
    Guard(
        name="the others end where one program is faulty",
        file="sessions/programs/services/moving.py",
        text="        except Exception:\n",
        instead="        except ArithmeticError:\n",
        tests=(ALONE,),
    ),
    Guard(
        name="what is over is read as ended before anybody ends it",
        file="sessions/programs/queries.py",
        text="        home_program.state = HomeProgramState.ENDED.value\n",
        instead="        pass\n",
        tests=(DAYS,),
    ),
    Guard(
        name="what is over does not start again",
        file="sessions/programs/services/moving.py",
        text="    if to is HomeProgramState.ACTIVE and over:\n",
        instead="    if False:\n",
        tests=(DAYS,),
    ),
    Guard(
        name="reminders end with the last day",
        file="sessions/reminders/occasions.py",
        text="        if not has_passed(program.ends_on, one.local_date)\n",
        instead="        if True\n",
        tests=(DAYS,),
    ),
    Guard(
        name="reminders begin on the first day",
        file="sessions/programs/services/moving.py",
        text="first_day(max(today, home_program.starts_on or today), today)",
        instead="first_day(today, today)",
        tests=(DAYS,),
    ),
    Guard(
        name="a release is given as many days as the practice says",
        file="practice/dashboard/queries.py",
        text="        released_on__lte=ExpressionWrapper(Value(today) - given, DateField()),\n",
        instead="        released_on__isnull=False,\n",
        tests=("tests/practice/dashboard/test_only_what_is_practised_integrates.py",),
    ),
    Guard(
        name="only what runs integrates",
        file="practice/dashboard/queries.py",
        text="        integrates=False,\n        released_on__lte",
        instead="        released_on__lte",
        tests=("tests/practice/dashboard/test_only_what_is_practised_integrates.py",),
    ),
)
