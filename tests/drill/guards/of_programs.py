"""Guards of home programs: the gate, the caps, what a decision leaves out, their days."""

from tests.drill.guards.guard import Guard

PROGRAMS = "tests/sessions/programs"
CHECKS = "sessions/programs/services/checks.py"
RULES = "sessions/programs/rules.py"
REASONS = f"{PROGRAMS}/test_a_program_asks_for_reasons.py"

GUARDS = (
    Guard(
        name="integrating waits for a release",
        file=CHECKS,
        text="integrate_locked(releases, item.unlock_reason):",
        instead="False and integrate_locked(releases, item.unlock_reason):",
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
        file=CHECKS,
        text="    if maintain_locked(grounds.habit, grounds.maintain_from, item.unlock_reason):\n",
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
        text="    if is_many(new, in_all) and not data.many_reason:\n",
        instead="    if False:\n",
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
        text="    if against and not item.against_reason:\n",
        instead="    if False:\n",
        tests=(REASONS,),
    ),
    Guard(
        name="a decision after the program is said on its page",
        file="sessions/programs/queries.py",
        text="    return [*left_out, *plain]\n",
        instead="    return plain\n",
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
        text="        revision=home_program.revision,\n",
        instead="",
        tests=("tests/sessions/practice_logs/test_a_log_keeps_its_revision.py",),
    ),
)
