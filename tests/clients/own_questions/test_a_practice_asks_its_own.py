"""A practice writes questions of its own, puts them in order, and publishes versions of them."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from clients.own_questions.models import OwnDraft, OwnForm, OwnQuestion
from clients.own_questions.queries import newest_form
from clients.own_questions.rules import Question
from clients.own_questions.services import keep_question
from practice.core.actor import Actor, acting, enter_as
from practice.core.errors import Stale
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db
HOME = "/settings/questions/"
RIDE = {"wording": "Do you ride?", "kind": "yes_no", "revision": "0"}
COMES = {"wording": "How do you come?", "kind": "choice", "options": "On foot\nBy train\n\n"}
EASE = {"wording": "How easy is it?", "kind": "scale", "low": "hard", "high": "easy"}


def stored(house: House) -> list[dict[str, Any]]:
    """Everything of the practice's own questions."""
    enter_as(house.boss)
    rows = []
    for model in (OwnDraft, OwnForm, OwnQuestion):
        found = model._base_manager.filter(practice_id=house.practice.pk).order_by("id")
        rows += [dict(row) for row in found.values()]
    return rows


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def revision(house: House) -> str:
    enter_as(house.boss)
    draft = OwnDraft.objects.visible_to(house.boss).first()
    return str(draft.revision if draft else 0)


def add(house: House, **typed: str) -> Any:
    answer = sign_in("owner@linden.example").post(
        f"{HOME}new/", {"revision": revision(house), **typed}
    )
    assert answer.status_code == 302, words(answer)
    return answer


def publish(house: House) -> Any:
    browser = sign_in("owner@linden.example")
    return browser.post(f"{HOME}publish/", {"revision": revision(house)}, follow=True)


def codes(house: House) -> list[str]:
    enter_as(house.boss)
    draft = OwnDraft.objects.visible_to(house.boss).get()
    return [one["code"] for one in draft.questions]


def test_publishing_makes_a_version_that_keeps_its_words(linden: House) -> None:
    add(linden, **COMES, needed="on", help="So that we know.")
    add(linden, **RIDE | {"revision": revision(linden)})
    assert "a draft, not published yet" in words(sign_in("owner@linden.example").get(HOME))
    enter_as(linden.boss)
    assert newest_form(linden.boss) is None
    assert "Published as version 1" in words(publish(linden))
    browser = sign_in("owner@linden.example")
    changed = {**COMES, "wording": "How do you get here?", "revision": revision(linden)}
    assert browser.post(f"{HOME}q1/", changed).status_code == 302
    assert "Published as version 2" in words(publish(linden))
    first, second = (
        words(browser.get(f"{HOME}versions/1/")),
        words(browser.get(f"{HOME}versions/2/")),
    )
    assert "How do you come?" in first
    assert "An older version" in first
    assert "So that we know." in first
    assert "One of several: On foot · By train" in first
    assert "How do you get here?" in second
    assert "An older version" not in second
    assert "by Olive Owner" in second
    enter_as(linden.boss)
    rows = OwnQuestion.objects.visible_to(linden.boss).order_by("form__version", "position")
    assert list(rows.values_list("form__version", "code", "needed")) == [
        (1, "q1", True),
        (1, "q2", False),
        (2, "q1", False),
        (2, "q2", False),
    ]


def test_the_same_is_not_published_twice(linden: House) -> None:
    assert "Nothing was published" in words(publish(linden))
    add(linden, **RIDE)
    publish(linden)
    before = stored(linden)
    assert "Nothing was published" in words(publish(linden))
    assert stored(linden) == before


def test_a_code_is_never_given_twice(linden: House) -> None:
    add(linden, **RIDE)
    publish(linden)
    browser = sign_in("owner@linden.example")
    browser.post(f"{HOME}q1/remove/", {"revision": revision(linden)})
    add(linden, **EASE)
    assert codes(linden) == ["q2"]
    assert browser.get(f"{HOME}q1/").status_code == 404


