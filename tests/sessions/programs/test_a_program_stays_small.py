from clients.symptoms.rules import Phase
from sessions.programs.rules import PlannedItem, program_warnings


def item(
    *muscles: str, phase: Phase = Phase.FREE, minutes: int = 3, is_new: bool = True
) -> PlannedItem:
    return PlannedItem(phase, minutes, frozenset(muscles or ("waist", "back_extensors")), is_new)


def codes(*items: PlannedItem, budget: int = 15) -> list[str]:
    return [warning.code.value for warning in program_warnings(items, budget)]


def test_three_new_ones_pass_without_a_word() -> None:
    assert codes(item(), item(), item()) == []


def test_an_empty_program_passes_without_a_word() -> None:
    assert codes() == []


def test_four_new_ones_are_many() -> None:
    assert codes(item(), item(), item(), item()) == ["many_new"]


def test_five_in_all_are_many() -> None:
    known = [item(is_new=False) for _ in range(5)]
    assert codes(*known) == ["many_in_all"]


def test_the_minutes_are_counted() -> None:
    assert codes(item(minutes=4), item(minutes=2), budget=5) == ["over_budget"]
    assert codes(item(minutes=5), budget=5) == []


def test_freeing_one_muscle_alone_is_said() -> None:
    assert codes(item("iliopsoas"), item("hamstrings")) == ["one_muscle_only"]


def test_one_movement_of_the_whole_is_enough_company() -> None:
    assert codes(item("iliopsoas"), item("iliopsoas", "waist")) == []
    assert codes(item("iliopsoas"), item("iliopsoas", phase=Phase.INTEGRATE)) == []
