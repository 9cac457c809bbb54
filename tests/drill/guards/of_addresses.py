"""Guards of addresses that take no mail, and of what a provider may say of them."""

from tests.drill.guards.guard import Guard

NONE = "tests/practice/outbox/addresses/test_an_address_that_is_none_gets_no_more_mail.py"
TOLD = "tests/practice/outbox/addresses/test_a_provider_tells_of_what_came_back.py"
ENDS = "tests/practice/outbox/test_a_provider_ends_like_a_server.py"

GUARDS = (
    Guard(
        name="mails to an address that is none do not leave",
        file="practice/outbox/sending/deciding.py",
        text="    if why is not None and message.kind not in WAITED_FOR:\n",
        instead="    if False:\n",
        tests=(f"{NONE}::test_the_next_mail_does_not_leave_and_says_why",),
    ),
    Guard(
        name="what a person waits for goes to any address",
        file="practice/outbox/sending/deciding.py",
        text="    if why is not None and message.kind not in WAITED_FOR:\n",
        instead="    if why is not None:\n",
        tests=(f"{NONE}::test_what_a_person_waits_for_goes_all_the_same",),
    ),
    Guard(
        name="only words about the address end it",
        file="practice/outbox/addresses/rules.py",
        text=" and _OF_THE_ADDRESS.match(words.lstrip()) is not None\n",
        instead="\n",
        tests=(f"{NONE}::test_another_refusal_marks_nobody",),
    ),
    Guard(
        name="a provider's word needs the secret",
        file="practice/outbox/addresses/portal.py",
        text="        reader.run_validators(request)\n",
        instead="",
        tests=(f"{TOLD}::test_a_forged_word_changes_nothing",),
    ),
    Guard(
        name="a provider speaks of mails that it took",
        file="practice/outbox/addresses/services.py",
        text="        message_id=told.message_id, provider_id=told.provider_id\n",
        instead="        message_id=told.message_id\n",
        tests=(f"{TOLD}::test_what_is_no_bounce_of_ours_changes_nothing",),
    ),
    Guard(
        name="a word told again does not bring back what was lifted",
        sql="ALTER TABLE practice_suppressedaddress DROP CONSTRAINT found_out_once",
        tests=(f"{TOLD}::test_told_twice_is_kept_once_also_after_somebody_lifted_it",),
    ),
    Guard(
        name="a full mailbox is not a missing one",
        file="practice/outbox/addresses/told.py",
        text='frozenset({"HardBounce", "BadEmailAddress"})',
        instead='frozenset({"HardBounce", "BadEmailAddress", "SoftBounce"})',
        tests=(f"{TOLD}::test_what_is_no_bounce_of_ours_changes_nothing",),
    ),
    Guard(
        name="no answer of a provider is unknown",
        file="practice/outbox/sending/provider.py",
        text="Outcome.NOT_SENT if self._name in _KNOWS_AGAIN else Outcome.UNKNOWN",
        instead="Outcome.NOT_SENT",
        tests=(f"{ENDS}::test_no_answer_is_unknown_and_not_repeated",),
    ),
    Guard(
        name="a provider that refuses us fails no mail",
        file="practice/outbox/sending/provider.py",
        text="        if code in _OURS or _said(error) in _POSTMARKS_OURS or",
        instead="        if",
        tests=(f"{ENDS}::test_what_is_about_us_lets_all_wait",),
    ),
    Guard(
        name="of a second request with another body nobody knows the first",
        file="practice/outbox/sending/provider.py",
        text="        if name == _OTHER_BODY:\n",
        instead="        if False:\n",
        tests=(f"{ENDS}::test_what_its_names_say",),
    ),
    Guard(
        name="too many at once waits alone",
        file="practice/outbox/sending/provider.py",
        text="        if code == _TOO_MANY:\n            self._stumbles += 1\n",
        instead="        if code == _TOO_MANY:\n            raise ServerDown\n",
        tests=(f"{ENDS}::test_too_many_again_waits_alone",),
    ),
    Guard(
        name="stumbles in a row keep the others",
        file="practice/outbox/sending/provider.py",
        text="        if self._stumbles >= _STUMBLES:",
        instead="        if False:",
        tests=(f"{ENDS}::test_three_stumbles_in_a_row_keep_the_others",),
    ),
    Guard(
        name="what anymail cannot even ask was not sent",
        file="practice/outbox/sending/provider.py",
        text="            _rehearse(backend, mail)\n",
        instead="",
        tests=(f"{ENDS}::test_what_it_cannot_even_ask_was_not_sent",),
    ),
    Guard(
        name="a full mailbox marks nobody, whatever the provider calls it",
        file="practice/outbox/addresses/told.py",
        text="Why.BOUNCED if _of_address(provider, event) else None",
        instead="Why.BOUNCED",
        tests=(f"{TOLD}::test_what_came_back_for_another_reason_fails_and_marks_nobody",),
    ),
)