def test_an_empty_version_asks_nothing_more(linden: House) -> None:
    add(linden, **RIDE)
    publish(linden)
    sign_in("owner@linden.example").post(f"{HOME}q1/remove/", {"revision": revision(linden)})
    assert "Published as version 2" in words(publish(linden))
    with acting(linden.boss) as boss:
        assert newest_form(boss) is None


def test_questions_are_put_in_order(linden: House) -> None:
    for typed in (RIDE, COMES, EASE):
        add(linden, **typed | {"revision": revision(linden)})
    browser = sign_in("owner@linden.example")

    def move(which: str, code: str) -> list[str]:
        answer = browser.post(f"{HOME}order/", {which: code, "revision": revision(linden)})
        assert answer["Location"] == f"{HOME}#{code}"
        return codes(linden)

    assert move("up", "q3") == ["q1", "q3", "q2"]
    assert move("down", "q1") == ["q3", "q1", "q2"]
    assert move("up", "q3") == ["q3", "q1", "q2"]
    assert move("down", "q2") == ["q3", "q1", "q2"]
    assert move("down", "nonsense") == ["q3", "q1", "q2"]


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"wording": " "}, "wording", "This field is required."),
        ({"wording": "x" * 201}, "wording", "at most 200"),
        ({"help": "x" * 301}, "help", "at most 300"),
        ({"kind": ""}, "kind", "Choose how it is answered."),
        ({"kind": "essay"}, "kind", "Select a valid choice"),
        ({"kind": "choice", "options": "One"}, "options", "2 to 10 answers"),
        ({"kind": "choice", "options": "\n".join(map(str, range(11)))}, "options", "2 to 10"),
        ({"kind": "choice", "options": "Yes\nyes "}, "options", "are the same"),
        ({"kind": "choice", "options": f"Yes\n{'x' * 81}"}, "options", "under 80 letters"),
        ({"kind": "scale", "low": "hard"}, "high", "What this end of the scale means"),
        ({"kind": "scale", "low": "x" * 41, "high": "y"}, "low", "at most 40"),
    ],
)
def test_a_wrong_question_is_refused_beside_its_field(
    linden: House, wrong: dict[str, str], field: str, said: str
) -> None:
    add(linden, **RIDE)
    before = stored(linden)
    browser = sign_in("owner@linden.example")
    typed = {**RIDE, "revision": revision(linden), **wrong}
    for address in (f"{HOME}new/", f"{HOME}q1/"):
        answer = browser.post(address, typed)
        assert answer.status_code == 422
        beside = " ".join(answer.context["form"].errors[field]).casefold()
        assert said.casefold() in beside
    assert stored(linden) == before


def test_both_ends_of_a_scale_are_named_at_once(linden: House) -> None:
    typed = {**RIDE, "kind": "scale"}
    answer = sign_in("owner@linden.example").post(f"{HOME}new/", typed)
    assert set(answer.context["form"].errors) == {"low", "high"}


def test_no_more_than_twenty(linden: House) -> None:
    for _time in range(20):
        add(linden, **RIDE | {"revision": revision(linden)})
    browser, before = sign_in("owner@linden.example"), stored(linden)
    answer = browser.post(f"{HOME}new/", {**RIDE, "revision": revision(linden)})
    assert answer.status_code == 422
    assert "There are 20 questions already" in words(answer)
    assert stored(linden) == before
    assert "Add a question" not in words(browser.get(HOME))


def test_what_belongs_to_another_kind_is_not_kept(linden: House) -> None:
    add(linden, **RIDE | {"options": "a\nb", "low": "l", "high": "h", "future": "on"})
    with acting(linden.boss) as boss:
        (kept,) = OwnDraft.objects.visible_to(boss).get().questions
    assert kept == Question("q1", "yes_no", "Do you ride?").stored()


