"""Whose hours they are, that two do not overwrite each other, and what is free."""

from tests.drill.guards.guard import Guard

WHOSE = "sessions/hours/whose.py"
WORKING = "sessions/hours/services/working.py"
QUERIES = "sessions/hours/queries.py"
PAGES = "tests/sessions/hours/test_the_week_is_kept.py"
SERVICES = "tests/sessions/hours/test_services_are_offered.py"
OPEN = "tests/sessions/hours/test_open_hours_are_what_was_said.py"
APART = "tests/sessions/hours/test_hours_do_not_overlap.py"
WHY = "tests/sessions/appointments/test_a_day_says_why_there_are_no_hours.py"
SHOWN = "tests/sessions/appointments/test_what_is_shown_can_be_booked.py"

GUARDS = (
    Guard(
        name="hours are one's own, or everybody's for who keeps the schedule",
        file=WHOSE,
        text="    if not may_change(actor, practitioner_id):\n",
        instead="    if False:\n",
        tests=(f"{PAGES}::test_the_service_refuses_as_the_page_does",),
    ),
    Guard(
        name="a day of another's is not there",
        file=WHOSE,
        text=' or not may_change(actor, row.practitioner_id):\n        raise Http404("day',
        instead=':\n        raise Http404("day',
        tests=(f"{PAGES}::test_a_day_is_closed_and_opened_again",),
    ),
    Guard(
        name="time off of another's is not there",
        file=WHOSE,
        text=' or not may_change(actor, row.practitioner_id):\n        raise Http404("time',
        instead=':\n        raise Http404("time',
        tests=(f"{PAGES}::test_time_off_is_kept_as_it_was_meant",),
    ),
    Guard(
        name="a week that somebody changed meanwhile is not overwritten",
        file=WORKING,
        text="    if mark != mark_of(stored):\n",
        instead="    if False:\n",
        tests=(f"{PAGES}::test_two_who_change_one_week_are_told",),
    ),
    Guard(
        name="a time that a spring night skips is refused",
        file=WORKING,
        text="    if at is not None and instant_of(day, at, zone) is None:\n",
        instead="    if False:\n",
        tests=(f"{PAGES}::test_a_day_that_cannot_be_is_said",),
    ),
    Guard(
        name="a service that somebody changed meanwhile is not overwritten",
        file="sessions/hours/services/offering.py",
        text="    if service.version != version:\n",
        instead="    if False:\n",
        tests=(f"{SERVICES}::test_two_who_edit_are_told",),
    ),
    Guard(
        name="who left and a retired place have no hours",
        file="sessions/hours/kept.py",
        text="    WHERE place.retired_at IS NULL\n",
        instead="    WHERE TRUE\n",
        tests=(f"{OPEN}::test_nobody_works_who_left_or_at_a_place_that_is_retired",),
    ),
    Guard(
        name="a client is offered nothing too soon and nothing too far ahead",
        file=QUERIES,
        text="    if by_client:\n",
        instead="    if False:\n",
        tests=(f"{OPEN}::test_a_client_is_offered_what_the_service_allows",),
    ),
    Guard(
        name="room that somebody has is never all hidden from clients",
        file="sessions/hours/rules.py",
        text="        kept += [one for one in starts if not (one - begins) % pace] or starts[:1]\n",
        instead="        kept += [one for one in starts if not (one - begins) % pace]\n",
        tests=(f"{SHOWN}::test_room_between_lessons_is_shown_though_no_half_hour_fits",),
    ),
    Guard(
        name="what clients are not shown they do not book",
        file=QUERIES,
        text="    fitting = partial(offered_slots, since=earliest) if by_client else slots\n",
        instead="    fitting = slots\n",
        tests=(f"{SHOWN}::test_hours_off_the_half_hour_are_shown_and_booked",),
    ),
    Guard(
        name="what was offered stands when more gets free",
        file="sessions/appointments/services/booking.py",
        text="        was_offered=data.was_offered,\n",
        instead="",
        tests=(f"{SHOWN}::test_what_was_offered_is_kept_when_more_gets_free",),
    ),
    Guard(
        name="only what was shown to them a client takes out of the middle",
        file="sessions/appointments/shown.py",
        text="    whose = actor.practice_id, actor.client_id, service_id, practitioner_id\n",
        instead="    whose = (service_id, practitioner_id)\n",
        tests=(f"{SHOWN}::test_what_a_page_showed_is_booked_though_more_got_free_since",),
    ),
    Guard(
        name="what was shown is had for a day and no longer",
        file="sessions/appointments/shown.py",
        text=", max_age=SHOWN_FOR",
        instead="",
        tests=(f"{SHOWN}::test_what_a_page_showed_is_booked_though_more_got_free_since",),
    ),
    Guard(
        name="what was shown is just that, to the minute",
        file="sessions/appointments/asking.py",
        text="    return at if is_on_a_minute(at) else None\n",
        instead="    return at\n",
        tests=(f"{SHOWN}::test_what_a_page_showed_is_booked_though_more_got_free_since",),
    ),
    Guard(
        name="what was shown is had only while somebody works",
        file="sessions/hours/rules.py",
        text="    return [start] if is_open and is_free else []\n",
        instead="    return [start] if is_free else []\n",
        tests=(f"{SHOWN}::test_what_was_shown_is_not_had_once_it_is_taken_or_nobody_works",),
    ),
    Guard(
        name="a holiday closes the week",
        file=QUERIES,
        text="            if day not in closed[row.place_id] and of_day not in replaced:\n",
        instead="            if of_day not in replaced:\n",
        tests=(f"{OPEN}::test_public_holidays_close_where_the_practice_says_so",),
    ),
    Guard(
        name="nobody works twice at once, week by week",
        sql="ALTER TABLE care_sessions_weeklyhours DROP CONSTRAINT weekly_hours_apart",
        tests=(f"{APART}::test_weekly_hours_overlap_nowhere",),
    ),
    Guard(
        name="nobody works twice at once on a day",
        sql="ALTER TABLE care_sessions_dayhours DROP CONSTRAINT day_hours_apart",
        tests=(f"{APART}::test_a_day_is_open_or_closed_at_a_place",),
    ),
    Guard(
        name="why somebody is away is read by who works here alone",
        file="sessions/hours/why.py",
        text='{"tells": actor.membership_id is not None}',
        instead='{"tells": True}',
        tests=(f"{WHY}::test_who_is_no_colleague_learns_no_reason",),
    ),
    Guard(
        name="who is away for something private is away and no more",
        file="sessions/hours/why.py",
        text='"" if row.name in _NOT_TOLD else row.name',
        instead="row.name",
        tests=(f"{WHY}::test_time_off_is_named_as_far_as_it_may_be",),
    ),
    Guard(
        name="a holiday of one region closes nobody's day in another",
        file="sessions/appointments/queries/calendar.py",
        text="if all(note in one for one in each)]",
        instead="]",
        tests=(f"{WHY}::test_holidays_of_two_regions_are_named_in_their_columns",),
    ),
)
