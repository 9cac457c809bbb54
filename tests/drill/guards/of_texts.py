"""Guards of own words in mails: names from a list, and never instead of what a mail needs."""

from tests.drill.guards.guard import Guard

NAMES = "tests/practice/outbox/texts/test_placeholders_are_names_from_a_list.py"
OUT = "tests/practice/outbox/texts/test_own_words_go_out.py"
WORDED = "tests/practice/outbox/texts/test_a_practice_words_its_mails.py"

GUARDS = (
    Guard(
        name="a placeholder is a name from the list",
        file="practice/outbox/texts/services.py",
        text="    if wrong := unknown_in(said, kind.placeholders):\n",
        instead="    if wrong := []:\n",
        tests=(f"{WORDED}::test_what_cannot_be_sent_is_refused_beside_its_field",),
    ),
    Guard(
        name="a subject is one line",
        file="practice/outbox/texts/services.py",
        text='        if name == "subject" and len(said.splitlines()) > 1:\n',
        instead="        if False:\n",
        tests=(f"{WORDED}::test_what_cannot_be_sent_is_refused_beside_its_field",),
    ),
    Guard(
        name="a name of several lines adds none to a mail",
        file="practice/outbox/texts/rules.py",
        text="lambda found: _one_line(values[found[1]])",
        instead="lambda found: values[found[1]]",
        tests=(f"{NAMES}::test_a_name_of_several_lines_adds_none",),
    ),
    Guard(
        name="a text that cannot be filled loses no mail",
        file="practice/outbox/texts/queries.py",
        text="        return words_of(own, values)\n    except Unfillable:\n",
        instead="        return words_of(own, values)\n    except KeyError:\n",
        tests=(f"{OUT}::test_what_cannot_be_filled_goes_out_in_supples_words",),
    ),
    Guard(
        name="nobody overwrites a newer text unseen",
        file="practice/outbox/texts/services.py",
        text="    if shown.version != version:\n",
        instead="    if False:\n",
        tests=(f"{WORDED}::test_who_comes_second_sees_both",),
    ),
    Guard(
        name="own words are escaped in HTML",
        file="templates/emails/own.html",
        text="<p>{{ said|linebreaksbr }}</p>",
        instead="<p>{{ said|safe }}</p>",
        tests=(f"{OUT}::test_a_mail_says_it_as_text_and_as_html",),
    ),
    Guard(
        name="an own subject goes only to who lets the practice be named",
        file="templates/emails/practice_reminder.subject.txt",
        text="{% if own.subject and names_practice %}",
        instead="{% if own.subject %}",
        tests=(f"{OUT}::test_an_own_subject_names_nobody_to_whom_that_is_too_much",),
    ),
    Guard(
        name="what only looks like a mark stays",
        file="practice/outbox/written.py",
        text="values.get(mark[1], mark[0])",
        instead="values[mark[1]]",
        tests=(f"{OUT}::test_what_looks_like_a_mark_stays_and_the_mail_goes",),
    ),
    Guard(
        name="own words have no characters that no mail can show",
        file="practice/outbox/texts/services.py",
        text='_UNSHOWN = frozenset({"Cc", "Cs", "Co"})',
        instead='_UNSHOWN = frozenset({"Cc"})',
        tests=(f"{WORDED}::test_what_cannot_be_sent_is_refused_beside_its_field",),
    ),
)