def test_a_published_question_keeps_its_kind(linden: House) -> None:
    add(linden, **RIDE)
    browser = sign_in("owner@linden.example")
    typed = {**RIDE, "kind": "text"}
    assert browser.post(f"{HOME}q1/", typed | {"revision": revision(linden)}).status_code == 302
    publish(linden)
    before = stored(linden)
    typed = {**RIDE, "kind": "date", "revision": revision(linden)}
    answer = browser.post(f"{HOME}q1/", typed)
    assert answer.status_code == 422
    assert "add a new question" in " ".join(answer.context["form"].errors["kind"])
    assert stored(linden) == before


def test_one_that_comes_back_keeps_its_kind_too(linden: House) -> None:
    """It was published, then taken out of the draft in between."""
    add(linden, **RIDE)
    publish(linden)
    browser = sign_in("owner@linden.example")
    browser.post(f"{HOME}q1/remove/", {"revision": revision(linden)})
    before = stored(linden)
    typed = {**RIDE, "kind": "text", "revision": revision(linden)}
    answer = browser.post(f"{HOME}q1/", typed)
    assert answer.status_code == 422
    assert "add a new question" in " ".join(answer.context["form"].errors["kind"])
    assert stored(linden) == before
    assert browser.post(f"{HOME}q1/", {**typed, "kind": RIDE["kind"]}).status_code == 302
    assert codes(linden) == ["q1"]


@pytest.mark.parametrize("code", ["q01", "q000000001", "1", "q", "q１", "q" + "1" * 5000])
def test_no_other_spelling_of_a_code_is_one(linden: House, code: str) -> None:
    add(linden, **RIDE)
    before = stored(linden)
    sent = {**RIDE, "revision": revision(linden)}
    assert sign_in("owner@linden.example").post(f"{HOME}{code}/", sent).status_code == 404
    assert stored(linden) == before


def test_two_who_edit_at_once_lose_nothing(linden: House) -> None:
    add(linden, **RIDE)
    seen = revision(linden)
    browser = sign_in("owner@linden.example")
    browser.post(f"{HOME}q1/", {**RIDE, "wording": "Do you ride a horse?", "revision": seen})
    before = stored(linden)
    for address in (f"{HOME}q1/", f"{HOME}new/"):
        answer = browser.post(address, {**RIDE, "wording": "Mine?", "revision": seen})
        assert answer.status_code == 409
        assert "A colleague changed the questions in between" in words(answer)
        assert 'value="Mine?"' in words(answer)
    assert "Do you ride a horse?" in words(
        browser.post(f"{HOME}q1/", {**RIDE, "wording": "Mine?", "revision": seen})
    )
    for address in ("order/", "publish/", "q1/remove/"):
        answer = browser.post(HOME + address, {"revision": seen, "up": "q1"}, follow=True)
        assert "A colleague changed the questions in between" in words(answer)
    assert stored(linden) == before
    again = browser.post(f"{HOME}q1/", {**RIDE, "wording": "Mine?", "revision": seen})
    sent = {name: again.context["form"][name].value() or "" for name in ("wording", "revision")}
    assert browser.post(f"{HOME}q1/", {**RIDE, **sent}).status_code == 302
    assert "Mine?" in words(browser.get(HOME))


def test_a_question_taken_out_in_between_comes_back_when_it_is_kept(linden: House) -> None:
    add(linden, **RIDE)
    seen, browser = revision(linden), sign_in("owner@linden.example")
    browser.post(f"{HOME}q1/remove/", {"revision": seen})
    answer = browser.post(f"{HOME}q1/", {**RIDE, "wording": "Mine?", "revision": seen})
    assert answer.status_code == 409
    assert 'value="Mine?"' in words(answer)
    browser.post(f"{HOME}q1/", {**RIDE, "wording": "Mine?", "revision": revision(linden)})
    assert codes(linden) == ["q1"]
    foreign = browser.post(f"{HOME}q2/", {**RIDE, "revision": revision(linden)})
    assert foreign.status_code == 404


