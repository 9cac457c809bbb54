"""Guards of offers: nobody is asked or booked twice, woken, or offered what is not free."""

from tests.drill.guards.guard import Guard

FREED = "tests/sessions/waitlist/test_freed_time_is_offered.py"
ANSWERED = "tests/sessions/waitlist/test_an_offer_is_answered.py"
AT_ONCE = "tests/sessions/waitlist/test_two_at_once.py"
BY_HAND = "tests/sessions/waitlist/test_the_practice_offers.py"
QUERIES = "sessions/waitlist/offers/queries.py"
OFFERING = "sessions/waitlist/offers/services/offering.py"
ANSWERING = "sessions/waitlist/offers/services/answering.py"

GUARDS = (
    Guard(
        name="nothing is offered while the step can be taken back",
        file=QUERIES,
        text="FREES_TIME, undone_at=None, at__lte=at - UNDO, at__gt=at - LOOK_BACK",
        instead="FREES_TIME, at__gt=at - LOOK_BACK",
        tests=(f"{FREED}::test_nothing_is_offered_while_the_step_can_be_taken_back",),
    ),
    Guard(
        name="an offer is of what the portal would let a client book",
        file=QUERIES,
        text="    asking = as_client(actor, wish.client)\n    whose",
        instead="    asking = actor\n    whose",
        tests=(f"{FREED}::test_what_a_client_could_not_book_is_not_offered",),
    ),
    Guard(
        name="one after the other, where the practice does not offer to all",
        file=OFFERING,
        text="    if freed.is_offered:\n        return 0\n",
        instead="",
        tests=(f"{FREED}::test_the_first_in_order_whom_it_suits_has_one_offer_and_one_mail",),
    ),
    Guard(
        name="who gave the time up is not asked",
        file=QUERIES,
        text="    rows = rows.exclude(client=freed.step.appointment.client_id)\n",
        instead="",
        tests=(f"{FREED}::test_who_gave_it_up_is_not_asked",),
    ),
    Guard(
        name="nobody is mailed at night",
        file=OFFERING,
        text="due_at=awake_from(offer.made_at, client.timezone),",
        instead="due_at=offer.made_at,",
        tests=(f"{FREED}::test_by_night_the_mail_and_the_time_wait",),
    ),
    Guard(
        name="an offer stands no longer than a client may book",
        file=OFFERING,
        text="    latest = starts_at - timedelta(hours=service.lead_hours)\n",
        instead="    latest = starts_at\n",
        tests=(f"{FREED}::test_an_offer_ends_before_no_client_books_it_any_more",),
    ),
    Guard(
        name="who turned these mails off gets none",
        file="sessions/waitlist/offers/emails.py",
        text="    if not wants_mail(actor, client.pk, MailKind.OFFER):\n        return []\n",
        instead="",
        tests=(f"{FREED}::test_no_mail_goes_to_who_wants_none_and_the_practice_calls",),
    ),
    Guard(
        name="what a wish was offered is taken back when it ends",
        file="sessions/waitlist/services.py",
        text="    offers.filter(state=OfferState.OFFERED).update(",
        instead="    offers.none().update(",
        tests=(f"{FREED}::test_taken_off_the_list_an_offer_is_taken_back",),
    ),
    Guard(
        name="an offer whose time is over books nothing",
        file=ANSWERING,
        text="    if offer.until <= now():\n",
        instead="    if False:\n",
        tests=(f"{ANSWERED}::test_too_late",),
    ),
    Guard(
        name="the practice answers an offer by a client's rules",
        file=ANSWERING,
        text="    if not is_free(actor, offer):\n",
        instead="    if False:\n",
        tests=(f"{ANSWERED}::test_the_practice_books_no_more_than_a_client_could",),
    ),
    Guard(
        name="an offer is settled once",
        file=ANSWERING,
        text="    if not offer.is_open:\n",
        instead="    if False:\n",
        tests=(f"{ANSWERED}::test_declined_the_next_time_is_told_again",),
    ),
    Guard(
        name="looking at an offer's link changes nothing",
        file="sessions/waitlist/offers/portal.py",
        text='    if opened is None or request.method != "POST":\n',
        instead="    if opened is not None and opened.is_theirs and not _why(opened):\n"
        "        take_offer(actor=opened.actor, offer_id=opened.offer.pk)\n"
        '    if opened is None or request.method != "POST":\n',
        tests=(f"{ANSWERED}::test_looking_changes_nothing_and_names_nobody",),
    ),
    Guard(
        name="of two workers one offers",
        sql="ALTER TABLE care_sessions_freedtime DROP CONSTRAINT one_freed_time_a_step",
        tests=(f"{AT_ONCE}::test_two_workers_offer_once",),
    ),
    Guard(
        name="by hand nothing is offered that is not free",
        file="sessions/waitlist/offers/services/by_hand.py",
        text="    if not is_free(actor, offer):\n",
        instead="    if False:\n",
        tests=(f"{BY_HAND}::test_what_is_refused_by_hand",),
    ),
    Guard(
        name="nobody has two offers before them, past our code too",
        sql="DROP INDEX one_open_offer_a_wish",
        tests=(f"{FREED}::test_the_database_keeps_one_open_offer_a_wish_and_one_a_freed_time",),
    ),
    Guard(
        name="by hand somebody with an offer of another wish is not asked",
        file="sessions/waitlist/offers/services/by_hand.py",
        text="    if is_asked(actor, wish.client_id) or not keep(actor, offer):\n",
        instead="    if not keep(actor, offer):\n",
        tests=(f"{BY_HAND}::test_by_hand_nobody_has_two_offers_before_them",),
    ),
    Guard(
        name="the worker holds whom it asks, whichever wish it is for",
        file=QUERIES,
        text='of=("self", "client"), no_key=True, skip_locked=True',
        instead='of=("self",), no_key=True, skip_locked=True',
        tests=(f"{AT_ONCE}::test_by_hand_and_by_the_worker_somebody_is_asked_once",),
    ),
    Guard(
        name="what the practice cannot keep is offered to nobody",
        file=QUERIES,
        text="rows.exclude(why=Why.PRACTICE).filter(~Exists(known))",
        instead="rows.filter(~Exists(known))",
        tests=(f"{FREED}::test_what_the_practice_cannot_keep_is_offered_to_nobody",),
    ),
    Guard(
        name="what is filled for a moment stays to be offered",
        file=OFFERING,
        text=" and not may_be_free_again(actor, freed, at):",
        instead=":",
        tests=(f"{FREED}::test_what_is_filled_for_a_moment_is_offered_once_it_is_free_again",),
    ),
)
