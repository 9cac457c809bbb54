"""Guards of a client's progress: who reads it, what is shut, and that nothing is made up."""

from tests.drill.guards.guard import Guard

COURSE = "sessions/progress/course"
PAGE = "tests/sessions/progress/test_a_clients_progress.py"
API = "tests/sessions/progress/test_a_program_reads_the_same_progress.py"
HOLDS = "tests/sessions/progress/test_how_long_it_holds_is_estimated_soundly.py"
COUNTED = "tests/sessions/progress/test_practice_is_counted_by_planned_days.py"
KEPT = "tests/sessions/progress/test_what_is_handed_over_holds_nothing_kept.py"
ALIKE = "tests/sessions/progress/test_only_what_is_alike_is_compared.py"
KEYS = "tests/sessions/progress/test_pictures_explain_themselves.py"
DRAWN = "tests/sessions/progress/test_nothing_is_drawn_through_what_is_missing.py"

GUARDS = (
    Guard(
        name="progress is for who reads notes",
        file=f"{COURSE}/views.py",
        text='@staff_page("note.read")\ndef client_progress(',
        instead='@staff_page("client.read")\ndef client_progress(',
        tests=(f"{PAGE}::test_who_reads_no_notes_reads_no_progress",),
    ),
    Guard(
        name="progress is handed over by who reads notes",
        file=f"{COURSE}/queries.py",
        text='    actor.require("note.read")\n    client = get_client(actor, client_id, '
        '"note.read")\n',
        instead="    client = get_client(actor, client_id)\n",
        tests=(f"{KEPT}::test_nobody_hands_over_what_they_may_not_read",),
    ),
    Guard(
        name="a program reads progress as whoever reads notes",
        file=f"{COURSE}/api.py",
        text='        self.actor.require("note.read")\n',
        instead="",
        tests=(f"{API}::test_who_reads_no_notes_reads_no_progress",),
    ),
    Guard(
        name="what an author keeps is no release in the progress",
        file=f"{COURSE}/reading.py",
        text="        AND (released.note_id IS NULL OR {OPEN})\n",
        instead="        AND (released.note_id IS NULL OR {OPEN} OR TRUE)\n",
        tests=(f"{PAGE}::test_what_an_author_keeps_is_in_no_matrix_and_no_release",),
    ),
    Guard(
        name="what an author keeps is in no matrix of the progress",
        file=f"{COURSE}/matrix.py",
        text="seen.client_id = clients_client.id AND {OPEN}\n",
        instead="seen.client_id = clients_client.id AND ({OPEN} OR TRUE)\n",
        tests=(f"{PAGE}::test_what_an_author_keeps_is_in_no_matrix_and_no_release",),
    ),
    Guard(
        name="no phase begins on a day that an author keeps",
        file=f"{COURSE}/given.py",
        text="        released = min(let_go, default=None)\n",
        instead="        released = episode.released_on\n",
        tests=(f"{KEPT}::test_no_phase_begins_on_a_day_that_an_author_keeps",),
    ),
    Guard(
        name="the progress shows no judgement that is shut",
        file=f"{COURSE}/reading.py",
        text="    rows = MeasureResponse.objects.visible_to(actor).filter(\n",
        instead="    rows = MeasureResponse._base_manager.filter(\n",
        tests=(f"{PAGE}::test_a_judgement_of_change_is_shut_until_both_are_in",),
    ),
    Guard(
        name="a withdrawn answer is in no progress",
        file=f"{COURSE}/reading.py",
        text="instrument__in=codes, withdrawn_at=None\n",
        instead="instrument__in=codes\n",
        tests=(f"{PAGE}::test_what_was_withdrawn_counts_nowhere",),
    ),
    Guard(
        name="a withdrawn report is in no progress",
        file=f"{COURSE}/reading.py",
        text="        AND felt.withdrawn_at IS NULL\n",
        instead="",
        tests=(f"{PAGE}::test_what_was_withdrawn_counts_nowhere",),
    ),
    Guard(
        name="a survival curve is of clients within reach",
        file=f"{COURSE}/retained.py",
        text="actor.membership_id if own else None",
        instead="None",
        tests=(f"{PAGE}::test_the_curve_is_of_clients_within_reach",),
    ),
    Guard(
        name="a survival curve takes enough of them",
        file=f"{COURSE}/retained.py",
        text="    if curve.n < ENOUGH:\n",
        instead="    if curve.n < 1:\n",
        tests=(f"{PAGE}::test_a_curve_of_the_practice_takes_enough_of_them",),
    ),
    Guard(
        name="no line is drawn through a time without answers",
        file=f"{COURSE}/drawing.py",
        text="            and (point.day - last.day).days <= GAP_DAYS\n",
        instead="",
        tests=(DRAWN, f"{PAGE}::test_a_time_without_answers_is_open"),
    ),
    Guard(
        name="no line of what is felt leads over a long gap",
        file=f"{COURSE}/felt.py",
        text="    return not between and (now - was).days <= GAP_DAYS\n",
        instead="    return not between\n",
        tests=(f"{KEYS}::test_no_line_of_what_is_felt_leads_over_a_long_gap",),
    ),
    Guard(
        name="a mean is of the same activities each time",
        file=f"{COURSE}/activities.py",
        text="        if same and len(answers) == len(same):\n",
        instead="        if answers:\n",
        tests=(f"{ALIKE}::test_a_mean_is_of_what_was_answered_first_and_last",),
    ),
    Guard(
        name="no line joins two versions or two courses of work",
        file=f"{COURSE}/drawing.py",
        text="            and (last.version, last.course) == (point.version, point.course)\n",
        instead="",
        tests=(f"{DRAWN}::test_a_gap_a_new_version_and_another_course_break_it",),
    ),
    Guard(
        name="who is censored leaves those at risk",
        file=f"{COURSE}/survival.py",
        text="        at_risk -= gone[day]\n",
        instead="        at_risk -= back[day]\n",
        tests=(f"{HOLDS}::test_the_published_example_comes_out",),
    ),
    Guard(
        name="a day that is not over is not missed",
        file=f"{COURSE}/adherence.py",
        text="    return days if today in logged else days - {today}\n",
        instead="    return days\n",
        tests=(f"{COUNTED}::test_today_counts_once_it_is_logged",),
    ),
)
