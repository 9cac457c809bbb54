"""Guards of the session note: what is said in it, what it takes to sign it, who is shown it."""

from tests.drill.guards.guard import Guard

NOTES = "tests/sessions/notes"
LINES = f"{NOTES}/test_lines_say_more.py"
CELLS = f"{NOTES}/test_cells_that_cannot_be.py"
SHARED = f"{NOTES}/test_parts_are_shared_with_the_client.py"
BY_SQL = f"{NOTES}/test_direct_sql_against_what_is_signed.py"
TONE = f"{NOTES}/test_tone_too_low_needs_a_decision.py"
_PART = (
    "DO $$ DECLARE each text[]; BEGIN FOREACH each SLICE 1 IN ARRAY ARRAY["
    "['assessmentcell', 'part'], ['techniqueapplication', 'part'], ['releaseevent', 'release'],"
    " ['finding', 'finding'], ['smafinding', 'finding']] LOOP"
    " EXECUTE format('CREATE OR REPLACE TRIGGER signed_%2$s BEFORE {verbs}"
    " ON care_sessions_%1$s FOR EACH ROW EXECUTE FUNCTION supple_signed_%2$s()',"
    " each[1], each[2]); END LOOP; END $$"
)

GUARDS = (
    Guard(
        name="nothing is added to a signed note",
        sql=_PART.format(verbs="UPDATE OR DELETE"),
        tests=(f"{BY_SQL}::test_no_part_comes_changes_goes_or_moves",),
    ),
    Guard(
        name="nothing is changed in a signed note",
        sql=_PART.format(verbs="INSERT OR DELETE"),
        tests=(f"{BY_SQL}::test_no_part_comes_changes_goes_or_moves",),
    ),
    Guard(
        name="nothing is taken out of a signed note",
        sql=_PART.format(verbs="INSERT OR UPDATE"),
        tests=(f"{BY_SQL}::test_no_part_comes_changes_goes_or_moves",),
    ),
    Guard(
        name="what was added to a note stays as it was written",
        sql="GRANT UPDATE, DELETE, TRUNCATE ON care_sessions_noteaddendum TO supple_app",
        tests=(f"{BY_SQL}::test_an_addendum_stays_as_it_was_written",),
    ),
    Guard(
        name="whoever does not write notes adds nothing to one",
        file="sessions/notes/services/sign.py",
        text='    actor.require("note.write")\n    require_present(',
        instead="    require_present(",
        tests=(f"{NOTES}/test_a_note_is_for_those_who_give_lessons.py",),
    ),
    Guard(
        name="what is added has its reason",
        file="sessions/notes/services/sign.py",
        text="    if not reason.strip():\n",
        instead="    if False:\n",
        tests=(f"{NOTES}/test_a_note_is_for_those_who_give_lessons.py",),
    ),
    Guard(
        name="hands-on work taken back closes its lines",
        file="sessions/notes/services/lines.py",
        text="    if before != after:\n",
        instead="    if False:\n",
        tests=(f"{LINES}::test_taken_back_in_the_lesson_it_closes_hands_on_lines",),
    ),
    Guard(
        name="how often is 1 to 99",
        file="sessions/notes/services/lines.py",
        text="    if times is not None and not REPETITIONS_MIN <= times <= REPETITIONS_MAX:\n",
        instead="    if False:\n",
        tests=(f"{LINES}::test_repetitions_out_of_range_are_refused_whoever_sends_them",),
    ),
    Guard(
        name="pain and effort are 0 to 10",
        file="sessions/evaluations/rules.py",
        text="            if number is not None and not 0 <= number <= PAIN_MAX:\n",
        instead="            if False:\n",
        tests=("tests/sessions/evaluations/test_a_cell_is_judged_by_its_place.py",),
    ),
    Guard(
        name="no cell off its scale is stored",
        sql="ALTER TABLE care_sessions_assessmentcell DROP CONSTRAINT cell_0_to_10",
        tests=(f"{CELLS}::test_the_database_refuses_it_too",),
    ),
    Guard(
        name="nothing that was seen is stored off its scale",
        sql="ALTER TABLE care_sessions_finding DROP CONSTRAINT finding_on_its_scale",
        tests=(
            f"{NOTES}/test_what_was_seen_is_tapped.py::test_the_database_refuses_what_cannot_be",
        ),
    ),
    Guard(
        name="a muscle group that was removed takes nothing new",
        file="sessions/notes/services/draft.py",
        text="        if one.muscle_group in known.retired:\n",
        instead="        if False:\n",
        tests=(f"{CELLS}::test_a_muscle_group_that_was_removed_takes_nothing_new",),
    ),
    Guard(
        name="a referral says to whom",
        file="sessions/notes/rules.py",
        text="[] if data.low_tone_to.strip() else [Lack.LOW_TO]",
        instead="[]",
        tests=(f"{TONE}::test_signing_waits_for_the_whole_decision",),
    ),
    Guard(
        name="a referral says when",
        file="sessions/notes/rules.py",
        text="found if data.low_tone_on else [*found, Lack.LOW_ON]",
        instead="found",
        tests=(f"{TONE}::test_signing_waits_for_the_whole_decision",),
    ),
    Guard(
        name="basic control says why",
        file="sessions/notes/rules.py",
        text="[] if data.low_tone_reason.strip() else [Lack.LOW_REASON]",
        instead="[]",
        tests=(f"{TONE}::test_signing_waits_for_the_whole_decision",),
    ),
    Guard(
        name="a release that rests on cells has one that improved",
        file="sessions/notes/rules.py",
        text="            found.append(Lack.EVIDENCE)\n",
        instead="            pass\n",
        tests=(f"{LINES}::test_a_release_that_rests_on_cells_needs_one_that_improved",),
    ),
    Guard(
        name="a megabyte is refused whole",
        file="sessions/notes/forms/texts.py",
        text="required=False, max_length=LONGEST, widget=area",
        instead="required=False, max_length=9 * LONGEST * LONGEST, widget=area",
        tests=(
            f"{NOTES}/test_a_megabyte_is_refused_whole.py::test_an_autosave_keeps_nothing_of_it",
        ),
    ),
    Guard(
        name="a client is shown the parts that were chosen",
        file="sessions/notes/visibility/queries.py",
        text=" for part in SharedPart if part.value in shared]",
        instead=" for part in SharedPart]",
        tests=(f"{SHARED}::test_a_part_is_shown_alone",),
    ),
    Guard(
        name="a client is shown what is signed",
        file="sessions/notes/visibility/queries.py",
        text="client_id=client_id, state=NoteState.SIGNED)",
        instead="client_id=client_id)",
        tests=(f"{SHARED}::test_before_it_is_signed_nothing_is_shown",),
    ),
)
