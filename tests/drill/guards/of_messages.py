"""Guards of messages: sent once, unchanged, in one's own name, and nothing of them in a mail."""

from tests.drill.guards.guard import Guard

THREAD = "tests/clients/messages/test_one_thread_between_two.py"
MAIL = "tests/clients/messages/test_a_mail_says_that_there_is_one.py"

GUARDS = (
    Guard(
        name="the database lets nobody change a message",
        sql="GRANT UPDATE ON clients_clientmessage TO supple_app",
        tests=(f"{THREAD}::test_the_database_changes_and_deletes_no_message",),
    ),
    Guard(
        name="nobody writes in the name of the other side",
        sql="DROP POLICY own_name ON clients_clientmessage",
        tests=(f"{THREAD}::test_nobody_writes_in_the_name_of_the_other_side",),
    ),
    Guard(
        name="a message sent twice is one",
        file="clients/messages/services.py",
        text='    once = claim_once(actor=actor, key=key, action="send_message")\n',
        instead="    once: dict[str, Any] = {}\n",
        tests=(f"{THREAD}::test_pressed_twice_is_one_message",),
    ),
    Guard(
        name="an archived record takes no message",
        file="clients/messages/services.py",
        text="    require_present(actor=actor, client_id=client.pk)\n    once",
        instead="    once",
        tests=(f"{THREAD}::test_archived_as_somebody_wrote_it_takes_none_either",),
    ),
    Guard(
        name="what was read is not taken back",
        file="clients/messages/services.py",
        text="rows.filter(read_at=None, taken_back_at=None, sent_at__gte=at - TAKE_BACK)",
        instead="rows.filter(taken_back_at=None)",
        tests=(f"{THREAD}::test_taken_back_while_unread_and_then_never",),
    ),
    Guard(
        name="only who wrote it takes it back",
        file="clients/messages/services.py",
        text="    if not wrote(actor, message):\n",
        instead="    if False:\n",
        tests=(f"{THREAD}::test_nobody_takes_back_what_somebody_else_wrote",),
    ),
    Guard(
        name="one keeps as read only what the other side wrote",
        file="clients/messages/services.py",
        text="rows.filter(from_other_side(actor), read_at=None, sent_at__range=shown)",
        instead="rows.filter(read_at=None, sent_at__range=shown)",
        tests=(f"{THREAD}::test_one_reads_only_what_the_other_wrote",),
    ),
    Guard(
        name="no mail tells of what was read",
        file="clients/messages/emails.py",
        text="filter(client_id=client_id, read_at=None)",
        instead="filter(client_id=client_id)",
        tests=(f"{MAIL}::test_none_once_it_was_read_or_taken_back",),
    ),
    Guard(
        name="no mail of a message goes to who wants none",
        file="clients/messages/emails.py",
        text="    if not wants_mail(actor, client.pk, MailKind.MESSAGE):\n",
        instead="    if False:\n",
        tests=(f"{MAIL}::test_none_to_who_wants_none",),
    ),
    Guard(
        name="looking at the link that ends mails changes nothing",
        file="clients/mail_wishes/stopping.py",
        text='    done = request.method == "POST"\n',
        instead="    done = True\n",
        tests=(f"{MAIL}::test_the_mails_link_ends_them_at_once_and_looking_does_not",),
    ),
)