def test_a_draft_begun_twice_at_once_is_begun_once(
    linden: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one looked before the first was written."""
    question = Question("", "yes_no", "Do you ride?")
    rows = "clients.own_questions.services.OwnDraft.objects.visible_to"

    class Nothing:
        def select_for_update(self) -> "Nothing":
            return self

        def first(self) -> None:
            return None

    def not_yet(_actor: Actor, _action: str = "") -> Nothing:
        return Nothing()

    with acting(linden.boss) as boss:
        keep_question(actor=boss, question=question, revision=0)
        before = stored(linden)
        monkeypatch.setattr(rows, not_yet)
        with pytest.raises(Stale):
            keep_question(actor=boss, question=question, revision=0)
        monkeypatch.undo()
        assert stored(linden) == before


def test_the_database_refuses_to_change_a_version(linden: House) -> None:
    add(linden, **RIDE)
    publish(linden)
    with acting(linden.boss) as boss:
        for model in (OwnForm, OwnQuestion):
            rows = model._base_manager.filter(practice_id=boss.practice_id)
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(practice_id=boss.practice_id)
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.delete()


def test_only_the_owner_writes_and_others_read_what_is_published(
    harbour: House, linden: House
) -> None:
    add(linden, **RIDE)
    publish(linden)
    add(linden, **EASE)
    before = stored(linden)
    for role in ("practitioner", "trainee", "assistant"):
        browser = sign_in(f"{role}@linden.example")
        page = words(browser.get(HOME))
        assert "Do you ride?" in page
        assert "How easy is it?" not in page
        assert "Add a question" not in page
        assert "How easy is it?" not in words(browser.get(f"{HOME}preview/"))
        assert browser.get(f"{HOME}versions/1/").status_code == 200
        for address in ("new/", "q1/", "order/", "publish/", "q1/remove/"):
            sent = {**RIDE, "revision": revision(linden), "up": "q2"}
            assert browser.post(HOME + address, sent).status_code == 403
    foreign = sign_in("owner@harbour.example")
    assert "Do you ride?" not in words(foreign.get(HOME))
    assert foreign.get(f"{HOME}q1/").status_code == 404
    assert foreign.get(f"{HOME}versions/1/").status_code == 404
    assert foreign.post(f"{HOME}q1/", {**RIDE, "revision": "0"}).status_code == 404
    assert foreign.post(f"{HOME}q1/remove/", {"revision": "2"}).status_code == 404
    assert stored(linden) == before


def test_the_preview_shows_the_draft_a_screen_at_a_time_and_keeps_nothing(linden: House) -> None:
    for number in range(6):
        add(linden, **COMES | {"wording": f"Question {number}?", "revision": revision(linden)})
    before, browser = stored(linden), sign_in("owner@linden.example")
    first, second = browser.get(f"{HOME}preview/"), browser.get(f"{HOME}preview/?screen=2")
    assert ("Question 4?" in words(first), "Question 5?" in words(first)) == (True, False)
    assert ("Question 4?" in words(second), "Question 5?" in words(second)) == (False, True)
    assert "disabled" in words(first)
    for wrong in ("?screen=0", "?screen=nonsense", "?screen=99", "?screen=٣"):
        assert browser.get(f"{HOME}preview/{wrong}").status_code == 200
    for wrong in ("?version=9", "?version=x", "?version=99999"):
        assert browser.get(f"{HOME}preview/{wrong}").status_code == 404
    assert stored(linden) == before


def test_the_pages_stay_light_and_take_few_statements(linden: House) -> None:
    long = {
        "wording": "w" * 200,
        "help": "h" * 300,
        "kind": "choice",
        "options": "\n".join(f"{n}{'o' * 79}" for n in range(10)),
    }
    for _time in range(20):
        add(linden, **long | {"revision": revision(linden)})
    publish(linden)
    browser = sign_in("owner@linden.example")
    pages = ("", "new/", "q1/", "versions/1/", "preview/", "preview/?screen=4&version=1")
    for path in pages:
        with statements() as seen:
            answer = browser.get(HOME + path)
        assert answer.status_code == 200
        assert len(seen) <= 9, "\n".join(seen)
        assert len(answer.content) < 40_000, (path, len(answer.content))
