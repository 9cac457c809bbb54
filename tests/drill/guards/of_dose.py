"""Guards of dose honesty: what cannot be told is not told, and nobody is named."""

from tests.drill.guards.guard import Guard

DOSE = "tests/sessions/progress/dose"
RANKS = f"{DOSE}/test_going_together_is_told_by_ranks.py"
ONE = f"{DOSE}/test_one_clients_weeks_are_compared.py"
ALL = f"{DOSE}/test_the_practice_compares_its_clients.py"
RULES = "sessions/progress/dose/rules.py"

GUARDS = (
    Guard(
        name="an interval that holds zero tells nothing of a dose",
        file=RULES,
        text="    if low <= 0 <= high:\n",
        instead="    if False:\n",
        tests=(f"{ONE}::test_an_interval_that_holds_zero_tells_nothing",),
    ),
    Guard(
        name="too few weeks tell nothing of a dose",
        file=RULES,
        text="    if n < least:\n",
        instead="    if n < 2:\n",
        tests=(f"{RANKS}::test_it_cannot_be_told",),
    ),
    Guard(
        name="weeks that resemble each other are worth fewer",
        file=RULES,
        text="    return n * (1 - alike) / (1 + alike) if alike > 0 else n\n",
        instead="    return n\n",
        tests=(f"{RANKS}::test_two_things_that_only_rise_with_time_cannot_be_told",),
    ),
    Guard(
        name="a week without a log is unknown, and not nought",
        file=RULES,
        text="sum(theirs) if theirs else None",
        instead="sum(theirs)",
        tests=(f"{ONE}::test_silence_is_left_out_and_told",),
    ),
    Guard(
        name="who never logs is missing, and not nought",
        file="sessions/progress/dose/across.py",
        text="if logged else LeftOut.NEVER_LOGGED",
        instead="if planned else LeftOut.NEVER_LOGGED",
        tests=(f"{ALL}::test_who_is_missing_is_told_with_why",),
    ),
    Guard(
        name="practice counts up to the last answer",
        file="sessions/progress/dose/across.py",
        text="Least(_until(one, changes), *_ENDS)",
        instead="Least(*_ENDS)",
        tests=(f"{ALL}::test_days_of_practice_are_counted_up_to_each_last_answer",),
    ),
    Guard(
        name="each compares the clients within reach",
        file="sessions/progress/dose/across.py",
        text='Episode.objects.visible_to(actor, "measure.read").order_by(',
        instead="Episode._base_manager.filter(practice_id=actor.practice_id).order_by(",
        tests=(f"{ALL}::test_each_sees_their_own_and_an_assistant_nothing",),
    ),
    Guard(
        name="a client's dose is read through the client's door",
        file="sessions/progress/dose/queries.py",
        text="    client = get_client(actor, client_id)\n",
        instead="    client = Client._base_manager.get(pk=client_id)\n",
        tests=(f"{ONE}::test_nobody_else_opens_it",),
    ),
)
