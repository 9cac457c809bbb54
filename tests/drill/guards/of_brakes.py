"""Guards on how fast mails leave, and what holds them."""

from tests.drill.guards.guard import Guard

TURNS = "tests/practice/outbox/test_nobody_waits_behind_anothers_mails.py"
CROWDS = "tests/practice/outbox/test_what_nobody_planned_is_held.py"
PUT_BACK = "tests/practice/outbox/test_a_database_put_back_sends_nothing.py"
STOPS = "tests/practice/outbox/test_a_stop_wins_until_the_354.py"
CLAIMS = "practice/outbox/sending/claims.py"
BRAKES = "practice/outbox/sending/brakes.py"

GUARDS = (
    Guard(
        name="a practice has so many mails a minute",
        file=CLAIMS,
        text="LIMIT least(floor(turns.tokens), (SELECT share FROM room))::int",
        instead="LIMIT (SELECT share FROM room)::int",
        tests=(f"{TURNS}::test_what_is_over_the_bucket_waits_untouched",),
    ),
    Guard(
        name="all practices together have so many mails a minute",
        file=CLAIMS,
        text="least(%(most)s - (SELECT count(*) FROM urgent), floor(house.tokens))::int",
        instead="(%(most)s - (SELECT count(*) FROM urgent))::int",
        tests=(f"{TURNS}::test_all_together_have_a_bucket_and_share_it",),
    ),
    Guard(
        name="who gave no mail for longest has the next turn",
        file=CLAIMS,
        text="ORDER BY gave_at NULLS FIRST, turn) AS turns",
        instead="ORDER BY practice_id) AS turns",
        tests=(f"{TURNS}::test_the_faster_mails_leave_the_more_one_gives_at_once",),
    ),
    Guard(
        name="what was given back has its tokens back",
        file=CLAIMS,
        text="SET tokens = b.tokens + n FROM unspent",
        instead="SET tokens = b.tokens FROM unspent",
        tests=(f"{TURNS}::test_what_is_given_back_has_its_tokens_back",),
    ),
    Guard(
        name="a clock that was set back stops no mail",
        file=CLAIMS,
        text=" OR {b}.filled_at > %(at)s + interval '1 minute'",
        tests=(f"{TURNS}::test_a_clock_set_back_stops_nobody",),
    ),
    Guard(
        name="what waits for its turn is not late",
        file="practice/outbox/queries.py",
        text=" & (put_off | Q(~Exists(turns)))",
        tests=(f"{TURNS}::test_who_waits_for_their_turn_is_not_late_and_it_is_said",),
    ),
    Guard(
        name="what nobody planned is held",
        file=BRAKES,
        text="c WHERE n > %(most)s AND n > %(most)s + (",
        instead="c WHERE false AND n > %(most)s + (",
        tests=(f"{CROWDS}::test_as_many_as_said_go",),
    ),
    Guard(
        name="a little too much in every practice is held",
        file=BRAKES,
        text="(%(whole)s OR practice_id = ANY (%(crowded)s))",
        instead="practice_id = ANY (%(crowded)s)",
        tests=(f"{CROWDS}::test_a_little_in_every_practice_is_much_in_all",),
    ),
    Guard(
        name="what was known long before was planned",
        file="practice/outbox/rules.py",
        text="    return due_at - known_at >= KNOWN_BEFORE\n",
        instead="    return False\n",
        tests=(f"{CROWDS}::test_two_thousand_that_were_planned_go",),
    ),
    Guard(
        name="what was planned goes on beside what is held",
        file=BRAKES,
        text="    AND NOT expected AND released_at IS NULL AND (%(whole)s",
        instead="    AND (%(whole)s",
        tests=(f"{CROWDS}::test_what_was_planned_goes_on_beside_what_is_held",),
    ),
    Guard(
        name="a database that was put back sends nothing",
        file=BRAKES,
        text="    elif mark != mark_now:\n",
        instead="    elif False:\n",
        tests=(f"{PUT_BACK}::test_nothing_but_what_is_waited_for_leaves",),
    ),
    Guard(
        name="what somebody let go alone is not held again",
        file=BRAKES,
        text=" AND (m.released_at IS NULL OR m.released_at < held.since)",
        tests=(f"{PUT_BACK}::test_one_alone_is_let_go",),
    ),
    Guard(
        name="what the operator holds only they let go",
        file="practice/outbox/holding.py",
        text="    if hold and hold.by_hand:\n",
        instead="    if False:\n",
        tests=(f"{PUT_BACK}::test_what_the_operator_holds_only_they_let_go",),
    ),
    Guard(
        name="a setting holds whatever stood before",
        file=BRAKES,
        text="SUPPLE_HOLD_MAIL and held_for != BY_SETTING:",
        instead="SUPPLE_HOLD_MAIL and not held_for:",
        tests=(f"{PUT_BACK}::test_a_setting_holds_where_a_restore_was_let_go_long_since",),
    ),
    Guard(
        name="who sees their own clients alone lets nobody else's mails go",
        file="practice/outbox/holding.py",
        text="    if not decides_for_all(actor):\n",
        instead='    if not actor.may("mail.write"):\n',
        tests=(f"{PUT_BACK}::test_who_sees_their_own_clients_alone_decides_for_nobody_else",),
    ),
    Guard(
        name="a hold takes from senders what is not begun",
        file="practice/outbox/operating.py",
        text="            take_back(actor=actor)\n",
        instead="            pass\n",
        tests=(f"{STOPS}::test_a_hold_takes_what_is_not_begun",),
    ),
    Guard(
        name="a sender that was called calls no other",
        file="practice/outbox/tasks.py",
        text="    send_due(BUDGET)\n",
        instead="    send_due(BUDGET, wake)\n",
        tests=(
            "tests/practice/outbox/test_one_sender_a_mail.py"
            "::test_a_sender_that_was_called_calls_no_other",
        ),
    ),
    Guard(
        name="figures are for a token alone",
        file="practice/outbox/measured.py",
        text="    if not constant_time_compare(",
        instead="    if False and not constant_time_compare(",
        tests=(
            "tests/practice/outbox/test_what_is_measured.py::test_another_token_is_told_nothing",
        ),
    ),
)
