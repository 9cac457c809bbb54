"""Guards of booked time: nobody twice, nothing lost, and others' time without their names."""

from tests.drill.guards.guard import Guard

TIME = "tests/sessions/appointments/test_time_is_booked_once.py"
TWO = "tests/sessions/appointments/test_two_presses_book.py"
DAYS = "tests/sessions/appointments/test_days_between_lessons_are_suggested.py"
WAITING = "tests/sessions/waitlist/test_somebody_waits.py"
MOVED = "tests/sessions/appointments/test_several_of_a_series_are_moved.py"
SERIES = "tests/sessions/appointments/test_a_series_is_booked_whole_or_not.py"
MANY = "tests/sessions/appointments/test_many_want_one_time.py"
REMINDED = "tests/sessions/appointments/test_a_client_is_reminded.py"
STEPS = "tests/sessions/appointments/test_what_becomes_of_booked_time.py"
RIGHT = "tests/sessions/appointments/test_a_wrong_press_is_put_right.py"

GUARDS = (
    *(
        Guard(
            name=f"the database lets nobody be twice: {name}",
            sql=f"ALTER TABLE care_sessions_appointment DROP CONSTRAINT {name}",
            tests=(f"{TIME}::test_the_database_holds_it_without_any_of_our_code",),
        )
        for name in ("one_lesson_a_practitioner", "one_lesson_a_client", "one_lesson_a_place")
    ),
    Guard(
        name="nobody is here before the day of their lesson",
        file="sessions/appointments/services/steps.py",
        text="        if not is_time_for(verb, appointment.starts_at, appointment.zone, now()):\n",
        instead="        if False:\n",
        tests=(f"{RIGHT}::test_nobody_is_here_before_its_day",),
    ),
    Guard(
        name="who was missed comes back to time that is still theirs alone",
        file="sessions/appointments/services/standing.py",
        text="    if before in set(LIVE):  # it has its time, or gives it back\n",
        instead="    if True:\n",
        tests=(f"{RIGHT}::test_who_was_missed_does_not_come_where_somebody_else_is",),
    ),
    Guard(
        name="what is put right keeps its reason",
        file="sessions/appointments/services/righting.py",
        text="        if not words:\n",
        instead="        if False:\n",
        tests=(f"{RIGHT}::test_the_reason_is_said_whoever_asks",),
    ),
    Guard(
        name="a client puts nothing right",
        file="sessions/appointments/services/righting.py",
        text="    if actor.in_portal:\n",
        instead="    if False:\n",
        tests=(f"{RIGHT}::test_a_client_puts_nothing_right",),
    ),
    Guard(
        name="a late cancellation that is let pass frees no time twice",
        file="sessions/waitlist/offers/queries.py",
        text="    rows = rows.exclude(from_state=AppointmentState.LATE_CANCELLED.value)\n",
        instead="",
        tests=(f"{RIGHT}::test_who_cancelled_late_is_let_off",),
    ),
    Guard(
        name="whoever confirmed another time has not confirmed this one",
        file="sessions/appointments/services/moving.py",
        text='        "state": AppointmentState.BOOKED.value,\n',
        instead="",
        tests=(f"{STEPS}::test_whoever_confirmed_another_time_has_not_confirmed_this_one",),
    ),
    Guard(
        name="whose note was begun was here",
        file="sessions/appointments/services/steps.py",
        text="    if verb in NOT_WITH_A_NOTE and found.session_id is not None:\n",
        instead="    if False:\n",
        tests=(f"{RIGHT}::test_whose_note_was_begun_was_here",),
    ),
    Guard(
        name="the database deletes no appointment",
        sql="GRANT DELETE ON care_sessions_appointment TO supple_app",
        tests=(f"{TIME}::test_nothing_is_deleted",),
    ),
    Guard(
        name="a client books what is offered alone",
        file="sessions/appointments/services/taking.py",
        text="        if not is_offered(actor, wanted):\n",
        instead="        if False:\n",
        tests=(f"{TIME}::test_a_client_books_what_is_offered_and_nothing_else",),
    ),
    Guard(
        name="a calendar is for a client within reach alone",
        file="sessions/appointments/queries/spacing.py",
        text="    rows: Any = Client.objects.visible_to(actor).filter(pk=client_id)\n",
        instead="    rows: Any = Client._base_manager.filter(pk=client_id)\n",
        tests=(f"{TWO}::test_nobody_is_chosen_who_is_out_of_reach",),
    ),
    Guard(
        name="a note that its author keeps suggests no days",
        file="sessions/appointments/queries/spacing.py",
        text="WHERE note.practice_id = released.practice_id AND note.author_only\n",
        instead="WHERE note.practice_id = released.practice_id AND false\n",
        tests=(f"{DAYS}::test_a_note_that_its_author_keeps_tells_nothing",),
    ),
    Guard(
        name="a holiday is told as one",
        file="sessions/appointments/queries/offers.py",
        text="    is_holiday = not there and day in kept.days(day, day)\n",
        instead="    is_holiday = False\n",
        tests=(f"{TWO}::test_a_holiday_is_told_as_one",),
    ),
    Guard(
        name="rules are broken knowingly alone",
        file="sessions/appointments/services/taking.py",
        text="    if not set(broken) <= set(read):\n",
        instead="    if False:\n",
        tests=(f"{TIME}::test_the_practice_is_warned_and_may_do_it_all_the_same",),
    ),
    Guard(
        name="whoever lost a time holds nobody while they look for another",
        file="sessions/appointments/services/taking.py",
        text="        with _UndoneAlone():\n            yield\n",
        instead="        yield\n",
        tests=(f"{MANY}::test_whoever_lost_it_holds_nobody_while_they_look",),
    ),
    Guard(
        name="of one practitioner the same time is booked one after the other",
        file="sessions/appointments/services/holding.py",
        text="        FROM generate_series(%(first)s::bigint, %(last)s::bigint) quarter\n",
        instead="        FROM generate_series(1, 0) quarter\n",
        tests=(f"{MANY}::test_only_who_touches_the_same_time_waits",),
    ),
    Guard(
        name="a booking keeps who gives it from leaving meanwhile",
        file="sessions/appointments/services/holding.py",
        text="    FOR SHARE OF member\n",
        instead="",
        tests=(f"{MANY}::test_what_takes_more_waits_for_every_booking",),
    ),
    Guard(
        name="nobody books for somebody who is archived",
        file="sessions/appointments/services/holding.py",
        text="    if state == ClientState.ARCHIVED:\n",
        instead="    if False:\n",
        tests=(f"{STEPS}::test_an_archived_record_is_booked_and_moved_no_more",),
    ),
    Guard(
        name="a booking that is sent twice is booked once",
        file="sessions/appointments/services/holding.py",
        text="    if key is not None and claimed is None:\n",
        instead="    if False:\n",
        tests=(f"{TIME}::test_pressed_twice_is_one_booking",),
    ),
    Guard(
        name="a booking that is sent again is done, though it would be refused by now",
        file="sessions/appointments/services/booking.py",
        text="            refuse_booked(actor, key)\n",
        instead="",
        tests=(f"{TIME}::test_sent_again_it_is_done_whatever_would_be_refused_by_now",),
    ),
    Guard(
        name="a neighbour that was moved meanwhile is not squeezed",
        file="sessions/appointments/services/taking.py",
        text="            starts_at=one.span.starts_at,\n            ends_at=one.span.ends_at,\n",
        instead="",
        tests=(f"{TIME}::test_a_neighbour_that_moved_away_meanwhile_stays_as_it_is",),
    ),
    Guard(
        name="late is decided by what was shown at booking",
        file="sessions/appointments/services/steps.py",
        text='    hours = appointment.policy["cancellation_hours"]\n',
        instead="    hours = appointment.service.cancellation_hours\n",
        tests=(f"{STEPS}::test_late_is_what_was_shown_at_booking",),
    ),
    Guard(
        name="a step is taken back within its minutes alone",
        file="sessions/appointments/services/undoing.py",
        text="    if not may_undo(step.at, now()):",
        instead="    if False:",
        tests=(f"{STEPS}::test_after_three_minutes_it_stays",),
    ),
    Guard(
        name="only who did it takes it back",
        file="sessions/appointments/services/undoing.py",
        text="    if step is None or not took(actor, step):\n",
        instead="    if step is None:\n",
        tests=(f"{STEPS}::test_nobody_takes_back_what_somebody_else_did",),
    ),
    Guard(
        name="a client moves nothing within the hours shown",
        file="sessions/appointments/services/moving.py",
        text="    if actor.in_portal and is_late(",
        instead="    if False and is_late(",
        tests=(f"{STEPS}::test_a_client_moves_it_within_the_policy_alone",),
    ),
    Guard(
        name="a day of a series that passed is never booked",
        file="sessions/appointments/series/services.py",
        text="one.is_impossible or one.day not in anyway",
        instead="one.day not in anyway",
        tests=(f"{SERIES}::test_what_passed_is_not_booked_though_it_is_wanted",),
    ),
    Guard(
        name="one of a series is never moved into a day that passed",
        file="sessions/appointments/series/moves.py",
        text="(not move.seen.is_impossible and move.day in anyway)",
        instead="move.day in anyway",
        tests=(f"{MOVED}::test_none_goes_into_a_day_that_passed_though_it_is_wanted",),
    ),
    Guard(
        name="several of a series are not moved before what is in the way was read",
        file="sessions/appointments/series/moving.py",
        text="if any(one.goes and not may_go(one, anyway) for one in moves):",
        instead="if False:",
        tests=(f"{MOVED}::test_outside_the_hours_only_once_it_is_ticked",),
    ),
    Guard(
        name="a lesson that is done is not cancelled with its series",
        file="sessions/appointments/series/queries.py",
        text="state__in=[state.value for state in AHEAD], starts_at__gt=now()",
        instead="starts_at__gt=datetime(2000, 1, 1, tzinfo=ZoneInfo('UTC'))",
        tests=(f"{SERIES}::test_done_ones_never_change_and_a_late_one_is_late",),
    ),
    Guard(
        name="a series is not cancelled before the one that was pressed",
        file="sessions/appointments/series/queries.py",
        text="rows = rows.filter(series_day__gte=found.series_day)",
        instead="pass",
        tests=(f"{SERIES}::test_following_ones_are_cancelled_and_what_was_before_stays",),
    ),
    Guard(
        name="who booked otherwise waits until that can be taken back no more",
        file="sessions/waitlist/queries.py",
        text="booked_at__lte=at - UNDO,",
        instead="booked_at__lte=at,",
        tests=(f"{WAITING}::test_who_books_otherwise_is_taken_off_once_it_stays",),
    ),
    Guard(
        name="who waits for something sooner is not taken off by a later lesson",
        file="sessions/waitlist/queries.py",
        text='starts_at__lt=OuterRef("sooner_than"),',
        instead="",
        tests=(f"{WAITING}::test_who_has_one_waits_for_something_sooner",),
    ),
    Guard(
        name="nobody waits twice for one service",
        file="sessions/waitlist/services.py",
        text="if has_open(actor, client.pk, service.pk):",
        instead="if False:",
        tests=(f"{WAITING}::test_one_open_wish_a_client_and_service",),
    ),
    *(
        Guard(
            name=f"no reminder of an appointment {words}",
            file="sessions/appointments/reminding.py",
            text=text,
            instead=instead,
            tests=(f"{REMINDED}::{test}",),
        )
        for words, text, instead, test in (
            (
                "that was cancelled",
                "if found.state not in set(LIVE):",
                "if False:",
                "test_what_is_cancelled_reminds_nobody_and_again_once_that_is_taken_back",
            ),
            (
                "where it stood before it was moved",
                'if message.slot.partition(" ")[2] != stamp(found.starts_at):',
                "if False:",
                "test_what_was_moved_reminds_where_it_stands",
            ),
            (
                "to who wants none",
                "if not wants_mail(actor, found.client.pk, MailKind.APPOINTMENT):",
                "if False:",
                "test_who_wants_none_has_none_and_may_change_their_mind",
            ),
        )
    ),
    Guard(
        name="reminders wait on for who changes their mind",
        file="clients/mail_wishes/rules.py",
        text="WAIT_ON = frozenset({MailKind.APPOINTMENT})",
        instead="WAIT_ON: frozenset[MailKind] = frozenset()",
        tests=(f"{REMINDED}::test_who_wants_none_has_none_and_may_change_their_mind",),
    ),
    Guard(
        name="no reminder of an hour that has passed",
        file="sessions/appointments/services/telling.py",
        text="    hours = [h for h in hours if begins - timedelta(hours=h) > stays_at]\n",
        instead="",
        tests=(f"{REMINDED}::test_an_hour_that_has_passed_reminds_nobody",),
    ),
)
