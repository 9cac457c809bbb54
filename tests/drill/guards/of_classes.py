"""Guards of classes: no place twice, and what is done with one is done for all."""

from tests.drill.guards.guard import Guard

CLASS = "tests/sessions/appointments/test_a_class_has_places_and_a_list.py"
ALONE = "tests/sessions/appointments/test_a_client_comes_to_a_class.py"
BY_HAND = f"{CLASS}::test_the_database_holds_it_without_any_of_our_code"
CHANGING = "sessions/appointments/classes/changing.py"
UNDOING = "sessions/appointments/classes/undoing.py"
BACK = "tests/sessions/appointments/test_a_class_is_taken_back.py"

NEARBY = "tests/sessions/appointments/test_what_repeats_finds_time_nearby.py"

GUARDS = (
    Guard(
        name="a class is led to no time at which somebody on its list has something else",
        file=CHANGING,
        text="if not any(since < one.ends_at and one.starts_at < until for since, until in busy)",
        instead="",
        tests=(f"{NEARBY}::test_a_class_is_told_when_everybody_on_its_list_is_free",),
    ),
    Guard(
        name="a class in several weeks is led to no time that one of them has not",
        file="sessions/appointments/series/nearby.py",
        text="            found[-1] = 1 if not (whole and seen.is_impossible) else most + 1\n",
        instead="            found[-1] = 1\n",
        tests=(
            f"{NEARBY}::test_what_the_practice_may_break_in_a_week_keeps_no_time_from_being_named",
        ),
    ),
    Guard(
        name="the database gives no place twice",
        sql="ALTER TABLE care_sessions_appointment DROP CONSTRAINT class_has_a_place_for_each",
        tests=(
            BY_HAND,
            f"{CLASS}::test_the_database_refuses_the_last_place_to_who_read_it_free",
        ),
    ),
    Guard(
        name="places are counted",
        sql="DROP TRIGGER class_places ON care_sessions_appointment",
        tests=(f"{CLASS}::test_many_want_the_last_place",),
    ),
    Guard(
        name="a class is not moved to where somebody is already",
        file=CHANGING,
        text="    refuse_busy(actor, found, people, wanted.span)\n",
        instead="",
        tests=(f"{CLASS}::test_it_is_not_moved_to_where_somebody_is_already",),
    ),
    Guard(
        name="what was done with a class is taken back by who did it",
        file=UNDOING,
        text="if last is None or not took(actor, last):",
        instead="if last is None:",
        tests=(f"{CLASS}::test_what_was_cancelled_a_moment_ago_is_taken_back_for_all",),
    ),
    Guard(
        name="a class comes back to nobody who has something else by now",
        file=UNDOING,
        text="    with taking(actor), for_all():\n",
        instead="    with taking(actor):\n",
        tests=(f"{BACK}::test_where_somebody_has_something_else_by_now_all_stays",),
    ),
    Guard(
        name="of a weekly plan what was changed since stays",
        file=UNDOING,
        text="if one.appointment_id not in changed_since",
        instead="",
        tests=(f"{BACK}::test_a_week_that_was_changed_since_stays",),
    ),
    Guard(
        name="nobody plans a class that they would not reach",
        file="sessions/appointments/classes/services.py",
        text="if not may_plan_for(actor, practitioner_id):",
        instead="if False:",
        tests=(f"{BACK}::test_who_reaches_their_own_gives_it_to_nobody_else",),
    ),
    Guard(
        name="a client comes to a class within what its service says",
        file="sessions/appointments/classes/services.py",
        text="if actor.in_portal and not is_open(found):",
        instead="if False:",
        tests=(f"{ALONE}::test_the_service_says_when_a_client_comes",),
    ),
    Guard(
        name="a practitioner's calendar has a class once",
        file="sessions/calendar_feeds/queries.py",
        text="Appointment.objects.visible_to(actor) if actor.in_portal else taking_time(actor)",
        instead="Appointment.objects.visible_to(actor)",
        tests=(
            f"{ALONE}::test_calendars_have_the_class_for_who_gives_it_and_a_place_for_who_comes",
        ),
    ),
    Guard(
        name="a class is of no client, and of the same as nobody",
        file="sessions/appointments/services/taking.py",
        text="wanted.client_id is not None and one.client_id",
        instead="one.client_id",
        tests=(f"{CLASS}::test_a_lesson_of_somebody_else_elsewhere_is_not_in_its_way",),
    ),
    Guard(
        name="a place stays with its class",
        file="sessions/appointments/services/moving.py",
        text="        if appointment.group_class_id is not None:\n",
        instead="        if False:\n",
        tests=(f"{CLASS}::test_a_place_is_moved_with_its_class_alone",),
    ),
)
